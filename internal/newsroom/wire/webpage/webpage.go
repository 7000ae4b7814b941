// Package webpage reads the story on a web page: a saved one, or one that was fetched by its address.
//
// The story is found as package move finds that of a page which is moved in; beside two libraries for the same it lost fewest words (docs/wires.md
// has the figures). What a page says of itself is read from JSON-LD (schema.org NewsArticle and its kin), Open Graph and meta elements:
//
//	headline → Headline                     standfirst, description → Summary
//	byline, author → Author                 publisher, og:site_name → Source
//	datePublished → Issued                  dateModified → Updated
//	license, copyright → Rights             creditText → Credit
//	section, topics → Topics                keywords → Keywords
//	canonical address → Link, GUID          lead picture and those in the text → Media
//	place of filing → Dateline              language → Language
//
// It reads over and does not keep: navigation, advertising, comments, related stories and everything else around the story, the kicker, scripts,
// ratings and counts, the addresses of authors, and what JSON-LD says of other things than the story.
package webpage

import (
	"bytes"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	web "golang.org/x/net/html/charset"

	"github.com/stet-news/stet/internal/move"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/head"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/pattern"
)

var starts = pattern.New(`(?i)^(?:\xef\xbb\xbf)?\s*(?:<!--[^>]*-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype html|html|head|body)\b`)

// Is reports whether the file is called a web page and looks like one. What comes from an address of a feed is none: there a page is a mistake.
func Is(doc []byte, from item.Source) bool {
	ext := strings.ToLower(path.Ext(from.Name))
	return (ext == ".htm" || ext == ".html" || ext == ".xhtml") && starts.Match(doc[:min(len(doc), 8<<10)])
}

// Parse reads the story on a page.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	if len(doc) > item.MaxFile {
		return item.Batch{}, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)
	}
	text := doc
	kind := "text/html"
	if !utf8.Valid(doc) {
		coder, name, _ := web.DetermineEncoding(doc, from.Type)
		if decoded, err := coder.NewDecoder().Bytes(doc); err == nil && len(decoded) <= item.MaxFile {
			text, kind = decoded, "text/html; charset="+name
		}
	}
	p, err := move.ReadPage(bytes.NewReader(text), move.Options{Zone: from.Zone, URL: from.URL})
	if err != nil {
		return item.Batch{}, err
	}
	about := read(text)
	base := item.Base(from.URL, nil)
	i := item.Item{Raw: doc}
	i.RawType = kind
	if i.Link = item.Address(base, about.link); i.Link == "" {
		i.Link = item.Address(base, p.URL)
	}
	if i.Link == "" {
		i.Link = item.Address(nil, from.URL)
	}
	page(&i, p, about, base)
	i.GUID = item.GUID("", i.Link, i.Headline, i.Issued, doc)
	head.Read(i.Issued, from.Zone, append([]string{i.Headline}, first(i.Body.Plain())...)...).To(&i.Dispatch)
	return item.Of("web page", i), nil
}

func first(text string) []string { return strings.Split(text[:min(len(text), 8<<10)], "\n") }

// page writes what was read of a page into an item.
func page(i *item.Item, p move.Page, a about, base *url.URL) {
	i.Headline = item.Line(p.Headline)
	if i.Summary = item.Line(p.Standfirst); i.Summary == "" {
		i.Summary = item.Line(a.description)
	}
	names := append([]string{p.Byline.Desk}, p.Byline.People...)
	if i.Author = item.People(names); i.Author == "" {
		i.Author = item.People(a.authors)
	}
	i.Source, i.Credit, i.Rights = item.Line(a.publisher), item.Line(a.credit), item.Line(strings.Join(a.rights, " "))
	if i.Credit == "" {
		i.Credit = item.Line(p.Credit)
	}
	i.Dateline = item.Line(p.Place)
	i.Issued, i.Updated = instant(p.Published, a.published), instant(p.Updated, a.modified)
	if i.Language = item.Language(a.language); i.Language == "" {
		i.Language = item.Language(string(p.Language))
	}
	i.Topics, i.Keywords = item.Topics(append([]string{p.Section}, p.Topics...)), item.Topics(a.keywords)
	lead := a.picture
	var caption, credit string
	if p.Picture != nil {
		caption, credit = p.Picture.Caption, p.Picture.Credit
		if p.Picture.URL != "" {
			lead = p.Picture.URL
		}
	}
	seen := map[string]bool{}
	add := func(address, caption, credit string) {
		if address = item.Address(base, address); address != "" && !seen[address] && len(i.Media) < item.MaxFiles {
			seen[address] = true
			i.Media = append(i.Media, news.Media{URL: address, Caption: item.Line(caption), Credit: item.Line(credit)})
		}
	}
	add(lead, caption, credit)
	for _, use := range p.Body.Pictures() {
		add(use.Picture, use.Caption, use.Credit)
	}
	for _, b := range p.Body.Blocks {
		if b.Type != news.PictureRef {
			i.Body.Blocks = append(i.Body.Blocks, b)
		}
	}
}

// instant returns the time that the page was read to say, or else that of its metadata.
func instant(read time.Time, said string) time.Time {
	if !read.IsZero() {
		return read.UTC()
	}
	return item.Date(said)
}
