package move

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
)

// readText reads a page that is text: what somebody copied from a page, or what a
// program took out of it.
func (s *sheet) readText(text string) {
	s.cutLines(text)
	s.findBars()
	s.markFurniture()
	head := s.textHeadline()
	s.readHead(head)
	s.readBody()
}

// cutLines makes a piece of every line that shows something, and blocks of the
// pieces: a line each, or a paragraph where lines were wrapped at a fixed width.
func (s *sheet) cutLines(text string) {
	var group []int
	gap, nextGap := 0, 0
	flush := func() {
		s.addBlocks(group, gap)
		group = nil
	}
	n := 0
	for raw := range strings.SplitSeq(text, "\n") {
		n++
		if blank(raw) {
			if len(group) > 0 {
				flush()
				nextGap = 0
			}
			nextGap++
			continue
		}
		if len(group) == 0 {
			gap = nextGap
		}
		s.pieces = append(s.pieces, piece{text: raw, line: n, last: n, from: FromPage, apart: true})
		group = append(group, len(s.pieces)-1)
	}
	flush()
}

func (s *sheet) addBlocks(group []int, gap int) {
	if len(group) == 0 {
		return
	}
	texts := make([]string, len(group))
	for i, p := range group {
		texts[i] = clean(s.pieces[p].text)
	}
	if wrapped(texts) {
		s.blocks = append(s.blocks, &block{pieces: group, text: strings.Join(texts, " "), gap: gap, inside: true})
		return
	}
	for i, p := range group {
		s.blocks = append(s.blocks, &block{pieces: []int{p}, text: texts[i], gap: gap, inside: true})
		gap = 0
	}
}

// wrapped reports whether lines without an empty line between are one paragraph,
// broken at a fixed width.
func wrapped(lines []string) bool {
	if len(lines) < 2 {
		return false
	}
	shortest, longest, joined := 1<<30, 0, 0
	for i, l := range lines {
		n := utf8.RuneCountInString(l)
		if bullet.MatchString(l) || numbered.MatchString(l) || strings.HasPrefix(l, ">") {
			return false
		}
		if i < len(lines)-1 {
			shortest, longest = min(shortest, n), max(longest, n)
		} else {
			longest = max(longest, n)
		}
		if first, _ := utf8.DecodeRuneInString(l); i > 0 && (unicode.IsLower(first) || unicode.Is(unicode.Bengali, first) && !sentence(lines[i-1])) {
			joined++
		}
	}
	return shortest >= 40 && longest <= 110 && longest-shortest <= 30 && joined > 0
}

// findBars marks the bars of headlines: a heading with a list under it or a row
// beside it, or a list whose lines have bullets and end in a bar.
func (s *sheet) findBars() {
	for i := 0; i < len(s.blocks); i++ {
		b := s.blocks[i]
		if head, row, ok := barRow(b.text); ok {
			s.markBar(b, row, "the bar "+head)
			continue
		}
		from := i
		if barHeads[key(b.text)] && words(b.text) <= 4 {
			from = i + 1
		}
		to := from
		for to < len(s.blocks) && barItem(s.blocks[to].text) {
			to++
		}
		if from > i && to == from && b.tag == "" {
			to = s.plainBar(from)
		}
		switch n := to - from; {
		case from > i && n >= 1:
			s.mark(b, PartBar, false, "left out: it names the bar of headlines")
		case n < 2 || !strings.HasSuffix(b.text, "|"):
			continue
		}
		for _, item := range s.blocks[from:to] {
			s.markBar(item, []string{item.text}, "the bar")
		}
		i = to - 1
	}
}

func (s *sheet) markBar(b *block, items []string, of string) {
	for _, it := range items {
		if it = barWords(it); it != "" {
			s.page.Bar = append(s.page.Bar, it)
		}
	}
	s.mark(b, PartBar, false, "left out: a headline of %s, another story", of)
}

// barWords is a headline of the bar without its bullet and bars.
func barWords(s string) string {
	return single(strings.TrimFunc(bullet.ReplaceAllString(clean(s), ""), func(r rune) bool { return r == '|' || invisible(r) }))
}

// barItem reports whether a line is one of a bar's: it has a bullet, or ends in a bar.
func barItem(s string) bool {
	return (bullet.MatchString(s) || strings.HasSuffix(s, "|")) && !running(s) && !menu(s)
}

// plainBar returns the end of a bar of bare lines that stand right under its heading.
func (s *sheet) plainBar(from int) int {
	to := from
	for to < len(s.blocks) && s.blocks[to].gap == 0 && len(s.blocks[to].pieces) == 1 && !running(s.blocks[to].text) {
		if _, ok := readMeta(s.blocks[to].text, s.opts); ok {
			return from
		}
		to++
	}
	if to-from < 2 || to == len(s.blocks) {
		return from
	}
	return to
}

// barRow reads a bar in one line: "News update: One thing | Another thing".
func barRow(s string) (head string, items []string, ok bool) {
	head, rest, found := strings.Cut(s, ":")
	if !found || !barHeads[key(head)] {
		rest = s
		head = ""
	}
	for it := range strings.SplitSeq(strings.ReplaceAll(rest, "•", "|"), "|") {
		if it = trim(it); it != "" {
			if words(it) < 3 || running(it) {
				return "", nil, false
			}
			items = append(items, it)
		}
	}
	if head != "" {
		return "“" + trim(head) + "”", items, len(items) >= 2
	}
	return "", items, len(items) >= 3 && len(findDates(s, Options{})) == 0
}

var labelled = pattern.New(`(?i)^(headline|title|heading|subtitle|standfirst|summary|section|category|kicker|শিরোনাম|বিভাগ)\s*[:：]\s*(\S.*)$`)

var bareLabel = pattern.New(`(?i)^(?:(headline|title|heading|শিরোনাম)|text|body|story|content|বিবরণ)\s*[:：]$`)

var labels = map[string]Part{
	"headline": PartHeadline, "title": PartHeadline, "heading": PartHeadline, clean("শিরোনাম"): PartHeadline,
	"subtitle": PartStandfirst, "standfirst": PartStandfirst, "summary": PartStandfirst, "kicker": PartKicker,
	"section": PartMeta, "category": PartMeta, clean("বিভাগ"): PartMeta,
}

// textHeadline returns the block that is the headline, or nil.
func (s *sheet) textHeadline() *block {
	todo := s.todo()
	end := slices.IndexFunc(todo, func(b *block) bool { return running(b.text) && !s.isMeta(b) })
	if end < 0 {
		end = len(todo)
	}
	end = min(end, 60) // a headline stands near the top
	var best *block
	most := 0
	for i, b := range todo[:end] {
		if m := bareLabel.FindStringSubmatch(b.text); m != nil && i+1 < len(todo) {
			s.mark(b, PartFurniture, false, "left out: it names what stands under it")
			if m[1] != "" {
				return todo[i+1]
			}
			continue
		}
		if m := labelled.FindStringSubmatch(b.text); m != nil && labels[strings.ToLower(m[1])] == PartHeadline {
			b.text = m[2]
			return b
		}
		if rest, ok := strings.CutPrefix(b.text, "# "); ok {
			b.text = trim(rest)
			return b
		}
		if points := s.headlinePoints(todo, i, end); points > most {
			best, most = b, points
		}
	}
	return best
}

// headlinePoints says how much a short line before the story looks like its headline.
func (s *sheet) headlinePoints(todo []*block, i, end int) int {
	b := todo[i]
	n := utf8.RuneCountInString(b.text)
	if s.isMeta(b) || n > 220 || s.opts.isSection(b.text) || labelled.MatchString(b.text) || bullet.MatchString(b.text) || strings.Contains(b.text, "://") {
		return 0
	}
	if _, credit := splitCredit(b.text); credit != "" || s.isPicture(b) {
		return 0
	}
	points := 1
	if i == 0 {
		points++
	}
	switch w := words(b.text); {
	case w >= 4:
		points += 3
	case w == 3:
		points++
	}
	if n >= 20 && n <= 160 {
		points++
	}
	if strings.HasSuffix(b.text, ".") || strings.HasSuffix(b.text, "।") {
		points -= 3
	}
	for j := i + 1; j <= end && j < len(todo) && j < i+12; j++ { // what follows: meta, or a chain of candidates to the story
		if s.isMeta(todo[j]) || j == end || s.isPicture(todo[j]) {
			points += 2
			break
		}
		if strings.HasPrefix(b.text, todo[j].text) && len(todo[j].text) > 15 {
			return points - 4 // it is the page's title, with the site's name after the headline
		}
		if words(todo[j].text) < 4 && !isName(todo[j].text) {
			break
		}
	}
	return points
}

func (s *sheet) isMeta(b *block) bool {
	_, ok := readMeta(b.text, s.opts)
	return ok
}

func (s *sheet) isPicture(b *block) bool {
	_, ok := readPictureName(b.text)
	return ok || b.pic != nil
}

// markFurniture marks the lines that belong to the page, and the lists of other
// stories and readers' comments after the story.
func (s *sheet) markFurniture() {
	prose := 0
	for i := 0; i < len(s.blocks); i++ {
		b := s.blocks[i]
		if b.marked || b.text == "" { // a picture or a frame has no text
			continue
		}
		switch {
		case running(b.text):
			prose++
		case prose > 0 && commentHeads.MatchString(b.text):
			i = s.markRegion(i, true, comments, func(*block) bool { return true })
			continue
		case regionHeads[key(b.text)]:
			i = s.markRegion(i, prose > 0, "a list of other stories", func(b *block) bool { return !running(b.text) })
			continue
		}
		if len(b.text) < 600 && furniture(b.text) && b.hint == "" {
			s.mark(b, PartFurniture, false, "left out: part of the page, not of the story")
		}
	}
}

const comments = "readers' comments"

// markRegion marks a heading and what follows it while it belongs there, and
// returns the last. A heading before the story has nothing that belongs to it but
// what stands in the same group of lines.
func (s *sheet) markRegion(i int, after bool, what string, belongs func(*block) bool) int {
	head := s.blocks[i]
	s.mark(head, PartFurniture, false, "left out: it names %s", what)
	last := i
	for j := i + 1; j < len(s.blocks); j++ {
		b := s.blocks[j]
		if b.marked {
			continue
		}
		if !belongs(b) || !after && b.gap > 0 || b.hint == PartHeadline || what != comments && commentHeads.MatchString(b.text) || topicsLine.MatchString(b.text) {
			break
		}
		s.mark(b, PartFurniture, false, "left out: part of %s", what)
		last = j
	}
	return last
}

var topicsLine = pattern.New(`(?i)^\W*(?:tags?|topics?|keywords?|filed under|ট্যাগ|বিষয়)\s*[:：]\s*(.+)$`)

// heading reports whether a short line between paragraphs is a sub-heading.
func heading(s string) bool {
	n := utf8.RuneCountInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return n >= 3 && n <= 90 && words(s) <= 14 && !sentence(s) && !strings.ContainsRune(",;:-–—", last) && len(findDates(s, Options{})) == 0
}

// paragraph returns a text as a node.
func paragraph(s string) news.Node {
	return news.Node{Type: news.Paragraph, Content: []news.Node{{Type: news.Text, Text: s}}}
}
