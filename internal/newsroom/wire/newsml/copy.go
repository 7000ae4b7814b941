package newsml

import (
	"encoding/base64"
	"html"
	"net/url"
	"slices"
	"strings"

	htmlatom "golang.org/x/net/html/atom"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
	"github.com/stet-news/stet/internal/newsroom/wire/nitf"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

// Copy is copy that stood in an item, with what it says of itself: NITF has nearly all that an item has.
type Copy struct {
	item.Item
	Problems []string
	// Unknown is the name of the element that the copy is in, if Stet does not know it: then only its words were kept.
	Unknown string
}

func copyOf(r markup.Result) (c Copy) {
	c.Body, c.Media, c.Cut = r.Body, r.Media, r.Cut
	return c
}

// Read reads what is in an element of a file from the source: a document of NITF or XHTML, a part of one, or text. Relative addresses are
// taken from base.
func Read(e *xmltree.Element, base *url.URL, from item.Source) Copy {
	if !e.HasElements() {
		return copyOf(Text(e.Words(), base))
	}
	for _, name := range []string{"nitf", "body.content"} {
		if n := First(e, name); n != nil {
			c := Copy{}
			c.Item, c.Problems = nitf.Read(n, from)
			return c
		}
	}
	if h := First(e, "html"); h != nil {
		title := ""
		if t := First(h, "title"); t != nil {
			title = Line(t)
		}
		if b := First(h, "body"); b != nil {
			h = b
		}
		c := copyOf(markup.HTML(h.HTML(), base))
		c.Headline = title
		return c
	}
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		if name := Local(k.Element); !isHTML(name) {
			c := copyOf(markup.HTML(words(e), nil))
			c.Unknown = name
			return c
		}
	}
	return copyOf(markup.HTML(e.HTML(), base))
}

// isHTML reports whether HTML has an element of the name, or NITF one for a block of text.
func isHTML(name string) bool {
	return htmlatom.Lookup([]byte(name)) != 0 || name == "block" || name == "hl2"
}

// Text reads text that may be HTML.
func Text(s string, base *url.URL) markup.Result {
	if t := strings.ToLower(s); strings.Contains(t, "</p>") || strings.Contains(t, "<br") || strings.Contains(t, "<p>") || strings.Contains(t, "</div>") {
		return markup.HTML(s, base)
	}
	return markup.Text(s)
}

// Described returns a description as HTML. It may have breaks in it, or lines that are broken only to look well in XML.
func Described(e *xmltree.Element) string {
	if e.HasElements() {
		return "<div>" + e.HTML() + "</div>"
	}
	s := strings.ReplaceAll(strings.TrimSpace(e.Words()), "\r\n", "\n")
	if wrapped(s) {
		return "<p>" + html.EscapeString(s) + "</p>"
	}
	end := "\n"
	if strings.Contains(s, "\n\n") {
		end = "\n\n"
	}
	var b strings.Builder
	for part := range strings.SplitSeq(s, end) {
		b.WriteString("<p>" + html.EscapeString(part) + "</p>")
	}
	return b.String()
}

// wrapped reports whether the lines of a text are broken where a program thought it looked well: all but the first are indented, and
// none is empty.
func wrapped(s string) bool {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return !slices.ContainsFunc(lines[1:], func(l string) bool {
		return strings.TrimSpace(l) == "" || !strings.HasPrefix(l, " ") && !strings.HasPrefix(l, "\t")
	})
}

// words returns the words of an element that is not known, as HTML: what stands in one element is one paragraph.
func words(e *xmltree.Element) string {
	var b strings.Builder
	var write func(e *xmltree.Element)
	write = func(e *xmltree.Element) {
		for _, k := range e.Kids {
			if k.Element != nil {
				write(k.Element)
			} else if s := strings.TrimSpace(k.Text); s != "" {
				b.WriteString("<p>" + html.EscapeString(s) + "</p>")
			}
		}
	}
	write(e)
	return b.String()
}

// Line returns the words of an element as one line.
func Line(e *xmltree.Element) string {
	if e.HasElements() {
		return item.Line(markup.HTML(e.HTML(), nil).Body.Plain())
	}
	return item.Line(e.Words())
}

// Byline returns a byline without the "By" before the name.
func Byline(s string) string {
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		return strings.TrimSpace(s[3:])
	}
	return s
}

const maxLong = 4 << 10 // bytes of terms and notes

// Join joins lines, without those that an earlier one has in it, up to the length of terms and notes.
func Join(lines ...string) string {
	var kept []string
	size := 0
	for _, l := range lines {
		if l != "" && size < 2*maxLong && !slices.ContainsFunc(kept, func(had string) bool { return strings.Contains(had, l) }) {
			kept, size = append(kept, l), size+len(l)
		}
	}
	return item.Cut(news.CleanText(strings.Join(kept, "; ")), maxLong)
}

// Long returns the words of an element as one line that may be as long as terms and notes are.
func Long(e *xmltree.Element) string {
	s := e.Words()
	if e.HasElements() {
		s = markup.HTML(e.HTML(), nil).Body.Plain()
	}
	return item.Cut(news.CleanText(strings.Join(strings.Fields(s), " ")), maxLong)
}

// Data returns the copy or the file in data that stands in an item, as its media type and encoding say. Encoded data that cannot be read
// is false.
func Data(s, kind, encoding string, base *url.URL) (c Copy, file item.File, ok bool) {
	kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(kind)), ";")
	if encoding == "" {
		switch kind {
		case "text/html", "application/xhtml+xml":
			c = copyOf(markup.HTML(s, base))
		default:
			c = copyOf(Text(s, base))
		}
		return c, file, true
	}
	if !strings.Contains(strings.ToLower(encoding), "64") {
		return c, file, false
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		return c, file, false
	}
	if strings.HasPrefix(kind, "text/") || kind == "application/xhtml+xml" {
		if t, err := charset.Decode(raw, ""); err == nil {
			return Data(string(t.UTF8), kind, "", base)
		}
	}
	return c, item.File{Type: kind, Data: raw}, true
}
