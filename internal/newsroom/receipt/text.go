package receipt

import (
	"bytes"
	"encoding/json"
	"html"
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/news"
)

// leastProof is how many letters a text has at least that proves which version a page is:
// a shorter one stands in others as well.
const leastProof = 6

// untag takes tags and the marks of CDATA out of a text: <![CDATA[, ]]> and <…> without
// another angle in it.
func untag(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for {
		i := strings.IndexAny(text, "<]")
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		text = text[i:]
		n := markAt(text)
		if n == 0 {
			b.WriteByte(text[0])
			n = 1
		}
		text = text[n:]
	}
}

// markAt returns how long the mark is that the text begins with, 0 for none.
func markAt(text string) int {
	switch {
	case strings.HasPrefix(text, cdata):
		return len(cdata)
	case strings.HasPrefix(text, "]]>"):
		return len("]]>")
	case text[0] == '<':
		if i := strings.IndexAny(text[1:], "<>"); i >= 0 && text[1+i] == '>' {
			return i + 2
		}
	}
	return 0
}

const cdata = "<![CDATA["

// squeeze is a page's text as letters and digits alone, whatever the page is: so a
// typographer's quote, a line's end or an escape is no difference.
func squeeze(body []byte, kind string) string {
	text := string(body)
	if strings.Contains(kind, "json") {
		text = strings.Join(stringsIn(body), "\n")
	}
	text = html.UnescapeString(untag(text))
	if strings.Contains(kind, "xml") || strings.Contains(kind, "json") { // HTML as text
		text = html.UnescapeString(untag(text))
	}
	return letters(text)
}

// stringsIn are the strings of a JSON text.
func stringsIn(body []byte) (list []string) {
	d := json.NewDecoder(bytes.NewReader(body))
	for {
		t, err := d.Token()
		if err != nil {
			return list
		}
		if s, ok := t.(string); ok {
			list = append(list, s)
		}
	}
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// blocks are the texts of a document's blocks, squeezed. A block that is no text is left
// out: how it looks is the press's.
func blocks(d news.Document) (list []string) {
	for _, n := range d.Blocks {
		if n.Type != news.Paragraph && n.Type != news.Heading {
			continue
		}
		if s := letters(news.Document{Blocks: []news.Node{n}}.Plain()); len(s) >= leastProof {
			list = append(list, s)
		}
	}
	return list
}
