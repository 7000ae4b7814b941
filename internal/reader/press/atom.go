package press

import "encoding/xml"

// Atom (RFC 4287), with tombstones for what was taken away (RFC 6721).

type atomFeed struct {
	XMLName xml.Name      `xml:"http://www.w3.org/2005/Atom feed"`
	At      string        `xml:"xmlns:at,attr,omitempty"`
	Media   string        `xml:"xmlns:media,attr"`
	Lang    string        `xml:"xml:lang,attr"`
	ID      string        `xml:"id"`
	Title   string        `xml:"title"`
	Updated string        `xml:"updated"`
	Author  atomPerson    `xml:"author"`
	Links   []feedLink    `xml:"link"`
	Entries []atomEntry   `xml:"entry"`
	Gone    []atomDeleted `xml:"at:deleted-entry"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Links      []feedLink     `xml:"link"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Authors    []atomPerson   `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
	Content    *atomContent   `xml:"content"`
	Media      *rssMedia      `xml:"media:content"`
}

type atomDeleted struct {
	Ref     string `xml:"ref,attr"`
	When    string `xml:"when,attr"`
	Comment string `xml:"at:comment"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr"`
	Label  string `xml:"label,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",chardata"`
}

func (f feed) atom() ([]byte, error) {
	out := atomFeed{
		Media: "http://search.yahoo.com/mrss/", Lang: string(f.list.Language), ID: f.address, Title: f.title, Updated: stamp(f.changed), Author: atomPerson{f.site},
		Links: []feedLink{{Rel: "self", Type: atomType, Href: f.address}, {Rel: "alternate", Type: "text/html", Href: f.page}},
	}
	for _, hub := range f.hubs {
		out.Links = append(out.Links, feedLink{Rel: "hub", Href: hub})
	}
	for _, e := range f.entries {
		if e.gone {
			out.At = "http://purl.org/atompub/tombstones/1.0"
			out.Gone = append(out.Gone, atomDeleted{Ref: e.id, When: stamp(e.changed), Comment: e.summary})
			continue
		}
		out.Entries = append(out.Entries, f.atomEntry(e))
	}
	return asXML(out)
}

func (f feed) atomEntry(e feedEntry) atomEntry {
	entry := atomEntry{
		ID: e.id, Title: e.title, Links: []feedLink{{Rel: "alternate", Type: "text/html", Href: e.link}},
		Published: stamp(e.published), Updated: stamp(e.changed), Summary: e.summary,
		Categories: []atomCategory{{Term: e.Section, Scheme: f.shell.address(home(f.list.Language)), Label: f.sectionName(e.Section)}},
	}
	for _, name := range e.Story.Authors() {
		entry.Authors = append(entry.Authors, atomPerson{name})
	}
	for _, t := range e.Topics {
		entry.Categories = appendNew(entry.Categories, atomCategory{Term: t.Slug, Scheme: f.shell.address(topic(f.list.Language, "")), Label: t.Name})
	}
	if e.html != "" {
		entry.Content = &atomContent{Type: "html", HTML: e.html}
	}
	if r := e.picture(); r != nil {
		url := f.shell.address(mediaPath(r.Name))
		entry.Links = append(entry.Links, feedLink{Rel: "enclosure", Type: mediaType(r.Name), Length: r.Bytes, Href: url})
		entry.Media = &rssMedia{
			URL: url, FileSize: r.Bytes, Type: mediaType(r.Name), Medium: "image", Width: r.Width, Height: r.Height,
			Description: e.Lead.Alt, Credit: e.LeadCredit,
		}
	}
	return entry
}
