package store

import (
	"context"
	"database/sql"
	"errors"
)

// Old is what became of an address on another site: one of the two is set.
type Old struct {
	Picture string // news.Picture.ID
	Story   int64  // its number
}

// Old returns what became of the address, and false if nothing of it moved in.
func (db *DB) Old(ctx context.Context, address string) (o Old, found bool, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT picture, story FROM old_address WHERE address = $1`, address).Scan(&o.Picture, &o.Story)
	if errors.Is(err, sql.ErrNoRows) {
		return o, false, nil
	}
	return o, err == nil, err
}

// KeepOld notes what became of the address. What was noted before is replaced.
func (tx *Tx) KeepOld(ctx context.Context, address string, o Old) error {
	_, err := tx.exec(ctx, `INSERT INTO old_address (address, picture, story) VALUES ($1, $2, $3)
		ON CONFLICT (address) DO UPDATE SET picture = excluded.picture, story = excluded.story`, address, o.Picture, o.Story)
	return err
}
