package site

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// budget is how many bytes of pages are kept when nothing else is said.
const budget = 128 << 20

// agesInBudget is how often the age changes while pages of a whole budget are printed:
// what is asked for in between does not make one page younger than another.
const agesInBudget = 32

// keeper keeps the run that readers have, and prints what it lacks.
type keeper struct {
	printer printing
	run     atomic.Pointer[run]
	age     atomic.Uint32
	budget  int
	slots   chan struct{} // one for each page that may be printed at the same time

	mu      sync.Mutex // held to change the run, and for what is below
	flights map[flightKey]*flight
	grown   int // bytes printed in this age
	order   order
	queue   []squeeze
	done    atomic.Int64 // of the queue
	workers int          // how many take from the queue
}

// printing is what a keeper needs of a press.
type printing interface {
	Print(v *archive.View, name string) (*press.Page, error)
	Bar(v *archive.View, l news.Language) (*press.Bar, error)
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

func newKeeper(v *archive.View, p printing) *keeper {
	k := &keeper{
		printer: p, budget: budget, slots: make(chan struct{}, runtime.GOMAXPROCS(0)), flights: map[flightKey]*flight{},
	}
	k.run.Store(&run{view: v, bars: k.bars(v)})
	return k
}

// page returns the page that the run has under the name, or nil. It does not allocate.
func (k *keeper) page(r *run, name string) *press.Page {
	p := r.find(name)
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
	var reading []string
	switch {
	case stale.All:
		next = &run{}
	case len(stale.ReadOf) > 0:
		reading = next.names(func(p *press.Page) bool { return slices.Contains(stale.ReadOf, p.Read) })
	}
	pages := make(map[string]*press.Page, len(stale.Print)+len(stale.Stale))
	for _, names := range [][]string{reading, stale.Print, stale.Stale} {
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
	next := r.change()
	for name, page := range pages {
		p := &kept{name: name, page: page}
		if page != nil {
			p.size, p.seen = page.Size, k.age.Load()
			p.used.Store(p.seen)
			k.order = append(k.order, p)
		}
		next.put(p)
	}
	if next.view != v {
		next.view, next.bars = v, k.bars(v)
	}
	k.order.shrink(next, k.budget)
	k.order.tidy(next.run)
	k.run.Store(next.run)
}

// bars returns the bars of the edition, by language. One that cannot be made is left out:
// pages keep the one they have.
func (k *keeper) bars(v *archive.View) map[news.Language]*press.Bar {
	if v.House() == nil {
		return nil
	}
	all := map[news.Language]*press.Bar{}
	for _, l := range v.House().Languages {
		for _, l := range []news.Language{l, press.LiteBar(l)} {
			b, err := k.printer.Bar(v, l)
			if err != nil {
				slog.ErrorContext(context.Background(), "a bar could not be made", "language", l, "edition", v.Edition(), "err", err)
				continue
			}
			all[l] = b
		}
	}
	return all
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
	f.page, f.err = k.printer.Print(key.view, key.name)
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

// squeeze is a page that is to be compressed with its bar.
type squeeze struct {
	page   *press.Page
	bodies *press.Bodies
}

// How many wait to be compressed at most, and how many are at a time: half of the
// processors, since nobody waits for it.
const waiting = 4096

func squeezers() int { return max(1, runtime.GOMAXPROCS(0)/2) }

// squeeze sees to it that the bodies are compressed some time soon.
func (k *keeper) squeeze(page *press.Page, bodies *press.Bodies) {
	if !bodies.Ask() {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.queue) == waiting {
		bodies.AskAgain() // the next reader does
		return
	}
	k.queue = append(k.queue, squeeze{page, bodies})
	if k.workers < squeezers() {
		k.workers++
		go k.work()
	}
}

// work compresses until nothing waits. What has another bar by then is left as it is.
func (k *keeper) work() {
	for {
		k.mu.Lock()
		if len(k.queue) == 0 {
			k.queue = nil
			k.workers--
			k.mu.Unlock()
			return
		}
		next := k.queue[0]
		k.queue = k.queue[1:]
		k.mu.Unlock()
		if next.page.Bodies() != next.bodies {
			continue
		}
		if err := next.page.Squeeze(next.bodies); err != nil {
			slog.ErrorContext(context.Background(), "a page stays without brotli", "err", err)
		}
		k.done.Add(1)
	}
}

// printer is a press of which a page that panics is an error.
type printer struct{ *press.Press }

func (p printer) Print(v *archive.View, name string) (*press.Page, error) {
	return Print(p.Press, v, name)
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

// Keep sets how many bytes of printed pages are kept in memory. It is called before
// serving.
func (s *Site) Keep(bytes int) { s.kept.budget = bytes }
