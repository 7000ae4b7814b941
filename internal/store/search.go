package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// The index of what readers may find is two tables. Table search has a row for each story
// that is published and gives it a place; table search_terms has at that place what it is
// found by, made in Go by package terms and this file: the database splits, folds and
// ranks nothing. Both are written by Tx.Publish, so nobody ever finds what was taken away.

// A place is a story's own for as long as it is published. Places are in the order of first
// publication: the newest are found by walking backwards, and a span of dates is a span of
// places. It is the second of publication and which story of that second it is; a second
// with more stories than there are places borrows from those after it.
const placesInSecond = 1 << 10

// firstPlace returns the first place of the second that t is in.
func firstPlace(t time.Time) int64 { return t.Unix() * placesInSecond }

// index brings the index up to the change.
func (tx *Tx) index(ctx context.Context, c edition.Change) error {
	switch {
	case c.Story != nil && tx.later:
		return tx.indexLater(ctx)
	case c.Story != nil:
		return tx.indexStory(ctx, *c.Story, c.Number)
	case c.Notice != nil:
		return tx.unindex(ctx, c.Notice.Number)
	default:
		return nil
	}
}

func (tx *Tx) indexStory(ctx context.Context, s edition.Story, number int64) error {
	down, err := tx.takenDown(ctx, s.Number)
	if err != nil {
		return err
	}
	if down {
		return tx.unindex(ctx, s.Number)
	}
	place, found, err := tx.place(ctx, s.Number)
	if err != nil {
		return err
	}
	if found {
		if _, err := tx.exec(ctx, tx.dialect.search.drop, place); err != nil {
			return err
		}
		_, err = tx.exec(ctx, `UPDATE search SET edition = $1 WHERE place = $2`, number, place)
	} else {
		if place, err = tx.freePlace(ctx, s.Published); err != nil {
			return err
		}
		_, err = tx.exec(ctx, `INSERT INTO search (place, story, edition) VALUES ($1, $2, $3)`, place, s.Number, number)
	}
	if err != nil {
		return err
	}
	tx.indexed = true
	_, err = tx.exec(ctx, tx.dialect.search.put, place, strings.Join(tokens(s), " "))
	return err
}

// unindex takes the story out of the index.
func (tx *Tx) unindex(ctx context.Context, story int64) error {
	place, found, err := tx.place(ctx, story)
	if err != nil || !found {
		return err
	}
	if _, err := tx.exec(ctx, tx.dialect.search.drop, place); err != nil {
		return err
	}
	_, err = tx.exec(ctx, `DELETE FROM search WHERE place = $1`, place)
	return err
}

// place returns the place that the story has.
func (tx *Tx) place(ctx context.Context, story int64) (place int64, found bool, err error) {
	err = tx.tx.QueryRowContext(ctx, `SELECT place FROM search WHERE story = $1`, story).Scan(&place)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return place, err == nil, err
}

// freePlace returns the next place for a story published at the time.
func (tx *Tx) freePlace(ctx context.Context, at time.Time) (int64, error) {
	for first := firstPlace(at); ; first += placesInSecond {
		next := first
		err := tx.tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(place) + 1, $1) FROM search WHERE place >= $1 AND place < $2`,
			first, first+placesInSecond).Scan(&next)
		if err != nil || next < first+placesInSecond {
			return next, err
		}
	}
}

// Search finds what is published. It is an edition.Search.
func (db *DB) Search(ctx context.Context, q edition.Query) (edition.Found, error) {
	s, err := db.searching(ctx, q)
	if err != nil {
		return edition.Found{}, fmt.Errorf("begin to search: %w", err)
	}
	defer s.done()
	defer func() { _ = s.tx.Rollback() }() // it only reads
	found, err := s.find(ctx, q)
	if err != nil {
		return edition.Found{}, fmt.Errorf("search: %w", err)
	}
	return found, nil
}

// searching is one search: a snapshot of the index in which everything is counted.
type searching struct {
	tx       transaction
	done     context.CancelFunc
	dialect  dialect
	from, to int64 // places
}

func (db *DB) searching(ctx context.Context, q edition.Query) (*searching, error) {
	tx, done, err := db.read.begin(ctx, db.dialect.search.options)
	if err != nil {
		return nil, err
	}
	s := &searching{tx: tx, done: done, dialect: db.dialect, from: -1 << 62, to: 1 << 62}
	if !q.From.IsZero() {
		s.from = firstPlace(q.From)
	}
	if !q.Before.IsZero() {
		s.to = firstPlace(q.Before)
	}
	for _, text := range db.dialect.search.prepare {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			defer done()
			return nil, errors.Join(err, tx.Rollback())
		}
	}
	return s, nil
}

// few is how much must have been found that what only sounds alike is left out.
const few = 10

func (s *searching) find(ctx context.Context, q edition.Query) (f edition.Found, err error) {
	p := planOf(q)
	if p.nothing {
		return f, nil
	}
	broadest := p.variants
	if f.Total, err = s.count(ctx, broadest); err != nil {
		return f, err
	}
	if f.Total < few && p.sounds != nil {
		broadest = *p.sounds
		if f.Total, err = s.count(ctx, broadest); err != nil {
			return f, err
		}
		p.order = append(p.order, p.afterwards...)
	}
	if f.Total > edition.MostCounted {
		f.Total, f.More = edition.MostCounted, true
	}
	need := min(q.Skip+q.Limit, edition.MostFound, f.Total)
	if q.Skip >= need {
		return f, nil
	}
	all, err := s.collect(ctx, append(p.order, broadest), need)
	if err != nil || len(all) <= q.Skip {
		return f, err
	}
	f.Numbers = all[q.Skip:]
	return f, nil
}

// collect returns the numbers of the stories that the conditions find: those of the first
// from the newest on, then what the second finds beside them, and so on, need in all.
func (s *searching) collect(ctx context.Context, conditions []condition, need int) ([]int64, error) {
	var all []int64
	seen := map[int64]bool{}
	for _, c := range conditions {
		if len(all) >= need {
			break
		}
		// Of so many at least need are new, or else they are all there are.
		some, err := s.newest(ctx, c, need+len(all))
		if err != nil {
			return nil, err
		}
		for _, n := range some {
			if !seen[n] && len(all) < need {
				seen[n] = true
				all = append(all, n)
			}
		}
	}
	return all, nil
}

func (s *searching) count(ctx context.Context, c condition) (n int, err error) {
	err = s.tx.QueryRowContext(ctx, s.dialect.search.count, c.text(s.dialect.search), s.from, s.to, edition.MostCounted+1).Scan(&n)
	return n, err
}

func (s *searching) newest(ctx context.Context, c condition, limit int) ([]int64, error) {
	return all(ctx, s.tx, func(row scanner) (n int64, err error) { return n, row.Scan(&n) },
		s.dialect.search.newest, c.text(s.dialect.search), s.from, s.to, limit)
}

// published returns the newest change of the story that gave it to readers. It is NotFound
// if none did or the newest took it away.
func (tx *Tx) published(ctx context.Context, story int64) (edition.Change, error) {
	c, err := one(tx.tx.QueryRowContext(ctx, `SELECT change FROM edition WHERE story = $1 ORDER BY number DESC LIMIT 1`, story),
		scanChange, "There is no published story %d.", story)
	if err == nil && c.Story == nil {
		return c, news.Errorf(news.NotFound, "Story %d is not published.", story)
	}
	return c, err
}
