package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

type fromKey struct{}

// WithFrom returns a context in which records say that what they are of was done from there;
// see news.Record.
func WithFrom(ctx context.Context, from string) context.Context {
	return context.WithValue(ctx, fromKey{}, from)
}

// Record adds the record to the log and returns it in its place in the chain.
func (tx *Tx) Record(ctx context.Context, r news.Record) (news.Record, error) {
	var seq int64
	var previous string
	err := tx.tx.QueryRowContext(ctx, `UPDATE log_head SET seq = seq + 1 RETURNING seq, hash`).Scan(&seq, &previous)
	if err != nil {
		return r, fmt.Errorf("take the next record of the log: %w", err)
	}
	if r.From == "" {
		r.From, _ = ctx.Value(fromKey{}).(string)
	}
	r = r.Seal(seq, previous)
	if _, err := tx.exec(ctx, `UPDATE log_head SET hash = $1`, r.Hash); err != nil {
		return r, err
	}
	_, err = tx.exec(ctx, `INSERT INTO log (seq, at, person, name, verb, object, detail, origin, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		r.Seq, micros(r.At), r.Actor.ID, r.Actor.Name, r.Verb, r.Object, string(r.Detail), r.From, r.Previous, r.Hash)
	return r, err
}

// Turnstile waits for every other transaction that records, or goes through it, to end:
// what is read after it, is still so when this one commits.
func (tx *Tx) Turnstile(ctx context.Context) error {
	_, err := tx.exec(ctx, `UPDATE log_head SET seq = seq`)
	return err
}

const recordColumns = `seq, at, person, name, verb, object, detail, origin, previous, hash`

func scanRecord(row scanner) (r news.Record, err error) {
	var at int64
	var detail string
	err = row.Scan(&r.Seq, &at, &r.Actor.ID, &r.Actor.Name, &r.Verb, &r.Object, &detail, &r.From, &r.Previous, &r.Hash)
	r.At = instant(at)
	if detail != "" {
		r.Detail = []byte(detail)
	}
	return r, err
}

// Log returns the records after seq, oldest first, at most limit.
func (db *DB) Log(ctx context.Context, after int64, limit int) ([]news.Record, error) {
	return all(ctx, db.read, scanRecord, `SELECT `+recordColumns+` FROM log WHERE seq > $1 ORDER BY seq LIMIT `+fmt.Sprint(bound(limit, 1000)), after)
}

// LogNewest returns the last records, newest first, at most limit; with an object, as
// "story/4421", only its own, and with a kind of object, as "person/", those of all of them.
func (db *DB) LogNewest(ctx context.Context, object string, limit int) ([]news.Record, error) {
	var w where
	switch {
	case strings.HasSuffix(object, "/"):
		kind := strings.TrimSuffix(object, "/")
		w.and(`(object = ? OR object LIKE ? || '/%')`, kind)
	case object != "":
		w.and(`object = ?`, object)
	}
	return all(ctx, db.read, scanRecord, `SELECT `+recordColumns+` FROM log`+w.text()+` ORDER BY seq DESC LIMIT `+fmt.Sprint(bound(limit, 500)), w.args...)
}

// LogHead returns the number of the last record of the log and its hash: whoever has both
// knows of any later change of what came before.
func (db *DB) LogHead(ctx context.Context) (seq int64, hash string, err error) {
	return seq, hash, db.read.QueryRowContext(ctx, `SELECT seq, hash FROM log_head`).Scan(&seq, &hash)
}

// VerifyLog reads the whole log and returns how many records it has. The error, a
// Conflict, names the first record that is missing or was changed.
func (db *DB) VerifyLog(ctx context.Context) (int64, error) {
	var head int64
	var headHash string
	if err := db.read.QueryRowContext(ctx, `SELECT seq, hash FROM log_head`).Scan(&head, &headHash); err != nil {
		return 0, err
	}
	var seq int64
	hash := ""
	for seq < head {
		records, err := db.Log(ctx, seq, 1000)
		if err != nil {
			return seq, err
		}
		for len(records) > 0 && records[len(records)-1].Seq > head { // written since we began
			records = records[:len(records)-1]
		}
		if len(records) == 0 {
			return seq, news.Errorf(news.Conflict, "The log breaks after record %d: records up to %d are missing.", seq, head)
		}
		if err := news.VerifyChain(seq, hash, records); err != nil {
			return seq, err
		}
		last := records[len(records)-1]
		seq, hash = last.Seq, last.Hash
	}
	if hash != headHash {
		return seq, news.Errorf(news.Conflict, "The log's head does not fit its last record %d.", seq)
	}
	return seq, nil
}

// Recall returns what the person's request with the key did, if there was one. A
// request with another fingerprint under the same key is a Conflict.
func (tx *Tx) Recall(ctx context.Context, person, key, fingerprint string) (result []byte, found bool, err error) {
	var was string
	err = tx.tx.QueryRowContext(ctx, `SELECT fingerprint, result FROM idempotency WHERE person = $1 AND key = $2`, person, key).Scan(&was, &result)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case was != fingerprint:
		return nil, false, news.Errorf(news.Conflict, "The Idempotency-Key %q was used for another request. Use a new one.", key)
	}
	return result, true, nil
}

// Remember keeps what the person's request with the key did. Another transaction that
// does so at the same moment makes this one start again.
func (tx *Tx) Remember(ctx context.Context, person, key, fingerprint string, result []byte, at int64) error {
	_, err := tx.exec(ctx, `INSERT INTO idempotency (person, key, fingerprint, result, at) VALUES ($1, $2, $3, $4, $5)`,
		person, key, fingerprint, string(result), at)
	if err != nil && tx.dialect.unique(err) {
		return errRace
	}
	return err
}

// Forget drops what was remembered before the time, in microseconds.
func (tx *Tx) Forget(ctx context.Context, before int64) error {
	_, err := tx.exec(ctx, `DELETE FROM idempotency WHERE at < $1`, before)
	return err
}
