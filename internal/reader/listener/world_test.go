//go:build linux

package listener

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
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

var noon = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)

const (
	story   = "/en/world-news/2026/03/26/1-red"
	picture = "/media/0123456789abcdef.jpg"
)

// world is a server on a port of its own, and the site that it serves.
type world struct {
	*server
	t       testing.TB
	site    *site.Site
	archive *archive.Archive
	address string
	ended   chan error
	picture []byte
}

// open opens one. What else is to be set, before does before it serves.
func open(t testing.TB, o Options, before ...func(*site.Site)) *world {
	t.Helper()
	a, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	media, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, archive: a, ended: make(chan error, 1), picture: []byte(strings.Repeat("a picture of three megabytes ", 3<<20/29))}
	if err := media.Put(t.Context(), "rendition/0123456789abcdef.jpg", w.picture); err != nil {
		t.Fatal(err)
	}
	w.append(edition.Change{Number: 1, Kind: edition.Arranged, House: &news.House{
		Names: map[news.Language]string{"en": "The Padma Courier"}, Languages: []news.Language{"en"}, Zone: "Asia/Dhaka", URL: "https://padma.example",
		Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{"en": "World News"}}},
	}}, edition.Change{Number: 2, Kind: edition.Published, Story: &edition.Story{
		Card:     edition.Card{Number: 1, Language: "en", Section: "world-news", Slug: "red", Headline: "Red", Date: "2026/03/26", Published: noon},
		Body:     news.Paragraphs(strings.Repeat("It is red. ", 2000)),
		Pictures: []edition.Picture{{ID: "p", Renditions: []news.Rendition{{Name: "0123456789abcdef.jpg", Width: 320, Height: 213}}}},
	}})
	w.site = site.New(a, press.New(), &ticker.Ticker{}, media)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.address = l.Addr().String()
	for _, set := range before {
		set(w.site)
	}
	w.server = New(w.site, o).(*server)
	go func() { w.ended <- w.Serve(l) }()
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func (w *world) append(changes ...edition.Change) {
	w.t.Helper()
	for i := range changes {
		changes[i].At = noon
	}
	if _, err := w.archive.Append(changes); err != nil {
		w.t.Fatal(err)
	}
}

// dial returns a connection that fails after half a minute of whatever.
func (w *world) dial() net.Conn {
	w.t.Helper()
	c, err := net.Dial("tcp", w.address)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = c.Close() })
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		w.t.Fatal(err)
	}
	return c
}

// say sends the text on a new connection and returns all that comes back until it is
// closed.
func (w *world) say(text string) string {
	w.t.Helper()
	c := w.dial()
	go func() { _, _ = io.WriteString(c, text) }()
	all, err := io.ReadAll(c)
	if err != nil && len(all) == 0 {
		return err.Error()
	}
	return string(all)
}

// get asks for the path on the connection and returns the answer with its body read.
func get(t testing.TB, c net.Conn, r *bufio.Reader, path string, fields ...string) (*http.Response, string) {
	t.Helper()
	text := "GET " + path + " HTTP/1.1\r\nHost: padma.example\r\n"
	for i := 0; i < len(fields); i += 2 {
		text += fields[i] + ": " + fields[i+1] + "\r\n"
	}
	if _, err := io.WriteString(c, text+"\r\n"); err != nil {
		t.Fatal(err)
	}
	return next(t, r)
}

func next(t testing.TB, r *bufio.Reader) (*http.Response, string) {
	t.Helper()
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// asked is what net/http answers, told as an answer of ours is.
func (w *world) asked(path string, fields ...string) string {
	r, err := http.NewRequestWithContext(context.Background(), "GET", path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	q := site.RequestOf(r)
	for i := 0; i < len(fields); i += 2 {
		switch fields[i] {
		case "Accept-Encoding":
			q.AcceptEncoding = fields[i+1]
		case "Range":
			q.Range = fields[i+1]
		}
	}
	a := w.site.Answer(context.Background(), q)
	body := string(a.Body)
	if a.File != nil {
		all, err := io.ReadAll(io.NewSectionReader(a.File, a.Offset, a.Length))
		if err != nil {
			w.t.Fatal(err)
		}
		body = string(all)
		_ = a.File.Close()
	}
	h := http.Header{}
	a.Put(h)
	return fmt.Sprint(a.Status, h, body)
}

func told(res *http.Response, body string) string {
	h := res.Header.Clone()
	h.Del("Date")
	h.Del("Connection")
	return fmt.Sprint(res.StatusCode, h, body)
}
