package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
)

// format is one of the formats in XML.
type format struct {
	own  string // the vocabulary of its names
	item string // the name of an item's element
	kind string // the media type of an item
	// read returns the item in an element. If brief is set, only what is in a key counts.
	read func(e *element, o origin, brief bool) Item
	// describe takes what an element beside the items says of the feed.
	describe func(e *element, o *origin)
}

// origin is what an item has from the feed that it is in.
type origin struct {
	feed   *Feed
	base   *url.URL // the feed's own address, and xml:base on it
	stated bool     // there was an xml:base
	site   string   // the feed's link
	author string
}

// document is a feed in XML while it is read.
type document struct {
	format
	origin
	text   []byte // without the XML declaration
	offset int    // of text in the whole
	lines  int    // before text
	head   []byte // the start tags of what the items are in
}

var declaration = pattern.New(`(?s)^\s*<\?xml\b.*?\?>`)

func (f *Feed) parseXML(t text, base *url.URL) error {
	whole := legible(t.utf8)
	d := &document{text: whole, origin: origin{feed: f, base: base}}
	if end := declaration.FindIndex(whole[:min(len(whole), 1024)]); end != nil {
		d.offset, d.text, d.lines = end[1], whole[end[1]:], bytes.Count(whole[:end[1]], []byte("\n"))
	}
	if isWebPage(bytes.TrimSpace(d.text)) {
		return errWebPage
	}
	if err := guard(whole); err != nil {
		return err
	}
	if err := d.split(); err != nil {
		return err
	}
	t.setRaw(f.pieces)
	for i, p := range f.pieces {
		f.pieces[i].key.guid = guidOf(p.key, p.raw)
	}
	f.read = func(p piece) (Item, error) {
		e, err := d.element(p.start-d.offset, p.end-d.offset, p.loose)
		if err != nil {
			return Item{}, fmt.Errorf("read an item again: %w", err) // it was read before
		}
		item := d.itemIn(e, false)
		item.RawType = t.rawType(d.kind)
		return item, nil
	}
	return nil
}

// deleted is the element by which a feed takes an item back: RFC 6721, in Atom and by custom in RSS.
const deleted = "at:deleted-entry"

// itemIn returns the item in an element, or that it was taken back.
func (d *document) itemIn(e *element, brief bool) Item {
	if e.name != deleted {
		return d.read(e, d.origin, brief)
	}
	return Item{GUID: e.attr("ref"), Killed: true, Updated: date(e.attr("when")), Summary: line1(e.text("at:comment"))}
}

// legible returns the text with the characters that XML cannot hold replaced by others
// of the same length that mean nothing.
func legible(text []byte) []byte {
	bad := func(c byte) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' }
	clean := text
	own := func() {
		if &clean[0] == &text[0] {
			clean = bytes.Clone(text) // the bytes received stay as they were
		}
	}
	for i, c := range text {
		switch {
		case bad(c):
			own()
			clean[i] = 0x7F // which news.CleanText leaves out
		case c == 0xEF && (bytes.HasPrefix(text[i:], []byte("\uFFFE")) || bytes.HasPrefix(text[i:], []byte("\uFFFF"))):
			own()
			copy(clean[i:], "\uFFFD")
		}
	}
	return clean
}

// decoder returns a strict reader of XML.
func decoder(parts ...[]byte) *xml.Decoder {
	readers := make([]io.Reader, len(parts))
	for i, p := range parts {
		readers[i] = bytes.NewReader(p)
	}
	d := xml.NewDecoder(io.MultiReader(readers...))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 already
	return d
}

// split finds the items. It reads strictly from the start; where the XML breaks, it
// goes on item by item.
func (d *document) split() error {
	dec := decoder(d.text)
	depth := 0 // of the elements that the items are in
	for {
		from := int(dec.InputOffset())
		tok, err := dec.Token()
		switch {
		case err == nil:
		case d.read == nil:
			return d.notAFeed(err)
		case errors.Is(err, io.EOF):
			return nil
		default:
			d.salvage(from, err)
			return nil
		}
		if _, ok := tok.(xml.EndElement); ok {
			depth--
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		isRoot := d.read == nil
		if isRoot {
			if err := d.root(start); err != nil {
				return err
			}
		}
		name := nameOf(start.Name, d.own)
		if isRoot && name != d.item || name == "channel" && d.item == "item" && depth == 1 {
			d.enter(start, d.text[from:dec.InputOffset()])
			depth++
			continue
		}
		e, err := readElement(dec, start, d.own)
		switch {
		case err != nil:
			d.salvage(from, err)
			return nil
		case name != d.item && name != deleted:
			d.describe(e, &d.origin)
		case !d.add(e, from, int(dec.InputOffset()), false):
			return nil
		}
	}
}

// root takes the document's first element, which says what it is.
func (d *document) root(start xml.StartElement) error {
	e := &element{attrs: start.Attr}
	version := e.attr("version")
	switch strings.ToLower(start.Name.Local) {
	case "rss":
		d.format = rss
		d.feed.Format = strings.TrimSpace("RSS " + line1(version))
	case "rdf":
		d.format = rss
		d.feed.Format = "RSS 1.0"
	case "feed", "entry":
		d.format = atom
		d.feed.Format = "Atom 1.0"
		if strings.Contains(start.Name.Space, "purl.org/atom") || version == "0.3" {
			d.feed.Format = "Atom 0.3"
		}
	case "html":
		return errWebPage
	default:
		return news.Errorf(news.Unsupported, "This is an XML document of the kind <%s>, not a feed: Stet reads RSS, Atom and JSON Feed.", start.Name.Local)
	}
	return nil
}

// enter notes the start of an element that items are in.
func (d *document) enter(start xml.StartElement, tag []byte) {
	e := &element{attrs: start.Attr}
	d.base = e.baseOf(d.base)
	d.stated = d.stated || e.attr("xml:base") != ""
	if lang := e.attr("xml:lang"); lang != "" {
		d.feed.Language = language(lang)
	}
	if !bytes.HasSuffix(tag, []byte("/>")) && len(d.head)+len(tag) <= maxHead {
		d.head = append(d.head, tag...)
	}
}

func (d *document) notAFeed(err error) error {
	if bad, ok := errors.AsType[*xml.SyntaxError](err); ok && !strings.Contains(bad.Msg, "EOF") {
		return news.Errorf(news.Invalid, "This is not a feed that can be read: at line %d, %s.", bad.Line+d.lines, bad.Msg)
	}
	return news.Errorf(news.Invalid, "This is not a feed: there is no RSS, Atom or JSON Feed in it.")
}

// add takes the item in e, and reports whether more may come.
func (d *document) add(e *element, from, to int, loose bool) bool {
	switch {
	case to-from > maxItem:
		d.tell(from, fmt.Sprintf("The item at line %%d is larger than %d MB; it was left out.", maxItem>>20))
		return true
	case len(d.feed.pieces) == MaxItems:
		d.tell(from, fmt.Sprintf("The feed has more than %d items; those from line %%d on were left out.", MaxItems))
		return false
	}
	item := d.itemIn(e, true)
	d.feed.pieces = append(d.feed.pieces, piece{start: d.offset + from, end: d.offset + to, loose: loose, key: keyOf(item)})
	return true
}

// tell adds a sentence with the line of a place in it.
func (d *document) tell(at int, format string) {
	d.feed.trail.tell(func() string { return fmt.Sprintf(format, d.line(at)) })
}

// line is the line in the document as received of a place in the text.
func (d *document) line(at int) int { return d.lines + line(d.text, at) }

// element reads the item at a place in the text.
func (d *document) element(from, to int, loose bool) (*element, error) {
	part := d.text[from:to]
	if loose {
		part = loosen(part)
	}
	dec := decoder(d.head, part)
	if loose {
		dec.Strict, dec.Entity = false, xml.HTMLEntity
		dec.AutoClose = []string{"br", "hr", "img", "input"} // not those of HTML: a <link> of RSS has an end
	}
	for {
		tok, err := dec.Token()
		if err != nil {
			return nil, err
		}
		if start, ok := tok.(xml.StartElement); ok && int(dec.InputOffset()) > len(d.head) {
			return readElement(dec, start, d.own)
		}
	}
}
