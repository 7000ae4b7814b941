// Package ask is what a reader asks the site for: the form of a search as it stands in an
// address, the dates that are understood in it, and where in a story the words are. It is
// pure: the same address, house and day give the same Ask.
package ask

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// PerPage is how many stories a page of results has.
const PerPage = 10

// The most that an address may ask for. What is longer is cut, whole graphemes at a time.
const (
	mostText = 200 // graphemes
	mostLine = 80
)

// Ask is a search as a reader asked for it. Empty fields are "any".
type Ask struct {
	Text     string   // as it was typed, on one line
	Words    []string // what of Text is to be in the stories
	Days     Days     // what of Text is a date; zero if nothing is
	Dated    string   // those words of Text
	From, To string   // days as "2026-03-26", both within
	Section  string   // slug of a section of the house
	Author   string
	Kind     edition.SearchKind
	Language news.Language
	Best     bool
	Page     int // from 1

	page news.Language // of the page that asks
	zone *time.Location
}

// Days are the days from From until before Before, at midnight in the house's zone.
type Days struct{ From, Before time.Time }

// Zero reports whether there are none.
func (d Days) Zero() bool { return d.From.IsZero() }

// kinds are the kinds of story in the order of the form.
var kinds = []edition.SearchKind{edition.WithPictures, edition.WithCorrection}

// everyLanguage is what the address says when no language is preferred: without a word,
// stories in the page's own are asked for.
const everyLanguage = "all"

// Parse reads what follows the ? in the address of a search page in the language. What
// makes no sense is left out. today is any moment of the day on which "yesterday" is
// yesterday.
func Parse(query string, page news.Language, house *news.House, today time.Time) Ask {
	values, _ := url.ParseQuery(query) // what is well-formed in it
	zone := house.Location()
	a := Ask{
		Text: line(values.Get("q"), mostText), Author: line(values.Get("author"), mostLine), Language: page, Best: values.Get("sort") == "best",
		page: page, zone: zone, Page: 1,
	}
	if s := values.Get("section"); s != "" {
		if _, ok := house.Section(s); ok {
			a.Section = s
		}
	}
	if k := edition.SearchKind(values.Get("type")); slices.Contains(kinds, k) {
		a.Kind = k
	}
	switch l := values.Get("lang"); {
	case l == everyLanguage:
		a.Language = ""
	case slices.Contains(house.Languages, news.Language(l)):
		a.Language = news.Language(l)
	}
	a.From, a.To = date(values.Get("from")), date(values.Get("to"))
	if n, err := strconv.Atoi(values.Get("page")); err == nil && n > 1 {
		a.Page = min(n, edition.MostFound/PerPage)
	}
	a.Words, a.Days, a.Dated = datesIn(a.Text, today.In(zone))
	return a
}

// line returns s clean, on one line and no longer than most graphemes.
func line(s string, most int) string {
	s = strings.Join(strings.Fields(news.CleanText(s[:min(len(s), 16*most)])), " ")
	n := 0
	for it := graphemes.FromString(s); it.Next(); {
		if n++; n > most {
			return strings.TrimSpace(s[:it.Start()])
		}
	}
	return s
}

// date returns s if it is a day as "2026-03-26", else "".
func date(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// Empty reports whether nothing was asked for: the form has only been opened.
func (a Ask) Empty() bool {
	return a.Text == "" && a.From == "" && a.To == "" && a.Section == "" && a.Author == "" && a.Kind == ""
}

// Query returns what the newsroom is asked.
func (a Ask) Query() edition.Query {
	q := edition.Query{
		Words: a.Words, Language: a.Language, Section: a.Section, Author: a.Author, Kind: a.Kind, Best: a.Best,
		From: a.Days.From, Before: a.Days.Before, Skip: (a.Page - 1) * PerPage, Limit: PerPage,
	}
	if from, err := time.ParseInLocation(time.DateOnly, a.From, a.zone); err == nil && from.After(q.From) {
		q.From = from
	}
	if to, err := time.ParseInLocation(time.DateOnly, a.To, a.zone); err == nil {
		if to = to.AddDate(0, 0, 1); q.Before.IsZero() || to.Before(q.Before) {
			q.Before = to
		}
	}
	return q
}

// Address returns the address of the search page that asks this.
func (a Ask) Address() string {
	v := make(url.Values)
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", a.Text)
	set("from", a.From)
	set("to", a.To)
	set("section", a.Section)
	set("author", a.Author)
	set("type", string(a.Kind))
	if a.Best {
		v.Set("sort", "best")
	}
	switch a.Language {
	case a.page:
	case "":
		v.Set("lang", everyLanguage)
	default:
		v.Set("lang", string(a.Language))
	}
	if a.Page > 1 {
		v.Set("page", strconv.Itoa(a.Page))
	}
	path := Path(a.page)
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// Path returns the path of the search page of the language.
func Path(l news.Language) string { return "/" + string(l) + "/search" }

// OnPage returns the ask for another page of the results.
func (a Ask) OnPage(n int) Ask { a.Page = n; return a }

// With returns the ask with another text.
func (a Ask) With(text string) Ask { a.Text, a.Page = text, 1; return a }

// InEveryLanguage returns the ask without a preferred language.
func (a Ask) InEveryLanguage() Ask { a.Language, a.Page = "", 1; return a }

// Literally returns the ask with its dates meant as words.
func (a Ask) Literally() Ask {
	return a.With(strings.Join(strings.Fields(strings.Replace(a.Text, a.Dated, `"`+a.Dated+`"`, 1)), " "))
}

// Filter is something that leaves stories out.
type Filter int

// The filters.
const (
	ByDate Filter = iota
	BySection
	ByAuthor
	ByKind
	ByDaysInText
)

// Filters returns those that are set.
func (a Ask) Filters() (set []Filter) {
	for f, is := range []bool{ByDate: a.From != "" || a.To != "", BySection: a.Section != "", ByAuthor: a.Author != "", ByKind: a.Kind != "", ByDaysInText: !a.Days.Zero()} {
		if is {
			set = append(set, Filter(f))
		}
	}
	return set
}

// Without returns the ask without the filter.
func (a Ask) Without(f Filter) Ask {
	a.Page = 1
	switch f {
	case ByDate:
		a.From, a.To = "", ""
	case BySection:
		a.Section = ""
	case ByAuthor:
		a.Author = ""
	case ByKind:
		a.Kind = ""
	case ByDaysInText:
		a.Text = strings.Join(strings.Fields(strings.Replace(a.Text, a.Dated, " ", 1)), " ")
	}
	return a
}
