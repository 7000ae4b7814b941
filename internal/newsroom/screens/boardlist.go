package screens

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// listColumn is a column that a desk's list can have.
type listColumn struct {
	key, word string
	sorts     bool
	number    bool
}

// listColumns are all of them, in their order; the headline is always there.
var listColumns = []listColumn{
	{key: "number", word: "Number", sorts: true, number: true},
	{key: "state", word: "State", sorts: true},
	{key: "headline", word: "Headline", sorts: true},
	{key: "kind", word: "Type"},
	{key: "who", word: "Who", sorts: true},
	{key: "words", word: "Words", sorts: true, number: true},
	{key: "target", word: "Expected length", sorts: true, number: true},
	{key: "language", word: "Language", sorts: true},
	{key: "section", word: "Section", sorts: true},
	{key: "topics", word: "Topics"},
	{key: "due", word: "Due", sorts: true},
	{key: "out", word: "Goes out", sorts: true},
	{key: "embargo", word: "Embargo", sorts: true},
	{key: "flags", word: "Marks"},
	{key: "started", word: "Started", sorts: true},
	{key: "changed", word: "Changed", sorts: true},
}

// usualColumns are those that a list has until somebody chooses.
var usualColumns = []string{"state", "headline", "who", "words", "language", "due", "flags", "changed"}

// columnsCookie keeps in the browser which columns its lists have.
const columnsCookie = "stet-columns"

// columnsShown are the columns that the browser's lists have.
func columnsShown(r *http.Request) []string {
	c, err := r.Cookie(columnsCookie)
	if err != nil {
		return usualColumns
	}
	chosen := strings.Split(c.Value, ".")
	var shown []string
	for _, l := range listColumns {
		if l.key == "headline" || slices.Contains(chosen, l.key) {
			shown = append(shown, l.key)
		}
	}
	return shown
}

// chooseColumns keeps which columns were chosen and goes back to the list.
func chooseColumns(w http.ResponseWriter, r *http.Request, q url.Values) error {
	var chosen []string
	for _, l := range listColumns {
		if slices.Contains(q["cols"], l.key) {
			chosen = append(chosen, l.key)
		}
	}
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // it is no secret, and read by us alone
		Name: columnsCookie, Value: strings.Join(chosen, "."), Path: "/n/desk/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: 365 * 24 * 3600,
	})
	q.Del("choose")
	q.Del("cols")
	q.Set("view", listView)
	http.Redirect(w, r, "/n/desk/"+r.PathValue("desk")+"?"+q.Encode(), http.StatusSeeOther)
	return nil
}

// has reports whether the list has the column.
func (p boardPage) has(key string) bool { return slices.Contains(p.shown, key) }

// soonest orders by a time, and what has none comes last.
func soonest(of func(card) time.Time) func(a, b card) int {
	return func(a, b card) int {
		x, y := of(a), of(b)
		if x.IsZero() != y.IsZero() {
			if x.IsZero() {
				return 1
			}
			return -1
		}
		return x.Compare(y)
	}
}

// sortCards sorts the list by a column: what changed last is first, if none is named.
func sortCards(cards []card, by string) {
	text := func(of func(card) string) func(a, b card) int {
		return func(a, b card) int { return cmp.Compare(strings.ToLower(of(a)), strings.ToLower(of(b))) }
	}
	order := map[string]func(a, b card) int{
		"state": func(a, b card) int {
			return cmp.Compare(slices.Index(news.Statuses, a.Status), slices.Index(news.Statuses, b.Status))
		},
		"headline": text(func(c card) string { return c.Content.Headline }),
		"who":      text(func(c card) string { return c.Owner.Name }),
		"words":    func(a, b card) int { return cmp.Compare(b.words, a.words) },
		"language": text(func(c card) string { return string(c.Content.Language) }),
		"due": func(a, b card) int {
			ad, bd := cmp.Or(a.PublishAt, a.Due, a.Embargo), cmp.Or(b.PublishAt, b.Due, b.Embargo)
			if ad.IsZero() != bd.IsZero() {
				if ad.IsZero() {
					return 1
				}
				return -1
			}
			return ad.Compare(bd)
		},
		"number":  func(a, b card) int { return cmp.Compare(b.Number, a.Number) },
		"section": text(func(c card) string { return c.Content.Section }),
		"target":  func(a, b card) int { return cmp.Compare(b.Length, a.Length) },
		"started": func(a, b card) int { return b.Created.Compare(a.Created) },
		"out":     soonest(func(c card) time.Time { return c.PublishAt }),
		"embargo": soonest(func(c card) time.Time { return c.Embargo }),
	}[by]
	if order == nil {
		order = func(a, b card) int { return b.Changed.Compare(a.Changed) }
	}
	slices.SortStableFunc(cards, order)
}
