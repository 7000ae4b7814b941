package move

import (
	"fmt"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
)

// sheet is a page while it is read. Its pieces are all there is on the page, in
// order; reading is giving each piece a part. What is given none is reported as not
// understood, so that nothing can be dropped by forgetting it.
type sheet struct {
	opts    Options
	pieces  []piece
	blocks  []*block
	notes   []ReportLine // about the page as a whole, and what it says to machines
	missing []ReportLine // what was looked for and not found
	page    Page

	datePart string // where the published time was read; "" if it was not yet
	kept     int    // blocks of the body
	group    int

	paragraphs int
}

// piece is a line of a text, or a text node or picture of HTML.
type piece struct {
	text       string
	line, last int
	where      string
	from       From
	apart      bool // it begins a line of its own, and does not continue the piece before

	part   Part // "" until it is known
	kept   bool
	became string
	group  int // pieces of the same group that stand together are one report line
}

// block is what stands by itself on a page: a paragraph, a headline, a line.
type block struct {
	pieces []int
	text   string
	gap    int    // empty lines before it
	tag    string // the HTML element it stands in; "" in a text
	hint   Part   // what its markup says it is; "" if nothing
	role   string // of PartMeta: "byline", "section", "date", "place"
	stamp  string // the machine-readable time it holds
	runs   []news.Node
	pic    *Picture
	embed  *news.Attrs
	links  int      // letters of it that are links
	items  []string // the texts of its links
	lost   []string // the addresses of its links that could not be kept
	frame  *html.Node
	item   *html.Node
	inside bool // it stands in the part of the page that holds the story
	marked bool
}

// mark says what became of a block.
func (s *sheet) mark(b *block, p Part, kept bool, format string, args ...any) {
	s.group++
	s.markAs(b, s.group, p, kept, fmt.Sprintf(format, args...))
}

func (s *sheet) markAs(b *block, group int, p Part, kept bool, became string) {
	b.marked = true
	if kept && len(b.lost) > 0 {
		became += "; left out, since the page does not say what they are relative to, are the links to " + strings.Join(b.lost, ", ")
	}
	for _, i := range b.pieces {
		s.pieces[i].part, s.pieces[i].kept, s.pieces[i].became, s.pieces[i].group = p, kept, became, group
	}
}

// todo returns the blocks that have no part yet.
func (s *sheet) todo() []*block {
	var left []*block
	for _, b := range s.blocks {
		if !b.marked {
			left = append(left, b)
		}
	}
	return left
}

// finish completes the page and its report.
func (s *sheet) finish() {
	p := &s.page
	for _, line := range []*string{&p.Headline, &p.Kicker, &p.Standfirst, &p.Section, &p.Place, &p.Credit} {
		*line = single(*line)
	}
	s.setLanguage()
	s.setZone()
	s.lookForMissing()
	if p.Bar == nil {
		p.Bar = []string{}
	}
	p.Report = append(p.Report, s.notes...)
	p.Report = append(p.Report, s.lines()...)
	p.Report = append(p.Report, s.missing...)
}

// lines returns the report lines of the pieces.
func (s *sheet) lines() []ReportLine {
	var out []ReportLine
	var text strings.Builder
	last := -1
	flush := func() {
		if n := len(out); n > 0 {
			out[n-1].Text = tidy(text.String())
		}
		text.Reset()
	}
	for i := range s.pieces {
		p := &s.pieces[i]
		if p.part == "" {
			p.part, p.became, p.group = PartOther, "left out: not understood", -1
		}
		if last < 0 || s.pieces[last].group != p.group || s.pieces[last].from != p.from {
			flush()
			out = append(out, ReportLine{Part: p.part, Kept: p.kept, Became: p.became, From: p.from, Line: p.line, LastLine: p.last, Where: p.where})
		} else if p.apart {
			text.WriteString("\n")
		}
		text.WriteString(p.text)
		if n := len(out) - 1; p.last > out[n].LastLine {
			out[n].LastLine = p.last
		}
		last = i
	}
	flush()
	return out
}

// tidy makes the white space of each line single, and leaves out empty lines.
func tidy(s string) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = single(line); !blank(line) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// setLanguage decides by the letters of the story, then by the markup.
func (s *sheet) setLanguage() {
	text := s.page.Headline + " " + s.page.Body.Plain()
	share, letters := letterShare(text)
	switch {
	case letters >= 20 && share > 0.5:
		s.page.Language = news.Bangla
	case letters >= 20 && share < 0.1 && s.page.Language == "":
		s.page.Language = s.opts.Language
		if s.page.Language == "" || s.page.Language == news.Bangla {
			s.page.Language = news.English
		}
	case s.page.Language == "":
		s.page.Language = s.opts.Language
	}
}

// setZone gives the published time the house's zone where that changes nothing but
// the name: a page that says UTC says it for machines.
func (s *sheet) setZone() {
	p, loc := &s.page, s.opts.zone()
	for _, t := range []*time.Time{&p.Published, &p.Updated} {
		_, offset := t.Zone()
		if _, house := t.In(loc).Zone(); !t.IsZero() && (offset == 0 || offset == house) {
			*t = t.In(loc)
		}
	}
	if p.Published.IsZero() {
		return
	}
	if p.Zone = loc.String(); p.Published.Location() != loc {
		_, offset := p.Published.Zone()
		p.Zone = offsetName(offset / 60)
	}
}

func (s *sheet) lookForMissing() {
	p := &s.page
	lack := func(part Part, text string) { s.missing = append(s.missing, note(part, text)) }
	if p.Headline == "" {
		lack(PartHeadline, "no headline was found")
	}
	if p.Byline.Desk == "" && len(p.Byline.People) == 0 {
		lack(PartMeta, "no byline was found")
	}
	if p.Section == "" {
		lack(PartMeta, "no section was found")
	}
	switch {
	case p.Published.IsZero():
		lack(PartMeta, "the page does not say when it was published; no other time was taken for it")
	case p.DayOnly:
		lack(PartMeta, "the page names the day it was published and no time of day; midnight stands for it")
	}
	if !p.Published.IsZero() && s.datePart == houseZone {
		lack(PartMeta, "the page names no time zone; "+s.opts.zone().String()+" was taken")
	}
	if p.Picture == nil {
		lack(PartPicture, "no lead picture was found")
	}
}

// houseZone is the datePart of a published time that named no zone.
const houseZone = "house zone"

// setPublished takes w as the published time if there is none yet.
func (s *sheet) setPublished(w when) bool {
	if p := s.page.Published; !p.IsZero() {
		better := s.page.DayOnly && !w.dayOnly && p.Format(time.DateOnly) == w.time.Format(time.DateOnly)
		if !better {
			return false
		}
	}
	s.page.Published, s.page.DayOnly = w.time, w.dayOnly
	if s.datePart = "named"; w.zone == "" && !w.dayOnly {
		s.datePart = houseZone
	}
	return true
}

// storyError says, in one sentence, why a page that was read holds no story.
func (s *sheet) storyError() error {
	prose := 0
	for _, n := range s.page.Body.Blocks {
		text := news.Document{Blocks: []news.Node{n}}.Plain()
		if n.Type == news.Paragraph && sentence(text) || n.Type == news.Quotation {
			prose += utf8.RuneCountInString(text)
		}
	}
	short := 0
	for _, l := range s.page.Report {
		if l.From == FromPage {
			short += 1 + strings.Count(l.Text, "\n")
		}
	}
	switch {
	case s.kept > 0 && prose >= 80 || s.kept > 0 && s.page.Headline != "" && prose >= 40:
		return nil
	case short == 0:
		return news.Errorf(news.Invalid, "This page shows no text. If a program in it writes the story, open it in a browser, save it from there, and try again.")
	default:
		return news.Errorf(news.Invalid, "This page holds no story: its %d lines are all short, as in a list of headlines or links. Save the page of one story, and try again.", short)
	}
}

var pictureFile = pattern.New(`(?i)^(?:(?:image|photo|picture|ছবি)\s*[:：]\s*|!\[[^\]]*\]\()?((?:https?://)?[^\s<>"|]+(?: [^\s<>"|]+){0,3}\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|heic))(?:\?\S*)?\)?$`)

// readPictureName reads a line that is nothing but the name of a picture's file.
func readPictureName(s string) (Picture, bool) {
	m := pictureFile.FindStringSubmatch(s)
	if m == nil || len(s) > 500 {
		return Picture{}, false
	}
	if strings.Contains(m[1], "://") {
		return Picture{File: path.Base(m[1]), URL: m[1]}, true
	}
	return Picture{File: m[1]}, true
}

var stampInName = pattern.New(`(?:19|20)\d\d[-_]?[01]\d[-_]?[0-3]\d|\d{10,}`)

// stampNote says of a file name with a time in it that the time was not used.
func (p Picture) stampNote() string {
	if stampInName.MatchString(p.File) {
		return "; the time in its name was not taken for the story's"
	}
	return ""
}
