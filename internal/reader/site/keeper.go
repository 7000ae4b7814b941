package site

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// budget is how many bytes of pages are kept when nothing else is said. When they are
// more, a quarter of them goes.
const budget = 256 << 20

// agesInBudget is how often the age changes while pages of a whole budget are printed:
// what is asked for in between does not make one page younger than another.
const agesInBudget = 32

// keeper keeps the run that readers have, and prints what it lacks.
type keeper struct {
	printer func(v *archive.View, name string) (*press.Page, error)
	run     atomic.Pointer[run]
	age     atomic.Uint32
	budget  int
	slots   chan struct{} // one for each page that may be printed at the same time

	mu      sync.Mutex // held to change the run, and for what is below
	flights map[flightKey]*flight
	grown   int // bytes printed in this age
}

type flightKey struct {
	view *archive.View
	name string
}

// flight is a page being printed, for all who wait for it.
type flight struct {
	done chan struct{}
	page *press.Page
	err  error
}

func newKeeper(v *archive.View, printer func(*archive.View, string) (*press.Page, error)) *keeper {
	k := &keeper{
		printer: printer, budget: budget, slots: make(chan struct{}, runtime.GOMAXPROCS(0)), flights: map[flightKey]*flight{},
	}
	k.run.Store(&run{view: v})
	return k
}

// page returns the page that the run has under the name, or nil. It does not allocate.
func (k *keeper) page(r *run, name string) *press.Page {
	p := r.shards[shard(name)][name]
	if p == nil {
		return nil
	}
	if now := k.age.Load(); p.used.Load() != now {
		p.used.Store(now)
	}
	return p.page
}

// swap makes another edition the run that readers have.
func (k *keeper) swap(v *archive.View, stale press.Affected, printed map[string]*press.Page) {
	k.mu.Lock()
	defer k.mu.Unlock()
	next := k.run.Load()
	switch {
	case stale.All:
		next = &run{}
	case len(stale.BarOf) > 0:
		next = next.without(func(p *kept) bool { return p.page.Bar != "" && slices.Contains(stale.BarOf, p.page.Bar) })
	}
	pages := make(map[string]*press.Page, len(stale.Print)+len(stale.Stale))
	for _, names := range [][]string{stale.Print, stale.Stale} {
		for _, name := range names {
			pages[name] = nil
		}
	}
	maps.Copy(pages, printed)
	k.put(next, v, pages)
}

// put stores the run with the pages as the edition v. The caller holds the lock.
func (k *keeper) put(r *run, v *archive.View, pages map[string]*press.Page) {
	for _, page := range pages {
		if page != nil {
			k.grown += page.Size
		}
	}
	if k.grown > k.budget/agesInBudget {
		k.grown = 0
		k.age.Add(1)
	}
	next := r.with(pages, k.age.Load())
	next.view = v
	if next.size > k.budget {
		next = next.shrunk(k.budget / 4 * 3)
	}
	k.run.Store(next)
}

// print returns the page of the name, and prints it if the run has it not: once, however
// many ask for it at the same moment.
func (k *keeper) print(ctx context.Context, r *run, name string) (*press.Page, error) {
	if page := k.page(r, name); page != nil {
		return page, nil
	}
	key := flightKey{r.view, name}
	k.mu.Lock()
	f, under := k.flights[key]
	if !under {
		if now := k.run.Load(); now.view == r.view { // it may have landed since the look above
			if page := k.page(now, name); page != nil {
				k.mu.Unlock()
				return page, nil
			}
		}
		f = &flight{done: make(chan struct{})}
		k.flights[key] = f
	}
	k.mu.Unlock()
	if !under {
		k.fly(key, f)
	}
	select {
	case <-f.done:
		return f.page, f.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// fly prints the page of a flight and keeps it, if readers still have its edition.
func (k *keeper) fly(key flightKey, f *flight) {
	k.slots <- struct{}{}
	f.page, f.err = k.printer(key.view, key.name)
	<-k.slots
	if f.err == nil && f.page == nil {
		f.err = errors.New("it has a name and no page")
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.flights, key)
	close(f.done)
	if now := k.run.Load(); f.err == nil && now.view == key.view {
		k.put(now, now.view, map[string]*press.Page{key.name: f.page})
	}
}

// Print is p.Print, but that a template which panics over one story is an error of that
// story's page and takes nothing else with it.
func Print(p *press.Press, v *archive.View, name string) (page *press.Page, err error) {
	defer func() {
		if r := recover(); r != nil {
			page, err = nil, fmt.Errorf("print %s: panic: %v\n%s", name, r, debug.Stack())
		}
	}()
	return p.Print(v, name)
}
