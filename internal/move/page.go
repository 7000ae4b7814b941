// Package move moves stories in from elsewhere. It reads one saved news page, as
// text or as HTML, and says what story it holds and what became of every part of
// the page.
package move

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// MaxPage is the most bytes of a saved page.
const MaxPage = 8 << 20

// Options say what a page itself may leave open.
type Options struct {
	// Zone is the zone of a time that names none; nil is UTC.
	Zone *time.Location
	// Language is the language of a page whose letters and markup do not say.
	Language news.Language
	// Sections are the names the house gives its sections, in any language. The
	// common names of a newspaper's sections are known without.
	Sections []string
	// BSTIsBangladesh reads the zone word BST as Bangladesh Standard Time, and not
	// as British Summer Time.
	BSTIsBangladesh bool
	// MonthFirst reads 04/07/2025 as 7 April, and not as 4 July.
	MonthFirst bool
	// URL is where the page was saved from; its relative addresses are resolved
	// against it, when the page does not say its own.
	URL string
}

func (o Options) zone() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// Page is the story that a saved page holds.
type Page struct {
	Language   news.Language `json:"language"`
	Kicker     string        `json:"kicker,omitempty"`
	Headline   string        `json:"headline"`
	Standfirst string        `json:"standfirst,omitempty"`
	Byline     news.Byline   `json:"byline"`
	Place      string        `json:"place,omitempty"` // where it was filed
	Section    string        `json:"section"`         // as the page names it
	Topics     []string      `json:"topics,omitempty"`
	// Published is when the page says it went out; zero if it does not say.
	Published time.Time `json:"published,omitzero"`
	// DayOnly says that the page gave a day and no time of day.
	DayOnly bool      `json:"published_day_only,omitempty"`
	Updated time.Time `json:"updated,omitzero"`
	// Zone is the zone of Published: the name of Options.Zone if the page named none
	// or one of the same offset, and else the offset the page named.
	Zone    string   `json:"zone,omitempty"`
	Picture *Picture `json:"picture,omitempty"` // the lead picture
	// Body is the story's text. A picture in it is named by its File or URL on the
	// page, since the newsroom has not taken it in.
	Body   news.Document `json:"body"`
	Credit string        `json:"credit,omitempty"` // the sources line
	URL    string        `json:"url,omitempty"`    // the page's own address
	// Bar are the headlines of the page's "News update" bar. They are other stories.
	Bar []string `json:"bar"`
	// Report says, in the order of the page, what became of each part of it. Every
	// word a reader of the page could see is in exactly one of its lines.
	Report []ReportLine `json:"report"`
}

// Picture is a picture as a page shows it.
type Picture struct {
	File    string `json:"file,omitempty"`
	URL     string `json:"url,omitempty"` // absolute where that is known, else as on the page
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
	Alt     string `json:"alt,omitempty"`
}

// name is what a page's document calls the picture.
func (p Picture) name() string {
	if p.URL != "" {
		return p.URL
	}
	return p.File
}

// Part is what a piece of a page is.
type Part string

// The parts of a page.
const (
	PartHeadline   Part = "headline"
	PartKicker     Part = "kicker"
	PartStandfirst Part = "standfirst"
	PartMeta       Part = "meta" // byline, section, date: what stands between headline and story
	PartPicture    Part = "picture"
	PartCaption    Part = "caption"
	PartParagraph  Part = "paragraph"
	PartHeading    Part = "heading"
	PartQuotation  Part = "quotation"
	PartPullQuote  Part = "pull_quote"
	PartList       Part = "list"
	PartTable      Part = "table"
	PartEmbed      Part = "embed"
	PartCredit     Part = "credit"
	PartTopics     Part = "topics"
	PartBar        Part = "bar"
	PartFurniture  Part = "furniture"
	PartOther      Part = "other"    // visible, and nothing this reader knows
	PartHidden     Part = "hidden"   // in the page and not shown by a browser
	PartMetadata   Part = "metadata" // said to machines: JSON-LD, meta, title
	PartPage       Part = "page"     // about the page as a whole
)

// From says where a report line's text was found.
type From string

// Where text is found.
const (
	FromPage     From = "page"     // what a reader of the page sees
	FromMarkup   From = "markup"   // in the markup: text that is not shown, addresses of pictures and frames
	FromMetadata From = "metadata" // what the page says to machines
	FromReader   From = "reader"   // not on the page: what this program noticed
)

// ReportLine says what became of one part of a page.
type ReportLine struct {
	Part   Part   `json:"part"`
	Kept   bool   `json:"kept"`   // whether the story has it
	Became string `json:"became"` // what became of it, for people
	Text   string `json:"text"`   // as on the page, with white space made single
	From   From   `json:"from"`
	// Line and LastLine are the lines of the file it stands on, from 1; zero if that
	// is not known.
	Line     int    `json:"line,omitzero"`
	LastLine int    `json:"last_line,omitzero"`
	Where    string `json:"where,omitempty"` // in HTML: the elements it stands in, or which metadata
}

func (l ReportLine) String() string {
	where := l.Where
	if l.Line > 0 {
		where = fmt.Sprintf("line %d", l.Line)
		if l.LastLine > l.Line {
			where = fmt.Sprintf("lines %d–%d", l.Line, l.LastLine)
		}
	}
	if where == "" {
		where = "–"
	}
	if l.Text == "" {
		return fmt.Sprintf("%s: %s: %s", where, l.Part, l.Became)
	}
	return fmt.Sprintf("%s: %s: %s: %s", where, l.Part, l.Became, l.Text)
}

// ReadPage returns the story of a saved news page, which is text or HTML. A page
// that holds no story, or is none, is an error of one sentence; the Page then has
// what could be read, with its report, as far as reading got.
func ReadPage(r io.Reader, opts Options) (Page, error) {
	none := Page{Bar: []string{}, Report: []ReportLine{}}
	data, err := io.ReadAll(io.LimitReader(r, MaxPage+1))
	if err != nil {
		return none, fmt.Errorf("read the page: %w", err)
	}
	text, notes, err := decode(data)
	if err != nil {
		return none, err
	}
	s := &sheet{opts: opts, notes: notes}
	if isHTML(text) {
		err = s.readHTML(text)
	} else {
		s.readText(text)
	}
	s.finish()
	if err != nil {
		return s.page, err
	}
	if err := s.storyError(); err != nil {
		return s.page, err
	}
	return s.page, fits(s.page.Body)
}

// fits checks the body against the limits of a document.
func fits(d news.Document) error {
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("write the body: %w", err)
	}
	if _, err = news.DecodeDocument(data); err != nil {
		return news.Errorf(news.TooLarge, "This page's story is larger than a story may be (%s) Is it one story?", err)
	}
	return nil
}
