package press

import (
	"encoding/xml"
	"net/http"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// feedItems is how many stories a feed carries.
const feedItems = 30

// feed is what RSS and Atom say alike.
type feed struct {
	house *news.House
	zone  *time.Location
	list  archive.List
	path  string
	title string
	page  string // path of the page the feed is of
	cards []edition.Card
	// changed is when the newest of the stories changed; the epoch when there is none.
	changed time.Time
}

func feedOf(v *archive.View, list archive.List, path string) (feed, error) {
	h := v.House()
	f := feed{house: h, zone: h.Location(), list: list, path: path, title: h.Names[list.Language], page: home(list.Language)}
	if section, ok := h.Section(list.Section); ok {
		f.title, f.page = section.Name(list.Language)+" | "+f.title, front(list.Language, section.Slug)
	}
	var err error
	f.cards, err = v.Newest(list, 0, feedItems)
	f.changed = time.Unix(0, 0)
	for _, c := range f.cards {
		if changed(c).After(f.changed) {
			f.changed = changed(c)
		}
	}
	f.changed = f.changed.In(f.zone)
	return f, err
}

// changed is when readers last got something new of the story.
func changed(c edition.Card) time.Time {
	if c.Updated.After(c.Published) {
		return c.Updated
	}
	return c.Published
}

// id names a story for feeds for ever, whatever becomes of its path (RFC 4151).
func (f feed) id(c edition.Card) string {
	_, host, _ := strings.Cut(f.house.URL, "://")
	host, _, _ = strings.Cut(host, ":")
	return "tag:" + host + "," + strings.ReplaceAll(c.Date, "/", "-") + ":story/" + decimal(c.Number)
}

func (f feed) sectionName(c edition.Card) string {
	if s, ok := f.house.Section(c.Section); ok {
		return s.Name(c.Language)
	}
	return c.Section
}

// picture returns the file of the story's picture that suits a list, nil if there is none.
func picture(c edition.Card) *news.Rendition {
	if c.Lead == nil {
		return nil
	}
	var best *news.Rendition
	for i, r := range c.Lead.Renditions {
		if i == 0 || r.Width <= 640 {
			best = &c.Lead.Renditions[i]
		}
	}
	return best
}

func mediaType(name string) string {
	if strings.HasSuffix(name, ".webp") {
		return "image/webp"
	}
	return "image/jpeg"
}

type rssFeed struct {
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
	Self        feedLink  `xml:"atom:link"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	GUID        rssGUID    `xml:"guid"`
	Published   string     `xml:"pubDate"`
	Updated     string     `xml:"atom:updated,omitempty"`
	Creator     string     `xml:"dc:creator,omitempty"`
	Category    string     `xml:"category"`
	Description string     `xml:"description,omitempty"`
	Picture     *enclosure `xml:"enclosure"`
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

type enclosure struct {
	URL    string `xml:"url,attr"`
	Length int64  `xml:"length,attr"`
	Type   string `xml:"type,attr"`
}

type feedLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Length int64  `xml:"length,attr,omitempty"`
	Href   string `xml:"href,attr"`
}

func printRSS(v *archive.View, list archive.List, path string) (*draft, error) {
	f, err := feedOf(v, list, path)
	if err != nil {
		return nil, err
	}
	out := rssFeed{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/", Channel: rssChannel{
		Title: f.title, Link: f.house.URL + f.page, Description: f.title, Language: string(list.Language),
		Self: feedLink{Rel: "self", Type: "application/rss+xml", Href: f.house.URL + path},
	}}
	if len(f.cards) > 0 {
		out.Channel.LastBuild = f.changed.Format(time.RFC1123Z)
	}
	for _, c := range f.cards {
		item := rssItem{
			Title: c.Headline, Link: f.house.URL + c.Path(), GUID: rssGUID{ID: f.id(c)}, Published: c.Published.In(f.zone).Format(time.RFC1123Z),
			Creator: c.Author, Category: f.sectionName(c), Description: c.Standfirst,
		}
		if !c.Updated.IsZero() {
			item.Updated = stamp(c.Updated.In(f.zone))
		}
		if r := picture(c); r != nil {
			item.Picture = &enclosure{URL: f.house.URL + mediaPath(r.Name), Length: r.Bytes, Type: mediaType(r.Name)}
		}
		out.Channel.Items = append(out.Channel.Items, item)
	}
	return printXML(path, "application/rss+xml; charset=utf-8", out)
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomPerson  `xml:"author"`
	Links   []feedLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Links     []feedLink   `xml:"link"`
	Published string       `xml:"published"`
	Updated   string       `xml:"updated"`
	Author    *atomPerson  `xml:"author,omitempty"`
	Category  atomCategory `xml:"category"`
	Summary   string       `xml:"summary,omitempty"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

func printAtom(v *archive.View, list archive.List, path string) (*draft, error) {
	f, err := feedOf(v, list, path)
	if err != nil {
		return nil, err
	}
	out := atomFeed{
		Lang: string(list.Language), ID: f.house.URL + path, Title: f.title, Updated: stamp(f.changed), Author: atomPerson{f.house.Names[list.Language]},
		Links: []feedLink{
			{Rel: "self", Type: "application/atom+xml", Href: f.house.URL + path},
			{Rel: "alternate", Type: "text/html", Href: f.house.URL + f.page},
		},
	}
	for _, c := range f.cards {
		e := atomEntry{
			ID: f.id(c), Title: c.Headline, Links: []feedLink{{Rel: "alternate", Type: "text/html", Href: f.house.URL + c.Path()}},
			Published: stamp(c.Published.In(f.zone)), Updated: stamp(changed(c).In(f.zone)),
			Category: atomCategory{Term: c.Section, Label: f.sectionName(c)}, Summary: c.Standfirst,
		}
		if c.Author != "" {
			e.Author = &atomPerson{c.Author}
		}
		if r := picture(c); r != nil {
			e.Links = append(e.Links, feedLink{Rel: "enclosure", Type: mediaType(r.Name), Length: r.Bytes, Href: f.house.URL + mediaPath(r.Name)})
		}
		out.Entries = append(out.Entries, e)
	}
	return printXML(path, "application/atom+xml; charset=utf-8", out)
}

func printXML(path, kind string, v any) (*draft, error) {
	body, err := xml.Marshal(v)
	if err != nil {
		return nil, err
	}
	return &draft{path: path, status: http.StatusOK, kind: kind, cache: cacheFeed, body: append([]byte(xml.Header), body...)}, nil
}
