package xmltree

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// ErrLimit is a document that is over a limit of XML; it is not tried again.
var ErrLimit = errors.New("over a limit")

// Decoder returns a strict reader of XML in UTF-8, whatever charset it says it is in, made of parts.
func Decoder(parts ...[]byte) *xml.Decoder {
	readers := make([]io.Reader, len(parts))
	for i, p := range parts {
		readers[i] = bytes.NewReader(p)
	}
	d := xml.NewDecoder(io.MultiReader(readers...))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// Read reads the element that start began, to its end. What it reads must have passed Guard.
func Read(d *xml.Decoder, start xml.StartElement, v Vocabulary) (*Element, error) {
	r := reader{d: d, v: v, most: maxElements}
	return r.read(start, 1)
}

// Parse reads a whole document, which is UTF-8, and returns its first element. A document type without declarations of its own is passed
// over. An error is a *news.Error that names the line.
func Parse(text []byte, v Vocabulary) (*Element, error) {
	text = Legible(text)
	if err := guard(text, true); err != nil {
		return nil, err
	}
	r := reader{d: Decoder(text), v: v, most: maxParsed, placed: true}
	for {
		from := int(r.d.InputOffset())
		tok, err := r.d.Token()
		if start, ok := tok.(xml.StartElement); ok {
			e, err := r.read(start, 1)
			if err != nil {
				return nil, r.fault(err)
			}
			e.From, e.To = from, int(r.d.InputOffset())
			return e, nil
		}
		if err != nil {
			return nil, r.fault(err)
		}
	}
}

// fault returns what to tell a person of a document that cannot be read.
func (r *reader) fault(err error) error {
	at, _ := r.d.InputPos()
	bad, ok := errors.AsType[*xml.SyntaxError](err)
	switch {
	case errors.Is(err, ErrLimit):
		return news.Errorf(news.TooLarge, "Line %d: the XML has %s; it was not read.", at, strings.TrimPrefix(err.Error(), ErrLimit.Error()+": "))
	case errors.Is(err, io.EOF) || ok && strings.Contains(bad.Msg, "EOF"):
		return news.Errorf(news.Invalid, "The XML breaks off at line %d.", at)
	case ok:
		return news.Errorf(news.Invalid, "The XML is broken at line %d: %s.", bad.Line, bad.Msg)
	}
	return news.Errorf(news.Invalid, "The XML cannot be read at line %d.", at)
}

// reader reads elements.
type reader struct {
	d           *xml.Decoder
	v           Vocabulary
	count, most int
	placed      bool // to say where elements stand
}

func (r *reader) read(start xml.StartElement, depth int) (*Element, error) {
	if r.count++; r.count > r.most {
		return nil, fmt.Errorf("%w: more than %d elements in one item", ErrLimit, r.most)
	}
	if depth > maxDepth {
		return nil, fmt.Errorf("%w: elements nested deeper than %d", ErrLimit, maxDepth)
	}
	e := r.v.Start(start)
	var open strings.Builder
	flush := func() {
		if open.Len() > 0 {
			e.Kids = append(e.Kids, Kid{Text: open.String()})
			open.Reset()
		}
	}
	for {
		from := int(r.d.InputOffset())
		tok, err := r.d.Token()
		if err != nil {
			return nil, err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			open.Write(tok)
		case xml.StartElement:
			flush()
			k, err := r.read(tok, depth+1)
			if err != nil {
				return nil, err
			}
			if r.placed {
				k.From, k.To = from, int(r.d.InputOffset())
			}
			e.Kids = append(e.Kids, Kid{Element: k})
		case xml.EndElement:
			flush()
			return e, nil
		}
	}
}

// Legible returns the text with the characters that XML cannot hold replaced by others
// of the same length that mean nothing.
func Legible(text []byte) []byte {
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
