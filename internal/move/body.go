package move

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
)

// readBody reads the story's text: every block of its part of the page that is not
// known yet, in order.
func (s *sheet) readBody() {
	todo := s.unread(s.blocks)
	for len(todo) > 0 {
		n := s.readBodyBlocks(todo)
		todo = todo[n:]
		for len(todo) > 0 && todo[0].marked {
			todo = todo[1:]
		}
	}
}

// readBodyBlocks reads the first block, with those that belong to it, and returns
// how many it read.
func (s *sheet) readBodyBlocks(todo []*block) int {
	b := todo[0]
	switch {
	case b.frame != nil:
		return s.readFrame(todo)
	case b.pic != nil, s.isPicture(b):
		s.readPicture(b, todo[1:])
	case b.embed != nil:
		s.addBlock(news.Node{Type: news.Embed, Attrs: *b.embed})
		s.mark(b, PartEmbed, true, "kept as a link to %s", b.embed.Provider)
	case strings.HasPrefix(b.text, ">"):
		return s.readQuotation(todo)
	case b.tag == "" && (bullet.MatchString(b.text) || numbered.MatchString(b.text)):
		return s.readList(todo)
	case s.readEnding(todo):
	default:
		s.readProse(b, todo[1:])
	}
	return 1
}

// readProse keeps a block as a paragraph or a sub-heading.
func (s *sheet) readProse(b *block, after []*block) {
	runs := b.runs
	if runs == nil {
		runs = []news.Node{{Type: news.Text, Text: b.text}}
	}
	isHeading := len(b.tag) == 2 && b.tag[0] == 'h'
	if b.tag == "" { // in a text only the place of a line says so
		isHeading = s.kept > 0 && heading(b.text) && len(after) > 0 && sentence(after[0].text) && (b.gap > 0 || after[0].gap == 0)
	}
	if b.tag == "p" && s.kept > 0 && allBold(runs) && heading(b.text) && len(after) > 0 && running(after[0].text) {
		isHeading, runs = true, []news.Node{{Type: news.Text, Text: b.text}}
	}
	if rest, ok := strings.CutPrefix(b.text, "## "); ok && b.tag == "" {
		isHeading, runs = true, []news.Node{{Type: news.Text, Text: trim(rest)}}
	}
	if isHeading {
		s.addBlock(news.Node{Type: news.Heading, Content: runs})
		s.mark(b, PartHeading, true, "kept as a sub-heading")
		return
	}
	s.addBlock(news.Node{Type: news.Paragraph, Content: runs})
	s.markParagraph(b)
}

// allBold reports whether every word of a block is bold, as old pages write a sub-heading.
func allBold(runs []news.Node) bool {
	return !slices.ContainsFunc(runs, func(r news.Node) bool {
		return !slices.ContainsFunc(r.Marks, func(m news.Mark) bool { return m.Type == news.Bold })
	})
}

func (s *sheet) markParagraph(b *block) {
	s.paragraphs++
	s.mark(b, PartParagraph, true, "kept as paragraph %d", s.paragraphs)
}

// readQuotation keeps the lines that begin with ">" as a quotation.
func (s *sheet) readQuotation(todo []*block) int {
	var node news.Node
	n := 0
	s.group++
	for n < len(todo) && strings.HasPrefix(todo[n].text, ">") {
		if text := trim(strings.TrimLeft(todo[n].text, "> ")); text != "" {
			node.Content = append(node.Content, paragraph(text))
		}
		s.markAs(todo[n], s.group, PartQuotation, true, "kept as a quotation")
		n++
	}
	if node.Type = news.Quotation; len(node.Content) > 0 {
		s.addBlock(node)
	}
	return n
}

// readList keeps the lines with bullets, or with numbers, as a list.
func (s *sheet) readList(todo []*block) int {
	sign := bullet
	if !bullet.MatchString(todo[0].text) {
		sign = numbered
	}
	n := 0
	for n < len(todo) && todo[n].frame == nil && sign.MatchString(todo[n].text) {
		n++
	}
	if n < 2 && sign == numbered {
		s.readProse(todo[0], todo[1:])
		return 1
	}
	list := news.Node{Type: news.List, Attrs: news.Attrs{Ordered: sign == numbered}}
	s.group++
	for _, b := range todo[:n] {
		if text := trim(sign.ReplaceAllString(b.text, "")); text != "" {
			list.Content = append(list.Content, news.Node{Type: news.Item, Content: []news.Node{paragraph(text)}})
		}
		s.markAs(b, s.group, PartList, true, "kept as a list")
	}
	if len(list.Content) > 0 {
		s.addBlock(list)
	}
	return n
}

var sourceLine = pattern.New(`(?i)^\W*(?:sources?|with inputs? from|courtesy|সূত্র|তথ্যসূত্র|সূত্র ও ছবি)\s*(?:[:：ঃ]\s*|\s+)(.{2,100})$`)

// readEnding reads what stands under a story: its sources, its topics, a late date,
// the name of a section.
func (s *sheet) readEnding(todo []*block) bool {
	b := todo[0]
	if m := topicsLine.FindStringSubmatch(b.text); m != nil && utf8.RuneCountInString(b.text) <= 400 && !running(m[1]) {
		s.readTopics(b, b.text)
		return true
	}
	if s.kept == 0 || utf8.RuneCountInString(b.text) > 200 {
		return false
	}
	last := len(todo) <= 4
	if m := sourceLine.FindStringSubmatch(b.text); m != nil && last && s.page.Credit == "" && words(b.text) <= 12 {
		s.page.Credit = b.text
		s.mark(b, PartCredit, true, "kept as the sources line")
		return true
	}
	if b.hint == PartTopics || b.hint == PartMeta || b.stamp != "" {
		return s.readHinted(b) || s.readMetaBlock(b)
	}
	if !last && !strings.ContainsFunc(b.text, unicode.IsDigit) { // it has no date, and no other line of meta stands there
		return false
	}
	m, ok := readMeta(b.text, s.opts)
	if !ok || m.published == nil && m.updated == nil && (!last || s.hasByline() && m.byline.Desk != "") {
		return false
	}
	if !last && !updatedEnd.MatchString(b.text) && m.updated == nil && !s.page.Published.IsZero() {
		return false
	}
	s.takeMeta(b, m)
	return true
}

// readPicture keeps a picture, with the caption that follows it: the first before
// the story's text is its lead picture, the others stand in the body.
func (s *sheet) readPicture(b *block, after []*block) {
	pic := Picture{}
	if b.pic != nil {
		pic = *b.pic
	} else {
		pic, _ = readPictureName(b.text)
	}
	caption := s.captionOf(b, after)
	var credit []*block
	if caption != nil {
		pic.Caption, pic.Credit = splitCredit(caption.text)
		credit = s.creditAfter(caption, after, &pic)
	}
	if p := s.page.Picture; p != nil && s.kept == 0 && samePicture(*p, pic) {
		s.addToLead(pic)
		s.mark(b, PartPicture, false, "left out: the lead picture again")
	} else if s.kept == 0 && p == nil {
		s.page.Picture = &pic
		s.mark(b, PartPicture, true, "kept as the lead picture%s", pic.stampNote())
	} else {
		s.addBlock(news.Node{Type: news.PictureRef, Attrs: news.Attrs{Picture: pic.name(), Caption: pic.Caption, Credit: pic.Credit, Alt: pic.Alt}})
		s.mark(b, PartPicture, true, "kept as a picture in the story%s", pic.stampNote())
	}
	if caption == nil {
		return
	}
	became := "kept as the caption"
	if pic.Credit != "" {
		became += ", with the credit “" + pic.Credit + "”"
	}
	s.mark(caption, PartCaption, true, "%s", became)
	for _, c := range credit {
		s.mark(c, PartCaption, true, "kept as the picture's credit")
	}
}

// captionOf returns the block that is the caption of the picture before it, or nil.
// In HTML the markup says so. In a text it follows the name of the picture's file,
// is no longer than a caption, and is not all the text there is.
func (s *sheet) captionOf(b *block, after []*block) *block {
	if len(after) == 0 {
		return nil
	}
	c := after[0]
	if b.pic != nil {
		if c.hint == PartCaption || c.frame != nil && c.frame == b.frame && isFigure(c.frame) {
			return c
		}
		return nil
	}
	n := utf8.RuneCountInString(c.text)
	if s.isMeta(c) || s.isPicture(c) || bullet.MatchString(c.text) || n < 3 {
		return nil
	}
	_, credit := splitCredit(c.text)
	dated := len(findDates(c.text, s.opts)) > 0 && n <= 200
	apart := len(after) > 1 && after[1].gap > c.gap && c.gap > 0
	if credit != "" && n <= 500 || apart && n <= 400 || len(after) > 1 && (dated || !running(c.text) && n <= 160 && (running(after[1].text) || s.metaAhead(after))) {
		return c
	}
	return nil
}

// creditAfter returns the block after a caption that is the picture's credit.
func (s *sheet) creditAfter(caption *block, after []*block, pic *Picture) []*block {
	if len(after) < 2 || after[0] != caption || pic.Credit != "" {
		return nil
	}
	c := after[1]
	rest, credit := splitCredit(c.text)
	switch {
	case c.hint == PartCaption && c.role == "credit" && words(c.text) <= 12:
		if credit == "" {
			credit = c.text
		}
	case credit == "" || rest != "" || words(c.text) > 12:
		return nil
	}
	pic.Credit = credit
	return after[1:2]
}

func samePicture(a, b Picture) bool {
	return a.name() == b.name() || a.File != "" && sizeless(a.File) == sizeless(b.File)
}

var sizeInName = pattern.New(`(?:[-_]\d{2,4}x\d{2,4}|-scaled|@2x)(\.[a-zA-Z]+)$`)

// sizeless is a file's name without the size that WordPress and others put in it.
func sizeless(file string) string { return sizeInName.ReplaceAllString(file, "$1") }

// addToLead gives the lead picture what is known of it here and was not there.
func (s *sheet) addToLead(pic Picture) {
	p := s.page.Picture
	for _, f := range [][2]*string{{&p.Caption, &pic.Caption}, {&p.Credit, &pic.Credit}, {&p.Alt, &pic.Alt}, {&p.URL, &pic.URL}, {&p.File, &pic.File}} {
		if *f[0] == "" {
			*f[0] = *f[1]
		}
	}
}

// readFrame keeps the list, table, quotation or figure that the first block stands
// in, and returns how many blocks stand in it.
func (s *sheet) readFrame(todo []*block) int {
	frame := todo[0].frame
	n := 0
	for n < len(todo) && todo[n].frame == frame {
		n++
	}
	if isFigure(frame) {
		return s.readFigure(todo, n)
	}
	var texts, others []*block
	for _, b := range todo[:n] {
		if b.pic != nil || b.embed != nil {
			others = append(others, b)
		} else {
			texts = append(texts, b)
		}
	}
	if len(texts) > 0 {
		s.keepFrame(frame, texts)
	}
	for _, b := range others {
		b.frame = nil
		s.readBodyBlocks([]*block{b})
	}
	return n
}

// keepFrame keeps what buildFrame makes of the blocks. A block that found no place
// in it follows as a paragraph.
func (s *sheet) keepFrame(frame *html.Node, blocks []*block) {
	node, part, ok := buildFrame(frame, blocks)
	has := ""
	if ok {
		s.addBlock(node)
		has = squeeze(news.Document{Blocks: []news.Node{node}}.Plain())
	}
	s.group++
	group := s.group
	for _, b := range blocks {
		text := squeeze(b.text)
		at := strings.Index(has, text)
		if at >= 0 && len(has) > 64<<10 {
			has = has[at:] // they come in order; this keeps a long list from being searched from its start each time
		}
		if ok && at >= 0 {
			s.markAs(b, group, part, true, "kept as a "+strings.ReplaceAll(string(part), "_", " "))
			continue
		}
		b.frame, b.tag = nil, "p"
		s.readProse(b, nil)
	}
}

// readFigure keeps the pictures of a figure, with their captions, and whatever else
// stands in it.
func (s *sheet) readFigure(todo []*block, n int) int {
	blocks := todo[:n]
	for i, b := range blocks {
		switch {
		case b.marked:
		case b.pic != nil:
			after := slices.DeleteFunc(slices.Clone(blocks[i+1:]), func(o *block) bool { return o.marked })
			if j := slices.IndexFunc(after, func(o *block) bool { return o.pic == nil }); j > 0 && len(after) > j {
				after = slices.Clone(after[j:]) // one caption for several pictures goes with the last
				if slices.ContainsFunc(blocks[i+1:], func(o *block) bool { return o.pic != nil }) {
					after = nil
				}
			}
			s.readPicture(b, after)
		case b.embed != nil:
			b.frame = nil
			s.readBodyBlocks([]*block{b})
		default:
			b.tag = "p"
			s.readProse(b, nil)
		}
	}
	return n
}

func isElement(n *html.Node, names ...string) bool {
	if n == nil || n.Type != html.ElementNode {
		return false
	}
	for _, name := range names {
		if n.Data == name {
			return true
		}
	}
	return false
}
