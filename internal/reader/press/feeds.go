package press

import (
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// feedItems is how many stories a feed carries.
const feedItems = 30

type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	LastBuild   string    `xml:"lastBuildDate,omitempty"`
	Self        atomLink  `xml:"atom:link"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string  `xml:"title"`
	Link        string  `xml:"link"`
	GUID        rssGUID `xml:"guid"`
	Published   string  `xml:"pubDate"`
	Description string  `xml:"description,omitempty"`
	Creator     string  `xml:"dc:creator,omitempty"`
	Category    string  `xml:"category,omitempty"`
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

// storyID names a story for feeds, whatever becomes of its path (RFC 4151).
func storyID(h *news.House, c edition.Card) string {
	host := strings.TrimPrefix(strings.TrimPrefix(h.URL, "https://"), "http://")
	host, _, _ = strings.Cut(host, ":")
	return "tag:" + host + ",2026:story/" + itoa64(c.Number)
}

func feedTitle(h *news.House, l news.Language, section string) string {
	if section == "" {
		return h.Names[l]
	}
	return section + " | " + h.Names[l]
}

// changed is when readers last got something new of the story.
func changed(c edition.Card) time.Time {
	if c.Updated.After(c.Published) {
		return c.Updated
	}
	return c.Published
}

func printRSS(v *archive.View, list archive.List, path, section string) (*draft, error) {
	h := v.House()
	cards, err := v.Newest(list, 0, feedItems)
	if err != nil {
		return nil, err
	}
	zone := h.Location()
	f := rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/", Channel: rssChannel{
		Title: feedTitle(h, list.Language, section), Link: h.URL + strings.TrimSuffix(path, "feed.rss"),
		Description: feedTitle(h, list.Language, section), Language: string(list.Language),
		Self: atomLink{Rel: "self", Type: "application/rss+xml", Href: h.URL + path},
	}}
	var last time.Time
	for _, c := range cards {
		if changed(c).After(last) {
			last = changed(c)
		}
		of, _ := h.Section(c.Section)
		f.Channel.Items = append(f.Channel.Items, rssItem{
			Title: c.Headline, Link: h.URL + c.Path(), GUID: rssGUID{ID: storyID(h, c)}, Published: c.Published.In(zone).Format(time.RFC1123Z),
			Description: c.Standfirst, Creator: c.Author, Category: of.Name(list.Language),
		})
	}
	if !last.IsZero() {
		f.Channel.LastBuild = last.In(zone).Format(time.RFC1123Z)
	}
	return printXML(path, "application/rss+xml; charset=utf-8", f)
}

type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Link      atomLink    `xml:"link"`
	Published string      `xml:"published"`
	Updated   string      `xml:"updated"`
	Author    *atomPerson `xml:"author,omitempty"`
	Summary   string      `xml:"summary,omitempty"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

func printAtom(v *archive.View, list archive.List, path, section string) (*draft, error) {
	h := v.House()
	cards, err := v.Newest(list, 0, feedItems)
	if err != nil {
		return nil, err
	}
	zone := h.Location()
	title := feedTitle(h, list.Language, section)
	f := atom{Lang: string(list.Language), ID: h.URL + path, Title: title, Links: []atomLink{
		{Rel: "self", Type: "application/atom+xml", Href: h.URL + path}, {Rel: "alternate", Type: "text/html", Href: h.URL + strings.TrimSuffix(path, "feed.atom")},
	}}
	var last time.Time
	for _, c := range cards {
		if changed(c).After(last) {
			last = changed(c)
		}
		e := atomEntry{
			ID: storyID(h, c), Title: c.Headline, Link: atomLink{Rel: "alternate", Type: "text/html", Href: h.URL + c.Path()},
			Published: stamp(c.Published.In(zone)), Updated: stamp(changed(c).In(zone)), Summary: c.Standfirst, Author: &atomPerson{c.Author},
		}
		if c.Author == "" {
			e.Author.Name = h.Names[list.Language]
		}
		f.Entries = append(f.Entries, e)
	}
	f.Updated = stamp(last.In(zone))
	return printXML(path, "application/atom+xml; charset=utf-8", f)
}

func printXML(path, kind string, v any) (*draft, error) {
	body, err := xml.Marshal(v)
	if err != nil {
		return nil, err
	}
	return &draft{path: path, status: 200, kind: kind, cache: cachePage, body: append([]byte(xml.Header), body...)}, nil
}

// most is how many addresses a sitemap may hold (sitemaps.org), and a news sitemap.
const (
	mostInSitemap = 50_000
	mostInNews    = 1_000
	newsAge       = 48 * time.Hour
)

type urlset struct {
	XMLName xml.Name  `xml:"urlset"`
	NS      string    `xml:"xmlns,attr"`
	News    string    `xml:"xmlns:news,attr,omitempty"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	Loc     string   `xml:"loc"`
	LastMod string   `xml:"lastmod,omitempty"`
	News    *newsURL `xml:"news:news"`
}

type newsURL struct {
	Publication struct {
		Name     string `xml:"news:name"`
		Language string `xml:"news:language"`
	} `xml:"news:publication"`
	Date  string `xml:"news:publication_date"`
	Title string `xml:"news:title"`
}

type sitemapIndex struct {
	XMLName xml.Name  `xml:"sitemapindex"`
	NS      string    `xml:"xmlns,attr"`
	Maps    []siteURL `xml:"sitemap"`
}

const sitemapNS = "http://www.sitemaps.org/schemas/sitemap/0.9"

// sitemaps returns how many parts the sitemap has, 0 when it is one file.
func sitemaps(v *archive.View) int {
	n := v.Count(archive.List{})
	if n <= mostInSitemap {
		return 0
	}
	return (n + mostInSitemap - 1) / mostInSitemap
}

func sitemapPath(i int) string { return "/sitemap-" + itoa(i+1) + ".xml" }

// sitemapNumber returns which part the path is, from 0.
func sitemapNumber(path string) (int, bool) {
	s, ok := strings.CutPrefix(path, "/sitemap-")
	if !ok {
		return 0, false
	}
	s, ok = strings.CutSuffix(s, ".xml")
	n, err := strconv.Atoi(s)
	return n - 1, ok && err == nil && n > 0 && itoa(n) == s
}

// printSitemap prints the sitemap, its index when it has parts, or a part.
func printSitemap(v *archive.View, path string) (*draft, error) {
	parts := sitemaps(v)
	i, part := sitemapNumber(path)
	switch {
	case !part && parts > 0:
		index := sitemapIndex{NS: sitemapNS}
		for i := range parts {
			index.Maps = append(index.Maps, siteURL{Loc: v.House().URL + sitemapPath(i)})
		}
		return printXML(path, "application/xml; charset=utf-8", index)
	}
	set := urlset{NS: sitemapNS}
	if !part || i == 0 {
		for _, l := range v.House().Languages {
			set.URLs = append(set.URLs, siteURL{Loc: v.House().URL + home(l)})
			for _, s := range v.House().Sections {
				set.URLs = append(set.URLs, siteURL{Loc: v.House().URL + front(l, s.Slug)})
			}
		}
	}
	cards, err := v.Newest(archive.List{}, max(0, i)*mostInSitemap, mostInSitemap)
	if err != nil {
		return nil, err
	}
	zone := v.House().Location()
	for _, c := range cards {
		set.URLs = append(set.URLs, siteURL{Loc: v.House().URL + c.Path(), LastMod: stamp(changed(c).In(zone))})
	}
	return printXML(path, "application/xml; charset=utf-8", set)
}

// printNewsSitemap prints what was published in the two days up to the newest story.
func printNewsSitemap(v *archive.View, path string) (*draft, error) {
	h := v.House()
	set := urlset{NS: sitemapNS, News: "http://www.google.com/schemas/sitemap-news/0.9"}
	cards, err := v.Newest(archive.List{}, 0, mostInNews)
	if err != nil {
		return nil, err
	}
	zone := h.Location()
	for _, c := range cards {
		if c.Published.Before(cards[0].Published.Add(-newsAge)) {
			break
		}
		n := &newsURL{Date: stamp(c.Published.In(zone)), Title: c.Headline}
		n.Publication.Name, n.Publication.Language = h.Names[c.Language], string(c.Language)
		set.URLs = append(set.URLs, siteURL{Loc: h.URL + c.Path(), News: n})
	}
	return printXML(path, "application/xml; charset=utf-8", set)
}
