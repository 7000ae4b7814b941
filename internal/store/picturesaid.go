package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/stet-news/stet/internal/news"
)

const picturesSaid = `SELECT value FROM picture_said WHERE story = $1 ORDER BY picture`

// PicturesSaid returns what was decided about the story's pictures, by picture.
func (db *DB) PicturesSaid(ctx context.Context, story int64) (map[string]news.PictureSaid, error) {
	return byPicture(all(ctx, db.read, scanValue[news.PictureSaid], picturesSaid, story))
}

// PicturesSaid returns the same as this transaction sees it.
func (tx *Tx) PicturesSaid(ctx context.Context, story int64) (map[string]news.PictureSaid, error) {
	return byPicture(all(ctx, tx.tx, scanValue[news.PictureSaid], picturesSaid, story))
}

func byPicture(list []news.PictureSaid, err error) (map[string]news.PictureSaid, error) {
	said := map[string]news.PictureSaid{}
	for _, s := range list {
		said[s.Picture] = s
	}
	return said, err
}

// SavePictureSaid keeps what was decided about a picture of a story.
func (tx *Tx) SavePictureSaid(ctx context.Context, s news.PictureSaid) error {
	value, err := text(s)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO picture_said (story, picture, value) VALUES ($1, $2, $3) ON CONFLICT (story, picture) DO UPDATE SET value = excluded.value`,
		s.Story, s.Picture, value)
	return err
}

// Ending is a picture that readers have, or an author's portrait, and that they may not have for long, or at all.
type Ending struct {
	PictureUsed
	Rights news.Rights
	Name   string
}

// Ending returns the uses of pictures before readers whose rights end not after the time, the earliest end first, at most 200. What ended, or
// was denied, is among them.
func (db *DB) Ending(ctx context.Context, until time.Time) ([]Ending, error) {
	return all(ctx, db.read, func(row scanner) (e Ending, err error) {
		var since int64
		var item []byte
		if err := row.Scan(&e.Picture, &e.Story, &e.Place, &since, &item); err != nil {
			return e, err
		}
		var p news.Picture
		err = json.Unmarshal(item, &p)
		e.Since, e.Rights, e.Name = instant(since), p.Rights, p.Name
		return e, err
	}, `SELECT u.picture, u.story, u.place, u.since, p.item FROM picture p JOIN picture_use u ON u.picture = p.id
		WHERE p.ends > 0 AND p.ends <= $1 AND u.place <> 'copy' ORDER BY p.ends, u.story, u.picture LIMIT 200`, micros(until))
}
