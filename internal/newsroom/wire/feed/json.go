package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"

	"github.com/stet-news/stet/internal/newsroom/wire/item"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

const jsonKind = "application/feed+json"

// jsonFeed is what a JSON feed says beside its items.
type jsonFeed struct {
	version, author string
	base            *url.URL
	isFeed          bool
}

// parseJSON reads a JSON Feed. Items that come before the JSON breaks are taken.
func (f *Feed) parseJSON(t charset.Text, base *url.URL) error {
	doc := &jsonFeed{base: base}
	d := json.NewDecoder(bytes.NewReader(t.UTF8))
	err := f.members(d, t.UTF8, doc)
	if !doc.isFeed {
		if err == nil {
			return news.Errorf(news.Unsupported, "This is JSON, but not a JSON Feed: it has no list of items.")
		}
		return news.Errorf(news.Invalid, "This is not a feed that can be read: at line %d the JSON is broken (%s).", xmltree.Line(t.UTF8, int(d.InputOffset())), jsonFault(err))
	}
	f.Format = strings.TrimSpace("JSON Feed " + doc.version)
	if err != nil {
		f.trail.tell(func() string {
			return fmt.Sprintf("The feed breaks off at line %d (%s): what comes after was not taken, the items before it were.", xmltree.Line(t.UTF8, int(d.InputOffset())), jsonFault(err))
		})
	}
	f.setRaw(t)
	for i, p := range f.pieces {
		f.pieces[i].key.guid = p.key.named(p.raw)
	}
	f.read = func(p piece) (item.Item, error) {
		m, err := object(t.UTF8[p.start:p.end])
		if err != nil {
			return item.Item{}, fmt.Errorf("read an item again: %w", err) // it was read before
		}
		i := m.item(doc, false)
		i.RawType = t.Type(jsonKind)
		return i, nil
	}
	return nil
}

func jsonFault(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends in the middle"
	}
	return item.Line(strings.TrimPrefix(err.Error(), "json: "))
}

var errShape = errors.New("it does not have the form of a JSON Feed")

// members reads the members of the feed's object, its items one at a time.
func (f *Feed) members(d *json.Decoder, text []byte, doc *jsonFeed) error {
	if tok, err := d.Token(); err != nil || tok != json.Delim('{') {
		return errors.Join(errShape, err)
	}
	for d.More() {
		tok, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := tok.(string) // a member's name is always a string
		if name == "items" {
			doc.isFeed = true
			if err := f.jsonItems(d, text, doc); err != nil {
				return err
			}
			continue
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		f.describeJSON(name, raw, doc)
	}
	_, err := d.Token()
	return err
}

func (f *Feed) describeJSON(name string, raw json.RawMessage, doc *jsonFeed) {
	m := members{name: raw}
	switch name {
	case "version":
		v := strings.TrimSuffix(m.text(name), "/")
		doc.isFeed = doc.isFeed || strings.Contains(v, "jsonfeed.org/version")
		doc.version = item.Line(v[strings.LastIndexByte(v, '/')+1:])
	case "title":
		f.Title = item.Line(m.text(name))
	case "language":
		f.Language = item.Language(m.text(name))
	case "author", "authors":
		doc.author = item.People([]string{doc.author, m.authors()})
	case "home_page_url":
		doc.base = item.Base(m.text(name), doc.base)
	}
}

// jsonItems reads the list of items. One that is no object is left out.
func (f *Feed) jsonItems(d *json.Decoder, text []byte, doc *jsonFeed) error {
	if tok, err := d.Token(); err != nil || tok != json.Delim('[') {
		return errors.Join(errShape, err)
	}
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		end := int(d.InputOffset())
		start := end - len(raw)
		say := func(format string) {
			f.trail.tell(func() string { return fmt.Sprintf(format, xmltree.Line(text, start)) })
		}
		m, err := object(raw)
		switch {
		case err != nil:
			say("The item at line %d is not an object; it was left out.")
		case len(raw) > maxItem:
			say("The item at line %d is too large; it was left out.")
		case len(f.pieces) == MaxItems:
			say(fmt.Sprintf("The feed has more than %d items; those from line %%d on were left out.", MaxItems))
			for d.More() {
				if err := d.Decode(&raw); err != nil {
					return err
				}
			}
		default:
			f.pieces = append(f.pieces, piece{start: start, end: end, key: keyOf(m.item(doc, true))})
		}
	}
	_, err := d.Token()
	return err
}

// members are the members of an object. What is not of the type it should be counts as
// missing, but for a number where a text should be, which is common in ids.
type members map[string]json.RawMessage

func object(raw []byte) (members, error) {
	var m members
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, err
	}
	if m == nil {
		return nil, errShape
	}
	return m, nil
}

func (m members) text(name string) string {
	var s string
	if json.Unmarshal(m[name], &s) == nil {
		return s
	}
	var n json.Number
	if json.Unmarshal(m[name], &n) == nil {
		return n.String()
	}
	return ""
}

func (m members) list(name string) []members {
	var all []members
	var raw []json.RawMessage
	if json.Unmarshal(m[name], &raw) != nil {
		return nil
	}
	for _, r := range raw {
		if o, err := object(r); err == nil {
			all = append(all, o)
		}
	}
	return all
}

// authors returns the names in "authors" of version 1.1, or "author" of version 1.
func (m members) authors() string {
	var names []string
	all := m.list("authors")
	if one, err := object(m["author"]); err == nil && len(all) == 0 {
		all = []members{one}
	}
	for _, a := range all {
		if n := a.text("name"); n != "" {
			names = append(names, n)
		} else {
			names = append(names, a.text("url"))
		}
	}
	return item.People(names)
}

func (m members) item(doc *jsonFeed, brief bool) item.Item {
	i := item.Item{Dispatch: news.Dispatch{
		GUID:     m.text("id"),
		Link:     item.Address(doc.base, m.text("url")),
		Headline: item.Cut(markup.Line(m.text("title")), item.MaxLine),
		Issued:   item.Date(m.text("date_published")),
		Updated:  item.Date(m.text("date_modified")),
	}}
	if i.Link == "" {
		i.Link = item.Address(doc.base, m.text("external_url"))
	}
	if brief {
		return i
	}
	base := item.Base(i.Link, doc.base)
	body := markup.HTML(m.text("content_html"), base)
	if body.Body.Empty() {
		plain := markup.Text(m.text("content_text"))
		plain.Media = body.Media
		body = plain
	}
	i.Summary = item.Line(m.text("summary"))
	if body.Body.Empty() {
		body.Body = markup.Text(m.text("summary")).Body
	}
	i.Body, i.Cut = body.Body, body.Cut
	if i.Author = m.authors(); i.Author == "" {
		i.Author = doc.author
	}
	i.Language = item.Language(m.text("language"))
	var tags []string
	if json.Unmarshal(m["tags"], &tags) == nil {
		i.Topics = item.Topics(tags)
	}
	var files []news.Media
	for _, name := range []string{"image", "banner_image"} {
		files = append(files, news.Media{URL: item.Address(base, m.text(name)), Type: "image"})
	}
	for _, a := range m.list("attachments") {
		files = append(files, news.Media{URL: item.Address(base, a.text("url")), Type: item.Cut(item.Line(a.text("mime_type")), 100), Caption: item.Line(a.text("title"))})
	}
	i.Media = joinMedia(files, body.Media)
	return i
}
