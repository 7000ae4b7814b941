package store

import (
	"context"
	"encoding/json"
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
	return recordingByHash(ctx, tx.tx, hash)
}

func recordingByHash(ctx context.Context, q queryer, hash string) (news.Recording, bool, error) {
	found, err := all(ctx, q, scanRecording, `SELECT item FROM recording WHERE hash = $1 ORDER BY uploaded LIMIT 1`, hash)
	if err != nil || len(found) == 0 {
		return news.Recording{}, false, err
	}
	return found[0], true, nil
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

// SaveCaptionWords keeps what the captions in the file say.
func (tx *Tx) SaveCaptionWords(ctx context.Context, file, words string) error {
	_, err := tx.exec(ctx, `INSERT INTO caption_words (file, words) VALUES ($1, $2) ON CONFLICT (file) DO NOTHING`, file, words) // its name is its content
	return err
}

// CaptionWords returns what the captions in the file say.
func (tx *Tx) CaptionWords(ctx context.Context, file string) (string, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT words FROM caption_words WHERE file = $1`, file), func(row scanner) (words string, err error) {
		return words, row.Scan(&words)
	}, "Nothing is known of the captions %s.", file)
}

// RecordingByHash returns the recording whose original has the hash, and whether there is one.
func (db *DB) RecordingByHash(ctx context.Context, hash string) (news.Recording, bool, error) {
	return recordingByHash(ctx, db.read, hash)
}
