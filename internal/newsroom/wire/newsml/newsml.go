// Package newsml is what the readers of NewsML 1.2 and of NewsML-G2 have in common: how a file is opened and told apart from others, how
// the items in it become a batch, and how the copy that they hold is read, which is XHTML, NITF or plain text in both.
package newsml

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

const maxStart = 16 << 10 // bytes in which the first element must begin and its start tag end

// Start returns the first element of what may be XML, as its tag has it; one without a name if that is not XML, or too far from the start.
func Start(doc []byte, from item.Source) xml.StartElement {
	t, err := charset.Decode(doc[:min(len(doc), maxStart)], from.Type)
	if err != nil {
		return xml.StartElement{}
	}
	for d := xmltree.Decoder(t.UTF8); ; {
		tok, err := d.Token()
		if err != nil {
			return xml.StartElement{}
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			return tok
		case xml.CharData:
			if strings.TrimSpace(string(tok)) != "" {
				return xml.StartElement{}
			}
		}
	}
}

// File is a file that was read as XML.
type File struct {
	Root   *xmltree.Element
	Source item.Source
	Base   *url.URL // of relative addresses; nil if there is none

	doc  []byte
	text charset.Text
	told []string
	more int
}

// Open reads a file. An error is a *news.Error. If the XML is broken, the items of the given names that are whole are read all the same:
// then they are all that is in the root.
func Open(doc []byte, from item.Source, words xmltree.Vocabulary, items ...string) (*File, error) {
	if len(doc) > item.MaxFile {
		return nil, charset.ErrTooLarge
	}
	t, err := charset.Decode(doc, from.Type)
	if err != nil {
		return nil, err
	}
	f := &File{Source: from, Base: item.Base(from.URL, nil), doc: doc, text: t}
	if f.Root, err = xmltree.Parse(t.UTF8, words); err == nil {
		return f, nil
	}
	if !f.salvage(words, items, err) {
		return nil, err
	}
	return f, nil
}

const maxTold = 20

// Tell adds a sentence on what is wrong with the file. What is told is bounded.
func (f *File) Tell(format string, args ...any) {
	if len(f.told) == maxTold {
		f.more++
		return
	}
	f.told = append(f.told, fmt.Sprintf(format, args...))
}

// Line returns the line on which an element starts.
func (f *File) Line(e *xmltree.Element) int { return xmltree.Line(f.text.UTF8, e.From) }

// Part is an item and the element that it was read from. Its GUID is as the wire gave it, or empty.
type Part struct {
	Item    item.Item
	Element *xmltree.Element
	Version int // the wire's number of this version; 0 if there is none
	Depth   int // of how many others it is inside; less than MaxDepth
}

// MaxDepth is how deep items may be inside one another.
const MaxDepth = 4

// Batch returns the parts, which are in the order of the file, as a batch. The type is that of a part's bytes.
// Of versions of one item the newest is kept.
func (f *File) Batch(format, kind string, parts []Part) item.Batch {
	if f.more > 0 {
		f.told = append(f.told, fmt.Sprintf("%d more things are wrong with the file.", f.more))
		f.more = 0
	}
	if len(parts) > item.MaxItems {
		f.told = append(f.told, fmt.Sprintf("The file has more than %d items; those from line %d on were left out.", item.MaxItems, f.Line(parts[item.MaxItems].Element)))
		parts = parts[:item.MaxItems]
	}
	raw := f.raw(parts)
	at := map[string]int{}
	var kept []Part
	for n, p := range parts {
		if len(parts) > 1 && len(raw[n]) > item.MaxBytes {
			f.told = append(f.told, fmt.Sprintf("The item at line %d is larger than %d MB; it was left out.", f.Line(p.Element), item.MaxBytes>>20))
			continue
		}
		i := &p.Item
		i.Raw, i.RawType = raw[n], f.text.Type(kind)
		i.GUID = item.GUID(i.GUID, i.Link, i.Headline, i.Order(), i.Raw)
		had, again := at[i.GUID]
		switch {
		case !again:
			at[i.GUID] = len(kept)
			kept = append(kept, p)
		case p.Version >= kept[had].Version:
			kept[had] = p
		}
	}
	if n := len(parts) - len(kept); n > 0 && len(f.told) == 0 {
		f.told = append(f.told, fmt.Sprintf("%d of the items are older versions of others in the file; they were left out.", n))
	}
	items := make([]item.Item, len(kept))
	for n, p := range kept {
		items[n] = p.Item
	}
	b := item.Of(format, items...)
	b.Problems = f.told
	return b
}

// raw returns the bytes of the parts as received: of the whole file, if there is only one. Parts of one depth are apart.
func (f *File) raw(parts []Part) [][]byte {
	if len(parts) == 1 {
		return [][]byte{f.doc}
	}
	raw := make([][]byte, len(parts))
	for depth := range MaxDepth {
		var spans []charset.Span
		var of []int
		for n, p := range parts {
			if p.Depth == depth {
				spans, of = append(spans, charset.Span{From: p.Element.From, To: p.Element.To}), append(of, n)
			}
		}
		for n, bytes := range f.text.Raw(spans) {
			raw[of[n]] = bytes
		}
	}
	return raw
}

// Local returns an element's name without its vocabulary.
func Local(e *xmltree.Element) string { return e.Name[strings.LastIndexByte(e.Name, ':')+1:] }

// Find returns the elements in e, however deep, that have the local name; not those in one another.
func Find(e *xmltree.Element, local string) (found []*xmltree.Element) {
	for _, k := range e.Kids {
		switch {
		case k.Element == nil:
		case Local(k.Element) == local:
			found = append(found, k.Element)
		default:
			found = append(found, Find(k.Element, local)...)
		}
	}
	return found
}

// First returns the first element in e, however deep, that has the local name; nil if there is none.
func First(e *xmltree.Element, local string) *xmltree.Element {
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		if Local(k.Element) == local {
			return k.Element
		}
		if found := First(k.Element, local); found != nil {
			return found
		}
	}
	return nil
}
