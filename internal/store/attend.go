package store

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// How a server is attended to.
const (
	attendEvery  = 2 * time.Second        // while it answers
	attendAway   = 500 * time.Millisecond // while it does not
	mostPing     = 3 * time.Second
	silentBefore = 2 // pings without an answer in a row before a server counts as away: it may be only slow
)

// Attend asks the database's server now and then, until ctx is done, whether it is there.
// While it is not, who has little time (see Within) is told so at once, and only this looks
// for it; when it is back, back is called with when it was away, again until it returns
// nil. A file needs no attendance.
func (db *DB) Attend(ctx context.Context, back func(ctx context.Context, away news.Incident) error) {
	if db.ping == nil {
		return
	}
	var told []news.Incident // that it was away, and back has not taken it
	silent := 0
	for {
		err := db.pinged(ctx)
		if ctx.Err() != nil {
			return
		}
		switch {
		case err == nil:
			silent = 0
			if away, was := db.health.isBack(time.Now()); was {
				slog.InfoContext(ctx, "the database is back", "from", away.From, "to", away.To)
				told = append(told, away)
			}
			for len(told) > 0 && back(ctx, told[0]) == nil {
				told = told[1:]
			}
		case errors.Is(err, context.DeadlineExceeded):
			silent++
		default:
			silent = silentBefore
		}
		wait := attendEvery
		if silent > 0 || len(told) > 0 {
			wait = attendAway
		}
		if silent >= silentBefore && db.health.isAway(time.Now()) {
			slog.ErrorContext(ctx, "the database is away", "err", err)
		}
		if !db.health.waits(ctx, wait) {
			return
		}
	}
}

func (db *DB) pinged(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, mostPing)
	defer cancel()
	_, err := db.ping.ExecContext(ctx, `SELECT 1`)
	if err != nil && ctx.Err() != nil { // however the driver says it
		err = errors.Join(context.DeadlineExceeded, err)
	}
	return err
}

// waits waits for d, or until something failed while the database was thought to be there. It
// is false when ctx is done.
func (h *health) waits(ctx context.Context, d time.Duration) bool {
	look := h.look
	h.mu.Lock()
	if !h.from.IsZero() {
		look = nil
	}
	h.mu.Unlock()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-look:
	case <-t.C:
	}
	return true
}

// isAway notes that the database is away, and reports whether that is new.
func (h *health) isAway(now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.from.IsZero() {
		return false
	}
	h.from = now
	return true
}

// isBack notes that the database answers, and returns when it was away, if it was.
func (h *health) isBack(now time.Time) (away news.Incident, was bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	away, was = news.Incident{From: h.from, To: now}, !h.from.IsZero()
	h.from = time.Time{}
	return away, was
}

// incidentSlack is how far apart what two processes saw of one incident may be.
const incidentSlack = 10 * time.Second

// AddIncident keeps that the database was away. What several processes saw of it is one
// incident. It reports whether it is new.
func (tx *Tx) AddIncident(ctx context.Context, i news.Incident) (added bool, err error) {
	// Who else has seen it waits here, and then finds it.
	id, err := tx.next(ctx, "incident")
	if err != nil {
		return false, err
	}
	n, err := tx.exec(ctx, `UPDATE incident SET began = CASE WHEN began > $1 THEN $1 ELSE began END, ended = CASE WHEN ended < $2 THEN $2 ELSE ended END
		WHERE began <= $3 AND ended >= $4`, micros(i.From), micros(i.To), micros(i.To.Add(incidentSlack)), micros(i.From.Add(-incidentSlack)))
	if err != nil || n > 0 {
		return false, err
	}
	_, err = tx.exec(ctx, `INSERT INTO incident (id, began, ended) VALUES ($1, $2, $3)`, id, micros(i.From), micros(i.To))
	return err == nil, err
}

// Incidents returns what ended since, the oldest first.
func (db *DB) Incidents(ctx context.Context, since time.Time) ([]news.Incident, error) {
	return all(ctx, db.read, func(row scanner) (i news.Incident, err error) {
		var from, to int64
		err = row.Scan(&i.ID, &from, &to)
		i.From, i.To = instant(from), instant(to)
		return i, err
	}, `SELECT id, began, ended FROM incident WHERE ended > $1 ORDER BY began, id`, micros(since))
}
