package plain

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/news"
)

// order is the order of marks on a text, the outermost first.
var order = []news.MarkType{news.Link, news.Bold, news.Italic}

func byOrder(a, b news.Mark) int { return slices.Index(order, a.Type) - slices.Index(order, b.Type) }

// runs writes texts and breaks. Marks are opened and closed as brackets are, so that
// each closes what was opened last.
func (w writer) runs(nodes []news.Node) string {
	var b strings.Builder
	var open []news.Mark
	closeTo := func(n int) {
		for len(open) > n {
			last := open[len(open)-1]
			open = open[:len(open)-1]
			switch last.Type {
			case news.Bold:
				b.WriteString("**")
			case news.Italic:
				b.WriteString("*")
			case news.Link:
				b.WriteString("](" + address(last.Href) + ")")
			}
		}
	}
	for _, n := range tidy(nodes) {
		if n.Type == news.Break {
			closeTo(0)
			b.WriteByte('\n')
			continue
		}
		same := 0
		for same < len(open) && same < len(n.Marks) && open[same] == n.Marks[same] {
			same++
		}
		closeTo(same)
		for _, m := range n.Marks[same:] {
			b.WriteString(map[news.MarkType]string{news.Bold: "**", news.Italic: "*", news.Link: "["}[m.Type])
			open = append(open, m)
		}
		b.WriteString(w.escaped(n.Text))
	}
	closeTo(0)
	return b.String()
}

func address(href string) string {
	if strings.ContainsAny(href, "() ") {
		return "<" + href + ">"
	}
	return href
}

var escapes = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `[`, `\[`, `]`, `\]`, `--`, `\--`)

func (w writer) escaped(s string) string {
	if w.escape {
		return escapes.Replace(s)
	}
	return s
}

// readRuns reads the texts and breaks of some lines.
func readRuns(lines []string) []news.Node {
	var nodes []news.Node
	for i, l := range lines {
		if i > 0 {
			nodes = append(nodes, news.Node{Type: news.Break})
		}
		nodes = append(nodes, readLine(trim(l), nil)...)
	}
	return merged(nodes)
}

// readLine reads one line under the marks.
func readLine(s string, marks []news.Mark) (nodes []news.Node) {
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			nodes = append(nodes, news.Node{Type: news.Text, Text: text.String(), Marks: marks})
			text.Reset()
		}
	}
	under := func(m news.Mark, inner string) {
		flush()
		if slices.ContainsFunc(marks, func(o news.Mark) bool { return o.Type == m.Type }) {
			nodes = append(nodes, readLine(inner, marks)...)
			return
		}
		all := append(slices.Clone(marks), m)
		slices.SortFunc(all, byOrder)
		nodes = append(nodes, readLine(inner, all)...)
	}
	for s != "" {
		if inner, rest, ok := marked(s, "**"); ok {
			under(news.Mark{Type: news.Bold}, inner)
			s = rest
		} else if inner, rest, ok := marked(s, "*"); ok {
			under(news.Mark{Type: news.Italic}, inner)
			s = rest
		} else if inner, href, rest, ok := linked(s); ok {
			under(news.Mark{Type: news.Link, Href: href}, inner)
			s = rest
		} else {
			r, size := character(s)
			text.WriteString(r)
			s = s[size:]
		}
	}
	flush()
	return nodes
}

// character returns the first character of s, and how many bytes it was written in.
func character(s string) (string, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r == '\\' {
		if next, n := utf8.DecodeRuneInString(s[size:]); isSign(next) && n > 0 {
			return string(next), size + n
		}
	}
	return s[:size], size
}

// isSign reports whether r may follow a \ that makes it a character.
func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// marked reads **inner** or *inner* at the start of s. A sign that has a space on its
// inner side is a character.
func marked(s, sign string) (inner, rest string, ok bool) {
	if !strings.HasPrefix(s, sign) {
		return "", "", false
	}
	for i := len(sign); i < len(s); {
		if s[i] == '*' {
			end := i
			for end < len(s) && s[end] == '*' {
				end++
			}
			// Of several stars, those of the inner marks come first.
			if at := end - len(sign); (end-i)%2 == len(sign)%2 || end-i > 2 {
				inner = s[len(sign):at]
				if at >= i && inner != "" && trim(inner) == inner {
					return inner, s[end:], true
				}
			}
			i = end
			continue
		}
		_, size := character(s[i:])
		i += size
	}
	return "", "", false
}

// linked reads [inner](href) at the start of s.
func linked(s string) (inner, href, rest string, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return "", "", "", false
	}
	for i := 1; i < len(s); {
		if strings.HasPrefix(s[i:], "](") {
			inner, rest = s[1:i], s[i+2:]
			end, skip := ")", 0
			if strings.HasPrefix(rest, "<") {
				end, skip = ">)", 1
			}
			href, rest, ok = strings.Cut(rest[skip:], end)
			return inner, href, rest, ok && inner != "" && trim(inner) == inner && reachable(href)
		}
		if s[i] == '[' {
			return "", "", "", false
		}
		_, size := character(s[i:])
		i += size
	}
	return "", "", "", false
}

// reachable reports whether a document may have the link.
func reachable(href string) bool {
	u, err := url.Parse(href)
	if err != nil || len(href) > 2<<10 || strings.ContainsAny(href, " \\") {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return true
	case "":
		return u.Host == "" && strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//")
	}
	return false
}
