package screens

import (
	"context"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/store"
)

// What a preset's total costs: it is counted up to mostTotal, holds for totalFor, and one page counts for no longer than totalsTake altogether. What
// is older is shown until a page has the time to count again.
const (
	mostTotal  = 5000
	totalFor   = time.Minute
	totalsTake = 20 * time.Millisecond
	mostTotals = 2000
)

// totals are how many dispatches pass each preset's filter, as they were counted last. The zero value has none. It is for any number of goroutines.
type totals struct {
	mu  sync.Mutex
	all map[string]total
}

type total struct {
	store.Count
	at    time.Time
	known bool
}

// due returns what is known of the filter, and whether whoever asks is to count it: one of those who ask is.
func (t *totals) due(of string, now time.Time) (total, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	was := t.all[of]
	if now.Sub(was.at) < totalFor {
		return was, false
	}
	if t.all == nil || len(t.all) > mostTotals {
		t.all = map[string]total{}
	}
	t.all[of] = total{was.Count, now, was.known}
	return was, true
}

func (t *totals) set(of string, now time.Time, n store.Count) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all[of] = total{n, now, true}
}

// total returns how many dispatches pass the filter, and whether that is known. Until the moment by it counts what was counted too long ago.
func (s *screens) total(ctx context.Context, of string, now, by time.Time) (n store.Count, known bool, err error) {
	if time.Now().After(by) {
		s.totals.mu.Lock()
		defer s.totals.mu.Unlock()
		return s.totals.all[of].Count, s.totals.all[of].known, nil
	}
	was, mine := s.totals.due(of, now)
	if !mine {
		return was.Count, was.known, nil
	}
	f, err := filter.Parse(of)
	if err != nil {
		return n, false, nil // a preset of another version of filters has no total
	}
	if n, err = s.DB.CountDispatches(ctx, store.Sought{Filter: f, Now: now}, mostTotal); err != nil {
		return n, false, err
	}
	s.totals.set(of, now, n)
	return n, true, nil
}

// upTo is a count in the person's digits, with "+" if there are or may be more.
func (v *visit) upTo(c store.Count) string {
	if c.More {
		return v.count(c.N) + "+"
	}
	return v.count(c.N)
}
