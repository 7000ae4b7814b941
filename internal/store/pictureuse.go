package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// PicturePlace is where a picture is used.
type PicturePlace string

// The places.
const (
	InCopy    PicturePlace = "copy"   // in a story as the newsroom has it
	BeforeAll PicturePlace = "live"   // in a story as readers have it
	OfAuthor  PicturePlace = "author" // as the portrait of an author
)

// PictureUsed is one use of a picture, or of a film or a sound.
type PictureUsed struct {
	Picture string       `json:"picture"`         // news.Picture.ID or news.Recording.ID
	Story   int64        `json:"story,omitempty"` // number; 0 for a portrait
	Place   PicturePlace `json:"place"`
	Since   time.Time    `json:"since"`
}

// PictureUses returns where the picture, or the film or sound, is used, the newest use first.
func (db *DB) PictureUses(ctx context.Context, picture string) ([]PictureUsed, error) {
	return pictureUses(ctx, db.read, picture)
}

// PictureUses returns where the picture, or the film or sound, is used as this transaction sees it, the newest use first.
func (tx *Tx) PictureUses(ctx context.Context, picture string) ([]PictureUsed, error) {
	return pictureUses(ctx, tx.tx, picture)
}

func pictureUses(ctx context.Context, q queryer, picture string) ([]PictureUsed, error) {
	return all(ctx, q, scanUsed, `SELECT picture, story, place, since FROM picture_use WHERE picture = $1 ORDER BY since DESC, story DESC, place`, picture)
}

func scanUsed(row scanner) (u PictureUsed, err error) {
	var since int64
	err = row.Scan(&u.Picture, &u.Story, &u.Place, &since)
	u.Since = instant(since)
	return u, err
}

// useOf brings what is known of the pictures at a place of a story up to what is there now.
func (tx *Tx) useOf(ctx context.Context, story int64, place PicturePlace, now []string) error {
	had, err := all(ctx, tx.tx, scanUsed, `SELECT picture, story, place, since FROM picture_use WHERE story = $1 AND place = $2`, story, place)
	if err != nil {
		return fmt.Errorf("read the pictures of story %d: %w", story, err)
	}
	for _, u := range had {
		if !slices.Contains(now, u.Picture) {
			if _, err := tx.exec(ctx, `DELETE FROM picture_use WHERE story = $1 AND place = $2 AND picture = $3`, story, place, u.Picture); err != nil {
				return err
			}
		}
	}
	for _, p := range now {
		if p == "" || slices.ContainsFunc(had, func(u PictureUsed) bool { return u.Picture == p }) {
			continue
		}
		_, err := tx.exec(ctx, `INSERT INTO picture_use (picture, story, place, since) VALUES ($1, $2, $3, `+tx.dialect.now+`) ON CONFLICT DO NOTHING`, p, story, place)
		if err != nil {
			return err
		}
	}
	return nil
}

// picturesIn returns the IDs of the pictures, films and sounds of a story's content.
func picturesIn(c news.Content) (ids []string) {
	if c.Lead != nil {
		ids = append(ids, c.Lead.Picture)
	}
	for _, use := range c.Body.Pictures() {
		ids = append(ids, use.Picture)
	}
	for _, use := range c.Body.Recordings() {
		ids = append(ids, use.Recording)
	}
	return ids
}

// useLive notes which pictures, films and sounds readers have with the change.
func (tx *Tx) useLive(ctx context.Context, c edition.Change) error {
	switch {
	case c.Story != nil:
		return tx.useOf(ctx, c.Story.Number, BeforeAll, publicPictures(c.Story))
	case c.Notice != nil:
		return tx.useOf(ctx, c.Notice.Number, BeforeAll, nil)
	}
	return nil
}

func publicPictures(s *edition.Story) (ids []string) {
	if s.Lead != nil {
		ids = append(ids, s.Lead.ID)
	}
	for _, p := range s.Pictures {
		ids = append(ids, p.ID)
	}
	for _, use := range s.Body.Recordings() { // those that are withdrawn too: one day they are not
		ids = append(ids, use.Recording)
	}
	for _, r := range s.Recordings {
		if r.Poster != nil {
			ids = append(ids, r.Poster.ID)
		}
	}
	return ids
}

func portraits(h news.House) (ids []string) {
	for _, a := range h.Authors {
		ids = append(ids, a.Picture)
	}
	return ids
}

// FillPictureUses notes the pictures of stories that were written before uses were kept, a few stories at a time, and reports whether there are more.
func (db *DB) FillPictureUses(ctx context.Context) (more bool, err error) {
	const batch = 10 // whoever writes meanwhile waits for one of these at most
	// Asked without a transaction first: this is called every few seconds for ever, and there are no more from the first minute on.
	left, err := all(ctx, db.read, scanNumber, `SELECT number FROM story WHERE number > (SELECT story FROM picture_use_fill) ORDER BY number LIMIT 1`)
	if err != nil || len(left) == 0 {
		return false, err
	}
	err = db.Tx(ctx, func(tx *Tx) error {
		var from int64
		if err := tx.tx.QueryRowContext(ctx, `SELECT story FROM picture_use_fill`).Scan(&from); err != nil {
			return err
		}
		stories, err := all(ctx, tx.tx, scanStory, `SELECT `+storyColumns+` FROM story WHERE number > $1 ORDER BY number LIMIT `+fmt.Sprint(batch), from)
		if err != nil || len(stories) == 0 {
			return err
		}
		for _, s := range stories {
			if err := tx.fillUse(ctx, s); err != nil {
				return fmt.Errorf("note the pictures of story %d: %w", s.Number, err)
			}
		}
		more = len(stories) == batch
		_, err = tx.exec(ctx, `UPDATE picture_use_fill SET story = $1`, stories[len(stories)-1].Number)
		return err
	})
	return more, err
}

func (tx *Tx) fillUse(ctx context.Context, s news.Story) error {
	if err := tx.useOf(ctx, s.Number, InCopy, picturesIn(s.Content)); err != nil {
		return err
	}
	if s.Edition == 0 {
		return nil
	}
	changes, err := all(ctx, tx.tx, scanChange, `SELECT change FROM edition WHERE number = $1`, s.Edition)
	if err != nil || len(changes) == 0 {
		return err
	}
	return tx.useLive(ctx, changes[0])
}
