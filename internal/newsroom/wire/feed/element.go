package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"

	htmlatom "golang.org/x/net/html/atom"
)

// element is an element of an item, with all that is in it.
type element struct {
	name  string // in lower case, with the short name of its vocabulary: "dc:creator"
	attrs []xml.Attr
	kids  []kid
}

// kid is a text or an element in an element.
type kid struct {
	text string
	el   *element
}

// vocabularies are the namespaces that feeds use, each under one short name. Those of
// RSS and those of Atom are "rss" and "atom"; names of the feed's own format lose it.
var vocabularies = map[string]string{
	"":                         "rss",
	"purl.org/rss/1.0":         "rss",
	"purl.org/net/rss1.1#":     "rss",
	"backend.userland.com/rss": "rss", "backend.userland.com/rss2": "rss", "backend.userland.com/rss091": "rss", "backend.userland.com/rss092": "rss",
	"blogs.law.harvard.edu/tech/rss": "rss",
	"my.netscape.com/rdf/simple/0.9": "rss", "channel.netscape.com/rdf/simple/0.9": "rss", "my.netscape.com/publish/formats/rss-0.91.dtd": "rss",
	"www.w3.org/2005/atom": "atom", "purl.org/atom/ns#": "atom", "www.w3.org/2005/atom#": "atom",
	"www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
	"purl.org/dc/elements/1.1":             "dc", "purl.org/dc/elements/1.0": "dc", "purl.org/dc/terms": "dcterms",
	"purl.org/rss/1.0/modules/content": "content",
	"search.yahoo.com/mrss":            "media", "video.search.yahoo.com/mrss": "media",
	"www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
	"purl.org/atompub/tombstones/1.0":     "at",
	"www.w3.org/1999/xhtml":               "xhtml",
	"www.w3.org/xml/1998/namespace":       "xml", "xml": "xml", "xmlns": "xmlns",
}

// vocabulary returns the short name of a namespace, "?" if it is not known. A prefix
// that was never declared stands for what it usually does.
func vocabulary(space string) string {
	space = strings.ToLower(strings.TrimSpace(space))
	s := strings.TrimPrefix(strings.TrimPrefix(space, "http://"), "https://")
	if v, ok := vocabularies[strings.TrimSuffix(s, "/")]; ok {
		return v
	}
	switch space {
	case "dc", "content", "media", "itunes", "atom", "rdf", "dcterms", "xhtml":
		return space
	}
	return "?"
}

// nameOf returns an element's name; own is the vocabulary of the feed's format, and
// names without one are of it.
func nameOf(n xml.Name, own string) string {
	v := vocabulary(n.Space)
	local := strings.ToLower(n.Local)
	if v == own || v == "rss" && n.Space == "" {
		return local
	}
	return v + ":" + local
}

// errLimit is an item that is over a limit of XML; it is not tried again.
var errLimit = errors.New("over a limit")

// readElement reads the element that start began, to its end.
func readElement(d *xml.Decoder, start xml.StartElement, own string) (*element, error) {
	count := 0
	return readInto(d, start, own, 1, &count)
}

func readInto(d *xml.Decoder, start xml.StartElement, own string, depth int, count *int) (*element, error) {
	if *count++; *count > maxElements {
		return nil, fmt.Errorf("%w: more than %d elements in one item", errLimit, maxElements)
	}
	if depth > maxDepth {
		return nil, fmt.Errorf("%w: elements nested deeper than %d", errLimit, maxDepth)
	}
	e := &element{name: nameOf(start.Name, own), attrs: slices.Clone(start.Attr)}
	var open strings.Builder
	flush := func() {
		if open.Len() > 0 {
			e.kids = append(e.kids, kid{text: open.String()})
			open.Reset()
		}
	}
	for {
		tok, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			open.Write(tok)
		case xml.StartElement:
			flush()
			k, err := readInto(d, tok, own, depth+1, count)
			if err != nil {
				return nil, err
			}
			e.kids = append(e.kids, kid{el: k})
		case xml.EndElement:
			flush()
			return e, nil
		}
	}
}

// all returns the elements in e with one of the names, in the order of the names.
func (e *element) all(names ...string) []*element {
	var found []*element
	for _, n := range names {
		for _, k := range e.kids {
			if k.el != nil && k.el.name == n {
				found = append(found, k.el)
			}
		}
	}
	return found
}

// text returns the words of the first of the named elements that has some.
func (e *element) text(names ...string) string {
	for _, k := range e.all(names...) {
		if s := strings.TrimSpace(k.words()); s != "" {
			return s
		}
	}
	return ""
}

// words returns all the text in e.
func (e *element) words() string {
	var b strings.Builder
	e.write(&b)
	return b.String()
}

func (e *element) write(b *strings.Builder) {
	for _, k := range e.kids {
		b.WriteString(k.text)
		if k.el != nil {
			k.el.write(b)
		}
	}
}

// attr returns the attribute without a namespace, or of xml with "xml:" before it.
func (e *element) attr(name string) string {
	space, local, ok := strings.Cut(name, ":")
	if !ok {
		space, local = "", name
	}
	for _, a := range e.attrs {
		if strings.EqualFold(a.Name.Local, local) && (a.Name.Space == "" && space == "" || space != "" && vocabulary(a.Name.Space) == space) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// hasElements reports whether there is markup in e, not only text.
func (e *element) hasElements() bool {
	return slices.ContainsFunc(e.kids, func(k kid) bool { return k.el != nil })
}

// html returns what is in e as HTML: text that may be HTML in itself if e holds
// nothing else, and else its elements written out.
func (e *element) html() string {
	if !e.hasElements() {
		return e.words()
	}
	var b strings.Builder
	e.writeHTML(&b)
	return b.String()
}

func (e *element) writeHTML(b *strings.Builder) {
	for _, k := range e.kids {
		if k.el == nil {
			b.WriteString(html.EscapeString(k.text))
			continue
		}
		_, name, ok := strings.Cut(k.el.name, ":")
		if !ok {
			name = k.el.name
		}
		if known := htmlatom.Lookup([]byte(name)); known == 0 {
			k.el.writeHTML(b) // no element of HTML: its words
			continue
		}
		b.WriteString("<" + name)
		for _, a := range k.el.attrs {
			if a.Name.Space == "" && isPlain(a.Name.Local) {
				b.WriteString(" " + a.Name.Local + `="` + html.EscapeString(a.Value) + `"`)
			}
		}
		b.WriteString(">")
		k.el.writeHTML(b)
		if name != "br" && name != "img" && name != "hr" {
			b.WriteString("</" + name + ">")
		}
	}
}

func isPlain(name string) bool {
	return name != "" && strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz-") == ""
}

// baseOf returns the base for the addresses in e: its own xml:base on top of another.
func (e *element) baseOf(base *url.URL) *url.URL {
	own := e.attr("xml:base")
	if own == "" {
		return base
	}
	u, err := url.Parse(own)
	if err != nil {
		return base
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if !u.IsAbs() {
		return base
	}
	return u
}
