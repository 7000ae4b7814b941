package news

import (
	"bytes"
	"encoding/json"
	"html"
	"strings"
)

// MarshalJSON returns the document's JSON form, which DecodeDocument reads back to
// an equal document. Attributes that are empty are left out.
func (d Document) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"type":"doc"`)
	writeNodes(&b, d.Blocks)
	b.WriteByte('}')
	return b.Bytes(), nil
}

func writeNodes(b *bytes.Buffer, nodes []Node) {
	if len(nodes) == 0 {
		return
	}
	b.WriteString(`,"content":[`)
	for i, n := range nodes {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"type":`)
		writeString(b, string(n.Type))
		n.writeAttrs(b)
		writeNodes(b, n.Content)
		if n.Type == Text {
			b.WriteString(`,"text":`)
			writeString(b, n.Text)
		}
		writeMarks(b, n.Marks)
		b.WriteByte('}')
	}
	b.WriteByte(']')
}

func (n Node) writeAttrs(b *bytes.Buffer) {
	open := `,"attrs":{`
	for _, name := range schema[n.Type].attrs {
		if s := n.Attrs.str(name); s != nil && *s != "" {
			b.WriteString(open)
			writeString(b, name)
			b.WriteByte(':')
			writeString(b, *s)
			open = ","
		} else if f := n.Attrs.flag(name); f != nil && *f {
			b.WriteString(open)
			writeString(b, name)
			b.WriteString(":true")
			open = ","
		}
	}
	if open == "," {
		b.WriteByte('}')
	}
}

func writeMarks(b *bytes.Buffer, marks []Mark) {
	if len(marks) == 0 {
		return
	}
	b.WriteString(`,"marks":[`)
	for i, m := range marks {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"type":`)
		writeString(b, string(m.Type))
		if m.Type == Link {
			b.WriteString(`,"attrs":{"href":`)
			writeString(b, m.Href)
			b.WriteByte('}')
		}
		b.WriteByte('}')
	}
	b.WriteByte(']')
}

// writeString writes s as JSON, with <, > and & as they are: this is not for a page.
func writeString(b *bytes.Buffer, s string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes, and a Buffer takes everything
	b.Truncate(b.Len() - 1)
}

// HTMLWriter writes a document as HTML. The zero value leaves pictures out and
// adds nothing to embeds.
type HTMLWriter struct {
	// Picture returns the HTML of a picture in the body, "" to leave it out.
	Picture func(PictureUse) string
	// Media returns the HTML of a film or a sound in the body, "" to leave it out; nil leaves all
	// out.
	Media func(RecordingUse) string
	// EmbedNote is said after an embed's provider: "opens %s, uses data". Plain text.
	EmbedNote string
}

// HTML returns the document as HTML. Every text is escaped; nothing of a document
// can add an element or attribute that is not written here.
func (w HTMLWriter) HTML(d Document) string {
	var b strings.Builder
	w.nodes(&b, d.Blocks)
	return b.String()
}

func (w HTMLWriter) nodes(b *strings.Builder, nodes []Node) {
	for _, n := range nodes {
		w.node(b, n)
	}
}

func (w HTMLWriter) node(b *strings.Builder, n Node) {
	switch n.Type {
	case Text:
		writeRun(b, n)
	case Break:
		b.WriteString("<br>")
	case PictureRef:
		if w.Picture != nil {
			b.WriteString(w.Picture(n.Attrs.use()))
		}
	case MediaRef:
		if w.Media != nil {
			b.WriteString(w.Media(n.recording()))
		}
	case Embed:
		w.embed(b, n.Attrs)
	case Quotation:
		w.wrap(b, n, "<blockquote>", attribution(n)+"</blockquote>\n")
	case PullQuote:
		w.wrap(b, n, `<aside class="pull"><p>`, "</p>"+attribution(n)+"</aside>\n")
	case List:
		if n.Attrs.Ordered {
			w.wrap(b, n, "<ol>", "</ol>\n")
		} else {
			w.wrap(b, n, "<ul>", "</ul>\n")
		}
	case Table:
		w.table(b, n)
	case Cell:
		if n.Attrs.Header {
			w.wrap(b, n, `<th scope="col">`, "</th>")
		} else {
			w.wrap(b, n, "<td>", "</td>")
		}
	default:
		tag := map[NodeType]string{Paragraph: "p", Heading: "h2", Item: "li", Row: "tr"}[n.Type]
		w.wrap(b, n, "<"+tag+">", "</"+tag+">\n")
	}
}

func (w HTMLWriter) wrap(b *strings.Builder, n Node, before, after string) {
	b.WriteString(before)
	w.nodes(b, n.Content)
	b.WriteString(after)
}

// table is focusable, since it may scroll sideways on a phone and must be reached by keyboard.
func (w HTMLWriter) table(b *strings.Builder, n Node) {
	label := ""
	if n.Attrs.Caption != "" {
		label = ` role="region" aria-label="` + html.EscapeString(n.Attrs.Caption) + `"`
	}
	b.WriteString(`<div class="table" tabindex="0"` + label + `><table>`)
	if n.Attrs.Caption != "" {
		b.WriteString("<caption>" + html.EscapeString(n.Attrs.Caption) + "</caption>")
	}
	w.nodes(b, n.Content)
	b.WriteString("</table></div>\n")
}

func (w HTMLWriter) embed(b *strings.Builder, a Attrs) {
	b.WriteString(`<p class="embed"><a href="` + html.EscapeString(a.URL) + `" rel="noopener">` + html.EscapeString(a.Title) + `</a> <small>`)
	b.WriteString(html.EscapeString(a.Provider))
	if w.EmbedNote != "" {
		b.WriteString(" · " + html.EscapeString(w.EmbedNote))
	}
	b.WriteString("</small></p>\n")
}

func attribution(n Node) string {
	if n.Attrs.Attribution == "" {
		return ""
	}
	return "<footer>" + html.EscapeString(n.Attrs.Attribution) + "</footer>"
}

var markTags = map[MarkType]string{Bold: "strong", Italic: "em", Link: "a"}

func writeRun(b *strings.Builder, n Node) {
	for _, m := range n.Marks {
		b.WriteString("<" + markTags[m.Type])
		if m.Type == Link {
			b.WriteString(` href="` + html.EscapeString(m.Href) + `"`)
		}
		b.WriteString(">")
	}
	b.WriteString(html.EscapeString(n.Text))
	for i := len(n.Marks) - 1; i >= 0; i-- {
		b.WriteString("</" + markTags[n.Marks[i].Type] + ">")
	}
}
