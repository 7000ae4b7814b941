package store

import (
	"context"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// goneFor is how long an item that was removed is remembered after it was last seen.
const goneFor = 2 * 365 * 24 * time.Hour

// wasRemoved reports whether the item was removed with these bytes when its time was over: a feed that still has it brings nothing new. With
// others it is an item again.
func (tx *Tx) wasRemoved(ctx context.Context, d news.Dispatch) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE dispatch_gone SET at = $1 WHERE wire = $2 AND guid = $3 AND hash = $4`, micros(d.Received), d.Wire, d.GUID, d.Hash)
	if err != nil || n > 0 {
		return n > 0, err
	}
	_, err = tx.exec(ctx, `DELETE FROM dispatch_gone WHERE wire = $1 AND guid = $2`, d.Wire, d.GUID)
	return false, err
}

// unused are the conditions under which a dispatch may be removed: nothing was made of it, nobody is asked about it or put it into a
// cluster by hand, and it was not taken down.
// Whoever adds a table that refers to dispatches says here whether its rows keep them.
const unused = ` AND d.taken_down = '' AND d.reread >= d.version
	AND NOT EXISTS (SELECT 1 FROM story_source x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM picture_source x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM source_change x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM made_from x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM story_passage x WHERE x.dispatch = d.id)
	AND d.by_hand = 0`

// RemoveDispatches removes dispatches of the wire, in all their versions, whose newest came before the time and of which nothing was made: the
// first that came first, at most limit. It keeps their names, so that the same does not come again, and returns how many it removed.
func (tx *Tx) RemoveDispatches(ctx context.Context, wire string, before, now time.Time, limit int) (int, error) {
	ids, err := all(ctx, tx.tx, func(row scanner) (id string, err error) { return id, row.Scan(&id) },
		`SELECT d.id FROM dispatch d WHERE d.wire = $1 AND d.received < $2`+unused+fmt.Sprintf(` ORDER BY d.received LIMIT %d`, bound(limit, 200)), wire, micros(before))
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := tx.unindexDispatch(ctx, id); err != nil {
			return 0, fmt.Errorf("remove dispatch %s: %w", id, err)
		}
		for _, text := range []string{
			`DELETE FROM dispatch_file WHERE dispatch = $1`, `DELETE FROM dispatch_version WHERE dispatch = $1`, `DELETE FROM dispatch_features WHERE dispatch = $1`,
			`DELETE FROM dispatch_deed WHERE dispatch = $1`,
		} {
			if _, err := tx.exec(ctx, text, id); err != nil {
				return 0, fmt.Errorf("remove dispatch %s: %w", id, err)
			}
		}
		if _, err := tx.exec(ctx, `INSERT INTO dispatch_gone (wire, guid, hash, at) SELECT wire, guid, hash, $2 FROM dispatch WHERE id = $1
			ON CONFLICT (wire, guid) DO UPDATE SET hash = excluded.hash, at = excluded.at`, id, micros(now)); err != nil {
			return 0, fmt.Errorf("keep the name of dispatch %s: %w", id, err)
		}
		if _, err := tx.exec(ctx, `DELETE FROM dispatch WHERE id = $1`, id); err != nil {
			return 0, fmt.Errorf("remove dispatch %s: %w", id, err)
		}
	}
	return len(ids), nil
}

// ForgetGone forgets the names of removed items that nobody has seen for two years.
func (tx *Tx) ForgetGone(ctx context.Context, now time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM dispatch_gone WHERE at < $1`, micros(now.Add(-goneFor)))
	return err
}

// graceOfFile is how long a file stays after a dispatch named it last, whether one still does or not.
const graceOfFile = time.Hour

// UnnamedFiles returns the hashes of files that no dispatch has any more, at most limit.
func (db *DB) UnnamedFiles(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return all(ctx, db.read, func(row scanner) (hash string, err error) { return hash, row.Scan(&hash) },
		fmt.Sprintf(`SELECT hash FROM kept_file WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM dispatch_file f WHERE f.hash = kept_file.hash) ORDER BY at LIMIT %d`, bound(limit, 200)),
		micros(now.Add(-graceOfFile)))
}

// LetGoOfFile forgets the file, if no dispatch has it, and reports whether it did. Until the transaction has ended nobody can name it: so its
// bytes are removed in it. See HoldFile.
func (tx *Tx) LetGoOfFile(ctx context.Context, hash string, now time.Time) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM kept_file WHERE hash = $1 AND at < $2 AND NOT EXISTS (SELECT 1 FROM dispatch_file f WHERE f.hash = $1)`,
		hash, micros(now.Add(-graceOfFile)))
	return n > 0, err
}
