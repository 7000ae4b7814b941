package press

import (
	"encoding/xml"
	"strings"
	"time"
)

// RSS 2.0, with the modules that readers of feeds know.

type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Content string     `xml:"xmlns:content,attr,omitempty"`
	DC      string     `xml:"xmlns:dc,attr"`
	Media   string     `xml:"xmlns:media,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	Description string     `xml:"description"`
	Language    string     `xml:"language"`
	LastBuild   string     `xml:"lastBuildDate,omitempty"`
	Docs        string     `xml:"docs"`
	Links       []feedLink `xml:"atom:link"`
	Items       []rssItem  `xml:"item"`
}

type rssItem struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	GUID        rssGUID    `xml:"guid"`
	Published   string     `xml:"pubDate"`
	Updated     string     `xml:"atom:updated,omitempty"`
	Creator     string     `xml:"dc:creator,omitempty"`
	Categories  []string   `xml:"category"`
	Description string     `xml:"description,omitempty"`
	Content     string     `xml:"content:encoded,omitempty"`
	Enclosure   *enclosure `xml:"enclosure"`
	Media       *rssMedia  `xml:"media:content"`
}

// rssGUID is a name and not an address, since a story's path may change.
type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

type enclosure struct {
	URL    string `xml:"url,attr"`
	Length int64  `xml:"length,attr"`
	Type   string `xml:"type,attr"`
}

type rssMedia struct {
	URL         string `xml:"url,attr"`
	FileSize    int64  `xml:"fileSize,attr,omitempty"`
	Type        string `xml:"type,attr"`
	Medium      string `xml:"medium,attr"`
	Width       int    `xml:"width,attr"`
	Height      int    `xml:"height,attr"`
	Description string `xml:"media:description,omitempty"`
	Credit      string `xml:"media:credit,omitempty"`
}

type feedLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Length int64  `xml:"length,attr,omitempty"`
	Href   string `xml:"href,attr"`
}

func (f feed) rss() ([]byte, error) {
	out := rssFeed{
		Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/", Media: "http://search.yahoo.com/mrss/",
		Channel: rssChannel{
			Title: f.title, Link: f.page, Description: f.title, Language: string(f.list.Language), Docs: "https://www.rssboard.org/rss-specification",
			Links: []feedLink{{Rel: "self", Type: rssType, Href: f.address}},
		},
	}
	for _, hub := range f.hubs {
		out.Channel.Links = append(out.Channel.Links, feedLink{Rel: "hub", Href: hub})
	}
	if f.house.Machines.WholeStories {
		out.Content = "http://purl.org/rss/1.0/modules/content/"
	}
	if len(f.entries) > 0 {
		out.Channel.LastBuild = f.changed.Format(time.RFC1123Z)
	}
	for _, e := range f.entries {
		out.Channel.Items = append(out.Channel.Items, f.rssItem(e))
	}
	return asXML(out)
}

func (f feed) rssItem(e feedEntry) rssItem {
	item := rssItem{
		Title: e.title, Link: e.link, GUID: rssGUID{ID: e.id}, Published: e.published.Format(time.RFC1123Z),
		Creator: strings.Join(e.Story.Authors(), ", "), Categories: []string{f.sectionName(e.Section)},
		Description: markup.Replace(e.summary), Content: e.html,
	}
	for _, t := range e.Topics {
		item.Categories = appendNew(item.Categories, t.Name)
	}
	if e.changed.After(e.published) {
		item.Updated = stamp(e.changed)
	}
	if r := e.picture(); r != nil {
		url := f.shell.address(mediaPath(r.Name))
		item.Enclosure = &enclosure{URL: url, Length: r.Bytes, Type: mediaType(r.Name)}
		item.Media = &rssMedia{
			URL: url, FileSize: r.Bytes, Type: mediaType(r.Name), Medium: "image", Width: r.Width, Height: r.Height,
			Description: e.Lead.Alt, Credit: e.LeadCredit,
		}
	}
	return item
}

func asXML(v any) ([]byte, error) {
	body, err := xml.Marshal(v)
	return append([]byte(xml.Header), body...), err
}
