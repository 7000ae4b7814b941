package partner

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/delivery"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/web"
)

// route is one thing that the content API answers.
type route struct {
	path, summary string
	query         []string
	answers       map[int]string // what each status means, besides the problems
	do            func(http.ResponseWriter, call) error
}

var routes = []route{
	{"/products", "Lists the products that your key opens", nil, map[int]string{200: "Products"}, products},
	{
		"/products/{product}/items", "Follows a product: its stories in the order in which they came to be as they are, each at its newest version, as ninjs 3.1; what was taken from readers as an item whose pubStatus is canceled or withheld. Ask again with after = next; while more is true there is more at once",
		[]string{"after", "since", "limit"},
		map[int]string{200: "A page", 304: "It is as you have it"},
		items,
	},
	{
		"/products/{product}/items/{story}", "Reads one story of a product at its newest version, as ninjs 3.1", nil,
		map[int]string{200: "The story", 304: "It is as you have it", 410: "It was taken from readers; the item says so"},
		item,
	},
}

// The most items of a page, and how many it has if nothing is said.
const (
	usualPage = 50
	mostPage  = 200
)

// named is a product as partners see it.
type named struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Items string `json:"items"` // the path at which it is followed
}

func products(w http.ResponseWriter, c call) error {
	all, err := c.db.Products(c.Context())
	if err != nil {
		return err
	}
	list := []named{}
	for _, p := range all {
		for _, opened := range c.key.Products {
			if p.ID == opened {
				list = append(list, named{p.ID, p.Name, base + "/products/" + p.ID + "/items"})
			}
		}
	}
	return web.JSON(w, http.StatusOK, map[string]any{"products": list})
}

// page is a part of a product.
type page struct {
	Items []json.RawMessage `json:"items"` // ninjs 3.1
	Next  string            `json:"next"`  // for "after": the items behind these
	More  bool              `json:"more"`  // there are some now
}

func items(w http.ResponseWriter, c call) error {
	p, err := c.product()
	if err != nil {
		return err
	}
	after, err := c.whole("after", 0, 0, 1<<62)
	if err != nil {
		return err
	}
	limit, err := c.whole("limit", usualPage, 1, mostPage)
	if err != nil {
		return err
	}
	f := store.ListingFilter{Product: p.ID, After: after, Limit: int(limit)}
	if text := c.URL.Query().Get("since"); text != "" {
		if f.Since, err = time.Parse(time.RFC3339, text); err != nil {
			return news.Errorf(news.Invalid, "\"since\" is a time as 2026-11-28T09:00:00Z; %q is not.", text)
		}
	}
	listed, err := c.db.Listings(c.Context(), f)
	if err != nil {
		return err
	}
	changed := time.Time{}
	for _, l := range listed {
		if l.At.After(changed) {
			changed = l.At
		}
	}
	if c.fresh(w, etagOf(c.URL.RequestURI(), listed), changed) {
		return nil
	}
	house, err := c.db.House(c.Context())
	if err != nil {
		return err
	}
	answer := page{Items: []json.RawMessage{}, Next: strconv.FormatInt(after, 10), More: len(listed) == f.Limit}
	for _, l := range listed {
		file, err := c.file(house, l)
		if err != nil {
			return err
		}
		answer.Next = strconv.FormatInt(l.Position, 10)
		answer.Items = append(answer.Items, file.Body)
	}
	return web.JSON(w, http.StatusOK, answer)
}

func item(w http.ResponseWriter, c call) error {
	p, err := c.product()
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(c.PathValue("story"), 10, 64)
	if err != nil || n < 1 {
		return news.Errorf(news.NotFound, "%q is not the number of a story.", c.PathValue("story"))
	}
	l, err := c.db.Listed(c.Context(), p.ID, n)
	if err != nil {
		return err
	}
	house, err := c.db.House(c.Context())
	if err != nil {
		return err
	}
	file, err := c.file(house, l)
	if err != nil {
		return err
	}
	if c.fresh(w, file.ETag(), l.At) {
		return nil
	}
	w.Header().Set("Content-Type", file.Type)
	if l.Gone {
		w.WriteHeader(http.StatusGone)
	}
	_, _ = w.Write(file.Body) // the caller has gone if this fails
	return nil
}

// file returns the story as ninjs, as readers have it.
func (c call) file(house news.House, l store.Listing) (out.File, error) {
	change, err := c.db.VersionOf(c.Context(), l.Story, l.Edition)
	if err != nil {
		return out.File{}, err
	}
	version := 0
	if change.Story == nil {
		if version, err = c.db.TimesTold(c.Context(), l.Story, l.Edition); err != nil {
			return out.File{}, err
		}
	}
	return out.Write(delivery.Item(house, change, version), out.NINJS)
}
