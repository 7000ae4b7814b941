package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/stet-news/stet/internal/news"
)

// mapper turns tokens into blocks. It keeps the elements that are open, as a browser
// would, and beside them the frames: the blocks of the document that they opened.
type mapper struct {
	z    *html.Tokenizer
	base *url.URL

	open   []element
	frames []news.Node
	run    run // the paragraph that is being written
	doc    []news.Node

	media  []news.Media
	figure figure

	nodes, bytes int
	cut          bool
}

// element is an open element.
type element struct {
	atom   atom.Atom
	href   string // of a link
	credit bool   // in a caption, it says whose picture it is
	frame  bool   // it opened a frame
}

// figure is the figure that is open: which media are in it, and its caption.
type figure struct {
	on              bool
	from            int
	caption, credit string
}

func (m *mapper) result() Result {
	m.closeTo(0)
	m.flush()
	return Result{Body: news.Document{Blocks: m.doc}, Media: m.media, Cut: m.cut}
}

// room is how many bytes there are left.
func (m *mapper) room() int { return maxText - m.bytes }

// spend counts a node and its bytes against the limits, and reports whether there is room.
func (m *mapper) spend(bytes int) bool {
	if m.nodes+1 > maxNodes || bytes > m.room() {
		m.cut = true
		return false
	}
	m.nodes++
	m.bytes += bytes
	return true
}

// within reports whether an element of the kind is open.
func (m *mapper) within(a atom.Atom) bool {
	return m.find(func(e element) bool { return e.atom == a }) >= 0
}

// find returns the index of the innermost open element that f wants, or -1.
func (m *mapper) find(f func(element) bool) int {
	for i := len(m.open) - 1; i >= 0; i-- {
		if f(m.open[i]) {
			return i
		}
	}
	return -1
}

// start is a start tag.
func (m *mapper) start(t tag) {
	switch t.atom {
	case 0:
		return // an element nobody knows: its text counts
	case atom.Script, atom.Style:
	default:
		m.z.NextIsNotRawText() // what is in a <noscript> or <textarea> is read like the rest
	}
	if block[t.atom] {
		m.startBlock(t.atom)
	}
	switch t.atom {
	case atom.Br:
		m.newline()
		return
	case atom.A:
		m.end(atom.A) // a link in a link ends the first
	case atom.Img, atom.Source, atom.Embed:
		m.file(t)
		return
	case atom.Video, atom.Audio:
		m.file(t)
	case atom.Iframe:
		m.player(t)
	case atom.Q:
		m.text("“")
	case atom.Td, atom.Th:
		if !m.opensFrame(t.atom) && !m.run.empty() {
			m.run.write(" | ", nil) // a table where none may stand: its rows become lines
		}
	case atom.Li:
		if !m.opensFrame(t.atom) {
			m.run.write("• ", nil)
		}
	case atom.Figure:
		m.endFigure()
		m.figure = figure{on: true, from: len(m.media)}
	default: // nothing but to be open
	}
	if void[t.atom] || len(m.open) >= maxOpen {
		return
	}
	e := element{atom: t.atom, credit: isCredit(t), frame: m.opensFrame(t.atom)}
	if t.atom == atom.A {
		e.href = link(m.base, t.href, "http", "https", "mailto", "tel")
	}
	if e.frame && m.spend(len(news.Quotation)) {
		m.openFrame(t.atom)
	} else {
		e.frame = false
	}
	m.open = append(m.open, e)
}

// startBlock ends what a block's start tag ends without saying so.
func (m *mapper) startBlock(a atom.Atom) {
	if i := m.find(func(e element) bool { return silent[e.atom] }); i >= 0 {
		m.closeTo(i) // an unclosed <svg> must not swallow the rest of the copy
	}
	closes := map[atom.Atom]string{atom.Li: "li", atom.Dt: "dt dd", atom.Dd: "dt dd", atom.Td: "td th", atom.Th: "td th", atom.Tr: "td th tr"}[a]
	if isHeading(a) {
		closes = "h1 h2 h3 h4 h5 h6"
	}
	if closes != "" {
		scope := m.find(func(e element) bool {
			return e.atom == atom.Table || e.atom == atom.Ul && a == atom.Li || e.atom == atom.Ol && a == atom.Li
		})
		for i := len(m.open) - 1; i > scope; i-- {
			if strings.Contains(" "+closes+" ", " "+m.open[i].atom.String()+" ") {
				m.closeTo(i)
			}
		}
	}
	edge := m.find(func(e element) bool { return e.frame || e.atom == atom.Div || e.atom == atom.Figcaption })
	if i := m.find(func(e element) bool { return e.atom == atom.P }); i > edge {
		m.closeTo(i)
	}
	if isCell(a) && !m.opensFrame(a) {
		return // its row is one line
	}
	m.flush()
}

func isCell(a atom.Atom) bool { return a == atom.Td || a == atom.Th }

// end is an end tag.
func (m *mapper) end(a atom.Atom) {
	tabular := a == atom.Table || a == atom.Tr || isCell(a) || a == atom.Tbody || a == atom.Thead || a == atom.Tfoot || a == atom.Caption
	for i := len(m.open) - 1; i >= 0; i-- {
		switch e := m.open[i]; {
		case e.atom == a && block[a], e.atom == a && silent[a]:
			m.closeTo(i)
			return
		case e.atom == a:
			m.close(e)
			m.open = append(m.open[:i], m.open[i+1:]...)
			return
		case isCell(e.atom) || e.atom == atom.Table:
			if !tabular {
				return // a stray end tag does not reach out of its cell
			}
		}
	}
	if block[a] {
		m.flush()
	}
}

// closeTo closes the open elements from the innermost out to the one at i.
func (m *mapper) closeTo(i int) {
	for len(m.open) > i {
		e := m.open[len(m.open)-1]
		m.close(e)
		m.open = m.open[:len(m.open)-1]
	}
}

// close is called while e is still open.
func (m *mapper) close(e element) {
	switch {
	case e.atom == atom.Q:
		m.text("”")
	case m.captures(e.atom):
		m.captured(e)
	case block[e.atom] && (e.frame || !isCell(e.atom)):
		m.flush()
	}
	if e.atom == atom.Figure {
		m.endFigure()
	}
	if e.frame {
		m.closeFrame()
	}
}

// text is a text between tags.
func (m *mapper) text(s string) {
	if m.find(func(e element) bool { return silent[e.atom] }) >= 0 {
		return
	}
	if top := m.top(); m.run.empty() && (top == news.List || top == news.Table || top == news.Row) && strings.TrimSpace(s) == "" {
		return
	}
	var marks []news.Mark
	var shift func(string) string
	for _, e := range m.open {
		switch e.atom {
		case atom.B, atom.Strong, atom.Dt:
			marks = withMark(marks, news.Mark{Type: news.Bold})
		case atom.I, atom.Em:
			marks = withMark(marks, news.Mark{Type: news.Italic})
		case atom.A:
			if e.href != "" {
				marks = withMark(marks, news.Mark{Type: news.Link, Href: e.href})
			}
		case atom.Sup:
			shift = superscript
		case atom.Sub:
			shift = subscript
		default: // it has no form that we keep
		}
		if isHeading(e.atom) && len(m.frames) > 0 {
			marks = withMark(marks, news.Mark{Type: news.Bold})
		}
	}
	if shift != nil {
		s = shift(s)
	}
	if i := m.capturing(); i >= 0 && m.figure.on && len(m.figure.credit) < maxAttr && m.find(func(e element) bool { return e.credit }) > i {
		m.figure.credit += s
		return
	}
	if !m.within(atom.Pre) {
		m.run.write(s, marks)
		return
	}
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			m.newline()
		}
		m.run.write(line, marks)
	}
}

func isCredit(t tag) bool {
	class := strings.ToLower(t.class)
	return t.atom == atom.Cite || strings.Contains(class, "credit") || strings.Contains(class, "copyright")
}

// newline is a <br>. Two of them are what some have for a new paragraph.
func (m *mapper) newline() {
	if m.run.breaks > 0 && m.capturing() < 0 {
		m.emit()
		return
	}
	m.run.newline()
}

// withMark adds a mark; of two links the inner counts.
func withMark(marks []news.Mark, mark news.Mark) []news.Mark {
	for i, old := range marks {
		if old.Type == mark.Type {
			marks[i] = mark
			return marks
		}
	}
	return append(marks, mark)
}

func isHeading(a atom.Atom) bool {
	return a == atom.H1 || a == atom.H2 || a == atom.H3 || a == atom.H4 || a == atom.H5 || a == atom.H6
}
