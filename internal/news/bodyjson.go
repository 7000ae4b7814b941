package news

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
)

// DecodeDocument returns the document of its JSON form. It is strict: a node,
// attribute, mark or key that the schema does not know, one that is missing, given
// twice, of the wrong type or over a limit is an Invalid error that says where
// ("body.content[3].content[0].marks[1]"). Text comes out in NFC, without control
// characters. Null and nothing are the empty document.
func DecodeDocument(data []byte) (Document, error) {
	if len(data) > MaxDocument {
		return Document{}, Errorf(TooLarge, "The body is %d bytes; a story may have %d.", len(data), MaxDocument)
	}
	if t := bytes.TrimSpace(data); len(t) == 0 || string(t) == "null" {
		return Document{}, nil
	}
	d := &decoder{scanner: scanner{data: data}, place: make([]step, 0, 32)}
	var doc Document
	err := d.document(&doc)
	if err == nil && (d.next() != 0 || d.at < len(data)) {
		err = d.wrong("there is something after the document")
	}
	if err != nil {
		return Document{}, err
	}
	return doc, nil
}

// UnmarshalJSON is DecodeDocument.
func (d *Document) UnmarshalJSON(data []byte) (err error) {
	*d, err = DecodeDocument(data)
	return err
}

// decoder reads a document value by value, so that every error knows its place and
// nothing is built that is over a limit.
type decoder struct {
	scanner
	place []step // where it is, inside of the body
	read  []Node // of the lists that are not at their ends yet, one after the other
	nodes int
	bytes int
}

// step is a step into a value: to an element of a list, or to the key of an object, with
// index -1.
type step struct {
	key   string
	index int
}

func (d *decoder) enter(key string, index int) { d.place = append(d.place, step{key, index}) }

func (d *decoder) leave() { d.place = d.place[:len(d.place)-1] }

// wrong says what is wrong with the value that is read.
func (d *decoder) wrong(format string, args ...any) error { return d.wrongIn("", format, args...) }

// wrongIn says what is wrong with a part of it: inside is the way there.
func (d *decoder) wrongIn(inside, format string, args ...any) error {
	path := "body"
	for _, s := range d.place {
		if s.index < 0 {
			path += "." + s.key
		} else {
			path += "[" + itoa(s.index) + "]"
		}
	}
	return Errorf(Invalid, "%s: %s.", path+inside, Phrase{format, args})
}

func (d *decoder) document(doc *Document) error {
	var kindOf string
	err := d.object(func(key string) (err error) {
		switch key {
		case "type":
			kindOf, err = d.text()
		case "content":
			doc.Blocks, err = d.list(1)
		default:
			err = d.wrong("a document has no %q", key)
		}
		return err
	})
	if err != nil {
		return err
	}
	if kindOf != "doc" {
		return d.wrongIn(".type", "it must be \"doc\", not %q", kindOf)
	}
	return d.holds(doc.Blocks, blocks, 0)
}

// holds checks that the nodes are of the kinds allowed there, and enough.
func (d *decoder) holds(nodes []Node, allowed []NodeType, least int) error {
	for i := range nodes {
		if !slices.Contains(allowed, nodes[i].Type) {
			return d.wrongIn(".content["+itoa(i)+"]", "a %q cannot stand here", string(nodes[i].Type))
		}
	}
	if len(nodes) < least {
		return d.wrong("it is empty")
	}
	return nil
}

func (d *decoder) list(depth int) ([]Node, error) {
	if depth > maxDepth {
		return nil, d.wrong("nested deeper than %d", maxDepth)
	}
	begin := len(d.read)
	err := d.array(func() error {
		if d.nodes++; d.nodes > maxNodes {
			return d.wrong("there are more than %d nodes", maxNodes)
		}
		n, err := d.node(depth)
		d.read = append(d.read, n)
		return err
	})
	nodes := append([]Node(nil), d.read[begin:]...)
	d.read = d.read[:begin]
	return nodes, err
}

func (d *decoder) node(depth int) (n Node, err error) {
	var given []string
	err = d.object(func(key string) (err error) {
		switch key {
		case "type":
			var t string
			t, err = d.text()
			n.Type = NodeType(t)
		case "text":
			n.Text, err = d.text()
		case "marks":
			n.Marks, err = d.marks()
		case "attrs":
			given, err = d.attrs(&n.Attrs)
		case "content":
			n.Content, err = d.list(depth + 1)
		default:
			err = d.wrong("a node has no %q", key)
		}
		return err
	})
	if err != nil {
		return n, err
	}
	return n, d.check(&n, given)
}

// check holds a node that was read against the schema.
func (d *decoder) check(n *Node, given []string) error {
	k, ok := schema[n.Type]
	if !ok {
		return d.wrongIn(".type", "there is no node %q", string(n.Type))
	}
	for _, a := range given {
		if !slices.Contains(k.attrs, a) {
			return d.wrongIn(".attrs."+a, "a %q has no such attribute", string(n.Type))
		}
	}
	for _, a := range k.required {
		if *n.Attrs.str(a) == "" {
			return d.wrongIn(".attrs."+a, "it may not be empty")
		}
	}
	switch {
	case n.Type == Text && n.Text == "":
		return d.wrongIn(".text", "a text may not be empty")
	case n.Type != Text && n.Text != "":
		return d.wrongIn(".text", "a %q has no text of its own", string(n.Type))
	case n.Type != Text && len(n.Marks) > 0:
		return d.wrongIn(".marks", "a %q has no marks", string(n.Type))
	case len(n.Content) > 0 && k.content == nil:
		return d.wrongIn(".content", "a %q holds nothing", string(n.Type))
	}
	if n.Type == Embed {
		if err := d.address(".attrs.url", n.Attrs.URL, "http", "https"); err != nil {
			return err
		}
	}
	return d.holds(n.Content, k.content, k.least)
}

func (d *decoder) attrs(a *Attrs) (given []string, err error) {
	err = d.object(func(key string) (err error) {
		given = append(given, key)
		if s := a.str(key); s != nil {
			*s, err = d.text()
			if err == nil && len(*s) > maxAttr {
				err = d.wrong("it is longer than %d bytes", maxAttr)
			}
			return err
		}
		if b := a.flag(key); b != nil {
			v, ok := d.scanner.flag()
			if !ok {
				return d.mustBe("true or false")
			}
			*b = v
			return nil
		}
		return d.wrong("there is no such attribute")
	})
	return given, err
}

func (d *decoder) marks() (marks []Mark, err error) {
	err = d.array(func() error {
		m, err := d.mark()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(marks, func(o Mark) bool { return o.Type == m.Type }) {
			return d.wrong("the mark %q is there twice", string(m.Type))
		}
		marks = append(marks, m)
		return nil
	})
	return marks, err
}

func (d *decoder) mark() (m Mark, err error) {
	err = d.object(func(key string) (err error) {
		switch key {
		case "type":
			var t string
			t, err = d.text()
			m.Type = MarkType(t)
		case "attrs":
			err = d.object(func(key string) (err error) {
				if key != "href" {
					return d.wrong("a mark has no such attribute")
				}
				m.Href, err = d.text()
				return err
			})
		default:
			err = d.wrong("a mark has no %q", key)
		}
		return err
	})
	switch {
	case err != nil:
		return m, err
	case m.Type == Link:
		return m, d.address(".attrs.href", m.Href, "http", "https", "mailto", "tel")
	case m.Type != Bold && m.Type != Italic:
		return m, d.wrongIn(".type", "there is no mark %q", string(m.Type))
	case m.Href != "":
		return m, d.wrongIn(".attrs.href", "only a link has one")
	}
	return m, nil
}

// address checks a link: an absolute URL with one of the schemes, or a path here.
func (d *decoder) address(inside, s string, schemes ...string) error {
	u, err := url.Parse(s)
	switch {
	case len(s) > maxURL:
		return d.wrongIn(inside, "the address is longer than %d bytes", maxURL)
	case err != nil || s == "":
		return d.wrongIn(inside, "%q is not an address", s)
	case u.Scheme == "" && u.Host == "" && strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.Contains(s, "\\"):
		return nil
	case !slices.Contains(schemes, strings.ToLower(u.Scheme)):
		return d.wrongIn(inside, "%q is not an address that a reader can follow", s)
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host == "":
		return d.wrongIn(inside, "%q names no host", s)
	}
	return nil
}

// object reads an object and calls f at each value, which f must read. f refuses the keys
// that it does not know, so there are never many.
func (d *decoder) object(f func(key string) error) error {
	if !d.take('{') {
		return d.mustBe("an object")
	}
	var few [12]string
	seen := few[:0]
	for {
		more, err := d.more(len(seen) == 0, '}')
		if err != nil || !more {
			return d.broken(err)
		}
		key, _, err := d.scanner.text()
		if errors.Is(err, errNoText) {
			err = d.unexpected()
		}
		if err == nil && !d.take(':') {
			err = d.unexpected()
		}
		if err != nil {
			return d.broken(err)
		}
		d.enter(key, -1)
		if slices.Contains(seen, key) {
			return d.wrong("it is there twice")
		}
		seen = append(seen, key)
		if err := f(key); err != nil {
			return err
		}
		d.leave()
	}
}

// array reads an array and calls f at each element, which f must read.
func (d *decoder) array(f func() error) error {
	if !d.take('[') {
		return d.mustBe("a list")
	}
	for i := 0; ; i++ {
		more, err := d.more(i == 0, ']')
		if err != nil || !more {
			return d.broken(err)
		}
		d.enter("", i)
		if err := f(); err != nil {
			return err
		}
		d.leave()
	}
}

func (d *decoder) text() (string, error) {
	s, plain, err := d.scanner.text()
	switch {
	case errors.Is(err, errNoText):
		return "", d.mustBe("a text")
	case err != nil:
		return "", d.broken(err)
	}
	if d.bytes += len(s); d.bytes > maxText {
		return "", d.wrong("the body has more than %d bytes of text", maxText)
	}
	if plain {
		return s, nil
	}
	return CleanText(s), nil
}

// mustBe says what must stand where something else does.
func (d *decoder) mustBe(what string) error {
	if !d.isValue() {
		return d.broken(d.unexpected())
	}
	return d.wrong("it must be %s", what)
}

// broken turns an error of the JSON itself into one with a place.
func (d *decoder) broken(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return d.wrong("the JSON ends in the middle")
	}
	return d.wrong("this is not JSON: %v", err)
}
