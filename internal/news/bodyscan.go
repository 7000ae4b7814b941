package news

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// scanner reads the JSON of a document value by value. It is a tenth of the work that
// encoding/json's tokens are, and a body is read for every page that is printed from it.
type scanner struct {
	data []byte
	at   int
}

// next returns the byte that the next value, or what else comes, begins with, and 0 at the
// end.
func (s *scanner) next() byte {
	for s.at < len(s.data) {
		switch c := s.data[s.at]; c {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return c
		}
	}
	return 0
}

// unexpected says what is wrong with what stands here in the place of something else.
func (s *scanner) unexpected() error {
	if s.next() == 0 && s.at >= len(s.data) {
		return io.ErrUnexpectedEOF
	}
	return fmt.Errorf("%q at byte %d", s.data[s.at], s.at)
}

// take steps over the byte, and reports whether it was there.
func (s *scanner) take(c byte) bool {
	if s.next() != c || s.at >= len(s.data) {
		return false
	}
	s.at++
	return true
}

// more steps to the next member of an object or a list: over the comma before it, which
// the first one has not. It returns false, and steps over the end, if there is none.
func (s *scanner) more(first bool, end byte) (bool, error) {
	switch {
	case s.take(end):
		return false, nil
	case first && s.next() != 0, !first && s.take(',') && s.next() != end:
		return true, nil
	default:
		return false, s.unexpected()
	}
}

// errNoText says that there is another value where a text was to be.
var errNoText = errors.New("no text")

// raw returns the text that comes next as it stands between its quotes, and whether it is
// nothing but letters, digits and signs of ASCII, and so is what it says.
func (s *scanner) raw() (text []byte, plain bool, err error) {
	if !s.take('"') {
		return nil, false, errNoText
	}
	plain = true
	for i := s.at; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			text, s.at = s.data[s.at:i], i+1
			return text, plain, nil
		case c == '\\':
			plain = false
			i++
		case c < ' ', c > '~':
			plain = false
		}
	}
	s.at = len(s.data)
	return nil, false, io.ErrUnexpectedEOF
}

// text returns the text that comes next, unquoted, and whether it is plain ASCII.
func (s *scanner) text() (text string, plain bool, err error) {
	s.next()
	from := s.at
	raw, plain, err := s.raw()
	if err != nil || plain {
		return known(raw), plain, err
	}
	whole := true
	for _, c := range raw {
		whole = whole && c != '\\' && c >= ' '
	}
	if whole && utf8.Valid(raw) {
		return string(raw), false, nil
	}
	text, err = unquote(s.data[from:s.at])
	return text, false, err
}

// unquote leaves to encoding/json what is rare: it knows escapes, and what is none.
func unquote(quoted []byte) (text string, err error) {
	err = json.Unmarshal(quoted, &text)
	return text, err
}

// known returns the text; one of those that stand in every document without making a copy.
func known(text []byte) string {
	switch string(text) {
	case "type":
		return "type"
	case "content":
		return "content"
	case "text":
		return "text"
	case "marks":
		return "marks"
	case "attrs":
		return "attrs"
	case "href":
		return "href"
	case string(Paragraph):
		return string(Paragraph)
	}
	return string(text)
}

// flag reads true or false; ok is false if neither is there.
func (s *scanner) flag() (v, ok bool) {
	s.next()
	for _, word := range []string{"true", "false"} {
		if end := s.at + len(word); end <= len(s.data) && string(s.data[s.at:end]) == word {
			s.at = end
			return word == "true", true
		}
	}
	return false, false
}

// isValue reports whether a value of some kind may begin here.
func (s *scanner) isValue() bool {
	switch c := s.next(); c {
	case '{', '[', '"', 't', 'f', 'n', '-':
		return true
	default:
		return c >= '0' && c <= '9'
	}
}
