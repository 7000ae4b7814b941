package pressroom

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/andybalholm/brotli"

	"github.com/stet-news/stet/internal/reader/site"
)

// A page, and then the bar on it, costs at most one compression, when two have asked for
// it, and nobody waits for that: until it is done who takes brotli gets gzip.
func TestAFlashIsOnEveryPageAtOnceAndCompressesEachAtMostOnce(t *testing.T) {
	n := setUp()
	const stories, flashes = 20, 3
	for number := range int64(stories) {
		n.publish(story(number+1, "A story"))
	}
	r := open(t, t.TempDir(), n)
	catchUp(t, r)
	paths := []string{"/en/", "/en/world-news/", "/en/nothing", "/bn/"}
	for number := range int64(stories) {
		paths = append(paths, pathOf(number+1))
	}
	ask := func(path string) (encoding, text string) {
		w := ask(r.Site, path, "Accept-Encoding", "br, gzip")
		if encoding = w.Header().Get("Content-Encoding"); encoding == "br" {
			all, err := io.ReadAll(brotli.NewReader(bytes.NewReader(w.Body.Bytes())))
			if err != nil {
				t.Error(err)
			}
			return encoding, string(all)
		}
		return encoding, unzip(t, w.Body.Bytes())
	}
	for readers := range 2 {
		if got := r.Site.Squeezed(); got != 0 {
			t.Errorf("%d compressions for %d reader", got, readers)
		}
		synctest.Test(t, func(t *testing.T) { // only to know when what was begun has ended
			for _, path := range paths {
				if encoding, _ := ask(path); encoding != "gzip" {
					t.Errorf("%s as it was printed is sent as %q", path, encoding)
				}
			}
			synctest.Wait()
		})
	}
	for i := range flashes {
		mark := fmt.Sprint("Flash number ", i)
		n.publish(flash("en", mark))
		catchUp(t, r)
		synctest.Test(t, func(t *testing.T) {
			var wg sync.WaitGroup
			for range 10 {
				for _, path := range paths {
					wg.Go(func() {
						if _, text := ask(path); strings.Contains(text, mark) != (path != "/bn/") {
							t.Errorf("%s after the flash: %v", path, strings.Contains(text, mark))
						}
					})
				}
			}
			wg.Wait()
			synctest.Wait()
		})
		if got, want := r.Site.Squeezed(), int64(len(paths)+(i+1)*(len(paths)-1)); got != want {
			t.Errorf("after flash %d %d compressions, want %d: one for each page", i, got, want)
		}
		for _, path := range paths {
			if encoding, _ := ask(path); encoding != "br" {
				t.Errorf("%s is sent as %q when all is done", path, encoding)
			}
		}
	}
	n.publish(flash("en", "Nobody reads"))
	catchUp(t, r)
	if got := r.Site.Squeezed(); got != int64(len(paths)+flashes*(len(paths)-1)) {
		t.Errorf("%d compressions for a flash that nobody has read", got)
	}
}

func TestServingAPageWithANewBarAllocatesNothingTheSecondTime(t *testing.T) {
	n := setUp()
	n.publish(story(1, "A story"))
	r := open(t, t.TempDir(), n)
	catchUp(t, r)
	ask(r.Site, pathOf(1))
	n.publish(flash("en", "Ferries halted"))
	catchUp(t, r)
	for accept, tag := range map[string]string{"": "", "gzip": `"x"`} {
		q := site.Request{Method: "GET", Path: pathOf(1), AcceptEncoding: accept, IfNoneMatch: tag}
		s := r.Site
		if a, ok := s.Ready(q); !ok || a.Status != 200 {
			t.Fatalf("%v %+v", ok, a)
		}
		if got := testing.AllocsPerRun(1000, func() { s.Ready(q) }); got != 0 {
			t.Errorf("%v allocations", got)
		}
	}
}
