package pressroom

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

var noon = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC) // in Dhaka

// newsroom is a source of changes.
type newsroom struct {
	mu      sync.Mutex
	changes []edition.Change
	gone    error
	asked   int
}

func (n *newsroom) Since(_ context.Context, after int64, limit int) ([]edition.Change, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.asked++
	if n.gone != nil {
		return nil, n.gone
	}
	left := n.changes[min(int(after), len(n.changes)):]
	return left[:min(limit, len(left))], nil
}

func (n *newsroom) fail(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.gone = err
}

// publish adds a change and returns its number.
func (n *newsroom) publish(c edition.Change) int64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	c.Number = int64(len(n.changes)) + 1
	c.At = noon.Add(time.Duration(c.Number) * time.Second)
	n.changes = append(n.changes, c)
	return c.Number
}

func setUp() *newsroom {
	n := new(newsroom)
	n.publish(edition.Change{Kind: edition.Arranged, House: &news.House{
		Names:     map[news.Language]string{"en": "The Padma Courier", "bn": "পদ্মা কুরিয়ার"},
		Languages: []news.Language{"en", "bn"}, Zone: "Asia/Dhaka", URL: "https://padma.example",
		Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{"en": "World News"}}, {Slug: "sport", Names: map[news.Language]string{"en": "Sport"}}},
	}})
	return n
}

// story is a change that publishes or updates a story.
func story(number int64, headline string, topics ...string) edition.Change {
	s := &edition.Story{
		Card: edition.Card{
			Number: number, Language: "en", Section: "world-news", Slug: "s", Headline: headline, Date: "2026/03/26",
			Published: noon.Add(time.Duration(number) * time.Minute),
		},
		Body: news.Paragraphs(strings.Repeat("The river rose again. ", 40)),
	}
	for _, t := range topics {
		s.Topics = append(s.Topics, edition.Topic{Slug: t, Name: t})
	}
	return edition.Change{Kind: edition.Published, Story: s}
}

func pathOf(number int64) string { return fmt.Sprintf("/en/world-news/2026/03/26/%d-s", number) }

func bar(l news.Language, text string) edition.Bar {
	return edition.Bar{Language: l, Items: []edition.BarItem{{ID: text, Text: text, At: noon, Expires: noon.Add(time.Hour)}}}
}

func flash(l news.Language, text string) edition.Change {
	return edition.Change{Kind: edition.Flashed, Bars: []edition.Bar{bar(l, text)}}
}

// open opens the readers' side of a process on the folder.
func open(t testing.TB, dir string, source edition.Source) *Room {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	r := &Room{Source: source, Archive: a, Press: press.New(), Ticker: new(ticker.Ticker), Pictures: files(t), Media: files(t)}
	r.Site = site.New(a, r.Press, r.Ticker, r.Media)
	return r
}

func files(t testing.TB) *blob.Store {
	t.Helper()
	s, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func catchUp(t testing.TB, r *Room) {
	t.Helper()
	if err := r.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func ask(s http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func unzip(t testing.TB, zipped []byte) string {
	z, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		t.Error(err)
		return ""
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}
