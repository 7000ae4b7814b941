package announce

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// patience is how long one call may take.
const patience = 15 * time.Second

// tellHub tells another WebSub hub which of our feeds changed (publisher to hub).
func (r *Room) tellHub(ctx context.Context, h news.House, hub string, changes []edition.Change) error {
	what, err := r.changed(ctx, changes)
	if err != nil || len(what.feeds) == 0 {
		return err
	}
	form := url.Values{"hub.mode": {"publish"}, "hub.url": addresses(h, what.feeds)}
	_, err = r.Client.Send(ctx, fetch.Message{
		Method: http.MethodPost, URL: hub, Body: []byte(form.Encode()), Total: patience,
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
	})
	return err
}

const (
	// indexEvery is the least time between two submissions: one for every change would be
	// more than search engines want.
	indexEvery = time.Minute
	// inIndex is how many addresses one submission may have (indexnow.org).
	inIndex = 10_000
)

// tellIndex tells search engines which pages changed (IndexNow).
func (r *Room) tellIndex(ctx context.Context, h news.House, changes []edition.Change) error {
	what, err := r.changed(ctx, changes)
	if err != nil || len(what.pages) == 0 {
		return err
	}
	site, err := url.Parse(h.URL)
	if err != nil {
		return err
	}
	body, err := json.Marshal(struct {
		Host     string   `json:"host"`
		Key      string   `json:"key"`
		Location string   `json:"keyLocation"`
		URLs     []string `json:"urlList"`
	}{site.Host, h.Machines.IndexNow.Key, h.URL + h.Machines.IndexNow.KeyPath(), addresses(h, what.pages[:min(len(what.pages), inIndex)])})
	if err != nil {
		return err
	}
	_, err = r.Client.Send(ctx, fetch.Message{
		Method: http.MethodPost, URL: h.Machines.IndexNow.Endpoint, Body: body, Total: patience,
		Header: http.Header{"Content-Type": {"application/json; charset=utf-8"}},
	})
	return err
}
