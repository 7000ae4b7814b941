package site

import (
	"errors"
	"hash/maphash"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// run is an edition with those of its pages that are printed. It never changes: adding a
// page makes another run, which shares with the old one all shards but one.
type run struct {
	view   *archive.View
	shards [shards]map[string]*kept
	size   int // bytes, about
}

const shards = 256

// kept is a page, and whether it was asked for since the last clearing out.
type kept struct {
	page *press.Page
	used atomic.Bool
}

var seed = maphash.MakeSeed()

func shard(path string) int { return int(maphash.String(seed, path) % shards) }

// page returns the printed page, or nil. It does not allocate.
func (r *run) page(path string) *press.Page {
	k := r.shards[shard(path)][path]
	if k == nil {
		return nil
	}
	if !k.used.Load() {
		k.used.Store(true)
	}
	return k.page
}

// with returns the run with other pages at the paths; a nil page takes one out.
func (r *run) with(pages map[string]*press.Page) *run {
	next := *r
	own := [shards]bool{}
	for path, page := range pages {
		i := shard(path)
		if !own[i] {
			if next.shards[i] = maps.Clone(next.shards[i]); next.shards[i] == nil {
				next.shards[i] = map[string]*kept{}
			}
			own[i] = true
		}
		if old := next.shards[i][path]; old != nil {
			next.size -= old.page.Size
			delete(next.shards[i], path)
		}
		if page != nil {
			k := &kept{page: page}
			k.used.Store(true)
			next.shards[i][path] = k
			next.size += page.Size
		}
	}
	return &next
}

// without returns the run without the pages for which drop is true.
func (r *run) without(drop func(*kept) bool) *run {
	next := *r
	next.size = 0
	for i, pages := range r.shards {
		next.shards[i] = make(map[string]*kept, len(pages))
		for path, k := range pages {
			if !drop(k) {
				next.shards[i][path] = k
				next.size += k.page.Size
			}
		}
	}
	return &next
}

// budget is how many bytes of pages are kept. Over it, those that nobody asked for since
// the last time go, and if that is not enough, all.
const budget = 256 << 20

func (r *run) cleared() *run {
	if r.size <= budget {
		return r
	}
	next := r.without(func(k *kept) bool { return !k.used.Swap(false) })
	if next.size > budget/2 {
		next = r.without(func(*kept) bool { return true })
	}
	return next
}

// current is the run that readers have, and the printing of what it lacks.
type current struct {
	run     atomic.Pointer[run]
	mu      sync.Mutex // held to change run, and for flights
	flights map[flightKey]*flight
}

type flightKey struct {
	edition int64
	path    string
}

// flight is a page being printed, for all who wait for it.
type flight struct {
	done chan struct{}
	page *press.Page
	err  error
}

// Edition returns the number of the edition that readers have.
func (s *Site) Edition() int64 { return s.current.run.Load().view.Edition() }

// View returns the edition that readers have.
func (s *Site) View() *archive.View { return s.current.run.Load().view }

// Swap makes the view what readers have from now on, in one step, with the pages that
// were printed for it and without those that are stale.
func (s *Site) Swap(v *archive.View, stale press.Affected, printed map[string]*press.Page) {
	s.current.mu.Lock()
	defer s.current.mu.Unlock()
	next := s.current.run.Load()
	switch {
	case stale.All:
		next = &run{}
	case len(stale.BarOf) > 0:
		next = next.without(func(k *kept) bool { return k.page.Bar != "" && slices.Contains(stale.BarOf, k.page.Bar) })
	}
	pages := make(map[string]*press.Page, len(stale.Print)+len(stale.Stale))
	for _, path := range stale.Print {
		pages[path] = nil
	}
	for _, path := range stale.Stale {
		pages[path] = nil
	}
	maps.Copy(pages, printed)
	next = next.with(pages).cleared()
	next.view = v
	s.current.run.Store(next)
}

// print returns the page for a path that is not a printed page's own, and prints it if
// need be: once, however many ask at the same moment. If that fails it has answered with
// an error and returns nil.
func (s *Site) print(w http.ResponseWriter, r *http.Request, run *run, path string) *press.Page {
	page, err := s.printed(run, press.Name(run.view, path))
	if err == nil && page == nil {
		err = errors.New("it has a name and no page")
	}
	if err != nil {
		slog.ErrorContext(r.Context(), "a page could not be printed", "path", path, "edition", run.view.Edition(), "err", err)
		w.Header().Set("Retry-After", "5")
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, "This page cannot be shown just now. Please try again in a moment.", http.StatusServiceUnavailable)
		return nil
	}
	return page
}

func (s *Site) printed(r *run, path string) (*press.Page, error) {
	if page := r.page(path); page != nil {
		return page, nil
	}
	c := &s.current
	key := flightKey{r.view.Edition(), path}
	c.mu.Lock()
	if f := c.flights[key]; f != nil {
		c.mu.Unlock()
		<-f.done
		return f.page, f.err
	}
	if c.flights == nil {
		c.flights = map[flightKey]*flight{}
	}
	f := &flight{done: make(chan struct{})}
	c.flights[key] = f
	c.mu.Unlock()

	f.page, f.err = s.press.Print(r.view, path)

	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.flights, key)
	close(f.done)
	if now := c.run.Load(); f.page != nil && now.view == r.view {
		c.run.Store(now.with(map[string]*press.Page{path: f.page}).cleared())
	}
	return f.page, f.err
}
