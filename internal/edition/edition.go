// Package edition is what is published, as data: the only thing that passes from
// the newsroom to the readers' side. It holds nothing that a reader may not see.
//
// An edition is the whole published site at one moment, numbered. It travels as
// changes: edition k+1 is edition k and one Change. A Change is written once, in
// the transaction that published it, and never altered.
package edition

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Kind says what a change does, in the past tense.
type Kind string

// The kinds of change.
const (
	Published Kind = "published" // Story is new to readers
	Updated   Kind = "updated"   // Story has new text
	Corrected Kind = "corrected" // Story has new text and a note
	Redrawn   Kind = "redrawn"   // Story's pictures have other files; nothing else changed, and it is no news
	Withdrawn Kind = "withdrawn" // Notice stands where the story was; it may come back
	Killed    Kind = "killed"    // Notice stands where the story was, for good
	Flashed   Kind = "flashed"   // only the bar changed
	Arranged  Kind = "arranged"  // the house's name, sections or other settings changed
	Curated   Kind = "curated"   // fronts were arranged by hand
	Counted   Kind = "counted"   // what is most read was counted anew
	Turned    Kind = "turned"    // a new day began in the house's zone
)

// Change is what turns one edition into the next.
type Change struct {
	Number int64     `json:"number"` // of the edition it makes; from 1, no gaps
	Kind   Kind      `json:"kind"`
	At     time.Time `json:"at"`

	// One of Story and Notice is set for a change to a story.
	Story  *Story  `json:"story,omitempty"`
	Notice *Notice `json:"notice,omitempty"`

	// Bars are the bars that changed, each whole.
	Bars []Bar `json:"bars,omitempty"`

	// Fronts and MostRead are those that changed, each whole.
	Fronts   []Front    `json:"fronts,omitempty"`
	MostRead []MostRead `json:"most_read,omitempty"`

	// House is set when it changed, and always in the first change.
	House *news.House `json:"house,omitempty"`
}

// About returns the number of the story that the change is of, 0 if it is of none.
func (c Change) About() int64 {
	switch {
	case c.Story != nil:
		return c.Story.Number
	case c.Notice != nil:
		return c.Notice.Number
	}
	return 0
}

// Story is a published story as readers have it.
type Story struct {
	Card
	Topics      []Topic       `json:"topics,omitempty"`
	Byline      news.Byline   `json:"byline"`
	Dateline    news.Dateline `json:"dateline,omitzero"`
	Body        news.Document `json:"body"`
	LeadCaption string        `json:"lead_caption,omitempty"`
	LeadCredit  string        `json:"lead_credit,omitempty"`
	Credit      string        `json:"credit,omitempty"`
	// Contributors is who reported and edited, as one line.
	Contributors string            `json:"contributors,omitempty"`
	Corrections  []news.Correction `json:"corrections,omitempty"` // newest first, By left out
	Versions     []news.Version    `json:"versions,omitempty"`    // oldest first; the last is this one
	Related      []int64           `json:"related,omitempty"`     // picked by an editor; not all need be live
	// Coverage is what is posted under the story while it happens; nil for none.
	Coverage *news.Coverage `json:"coverage,omitempty"`
	// Translates is the story in another language that this is a translation of, 0 for none.
	Translates int64 `json:"translates,omitempty"`
	// Pictures are those of the body, in the order of their first use, and the lead's.
	Pictures []Picture `json:"pictures,omitempty"`
	// Recordings are the films and sounds of the body, in the order of their first use.
	Recordings []Recording `json:"recordings,omitempty"`
	// Former are the files that its pictures had before they were drawn again, which pages in caches
	// still name. The readers' archive alone sets them.
	Former []FormerFile `json:"former,omitempty"`
}

// FormerFile is a rendition that was replaced by another of the same picture.
type FormerFile struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"` // when it was replaced
}

// Card is what lists, fronts and feeds show of a story.
type Card struct {
	Number     int64         `json:"number"`
	Language   news.Language `json:"language"`
	Section    string        `json:"section"` // slug
	Slug       string        `json:"slug"`
	Kicker     string        `json:"kicker,omitempty"`
	Headline   string        `json:"headline"`
	Standfirst string        `json:"standfirst,omitempty"`
	Author     string        `json:"author,omitempty"` // the byline as one text
	// Date is the day of first publication in the house's zone, as "2026/11/24": the
	// path's own, so that the path never changes with the zone.
	Date      string    `json:"date"`
	Published time.Time `json:"published"`
	Updated   time.Time `json:"updated,omitzero"` // last change of substance; zero if none
	Lead      *Picture  `json:"lead,omitempty"`

	Label news.Label `json:"label,omitempty"`
	Live  bool       `json:"live,omitempty"` // it is covered live now
}

// Picture is a picture as readers may have it.
type Picture struct {
	ID         string           `json:"id"`
	Alt        string           `json:"alt,omitempty"`
	Width      int              `json:"width"`
	Height     int              `json:"height"`
	Renditions []news.Rendition `json:"renditions"` // by width, smallest first
	Crops      []news.Crop      `json:"crops,omitempty"`
	Colour     string           `json:"colour,omitempty"` // as "#8a9b7c", to be seen until the picture is there
	// File says that it was not taken for this story: "File photo".
	File bool `json:"file,omitempty"`
	// Was are the keys of the names at which it stood on another site, before it moved in: see
	// ReadOldAddress and OldKey.
	Was []uint64 `json:"was,omitempty"`
	// Covered is set of a picture that a reader sees only after asking for it. Its files are there alone: Renditions and
	// Crops are empty, so that what does not know of covers shows nothing of it.
	Covered *Covered `json:"covered,omitempty"`
}

// Covered is a picture behind a cover.
type Covered struct {
	Shows      string           `json:"shows"`          // what the picture shows, in a few words of its story's language
	Cover      news.Rendition   `json:"cover,omitzero"` // a file in which nothing can be made out; zero for none yet
	Renditions []news.Rendition `json:"renditions"`     // of the picture itself, by width, smallest first
}

// Files returns the names of the picture's files, those behind its cover among them.
func (p Picture) Files() []string {
	names := news.RenditionNames(p.Renditions)
	for _, c := range p.Crops {
		names = append(names, news.RenditionNames(c.Renditions)...)
	}
	if c := p.Covered; c != nil {
		names = append(append(names, c.Cover.Names()...), news.RenditionNames(c.Renditions)...)
	}
	return names
}

// Recording is a film or a sound as readers may have it.
type Recording struct {
	ID           string             `json:"id"`
	Kind         news.RecordingKind `json:"kind"`
	File         string             `json:"file"` // as in /media/{name}
	Type         string             `json:"type"`
	Bytes        int64              `json:"bytes"`
	Milliseconds int64              `json:"milliseconds"`
	Width        int                `json:"width,omitempty"`
	Height       int                `json:"height,omitempty"`
	Poster       *Picture           `json:"poster,omitempty"`
	Captions     []news.Captions    `json:"captions,omitempty"`
	Transcript   string             `json:"transcript,omitempty"` // its address
}

// Topic is a topic's name and its slug in the URL.
type Topic struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// Notice stands where a story was. It holds nothing of the story's text.
type Notice struct {
	Number   int64         `json:"number"`
	Language news.Language `json:"language"`
	Section  string        `json:"section"`
	Date     string        `json:"date,omitempty"` // as in the story's Card
	At       time.Time     `json:"at"`
	// Version is the number of what readers were told with it, counted with the story's versions from 1; 0 where nobody counted.
	Version int `json:"version,omitempty"`
}

// Bar is the "News update" bar of one language, with the emergency banner that stands over
// it: what is put into every page.
type Bar struct {
	Language news.Language `json:"language"`
	Items    []BarItem     `json:"items"`            // in order, as news.Bar has them
	Banner   *Banner       `json:"banner,omitempty"` // nil for none
}

// Banner is an emergency banner as readers see it.
type Banner struct {
	Text    string    `json:"text"`
	Path    string    `json:"path,omitempty"` // where it leads: a story's path, or an address elsewhere
	At      time.Time `json:"at"`
	Expires time.Time `json:"expires"`
}

// BarItem is one flash as readers see it.
type BarItem struct {
	ID       string    `json:"id"`
	Text     string    `json:"text"`
	Path     string    `json:"path,omitempty"` // of the story it leads to
	Breaking bool      `json:"breaking,omitempty"`
	At       time.Time `json:"at"`
	Expires  time.Time `json:"expires"`
}

// Front is the home page or a section front as it was arranged by hand. The press fills
// what it leaves open; an empty one is arranged by the press alone.
type Front struct {
	Language news.Language `json:"language"`
	Section  string        `json:"section,omitempty"` // slug; "" is the home page
	// Topic is the slug of the one topic that the front is about for now: what is filled is
	// of it, and the home page shows no sections. Empty for the usual front.
	Topic  string       `json:"topic,omitempty"`
	Blocks []FrontBlock `json:"blocks,omitempty"`
}

// FrontBlock is one part of a front: TopBlock, or the slug of a section on the home page.
type FrontBlock struct {
	Name  string      `json:"name"`
	Slots []FrontSlot `json:"slots,omitempty"` // in the order of their places
}

// TopBlock is the block at the top of every front.
const TopBlock = news.TopBlock

// How many places the block at the top has, and that of a section on the home page.
const (
	TopPlaces     = news.TopPlaces
	SectionPlaces = news.SectionPlaces
)

// FrontSlot is a story that was put in a place by hand. A story that is not live leaves
// its place to the press.
type FrontSlot struct {
	Place    int    `json:"place"` // from 0, less than the block's places
	Story    int64  `json:"story"`
	Headline string `json:"headline,omitempty"` // instead of the story's own
}

// MostRead are the stories of a language that most people read, the most read first.
type MostRead struct {
	Language news.Language `json:"language"`
	Stories  []int64       `json:"stories"`
}

// Source knows the changes. The store is one; a stream of editions out of a bucket
// will be another, for a process that only serves readers.
type Source interface {
	// Since returns the changes after the given edition, oldest first, at most limit.
	Since(ctx context.Context, after int64, limit int) ([]Change, error)
}

// Path returns the story's own path: /{language}/{section}/{yyyy}/{mm}/{dd}/{number}-{slug}.
func (c Card) Path() string {
	return fmt.Sprintf("/%s/%s/%s/%d-%s", c.Language, c.Section, c.Date, c.Number, url.PathEscape(c.Slug))
}

// Path returns a path at which the notice is: the story's own without its slug.
func (n Notice) Path() string {
	return fmt.Sprintf("/%s/%s/%s/%d", n.Language, n.Section, n.Date, n.Number)
}

// StoryNumber returns the number in a story's path, whatever its section, date and
// slug say, and false if path does not have the form of one.
func StoryNumber(path string) (int64, bool) {
	parts := strings.Split(path, "/")
	if len(parts) != 7 || parts[0] != "" {
		return 0, false
	}
	digits, _, _ := strings.Cut(parts[6], "-")
	var n int64
	for _, r := range digits {
		if r < '0' || r > '9' || n > 1<<50 {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, n > 0 && digits[0] != '0'
}
