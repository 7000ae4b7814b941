package store

import (
	"context"
	"encoding/json"
	"time"
)

// Stale is what caches have to forget after a step from one edition to another, as keys.
type Stale struct {
	Keys []string `json:"keys,omitempty"` // may be shown as stale while nothing better is to be had
	Gone []string `json:"gone,omitempty"` // may not be shown again
}

// Handed is a step of a process that serves readers: after it its readers have Edition,
// before it they had After.
type Handed struct {
	Process        string
	After, Edition int64
	Stale          Stale
}

// alive is how long ago a process that serves readers may have been seen last. One that
// was not is taken for gone, and nobody waits for it.
const alive = 15 * time.Second

// kept is how long steps are kept. A cache that could not be told for longer is told to
// forget everything.
const kept = 24 * time.Hour

// HandOver notes a step. When again is true its readers had the earlier edition before
// their eyes although caches were told of a later one: caches are told again.
func (tx *Tx) HandOver(ctx context.Context, h Handed, again bool) error {
	stale, err := text(h.Stale)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO handed (process, after, edition, stale, at) VALUES ($1, $2, $3, $4, `+tx.dialect.now+`)
		ON CONFLICT (process, edition) DO UPDATE SET after = excluded.after, stale = excluded.stale, at = excluded.at`,
		h.Process, h.After, h.Edition, stale)
	if err != nil {
		return err
	}
	if again {
		if _, err := tx.exec(ctx, `UPDATE purge SET edition = $1 WHERE edition > $1`, h.After); err != nil {
			return err
		}
	}
	return tx.ReaderHas(ctx, h.Process, h.Edition)
}

// ReaderHas notes that the process is there and which edition its readers have.
func (tx *Tx) ReaderHas(ctx context.Context, process string, edition int64) error {
	_, err := tx.exec(ctx, `INSERT INTO reader (process, edition, seen) VALUES ($1, $2, `+tx.dialect.now+`)
		ON CONFLICT (process) DO UPDATE SET edition = excluded.edition, seen = excluded.seen`, process, edition)
	return err
}

// ReaderGone notes that the process serves readers no more.
func (tx *Tx) ReaderGone(ctx context.Context, process string) error {
	_, err := tx.exec(ctx, `DELETE FROM reader WHERE process = $1`, process)
	return err
}

// ReadersHave returns the newest edition that the readers of every process have, and
// false if there is no process that serves readers.
func (db *DB) ReadersHave(ctx context.Context) (edition int64, ok bool, err error) {
	var n int
	err = db.read.QueryRowContext(ctx, `SELECT count(*), COALESCE(min(edition), 0) FROM reader WHERE seen > `+db.dialect.now+` - $1`, alive.Microseconds()).Scan(&n, &edition)
	return edition, n > 0, err
}

// HandedSince returns the steps that led beyond the edition, by the edition they led to.
func (db *DB) HandedSince(ctx context.Context, edition int64, limit int) ([]Handed, error) {
	return all(ctx, db.read, func(row scanner) (h Handed, err error) {
		var stale []byte
		if err := row.Scan(&h.Process, &h.After, &h.Edition, &stale); err != nil {
			return h, err
		}
		return h, json.Unmarshal(stale, &h.Stale)
	}, `SELECT process, after, edition, stale FROM handed WHERE edition > $1 ORDER BY edition, process LIMIT $2`, edition, bound(limit, 10_000))
}

// HandedLately returns the edition from which the steps of so long led on, or one that
// nobody has reached if there were none.
func (db *DB) HandedLately(ctx context.Context, d time.Duration) (edition int64, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT COALESCE(min(after), 9223372036854775807) FROM handed WHERE after > 0 AND at > `+db.dialect.now+` - $1`, d.Microseconds()).Scan(&edition)
	return edition, err
}

// Purge is a cache that is told what is stale.
type Purge struct {
	Hook    string
	Edition int64 // up to which it was told everything; -1 if it never was
	// Failing is since when telling it fails, zero when it does not; Error is why.
	Failing time.Time
	Error   string
	At      time.Time // of the last attempt
}

// Purge returns how far the hook is.
func (db *DB) Purge(ctx context.Context, hook string) (Purge, error) {
	list, err := db.purges(ctx, `WHERE hook = $1`, hook)
	if err != nil || len(list) == 0 {
		return Purge{Hook: hook, Edition: -1}, err
	}
	return list[0], nil
}

// Purges returns every hook that there ever was, by name.
func (db *DB) Purges(ctx context.Context) ([]Purge, error) { return db.purges(ctx, ``) }

func (db *DB) purges(ctx context.Context, where string, args ...any) ([]Purge, error) {
	return all(ctx, db.read, func(row scanner) (p Purge, err error) {
		var failing, at int64
		err = row.Scan(&p.Hook, &p.Edition, &failing, &p.Error, &at)
		p.Failing, p.At = instant(failing), instant(at)
		return p, err
	}, `SELECT hook, edition, failing, error, at FROM purge `+where+` ORDER BY hook`, args...)
}

// Purged notes that the hook was told everything up to the edition, if nothing was handed
// over again since it was at the edition before. It forgets steps that nobody needs.
func (tx *Tx) Purged(ctx context.Context, hook string, before, edition int64) error {
	_, err := tx.exec(ctx, `INSERT INTO purge (hook, edition, failing, error, at) VALUES ($1, $2, 0, '', `+tx.dialect.now+`)
		ON CONFLICT (hook) DO UPDATE SET edition = CASE WHEN purge.edition = $3 THEN excluded.edition ELSE purge.edition END,
			failing = 0, error = '', at = excluded.at`, hook, edition, before)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `DELETE FROM handed WHERE at < `+tx.dialect.now+` - $1`, kept.Microseconds())
	return err
}

// PurgeFailed notes why the hook could not be told.
func (tx *Tx) PurgeFailed(ctx context.Context, hook, reason string) error {
	_, err := tx.exec(ctx, `INSERT INTO purge (hook, edition, failing, error, at) VALUES ($1, -1, `+tx.dialect.now+`, $2, `+tx.dialect.now+`)
		ON CONFLICT (hook) DO UPDATE SET failing = CASE WHEN purge.failing = 0 THEN excluded.failing ELSE purge.failing END,
			error = excluded.error, at = excluded.at`, hook, reason)
	return err
}
