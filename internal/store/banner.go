package store

import (
	"context"
	"encoding/json"

	"github.com/stet-news/stet/internal/news"
)

func scanBanner(row scanner) (b news.Banner, err error) {
	var value []byte
	if err := row.Scan(&value); err != nil {
		return b, err
	}
	return b, json.Unmarshal(value, &b)
}

const readBanners = `SELECT value FROM banner ORDER BY language`

// Banners returns the emergency banners that are up, by language.
func (db *DB) Banners(ctx context.Context) ([]news.Banner, error) {
	return all(ctx, db.read, scanBanner, readBanners)
}

// Banners returns the emergency banners as this transaction sees them.
func (tx *Tx) Banners(ctx context.Context) ([]news.Banner, error) {
	return all(ctx, tx.tx, scanBanner, readBanners)
}

// SaveBanner puts the banner up in the place of any other of its language.
func (tx *Tx) SaveBanner(ctx context.Context, b news.Banner) error {
	value, err := text(b)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO banner (language, expires, value) VALUES ($1, $2, $3)
		ON CONFLICT (language) DO UPDATE SET expires = excluded.expires, value = excluded.value`, b.Language, micros(b.Expires), value)
	return err
}

// EndBanner takes the banner of the language down and returns it. If there is none it is
// NotFound.
func (tx *Tx) EndBanner(ctx context.Context, l news.Language) (news.Banner, error) {
	return one(tx.tx.QueryRowContext(ctx, `DELETE FROM banner WHERE language = $1 RETURNING value`, l), scanBanner, "There is no emergency banner in %s.", l)
}

// EndExpiredBanners takes down every banner whose time is over by the database's own clock,
// and returns them.
func (tx *Tx) EndExpiredBanners(ctx context.Context) ([]news.Banner, error) {
	return all(ctx, tx.tx, scanBanner, `DELETE FROM banner WHERE expires <= `+tx.dialect.now+` RETURNING value`)
}

// ExpiredBanners returns how many banners that are up have come to their end.
func (db *DB) ExpiredBanners(ctx context.Context) (n int, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT count(*) FROM banner WHERE expires <= `+db.dialect.now).Scan(&n)
	return n, err
}
