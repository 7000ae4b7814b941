package store

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
)

// The index of dispatches is two tables, as that of stories is: table dispatch_find gives a dispatch a place, table dispatch_terms has at that
// place what its newest version is found by, filter.Keys. What a filter asks beyond keys, that words stand side by side and that an embargo
// still holds, is looked at in the dispatches themselves.

// droppedKey is of the dispatches that a route dropped. No filter asks for it.
const droppedKey = "kdropped"

// indexDispatch brings the index up to the dispatch.
func (tx *Tx) indexDispatch(ctx context.Context, d news.Dispatch) error {
	if err := tx.unindexDispatch(ctx, d.ID); err != nil {
		return err
	}
	keys := filter.Keys(d)
	if d.Routing.Dropped {
		keys = append(keys, droppedKey)
	}
	tx.indexed = true
	for place := micros(d.Received); ; place++ {
		n, err := tx.exec(ctx, `INSERT INTO dispatch_find (place, dispatch, version) VALUES ($1, $2, $3) ON CONFLICT (place) DO NOTHING`, place, d.ID, filter.Version)
		if err != nil {
			return fmt.Errorf("give dispatch %s a place: %w", d.ID, err)
		}
		if n == 1 {
			_, err = tx.exec(ctx, tx.dialect.search.dispatches.put, place, strings.Join(keys, " "))
			return err
		}
	}
}

func (tx *Tx) unindexDispatch(ctx context.Context, id string) error {
	places, err := all(ctx, tx.tx, scanNumber, `DELETE FROM dispatch_find WHERE dispatch = $1 RETURNING place`, id)
	for _, place := range places {
		if _, err := tx.exec(ctx, tx.dialect.search.dispatches.drop, place); err != nil {
			return err
		}
	}
	return err
}

// FillDispatches brings into the index of dispatches what is not in it, the newest first: dispatches from before there was one, or that were
// kept under another version. It can be stopped at any moment. It returns how many it brought in.
func (db *DB) FillDispatches(ctx context.Context) (done int, err error) {
	for from := int64(math.MaxInt64); ; {
		type waiting struct {
			id       string
			received int64
		}
		list, err := all(ctx, db.read, func(row scanner) (w waiting, err error) { return w, row.Scan(&w.id, &w.received) },
			`SELECT d.id, d.received FROM dispatch d LEFT JOIN dispatch_find f ON f.dispatch = d.id
			WHERE d.received <= $1 AND COALESCE(f.version, 0) <> $2 ORDER BY d.received DESC LIMIT 50`, from, filter.Version)
		if err != nil || len(list) == 0 {
			return done, err
		}
		err = db.Tx(ctx, func(tx *Tx) error {
			for _, w := range list {
				// Written, so that nobody changes it until this is done.
				if _, err := tx.exec(ctx, `UPDATE dispatch SET hash = hash WHERE id = $1`, w.id); err != nil {
					return err
				}
				d, err := tx.Dispatch(ctx, w.id)
				if err != nil {
					return err
				}
				if err := tx.indexDispatch(ctx, d); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return done, fmt.Errorf("fill the index of dispatches: %w", err)
		}
		done, from = done+len(list), list[len(list)-1].received
	}
}

// Sought says which dispatches are looked for.
type Sought struct {
	Filter  filter.Filter
	Dropped bool      // those that routes dropped, and they only; else none of them
	Before  time.Time // received before: the cursor of the next page; zero for the newest
	Since   time.Time // received then or later; zero for any time
	Now     time.Time // by which an embargo holds
	Limit   int       // 1 to 200; else 200
	// Look is at how many dispatches at most the filter is put where the index alone does not decide: 1 to 5000; else 1000.
	Look int
	// Brief leaves the bodies out of what is found, where the index alone decides.
	Brief bool
}

// Found are dispatches that pass a filter, the last received first.
type Found struct {
	List []news.Dispatch
	// Before is the cursor of what was not looked at, also where fewer passed than were asked for; zero if all was.
	Before time.Time
}

// lookAtOnce is how many dispatches are read at a time where the index does not decide.
const lookAtOnce = 200

// FindDispatches returns the dispatches that pass the filter, at their newest version.
func (db *DB) FindDispatches(ctx context.Context, s Sought) (found Found, err error) {
	found.List = []news.Dispatch{}
	limit, look := bound(s.Limit, 200), 1000
	if s.Look > 0 && s.Look <= 5000 {
		look = s.Look
	}
	q, exact, err := db.question(ctx, s)
	if err != nil || q == "" {
		return found, err
	}
	before, since := int64(math.MaxInt64), micros(s.Since)
	if !s.Before.IsZero() {
		before = micros(s.Before)
	}
	for looked := 0; ; {
		n := limit + 1
		if !exact {
			n = lookAtOnce
		}
		rows, err := db.newestDispatches(ctx, q, before, since, n, s.Brief && exact)
		if err != nil {
			return found, fmt.Errorf("look for dispatches: %w", err)
		}
		for i, r := range rows {
			if len(found.List) == limit {
				found.Before = instant(before)
				return found, db.addUses(ctx, found.List)
			}
			before = r.place
			if exact || s.Filter.Passes(filter.Of(r.d), s.Now) {
				found.List = append(found.List, r.d)
			}
			if looked++; !exact && looked == look && (i+1 < len(rows) || len(rows) == n) {
				found.Before = instant(before)
				return found, db.addUses(ctx, found.List)
			}
		}
		if len(rows) < n {
			return found, db.addUses(ctx, found.List)
		}
	}
}

// question returns what the index is asked, "" if nothing can pass, and whether the index alone decides.
func (db *DB) question(ctx context.Context, s Sought) (text string, exact bool, err error) {
	var wires []news.Wire
	if s.Filter.Uses(filter.Wire) {
		if wires, err = db.Wires(ctx); err != nil {
			return "", false, err
		}
	}
	q, every, none, exact := s.Filter.Ask(wires)
	if none {
		return "", exact, nil
	}
	dropped := filter.Query{Key: droppedKey}
	if !s.Dropped {
		dropped = filter.Query{Kind: filter.Not, Of: []filter.Query{dropped}}
	}
	if every {
		q = dropped
	} else {
		q = filter.Query{Kind: filter.All, Of: []filter.Query{q, dropped}}
	}
	d := db.dialect.search
	return q.Text(d.quote, d.and, d.or, d.dispatches.andNot), exact, nil
}

// placedDispatch is a dispatch with its place in the index.
type placedDispatch struct {
	place int64
	d     news.Dispatch
}

func (db *DB) newestDispatches(ctx context.Context, q string, before, since int64, limit int, brief bool) ([]placedDispatch, error) {
	scan := scanDispatch
	if brief {
		scan = scanBriefly
	}
	return reading(ctx, db, func(tx transaction) ([]placedDispatch, error) {
		return all(ctx, tx, func(row scanner) (p placedDispatch, err error) {
			p.d, err = scan(after(row, &p.place))
			return p, err
		}, `SELECT x.place, `+dispatchColumns+` FROM (`+db.dialect.search.dispatches.newest+`) AS x JOIN dispatch_find f ON f.place = x.place
			JOIN dispatch d ON d.id = f.dispatch JOIN dispatch_version v ON v.dispatch = d.id AND v.version = d.version JOIN wire w ON w.id = d.wire
			ORDER BY x.place DESC`, q, before, since, limit)
	})
}

// Count is a number of dispatches, and whether there are or may be more: nobody counts them all.
type Count struct {
	N    int
	More bool
}

// CountDispatches returns how many dispatches that no route dropped pass the filter, up to most. Where the index alone does not decide, the newest 200
// that it finds are looked at.
func (db *DB) CountDispatches(ctx context.Context, s Sought, most int) (Count, error) {
	q, exact, err := db.question(ctx, s)
	if err != nil || q == "" {
		return Count{}, err
	}
	if !exact {
		s.Limit, s.Look = min(most, 200), 200
		found, err := db.FindDispatches(ctx, s)
		return Count{len(found.List), !found.Before.IsZero()}, err
	}
	return reading(ctx, db, func(tx transaction) (Count, error) {
		var n int
		err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM (`+db.dialect.search.dispatches.newest+`) AS x`, q, int64(math.MaxInt64), micros(s.Since), most+1).Scan(&n)
		return Count{min(n, most), n > most}, err
	})
}

// reading runs f in a transaction that only reads, prepared for the index of dispatches.
func reading[T any](ctx context.Context, db *DB, f func(transaction) (T, error)) (result T, err error) {
	tx, done, err := db.read.begin(ctx, db.dialect.search.options)
	if err != nil {
		return result, err
	}
	defer done()
	defer func() { _ = tx.Rollback() }() // it only reads
	for _, text := range db.dialect.search.dispatches.prepare {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return result, err
		}
	}
	return f(tx)
}

// addUses says of each dispatch which stories were made from it.
func (db *DB) addUses(ctx context.Context, list []news.Dispatch) error {
	if len(list) == 0 {
		return nil
	}
	at := map[string]int{}
	var ids []any
	for i, d := range list {
		at[d.ID], list[i].UsedBy = i, []int64{}
		ids = append(ids, d.ID)
	}
	_, err := all(ctx, db.read, func(row scanner) (number int64, err error) {
		var id string
		if err = row.Scan(&id, &number); err == nil {
			list[at[id]].UsedBy = append(list[at[id]].UsedBy, number)
		}
		return number, err
	}, `SELECT u.dispatch, s.number FROM story_source u JOIN story s ON s.id = u.story WHERE u.dispatch IN (`+placeholders(len(ids))+`) ORDER BY s.number`, ids...)
	return err
}

// afterFirst scans the columns behind the first.
type afterFirst struct {
	row   scanner
	first any
}

func after(row scanner, first any) scanner { return afterFirst{row, first} }

func (a afterFirst) Scan(dest ...any) error { return a.row.Scan(append([]any{a.first}, dest...)...) }

// ForgetDispatchIndex takes every dispatch out of the index. FillDispatches brings them into it again.
func (db *DB) ForgetDispatchIndex(ctx context.Context) error {
	return db.Tx(ctx, func(tx *Tx) error {
		places, err := all(ctx, tx.tx, scanNumber, `DELETE FROM dispatch_find RETURNING place`)
		for _, place := range places {
			if _, err := tx.exec(ctx, tx.dialect.search.dispatches.drop, place); err != nil {
				return err
			}
		}
		return err
	})
}
