package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/stet-news/stet/internal/news"
)

func scanPicture(row scanner) (p news.Picture, err error) {
	var item []byte
	if err := row.Scan(&item); err != nil {
		return p, err
	}
	return p, json.Unmarshal(item, &p)
}

// Picture returns the picture.
func (db *DB) Picture(ctx context.Context, id string) (news.Picture, error) {
	return readPicture(ctx, db.read, id)
}

// Picture returns the picture as this transaction sees it.
func (tx *Tx) Picture(ctx context.Context, id string) (news.Picture, error) {
	return readPicture(ctx, tx.tx, id)
}

func readPicture(ctx context.Context, q queryer, id string) (news.Picture, error) {
	return one(q.QueryRowContext(ctx, `SELECT item FROM picture WHERE id = $1`, id), scanPicture, "There is no picture %s.", id)
}

// Pictures lists pictures, the last uploaded first, at most limit.
func (db *DB) Pictures(ctx context.Context, limit int) ([]news.Picture, error) {
	return all(ctx, db.read, scanPicture, `SELECT item FROM picture ORDER BY uploaded DESC, id DESC LIMIT `+fmt.Sprint(bound(limit, 200)))
}

// PictureByHash returns the picture whose original has the hash, and whether there is one.
func (tx *Tx) PictureByHash(ctx context.Context, hash string) (news.Picture, bool, error) {
	p, err := one(tx.tx.QueryRowContext(ctx, `SELECT item FROM picture WHERE hash = $1 ORDER BY uploaded LIMIT 1`, hash), scanPicture, "There is no such picture.")
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.NotFound {
		return p, false, nil
	}
	return p, err == nil, err
}

// SavePicture adds the picture, or changes what is known of it.
func (tx *Tx) SavePicture(ctx context.Context, p news.Picture) error {
	item, err := text(p)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO picture (id, hash, uploaded, plan, taken, likeness, ends, item) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET plan = excluded.plan, tries = 0, taken = excluded.taken, likeness = excluded.likeness, ends = excluded.ends, item = excluded.item`,
		p.ID, p.Hash, micros(p.Uploaded), p.Plan, micros(p.Taken), p.Likeness, micros(p.Rights.Ends()), item)
	if err != nil {
		return err
	}
	for _, from := range p.Sources {
		if _, err := tx.exec(ctx, `INSERT INTO picture_source (picture, dispatch) VALUES ($1, $2) ON CONFLICT DO NOTHING`, p.ID, from.Dispatch); err != nil {
			return err
		}
	}
	return tx.indexPicture(ctx, p)
}

// PicturesFrom returns the pictures that were taken from the dispatch.
func (tx *Tx) PicturesFrom(ctx context.Context, dispatch string) ([]news.Picture, error) {
	return all(ctx, tx.tx, scanPicture, `SELECT p.item FROM picture_source s JOIN picture p ON p.id = s.picture WHERE s.dispatch = $1 ORDER BY p.id`, dispatch)
}

// PicturesFrom returns the pictures that were taken from the dispatch.
func (db *DB) PicturesFrom(ctx context.Context, dispatch string) ([]news.Picture, error) {
	return all(ctx, db.read, scanPicture, `SELECT p.item FROM picture_source s JOIN picture p ON p.id = s.picture WHERE s.dispatch = $1 ORDER BY p.id`, dispatch)
}

// mostTries is how often the renditions of a picture are tried to be made.
const mostTries = 3

// Undeveloped returns pictures whose renditions follow a plan before this one, the last uploaded first, at most limit. Those that could not be made
// three times are left out until they are changed.
func (db *DB) Undeveloped(ctx context.Context, plan, limit int) ([]news.Picture, error) {
	return all(ctx, db.read, scanPicture, `SELECT item FROM picture WHERE plan < $1 AND tries < $2 ORDER BY uploaded DESC, id DESC LIMIT `+fmt.Sprint(bound(limit, 200)),
		plan, mostTries)
}

// NotDeveloped notes that the renditions of the picture could not be made.
func (tx *Tx) NotDeveloped(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `UPDATE picture SET tries = tries + 1 WHERE id = $1`, id)
	return err
}
