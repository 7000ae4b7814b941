package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
)

// format is one of the formats in XML.
type format struct {
	names xmltree.Vocabulary
	item  string // the name of an item's element
	kind  string // the media type of an item
	// read returns the item in an element. If brief is set, only what is in a key counts.
	read func(e *xmltree.Element, o origin, brief bool) item.Item
	// describe takes what an element beside the items says of the feed.
	describe func(e *xmltree.Element, o *origin)
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

func (f *Feed) parseXML(t charset.Text, base *url.URL) error {
	whole := xmltree.Legible(t.UTF8)
	d := &document{text: whole, origin: origin{feed: f, base: base}}
	if end := declaration.FindIndex(whole[:min(len(whole), 1024)]); end != nil {
		d.offset, d.text, d.lines = end[1], whole[end[1]:], bytes.Count(whole[:end[1]], []byte("\n"))
	}
	if xmltree.IsWebPage(bytes.TrimSpace(d.text)) {
		return xmltree.ErrWebPage
	}
	if err := xmltree.Guard(whole); err != nil {
		return err
	}
	if err := d.split(); err != nil {
		return err
	}
	f.setRaw(t)
	for i, p := range f.pieces {
		f.pieces[i].key.guid = p.key.named(p.raw)
	}
	f.read = func(p piece) (item.Item, error) {
		e, err := d.element(p.start-d.offset, p.end-d.offset, p.loose)
		if err != nil {
			return item.Item{}, fmt.Errorf("read an item again: %w", err) // it was read before
		}
		i := d.itemIn(e, false)
		i.RawType = t.Type(d.kind)
		return i, nil
	}
	return nil
}

// deleted is the element by which a feed takes an item back: RFC 6721, in Atom and by custom in RSS.
const deleted = "at:deleted-entry"

// itemIn returns the item in an element, or that it was taken back.
func (d *document) itemIn(e *xmltree.Element, brief bool) item.Item {
	if e.Name != deleted {
		return d.read(e, d.origin, brief)
	}
	return item.Item{Gone: true, Dispatch: news.Dispatch{GUID: e.Attr("ref"), Change: news.ChangeKill, Updated: item.Date(e.Attr("when")), Summary: item.Line(e.Text("at:comment"))}}
}

// split finds the items. It reads strictly from the start; where the XML breaks, it
// goes on item by item.
func (d *document) split() error {
	dec := xmltree.Decoder(d.text)
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
		name := d.names.Name(start.Name)
		if isRoot && name != d.item || name == "channel" && d.item == "item" && depth == 1 {
			d.enter(start, d.text[from:dec.InputOffset()])
			depth++
			continue
		}
		e, err := xmltree.Read(dec, start, d.names)
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
	e := rss.names.Start(start)
	version := e.Attr("version")
	switch strings.ToLower(start.Name.Local) {
	case "rss":
		d.format = rss
		d.feed.Format = strings.TrimSpace("RSS " + item.Line(version))
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
		return xmltree.ErrWebPage
	default:
		return news.Errorf(news.Unsupported, "This is an XML document of the kind <%s>, not a feed: Stet reads RSS, Atom and JSON Feed.", start.Name.Local)
	}
	return nil
}

// enter notes the start of an element that items are in.
func (d *document) enter(start xml.StartElement, tag []byte) {
	e := d.names.Start(start)
	d.base = e.BaseOf(d.base)
	d.stated = d.stated || e.Attr("xml:base") != ""
	if lang := e.Attr("xml:lang"); lang != "" {
		d.feed.Language = item.Language(lang)
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
func (d *document) add(e *xmltree.Element, from, to int, loose bool) bool {
	switch {
	case to-from > maxItem:
		d.tell(from, fmt.Sprintf("The item at line %%d is larger than %d MB; it was left out.", maxItem>>20))
		return true
	case len(d.feed.pieces) == MaxItems:
		d.tell(from, fmt.Sprintf("The feed has more than %d items; those from line %%d on were left out.", MaxItems))
		return false
	}
	i := d.itemIn(e, true)
	d.feed.pieces = append(d.feed.pieces, piece{start: d.offset + from, end: d.offset + to, loose: loose, key: keyOf(i)})
	return true
}

// tell adds a sentence with the line of a place in it.
func (d *document) tell(at int, format string) {
	d.feed.trail.tell(func() string { return fmt.Sprintf(format, d.line(at)) })
}

// line is the line in the document as received of a place in the text.
func (d *document) line(at int) int { return d.lines + xmltree.Line(d.text, at) }

// element reads the item at a place in the text.
func (d *document) element(from, to int, loose bool) (*xmltree.Element, error) {
	part := d.text[from:to]
	if loose {
		part = loosen(part)
	}
	dec := xmltree.Decoder(d.head, part)
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
			return xmltree.Read(dec, start, d.names)
		}
	}
}
