package move

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
)

// readHead reads what stands before the story: the headline, which is known or nil,
// and around it the kicker, the standfirst, the meta, and the lead picture.
func (s *sheet) readHead(headline *block) {
	if headline != nil && s.page.Headline == "" {
		s.page.Headline = headline.text
	}
	above := 0
	if headline != nil {
		s.mark(headline, PartHeadline, true, "kept as the headline")
		above = slices.Index(s.blocks, headline)
	}
	todo := s.unread(s.blocks[above:])
	for len(todo) > 0 && s.readHeadBlock(todo) {
		for len(todo) > 0 && todo[0].marked {
			todo = todo[1:]
		}
	}
	if headline != nil {
		s.beforeHeadline(headline)
	}
}

// unread returns those of the blocks that are in the story's part of the page and
// not yet known.
func (s *sheet) unread(blocks []*block) []*block {
	return slices.DeleteFunc(slices.Clone(blocks), func(b *block) bool { return b.marked || !b.inside })
}

// beforeHeadline reads the short lines above a headline.
func (s *sheet) beforeHeadline(headline *block) {
	at := slices.Index(s.blocks, headline)
	for i := at - 1; i >= 0; i-- {
		b := s.blocks[i]
		if b.marked || !b.inside || b.pic != nil || s.readLabelled(b) || s.dayAbove(b) || s.readMetaBlock(b) || s.readSection(b) {
			continue
		}
		switch {
		case repeats(b.text, s.page.Headline):
			s.mark(b, PartHeadline, false, "left out: the headline again")
		case i == at-1 && s.page.Kicker == "" && words(b.text) <= 4 && !sentence(b.text):
			s.page.Kicker = b.text
			s.mark(b, PartKicker, true, "kept as the kicker")
		case !running(b.text):
			s.mark(b, PartOther, false, "left out: it stands above the headline, and is no part of the story that this reader knows")
		}
	}
}

// masthead is what a newspaper's own date has, and a story's has not.
var masthead = pattern.New(`(?i)(?:^|[\s,|])(?:today|আজ|` + alternation(weekdays) + `)(?:[\s,|]|$)|` + alternation(banglaMonths))

// dayAbove leaves out a day without a time above the headline, if it is written as
// newspapers write the day on which the page was shown.
func (s *sheet) dayAbove(b *block) bool {
	m, ok := readMeta(b.text, s.opts)
	if !ok || m.published == nil || !m.published.dayOnly || m.byline.Desk != "" || len(m.byline.People) > 0 || !masthead.MatchString(b.text) {
		return false
	}
	s.mark(b, PartMeta, false, "left out: a day above the headline, mostly that on which the page was shown")
	return true
}

// repeats reports whether a text is the headline again, alone or with the site's name.
func repeats(s, headline string) bool {
	a, b := key(s), key(headline)
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	rest, ok := strings.CutPrefix(a, b)
	return ok && len(b) >= 12 && strings.IndexAny(strings.TrimSpace(rest), "|-–—»•:<") == 0
}

// readHeadBlock reads the first of the blocks, and reports whether the head goes on.
func (s *sheet) readHeadBlock(todo []*block) bool {
	b := todo[0]
	switch {
	case b.pic != nil, s.isPicture(b):
		s.readPicture(b, todo[1:])
		return true
	case s.readLabelled(b), s.readHinted(b), s.readMetaBlock(b), s.readSection(b):
		return true
	case repeats(b.text, s.page.Headline):
		s.mark(b, PartHeadline, false, "left out: the headline again")
		return true
	case s.captionAlone(b):
		return true
	case s.page.Headline == "" || b.frame != nil || b.embed != nil:
		return false
	case s.page.Standfirst == "" && s.standsFirst(todo):
		s.page.Standfirst = b.text
		became := "kept as the standfirst"
		if !sentence(b.text) {
			became = "kept as the standfirst; it could be a second headline"
		}
		s.mark(b, PartStandfirst, true, "%s", became)
		return true
	case s.bylineByPlace(todo):
		return true
	}
	return false
}

// standsFirst reports whether the first block stands between headline and meta as a
// standfirst does, or is a second headline above the story.
func (s *sheet) standsFirst(todo []*block) bool {
	b := todo[0]
	n := utf8.RuneCountInString(b.text)
	if n > 400 || words(b.text) < 4 || b.tag == "p" && !s.metaAhead(todo) || len(s.pieceKinds(PartMeta)) > 0 && sentence(b.text) {
		return false
	}
	if s.metaAhead(todo) || len(b.tag) == 2 && b.tag[0] == 'h' && words(b.text) >= 6 {
		return true
	}
	return !sentence(b.text) && n <= 200 && len(todo) > 1 && (running(todo[1].text) || todo[1].pic != nil) && s.page.Published.IsZero() && b.text != "" && !numbered.MatchString(b.text)
}

// metaAhead reports whether a dated line of meta follows within a few blocks.
func (s *sheet) metaAhead(todo []*block) bool {
	if todo[0].tag == "" && !s.page.Published.IsZero() {
		return false
	}
	for _, b := range todo[1:min(len(todo), 5)] {
		if m, ok := readMeta(b.text, s.opts); ok && (m.published != nil || b.hint == PartMeta) {
			return true
		}
	}
	return false
}

// pieceKinds returns the pieces that are the part.
func (s *sheet) pieceKinds(p Part) []int {
	var found []int
	for i := range s.pieces {
		if s.pieces[i].part == p {
			found = append(found, i)
		}
	}
	return found
}

// bylineByPlace takes a bare name between the headline and a line of meta or the
// story for the byline.
func (s *sheet) bylineByPlace(todo []*block) bool {
	b := todo[0]
	if s.hasByline() || len(todo) < 2 || b.tag != "" && b.tag != "div" && b.tag != "span" || words(b.text) < 2 || words(b.text) > 4 || !isName(b.text) {
		return false
	}
	next := todo[1]
	if m, ok := readMeta(next.text, s.opts); !running(next.text) && !(ok && (m.published != nil || m.byline.Desk != "")) {
		return false
	}
	name, place, _ := strings.Cut(b.text, ",")
	if name = trim(name); agency.MatchString(name) || strings.HasSuffix(name, " Report") {
		s.page.Byline.Desk = name
	} else {
		s.page.Byline.People = []string{name}
	}
	if place = trim(place); s.page.Place == "" {
		s.page.Place = place
	}
	s.mark(b, PartMeta, true, "kept as the byline, by its place on the page: please check")
	return true
}

// captionAlone keeps a caption with a credit, or a credit, whose picture the page
// does not name.
func (s *sheet) captionAlone(b *block) bool {
	caption, credit := splitCredit(b.text)
	if credit == "" || s.page.Headline == "" || b.frame != nil || utf8.RuneCountInString(b.text) > 400 || s.page.Picture != nil {
		return false
	}
	s.page.Picture = &Picture{Caption: caption, Credit: credit}
	s.mark(b, PartCaption, true, "kept as the caption of a picture that the page does not name, with the credit “%s”", credit)
	return true
}

// agency is how agencies write their names.
var agency = pattern.New(`^\p{Lu}{2,6}$`)

func (s *sheet) hasByline() bool { return s.page.Byline.Desk != "" || len(s.page.Byline.People) > 0 }

// readLabelled reads "Section: World" and its like.
func (s *sheet) readLabelled(b *block) bool {
	m := labelled.FindStringSubmatch(b.text)
	if m == nil || running(m[2]) && strings.ToLower(m[1]) != "summary" {
		return false
	}
	switch part := labels[strings.ToLower(m[1])]; {
	case part == PartMeta && s.page.Section == "":
		s.page.Section = m[2]
		s.mark(b, PartMeta, true, "kept as the section")
	case part == PartStandfirst && s.page.Standfirst == "":
		s.page.Standfirst = m[2]
		s.mark(b, part, true, "kept as the standfirst")
	case part == PartKicker && s.page.Kicker == "":
		s.page.Kicker = m[2]
		s.mark(b, part, true, "kept as the kicker")
	default:
		return false
	}
	return true
}

// readSection reads a line that is the name of a section, or the way to it.
func (s *sheet) readSection(b *block) bool {
	steps := betweenItems.Split(strings.Trim(b.text, " >»›/|"), -1)
	last := steps[len(steps)-1]
	if len(steps) > 1 && repeats(last, s.page.Headline) {
		last = steps[len(steps)-2]
	}
	if !s.opts.isSection(last) || len(steps) == 1 && words(b.text) > 3 {
		return false
	}
	if s.page.Section != "" {
		if key(s.page.Section) != key(last) {
			return false
		}
		s.mark(b, PartMeta, false, "left out: the section again")
		return true
	}
	s.page.Section = last
	s.mark(b, PartMeta, true, "kept as the section “%s”", last)
	return true
}

// readMetaBlock reads a line of meta into the page.
func (s *sheet) readMetaBlock(b *block) bool {
	if b.text == "" || utf8.RuneCountInString(b.text) > 300 {
		return false
	}
	m, ok := readMeta(b.text, s.opts)
	if !ok && b.stamp == "" {
		return false
	}
	if b.stamp != "" {
		if !ok && utf8.RuneCountInString(b.text) > 60 {
			return false
		}
		if w, good := readStamp(b.stamp, s.opts); good && m.updated == nil {
			m.published = &w
		}
	}
	s.takeMeta(b, m)
	return true
}

// takeMeta puts into the page what a line of meta says, and marks the line with it.
func (s *sheet) takeMeta(b *block, m meta) {
	var kept []string
	if !s.hasByline() && (m.byline.Desk != "" || len(m.byline.People) > 0) {
		s.page.Byline = m.byline
		kept = append(kept, "byline “"+strings.Join(append(m.byline.People, nonEmpty(m.byline.Desk)...), ", ")+"”")
	}
	for _, f := range []struct {
		name, value string
		to          *string
	}{{"section", m.section, &s.page.Section}, {"place", m.place, &s.page.Place}} {
		if f.value != "" && *f.to == "" {
			*f.to = f.value
			kept = append(kept, f.name+" “"+f.value+"”")
		}
	}
	if m.published != nil && s.setPublished(*m.published) {
		kept = append(kept, "published "+s.page.Published.Format(time.RFC3339))
	}
	if m.updated != nil && s.page.Updated.IsZero() {
		s.page.Updated = m.updated.time
		kept = append(kept, "updated "+s.page.Updated.Format(time.RFC3339))
	}
	became := "kept as " + strings.Join(kept, ", ")
	if len(kept) == 0 {
		became = "left out: it says again what is known"
		if m.published == nil && m.updated == nil && m.byline.Desk == "" && len(m.byline.People) == 0 {
			became = "left out: no time that could be used"
		}
	}
	if m.published != nil && !s.page.Published.Equal(m.published.time) && !m.published.dayOnly {
		became += fmt.Sprintf("; it says %s, and %s was read before", m.published.time.Format(time.RFC3339), s.page.Published.Format(time.RFC3339))
	}
	for _, n := range m.notes {
		became += "; " + n
	}
	if len(m.unknown) > 0 {
		became += "; not understood: “" + strings.Join(m.unknown, "”, “") + "”"
	}
	s.mark(b, PartMeta, len(kept) > 0, "%s", became)
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// readHinted reads a block whose markup says what it is.
func (s *sheet) readHinted(b *block) bool {
	switch {
	case b.hint == PartStandfirst && s.page.Standfirst == "" && !s.isMeta(b):
		s.page.Standfirst = b.text
		s.mark(b, PartStandfirst, true, "kept as the standfirst")
	case b.hint == PartKicker && s.page.Kicker == "" && words(b.text) <= 8 && !s.opts.isSection(b.text):
		s.page.Kicker = b.text
		s.mark(b, PartKicker, true, "kept as the kicker")
	case b.hint == PartTopics:
		s.readTopics(b, b.text)
	case b.hint == PartMeta && b.role == "section" && words(b.text) <= 5:
		if s.page.Section != "" {
			s.mark(b, PartMeta, false, "left out: the section again, or another: “%s” was read before", s.page.Section)
			return true
		}
		s.page.Section = b.text
		s.mark(b, PartMeta, true, "kept as the section")
	case b.hint == PartMeta && b.role == "byline" && !s.isMeta(b):
		return s.readByline(b)
	default:
		return false
	}
	return true
}

var bylineLabel = pattern.New(`(?i)^(?:by|written by|author|লেখক|প্রতিবেদন)\s*[:：ঃ]?\s*`)

// readByline reads a name that the markup says is the author's.
func (s *sheet) readByline(b *block) bool {
	text := bylineLabel.ReplaceAllString(b.text, "")
	var m meta
	m.readPeople(text)
	if len(m.unknown) > 0 || text == "" {
		return false
	}
	s.takeMeta(b, m)
	return true
}

// readTopics takes the names after "Tags:" as topics.
func (s *sheet) readTopics(b *block, text string) {
	if m := topicsLine.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	for _, t := range b.items {
		s.addTopic(t)
	}
	if len(b.items) > 0 {
		text = ""
	}
	for _, t := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",|;•·،#\n", r) }) {
		s.addTopic(t)
	}
	s.mark(b, PartTopics, true, "kept as topics")
}

func (s *sheet) addTopic(t string) {
	if t = trim(t); t != "" && !genericSection[key(t)] && utf8.RuneCountInString(t) <= 60 && !slices.ContainsFunc(s.page.Topics, func(o string) bool { return key(o) == key(t) }) && len(s.page.Topics) < 50 {
		s.page.Topics = append(s.page.Topics, t)
	}
}

// addBlock puts a node into the body.
func (s *sheet) addBlock(n news.Node) {
	s.page.Body.Blocks = append(s.page.Body.Blocks, n)
	s.kept++
}
