package store

import (
	"context"

	"github.com/stet-news/stet/internal/news"
)

const flashColumns = `id, language, text, story, path, breaking, pinned, at, expires, position`

func scanFlash(row scanner) (f news.Flash, err error) {
	var breaking, pinned, at, expires int64
	err = row.Scan(&f.ID, &f.Language, &f.Text, &f.Story, &f.Path, &breaking, &pinned, &at, &expires, &f.Order)
	f.Breaking, f.Pinned, f.At, f.Expires = breaking != 0, pinned != 0, instant(at), instant(expires)
	return f, err
}

// Flashes returns the flashes that are on, newest first. An empty language is all.
func (db *DB) Flashes(ctx context.Context, l news.Language) ([]news.Flash, error) {
	return readFlashes(ctx, db.read, l)
}

// Flashes returns the flashes that are on as this transaction sees them.
func (tx *Tx) Flashes(ctx context.Context, l news.Language) ([]news.Flash, error) {
	return readFlashes(ctx, tx.tx, l)
}

func readFlashes(ctx context.Context, q queryer, l news.Language) ([]news.Flash, error) {
	w := where{conditions: []string{`ended = 0`}}
	if l != "" {
		w.and(`language = ?`, l)
	}
	return all(ctx, q, scanFlash, `SELECT `+flashColumns+` FROM flash`+w.text()+` ORDER BY position DESC, at DESC, id DESC LIMIT 200`, w.args...)
}

// AddFlash puts the flash on.
func (tx *Tx) AddFlash(ctx context.Context, f news.Flash) error {
	_, err := tx.exec(ctx, `INSERT INTO flash (`+flashColumns+`, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)`,
		f.ID, f.Language, f.Text, f.Story, f.Path, number(f.Breaking), number(f.Pinned), micros(f.At), micros(f.Expires), f.Order)
	return err
}

// Flash returns the flash that is on. One that is off already is NotFound.
func (tx *Tx) Flash(ctx context.Context, id string) (news.Flash, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT `+flashColumns+` FROM flash WHERE id = $1 AND ended = 0`, id), scanFlash, "There is no flash %s on the ticker.", id)
}

// WriteFlash writes back a flash that is on.
func (tx *Tx) WriteFlash(ctx context.Context, f news.Flash) error {
	n, err := tx.exec(ctx, `UPDATE flash SET text = $2, story = $3, path = $4, breaking = $5, pinned = $6, expires = $7, position = $8 WHERE id = $1 AND ended = 0`,
		f.ID, f.Text, f.Story, f.Path, number(f.Breaking), number(f.Pinned), micros(f.Expires), f.Order)
	if err == nil && n == 0 {
		return errRace
	}
	return err
}

// EndFlash takes the flash off and returns it. One that is off already is NotFound.
func (tx *Tx) EndFlash(ctx context.Context, id string, at int64) (news.Flash, error) {
	return one(tx.tx.QueryRowContext(ctx, `UPDATE flash SET ended = $1 WHERE id = $2 AND ended = 0 RETURNING `+flashColumns, at, id),
		scanFlash, "There is no flash %s on the ticker.", id)
}

// EndFlashesOf takes off every flash that leads to the story, and returns them.
func (tx *Tx) EndFlashesOf(ctx context.Context, story, at int64) ([]news.Flash, error) {
	return all(ctx, tx.tx, scanFlash, `UPDATE flash SET ended = $1 WHERE story = $2 AND ended = 0 RETURNING `+flashColumns, at, story)
}

// EndExpired takes off every flash whose time is over by the database's own clock, and
// returns them.
func (tx *Tx) EndExpired(ctx context.Context) ([]news.Flash, error) {
	return all(ctx, tx.tx, scanFlash, `UPDATE flash SET ended = expires WHERE ended = 0 AND expires <= `+tx.dialect.now+` RETURNING `+flashColumns)
}

// Expired returns how many flashes that are on have come to their end.
func (db *DB) Expired(ctx context.Context) (n int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT count(*) FROM flash WHERE ended = 0 AND expires <= `+db.dialect.now).Scan(&n)
	return n, err
}
