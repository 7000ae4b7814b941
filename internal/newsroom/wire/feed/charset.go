package feed

import (
	"bytes"
	"errors"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/stet-news/stet/internal/news"
)

// text is a document as UTF-8 that knows where its parts were in the bytes received.
type text struct {
	doc   []byte // as received
	utf8  []byte
	skip  int    // bytes of a byte order mark
	name  string // of the charset, "" for UTF-8
	coder encoding.Encoding
}

// UTF8 returns a document of plain text in UTF-8, whatever charset it is in, and the
// charset's name, "" if that is UTF-8. An error is a *news.Error.
func UTF8(doc []byte) (content []byte, charset string, err error) {
	t, err := decode(doc, "")
	return t.utf8, t.name, err
}

// declared matches the charset in an XML declaration, in any charset that has ASCII in it.
var declared = pattern.New(`^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_.:\-]{1,40})["']`)

// decode finds out the charset: a byte order mark, then what the document says, then
// UTF-8 if it shows to be that, then what the server said, then Windows' for Western
// Europe. A server's word counts less than the standard has it, because a server that
// was never told says ISO-8859-1 of everything. Only the charsets of the web are known.
func decode(doc []byte, contentType string) (text, error) {
	t := text{doc: doc}
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
	switch {
	case label == "" && valid && (said == "" || !ascii(doc)):
		label = "utf-8"
	case said != "" && (label == "" || isUTF8(label) && !valid && t.skip == 0):
		label = said
	case label == "":
		label = "windows-1252"
	}
	coder, name := charset.Lookup(label)
	if coder == nil || name == "replacement" {
		return t, news.Errorf(news.Unsupported, "The feed is written in the charset %q, which Stet does not know; UTF-8 always works.", label)
	}
	body := doc[t.skip:]
	if isUTF8(label) {
		if t.utf8 = body; valid {
			return t, nil
		}
		coder, name = unicode.UTF8, "" // bytes that are none become U+FFFD
	}
	t.coder, t.name = coder, name
	var err error
	if t.utf8, err = coder.NewDecoder().Bytes(body); err != nil {
		return t, news.Errorf(news.Invalid, "The feed says that it is in the charset %q, and cannot be read so.", label)
	}
	if len(t.utf8) > MaxFeed {
		return t, errTooLarge
	}
	if t.name == "" && len(t.utf8) > len(body)+len(body)/4 {
		return t, news.Errorf(news.Invalid, "The feed is said to be in UTF-8 and is not: too much of it cannot be read.")
	}
	return t, nil
}

func ascii(b []byte) bool {
	return !bytes.ContainsFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
}

func isUTF8(label string) bool {
	label = strings.ToLower(label)
	return label == "utf-8" || label == "utf8"
}

// rawType adds the charset to a media type.
func (t *text) rawType(kind string) string {
	if t.name == "" {
		return kind
	}
	return kind + "; charset=" + t.name
}

// setRaw sets the raw bytes of the pieces, which are in order and apart. Where the
// received bytes cannot be told apart, an item's are the whole document.
func (t *text) setRaw(pieces []piece) {
	if t.coder == nil {
		for i, p := range pieces {
			pieces[i].raw = t.doc[t.skip+p.start : t.skip+p.end : t.skip+p.end]
		}
		return
	}
	at, from := 0, t.skip // the same place in utf8 and in doc
	d := t.coder.NewDecoder().Transformer
	lost := false
	move := func(to int) int {
		dst := make([]byte, to-at)
		n, used, err := d.Transform(dst, t.doc[from:], true)
		if n != to-at || err != nil && !errors.Is(err, transform.ErrShortDst) || !bytes.Equal(dst, t.utf8[at:to]) {
			lost = true
			return from
		}
		at, from = to, from+used
		return from
	}
	for i, p := range pieces {
		start := move(p.start)
		end := move(p.end)
		if lost {
			pieces[i].raw = t.doc
			continue
		}
		pieces[i].raw = t.doc[start:end:end]
	}
}
