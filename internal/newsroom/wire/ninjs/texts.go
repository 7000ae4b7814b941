package ninjs

import (
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// words is one of several forms of a text, with what it is for.
type words struct{ role, kind, value string }

func (w words) isHTML() bool {
	return strings.Contains(w.kind, "html") || strings.Contains(w.role, "html")
}

// isOther reports whether it is neither HTML nor plain text: NITF, SportsML.
func (w words) isOther() bool {
	return !w.isHTML() && w.kind != "" && !strings.HasPrefix(w.kind, "text/plain")
}

// line returns it as one line of plain text.
func (w words) line() string {
	if w.isHTML() {
		return item.Line(markup.HTML(w.value, nil).Body.Plain())
	}
	return item.Cut(markup.Line(w.value), item.MaxLine)
}

// texts returns the forms of a text: those of the list as 2.0 has it, then "body" and all that is "body_something", as 1.0 has it.
func texts(o object, one, many string) []words {
	var all []words
	for _, t := range o.objects(many) {
		w := words{lower(t.text("role")), lower(t.text("contenttype")), t.text("value")}
		if w.value = first(w.value, t.text("name")); strings.TrimSpace(w.value) != "" { // a list of mere texts
			all = append(all, w)
		}
	}
	var keys []string
	for _, m := range o.list {
		if (m.name == one || strings.HasPrefix(m.name, one+"_")) && !slices.Contains(keys, m.name) && len(keys) < 50 {
			keys = append(keys, m.name)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		if s := o.text(k); s != "" {
			all = append(all, words{role: strings.TrimPrefix(strings.TrimPrefix(k, one), "_"), value: s})
		}
	}
	return all
}

// pick returns the form with the first of the roles that there is, else the first.
func pick(all []words, roles ...string) words {
	for _, role := range roles {
		for _, w := range all {
			if w.role == role {
				return w
			}
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return words{}
}

// body returns the copy: the first form in HTML, in the order of how common their names are, else the first that is text.
func body(o object, base *url.URL) markup.Result {
	all := texts(o, "body", "bodies")
	rank := func(w words) int {
		switch {
		case w.isOther():
			return 9
		case !w.isHTML():
			return 5
		}
		return 1 + max(0, slices.Index([]string{"html", "xhtml", "html5"}, w.role))
	}
	slices.SortStableFunc(all, func(a, b words) int { return rank(a) - rank(b) })
	for _, w := range all {
		var read markup.Result
		switch {
		case w.isOther():
			continue
		case w.isHTML() || strings.Contains(w.value, "</"):
			read = markup.HTML(w.value, base)
		default:
			read = markup.Text(w.value)
		}
		if !read.Body.Empty() {
			return read
		}
	}
	return markup.Result{}
}
