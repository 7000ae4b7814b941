package store

import (
	"context"
	"time"
)

// Tries is what is counted under a key of tries that failed, or are under way.
type Tries struct {
	Key    string
	Failed int64
	Since  time.Time // when counting began
	Until  time.Time // no try is looked at before; zero for no wait
	Last   time.Time
}

func scanTries(row scanner) (t Tries, err error) {
	var since, until, last int64
	err = row.Scan(&t.Key, &t.Failed, &since, &until, &last)
	t.Since, t.Until, t.Last = instant(since), instant(until), instant(last)
	return t, err
}

// Wait returns how long, by the database's clock, no try that counts under the key is looked
// at.
func (db *DB) Wait(ctx context.Context, key string) (time.Duration, error) {
	var us int64
	err := db.read.QueryRowContext(ctx, `SELECT COALESCE(MAX(until - `+db.dialect.now+`), 0) FROM tries WHERE key = $1`, key).Scan(&us)
	return time.Duration(us) * time.Microsecond, err
}

// Tries returns what is counted under the key, and holds it until the transaction ends: of
// two who try at once the second sees the first.
func (tx *Tx) Tries(ctx context.Context, key string, now time.Time) (Tries, error) {
	return one(tx.tx.QueryRowContext(ctx, `INSERT INTO tries (key, failed, since, until, last) VALUES ($1, 0, $2, 0, $2)
		ON CONFLICT (key) DO UPDATE SET key = tries.key RETURNING key, failed, since, until, last`, key, micros(now)), scanTries, "There is no such count.")
}

// SetTries keeps the count, which Tries has returned before.
func (tx *Tx) SetTries(ctx context.Context, t Tries) error {
	_, err := tx.exec(ctx, `UPDATE tries SET failed = $1, since = $2, until = $3, last = $4 WHERE key = $5`,
		t.Failed, micros(t.Since), micros(t.Until), micros(t.Last), t.Key)
	return err
}

// DropTries forgets what is counted under the key.
func (tx *Tx) DropTries(ctx context.Context, key string) error {
	_, err := tx.exec(ctx, `DELETE FROM tries WHERE key = $1`, key)
	return err
}

// Familiar reports whether the key was met after the time.
func (db *DB) Familiar(ctx context.Context, key string, after time.Time) (bool, error) {
	var n int
	err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM familiar WHERE key = $1 AND last > $2`, key, micros(after)).Scan(&n)
	return n > 0, err
}

// Meet notes that the key was met.
func (tx *Tx) Meet(ctx context.Context, key string, now time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO familiar (key, last) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET last = $2`, key, micros(now))
	return err
}

// ForgetTries keeps the counts bounded: it forgets those older than the time; then, while
// there are more than most, those that hold nobody up, and the oldest. It keeps the most
// places that were met last, none from before known.
func (tx *Tx) ForgetTries(ctx context.Context, now, before, known time.Time, most int64) error {
	if _, err := tx.exec(ctx, `DELETE FROM tries WHERE last < $1`, micros(before)); err != nil {
		return err
	}
	var n int64
	if err := tx.tx.QueryRowContext(ctx, `SELECT count(*) FROM tries`).Scan(&n); err != nil {
		return err
	}
	if n > most {
		if _, err := tx.exec(ctx, `DELETE FROM tries WHERE until <= $1`, micros(now)); err != nil {
			return err
		}
		if _, err := tx.exec(ctx, `DELETE FROM tries WHERE key NOT IN (SELECT key FROM tries ORDER BY last DESC, key LIMIT $1)`, most); err != nil {
			return err
		}
	}
	if _, err := tx.exec(ctx, `DELETE FROM familiar WHERE last < $1`, micros(known)); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM familiar WHERE key NOT IN (SELECT key FROM familiar ORDER BY last DESC, key LIMIT $1)`, most)
	return err
}

// AccountKey returns what proves the key that accounts are kept under, "" if none was used
// yet.
func (tx *Tx) AccountKey(ctx context.Context) (string, error) {
	proof, err := one(tx.tx.QueryRowContext(ctx, `SELECT proof FROM account_key WHERE id = 1`), func(row scanner) (s string, err error) { return s, row.Scan(&s) }, "There is no key.")
	if IsNotFound(err) {
		return "", nil
	}
	return proof, err
}

// SetAccountKey keeps what proves the key.
func (tx *Tx) SetAccountKey(ctx context.Context, proof string) error {
	_, err := tx.exec(ctx, `INSERT INTO account_key (id, proof) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET proof = $1`, proof)
	return err
}
