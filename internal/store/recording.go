package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/stet-news/stet/internal/news"
)

func scanRecording(row scanner) (r news.Recording, err error) {
	var item []byte
	if err := row.Scan(&item); err != nil {
		return r, err
	}
	return r, json.Unmarshal(item, &r)
}

const noRecording = "There is no recording %s."

// Recording returns the film or sound.
func (db *DB) Recording(ctx context.Context, id string) (news.Recording, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT item FROM recording WHERE id = $1`, id), scanRecording, noRecording, id)
}

// Recording returns the film or sound as this transaction sees it.
func (tx *Tx) Recording(ctx context.Context, id string) (news.Recording, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT item FROM recording WHERE id = $1`, id), scanRecording, noRecording, id)
}

// Recordings lists films and sounds, the last uploaded first, at most limit.
func (db *DB) Recordings(ctx context.Context, limit int) ([]news.Recording, error) {
	return all(ctx, db.read, scanRecording, `SELECT item FROM recording ORDER BY uploaded DESC, id DESC LIMIT `+fmt.Sprint(bound(limit, 200)))
}

// RecordingByHash returns the recording whose original has the hash, and whether there is one.
func (tx *Tx) RecordingByHash(ctx context.Context, hash string) (news.Recording, bool, error) {
	r, err := one(tx.tx.QueryRowContext(ctx, `SELECT item FROM recording WHERE hash = $1 ORDER BY uploaded LIMIT 1`, hash), scanRecording, noRecording, hash)
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.NotFound {
		return r, false, nil
	}
	return r, err == nil, err
}

// IsPoster reports whether the picture stands for a film, whether a story uses that or not.
func (tx *Tx) IsPoster(ctx context.Context, picture string) (is bool, err error) {
	err = tx.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM recording WHERE item LIKE '%"poster":"' || $1 || '"%')`, picture).Scan(&is)
	return is, err
}

// SaveRecording adds the recording, or changes what is known of it.
func (tx *Tx) SaveRecording(ctx context.Context, r news.Recording) error {
	item, err := text(r)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO recording (id, hash, uploaded, item) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET item = excluded.item`,
		r.ID, r.Hash, micros(r.Uploaded), item)
	return err
}
