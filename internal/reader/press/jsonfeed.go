package press

import (
	"bytes"
	"encoding/json"
)

// JSON Feed 1.1 (jsonfeed.org).

type jsonFeed struct {
	Version  string       `json:"version"`
	Title    string       `json:"title"`
	Page     string       `json:"home_page_url"`
	Feed     string       `json:"feed_url"`
	Language string       `json:"language"`
	Favicon  string       `json:"favicon"`
	Authors  []jsonAuthor `json:"authors"`
	Hubs     []jsonHub    `json:"hubs,omitempty"`
	Items    []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonHub struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type jsonItem struct {
	ID          string           `json:"id"`
	URL         string           `json:"url"`
	Title       string           `json:"title"`
	HTML        string           `json:"content_html,omitempty"`
	Text        string           `json:"content_text,omitempty"`
	Summary     string           `json:"summary,omitempty"`
	Image       string           `json:"image,omitempty"`
	Published   string           `json:"date_published"`
	Modified    string           `json:"date_modified"`
	Authors     []jsonAuthor     `json:"authors,omitempty"`
	Tags        []string         `json:"tags,omitempty"`
	Language    string           `json:"language"`
	Attachments []jsonAttachment `json:"attachments,omitempty"`
	// Withdrawn is our own: the story of this id is to be taken away.
	Withdrawn *jsonWithdrawn `json:"_withdrawn,omitempty"`
}

type jsonAttachment struct {
	URL  string `json:"url"`
	Type string `json:"mime_type"`
	Size int64  `json:"size_in_bytes,omitempty"`
}

type jsonWithdrawn struct {
	About string `json:"about"`
	At    string `json:"at"`
}

func (f feed) json() ([]byte, error) {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, Page: f.page, Feed: f.address, Language: string(f.list.Language),
		Favicon: f.shell.address(iconPath), Authors: []jsonAuthor{{Name: f.site, URL: f.shell.address(home(f.list.Language))}}, Items: []jsonItem{},
	}
	for _, hub := range f.hubs {
		out.Hubs = append(out.Hubs, jsonHub{Type: "WebSub", URL: hub})
	}
	for _, e := range f.entries {
		out.Items = append(out.Items, f.jsonItem(e))
	}
	var b bytes.Buffer
	j := json.NewEncoder(&b)
	j.SetEscapeHTML(false) // this is not for a page
	err := j.Encode(out)
	return b.Bytes(), err
}

func (f feed) jsonItem(e feedEntry) jsonItem {
	item := jsonItem{
		ID: e.id, URL: e.link, Title: e.title, HTML: e.html, Summary: e.summary, Published: stamp(e.published), Modified: stamp(e.changed),
		Language: string(f.list.Language), Tags: []string{f.sectionName(e.Section)},
	}
	switch {
	case e.gone:
		item.Summary, item.Text = "", e.summary
		item.Withdrawn = &jsonWithdrawn{About: "https://jsonfeed.org/version/1.1#extensions-a-name-extensions-a", At: stamp(e.changed)}
	case e.html == "" && e.summary != "":
		item.Summary, item.Text = "", e.summary
	case e.html == "":
		item.Text = e.title
	}
	for _, name := range e.Story.Authors() {
		item.Authors = append(item.Authors, jsonAuthor{Name: name})
	}
	for _, t := range e.Topics {
		item.Tags = appendNew(item.Tags, t.Name)
	}
	if r := e.picture(); r != nil {
		item.Image = f.shell.address(mediaPath(r.Name))
		item.Attachments = []jsonAttachment{{URL: item.Image, Type: mediaType(r.Name), Size: r.Bytes}}
	}
	return item
}
