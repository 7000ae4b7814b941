package xmltree

import (
	"encoding/xml"
	"html"
	"net/url"
	"slices"
	"strings"

	htmlatom "golang.org/x/net/html/atom"
)

// Element is an element with all that is in it.
type Element struct {
	Name  string // in lower case, with the short name of its vocabulary before it if that is not the document's own: "dc:creator"
	Attrs []Attr
	Kids  []Kid
	// From and To are where the element stands in the text: from its < to after its last >. Only Parse sets them.
	From, To int
}

// Attr is an attribute. It is named as an element is; one without a namespace has no vocabulary.
type Attr struct{ Name, Value string }

// Kid is a text or an element in an element.
type Kid struct {
	Text    string
	Element *Element // nil for a text
}

// Vocabulary gives names to elements and attributes.
type Vocabulary struct {
	Own   string            // the short name of the document's own, which names do not show
	Short map[string]string // the short names of namespaces, which are in lower case, without the scheme and the last /
}

// of returns the short name of a namespace, "?" if it is not known. A prefix that was never declared stands for the short name that is written so.
func (v Vocabulary) of(space string) string {
	space = strings.ToLower(strings.TrimSpace(space))
	switch s := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(space, "http://"), "https://"), "/"); s {
	case "www.w3.org/xml/1998/namespace", "xml":
		return "xml"
	case "www.w3.org/1999/xhtml", "xhtml":
		return "xhtml"
	case "xmlns":
		return "xmlns"
	default:
		if short, ok := v.Short[s]; ok {
			return short
		}
	}
	for _, short := range v.Short {
		if short == space {
			return short
		}
	}
	return "?"
}

// Name returns an element's name.
func (v Vocabulary) Name(n xml.Name) string {
	local := strings.ToLower(n.Local)
	if n.Space == "" {
		return local
	}
	if short := v.of(n.Space); short != v.Own {
		return short + ":" + local
	}
	return local
}

// Start returns the element that a start tag begins, with nothing in it.
func (v Vocabulary) Start(start xml.StartElement) *Element {
	e := &Element{Name: v.Name(start.Name)}
	for _, a := range start.Attr {
		name := strings.ToLower(a.Name.Local)
		if a.Name.Space != "" {
			name = v.of(a.Name.Space) + ":" + name
		}
		e.Attrs = append(e.Attrs, Attr{name, strings.TrimSpace(a.Value)})
	}
	return e
}

// All returns the elements in e with one of the names, in the order of the names.
func (e *Element) All(names ...string) []*Element {
	var found []*Element
	for _, n := range names {
		for _, k := range e.Kids {
			if k.Element != nil && k.Element.Name == n {
				found = append(found, k.Element)
			}
		}
	}
	return found
}

// Text returns the words of the first of the named elements that has some.
func (e *Element) Text(names ...string) string {
	for _, k := range e.All(names...) {
		if s := strings.TrimSpace(k.Words()); s != "" {
			return s
		}
	}
	return ""
}

// Words returns all the text in e.
func (e *Element) Words() string {
	var b strings.Builder
	e.write(&b)
	return b.String()
}

func (e *Element) write(b *strings.Builder) {
	for _, k := range e.Kids {
		b.WriteString(k.Text)
		if k.Element != nil {
			k.Element.write(b)
		}
	}
}

// Attr returns the value of the attribute with the name, "" if there is none.
func (e *Element) Attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// HasElements reports whether there is markup in e, not only text.
func (e *Element) HasElements() bool {
	return slices.ContainsFunc(e.Kids, func(k Kid) bool { return k.Element != nil })
}

// HTML returns what is in e as HTML: text that may be HTML in itself if e holds
// nothing else, and else its elements written out.
func (e *Element) HTML() string {
	if !e.HasElements() {
		return e.Words()
	}
	var b strings.Builder
	e.writeHTML(&b)
	return b.String()
}

func (e *Element) writeHTML(b *strings.Builder) {
	for _, k := range e.Kids {
		if k.Element == nil {
			b.WriteString(html.EscapeString(k.Text))
			continue
		}
		_, name, ok := strings.Cut(k.Element.Name, ":")
		if !ok {
			name = k.Element.Name
		}
		if known := htmlatom.Lookup([]byte(name)); known == 0 {
			k.Element.writeHTML(b) // no element of HTML: its words
			continue
		}
		b.WriteString("<" + name)
		for _, a := range k.Element.Attrs {
			if isPlain(a.Name) {
				b.WriteString(" " + a.Name + `="` + html.EscapeString(a.Value) + `"`)
			}
		}
		b.WriteString(">")
		k.Element.writeHTML(b)
		if name != "br" && name != "img" && name != "hr" {
			b.WriteString("</" + name + ">")
		}
	}
}

func isPlain(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") == ""
}

// BaseOf returns the base for the addresses in e: its own xml:base on top of another.
func (e *Element) BaseOf(base *url.URL) *url.URL {
	own := e.Attr("xml:base")
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
