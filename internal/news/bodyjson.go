package news

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
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
	d := &decoder{json: json.NewDecoder(bytes.NewReader(data))}
	var doc Document
	err := d.document(&doc)
	if err == nil {
		if _, e := d.json.Token(); !errors.Is(e, io.EOF) {
			err = d.wrong("body", "there is something after the document")
		}
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

// decoder reads a document token by token, so that every error knows its place and
// nothing is built that is over a limit.
type decoder struct {
	json  *json.Decoder
	nodes int
	bytes int
}

func (d *decoder) wrong(path, format string, args ...any) error {
	e := Errorf(Invalid, format, args...)
	return Errorf(Invalid, "%s: %s.", path, e.Error())
}

func (d *decoder) document(doc *Document) error {
	var kindOf string
	err := d.object("body", func(key, path string) (err error) {
		switch key {
		case "type":
			kindOf, err = d.text(path)
		case "content":
			doc.Blocks, err = d.list(path, 1)
		default:
			err = d.wrong(path, "a document has no %q", key)
		}
		return err
	})
	if err != nil {
		return err
	}
	if kindOf != "doc" {
		return d.wrong("body.type", "it must be \"doc\", not %q", kindOf)
	}
	return d.holds("body", doc.Blocks, blocks, 0)
}

// holds checks that the nodes are of the kinds allowed there, and enough.
func (d *decoder) holds(path string, nodes []Node, allowed []NodeType, least int) error {
	for i, n := range nodes {
		if !slices.Contains(allowed, n.Type) {
			return d.wrong(path+".content["+itoa(i)+"]", "a %q cannot stand here", string(n.Type))
		}
	}
	if len(nodes) < least {
		return d.wrong(path, "it is empty")
	}
	return nil
}

func (d *decoder) list(path string, depth int) (nodes []Node, err error) {
	if depth > maxDepth {
		return nil, d.wrong(path, "nested deeper than %d", maxDepth)
	}
	err = d.array(path, func(path string) error {
		if d.nodes++; d.nodes > maxNodes {
			return d.wrong(path, "there are more than %d nodes", maxNodes)
		}
		n, err := d.node(path, depth)
		nodes = append(nodes, n)
		return err
	})
	return nodes, err
}

func (d *decoder) node(path string, depth int) (n Node, err error) {
	var given []string
	err = d.object(path, func(key, path string) (err error) {
		switch key {
		case "type":
			var t string
			t, err = d.text(path)
			n.Type = NodeType(t)
		case "text":
			n.Text, err = d.text(path)
		case "marks":
			n.Marks, err = d.marks(path)
		case "attrs":
			given, err = d.attrs(path, &n.Attrs)
		case "content":
			n.Content, err = d.list(path, depth+1)
		default:
			err = d.wrong(path, "a node has no %q", key)
		}
		return err
	})
	if err != nil {
		return n, err
	}
	return n, d.check(path, n, given)
}

// check holds a node that was read against the schema.
func (d *decoder) check(path string, n Node, given []string) error {
	k, ok := schema[n.Type]
	if !ok {
		return d.wrong(path+".type", "there is no node %q", string(n.Type))
	}
	for _, a := range given {
		if !slices.Contains(k.attrs, a) {
			return d.wrong(path+".attrs."+a, "a %q has no such attribute", string(n.Type))
		}
	}
	for _, a := range k.required {
		if *n.Attrs.str(a) == "" {
			return d.wrong(path+".attrs."+a, "it may not be empty")
		}
	}
	switch {
	case n.Type == Text && n.Text == "":
		return d.wrong(path+".text", "a text may not be empty")
	case n.Type != Text && n.Text != "":
		return d.wrong(path+".text", "a %q has no text of its own", string(n.Type))
	case n.Type != Text && len(n.Marks) > 0:
		return d.wrong(path+".marks", "a %q has no marks", string(n.Type))
	case len(n.Content) > 0 && k.content == nil:
		return d.wrong(path+".content", "a %q holds nothing", string(n.Type))
	}
	if n.Type == Embed {
		if err := d.address(path+".attrs.url", n.Attrs.URL, "http", "https"); err != nil {
			return err
		}
	}
	return d.holds(path, n.Content, k.content, k.least)
}

func (d *decoder) attrs(path string, a *Attrs) (given []string, err error) {
	err = d.object(path, func(key, path string) (err error) {
		given = append(given, key)
		if s := a.str(key); s != nil {
			*s, err = d.text(path)
			if err == nil && len(*s) > maxAttr {
				err = d.wrong(path, "it is longer than %d bytes", maxAttr)
			}
			return err
		}
		if b := a.flag(key); b != nil {
			t, err := d.json.Token()
			if err != nil {
				return d.broken(path, err)
			}
			v, ok := t.(bool)
			if !ok {
				return d.wrong(path, "it must be true or false")
			}
			*b = v
			return nil
		}
		return d.wrong(path, "there is no such attribute")
	})
	return given, err
}

func (d *decoder) marks(path string) (marks []Mark, err error) {
	err = d.array(path, func(path string) error {
		m, err := d.mark(path)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(marks, func(o Mark) bool { return o.Type == m.Type }) {
			return d.wrong(path, "the mark %q is there twice", string(m.Type))
		}
		marks = append(marks, m)
		return nil
	})
	return marks, err
}

func (d *decoder) mark(path string) (m Mark, err error) {
	err = d.object(path, func(key, path string) (err error) {
		switch key {
		case "type":
			var t string
			t, err = d.text(path)
			m.Type = MarkType(t)
		case "attrs":
			err = d.object(path, func(key, path string) (err error) {
				if key != "href" {
					return d.wrong(path, "a mark has no such attribute")
				}
				m.Href, err = d.text(path)
				return err
			})
		default:
			err = d.wrong(path, "a mark has no %q", key)
		}
		return err
	})
	switch {
	case err != nil:
		return m, err
	case m.Type == Link:
		return m, d.address(path+".attrs.href", m.Href, "http", "https", "mailto", "tel")
	case m.Type != Bold && m.Type != Italic:
		return m, d.wrong(path+".type", "there is no mark %q", string(m.Type))
	case m.Href != "":
		return m, d.wrong(path+".attrs.href", "only a link has one")
	}
	return m, nil
}

// address checks a link: an absolute URL with one of the schemes, or a path here.
func (d *decoder) address(path, s string, schemes ...string) error {
	u, err := url.Parse(s)
	switch {
	case len(s) > maxURL:
		return d.wrong(path, "the address is longer than %d bytes", maxURL)
	case err != nil || s == "":
		return d.wrong(path, "%q is not an address", s)
	case u.Scheme == "" && u.Host == "" && strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.Contains(s, "\\"):
		return nil
	case !slices.Contains(schemes, strings.ToLower(u.Scheme)):
		return d.wrong(path, "%q is not an address that a reader can follow", s)
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host == "":
		return d.wrong(path, "%q names no host", s)
	}
	return nil
}

// object reads an object and calls f at each value, which f must read.
func (d *decoder) object(path string, f func(key, path string) error) error {
	if err := d.open(path, '{', "an object"); err != nil {
		return err
	}
	seen := map[string]bool{}
	for d.json.More() {
		t, err := d.json.Token()
		if err != nil {
			return d.broken(path, err)
		}
		key, _ := t.(string) // in an object a key is always a string
		if seen[key] {
			return d.wrong(path+"."+key, "it is there twice")
		}
		seen[key] = true
		if err := f(key, path+"."+key); err != nil {
			return err
		}
	}
	_, err := d.json.Token()
	return d.broken(path, err)
}

// array reads an array and calls f at each element, which f must read.
func (d *decoder) array(path string, f func(path string) error) error {
	if err := d.open(path, '[', "a list"); err != nil {
		return err
	}
	for i := 0; d.json.More(); i++ {
		if err := f(path + "[" + itoa(i) + "]"); err != nil {
			return err
		}
	}
	_, err := d.json.Token()
	return d.broken(path, err)
}

func (d *decoder) open(path string, delim json.Delim, want string) error {
	t, err := d.json.Token()
	if err != nil {
		return d.broken(path, err)
	}
	if t != delim {
		return d.wrong(path, "it must be %s", want)
	}
	return nil
}

func (d *decoder) text(path string) (string, error) {
	t, err := d.json.Token()
	if err != nil {
		return "", d.broken(path, err)
	}
	s, ok := t.(string)
	if !ok {
		return "", d.wrong(path, "it must be a text")
	}
	if d.bytes += len(s); d.bytes > maxText {
		return "", d.wrong(path, "the body has more than %d bytes of text", maxText)
	}
	return CleanText(s), nil
}

// broken turns an error of the JSON itself into one with a place.
func (d *decoder) broken(path string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return d.wrong(path, "the JSON ends in the middle")
	}
	return d.wrong(path, "this is not JSON: %v", err)
}

// CleanText returns s in NFC, as valid UTF-8, without control characters (a tab
// and line ends become spaces) and without the characters that turn the direction
// of what follows, which have been used to hide text.
func CleanText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}
