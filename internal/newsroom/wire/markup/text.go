package markup

import (
	"html"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
)

// run is a paragraph that is being written: texts with marks, and breaks.
type run struct {
	nodes  []news.Node
	text   strings.Builder // of the last node, if it is open
	marks  []news.Mark
	isOpen bool
	space  bool // white space is due before the next word
	breaks int  // breaks due before the next word
	any    bool // a word has been written since the start
}

func (r *run) empty() bool { return !r.any }

// write adds text with white space collapsed, as HTML does.
func (r *run) write(s string, marks []news.Mark) {
	for len(s) > 0 {
		i := strings.IndexFunc(s, isSpace)
		if i != 0 {
			word := s
			if i > 0 {
				word = s[:i]
			}
			r.word(word, marks)
			s = s[len(word):]
			continue
		}
		r.space = true
		s = strings.TrimLeftFunc(s, isSpace)
	}
}

// isSpace reports white space that HTML collapses: not the kinds that do not break.
func isSpace(c rune) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func (r *run) word(w string, marks []news.Mark) {
	if w = news.CleanText(w); w == "" {
		return
	}
	if !r.any && r.breaks == 0 {
		r.space = false
	}
	if r.breaks > 0 && r.any {
		r.seal()
		r.nodes = append(r.nodes, news.Node{Type: news.Break})
	}
	if r.breaks > 0 {
		r.breaks, r.space = 0, false
	}
	if r.isOpen && !slices.Equal(r.marks, marks) {
		r.change(marks)
	}
	if !r.isOpen {
		r.isOpen, r.marks = true, marks
	}
	if r.space {
		r.text.WriteByte(' ')
		r.space = false
	}
	r.text.WriteString(w)
	r.any = true
}

// change ends the open text because other marks follow. A space between the two has
// only the marks of both: the one before a bold word is not bold.
func (r *run) change(marks []news.Mark) {
	var both []news.Mark
	for _, mark := range r.marks {
		if slices.Contains(marks, mark) {
			both = append(both, mark)
		}
	}
	if r.space && !slices.Equal(both, marks) {
		if !slices.Equal(both, r.marks) {
			r.seal()
			r.isOpen, r.marks = true, both
		}
		r.text.WriteByte(' ')
		r.space = false
	}
	r.seal()
}

func (r *run) newline() { r.breaks++ }

func (r *run) seal() {
	if r.isOpen {
		if t := news.CleanText(r.text.String()); t != "" {
			r.nodes = append(r.nodes, news.Node{Type: news.Text, Text: t, Marks: slices.Clone(r.marks)})
		}
		r.text.Reset()
		r.isOpen = false
	}
}

// fit returns the runs of at most the given bytes.
func fit(runs []news.Node, bytes int) []news.Node {
	for i, n := range runs {
		size := len(n.Type) + len(n.Text)
		for _, mark := range n.Marks {
			size += len(mark.Type) + len(mark.Href)
		}
		if size <= bytes {
			bytes -= size
			continue
		}
		if spare := size - bytes; spare < len(n.Text) {
			runs[i].Text = news.CleanText(strings.ToValidUTF8(n.Text[:len(n.Text)-spare], ""))
			i++
		}
		return trimRuns(runs[:i])
	}
	return runs
}

// take ends the paragraph and returns its runs, none if it has no words, and their
// bytes as package news counts them.
func (r *run) take() (nodes []news.Node, bytes int) {
	r.seal()
	nodes = trimRuns(r.nodes)
	*r = run{}
	for _, n := range nodes {
		bytes += len(n.Type) + len(n.Text)
		for _, mark := range n.Marks {
			bytes += len(mark.Type) + len(mark.Href)
		}
	}
	return nodes, bytes
}

// trimRuns returns runs without breaks at the ends, and none at all without a word.
func trimRuns(runs []news.Node) []news.Node {
	for len(runs) > 0 && (runs[0].Type == news.Break || strings.TrimSpace(runs[0].Text) == "") {
		runs = runs[1:]
	}
	for len(runs) > 0 && (runs[len(runs)-1].Type == news.Break || strings.TrimSpace(runs[len(runs)-1].Text) == "") {
		runs = runs[:len(runs)-1]
	}
	return runs
}

// Text reads plain text: an empty line ends a paragraph. In a text without empty lines
// every line is one.
func Text(src string) Result { return paragraphs(src, true) }

func paragraphs(src string, lineEach bool) Result {
	m := &mapper{}
	src = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2029", "\n\n", "\u2028", "\n", "\f", "\n\n").Replace(src)
	lines := strings.Split(strings.TrimSpace(src), "\n")
	lineEach = lineEach && !slices.ContainsFunc(lines, blank)
	for _, line := range lines {
		if lineEach || blank(line) {
			m.emit()
		}
		m.run.write(" "+line, nil)
		if m.cut {
			break
		}
	}
	return m.result()
}

func blank(line string) bool { return strings.TrimSpace(line) == "" }

// inline matches the tags of mere form that some put into headlines.
var inline = pattern.New(`(?i)</?(?:a|abbr|b|big|br|cite|code|em|font|i|mark|p|q|s|small|span|strong|sub|sup|tt|u)(?:\s[^<>]*)?/?>`)

// Line returns a text that may hold entities and tags of form, as a headline does, as
// one line of plain text. Other tags stay as they are written: "How to use <div>".
func Line(s string) string {
	s = inline.ReplaceAllStringFunc(s, func(t string) string {
		if strings.HasPrefix(strings.ToLower(t), "<br") || strings.HasPrefix(strings.ToLower(t), "</p") {
			return " "
		}
		return ""
	})
	return news.CleanText(strings.Join(strings.Fields(news.CleanText(html.UnescapeString(s))), " "))
}

var (
	ups   = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "−", "⁻")
	downs = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉")
)

// superscript keeps 10⁶ from becoming 106. Words (the th of 5th) stay as they are.
func superscript(s string) string { return shifted(s, ups) }

func subscript(s string) string { return shifted(s, downs) }

func shifted(s string, by *strings.Replacer) string {
	if strings.Trim(s, "0123456789+-−") != "" {
		return s
	}
	return by.Replace(s)
}
