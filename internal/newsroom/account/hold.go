package account

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/store"
)

// lookAtHeld is how often it is looked whether what long requests came in has ended.
const lookAtHeld = 400 * time.Millisecond

// holds are the long requests of a process: streams, which stay open for hours.
type holds struct {
	mu       sync.Mutex
	open     map[*hold]bool
	watching bool
}

// hold is one long request.
type hold struct {
	session, token string // by id; one of them is set
	end            context.CancelFunc
}

// Hold returns a context for a request that stays open. It is done within a second of the
// moment at which the session or the token that the request came in ends, or its person is
// disabled, in whatever process. release is to be called when the request ends.
func Hold(ctx context.Context) (held context.Context, release func()) {
	s, ok := ctx.Value(standingKey{}).(standing)
	if !ok || s.accounts == nil {
		return ctx, func() {}
	}
	held, end := context.WithCancel(ctx)
	h := &hold{token: s.token, end: end}
	if s.session != nil {
		h.session = s.session.ID
	}
	a := s.accounts
	a.holds.mu.Lock()
	defer a.holds.mu.Unlock()
	if a.holds.open == nil {
		a.holds.open = map[*hold]bool{}
	}
	a.holds.open[h] = true
	if !a.holds.watching {
		a.holds.watching = true
		go a.watch(context.WithoutCancel(ctx))
	}
	return held, func() {
		end()
		a.holds.mu.Lock()
		defer a.holds.mu.Unlock()
		delete(a.holds.open, h)
	}
}

// watch ends what is held in sessions and tokens that have ended, until nothing is held. A
// database that does not answer ends nothing: then nobody can end a session either.
func (a *Accounts) watch(ctx context.Context) {
	tick := time.NewTicker(lookAtHeld)
	defer tick.Stop()
	for range tick.C {
		open, more := a.held()
		if !more {
			return
		}
		err := a.endHeld(ctx, open)
		if away, _ := store.Away(err); err != nil && !away { // that is said elsewhere, once
			slog.WarnContext(ctx, "it cannot be seen whether sessions have ended", "err", err)
		}
	}
}

// held returns what is held by the id of its session or token, and false for nothing: then
// the next to hold begins another watch.
func (a *Accounts) held() (map[string][]*hold, bool) {
	a.holds.mu.Lock()
	defer a.holds.mu.Unlock()
	open := map[string][]*hold{}
	for h := range a.holds.open {
		open[h.session+h.token] = append(open[h.session+h.token], h)
	}
	a.holds.watching = len(open) > 0
	return open, a.holds.watching
}

func (a *Accounts) endHeld(ctx context.Context, open map[string][]*hold) error {
	ctx, cancel := context.WithTimeout(ctx, 10*lookAtHeld)
	defer cancel()
	ids := make([]string, 0, len(open))
	for id := range open {
		ids = append(ids, id)
	}
	now := time.Now()
	alive, err := a.db.Alive(ctx, ids, now, now.Add(-sessionIdle))
	if err != nil {
		return err
	}
	for id, all := range open {
		if alive[id] {
			continue
		}
		for _, h := range all {
			h.end()
		}
	}
	return nil
}
