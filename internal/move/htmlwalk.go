package move

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
)

// walker makes the pieces and blocks of a page's tree.
type walker struct {
	s     *sheet
	d     *dom
	lines map[string][]int

	cur    *block
	breaks int  // line breaks since the last text
	gap    bool // there was white space since the last text
	moved  bool // what comes next stands on a line of its own

	machines int // scripts, styles and comments
	bytes    int
}

// place is where in the tree the walker stands.
type place struct {
	tag    string
	hint   Part
	role   string
	stamp  string
	frame  *html.Node
	item   *html.Node
	inside bool
	pre    bool
	link   bool
	marks  []news.Mark
	lost   string // the address of the link it stands in, if that could not be kept

	// What no block is made of: its group, its part, what became of it.
	group  int
	part   Part
	became string
	from   From
}

func (w *walker) walk(n *html.Node, p place) {
	switch n.Type {
	case html.TextNode:
		w.text(n, p)
		return
	case html.CommentNode:
		w.machine(len(n.Data))
		return
	case html.ElementNode:
		if w.special(n, p) {
			return
		}
		var apart bool
		if p, apart = w.enter(n, p, blockElements[n.Data]); apart {
			w.close()
			defer w.close()
		}
	default: // the document, or what says only which HTML it is
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, p)
	}
}

func (w *walker) machine(bytes int) {
	w.machines++
	w.bytes += bytes
}

// special reads the elements that are not text.
func (w *walker) special(n *html.Node, p place) bool {
	switch n.Data {
	case "br":
		w.breaks++
		w.moved = true
	case "wbr":
	case "hr":
		w.close()
	case "script", "style", "link", "meta", "base":
		w.machine(len(textOf(n)))
	case "title":
		w.lineOf(textOf(n)) // it was read with what the page says to machines
		return n.Namespace == ""
	case "img", "image", "amp-img":
		w.picture(n, p)
	case "iframe", "embed", "video", "audio", "object":
		w.frame(n, p)
	case "template", "noscript", "svg", "math", "canvas", "noframes", "noembed", "datalist":
		w.unshown(n, "left out: browsers do not show it as text ("+n.Data+")")
	case "input":
		return true
	default:
		return false
	}
	return true
}

// unshown reports text that a browser does not show.
func (w *walker) unshown(n *html.Node, became string) {
	if text := textUnshown(n); !blank(text) {
		w.close()
		w.s.group++
		w.pieceOf(n, text, place{group: w.s.group, part: PartHidden, became: became, from: FromMarkup})
	}
}

// textUnshown is the text under n but for that of programs and styles.
func textUnshown(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data + "\n")
		case !isElement(c, "script", "style"):
			b.WriteString(textUnshown(c))
		}
	}
	return b.String()
}

// enter returns the place inside an element, and whether it stands apart.
func (w *walker) enter(n *html.Node, p place, apart bool) (place, bool) {
	if n == w.d.root {
		p.inside = true
	}
	if p.group != 0 {
		return p, apart || p.part == PartBar && n.Data == "a"
	}
	if q, is := w.furniture(n, p); is {
		return q, true
	}
	if p.hint == PartCaption && p.role == "" && hasCredit(n) {
		p.role, apart = "credit", true
	}
	if hint, role := w.d.hint(n); hint != "" && p.hint == "" && !(p.tag == "p" && p.inside) {
		p.hint, p.role = hint, role
		apart = true
	}
	if n.Data == "time" || attr(n, "itemprop") == "datePublished" {
		if p.stamp = attr(n, "datetime"); p.stamp == "" {
			p.stamp = attr(n, "content")
		}
	}
	if apart {
		p.tag = n.Data
	}
	switch {
	case isElement(n, "li", "td", "th", "caption", "figcaption", "footer", "cite"):
		p.item = n
	case n.Data == "pre":
		p.pre = true
	}
	if p.frame == nil && w.d.isFrame(n) {
		p.frame, p.item = n, nil
	}
	return w.mark(n, p), apart
}

// mark adds the mark of an element to the place.
func (w *walker) mark(n *html.Node, p place) place {
	m := news.Mark{}
	switch n.Data {
	case "b", "strong":
		m.Type = news.Bold
	case "i", "em", "cite":
		m.Type = news.Italic
	case "a":
		p.link = true
		href := attr(n, "href")
		m.Type, m.Href = news.Link, w.d.address(href, "http", "https", "mailto", "tel")
		if m.Href == "" {
			if p.lost = ""; !strings.HasPrefix(href, "#") {
				p.lost = single(href)
			}
			return p
		}
	default:
		return p
	}
	if !slices.ContainsFunc(p.marks, func(o news.Mark) bool { return o.Type == m.Type }) {
		p.marks = append(slices.Clip(p.marks), m)
	}
	return p
}

// furniture returns the place inside an element that belongs to no story.
func (w *walker) furniture(n *html.Node, p place) (place, bool) {
	if w.d.root != nil && holds(n, w.d.root) {
		return p, false
	}
	what, is := furnitureElement(n)
	q := place{tag: n.Data, from: FromPage, part: PartFurniture}
	switch {
	case hidden(n):
		q.from, q.part, q.became = FromMarkup, PartHidden, "left out: browsers do not show it"
	case w.d.isBar(n):
		q.part, q.group = PartBar, -1
		return q, true
	case isBreadcrumb(n):
		w.readCrumbs(n)
		q.part, q.became = PartMeta, "left out: the way to the page"
		if w.s.page.Section != "" {
			q.became = "read for the section “" + w.s.page.Section + "”"
		}
	case !is:
		return p, false
	case p.inside && furnitureTags[n.Data] == "" && w.d.isStory(n, what):
		return p, false // it is named so and holds the story
	default:
		q.became = "left out: " + what
	}
	w.s.group++
	q.group = w.s.group
	return q, true
}

// readCrumbs reads the way to the page: the last step is the section, or the
// headline with the section before it.
func (w *walker) readCrumbs(n *html.Node) {
	var steps []string
	for line := range strings.FieldsFuncSeq(textOf(n), func(r rune) bool { return strings.ContainsRune("\n>»›/|", r) }) {
		if line = single(line); !blank(line) && strings.ContainsFunc(line, wordRune) {
			steps = append(steps, line)
		}
	}
	for i := len(steps) - 1; i >= 0; i-- {
		if w.s.opts.isSection(steps[i]) {
			w.s.page.Section = steps[i]
			return
		}
	}
	if i := len(steps) - 1; i >= 1 {
		if words(steps[i]) > 3 {
			i--
		}
		if i >= 1 && words(steps[i]) <= 4 {
			w.s.page.Section = steps[i]
		}
	}
}

// text takes one text node.
func (w *walker) text(n *html.Node, p place) {
	if blank(n.Data) {
		w.gap = true
	}
	if p.group != 0 {
		if !blank(n.Data) {
			w.furnitureText(n, p)
		}
		return
	}
	if blank(n.Data) {
		if w.cur != nil && !p.pre {
			w.addRun(" ", p)
		}
		return
	}
	if w.breaks > 1 {
		w.close()
	}
	if w.cur == nil {
		w.cur = &block{tag: p.tag, hint: p.hint, role: p.role, frame: p.frame, item: p.item, inside: p.inside}
		w.s.blocks = append(w.s.blocks, w.cur)
		w.breaks = 0
	}
	if p.stamp != "" {
		w.cur.stamp = p.stamp
	}
	if w.breaks == 1 {
		w.cur.runs = append(w.cur.runs, news.Node{Type: news.Break})
	}
	w.breaks = 0
	q := p
	q.from = FromPage
	w.cur.pieces = append(w.cur.pieces, w.pieceOf(n, n.Data, q))
	if p.lost != "" && p.inside && !slices.Contains(w.cur.lost, p.lost) {
		w.cur.lost = append(w.cur.lost, p.lost)
	}
	if p.link {
		w.cur.items = append(w.cur.items, single(n.Data))
		w.cur.links += utf8.RuneCountInString(single(n.Data))
	}
	w.addRun(n.Data, p)
}

// furnitureText takes a text node of which no block is made.
func (w *walker) furnitureText(n *html.Node, p place) {
	if p.part == PartBar {
		w.barText(n, p)
		return
	}
	w.pieceOf(n, n.Data, p)
}

// barText takes a headline of the bar, or its name.
func (w *walker) barText(n *html.Node, p place) {
	bar := &w.s.page.Bar
	text := barWords(n.Data)
	last := len(w.s.pieces) - 1
	p.became = "left out: a headline of the bar, another story"
	w.s.group++
	p.group = w.s.group
	switch {
	case barHeads[key(text)]:
		p.became = "left out: it names the bar of headlines"
	case !strings.ContainsFunc(text, wordRune):
		p.part, p.became = PartFurniture, "left out: a sign between headlines"
	case !w.moved && len(*bar) > 0 && w.s.pieces[last].part == PartBar: // the same headline goes on
		(*bar)[len(*bar)-1] = single((*bar)[len(*bar)-1] + " " + text)
		p.group, p.became = w.s.pieces[last].group, w.s.pieces[last].became
	default:
		if _, items, ok := barRow(text); ok {
			*bar = append(*bar, items...)
		} else {
			*bar = append(*bar, text)
		}
	}
	w.pieceOf(n, n.Data, p)
}

// pieceOf adds a piece and returns its index.
func (w *walker) pieceOf(n *html.Node, text string, p place) int {
	w.s.pieces = append(w.s.pieces, piece{
		text: text, where: where(n), from: p.from, apart: w.moved,
		part: p.part, became: p.became, group: p.group,
	})
	i := len(w.s.pieces) - 1
	if n.Type == html.TextNode && !p.pre {
		w.s.pieces[i].text = collapse(text)
	}
	if w.gap && !w.moved {
		w.s.pieces[i].text = " " + w.s.pieces[i].text
	}
	w.gap, w.moved = false, false
	k := text
	if n.Type == html.ElementNode {
		k = "\x00" + attr(n, "src")
	}
	w.s.pieces[i].line = w.lineOf(k)
	w.s.pieces[i].last = w.s.pieces[i].line
	return i
}

// lineOf returns the line of the source where a text stands that comes next.
func (w *walker) lineOf(text string) int {
	at := w.lines[text]
	if len(at) == 0 {
		return 0
	}
	w.lines[text] = at[1:]
	return at[0]
}

// close ends the current block.
func (w *walker) close() {
	w.moved = true
	w.breaks = 0
	if w.cur != nil {
		w.cur.runs = trimRuns(w.cur.runs)
		w.cur.text = runsText(w.cur.runs)
	}
	w.cur = nil
}

// where names the elements that a node stands in, the nearest last.
func where(n *html.Node) string {
	var steps []string
	for p := n; p != nil && len(steps) < 3; p = p.Parent {
		if p.Type != html.ElementNode || p.Data == "html" || p.Data == "body" {
			continue
		}
		name := p.Data
		if t := tokens(p); len(t) > 0 && len(t[0]) < 40 {
			name += "." + t[0]
		}
		steps = append(steps, name)
	}
	slices.Reverse(steps)
	return strings.Join(steps, " > ")
}

func (w *walker) reportMachines() {
	if w.machines > 0 {
		w.s.notes = append(w.s.notes, ReportLine{
			Part: PartMetadata, From: FromMarkup,
			Became: fmt.Sprintf("left out: %d scripts, styles, comments and settings, %d bytes", w.machines, w.bytes),
		})
	}
}
