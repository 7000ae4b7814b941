package purge

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Room tells every hook what is stale.
//
// A process that serves readers notes each step from one edition to the next, with the
// keys that the step made stale, after its readers have it. A hook is told of an edition
// when the readers of every process have it, so no cache can fetch an old page after it
// was told; and how far it was told is kept, so nothing is lost when this process ends.
// When the notes have a gap, because a process died between the step and the note or a
// cache was out of reach for a day, the hook is told to forget everything.
//
// An old page may be on its way to a cache at the moment at which the cache is told, and
// come to rest in it afterwards. So it is told everything twice, the second time when
// nothing can be on its way any more.
type Room struct {
	DB    *store.DB
	Hooks []*Hook
	// Settle is how long a page may be on its way; 0 is five seconds.
	Settle time.Duration
}

// retold is what is to be told a second time.
type retold struct {
	at      time.Time
	edition int64
	stale   store.Stale
}

// everything is the key that each page has.
const everything = "all"

// most is how many keys are told apart: a cache that has to forget more forgets all.
const most = 400

// How often a hook looks by itself, and how long it waits after a failure: at first, and
// at most.
const (
	look      = 2 * time.Second
	leastWait = time.Second
	mostWait  = 5 * time.Minute
)

// Run tells the hooks until ctx is done. listen returns a channel that has a value when
// readers have another edition.
func (r *Room) Run(ctx context.Context, listen func(context.Context) <-chan struct{}) {
	var wg sync.WaitGroup
	for _, h := range r.Hooks {
		wake := listen(ctx)
		wg.Go(func() { r.follow(ctx, h, wake) })
	}
	wg.Wait()
}

// follow tells one hook whenever there is something, says once when that fails and once
// when it works again.
func (r *Room) follow(ctx context.Context, h *Hook, wake <-chan struct{}) {
	defer h.client.Close()
	failing, wait := false, leastWait
	var again []retold
	for first := true; ; first = false {
		edition, stale, err := r.catchUp(ctx, h, first)
		if len(stale.Keys)+len(stale.Gone) > 0 {
			again = append(again, retold{time.Now().Add(r.settle()), edition, stale})
		}
		if err == nil {
			again, err = h.tellAgain(ctx, again)
		}
		next := look
		if len(again) > 0 {
			next = max(0, min(next, time.Until(again[0].at)))
		}
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			next, wait = pause(err, wait), min(2*wait, mostWait)
			if !failing {
				slog.ErrorContext(ctx, "a cache is not told what is stale; it is tried again", "cache", h.Name, "err", err)
			}
		case failing:
			slog.WarnContext(ctx, "the cache is told again", "cache", h.Name, "edition", edition)
		}
		if failing = err != nil; !failing {
			wait = leastWait
		}
		if !rest(ctx, next, wake, failing) {
			return
		}
	}
}

func (r *Room) settle() time.Duration {
	if r.Settle > 0 {
		return r.Settle
	}
	return 5 * time.Second
}

// tellAgain tells what it is time for, and returns the others.
func (h *Hook) tellAgain(ctx context.Context, again []retold) ([]retold, error) {
	for len(again) > 0 && !time.Now().Before(again[0].at) {
		if err := h.tell(ctx, again[0].edition, again[0].stale); err != nil {
			return again, err
		}
		again = again[1:]
	}
	return again, nil
}

// pause is how long to wait after a failure.
func pause(err error, wait time.Duration) time.Duration {
	if status, ok := errors.AsType[*fetch.StatusError](err); ok {
		wait = max(wait, min(status.RetryAfter, mostWait))
	}
	return wait
}

// rest waits, and no longer than until it is woken unless it has to wait in any case. It
// returns false when ctx is done.
func rest(ctx context.Context, d time.Duration, wake <-chan struct{}, whole bool) bool {
	if whole {
		wake = nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-wake:
	case <-timer.C:
	}
	return true
}

// catchUp tells the hook everything up to the edition that all readers have, and returns
// that and what it told. It keeps in the database that it did, or why it could not. The
// first time it tells what was handed over lately as well, which whoever was here before
// may not have told a second time.
func (r *Room) catchUp(ctx context.Context, h *Hook, first bool) (edition int64, stale store.Stale, err error) {
	now, serving, err := r.DB.ReadersHave(ctx)
	if err != nil || !serving {
		return 0, stale, err
	}
	told, err := r.DB.Purge(ctx, h.Name)
	if err != nil {
		return 0, stale, err
	}
	from := told.Edition
	if first {
		lately, err := r.DB.HandedLately(ctx, time.Minute)
		if err != nil {
			return told.Edition, stale, err
		}
		from = min(from, lately)
	}
	if from >= now {
		return told.Edition, stale, nil
	}
	steps, err := r.DB.HandedSince(ctx, from, 1000)
	if err != nil {
		return told.Edition, stale, err
	}
	stale = Since(from, now, steps)
	if err := h.tell(ctx, now, stale); err != nil {
		note := context.WithoutCancel(ctx)
		return told.Edition, store.Stale{}, errors.Join(err, r.DB.Tx(note, func(tx *store.Tx) error { return tx.PurgeFailed(note, h.Name, words(err)) }))
	}
	return now, stale, r.DB.Tx(ctx, func(tx *store.Tx) error { return tx.Purged(ctx, h.Name, told.Edition, now) })
}

// words returns what of the error is for people.
func words(err error) string {
	if said, ok := errors.AsType[*news.Error](err); ok {
		return said.Message
	}
	return "It could not be told; the log says why."
}

// Since returns what is stale after all steps from one edition to a later one: everything
// if the steps have a gap. Steps that lead further than that are among them.
func Since(after, edition int64, steps []store.Handed) (s store.Stale) {
	slices.SortFunc(steps, func(a, b store.Handed) int { return int(a.After - b.After) })
	reached, gap := after, false
	for _, step := range steps {
		if step.Edition <= after || step.After >= edition {
			continue
		}
		gap = gap || step.After > reached
		reached = max(reached, step.Edition)
		s.Gone = appendNew(s.Gone, step.Stale.Gone)
		s.Keys = appendNew(s.Keys, step.Stale.Keys)
	}
	if gap || reached < edition || len(s.Keys) > most || slices.Contains(s.Keys, everything) {
		s.Keys = []string{everything}
	}
	return s
}

func appendNew(list, more []string) []string {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}
