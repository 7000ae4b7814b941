package feed

import (
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// atom is Atom 1.0, and 0.3, which differs in how it says what is markup.
var atom = format{own: "atom", item: "entry", kind: "application/atom+xml", read: readAtom, describe: describeAtom}

func describeAtom(e *element, o *origin) {
	switch e.name {
	case "title":
		o.feed.Title = lineOf(e)
	case "link":
		if o.site == "" && (e.attr("rel") == "" || e.attr("rel") == "alternate") {
			o.site = address(e.baseOf(o.base), e.attr("href"))
		}
	case "author":
		o.author = people([]string{o.author, authorOf(e, "")})
	}
}

func readAtom(e *element, o origin, brief bool) Item {
	base := e.baseOf(o.base)
	item := Item{
		GUID:      e.text("id"),
		Link:      atomLink(e.all("link"), base),
		Published: firstDate(e.all("published", "issued", "created", "dc:date")),
		Updated:   firstDate(e.all("updated", "modified")),
	}
	for _, t := range e.all("title", "media:title") {
		if item.Title = lineOf(t); item.Title != "" {
			break
		}
	}
	if item.Link == "" {
		item.Link = address(nil, item.GUID)
	}
	if brief {
		return item
	}

	var authors []string
	for _, from := range append([]*element{e}, e.all("source")...) {
		for _, a := range from.all("author", "dc:creator") {
			authors = append(authors, authorOf(a, ""))
		}
		if len(authors) > 0 {
			break
		}
	}
	if item.Author = people(authors); item.Author == "" {
		item.Author = o.author
	}
	var subjects []string
	for _, c := range e.all("category", "dc:subject") {
		switch {
		case c.attr("label") != "":
			subjects = append(subjects, c.attr("label"))
		case c.attr("term") != "":
			subjects = append(subjects, c.attr("term"))
		default:
			subjects = append(subjects, c.words())
		}
	}
	item.Categories = topics(subjects)
	item.Language = language(e.attr("xml:lang"))

	short := atomBody(e.all("summary", "media:description"), base)
	long := atomBody(e.all("content"), base)
	item.Summary = summary(short.Body)
	if long.Body.Empty() && len(long.Media) == 0 {
		long, short = short, markup.Result{}
	}
	item.Body, item.Cut = long.Body, long.Cut
	item.Media = joinMedia(mediaOf(e, base), long.Media, short.Media)
	return item
}

// atomLink returns the link to the item's page: the first alternate one, best as HTML.
func atomLink(links []*element, base *url.URL) string {
	found := ""
	for _, l := range links {
		rel, kind := strings.ToLower(l.attr("rel")), strings.ToLower(l.attr("type"))
		href := address(l.baseOf(base), l.attr("href"))
		if href == "" && !l.hasElements() {
			href = address(l.baseOf(base), l.words()) // nobody should, and some do
		}
		if href == "" || rel != "" && rel != "alternate" && !strings.HasSuffix(rel, "/alternate") {
			continue
		}
		if found == "" || strings.HasPrefix(kind, "text/html") {
			found = href
		}
		if kind == "" || strings.HasPrefix(kind, "text/html") {
			return found
		}
	}
	return found
}

// authorOf returns an author's name; their address only if they have no name.
func authorOf(e *element, prefix string) string {
	for _, n := range []string{"name", "email", "uri"} {
		if s := e.text(prefix+n, n); s != "" {
			return s
		}
	}
	if e.hasElements() {
		return ""
	}
	return e.words()
}

// construct returns what is in a text of Atom, and whether it is HTML.
func construct(e *element) (string, bool) {
	kind, mode := strings.ToLower(e.attr("type")), strings.ToLower(e.attr("mode"))
	if e.hasElements() {
		return e.html(), true
	}
	s := e.words()
	if mode == "base64" || binary(kind) {
		data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
		if err != nil || !utf8.Valid(data) {
			return "", false // a picture or a sound in the feed: the raw bytes have it
		}
		return string(data), kind != "text/plain"
	}
	switch {
	case kind == "html", kind == "xhtml", kind == "text/html", kind == "application/xhtml+xml":
		return s, true
	case mode == "escaped":
		return s, kind != "text/plain"
	}
	return s, false
}

// binary reports a media type whose bytes are in base64.
func binary(kind string) bool {
	family, _, _ := strings.Cut(kind, "/")
	return family == "image" || family == "audio" || family == "video" || kind == "application/octet-stream" || kind == "application/pdf" || kind == "application/zip"
}

func atomBody(elements []*element, base *url.URL) markup.Result {
	for _, e := range elements {
		if src := address(e.baseOf(base), e.attr("src")); src != "" {
			return markup.Result{Media: []news.Media{{URL: src, Type: line1(e.attr("type"))}}} // the text is elsewhere
		}
	}
	for _, e := range elements {
		s, isHTML := construct(e)
		r := markup.Text(s)
		if isHTML {
			r = markup.HTML(s, e.baseOf(base))
		}
		if !r.Body.Empty() || len(r.Media) > 0 {
			return r
		}
	}
	return markup.Result{}
}

// lineOf returns a text of Atom as one line.
func lineOf(e *element) string {
	s, isHTML := construct(e)
	if isHTML {
		return line1(markup.HTML(s, nil).Body.Plain())
	}
	return line1(s)
}
