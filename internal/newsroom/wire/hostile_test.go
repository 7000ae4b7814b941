package wire_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"
)

// hostileTime is what one try of a wire may take that waits for its server: the limit of the product is 30 seconds, and others have that.
const hostileTime = 2 * time.Second

// hostile is a server that means no good, and what the wire's health then says.
type hostile struct {
	what   string
	answer http.HandlerFunc
	says   string // "" for a feed that is read
	most   uint64 // MB that one try may allocate in all, what is freed again included
	waits  bool   // until the time of a try is over
}

func text(doc string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, doc) }
}

// pours writes the block until nobody reads any more, or so many bytes have gone.
func pours(block string, most int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for n := 0; n < most; n += len(block) {
			if _, err := io.WriteString(w, block); err != nil {
				return
			}
		}
	}
}

func hostiles() []hostile {
	billion := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">`
	for c := 'b'; c <= 'j'; c++ {
		billion += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	billion += `]><rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>`
	return []hostile{
		{"XML bomb", text(billion), "document type declaration", 20, false},
		{"external entity", text(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>`), "document type declaration", 20, false},
		{"a million elements deep", text(`<rss version="2.0"><channel>` + strings.Repeat("<x>", 1_000_000)), "", 400, false},
		{"a byte a second", func(w http.ResponseWriter, r *http.Request) {
			_ = http.NewResponseController(w).Flush() // its head comes at once
			for _, c := range rss(item("1", "One")) {
				select {
				case <-r.Context().Done():
					return
				case <-time.After(time.Second):
				}
				_, _ = io.WriteString(w, string(c))
				_ = http.NewResponseController(w).Flush()
			}
		}, "was not done answering", 20, true},
		{"no answer at all", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "did not answer", 20, true},
		{"endless feed", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>`)
			pours(strings.Repeat("x", 64<<10), 1<<40)(w, r)
		}, "larger than 10 MB", 200, false},
		{"100 MB of garbage", pours(strings.Repeat("\x01\xfe garbage ", 8<<10), 100<<20), "larger than 10 MB", 200, false},
		{"gzip bomb", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			zeros := make([]byte, 1<<20)
			for range 1000 {
				if _, err := z.Write(zeros); err != nil {
					return
				}
			}
			_ = z.Close()
		}, "unpacks to more than 100 times", 60, false},
		{"wrong charset", text(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title><item><guid>1</guid><title>` + strings.Repeat("\xff\xfe\x93", 2000) + `</title></item></channel></rss>`), "UTF-8", 20, false},
		{"unknown charset", text(`<?xml version="1.0" encoding="x-klingon"?><rss version="2.0"><channel/></rss>`), "x-klingon", 20, false},
		{"redirect to a private address", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		}, "not on the public internet", 20, false},
		{"redirect in a circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/again", http.StatusFound) }, "from one address to the next", 20, false},
		{"header of a megabyte", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X-Long", strings.Repeat("x", 1<<20)) }, "does not understand", 20, false},
	}
}

// Whatever a server sends costs a bounded time and memory, is said in the wire's health, and touches no other wire. The output is the table in docs/wires.md.
func TestAHostileFeedCostsLittleAndTouchesNoOther(t *testing.T) {
	for _, h := range hostiles() {
		t.Run(h.what, h.touchesNoOther)
	}
}

// Another project's hostile documents, as feeds.
func TestTheSecurityCasesCostLittleAsFeeds(t *testing.T) {
	t.Chdir("feed") // the cases are looked for from a parser's folder
	files, err := filepath.Glob(filepath.Join(wiretest.Cases(t, "security"), "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		doc, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(name), hostile{filepath.Base(name), text(string(doc)), "", 20, false}.touchesNoOther)
	}
}

func (h hostile) touchesNoOther(t *testing.T) {
	bad, good := newAgency(t), newAgency(t)
	bad.answers(h.answer)
	good.sends(rss(item("1", "One")))
	options := fetch.Options{Allow: places(bad, good)}
	if h.waits {
		options.Total, options.Header = hostileTime, hostileTime/2
	}
	client := fetch.New(options)
	t.Cleanup(client.Close)
	w := newWorld(t, wire.Options{Fetch: client}, bad, good)
	one, other := w.feed("Bad", bad), w.feed("Good", good)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	health := w.try(one.ID)
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	spent := (after.TotalAlloc - before.TotalAlloc) >> 20
	t.Logf("| %s | %.1f s | %d MB | %s |", h.what, took.Seconds(), spent, health.Error)
	if !strings.Contains(health.Error, h.says) || health.Error == "" || took > time.Minute || spent > h.most {
		t.Errorf("%s, %d MB: %+v", took, spent, health)
	}
	if got := w.headlines(one.ID); strings.Contains(got, "root:") {
		t.Errorf("a file of this machine is in a dispatch: %s", got)
	}
	if health = w.try(other.ID); health.Error != "" || w.headlines(other.ID) != "One v1" {
		t.Errorf("the other wire: %+v", health)
	}
}
