package feed

import (
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

// headline returns the words of a text that may have markup in it.
func headline(e *xmltree.Element) string {
	if e.HasElements() {
		return item.Line(markup.HTML(e.HTML(), nil).Body.Plain())
	}
	return item.Cut(markup.Line(e.Words()), item.MaxLine)
}

// first returns the headline of the first of the elements that has one.
func first(elements []*xmltree.Element) string {
	for _, e := range elements {
		if s := headline(e); s != "" {
			return s
		}
	}
	return ""
}

// firstDate returns the first of the elements' words that is a date, else the zero time.
func firstDate(elements []*xmltree.Element) time.Time {
	for _, e := range elements {
		if t := item.Date(e.Words()); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// vocabularies are the namespaces that feeds use, each under one short name. Those of
// RSS and those of Atom are "rss" and "atom"; names of the feed's own format lose it.
var vocabularies = map[string]string{
	"purl.org/rss/1.0":         "rss",
	"purl.org/net/rss1.1#":     "rss",
	"backend.userland.com/rss": "rss", "backend.userland.com/rss2": "rss", "backend.userland.com/rss091": "rss", "backend.userland.com/rss092": "rss",
	"blogs.law.harvard.edu/tech/rss": "rss",
	"my.netscape.com/rdf/simple/0.9": "rss", "channel.netscape.com/rdf/simple/0.9": "rss", "my.netscape.com/publish/formats/rss-0.91.dtd": "rss",
	"www.w3.org/2005/atom": "atom", "purl.org/atom/ns#": "atom", "www.w3.org/2005/atom#": "atom",
	"www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
	"purl.org/dc/elements/1.1":             "dc", "purl.org/dc/elements/1.0": "dc", "purl.org/dc/terms": "dcterms",
	"purl.org/rss/1.0/modules/content": "content",
	"search.yahoo.com/mrss":            "media", "video.search.yahoo.com/mrss": "media",
	"www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
	"purl.org/atompub/tombstones/1.0":     "at",
}
