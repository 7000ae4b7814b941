package out

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Feeds of whole stories: RSS 2.0 with content:encoded, Media RSS and Dublin Core; Atom (RFC 4287) with tombstones (RFC 6721), which RSS
// has by custom; JSON Feed 1.1. The site's own feeds are another's work (reader/press): they carry what the house gives everybody, and
// the wall is between the two.

const (
	atomSpace  = "http://www.w3.org/2005/Atom"
	mediaSpace = "http://search.yahoo.com/mrss/"
	graveSpace = "http://purl.org/atompub/tombstones/1.0"
)

func (i Item) home() string { return i.House.URL + "/" + string(i.Story.Language) + "/" }

func (i Item) rss() ([]byte, error) {
	m := &markup{}
	m.open("rss", "version", "2.0", "xmlns:atom", atomSpace, "xmlns:at", graveSpace, "xmlns:content", "http://purl.org/rss/1.0/modules/content/",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:media", mediaSpace)
	m.open("channel")
	m.leaf("title", i.provider())
	m.leaf("link", i.home())
	m.leaf("description", i.provider())
	m.leaf("language", string(i.Story.Language))
	m.leaf("copyright", i.copyright())
	m.leaf("lastBuildDate", i.At.UTC().Format(time.RFC1123Z))
	if i.Gone() {
		i.grave(m)
	} else {
		i.rssItem(m)
	}
	m.close()
	m.close()
	return m.document()
}

// grave says that the story is gone.
func (i Item) grave(m *markup) {
	m.open("at:deleted-entry", "ref", i.GUID(), "when", stamp(i.At))
	m.leaf("at:comment", i.note())
	m.close()
}

func (i Item) rssItem(m *markup) {
	s := i.Story
	m.open("item")
	m.leaf("title", i.Headline())
	m.leaf("link", i.Link())
	m.leaf("guid", i.GUID(), "isPermaLink", "false")
	m.leaf("pubDate", s.Published.UTC().Format(time.RFC1123Z))
	m.leaf("atom:updated", stamp(i.At))
	for _, a := range s.Authors() {
		m.leaf("dc:creator", a)
	}
	for _, c := range i.subjects() {
		m.leaf("category", c.name, "domain", i.scheme(c))
	}
	m.leaf("dc:rights", i.rights())
	m.leaf("description", escape(line(s.Standfirst))) // which is HTML in RSS
	m.WriteString("<content:encoded>" + escape(i.body(nil)) + "</content:encoded>\n")
	if p, r, ok := i.leadFile(); ok {
		m.leaf("enclosure", "", "url", i.media(r.Name), "length", strconv.FormatInt(r.Bytes, 10), "type", mediaType(r.Name))
		m.open("media:content", "url", i.media(r.Name), "type", mediaType(r.Name), "medium", "image", "width", strconv.Itoa(r.Width), "height", strconv.Itoa(r.Height))
		m.leaf("media:description", cmp.Or(p.caption, p.Alt))
		m.leaf("media:credit", p.credit)
		m.close()
	}
	m.close()
}

func (i Item) rights() string { return strings.TrimSpace(i.copyright() + ". " + line(i.Rights)) }

// leadFile is the story's first picture and the file of it that goes with a feed.
func (i Item) leadFile() (picture, news.Rendition, bool) {
	for _, p := range i.pictures() {
		if r, ok := near(p.Picture, 1280); ok && p.lead {
			return p, r, true
		}
	}
	return picture{}, news.Rendition{}, false
}

func (i Item) atom() ([]byte, error) {
	m := &markup{}
	m.open("feed", "xmlns", atomSpace, "xmlns:at", graveSpace, "xmlns:media", mediaSpace, "xml:lang", string(i.Story.Language))
	m.leaf("id", i.home())
	m.leaf("title", i.provider())
	m.leaf("updated", stamp(i.At))
	m.open("author")
	m.leaf("name", i.provider())
	m.close()
	m.leaf("link", "", "rel", "alternate", "type", "text/html", "href", i.home())
	m.leaf("rights", i.copyright())
	if i.Gone() {
		i.grave(m)
	} else {
		i.atomEntry(m)
	}
	m.close()
	return m.document()
}

func (i Item) atomEntry(m *markup) {
	s := i.Story
	m.open("entry")
	m.leaf("id", i.GUID())
	m.leaf("title", i.Headline())
	m.leaf("link", "", "rel", "alternate", "type", "text/html", "href", i.Link())
	m.leaf("published", stamp(s.Published))
	m.leaf("updated", stamp(i.At))
	for _, a := range s.Authors() {
		if a = line(a); a != "" {
			m.open("author")
			m.leaf("name", a)
			m.close()
		}
	}
	for _, c := range i.subjects() {
		m.leaf("category", "", "term", c.code, "scheme", pick(c.iptc, "http://cv.iptc.org/newscodes/mediatopic/", i.scheme(c)), "label", c.name)
	}
	m.leaf("rights", i.rights())
	m.leaf("summary", s.Standfirst)
	m.WriteString(`<content type="html">` + escape(i.body(nil)) + "</content>\n")
	if p, r, ok := i.leadFile(); ok {
		m.leaf("link", "", "rel", "enclosure", "type", mediaType(r.Name), "length", strconv.FormatInt(r.Bytes, 10), "href", i.media(r.Name))
		m.open("media:content", "url", i.media(r.Name), "type", mediaType(r.Name), "medium", "image")
		m.leaf("media:description", cmp.Or(p.caption, p.Alt))
		m.leaf("media:credit", p.credit)
		m.close()
	}
	m.close()
}

type jsonFeed struct {
	Version  string       `json:"version"`
	Title    string       `json:"title"`
	Page     string       `json:"home_page_url"`
	Language string       `json:"language"`
	Authors  []jsonAuthor `json:"authors"`
	Items    []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID          string       `json:"id"`
	URL         string       `json:"url"`
	Title       string       `json:"title"`
	HTML        string       `json:"content_html,omitempty"`
	Text        string       `json:"content_text,omitempty"`
	Summary     string       `json:"summary,omitempty"`
	Image       string       `json:"image,omitempty"`
	Published   string       `json:"date_published,omitempty"`
	Modified    string       `json:"date_modified"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Tags        []string     `json:"tags,omitempty"`
	Language    string       `json:"language"`
	Attachments []jsonFile   `json:"attachments,omitempty"`
	// Stet is our own, with what JSON Feed has no place for.
	Stet jsonStet `json:"_stet"`
}

type jsonFile struct {
	URL   string `json:"url"`
	Type  string `json:"mime_type"`
	Title string `json:"title,omitempty"`
	Size  int64  `json:"size_in_bytes,omitempty"`
}

type jsonStet struct {
	About     string `json:"about"`
	Version   int    `json:"version"`
	Status    string `json:"status"`
	Urgency   int    `json:"urgency,omitempty"`
	Embargoed string `json:"embargoed_until,omitempty"`
	Rights    string `json:"rights"`
	Note      string `json:"note_to_editors,omitempty"`
}

func (i Item) jsonFeed() ([]byte, error) {
	s := i.Story
	o := jsonItem{
		ID: i.GUID(), URL: i.Link(), Title: i.Headline(), Summary: line(s.Standfirst), Modified: stamp(i.At), Language: string(s.Language),
		Stet: jsonStet{
			About: "https://jsonfeed.org/version/1.1#extensions-a-name-extensions-a", Version: i.Version, Urgency: i.Urgency, Rights: i.rights(), Note: i.note(),
			Status: cmp.Or(pubStatuses[i.Change], signals[i.Change], "usable"),
		},
	}
	if !i.Embargo.IsZero() {
		o.Stet.Embargoed = stamp(i.Embargo)
	}
	if i.Gone() {
		o.Text = i.note()
	} else {
		o.HTML, o.Published = i.body(nil), stamp(s.Published)
		if o.HTML == "" {
			o.Text = cmp.Or(o.Summary, o.Title)
		}
	}
	for _, a := range s.Authors() {
		if a = line(a); a != "" {
			o.Authors = append(o.Authors, jsonAuthor{a})
		}
	}
	for _, c := range i.subjects() {
		if !slices.Contains(o.Tags, c.name) {
			o.Tags = append(o.Tags, c.name)
		}
	}
	if p, r, ok := i.leadFile(); ok {
		o.Image = i.media(r.Name)
		o.Attachments = []jsonFile{{URL: o.Image, Type: mediaType(r.Name), Title: p.caption, Size: r.Bytes}}
	}
	return asJSON(jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: i.provider(), Page: i.home(), Language: string(s.Language),
		Authors: []jsonAuthor{{i.provider()}}, Items: []jsonItem{o},
	})
}
