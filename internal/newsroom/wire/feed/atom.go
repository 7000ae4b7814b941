package feed

import (
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// atom is Atom 1.0, and 0.3, which differs in how it says what is markup.
var atom = format{names: xmltree.Vocabulary{Own: "atom", Short: vocabularies}, item: "entry", kind: "application/atom+xml", read: readAtom, describe: describeAtom}

func describeAtom(e *xmltree.Element, o *origin) {
	switch e.Name {
	case "title":
		o.feed.Title = lineOf(e)
	case "link":
		if o.site == "" && (e.Attr("rel") == "" || e.Attr("rel") == "alternate") {
			o.site = item.Address(e.BaseOf(o.base), e.Attr("href"))
		}
	case "author":
		o.author = item.People([]string{o.author, authorOf(e, "")})
	}
}

func readAtom(e *xmltree.Element, o origin, brief bool) item.Item {
	base := e.BaseOf(o.base)
	i := item.Item{Dispatch: news.Dispatch{
		GUID:    e.Text("id"),
		Link:    atomLink(e.All("link"), base),
		Issued:  firstDate(e.All("published", "issued", "created", "dc:date")),
		Updated: firstDate(e.All("updated", "modified")),
	}}
	for _, t := range e.All("title", "media:title") {
		if i.Headline = lineOf(t); i.Headline != "" {
			break
		}
	}
	if i.Link == "" {
		i.Link = item.Address(nil, i.GUID)
	}
	if brief {
		return i
	}

	var authors []string
	for _, from := range append([]*xmltree.Element{e}, e.All("source")...) {
		for _, a := range from.All("author", "dc:creator") {
			authors = append(authors, authorOf(a, ""))
		}
		if len(authors) > 0 {
			break
		}
	}
	if i.Author = item.People(authors); i.Author == "" {
		i.Author = o.author
	}
	var subjects []string
	for _, c := range e.All("category", "dc:subject") {
		switch {
		case c.Attr("label") != "":
			subjects = append(subjects, c.Attr("label"))
		case c.Attr("term") != "":
			subjects = append(subjects, c.Attr("term"))
		default:
			subjects = append(subjects, c.Words())
		}
	}
	i.Topics = item.Topics(subjects)
	i.Language = item.Language(e.Attr("xml:lang"))

	short := atomBody(e.All("summary", "media:description"), base)
	long := atomBody(e.All("content"), base)
	i.Summary = item.Summary(short.Body)
	if long.Body.Empty() && len(long.Media) == 0 {
		long, short = short, markup.Result{}
	}
	i.Body, i.Cut = long.Body, long.Cut
	i.Media = joinMedia(mediaOf(e, base), long.Media, short.Media)
	return i
}

// atomLink returns the link to the item's page: the first alternate one, best as HTML.
func atomLink(links []*xmltree.Element, base *url.URL) string {
	found := ""
	for _, l := range links {
		rel, kind := strings.ToLower(l.Attr("rel")), strings.ToLower(l.Attr("type"))
		href := item.Address(l.BaseOf(base), l.Attr("href"))
		if href == "" && !l.HasElements() {
			href = item.Address(l.BaseOf(base), l.Words()) // nobody should, and some do
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
func authorOf(e *xmltree.Element, prefix string) string {
	for _, n := range []string{"name", "email", "uri"} {
		if s := e.Text(prefix+n, n); s != "" {
			return s
		}
	}
	if e.HasElements() {
		return ""
	}
	return e.Words()
}

// construct returns what is in a text of Atom, and whether it is HTML.
func construct(e *xmltree.Element) (string, bool) {
	kind, mode := strings.ToLower(e.Attr("type")), strings.ToLower(e.Attr("mode"))
	if e.HasElements() {
		return e.HTML(), true
	}
	s := e.Words()
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

func atomBody(elements []*xmltree.Element, base *url.URL) markup.Result {
	for _, e := range elements {
		if src := item.Address(e.BaseOf(base), e.Attr("src")); src != "" {
			return markup.Result{Media: []news.Media{{URL: src, Type: item.Line(e.Attr("type"))}}} // the text is elsewhere
		}
	}
	for _, e := range elements {
		s, isHTML := construct(e)
		r := markup.Text(s)
		if isHTML {
			r = markup.HTML(s, e.BaseOf(base))
		}
		if !r.Body.Empty() || len(r.Media) > 0 {
			return r
		}
	}
	return markup.Result{}
}

// lineOf returns a text of Atom as one line.
func lineOf(e *xmltree.Element) string {
	s, isHTML := construct(e)
	if isHTML {
		return item.Line(markup.HTML(s, nil).Body.Plain())
	}
	return item.Line(s)
}
