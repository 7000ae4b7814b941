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
		map[int]string{200: "The story", 304: "It is as you have it", 410: "It was taken from readers; the item says so, whatever you have"},
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
	house, err := c.db.House(c.Context())
	if err != nil {
		return err
	}
	answer := page{Items: []json.RawMessage{}, Next: strconv.FormatInt(after, 10), More: len(listed) == f.Limit}
	for _, l := range listed {
		file, gone, err := c.file(house, l)
		if err != nil {
			return err
		}
		answer.Next = strconv.FormatInt(l.Position, 10)
		if gone == l.Gone { // else the product is about to be told, and has it last then
			answer.Items = append(answer.Items, file.Body)
		}
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	c.answer(w, http.StatusOK, out.File{Type: "application/json", Body: body})
	return nil
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
	file, gone, err := c.file(house, l)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if gone {
		status = http.StatusGone
	}
	c.answer(w, status, file)
	return nil
}

// file returns the story as ninjs, as readers have it, and whether it was taken from them: that counts at once, also before the product says so.
func (c call) file(house news.House, l store.Listing) (file out.File, gone bool, err error) {
	change, err := c.db.VersionOf(c.Context(), l.Story, l.Edition)
	if err != nil {
		return file, false, err
	}
	newest, ok, err := c.db.NewestOf(c.Context(), l.Story)
	if err != nil {
		return file, false, err
	}
	if ok && newest.Story == nil {
		change = newest
	}
	version := 0
	if gone = change.Story == nil; gone {
		if version, err = c.db.TimesTold(c.Context(), l.Story, change.Number); err != nil {
			return file, gone, err
		}
	}
	file, err = out.Write(delivery.Item(house, change, version), out.NINJS)
	return file, gone, err
}
