package move

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// findRoot finds the element that holds the story's text: the one the page names
// so, else its article, else the deepest that holds most of the running text.
func (d *dom) findRoot(said *sayings) {
	var named, articles, mains []*html.Node
	each(d.doc, func(n *html.Node) {
		switch {
		case d.stat[n] == nil || n.Data == "body" || d.stat[n].sure == 0:
		case strings.EqualFold(attr(n, "itemprop"), "articleBody"), hasToken(n, storyTokens):
			named = append(named, n)
		case n.Data == "article" || strings.EqualFold(attr(n, "role"), "article"):
			articles = append(articles, n)
		case n.Data == "main" || strings.EqualFold(attr(n, "role"), "main"):
			mains = append(mains, n)
		}
	})
	total := d.stat[d.doc].sure
	least := 2 // of four parts
	if said.isArticle() {
		least = 1
	}
	for _, candidates := range [][]*html.Node{named, articles, mains} {
		best := d.most(candidates)
		if best != nil && d.stat[best].sure*4 >= total*least && d.stat[best].sure >= 80 {
			d.root = d.inner(best)
			return
		}
	}
	if total < 80 {
		total = d.stat[d.doc].prose // it is all in what looked like furniture
		d.root = d.deepest(total, func(st *stat) int { return st.prose })
		return
	}
	d.root = d.deepest(total, func(st *stat) int { return st.sure })
}

func (d *dom) most(candidates []*html.Node) *html.Node {
	var best *html.Node
	for _, n := range candidates {
		if best == nil || d.stat[n].sure > d.stat[best].sure {
			best = n
		}
	}
	return best
}

// inner returns the deepest element under n that holds all its running text, but no
// deeper than what holds several blocks.
func (d *dom) inner(n *html.Node) *html.Node {
	for {
		var only *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && d.stat[c] != nil && d.stat[c].sure == d.stat[n].sure && isElement(c, "div", "section", "article") && d.stat[c].images == d.stat[n].images {
				only = c
			}
		}
		if only == nil || d.stat[only].letters < d.stat[n].letters {
			return n
		}
		n = only
	}
}

// deepest returns the deepest element that holds at least three quarters of the
// running text; nil if there is hardly any.
func (d *dom) deepest(total int, of func(*stat) int) *html.Node {
	if total == 0 {
		return nil
	}
	n := d.doc
	for {
		var next *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if st := d.stat[c]; st != nil && c.Type == html.ElementNode && of(st)*4 >= total*3 {
				next = c
			}
		}
		if next == nil || isElement(next, "p", "b", "i", "font", "span", "strong", "em", "blockquote", "ul", "ol", "li") {
			return n
		}
		n = next
	}
}

// teasers returns how many articles the page lists, each with a headline that is a
// link, when none of them is the page's own.
func (d *dom) teasers() int {
	n := 0
	each(d.doc, func(a *html.Node) {
		if a.Data != "article" || d.stat[a] == nil || d.root != nil && a != d.root && holds(a, d.root) {
			return
		}
		linked := false
		each(a, func(h *html.Node) {
			if st := d.stat[h]; isElement(h, "h1", "h2", "h3", "h4") && st != nil && st.links > 0 && st.links >= st.letters {
				linked = true
			}
		})
		if out, _ := d.above(a); linked && !out && d.stat[a].sure*2 < d.stat[d.doc].sure {
			n++
		}
	})
	if d.root != nil && isElement(d.root, "article") {
		return 0
	}
	return n
}

// above reports whether an element stands in furniture, and in which.
func (d *dom) above(n *html.Node) (bool, string) {
	for p := n.Parent; p != nil; p = p.Parent {
		if what, is := furnitureElement(p); is && p.Type == html.ElementNode && (d.root == nil || !holds(p, d.root)) {
			return true, what
		}
	}
	return false, ""
}

// pageHeadline returns the block that is the story's headline, or nil if the page
// shows none; then the headline is what the page says to machines.
func (s *sheet) pageHeadline(d *dom, said *sayings) *block {
	titles := said.all("headline")
	firstProse := slices.IndexFunc(s.blocks, func(b *block) bool { return b.inside && running(b.text) })
	var best *block
	most := 2
	for i, b := range s.blocks {
		if b.marked || b.pic != nil || b.text == "" || len(b.text) > 900 || firstProse >= 0 && i > firstProse && b.tag != "h1" {
			continue
		}
		if points := headlinePointsHTML(b, titles, said.first("site"), firstProse < 0 || i < firstProse); points > most {
			best, most = b, points
		}
	}
	if best == nil && len(titles) == 0 {
		best = s.textHeadline()
	}
	return best
}

func headlinePointsHTML(b *block, titles []string, site string, before bool) int {
	points := map[string]int{"h1": 3, "h2": 1}[b.tag]
	if b.hint == PartHeadline {
		points += 2
	} else if b.hint != "" {
		return 0
	}
	match := 0
	for _, t := range titles {
		a, k := key(t), key(b.text)
		switch {
		case a == k && k != "":
			match = max(match, 6)
		case len(k) >= 12 && strings.HasPrefix(a, k), len(a) >= 12 && strings.HasPrefix(k, a):
			match = max(match, 4)
		case len(k) >= 12 && strings.Contains(a, k):
			match = max(match, 3)
		}
	}
	if points += match; points == 0 {
		return 0
	}
	if before {
		points++
	}
	if b.links*10 >= len([]rune(b.text))*9 && match < 6 {
		points -= 3
	}
	if site != "" && key(site) == key(b.text) || words(b.text) < 2 {
		points -= 6
	}
	return points
}

// setInside says which blocks are the story's part of the page: those in the root,
// those between the headline and it, and those near by whose markup says what they are.
func (s *sheet) setInside(headline *block) {
	first, last := -1, -1
	for i, b := range s.blocks {
		if b.inside {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	from := first
	if at := slices.Index(s.blocks, headline); at >= 0 {
		if at < first {
			from = at
		}
		for _, b := range s.blocks[max(0, at-6):at] {
			b.inside = b.inside || b.hint != "" && b.hint != PartCaption && b.hint != PartHeadline && b.role != "date"
		}
	}
	for _, b := range s.blocks[from : last+1] {
		b.inside = true
	}
}

// readOutside reads what stands outside the story's part of the page: what its
// markup names may still be what the story lacks.
func (s *sheet) readOutside() {
	for _, b := range s.todo() {
		switch {
		case b.pic != nil:
			s.mark(b, PartPicture, false, "left out: a picture outside the story")
		case b.embed != nil:
			s.mark(b, PartEmbed, false, "left out: a frame outside the story")
		case b.hint == PartTopics:
			s.readTopics(b, b.text)
		case (b.hint == PartMeta || b.stamp != "") && (s.readHinted(b) || s.readMetaBlock(b)):
		case repeats(b.text, s.page.Headline):
			s.mark(b, PartHeadline, false, "left out: the headline again")
		case b.tag == "h1" || b.hint == PartHeadline:
			s.mark(b, PartHeadline, false, "left out: another headline, outside the story")
		default:
			s.mark(b, PartOther, false, "left out: it stands outside the story")
		}
	}
}
