package main

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/receipt"
	"github.com/stet-news/stet/internal/reader/site"
)

// receiptWait is how long an address may take to answer.
const receiptWait = 3 * time.Second

// checking says where it is asked whether readers have what was published.
type checking struct {
	CheckURL []string `help:"Further address of the readers' side that is asked after each publication, as http://10.0.0.7:8080 for one of many processes behind a balancer. May be given more than once." placeholder:"URL" name:"check-url"`
}

// receipts is what asks the site's own addresses whether readers have what was published:
// the one they know the site by, and those that the operator named. What the operator wrote
// may be anywhere; an address that is only in the settings must be a public one.
func (h *house) receipts() *receipt.Room {
	r := &receipt.Room{DB: h.db, Changed: func() { h.bell.Ring(context.Background(), bus.Newsroom) }}
	own := h.SiteURL
	if own == "" && h.readers != nil {
		own = h.readersURL()
	}
	if own != "" {
		r.Bases = append(r.Bases, strings.TrimSuffix(own, "/"))
	}
	for _, u := range h.CheckURL {
		r.Bases = append(r.Bases, strings.TrimSuffix(u, "/"))
	}
	r.Client = fetch.New(fetch.Options{Version: version, Home: h.SiteURL, Trusted: len(r.Bases) > 0, Total: receiptWait, Header: receiptWait})
	for _, hook := range h.hooks {
		r.Caches = append(r.Caches, hook.Name)
	}
	if h.site != nil {
		r.Expected = h.expected
	}
	r.Alarm = func(ctx context.Context, one news.Receipt) error {
		var behind []string
		for _, s := range one.Behind() {
			behind = append(behind, cmp.Or(s.URL, s.Of))
		}
		return h.desk.NotEverywhere(ctx, one, strings.Join(behind[:min(3, len(behind))], ", "))
	}
	return r
}

// expected is what this process itself answers at a path.
func (h *house) expected(ctx context.Context, path string) (status int, body []byte, kind string, ok bool) {
	path, query, _ := strings.Cut(path, "?")
	a := h.site.Answer(ctx, site.Request{Method: http.MethodGet, Path: path, Query: query})
	if a.Head == nil || a.File != nil {
		return 0, nil, "", false
	}
	return a.Status, a.Body, a.Get("content-type"), true
}

// runReceipts asks until ctx is done.
func (h *house) runReceipts(ctx context.Context) error {
	wake, err := h.bell.Listen(ctx, bus.Readers)
	if err != nil {
		return err
	}
	h.receipts().Run(ctx, wake)
	return nil
}
