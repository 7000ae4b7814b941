package markup

import (
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/stet-news/stet/internal/news"
)

// top returns the kind of the innermost frame, "" in the document itself.
func (m *mapper) top() news.NodeType {
	if len(m.frames) == 0 {
		return ""
	}
	return m.frames[len(m.frames)-1].Type
}

// opensFrame reports whether an element opens a frame where we are: a quotation and a
// table stand in the document only, a list there or in an item. Where it does not, its
// text goes on in the frame that is open.
func (m *mapper) opensFrame(a atom.Atom) bool {
	if len(m.open) >= maxOpen {
		return false
	}
	top := m.top()
	switch a {
	case atom.Blockquote, atom.Table:
		return top == "" && m.capturing() < 0
	case atom.Ul, atom.Ol:
		lists := 0
		for _, f := range m.frames {
			if f.Type == news.List {
				lists++
			}
		}
		return (top == "" || top == news.Item) && lists < maxLists && m.capturing() < 0
	case atom.Li:
		return top == news.List
	case atom.Tr:
		return top == news.Table
	case atom.Td, atom.Th:
		return top == news.Row || top == news.Table // which then gets a row
	default:
		return false
	}
}

func (m *mapper) openFrame(a atom.Atom) {
	n := news.Node{}
	switch a {
	default:
		n.Type = news.Quotation
	case atom.Table:
		n.Type = news.Table
	case atom.Ul, atom.Ol:
		n.Type = news.List
		n.Attrs.Ordered = a == atom.Ol
	case atom.Li:
		n.Type = news.Item
	case atom.Tr:
		n.Type = news.Row
	case atom.Td, atom.Th:
		if m.top() == news.Table { // a cell outside a row
			m.open = append(m.open, element{atom: atom.Tr, frame: true})
			m.frames = append(m.frames, news.Node{Type: news.Row})
		}
		n.Type = news.Cell
		n.Attrs.Header = a == atom.Th
	}
	m.frames = append(m.frames, n)
}

// closeFrame puts the innermost frame where it belongs. One with nothing in it is left out.
func (m *mapper) closeFrame() {
	n := m.frames[len(m.frames)-1]
	m.frames = m.frames[:len(m.frames)-1]
	switch {
	case n.Type == news.Cell:
		n.Content = trimRuns(n.Content)
	case n.Type == news.Row && !hasText(n.Content), len(n.Content) == 0:
		m.keepAttribution(n)
		return
	}
	m.put(n)
}

// keepAttribution saves the words of a quotation or table that holds nothing else.
func (m *mapper) keepAttribution(n news.Node) {
	if s := n.Attrs.Attribution + n.Attrs.Caption; s != "" && m.spend(len(s)+20) {
		m.put(news.Node{Type: news.Paragraph, Content: []news.Node{{Type: news.Text, Text: s}}})
	}
}

func hasText(cells []news.Node) bool {
	for _, c := range cells {
		if len(c.Content) > 0 {
			return true
		}
	}
	return false
}

// put adds a finished block to the innermost frame, in the form that it may have there.
func (m *mapper) put(n news.Node) {
	if len(m.frames) == 0 {
		m.doc = append(m.doc, n)
		return
	}
	f := &m.frames[len(m.frames)-1]
	if n.Type == news.Heading || n.Type == news.Embed {
		if n.Type == news.Embed {
			n.Content = []news.Node{{Type: news.Text, Text: n.Attrs.Title, Marks: []news.Mark{{Type: news.Link, Href: n.Attrs.URL}}}}
			n.Attrs = news.Attrs{}
		}
		n.Type = news.Paragraph
	}
	switch {
	case f.Type == news.List && n.Type != news.Item: // text straight in a list
		n = news.Node{Type: news.Item, Content: []news.Node{n}}
		m.nodes++
	case f.Type == news.Cell:
		if len(f.Content) > 0 {
			f.Content = append(f.Content, news.Node{Type: news.Break})
			m.nodes++
		}
		f.Content = append(f.Content, n.Content...)
		return
	case f.Type == news.Table && n.Type != news.Row, f.Type == news.Row && n.Type != news.Cell:
		m.doc = append(m.doc, n) // text between cells goes before the table, as in browsers
		return
	}
	f.Content = append(f.Content, n)
}

// capturing returns the index of the innermost open element whose text becomes an
// attribute, not a paragraph; -1 if there is none.
func (m *mapper) capturing() int {
	return m.find(func(e element) bool { return m.captures(e.atom) })
}

func (m *mapper) captures(a atom.Atom) bool {
	switch a {
	case atom.Figcaption:
		return m.figure.on
	case atom.Caption:
		return m.top() == news.Table
	case atom.Footer:
		return m.top() == news.Quotation
	default:
		return false
	}
}

// flush ends the paragraph that is being written.
func (m *mapper) flush() {
	if i := m.capturing(); i >= 0 {
		m.run.newline()
		return
	}
	m.emit()
}

func (m *mapper) emit() {
	runs, bytes := m.run.take()
	if len(runs) == 0 {
		return
	}
	n := news.Node{Type: news.Paragraph, Content: runs}
	if len(m.frames) == 0 && m.find(func(e element) bool { return isHeading(e.atom) }) >= 0 {
		n.Type = news.Heading
	}
	if over := m.nodes + 1 + len(runs) - maxNodes; over > 0 {
		m.cut = true
		n.Content = trimRuns(runs[:max(0, len(runs)-over)])
	}
	if room := m.room() - len(n.Type); bytes > room {
		m.cut = true
		n.Content = fit(n.Content, room)
	}
	if len(n.Content) > 0 {
		m.nodes += 1 + len(n.Content)
		m.bytes += min(bytes, m.room())
		m.put(n)
	}
}

// captured is the end of an element whose text becomes an attribute.
func (m *mapper) captured(e element) {
	runs, _ := m.run.take()
	text := attribute(runs)
	if text == "" || !m.spend(len(text)) {
		return
	}
	if e.atom == atom.Figcaption {
		m.figure.caption = joined(m.figure.caption, text)
		return
	}
	a := &m.frames[len(m.frames)-1].Attrs
	if e.atom == atom.Caption {
		a.Caption = joined(a.Caption, text)
	} else {
		a.Attribution = joined(a.Attribution, text)
	}
}

// attribute returns runs as one line that an attribute can hold.
func attribute(runs []news.Node) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Type == news.Break {
			b.WriteByte(' ')
		}
		b.WriteString(r.Text)
	}
	return short(strings.Join(strings.Fields(b.String()), " "))
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return short(a + " " + b)
}

// short returns s as an attribute may be, cut between letters if it is too long.
func short(s string) string {
	if s = news.CleanText(s); len(s) > maxAttr {
		s = news.CleanText(strings.ToValidUTF8(s[:maxAttr], ""))
	}
	return s
}
