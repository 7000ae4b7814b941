// Package xmltree reads the XML that wires send: strictly, within limits, and without anything from outside the document or unfolded
// in it. What a document type declares is never read; one that declares entities is refused.
package xmltree

import (
	"bytes"

	"github.com/stet-news/stet/internal/news"
)

// The limits of XML.
const (
	maxDepth    = 100
	maxAttrs    = 100     // of one element
	maxTag      = 1 << 20 // bytes of one tag
	maxElements = 20_000  // that Read takes
	maxParsed   = 200_000 // elements that Parse takes
)

// Guard reads XML as far as is needed to find the start and end of tags, and refuses, with a *news.Error, what encoding/xml would take
// any amount of memory for, or what no feed may have: document types, which declare entities, and elements with attributes without end.
func Guard(text []byte) error { return guard(text, false) }

// guard is Guard; if doctype is set, one document type is passed over that only names where it is declared.
func guard(text []byte, doctype bool) error {
	for at := 0; ; {
		i := bytes.IndexByte(text[at:], '<')
		if i < 0 {
			return nil
		}
		at += i
		rest := text[at:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			at += Skip(rest, 4, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			at += Skip(rest, 9, "]]>")
		case bytes.HasPrefix(rest, []byte("<?")):
			at += Skip(rest, 2, "?>")
		case bytes.HasPrefix(rest, []byte("<!")):
			n, plain := 0, false
			if doctype {
				n, plain = plainDoctype(rest)
			}
			if !plain {
				return refuseDeclaration(rest, Line(text, at))
			}
			at, doctype = at+n, false
		default:
			n, attrs := tagSize(rest)
			if attrs > maxAttrs {
				return news.Errorf(news.Invalid, "Line %d: an element has more than %d attributes, which no feed needs; it was not read.", Line(text, at), maxAttrs)
			}
			if n > maxTag {
				return news.Errorf(news.Invalid, "Line %d: a tag is longer than a megabyte, which no feed needs; it was not read.", Line(text, at))
			}
			at += n
		}
	}
}

// plainDoctype returns the length of the document type that rest starts with, and whether it declares nothing itself.
func plainDoctype(rest []byte) (int, bool) {
	if len(rest) < 10 || !bytes.EqualFold(rest[:9], []byte("<!DOCTYPE")) || IsWebPage(rest) {
		return 0, false
	}
	end := bytes.IndexByte(rest, '>')
	return end + 1, end > 0 && end <= 1_000 && !bytes.ContainsAny(rest[1:end], "[<%")
}

func refuseDeclaration(rest []byte, line int) error {
	if IsWebPage(rest) {
		return ErrWebPage
	}
	return news.Errorf(news.Invalid, "Line %d: the feed has a document type declaration (DOCTYPE), which can make a reader fetch or unfold anything; Stet does not read such feeds.", line)
}

// ErrWebPage is what is said of a web page where a feed should be.
var ErrWebPage = news.Errorf(news.Invalid, "This is a web page, not a feed: look on it for the address of its RSS or Atom feed.")

// IsWebPage reports whether the text starts as HTML does.
func IsWebPage(rest []byte) bool {
	head := bytes.ToLower(rest[:min(len(rest), 64)])
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// Skip returns the length of what starts rest and goes to the end mark.
func Skip(rest []byte, from int, end string) int {
	if i := bytes.Index(rest[from:], []byte(end)); i >= 0 {
		return from + i + len(end)
	}
	return len(rest)
}

// tagSize returns the length of the tag that rest starts with, and how many attributes
// it has. A tag without an end goes as far as it is scanned for.
func tagSize(rest []byte) (n, attrs int) {
	var quote byte
	words := 0 // read loosely, an attribute needs no value
	for n = 1; n < len(rest); n++ {
		switch c := rest[n]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return n + 1, attrs
		case c == '"' || c == '\'':
			quote = c
		case c == '=':
			if attrs++; attrs > maxAttrs {
				return n, attrs
			}
		case c <= ' ':
			if words++; words > 10*maxAttrs {
				return n, maxAttrs + 1
			}
		case c == '<':
			return n, attrs // not a tag after all, or a broken one
		}
	}
	return n, attrs
}

// Line returns the number of the line, from 1, that the place is on.
func Line(text []byte, at int) int { return 1 + bytes.Count(text[:min(at, len(text))], []byte("\n")) }
