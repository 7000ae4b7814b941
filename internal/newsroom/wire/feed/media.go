package feed

import (
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"

	"github.com/stet-news/stet/internal/news"
)

const maxMedia = 100

// mediaOf lists the files that an item points to outside its text.
func mediaOf(e *xmltree.Element, base *url.URL) []news.Media {
	var all []news.Media
	for _, x := range e.All("enclosure", "media:content", "media:group", "link", "atom:link", "media:thumbnail", "itunes:image") {
		switch x.Name {
		case "enclosure":
			all = append(all, file(x, "url", base))
		case "media:content":
			all = append(all, described(file(x, "url", base), e, x))
		case "media:group":
			all = append(all, groupOf(x, e, base)...)
		case "link", "atom:link":
			if strings.EqualFold(x.Attr("rel"), "enclosure") {
				all = append(all, file(x, "href", base))
			}
		case "media:thumbnail", "itunes:image":
			if slices.ContainsFunc(all, func(m news.Media) bool { return strings.HasPrefix(m.Type, "image") }) {
				continue // a small copy of a picture that is there
			}
			m := file(x, "url", base)
			if m.URL == "" {
				m = file(x, "href", base)
			}
			m.Type = "image"
			all = append(all, described(m, e, x))
		}
	}
	return all
}

// groupOf lists the forms of one file; if there is none, its small picture.
func groupOf(group, item *xmltree.Element, base *url.URL) []news.Media {
	var all []news.Media
	for _, x := range group.All("media:content") {
		all = append(all, described(file(x, "url", base), item, x, group))
	}
	if len(all) > 0 {
		return all
	}
	for _, x := range group.All("media:thumbnail") {
		m := described(file(x, "url", base), item, x, group)
		m.Type = "image"
		all = append(all, m)
	}
	return all
}

// file returns the file that an attribute names.
func file(e *xmltree.Element, attr string, base *url.URL) news.Media {
	kind := e.Attr("type")
	if kind == "" {
		kind = e.Attr("medium")
	}
	return news.Media{URL: item.Address(e.BaseOf(base), e.Attr(attr)), Type: item.Cut(item.Line(kind), 100)}
}

// described adds the caption, which stands in one of the elements around the file, and
// the credit, which may also stand in the item for all its files.
func described(m news.Media, item *xmltree.Element, around ...*xmltree.Element) news.Media {
	for _, e := range around {
		for _, name := range []string{"media:description", "media:title"} {
			if m.Caption == "" {
				m.Caption = first(e.All(name))
			}
		}
	}
	for _, e := range append(around, item) {
		if m.Credit == "" {
			m.Credit = first(e.All("media:credit"))
		}
	}
	return m
}

// joinMedia returns lists of files as one, each file once, with what any list says of it.
func joinMedia(lists ...[]news.Media) []news.Media {
	var all []news.Media
	for _, m := range slices.Concat(lists...) {
		i := slices.IndexFunc(all, func(o news.Media) bool { return o.URL == m.URL })
		switch {
		case m.URL == "":
		case i < 0 && len(all) < maxMedia:
			all = append(all, m)
		case i >= 0:
			for _, f := range []struct{ to, from *string }{{&all[i].Type, &m.Type}, {&all[i].Caption, &m.Caption}, {&all[i].Credit, &m.Credit}} {
				if *f.to == "" {
					*f.to = *f.from
				}
			}
		}
	}
	return all
}
