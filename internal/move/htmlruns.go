package move

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
)

// addRun adds a text to the current block as a browser would show it: white space
// of the source is one space, and none at the start of a line.
func (w *walker) addRun(data string, p place) {
	b := w.cur
	if p.pre {
		for i, line := range strings.Split(data, "\n") {
			if i > 0 {
				b.runs = append(b.runs, news.Node{Type: news.Break})
			}
			b.runs = appendRun(b.runs, line, p.marks)
		}
		return
	}
	b.runs = appendRun(b.runs, data, p.marks)
}

func appendRun(runs []news.Node, data string, marks []news.Mark) []news.Node {
	text := collapse(news.CleanText(data))
	n := len(runs)
	if n == 0 || runs[n-1].Type == news.Break || strings.HasSuffix(runs[n-1].Text, " ") {
		text = strings.TrimPrefix(text, " ")
	}
	if text == "" {
		return runs
	}
	if n > 0 && runs[n-1].Type == news.Text && slices.Equal(runs[n-1].Marks, marks) {
		runs[n-1].Text = news.CleanText(runs[n-1].Text + text)
		return runs
	}
	return append(runs, news.Node{Type: news.Text, Text: text, Marks: slices.Clone(marks)})
}

// collapse makes the white space that HTML does not show single spaces. A no-break
// space stays.
func collapse(s string) string {
	var b strings.Builder
	open := false
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\f' || r == '\r' {
			open = true
			continue
		}
		if open {
			b.WriteByte(' ')
			open = false
		}
		b.WriteRune(r)
	}
	if open {
		b.WriteByte(' ')
	}
	return b.String()
}

// trimRuns takes the white space and the line breaks off both ends, and the texts
// that show nothing out of the middle.
func trimRuns(runs []news.Node) []news.Node {
	for len(runs) > 0 {
		if last := &runs[len(runs)-1]; last.Type == news.Text {
			if last.Text = strings.TrimRightFunc(last.Text, invisible); last.Text != "" {
				break
			}
		}
		runs = runs[:len(runs)-1]
	}
	for len(runs) > 0 {
		if first := &runs[0]; first.Type == news.Text {
			if first.Text = strings.TrimLeftFunc(first.Text, invisible); first.Text != "" {
				break
			}
		}
		runs = runs[1:]
	}
	return runs
}

// runsText is the text of runs, with a line for each line.
func runsText(runs []news.Node) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Type == news.Break {
			b.WriteByte('\n')
		}
		b.WriteString(r.Text)
	}
	return b.String()
}

// lineTags are elements in which a line break separates what stands by itself.
var lineTags = list(`td div body center article section main font span th header address form fieldset`)

// splitLines makes a block of each line of what stands in no paragraph: old pages
// write headline, byline and story in one cell, with breaks between.
func (s *sheet) splitLines() {
	var out []*block
	for _, b := range s.blocks {
		out = append(out, s.linesOf(b)...)
	}
	s.blocks = out
}

func (s *sheet) linesOf(b *block) []*block {
	var runs [][]news.Node
	var pieces [][]int
	for i, r := range b.runs {
		if i == 0 || r.Type == news.Break {
			runs = append(runs, nil)
		}
		if r.Type != news.Break {
			runs[len(runs)-1] = append(runs[len(runs)-1], r)
		}
	}
	for i, p := range b.pieces {
		if i == 0 || s.pieces[p].apart {
			pieces = append(pieces, nil)
		}
		pieces[len(pieces)-1] = append(pieces[len(pieces)-1], p)
	}
	if len(runs) < 2 || len(runs) != len(pieces) || b.frame != nil || !lineTags[b.tag] {
		return []*block{b}
	}
	var out []*block
	for i := range runs {
		line := *b
		line.runs, line.pieces = trimRuns(runs[i]), pieces[i]
		if line.text = runsText(line.runs); i > 0 {
			line.stamp = ""
		}
		out = append(out, &line)
	}
	return out
}

// isFrame reports whether an element holds blocks that stay together in a story: a
// list, a quotation, a table of data, a picture with its caption.
func (d *dom) isFrame(n *html.Node) bool {
	st := d.stat[n]
	switch {
	case st == nil:
		return false
	case isFigure(n) && !hasToken(n, pullTokens):
		return st.images > 0 && st.images < 50 && st.letters < 2000 && (d.root == nil || !holds(n, d.root))
	case isElement(n, "ul", "ol"):
		return d.root == nil || !holds(n, d.root)
	case n.Data == "blockquote", hasToken(n, pullTokens) && isElement(n, "aside", "div", "figure"):
		return d.root == nil || !holds(n, d.root)
	case n.Data == "table":
		return d.isData(n)
	}
	return false
}

// isFigure reports whether an element holds a picture and its caption.
func isFigure(n *html.Node) bool {
	return n.Data == "figure" || n.Data == "div" && hasToken(n, figureTokens)
}

var figureTokens = list(`wp-caption figure image-block photo-block img-caption-wrap image-container image-with-caption`)

// isData reports whether a table holds data, and is not there to lay the page out:
// it has headings, or rows of several short cells.
func (d *dom) isData(table *html.Node) bool {
	rows, wide, nested, heads, long := 0, 0, 0, 0, 0
	each(table, func(n *html.Node) {
		switch n.Data {
		case "table", "div", "h1", "article", "form", "img", "iframe":
			nested++
		case "th":
			heads++
		case "tr":
			rows++
			cells := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if isElement(c, "td", "th") {
					cells++
				}
			}
			if cells >= 2 {
				wide++
			}
		case "td":
			if st := d.stat[n]; st != nil && st.letters > 300 {
				long++
			}
		}
	})
	return nested == 0 && long == 0 && wide >= 2 && (heads > 0 || wide == rows)
}

// buildFrame returns the node of a list, a table or a quotation from its blocks.
func buildFrame(frame *html.Node, blocks []*block) (news.Node, Part, bool) {
	byItem := map[*html.Node][]*block{}
	for _, b := range blocks {
		byItem[b.item] = append(byItem[b.item], b)
	}
	switch {
	case isElement(frame, "ul", "ol"):
		n := buildList(frame, byItem, 1)
		for _, b := range byItem[nil] {
			n.Content = append(n.Content, news.Node{Type: news.Item, Content: []news.Node{b.paragraph()}})
		}
		return n, PartList, len(n.Content) > 0
	case frame.Data == "table":
		n := buildTable(frame, byItem)
		return n, PartTable, len(n.Content) > 0
	case hasToken(frame, pullTokens):
		return buildQuote(blocks, news.PullQuote)
	default:
		return buildQuote(blocks, news.Quotation)
	}
}

func (b *block) paragraph() news.Node { return news.Node{Type: news.Paragraph, Content: b.runs} }

// buildList returns a list. Lists that stand deeper in it than a story may have them
// are made one with the list above.
func buildList(el *html.Node, byItem map[*html.Node][]*block, depth int) news.Node {
	out := news.Node{Type: news.List, Attrs: news.Attrs{Ordered: el.Data == "ol"}}
	for c := el.FirstChild; c != nil; c = c.NextSibling {
		var item news.Node
		if isElement(c, "li") {
			item = buildItem(c, byItem, depth)
		} else if c.Type == html.ElementNode { // a list in a list without an item, or an item in something else
			inner := buildList(c, byItem, depth)
			out.Content = append(out.Content, inner.Content...)
			continue
		}
		if len(item.Content) > 0 {
			out.Content = append(out.Content, item)
		}
	}
	return out
}

func buildItem(li *html.Node, byItem map[*html.Node][]*block, depth int) news.Node {
	item := news.Node{Type: news.Item}
	for _, b := range byItem[li] {
		item.Content = append(item.Content, b.paragraph())
	}
	var inner func(*html.Node)
	inner = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case isElement(c, "ul", "ol") && depth < 4:
				if l := buildList(c, byItem, depth+1); len(l.Content) > 0 {
					item.Content = append(item.Content, l)
				}
			case c.Type == html.ElementNode:
				for _, b := range byItem[c] {
					item.Content = append(item.Content, b.paragraph())
				}
				inner(c)
			}
		}
	}
	inner(li)
	return item
}

func buildTable(el *html.Node, byItem map[*html.Node][]*block) news.Node {
	out := news.Node{Type: news.Table}
	each(el, func(n *html.Node) {
		switch n.Data {
		case "caption":
			for _, b := range byItem[n] {
				out.Attrs.Caption = trim(out.Attrs.Caption + " " + single(b.text))
			}
		case "tr":
			row := news.Node{Type: news.Row}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if !isElement(c, "td", "th") {
					continue
				}
				cell := news.Node{Type: news.Cell, Attrs: news.Attrs{Header: c.Data == "th"}}
				for i, b := range byItem[c] {
					if i > 0 {
						cell.Content = append(cell.Content, news.Node{Type: news.Break})
					}
					cell.Content = append(cell.Content, b.runs...)
				}
				row.Content = append(row.Content, cell)
			}
			if len(row.Content) > 0 {
				out.Content = append(out.Content, row)
			}
		}
	})
	return out
}

// buildQuote returns a quotation, with who said it if the markup says that.
func buildQuote(blocks []*block, as news.NodeType) (news.Node, Part, bool) {
	out := news.Node{Type: as}
	for _, b := range blocks {
		switch {
		case isElement(b.item, "cite", "footer", "figcaption") && out.Attrs.Attribution == "" && len(out.Content) > 0 && len(b.text) < 1000:
			out.Attrs.Attribution = strings.TrimLeft(single(b.text), "—–- ")
		case as == news.Quotation:
			out.Content = append(out.Content, b.paragraph())
		default:
			if len(out.Content) > 0 {
				out.Content = append(out.Content, news.Node{Type: news.Break})
			}
			out.Content = append(out.Content, b.runs...)
		}
	}
	if as == news.PullQuote {
		return out, PartPullQuote, len(out.Content) > 0
	}
	return out, PartQuotation, len(out.Content) > 0
}
