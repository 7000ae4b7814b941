package feed

import (
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// rss is RSS in all its versions: 0.9x and 2.0 of one family, 0.90 and 1.0 of RDF. What
// the versions differ in does not matter to an item.
var rss = format{own: "rss", item: "item", kind: "application/rss+xml", read: readRSS, describe: describeRSS}

func describeRSS(e *element, o *origin) {
	switch e.name {
	case "title":
		o.feed.Title = headline(e)
	case "link":
		o.site = address(e.baseOf(o.base), e.words())
	case "language", "dc:language":
		o.feed.Language = language(e.words())
	}
}

// rssBase returns the base of the addresses in e, and whether the feed states it. RSS
// leaves it open otherwise; then the site's own address is what most mean.
func rssBase(e *element, o origin) (*url.URL, bool) {
	if o.stated || e.attr("xml:base") != "" {
		return e.baseOf(o.base), true
	}
	return parsed(o.site, o.base), false
}

func readRSS(e *element, o origin, brief bool) Item {
	base, _ := rssBase(e, o)
	item := Item{
		GUID:      e.text("guid", "atom:id", "dc:identifier"),
		Title:     first(e.all("title", "media:title", "dc:title", "itunes:title")),
		Published: firstDate(e.all("pubdate", "dc:date", "atom:published", "dcterms:issued", "dcterms:created")),
		Updated:   firstDate(e.all("atom:updated", "dcterms:modified", "atom:modified")),
	}
	if about := e.attr("rdf:about"); item.GUID == "" {
		item.GUID = about
	}
	item.Link = rssLink(e, base)
	if brief {
		return item
	}

	var authors []string
	for _, name := range []string{"dc:creator", "author", "atom:author", "itunes:author", "dc:author"} {
		for _, a := range e.all(name) {
			if name == "atom:author" {
				authors = append(authors, authorOf(a, "atom:"))
			} else {
				authors = append(authors, headline(a))
			}
		}
		if len(authors) > 0 {
			break
		}
	}
	item.Author = people(authors)
	var subjects []string
	for _, c := range e.all("category", "dc:subject", "atom:category") {
		if s := c.words(); s != "" {
			subjects = append(subjects, s)
		} else {
			subjects = append(subjects, c.attr("term"))
		}
	}
	item.Categories = topics(subjects)
	item.Language = language(e.text("dc:language"))
	if lang := e.attr("xml:lang"); item.Language == "" {
		item.Language = language(lang)
	}
	readRSSBody(e, o, &item)
	return item
}

// rssLink returns the link to the item's page: its link; else Atom's; else its GUID, if
// that does not say that it is none; else what RDF says it is about.
func rssLink(e *element, base *url.URL) string {
	for _, l := range e.all("link") {
		for _, href := range []string{l.words(), l.attr("href")} {
			if a := address(l.baseOf(base), href); a != "" {
				return a
			}
		}
	}
	if a := atomLink(e.all("atom:link"), base); a != "" {
		return a
	}
	if guids := e.all("guid"); len(guids) > 0 && !strings.EqualFold(guids[0].attr("ispermalink"), "false") {
		if a := address(nil, guids[0].words()); a != "" {
			return a
		}
	}
	return address(nil, e.attr("rdf:about"))
}

func readRSSBody(e *element, o origin, item *Item) {
	base, stated := rssBase(e, o)
	if !stated {
		base = parsed(item.Link, base)
	}
	short := firstBody(e.all("description", "dc:description", "atom:summary", "itunes:summary", "media:description"), base)
	long := firstBody(e.all("content:encoded", "encoded", "xhtml:body", "atom:content"), base)
	item.Summary = summary(short.Body)
	if long.Body.Empty() && len(long.Media) == 0 {
		long, short = short, markup.Result{}
	}
	item.Body, item.Cut = long.Body, long.Cut
	item.Media = joinMedia(mediaOf(e, base), long.Media, short.Media)
}

// firstBody returns the body of the first of the elements that has one.
func firstBody(elements []*element, base *url.URL) markup.Result {
	for _, e := range elements {
		s, isHTML := e.html(), true
		if strings.HasPrefix(e.name, "atom:") {
			s, isHTML = construct(e)
		}
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
