package news

import (
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Plain returns the document as plain text: one block a line with an empty line
// between, list items with "- " or their number, cells with " | ".
func (d Document) Plain() string {
	var w plainWriter
	d.plain(&w)
	return w.String()
}

// TextPlaces is the plain text of a document, and where each character of it stands in the document.
//
// A place is a text block and a count of UTF-16 code units in it. The text blocks are numbered from 0 in the order of the document,
// each node before the next:
//
//   - a paragraph, a heading and a cell of a table are a block each, wherever they stand (in a quotation, in an item of a list): their
//     texts one after the other, a break being one "\n";
//   - a pull quote is a block as a paragraph is; after it, and after the paragraphs of a quotation, its attribution is one;
//   - the caption of a table is a block before its cells;
//   - a picture is two: its caption and its credit; an embed is two: its title and its address.
//
// Whatever of these has no text is not there and has no number. What Plain writes between them ("- ", "1. ", " | ", " — ", line ends,
// indents) is in none. So a client walks its own document from the first node to the last, each before what is in it, counts the texts
// that are not empty, and has the same numbers, whether or not it keeps empty paragraphs.
type TextPlaces struct {
	Text   string // as Plain returns it
	runs   []textRun
	blocks int
}

// textRun is a text of a block as it stands in the plain text.
type textRun struct {
	at    int    // its first byte there
	block int    // the number of its block
	start int    // UTF-16 code units of the block before it
	text  string // as the block has it
}

// BlockPlace is a span of a text block.
type BlockPlace struct {
	Block      int
	Start, End int // UTF-16 code units
}

// Places returns the places of the document.
func (d Document) Places() TextPlaces {
	w := plainWriter{places: &TextPlaces{}}
	d.plain(&w)
	w.places.Text = w.String()
	return *w.places
}

// At returns where a span of bytes of the plain text stands. Of one that goes over the end of a block it is the part before that end;
// of one that begins between blocks, the part after that. It is false if no block has any of it.
func (p TextPlaces) At(start, end int) (BlockPlace, bool) {
	i := sort.Search(len(p.runs), func(i int) bool { return p.runs[i].at+len(p.runs[i].text) > start })
	if i == len(p.runs) || p.runs[i].at >= end && end > start {
		return BlockPlace{}, false
	}
	first := p.runs[i]
	place := BlockPlace{Block: first.block, Start: first.units(start)}
	for ; i < len(p.runs) && p.runs[i].block == first.block && (p.runs[i].at < end || p.runs[i].at == first.at); i++ {
		place.End = p.runs[i].units(end)
	}
	return place, true
}

// units returns how many UTF-16 code units of the block are before the byte of the plain text.
func (r textRun) units(at int) int {
	return r.start + Units(r.text[:max(0, min(at-r.at, len(r.text)))])
}

// Units counts the UTF-16 code units of s, in which scripts count.
func Units(s string) (n int) {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			n++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		n += utf16.RuneLen(r)
		i += size
	}
	return n
}

// plainWriter writes plain text, and notes the places if they are wanted.
type plainWriter struct {
	strings.Builder
	places *TextPlaces
	units  int  // of the block that is written
	open   bool // it has a number
}

// next ends the block that is written.
func (w *plainWriter) next() { w.open, w.units = false, 0 }

// run writes a text of a block; between is what Plain puts after it that the block does not have.
func (w *plainWriter) run(text, between string) {
	if w.places != nil && text != "" {
		if !w.open {
			w.open = true
			w.places.blocks++
		}
		w.places.runs = append(w.places.runs, textRun{w.Len(), w.places.blocks - 1, w.units, text})
		w.units += Units(text)
	}
	w.WriteString(text)
	w.WriteString(between)
}

// line writes a text that is a block by itself.
func (w *plainWriter) line(text string) {
	w.next()
	w.run(text, "")
	w.next()
}

func (d Document) plain(w *plainWriter) {
	for i, n := range d.Blocks {
		if i > 0 {
			w.WriteString("\n\n")
		}
		n.plain(w, "")
	}
}

func (n Node) plain(w *plainWriter, indent string) {
	switch n.Type {
	case Text:
		w.run(n.Text, "")
	case Break:
		w.run("\n", indent)
	case List:
		for i, item := range n.Content {
			if i > 0 {
				w.WriteString("\n" + indent)
			}
			if n.Attrs.Ordered {
				w.WriteString(itoa(i+1) + ". ")
			} else {
				w.WriteString("- ")
			}
			item.plain(w, indent+"  ")
		}
	case Quotation, Item, Table:
		if n.Type == Table && n.Attrs.Caption != "" {
			w.line(n.Attrs.Caption)
			w.WriteString("\n")
		}
		for i, c := range n.Content {
			if i > 0 {
				w.WriteString("\n" + indent)
			}
			c.plain(w, indent)
		}
		n.plainAttribution(w)
	case Row:
		for i, c := range n.Content {
			if i > 0 {
				w.WriteString(" | ")
			}
			c.plain(w, indent)
		}
	case PictureRef, MediaRef:
		w.pair(n.Attrs.Caption, n.Attrs.Credit)
	case Embed:
		w.pair(n.Attrs.Title, n.Attrs.URL)
	default:
		w.next()
		for _, c := range n.Content {
			c.plain(w, indent)
		}
		w.next()
		n.plainAttribution(w)
	}
}

func (n Node) plainAttribution(w *plainWriter) {
	if n.Attrs.Attribution != "" {
		w.WriteString(" — ")
		w.line(n.Attrs.Attribution)
	}
}

// pair writes two texts with a space between.
func (w *plainWriter) pair(a, b string) {
	w.line(a)
	if a != "" && b != "" {
		w.WriteString(" ")
	}
	w.line(b)
}
