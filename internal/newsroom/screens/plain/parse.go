package plain

import (
	"regexp"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

var (
	headingLine = regexp.MustCompile(`^#{1,3} +(.*)$`)
	pullLine    = regexp.MustCompile(`^>> ?(.*)$`)
	quoteLine   = regexp.MustCompile(`^> ?(.*)$`)
	itemLine    = regexp.MustCompile(`^( *)([-*•]|[0-9০-৯]{1,3}[.)।]) +(.*)$`)
)

// standing is the type of a line that stands for a block, until Read has found the block.
const standing news.NodeType = "standing"

// mostNested is how deep a list may stand in lists.
const mostNested = 4

// parser reads line by line into blocks.
type parser struct {
	lines  []string
	blocks []news.Node
}

// parse reads plain characters into blocks, with lines that stand for a block left as
// paragraphs.
func parse(text string) []news.Node {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	p := &parser{lines: strings.Split(text, "\n")}
	for i, l := range p.lines {
		p.lines[i] = news.CleanText(strings.ReplaceAll(l, "\t", "  "))
	}
	for len(p.lines) > 0 {
		p.block()
	}
	return p.blocks
}

// take removes the first lines that match, up to one that is not to, and returns what
// the pattern's group holds.
func (p *parser) take(pattern, not *regexp.Regexp) (groups []string) {
	for len(p.lines) > 0 {
		l := trim(p.lines[0])
		m := pattern.FindStringSubmatch(l)
		if m == nil || not != nil && not.MatchString(l) {
			break
		}
		groups = append(groups, m[1])
		p.lines = p.lines[1:]
	}
	return groups
}

func (p *parser) block() {
	l := trim(p.lines[0])
	switch {
	case l == "":
		p.lines = p.lines[1:]
	case standLine.MatchString(l):
		p.lines = p.lines[1:]
		p.blocks = append(p.blocks, news.Node{Type: standing, Text: l})
	case headingLine.MatchString(l):
		p.lines = p.lines[1:]
		if runs := readRuns([]string{headingLine.FindStringSubmatch(l)[1]}); len(runs) > 0 {
			p.blocks = append(p.blocks, news.Node{Type: news.Heading, Content: runs})
		}
	case pullLine.MatchString(l):
		lines, who := attributed(p.take(pullLine, nil))
		p.blocks = append(p.blocks, news.Node{Type: news.PullQuote, Attrs: news.Attrs{Attribution: who}, Content: readRuns(lines)})
	case quoteLine.MatchString(l):
		p.quotation()
	case itemLine.MatchString(p.lines[0]):
		p.blocks = append(p.blocks, p.list(0, 0))
	default:
		p.paragraph()
	}
}

func (p *parser) paragraph() {
	var lines []string
	for len(p.lines) > 0 {
		l := trim(p.lines[0])
		if l == "" || len(lines) > 0 && (headingLine.MatchString(l) || quoteLine.MatchString(l) || itemLine.MatchString(l) || standLine.MatchString(l)) {
			break
		}
		lines = append(lines, l)
		p.lines = p.lines[1:]
	}
	p.blocks = append(p.blocks, news.Node{Type: news.Paragraph, Content: readRuns(lines)})
}

func (p *parser) quotation() {
	lines, who := attributed(p.take(quoteLine, pullLine))
	var paragraphs []news.Node
	var own []string
	flush := func() {
		if len(own) > 0 {
			paragraphs = append(paragraphs, news.Node{Type: news.Paragraph, Content: readRuns(own)})
		}
		own = nil
	}
	for _, l := range lines {
		if trim(l) == "" {
			flush()
			continue
		}
		own = append(own, l)
	}
	flush()
	if len(paragraphs) == 0 {
		if who == "" {
			return // a quotation of nothing
		}
		paragraphs = []news.Node{{Type: news.Paragraph}}
	}
	p.blocks = append(p.blocks, news.Node{Type: news.Quotation, Attrs: news.Attrs{Attribution: who}, Content: paragraphs})
}

// attributed takes the attribution off the end of a quotation's lines: "words -- who",
// or "-- who" or "— who" as the last line.
func attributed(lines []string) ([]string, string) {
	if len(lines) == 0 {
		return lines, ""
	}
	last := lines[len(lines)-1]
	words, who, ok := last, "", false
	if rest, dash := strings.CutPrefix(trim(last), "— "); dash && len(lines) > 1 {
		words, who, ok = "", rest, true
	} else if i := strings.LastIndex(" "+last, " -- "); i >= 0 {
		padded := " " + last
		words, who, ok = trim(padded[:i]), padded[i+len(" -- "):], true
	}
	if who = trim(who); !ok || who == "" {
		return lines, ""
	}
	lines = lines[:len(lines)-1]
	if words != "" {
		lines = append(lines, words)
	}
	return lines, unescaped(who)
}

// unescaped takes the \ off signs.
func unescaped(s string) string {
	var b strings.Builder
	for s != "" {
		r, size := character(s)
		b.WriteString(r)
		s = s[size:]
	}
	return b.String()
}

// list reads the items at the indent or deeper, up to one that is of another kind.
func (p *parser) list(indent, depth int) news.Node {
	list := news.Node{Type: news.List}
	for len(p.lines) > 0 {
		m := itemLine.FindStringSubmatch(p.lines[0])
		if m == nil {
			break
		}
		ordered := !strings.Contains("-*•", m[2])
		deep := len(m[1])
		switch {
		case len(list.Content) == 0:
			list.Attrs.Ordered, indent = ordered, deep
		case deep >= indent+2 && depth+1 < mostNested:
			last := &list.Content[len(list.Content)-1]
			last.Content = append(last.Content, p.list(deep, depth+1))
			continue
		case depth > 0 && deep < indent, ordered != list.Attrs.Ordered:
			return list
		}
		p.lines = p.lines[1:]
		list.Content = append(list.Content, news.Node{Type: news.Item, Content: []news.Node{
			{Type: news.Paragraph, Content: readRuns([]string{m[3]})},
		}})
	}
	return list
}

// trim takes the spaces off both ends of a line; a no-break space is a character.
func trim(s string) string { return strings.Trim(s, " \t") }
