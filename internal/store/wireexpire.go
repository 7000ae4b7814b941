package store

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// goneFor is how long an item that was removed is remembered after it was last seen.
const goneFor = 2 * 365 * 24 * time.Hour

// goneItem is what is remembered of an item that is not there.
type goneItem struct {
	hash   string    // of the newest version that was removed; "" if it never came
	killed time.Time // zero if the wire did not kill it
	why    string
}

func (tx *Tx) goneItem(ctx context.Context, wire, guid string) (g goneItem, there bool, err error) {
	list, err := all(ctx, tx.tx, func(row scanner) (g goneItem, err error) {
		var killed int64
		err = row.Scan(&g.hash, &killed, &g.why)
		g.killed = instant(killed)
		return g, err
	}, `SELECT hash, killed, why FROM dispatch_gone WHERE wire = $1 AND guid = $2`, wire, guid)
	if err != nil || len(list) == 0 {
		return g, false, err
	}
	return list[0], true, nil
}

// recall holds an item that comes against what is remembered of it, and reports whether it stays away. One that was removed with these bytes stays
// away, for a feed that still has it brings nothing new; and one that was removed as killed, in each version from before the kill. One whose kill came before it is
// marked as killed: at first, and in each version from before the kill. Another text, of a later time or of none, is an item again. known is the ID of
// the dispatch that it is a version of, "" for none.
func (tx *Tx) recall(ctx context.Context, d *news.Dispatch, known string) (away bool, err error) {
	g, there, err := tx.goneItem(ctx, d.Wire, d.GUID)
	if err != nil || !there {
		return false, err
	}
	at := cmp.Or(d.Updated, d.Issued)
	older := !g.killed.IsZero() && !at.IsZero() && !at.After(g.killed) && d.Change != news.ChangeKill
	switch {
	case g.hash != "" && (g.hash == d.Hash || older):
		return true, tx.seeGone(ctx, d.Wire, d.GUID, d.Received)
	case d.Change == news.ChangeKill: // the notice itself, for somebody to read
		return false, nil
	case g.hash == "" && older, g.hash == "" && at.IsZero() && tx.neverCame(ctx, known):
		d.Killed, d.Kill = g.killed, g.why
		return false, tx.seeGone(ctx, d.Wire, d.GUID, d.Received)
	}
	_, err = tx.exec(ctx, `DELETE FROM dispatch_gone WHERE wire = $1 AND guid = $2`, d.Wire, d.GUID)
	return false, err
}

// neverCame reports whether there is no item under the ID but at most the notice that kills it.
func (tx *Tx) neverCame(ctx context.Context, known string) bool {
	if known == "" {
		return true
	}
	d, err := readDispatch(ctx, tx.tx, known)
	return err == nil && d.Change == news.ChangeKill && d.Killed.IsZero()
}

func (tx *Tx) seeGone(ctx context.Context, wire, guid string, at time.Time) error {
	_, err := tx.exec(ctx, `UPDATE dispatch_gone SET at = $1 WHERE wire = $2 AND guid = $3`, micros(at), wire, guid)
	return err
}

// rememberKill remembers the kill of an item that is not there, and reports whether that was remembered already.
func (tx *Tx) rememberKill(ctx context.Context, k news.Dispatch) (known bool, err error) {
	g, _, err := tx.goneItem(ctx, k.Wire, k.GUID)
	if err != nil {
		return false, err
	}
	if !g.killed.IsZero() {
		return true, tx.seeGone(ctx, k.Wire, k.GUID, k.Received)
	}
	_, err = tx.exec(ctx, `INSERT INTO dispatch_gone (wire, guid, hash, at, killed, why) VALUES ($1, $2, '', $3, $4, $5)
		ON CONFLICT (wire, guid) DO UPDATE SET at = excluded.at, killed = excluded.killed, why = excluded.why`, k.Wire, k.GUID, micros(k.Received), micros(k.Killed), k.Kill)
	return false, err
}

// rememberRemoved remembers the name of a dispatch that is about to be removed, and that it was killed, if it was.
func (tx *Tx) rememberRemoved(ctx context.Context, id string, now time.Time) error {
	d, err := readDispatch(ctx, tx.tx, id)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO dispatch_gone (wire, guid, hash, at, killed, why) SELECT wire, guid, hash, $2, $3, $4 FROM dispatch WHERE id = $1
		ON CONFLICT (wire, guid) DO UPDATE SET at = excluded.at, hash = CASE WHEN dispatch_gone.killed > 0 AND dispatch_gone.hash <> '' THEN dispatch_gone.hash ELSE excluded.hash END,
		killed = CASE WHEN dispatch_gone.killed > excluded.killed THEN dispatch_gone.killed ELSE excluded.killed END,
		why = CASE WHEN dispatch_gone.killed > excluded.killed THEN dispatch_gone.why ELSE excluded.why END`, id, micros(now), micros(d.Killed), d.Kill)
	return err
}

// unused are the conditions under which a dispatch may be removed: nothing was made of it, nobody is asked about it, put it into a
// collection or by hand into a cluster, and it was not taken down.
// Whoever adds a table that refers to dispatches says here whether its rows keep them.
const unused = ` AND d.taken_down = '' AND d.reread >= d.version
	AND NOT EXISTS (SELECT 1 FROM story_source x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM picture_source x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM source_change x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM made_from x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM story_passage x WHERE x.dispatch = d.id)
	AND NOT EXISTS (SELECT 1 FROM dispatch_collected x WHERE x.dispatch = d.id)
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
		if err := tx.rememberRemoved(ctx, id, now); err != nil {
			return 0, fmt.Errorf("keep the name of dispatch %s: %w", id, err)
		}
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
		if _, err := tx.exec(ctx, `DELETE FROM dispatch WHERE id = $1`, id); err != nil {
			return 0, fmt.Errorf("remove dispatch %s: %w", id, err)
		}
	}
	return len(ids), nil
}

// ForgetGone forgets the names and kills of items that are not there, if nobody has seen them for two years.
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
