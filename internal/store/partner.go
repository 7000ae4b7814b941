package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/stet-news/stet/internal/news"
)

const partnerKeys = `SELECT value, seen, ended FROM partner_key`

func scanPartnerKey(row scanner) (k news.PartnerKey, err error) {
	var value []byte
	var seen, ended int64
	if err := row.Scan(&value, &seen, &ended); err != nil {
		return k, err
	}
	err = json.Unmarshal(value, &k)
	k.Seen, k.Ended = instant(seen), instant(ended)
	return k, err
}

// AddPartnerKey keeps the key by its hash.
func (tx *Tx) AddPartnerKey(ctx context.Context, k news.PartnerKey, hash string) error {
	value, err := text(k)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO partner_key (id, client, hash, seen, ended, value) VALUES ($1, $2, $3, 0, 0, $4)`, k.ID, k.Client, hash, value)
	return err
}

// EndPartnerKey ends the key of the client, and reports whether there was one that had not ended.
func (tx *Tx) EndPartnerKey(ctx context.Context, client, id string) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE partner_key SET ended = `+tx.dialect.now+` WHERE id = $1 AND client = $2 AND ended = 0`, id, client)
	return n > 0, err
}

// PartnerKey returns the key with the hash, also one that has ended; NotFound if there is none.
func (db *DB) PartnerKey(ctx context.Context, hash string) (news.PartnerKey, error) {
	return one(db.read.QueryRowContext(ctx, partnerKeys+` WHERE hash = $1`, hash), scanPartnerKey, "There is no such key.")
}

// PartnerKeys returns the keys of the client, the newest first.
func (db *DB) PartnerKeys(ctx context.Context, client string) ([]news.PartnerKey, error) {
	return all(ctx, db.read, scanPartnerKey, partnerKeys+` WHERE client = $1 ORDER BY id DESC`, client)
}

// SeePartnerKey notes that the key was used.
func (tx *Tx) SeePartnerKey(ctx context.Context, id string, at time.Time) error {
	_, err := tx.exec(ctx, `UPDATE partner_key SET seen = $1 WHERE id = $2 AND seen < $1`, micros(at), id)
	return err
}
