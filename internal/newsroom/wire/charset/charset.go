// Package charset finds out in which charset copy came, and keeps which of the received bytes a part of it was.
package charset

import (
	"bytes"
	"errors"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	web "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// Text is a document as UTF-8 that knows where its parts were in the bytes received.
type Text struct {
	UTF8 []byte
	Name string // of the charset, "" for UTF-8

	doc   []byte // as received
	skip  int    // bytes of a byte order mark
	coder encoding.Encoding
}

// ErrTooLarge is what is said of a file that is larger than is read.
var ErrTooLarge = news.Errorf(news.TooLarge, "The feed is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)

// UTF8 returns a document of plain text in UTF-8, whatever charset it is in, and the
// charset's name, "" if that is UTF-8. An error is a *news.Error.
func UTF8(doc []byte) (content []byte, charset string, err error) {
	t, err := Decode(doc, "")
	return t.UTF8, t.Name, err
}

// declared matches the charset in an XML declaration, in any charset that has ASCII in it.
var declared = pattern.New(`^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_.:\-]{1,40})["']`)

// Decode finds out the charset: a byte order mark, then what the document says (but for Western Europe's, where it shows to be UTF-8), then
// UTF-8 if it shows to be that, then what the server said, then Windows' for Western
// Europe. A server's word counts less than the standard has it, because a server that
// was never told says ISO-8859-1 of everything. Only the charsets of the web are known.
func Decode(doc []byte, contentType string) (Text, error) {
	t := Text{doc: doc}
	said := ""
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		said = params["charset"]
	}
	own := ""
	if m := declared.FindSubmatch(doc[:min(len(doc), 512)]); m != nil {
		own = string(m[1])
	}
	label := own
	switch {
	case bytes.HasPrefix(doc, []byte("\xef\xbb\xbf")):
		t.skip, label = 3, "utf-8"
	case bytes.HasPrefix(doc, []byte("\xff\xfe")):
		t.skip, label = 2, "utf-16le"
	case bytes.HasPrefix(doc, []byte("\xfe\xff")):
		t.skip, label = 2, "utf-16be"
	case bytes.HasPrefix(doc, []byte("<\x00")):
		label = "utf-16le"
	case bytes.HasPrefix(doc, []byte("\x00<")):
		label = "utf-16be"
	case strings.HasPrefix(strings.ToLower(own), "utf-16"): // it could not be read so far if that were true
		label = "utf-8"
	}
	valid := label != "utf-16le" && label != "utf-16be" && utf8.Valid(doc)
	if latin[strings.ToLower(label)] && valid && !ascii(doc) {
		label = "utf-8"
	}
	switch {
	case label == "" && valid && (said == "" || !ascii(doc)):
		label = "utf-8"
	case said != "" && (label == "" || isUTF8(label) && !valid && t.skip == 0):
		label = said
	case label == "":
		label = "windows-1252"
	}
	coder, name := web.Lookup(label)
	if coder == nil || name == "replacement" {
		return t, news.Errorf(news.Unsupported, "The feed is written in the charset %q, which Stet does not know; UTF-8 always works.", label)
	}
	body := doc[t.skip:]
	if isUTF8(label) {
		if t.UTF8 = body; valid {
			return t, nil
		}
		coder, name = unicode.UTF8, "" // bytes that are none become U+FFFD
	}
	t.coder, t.Name = coder, name
	var err error
	if t.UTF8, err = coder.NewDecoder().Bytes(body); err != nil {
		return t, news.Errorf(news.Invalid, "The feed says that it is in the charset %q, and cannot be read so.", label)
	}
	if len(t.UTF8) > item.MaxFile {
		return t, ErrTooLarge
	}
	if t.Name == "" && len(t.UTF8) > len(body)+len(body)/4 {
		return t, news.Errorf(news.Invalid, "The feed is said to be in UTF-8 and is not: too much of it cannot be read.")
	}
	return t, nil
}

// latin are the charsets that programs write on what they never looked at. What is text in UTF-8 is not text in them but by the rarest
// of chances: every letter beyond ASCII would be a capital with an accent and a sign after it.
var latin = map[string]bool{"iso-8859-1": true, "latin1": true, "windows-1252": true, "us-ascii": true, "ascii": true}

func ascii(b []byte) bool {
	return !bytes.ContainsFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
}

func isUTF8(label string) bool {
	label = strings.ToLower(label)
	return label == "utf-8" || label == "utf8"
}

// Type adds the charset to a media type.
func (t *Text) Type(kind string) string {
	if t.Name == "" {
		return kind
	}
	return kind + "; charset=" + t.Name
}

// Span is a part of a Text's UTF8.
type Span struct{ From, To int }

// Raw returns the received bytes of spans, which are in order and apart. Where the received bytes cannot be told apart, a span's are the
// whole document.
func (t *Text) Raw(spans []Span) [][]byte {
	raw := make([][]byte, len(spans))
	if t.coder == nil {
		for i, s := range spans {
			raw[i] = t.doc[t.skip+s.From : t.skip+s.To : t.skip+s.To]
		}
		return raw
	}
	at, from := 0, t.skip // the same place in UTF8 and in doc
	d := t.coder.NewDecoder().Transformer
	lost := false
	move := func(to int) int {
		dst := make([]byte, to-at)
		n, used, err := d.Transform(dst, t.doc[from:], true)
		if n != to-at || err != nil && !errors.Is(err, transform.ErrShortDst) || !bytes.Equal(dst, t.UTF8[at:to]) {
			lost = true
			return from
		}
		at, from = to, from+used
		return from
	}
	for i, s := range spans {
		start := move(s.From)
		end := move(s.To)
		if raw[i] = t.doc; !lost {
			raw[i] = t.doc[start:end:end]
		}
	}
	return raw
}
