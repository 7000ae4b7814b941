// Package tally counts what readers are answered: pages, where their readers came from
// and how fast they were. It knows no reader: a count is a number beside a page's name.
package tally

import (
	"context"
	"hash/maphash"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
)

// Tally counts until somebody takes what was counted. Any number of goroutines may count.
// The zero Tally is ready.
type Tally struct {
	own    atomic.Pointer[string] // this site's host, "" until it is known
	shards [shards]shard
	vitals vitals
}

const (
	shards = 64
	// mostPages is how many pages are told apart in a shard between two takings. What
	// comes above that is left out: nobody reads so many pages in seconds.
	mostPages = 2_000
)

type shard struct {
	mu    sync.Mutex
	pages map[string]*page
}

// page is how often a page was answered, by source.
type page [audience.Sources]int64

type vitals struct {
	mu sync.Mutex
	by map[audience.Vitals]int64 // with N left out
	// reads are by story.
	reads map[int64]audience.Reads
}

var seed = maphash.MakeSeed()

// Seen counts a page that was answered: it is for site.Site.Seen. Programs are left out,
// and so is what is no page for people. It allocates when a page is seen for the first
// time since the last taking.
func (t *Tally) Seen(r site.Request, p *press.Page, status int) {
	if p.Bar == "" && !isLite(p.Path) || r.Method != http.MethodGet || status != http.StatusOK && status != http.StatusNotModified {
		return
	}
	if audience.IsProgram(r.UserAgent) {
		return
	}
	own := ""
	if o := t.own.Load(); o != nil {
		own = *o
	}
	source := audience.SourceOf(r.Referer, own)
	s := &t.shards[maphash.String(seed, p.Path)%shards]
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.pages[p.Path]
	if c == nil {
		if len(s.pages) >= mostPages {
			return
		}
		if s.pages == nil {
			s.pages = map[string]*page{}
		}
		c = new(page)
		s.pages[p.Path] = c
	}
	c[source]++
}

// isLite reports whether the path is one of a light version: /en/lite/….
func isLite(path string) bool {
	_, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return rest == "lite" || strings.HasPrefix(rest, "lite/")
}

// Beacon is the route that takes what pages say of how fast they were.
func (t *Tally) Beacon() site.Route {
	answer, err := press.Computed(http.StatusAccepted, "text/plain; charset=utf-8", "no-store", []byte("Thank you.\n"))
	if err != nil {
		panic("tally: " + err.Error()) // it is a constant
	}
	return site.Route{
		Method: http.MethodPost, Path: "/beacon", Body: audience.MostBeacon,
		Answer: func(_ context.Context, v *archive.View, r site.Request) (*press.Page, error) {
			found, err := audience.ReadBeacon(r.Body)
			if err != nil || audience.IsProgram(r.UserAgent) {
				return answer, err
			}
			found.Reads = slices.DeleteFunc(found.Reads, func(s audience.Reads) bool { return v.State(s.Story) != archive.Live })
			t.vitals.add(found)
			return answer, nil
		},
	}
}

func (t *vitals) add(c audience.Counts) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.by == nil {
		t.by, t.reads = map[audience.Vitals]int64{}, map[int64]audience.Reads{}
	}
	for _, v := range c.Vitals {
		v.N = 0
		t.by[v]++
	}
	for _, r := range c.Reads {
		was, known := t.reads[r.Story]
		if known || len(t.reads) < mostPages {
			t.reads[r.Story] = audience.Reads{Story: r.Story, N: was.N + r.N, Through: was.Through + r.Through}
		}
	}
}

// Take returns what was counted since the last time and begins anew. own is this site's
// address, by which its own pages are known from then on.
func (t *Tally) Take(own string) (c audience.Counts) {
	host := audience.HostOf(own)
	t.own.Store(&host)
	for i := range t.shards {
		s := &t.shards[i]
		s.mu.Lock()
		pages := s.pages
		s.pages = nil
		s.mu.Unlock()
		for path, p := range pages {
			for source, n := range p {
				if n > 0 {
					v := viewOf(path)
					v.Source, v.N = audience.Source(source), n
					c.Views = append(c.Views, v)
				}
			}
		}
	}
	t.vitals.mu.Lock()
	by, reads := t.vitals.by, t.vitals.reads
	t.vitals.by, t.vitals.reads = nil, nil
	t.vitals.mu.Unlock()
	for v, n := range by {
		v.N = n
		c.Vitals = append(c.Vitals, v)
	}
	for _, r := range reads {
		c.Reads = append(c.Reads, r)
	}
	return c
}

// viewOf says what the path is.
func viewOf(path string) audience.Views {
	v := audience.Views{Page: path, Lite: isLite(path)}
	language, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	v.Language = news.Language(language)
	if v.Lite {
		path = strings.Replace(path, "/lite/", "/", 1)
	}
	v.Story, _ = edition.StoryNumber(path)
	return v
}
