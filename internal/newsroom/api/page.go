package api

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// List is a page of a list. Next, if it is there, asks for the page after: it is that
// page's "before", or in the log's own order its "after".
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// How many items a page has.
const (
	usualPage = 50
	mostPage  = 200
)

// limit returns how many items the request asks for.
func (c call) limit() (int, error) {
	s := c.URL.Query().Get("limit")
	if s == "" {
		return usualPage, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > mostPage {
		return 0, news.Errorf(news.Invalid, "limit is a number from 1 to %d; %q is not.", mostPage, s)
	}
	return n, nil
}

// cursor returns the number in a query parameter that came as the "next" of a page, 0 if
// it is not there.
func (c call) cursor(name string) (int64, error) {
	s := c.URL.Query().Get(name)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0, notNext(name, s)
	}
	return n, nil
}

func notNext(name, s string) error {
	return news.Errorf(news.Invalid, "%s is the \"next\" of the page before; %q is not.", name, s)
}

// order is where an item stands in a list: the newest first, and of those at one time
// the highest ID.
type order[K cmp.Ordered] struct {
	at time.Time
	id K
}

// mark is the order as a cursor: "2026-11-24T10:00:00.5Z~17".
func mark[K cmp.Ordered](o order[K], text func(K) string) string {
	return o.at.Format(time.RFC3339Nano) + "~" + text(o.id)
}

// unmark reads a cursor; nil is the first page.
func unmark[K cmp.Ordered](c call, read func(string) (K, error)) (*order[K], error) {
	s := c.URL.Query().Get("before")
	if s == "" {
		return nil, nil
	}
	at, id, _ := strings.Cut(s, "~")
	var o order[K]
	var err error
	if o.at, err = time.Parse(time.RFC3339Nano, at); err == nil {
		o.id, err = read(id)
	}
	if err != nil {
		return nil, notNext("before", s)
	}
	return &o, nil
}

// pageOf returns the page that the request asks for. fetch lists from before a time; it
// cannot tell apart items of one time, and several stories can change in the same
// millisecond, so a page after the first begins with those of its cursor's time and
// leaves out what was on the page before.
func pageOf[T any, K cmp.Ordered](c call, read func(string) (K, error), text func(K) string, of func(T) order[K],
	fetch func(before time.Time, limit int) ([]T, error),
) (l List[T], err error) {
	limit, err := c.limit()
	if err != nil {
		return l, err
	}
	after, err := unmark(c, read)
	if err != nil {
		return l, err
	}
	var before time.Time
	most := limit
	if after != nil {
		before, most = after.at.Add(time.Microsecond), mostPage
	}
	if l.Items, err = fetch(before, most); err != nil {
		return l, err
	}
	more := len(l.Items) == most
	if after != nil {
		for len(l.Items) > 0 && !follows(of(l.Items[0]), *after) {
			l.Items = l.Items[1:]
		}
	}
	if len(l.Items) > limit {
		l.Items, more = l.Items[:limit], true
	}
	if more && len(l.Items) > 0 {
		l.Next = mark(of(l.Items[len(l.Items)-1]), text)
	}
	return l, nil
}

// follows reports whether o stands after p.
func follows[K cmp.Ordered](o, p order[K]) bool {
	return o.at.Before(p.at) || o.at.Equal(p.at) && o.id < p.id
}

// readNumber, textNumber, readText and textText are how IDs stand in cursors.
func readNumber(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }
func textNumber(n int64) string          { return strconv.FormatInt(n, 10) }
func readText(s string) (string, error)  { return s, nil }
func textText(s string) string           { return s }
