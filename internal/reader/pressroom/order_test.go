package pressroom

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stet-news/stet/internal/edition"
)

var saysEdition = regexp.MustCompile(`Edition (\d+)`)

// reader reads page after page, with and without what it has from before, and fails the
// test when a page mixes editions or is older than one it has seen.
type reader struct {
	site http.Handler
	seen int64
	has  map[string]answer // by path
	read int
}

type answer struct {
	tag  string
	body []byte
}

func (r *reader) get(path string, zipped bool) error {
	headers := []string{"If-None-Match", r.has[path].tag}
	if zipped {
		headers = append(headers, "Accept-Encoding", "gzip")
	}
	w := ask(r.site, path, headers...)
	a := answer{w.Header().Get("ETag"), w.Body.Bytes()}
	switch {
	case w.Code == http.StatusNotModified:
		a = r.has[path]
	case w.Code != http.StatusOK:
		return fmt.Errorf("%s: %d", path, w.Code)
	case w.Header().Get("Content-Encoding") == "gzip":
		z, err := gzip.NewReader(bytes.NewReader(a.body))
		if err != nil {
			return err
		}
		if a.body, err = io.ReadAll(z); err != nil {
			return err
		}
	}
	r.has[path] = a
	r.read++
	var first int64
	for _, m := range saysEdition.FindAllSubmatch(a.body, -1) {
		n, err := strconv.ParseInt(string(m[1]), 10, 64)
		if err != nil {
			return err
		}
		if first == 0 {
			first = n
		}
		if n != first {
			return fmt.Errorf("%s mixes editions %d and %d", path, first, n)
		}
	}
	if first < r.seen || first == 0 {
		return fmt.Errorf("%s is of edition %d after one of edition %d", path, first, r.seen)
	}
	r.seen = first
	return nil
}

// stream checks each event of the bar: it is not older than the one before, and when it
// comes the pages are there.
type stream struct {
	http.ResponseWriter
	site http.Handler
	last int64
	err  error
	n    int
}

func (s *stream) Header() http.Header { return http.Header{} }
func (s *stream) WriteHeader(int)     {}
func (s *stream) Flush()              {}
func (s *stream) Write(b []byte) (int, error) {
	id, _, found := strings.Cut(strings.TrimPrefix(string(b), "id: "), "\n")
	number, err := strconv.ParseInt(id, 10, 64)
	if noEvent := !found || err != nil; noEvent {
		return len(b), nil
	}
	s.n++
	home := reader{site: s.site, seen: number, has: map[string]answer{}}
	if err := home.get("/en/", false); err != nil && s.err == nil {
		s.err = fmt.Errorf("when event %d came: %w", number, err)
	}
	if number <= s.last && s.err == nil {
		s.err = fmt.Errorf("event %d came after %d", number, s.last)
	}
	s.last = number
	return len(b), nil
}

func TestReadersNeverSeeAMixOfEditionsNorAnOlderOne(t *testing.T) {
	n := setUp()
	n.publish(story(2, "Another story"))
	next := func() edition.Change { // every page of the edition says its number, in a headline, in the bar or in both
		says := fmt.Sprint("Edition ", len(n.changes)+1)
		c := story(1, says, "flood")
		c.Bars = []edition.Bar{bar("en", says)}
		return c
	}
	n.publish(next())
	r := open(t, t.TempDir(), n)
	catchUp(t, r)

	const publishes = 200
	paths := []string{pathOf(1), "/en/", "/en/feed.rss", "/en/world-news/", "/en/world-news/feed.atom", pathOf(2), "/en/t/flood", "/ticker/en.json"}
	var readers []chan struct{}
	var wg sync.WaitGroup
	for i := range 3 {
		round := make(chan struct{}, 1)
		readers = append(readers, round)
		wg.Go(func() {
			reader := &reader{site: r.Site, has: map[string]answer{}}
			for range round {
				for step := range 2 * len(paths) {
					if err := reader.get(paths[(step*(2*i+1)+i)%len(paths)], step%2 == 0); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	listening := &stream{site: r.Site}
	wg.Go(func() {
		req, err := http.NewRequestWithContext(ctx, "GET", "/sse/ticker/en", nil)
		if err != nil {
			t.Error(err)
			return
		}
		r.Site.ServeHTTP(listening, req)
	})
	for range publishes {
		n.publish(next())
		for _, round := range readers { // they read while it goes out, each at its own speed
			select {
			case round <- struct{}{}:
			default:
			}
		}
		catchUp(t, r)
	}
	for _, round := range readers {
		close(round)
	}
	cancel()
	wg.Wait()
	if listening.err != nil || listening.n == 0 {
		t.Errorf("%d events: %v", listening.n, listening.err)
	}
	if got := ask(r.Site, "/en/").Body.String(); !strings.Contains(got, fmt.Sprint("Edition ", len(n.changes))) {
		t.Error("the last edition is not there")
	}
}
