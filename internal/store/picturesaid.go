package store

import (
	"context"
	"encoding/json"
	"fmt"
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

const endings = `SELECT u.picture, u.story, u.place, u.since, p.item FROM picture p JOIN picture_use u ON u.picture = p.id
	WHERE p.ends > 0 AND p.ends <= $1 AND u.place <> 'copy'`

func scanEnding(row scanner) (e Ending, err error) {
	var since int64
	var item []byte
	if err := row.Scan(&e.Picture, &e.Story, &e.Place, &since, &item); err != nil {
		return e, err
	}
	var p news.Picture
	err = json.Unmarshal(item, &p)
	e.Since, e.Rights, e.Name = instant(since), p.Rights, p.Name
	return e, err
}

// Ending returns the uses of pictures before readers whose rights end not after the time: those that were denied first, and then
// the latest end first, since what ended long ago was seen long ago. At most 200.
func (db *DB) Ending(ctx context.Context, until time.Time) ([]Ending, error) {
	return all(ctx, db.read, scanEnding, endings+` ORDER BY CASE WHEN p.ends = $2 THEN 0 ELSE 1 END, p.ends DESC, u.story, u.picture LIMIT 200`,
		micros(until), micros(news.Rights{Use: news.Denied}.Ends()))
}

// UntoldOfRights returns the uses of pictures before readers whose rights end within the first of the times from now, and of which
// people were not told since the last of the times was reached that was: see Tx.ToldOfRights. The times are the longest first. At most 200.
func (db *DB) UntoldOfRights(ctx context.Context, now time.Time, warnings []time.Duration) ([]Ending, error) {
	args := []any{micros(now.Add(warnings[0]))}
	step := `0`
	for i, before := range warnings {
		args = append(args, micros(now.Add(before)))
		step = fmt.Sprintf(`CASE WHEN p.ends <= $%d THEN %d ELSE %s END`, i+2, i+1, step)
	}
	return all(ctx, db.read, scanEnding, fmt.Sprintf(endings+` AND u.told <> p.ends * %d + %s ORDER BY p.ends, u.story, u.picture LIMIT 200`, warningsEach, step), args...)
}

// warningsEach is by how much an end is multiplied, so that the number of a warning of it can be added.
const warningsEach = 10

// ToldOfRights notes that people were told of the end of the rights, by the warning of that number, from 1.
func (tx *Tx) ToldOfRights(ctx context.Context, e Ending, warning int) error {
	_, err := tx.exec(ctx, `UPDATE picture_use SET told = $1 WHERE story = $2 AND place = $3 AND picture = $4`,
		micros(e.Rights.Ends())*warningsEach+int64(warning), e.Story, e.Place, e.Picture)
	return err
}
