package partner_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/delivery"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/partner"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// world is a newsroom with two products, sport and all that there is, one client, and the content API on loopback.
type world struct {
	*testing.T
	db     *store.DB
	desk   *desk.Desk
	editor news.Person
	url    string
	client string
	sport  string // IDs of the products
	all    string
}

func open(t *testing.T) *world {
	t.Helper()
	ctx := t.Context()
	w := &world{T: t, db: storetest.SQLite(t), editor: news.Person{ID: "editor", Name: "Rashed Hasan", Roles: news.Roles, Desk: "city"}}
	w.desk = desk.New(w.db, func() {})
	_, err := w.desk.SetHouse(ctx, w.editor, news.House{
		Names: map[news.Language]string{news.English: "The Padma Courier"}, Languages: []news.Language{news.English}, Zone: "Asia/Dhaka", URL: "https://padma.example",
		Sections: []news.Section{{Slug: "sport", Names: map[news.Language]string{news.English: "Sport"}}, {Slug: "world", Names: map[news.Language]string{news.English: "World"}}},
		Desks:    []news.Desk{{Slug: "city", Name: "City Desk"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.sport, w.all = w.product("Sport", "sport"), w.product("All")
	c, err := w.desk.SaveClient(ctx, w.editor, "", desk.ClientChange{Name: "Delta Radio", Active: true})
	if err != nil {
		t.Fatal(err)
	}
	w.client = c.ID
	srv := httptest.NewServer(partner.New(w.db, desk.PartnerHash).Handler())
	t.Cleanup(srv.Close)
	w.url = srv.URL + "/partner/v1"
	return w
}

func (w *world) product(name string, sections ...string) string {
	w.Helper()
	p, err := w.desk.SaveProduct(w.Context(), w.editor, news.Product{Name: name, Filter: news.ProductFilter{Sections: sections}})
	if err != nil {
		w.Fatal(err)
	}
	return p.ID
}

// lists runs what puts editions into products until the test ends.
func (w *world) lists() {
	ctx, cancel := context.WithCancel(w.Context())
	done, wake := make(chan struct{}), make(chan struct{}, 1)
	w.desk = desk.New(w.db, func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	})
	room := &delivery.Room{DB: w.db, Client: fetch.New(fetch.Options{}), Leaves: func(context.Context, edition.Change) error { return nil }}
	go func() { defer close(done); room.Run(ctx, wake) }()
	w.Cleanup(func() { cancel(); <-done })
}

// key makes a key that opens the products perMinute times a minute.
func (w *world) key(perMinute int, products ...string) desk.KeyMade {
	w.Helper()
	k, err := w.desk.MakePartnerKey(w.Context(), w.editor, w.client, news.PartnerKey{Name: "site", Products: products, PerMin: perMinute})
	if err != nil {
		w.Fatal(err)
	}
	return k
}

// must returns the story of a step that has to work.
func (w *world) must(s news.Story, err error) news.Story {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// ready brings a story to where it could be published.
func (w *world) ready(section, headline string) news.Story {
	w.Helper()
	s := w.must(w.desk.Create(w.Context(), w.editor, desk.Start{Content: news.Content{
		Language: news.English, Section: section, Headline: headline, Byline: news.Byline{Desk: "City Desk"}, Body: news.Paragraphs("The match was won."),
	}}))
	w.must(w.desk.Submit(w.Context(), w.editor, s.Number, ""))
	return w.must(w.desk.Ready(w.Context(), w.editor, s.Number, ""))
}

func (w *world) publish(section, headline string) news.Story {
	w.Helper()
	return w.must(w.desk.Publish(w.Context(), w.editor, w.ready(section, headline).Number, desk.Out{}))
}

func (w *world) kill(s news.Story) {
	w.Helper()
	w.must(w.desk.Kill(w.Context(), w.editor, s.Number, desk.KillOrder{Reason: "Wrong man.", Alone: "It is night."}))
}

// ask asks with the key, "" for none, and for what it does not have by the validators.
func (w *world) ask(key, path string, headers ...string) (*http.Response, []byte) {
	w.Helper()
	req, err := http.NewRequestWithContext(w.Context(), http.MethodGet, w.url+path, nil)
	if err != nil {
		w.Fatal(err)
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return res, body
}

// item is what the tests look at in a story as partners get it.
type item struct {
	URI       string `json:"uri"`
	Version   string `json:"version"`
	PubStatus string `json:"pubStatus"`
	Headlines []struct {
		Value string `json:"value"`
	} `json:"headlines"`
}

// page is a part of a product.
type page struct {
	Items []json.RawMessage `json:"items"`
	Next  string            `json:"next"`
	More  bool              `json:"more"`
}

func (p page) stories(t *testing.T) (all []item) {
	t.Helper()
	for _, raw := range p.Items {
		all = append(all, read[item](t, raw))
	}
	return all
}

func read[T any](t *testing.T, text []byte) (value T) {
	t.Helper()
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return value
}

// follow asks for what of the product comes after.
func (w *world) follow(key, product, query string) page {
	w.Helper()
	res, body := w.ask(key, "/products/"+product+"/items"+query)
	if res.StatusCode != http.StatusOK {
		w.Fatalf("%d %s", res.StatusCode, body)
	}
	return read[page](w.T, body)
}

// has waits until the product has so many items.
func (w *world) has(key, product string, n int) page {
	w.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		p := w.follow(key, product, "")
		if len(p.Items) == n {
			return p
		}
		if time.Now().After(deadline) {
			w.Fatalf("it has %d items, not %d", len(p.Items), n)
		}
	}
}
