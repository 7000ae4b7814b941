package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// AwaitFor is how long a file that a dispatch names, and that did not come with it, is joined to it when it comes.
const AwaitFor = 30 * time.Minute

// nameFiles keeps which files the version of a dispatch has, and which it waits for. A file that it has must be in the blob store already.
func (tx *Tx) nameFiles(ctx context.Context, d news.Dispatch) error {
	for _, m := range d.Media {
		if !m.Kept() && !m.Awaited() {
			continue
		}
		if _, err := tx.exec(ctx, `INSERT INTO dispatch_file (dispatch, hash, name, wire, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (dispatch, hash, name) DO UPDATE SET at = excluded.at`, d.ID, m.Hash, m.Name, d.Wire, micros(d.Received)); err != nil {
			return fmt.Errorf("keep the files of dispatch %s: %w", d.GUID, err)
		}
	}
	return nil
}

// withFiles returns the new version of a dispatch with the files of the one before that it names by the same names, and that did not come again.
func (tx *Tx) withFiles(ctx context.Context, d news.Dispatch) (news.Dispatch, error) {
	if !slices.ContainsFunc(d.Media, news.Media.Awaited) {
		return d, nil
	}
	old, err := readDispatch(ctx, tx.tx, d.ID)
	if err != nil {
		return d, err
	}
	d.Media = slices.Clone(d.Media)
	for i, m := range d.Media {
		at := slices.IndexFunc(old.Media, func(o news.Media) bool { return o.Kept() && o.Name == m.Name })
		if m.Awaited() && at >= 0 {
			d.Media[i] = m.With(old.Media[at])
		}
	}
	return d, nil
}

// HoldFile says that the file with the hash is about to be named by a dispatch: until this transaction has ended nobody removes it. Whoever
// calls it makes sure after that that the file is in the blob store.
func (tx *Tx) HoldFile(ctx context.Context, hash string, now time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO kept_file (hash, at) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET at = excluded.at`, hash, micros(now))
	return err
}

// HasItem reports whether the wire's item is known with these bytes as its newest, or was removed with them: then Receive would keep nothing.
func (db *DB) HasItem(ctx context.Context, wire, guid, hash string) (bool, error) {
	found, err := all(ctx, db.read, scanNumber, `SELECT 1 FROM dispatch WHERE wire = $1 AND guid = $2 AND hash = $3
		UNION ALL SELECT 1 FROM dispatch_gone WHERE wire = $1 AND guid = $2 AND hash = $3`, wire, guid, hash)
	return len(found) > 0, err
}

// FileNamed returns the file of that name which a dispatch of the wire came with last, at the time or later, and whether there is one.
func (db *DB) FileNamed(ctx context.Context, wire, name string, since time.Time) (news.Media, bool, error) {
	rows, err := all(ctx, db.read, func(row scanner) (r [2]string, err error) { return r, row.Scan(&r[0], &r[1]) },
		`SELECT dispatch, hash FROM dispatch_file WHERE wire = $1 AND name = $2 AND hash <> '' AND at >= $3 ORDER BY at DESC LIMIT 1`, wire, name, micros(since))
	if err != nil || len(rows) == 0 {
		return news.Media{}, false, err
	}
	d, err := db.Dispatch(ctx, rows[0][0])
	if err != nil {
		return news.Media{}, false, err
	}
	at := slices.IndexFunc(d.Media, func(m news.Media) bool { return m.Hash == rows[0][1] })
	if at < 0 { // of a version before the newest
		return news.Media{}, false, nil
	}
	return d.Media[at], true, nil
}

// Awaiting returns the dispatches of the wire whose newest version waits for a file of the name since the time or later, the last first.
func (db *DB) Awaiting(ctx context.Context, wire, name string, since time.Time) ([]string, error) {
	return all(ctx, db.read, func(row scanner) (id string, err error) { return id, row.Scan(&id) }, `SELECT dispatch FROM dispatch_file WHERE wire = $1 AND name = $2 AND hash = '' AND at >= $3 ORDER BY at DESC LIMIT 20`,
		wire, name, micros(since))
}

// JoinFile gives the dispatch a file that it waits for, and reports whether it did. It is no new version: the wire said nothing more.
func (tx *Tx) JoinFile(ctx context.Context, dispatch string, file news.Media, now time.Time) (bool, error) {
	d, err := readDispatch(ctx, tx.tx, dispatch)
	if err != nil {
		return false, err
	}
	joined := false
	for i, m := range d.Media {
		if m.Awaited() && m.Name == file.Name {
			d.Media[i], joined = m.With(file), true
		}
	}
	if _, err := tx.exec(ctx, `DELETE FROM dispatch_file WHERE dispatch = $1 AND hash = '' AND name = $2`, dispatch, file.Name); err != nil || !joined {
		return false, err
	}
	d.UsedBy, d.TakenDown, d.Cluster, d.Routing = nil, "", "", news.Routing{}
	item, err := text(d)
	if err != nil {
		return false, err
	}
	n, err := tx.exec(ctx, `UPDATE dispatch_version SET item = $1 WHERE dispatch = $2 AND version = $3`, item, d.ID, d.Version)
	if err == nil && n == 0 {
		return false, errRace
	}
	if err != nil {
		return false, err
	}
	d.Received = now
	return true, tx.nameFiles(ctx, d)
}

// AwaitedNames returns the names of the files that dispatches of the wire wait for since the time or later.
func (db *DB) AwaitedNames(ctx context.Context, wire string, since time.Time) ([]string, error) {
	return all(ctx, db.read, func(row scanner) (name string, err error) { return name, row.Scan(&name) },
		`SELECT DISTINCT name FROM dispatch_file WHERE wire = $1 AND hash = '' AND at >= $2 LIMIT 1000`, wire, micros(since))
}
