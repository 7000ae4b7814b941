// Package markup reads the HTML and the plain text that wires send, and returns it as
// the typed document that a dispatch holds.
//
// It keeps words and their order, and of their form what a document has: paragraphs,
// sub-headings, quotations, lists, tables, bold, italic and links that a reader can
// follow. Pictures and other files are listed, not fetched. A player in a frame
// becomes a link. Everything else is reduced to its text; scripts and styles have none.
// What comes out always passes news.DecodeDocument, whatever went in.
package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/stet-news/stet/internal/news"
)

// The limits of one item's body. They keep it within those of package news.
const (
	maxNodes = 5_000
	maxText  = 512 << 10 // bytes of texts and addresses
	maxMedia = 100
	maxOpen  = 200 // elements inside one another; deeper ones are ignored, their text is not
	maxLists = 4   // lists inside one another
)

// Result is what was read.
type Result struct {
	Body  news.Document
	Media []news.Media
	// Cut is set if the body was longer than a dispatch may be, and ends early.
	Cut bool
}

// HTML reads HTML. Relative addresses are taken from base; without a base (nil) they
// are left out, and the words of the link stay.
func HTML(src string, base *url.URL) Result {
	if !hasTags(src) {
		return paragraphs(html.UnescapeString(src), false)
	}
	m := &mapper{base: base, z: html.NewTokenizer(strings.NewReader(src))}
	for !m.cut {
		switch m.z.Next() {
		case html.ErrorToken:
			return m.result()
		case html.TextToken:
			m.text(string(m.z.Text()))
		case html.StartTagToken:
			m.start(m.tag())
		case html.SelfClosingTagToken:
			t := m.tag()
			m.start(t)
			if !void[t.atom] && t.foreign {
				m.end(t.atom)
			}
		case html.EndTagToken:
			m.end(m.tag().atom)
		default: // comments and declarations say nothing
		}
	}
	return m.result()
}

// hasTags reports whether the text has something that HTML takes for a tag.
func hasTags(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 == len(s) {
			return false
		}
		s = s[i+1:]
		if c := s[0] | 0x20; c >= 'a' && c <= 'z' || s[0] == '/' || s[0] == '!' || s[0] == '?' {
			return true
		}
	}
}

// tag is a tag with the attributes that matter here.
type tag struct {
	atom    atom.Atom
	foreign bool // an element of SVG, where <x/> closes itself

	href, src, alt, title, class, kind, width, height string
}

// tag reads the tag that the tokenizer is at.
func (m *mapper) tag() (t tag) {
	name, more := m.z.TagName()
	t.atom = atom.Lookup(name)
	t.foreign = t.atom == atom.Svg || m.within(atom.Svg)
	for more {
		var key, value []byte
		key, value, more = m.z.TagAttr()
		var keep *string
		switch string(key) {
		case "href":
			keep = &t.href
		case "src":
			keep = &t.src
		case "data-src":
			if t.src != "" && !strings.HasPrefix(t.src, "data:") {
				continue
			}
			t.src = ""
			keep = &t.src
		case "alt":
			keep = &t.alt
		case "title":
			keep = &t.title
		case "class":
			keep = &t.class
		case "type":
			keep = &t.kind
		case "width":
			keep = &t.width
		case "height":
			keep = &t.height
		default:
			continue
		}
		if *keep == "" { // the first of a name counts
			*keep = string(value)
		}
	}
	return t
}

// void are the elements that hold nothing and have no end tag.
var void = set(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Source, atom.Track, atom.Wbr)

// block are the elements that begin and end a paragraph.
var block = set(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details,
	atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
	atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Li, atom.Main, atom.Menu, atom.Nav,
	atom.Ol, atom.Option, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul)

// silent are the elements whose text is not copy: what a browser shows instead of
// something it cannot play, and what it never shows.
var silent = set(atom.Audio, atom.Canvas, atom.Head, atom.Iframe, atom.Object, atom.Script, atom.Style, atom.Svg, atom.Template, atom.Title, atom.Video)

func set(atoms ...atom.Atom) map[atom.Atom]bool {
	s := map[atom.Atom]bool{}
	for _, a := range atoms {
		s[a] = true
	}
	return s
}

// link returns the address as a reader can follow it, or "" if it cannot be: absolute,
// of a harmless scheme, and as package news wants it.
func link(base *url.URL, href string, schemes ...string) string {
	href = strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1 // browsers leave them out, and so hide "java\nscript:"
		}
		return r
	}, strings.TrimSpace(href))
	if href == "" || len(href) > maxURL {
		return ""
	}
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	web := u.Scheme == "http" || u.Scheme == "https"
	known := false
	for _, s := range schemes {
		known = known || s == u.Scheme
	}
	if !known || web && u.Hostname() == "" {
		return ""
	}
	href = news.CleanText(u.String())
	if again, err := url.Parse(href); err != nil || again.Scheme != u.Scheme || web && again.Host == "" || len(href) > maxURL {
		return ""
	}
	return href
}

const (
	maxURL  = 2 << 10
	maxAttr = 4 << 10
)
