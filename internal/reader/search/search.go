// Package search answers readers who look for stories. What they ask is parsed by package
// ask, the newsroom's side finds the numbers of stories, and the press prints of them what
// readers have. It takes no more of the machine than it is allowed: so many searches at a
// time, each for so long, and whoever comes above that is asked, kindly, to come again.
package search

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/ask"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
)

// Desk is where readers ask.
type Desk struct {
	// Find finds stories. nil is a process that has nobody to ask: every search is answered
	// with the page that says so.
	Find  edition.Search
	Press *press.Press

	// Limit is how long one search may take, Wait how long one waits for others to end, and
	// AtOnce how many there are at a time. Zero is what is right for one machine.
	Limit, Wait time.Duration
	AtOnce      int

	slots   chan struct{}
	failing atomic.Bool // the last search failed, and that was logged
}

// mostWaiting is how many requests are let in to be searched or to wait.
const mostWaiting = 64

// Route returns the search page of every language as a route of a site.
func (d *Desk) Route() site.Route {
	if d.Limit == 0 {
		d.Limit = 2 * time.Second
	}
	if d.Wait == 0 {
		d.Wait = 500 * time.Millisecond
	}
	if d.AtOnce == 0 {
		d.AtOnce = 4
	}
	d.slots = make(chan struct{}, d.AtOnce)
	return site.Route{Method: "GET", Path: "/*/search", Most: mostWaiting, Answer: d.answer}
}

// answer answers one request; with no page if the path is not of a language of the house.
func (d *Desk) answer(ctx context.Context, v *archive.View, r site.Request) (*press.Page, error) {
	l, house := languageOf(r.Path), v.House()
	if house == nil || !speaks(house, l) {
		return nil, nil
	}
	a := ask.Parse(r.Query, l, house, v.At())
	if a.Empty() {
		return d.Press.Search(v, l, a, edition.Found{}, "", r.AcceptEncoding)
	}
	found, corrected, err := d.find(ctx, v, a)
	if err == nil {
		d.failing.Store(false)
		return d.Press.Search(v, l, a, found, corrected, r.AcceptEncoding)
	}
	if ctx.Err() == nil && !errors.Is(err, errBusy) && !errors.Is(err, errNobody) && !d.failing.Swap(true) {
		slog.WarnContext(ctx, "a reader's search could not be answered", "err", err)
	}
	return d.Press.SearchAway(v, l, a, r.AcceptEncoding)
}

var (
	errBusy   = errors.New("as many searches as there may be are under way")
	errNobody = errors.New("this process has nobody who searches")
)

// find finds what was asked for, when it is its turn.
func (d *Desk) find(ctx context.Context, v *archive.View, a ask.Ask) (f edition.Found, corrected string, err error) {
	if d.Find == nil {
		return f, "", errNobody
	}
	select {
	case d.slots <- struct{}{}:
	case <-time.After(d.Wait):
		return f, "", errBusy
	case <-ctx.Done():
		return f, "", ctx.Err()
	}
	defer func() { <-d.slots }()
	ctx, cancel := context.WithTimeout(ctx, d.Limit)
	defer cancel()
	if f, err = d.Find(ctx, a.Query()); err != nil || f.Total > 0 {
		return f, "", err
	}
	corrected, err = d.correct(ctx, v, a)
	return f, corrected, err
}

// vocabulary is how many of the newest headlines a wrong spelling is compared with.
const vocabulary = 1000

// correct returns the text of the ask spelled so that it finds something, "" if there is no
// such.
func (d *Desk) correct(ctx context.Context, v *archive.View, a ask.Ask) (string, error) {
	if len(a.Words) == 0 {
		return "", nil
	}
	newest, err := v.Newest(archive.List{Language: a.Language}, 0, vocabulary)
	if err != nil {
		return "", err
	}
	var words ask.Vocabulary
	for _, c := range newest {
		words.Add(c.Headline)
	}
	for _, s := range v.House().Sections {
		words.Add(s.Name(a.Language))
	}
	text, ok := words.Correct(a.Words)
	if !ok {
		return "", nil
	}
	q := a.Query()
	q.Words, q.Skip, q.Limit = strings.Fields(text), 0, 0
	f, err := d.Find(ctx, q)
	if err != nil || f.Total == 0 {
		return "", err
	}
	return strings.TrimSpace(text + " " + a.Dated), nil
}

// languageOf returns the first segment of the path.
func languageOf(path string) news.Language {
	l, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return news.Language(l)
}

func speaks(h *news.House, l news.Language) bool {
	for _, known := range h.Languages {
		if l == known {
			return true
		}
	}
	return false
}
