package store

import (
	"context"

	"github.com/stet-news/stet/internal/news"
)

// AddUpload keeps an upload that begins.
func (tx *Tx) AddUpload(ctx context.Context, u news.Upload) error {
	value, err := text(u)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO upload (id, person, have, done, expires, value) VALUES ($1, $2, $3, $4, $5, $6)`,
		u.ID, u.Person, u.Have, micros(u.Done), micros(u.Expires), value)
	if err != nil && tx.dialect.unique(err) {
		return errRace
	}
	return err
}

// SaveUpload writes what has become of an upload of which have bytes were kept. Of two who write at once one does: for the
// other, and for one that is done, it is a Conflict.
func (tx *Tx) SaveUpload(ctx context.Context, u news.Upload, have int64) error {
	value, err := text(u)
	if err != nil {
		return err
	}
	n, err := tx.exec(ctx, `UPDATE upload SET have = $1, done = $2, value = $3 WHERE id = $4 AND have = $5 AND done = 0`, u.Have, micros(u.Done), value, u.ID, have)
	if err == nil && n == 0 {
		return news.Errorf(news.Conflict, "Another part of this file came at the same moment. Ask how much of it is here, and go on from there.")
	}
	return err
}

// DropUpload forgets an upload.
func (tx *Tx) DropUpload(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `DELETE FROM upload WHERE id = $1`, id)
	return err
}

const uploadOf = `SELECT value FROM upload WHERE id = $1 AND person = $2 AND expires > `

const noUpload = "There is no upload %q of yours. It may have expired: begin it anew."

// Upload returns the person's upload, unless it has expired.
func (db *DB) Upload(ctx context.Context, person, id string) (news.Upload, error) {
	return one(db.read.QueryRowContext(ctx, uploadOf+db.dialect.now, id, person), scanValue[news.Upload], noUpload, id)
}

// Upload returns the same as this transaction sees it.
func (tx *Tx) Upload(ctx context.Context, person, id string) (news.Upload, error) {
	return one(tx.tx.QueryRowContext(ctx, uploadOf+tx.dialect.now, id, person), scanValue[news.Upload], noUpload, id)
}

// Uploads lists the person's uploads that are not done, the last begun first.
func (db *DB) Uploads(ctx context.Context, person string) ([]news.Upload, error) {
	return all(ctx, db.read, scanValue[news.Upload], openUploads+db.dialect.now+lastUploads, person)
}

// Uploads lists the same as this transaction sees it.
func (tx *Tx) Uploads(ctx context.Context, person string) ([]news.Upload, error) {
	return all(ctx, tx.tx, scanValue[news.Upload], openUploads+tx.dialect.now+lastUploads, person)
}

const (
	openUploads = `SELECT value FROM upload WHERE person = $1 AND done = 0 AND expires > `
	lastUploads = ` ORDER BY expires DESC, id LIMIT 200`
)

// ExpiredUploads lists uploads whose time is over, at most 200.
func (db *DB) ExpiredUploads(ctx context.Context) ([]news.Upload, error) {
	return all(ctx, db.read, scanValue[news.Upload], `SELECT value FROM upload WHERE expires <= `+db.dialect.now+` ORDER BY expires LIMIT 200`)
}

// PictureByHash returns the picture whose original has the hash, and whether there is one.
func (db *DB) PictureByHash(ctx context.Context, hash string) (news.Picture, bool, error) {
	found, err := all(ctx, db.read, scanPicture, `SELECT item FROM picture WHERE hash = $1 ORDER BY uploaded LIMIT 1`, hash)
	if err != nil || len(found) == 0 {
		return news.Picture{}, false, err
	}
	return found[0], true, nil
}
