package feed

import (
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"

	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// rss is RSS in all its versions: 0.9x and 2.0 of one family, 0.90 and 1.0 of RDF. What
// the versions differ in does not matter to an item.
var rss = format{names: xmltree.Vocabulary{Own: "rss", Short: vocabularies}, item: "item", kind: "application/rss+xml", read: readRSS, describe: describeRSS}

func describeRSS(e *xmltree.Element, o *origin) {
	switch e.Name {
	case "title":
		o.feed.Title = headline(e)
	case "link":
		o.site = item.Address(e.BaseOf(o.base), e.Words())
	case "language", "dc:language":
		o.feed.Language = item.Language(e.Words())
	}
}

// rssBase returns the base of the addresses in e, and whether the feed states it. RSS
// leaves it open otherwise; then the site's own address is what most mean.
func rssBase(e *xmltree.Element, o origin) (*url.URL, bool) {
	if o.stated || e.Attr("xml:base") != "" {
		return e.BaseOf(o.base), true
	}
	return item.Base(o.site, o.base), false
}

func readRSS(e *xmltree.Element, o origin, brief bool) item.Item {
	base, _ := rssBase(e, o)
	i := item.Item{Dispatch: news.Dispatch{
		GUID:     e.Text("guid", "atom:id", "dc:identifier"),
		Headline: first(e.All("title", "media:title", "dc:title", "itunes:title")),
		Issued:   firstDate(e.All("pubdate", "dc:date", "atom:published", "dcterms:issued", "dcterms:created")),
		Updated:  firstDate(e.All("atom:updated", "dcterms:modified", "atom:modified")),
	}}
	if about := e.Attr("rdf:about"); i.GUID == "" {
		i.GUID = about
	}
	i.Link = rssLink(e, base)
	if brief {
		return i
	}

	var authors []string
	for _, name := range []string{"dc:creator", "author", "atom:author", "itunes:author", "dc:author"} {
		for _, a := range e.All(name) {
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
	i.Author = item.People(authors)
	var subjects []string
	for _, c := range e.All("category", "dc:subject", "atom:category") {
		if s := c.Words(); s != "" {
			subjects = append(subjects, s)
		} else {
			subjects = append(subjects, c.Attr("term"))
		}
	}
	i.Topics = item.Topics(subjects)
	i.Language = item.Language(e.Text("dc:language"))
	if lang := e.Attr("xml:lang"); i.Language == "" {
		i.Language = item.Language(lang)
	}
	readRSSBody(e, o, &i)
	return i
}

// rssLink returns the link to the item's page: its link; else Atom's; else its GUID, if
// that does not say that it is none; else what RDF says it is about.
func rssLink(e *xmltree.Element, base *url.URL) string {
	for _, l := range e.All("link") {
		for _, href := range []string{l.Words(), l.Attr("href")} {
			if a := item.Address(l.BaseOf(base), href); a != "" {
				return a
			}
		}
	}
	if a := atomLink(e.All("atom:link"), base); a != "" {
		return a
	}
	if guids := e.All("guid"); len(guids) > 0 && !strings.EqualFold(guids[0].Attr("ispermalink"), "false") {
		if a := item.Address(nil, guids[0].Words()); a != "" {
			return a
		}
	}
	return item.Address(nil, e.Attr("rdf:about"))
}

func readRSSBody(e *xmltree.Element, o origin, i *item.Item) {
	base, stated := rssBase(e, o)
	if !stated {
		base = item.Base(i.Link, base)
	}
	short := firstBody(e.All("description", "dc:description", "atom:summary", "itunes:summary", "media:description"), base)
	long := firstBody(e.All("content:encoded", "encoded", "xhtml:body", "atom:content"), base)
	i.Summary = item.Summary(short.Body)
	if long.Body.Empty() && len(long.Media) == 0 {
		long, short = short, markup.Result{}
	}
	i.Body, i.Cut = long.Body, long.Cut
	i.Media = joinMedia(mediaOf(e, base), long.Media, short.Media)
}

// firstBody returns the body of the first of the elements that has one.
func firstBody(elements []*xmltree.Element, base *url.URL) markup.Result {
	for _, e := range elements {
		s, isHTML := e.HTML(), true
		if strings.HasPrefix(e.Name, "atom:") {
			s, isHTML = construct(e)
		}
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
