package news

import (
	"sync/atomic"
	"time"
)

// House is what the newsroom is called and where it stands.
type House struct {
	Names     map[Language]string `json:"names"`
	Languages []Language          `json:"languages"` // the first is the site's own
	Zone      string              `json:"zone"`      // IANA name, as "Asia/Dhaka"
	URL       string              `json:"url"`       // the readers' origin without a slash at the end
	Sections  []Section           `json:"sections"`  // in the order of the navigation
	Desks     []Desk              `json:"desks"`

	Style   Style        `json:"style,omitzero"`
	Authors []Author     `json:"authors,omitempty"`
	Pages   []StaticPage `json:"pages,omitempty"` // in the order of the foot of every page
	Topics  []TopicIntro `json:"topics,omitempty"`

	Security Security `json:"security,omitzero"` // no part of what readers get

	// Undo is for how many seconds a first publication from a screen can be undone before
	// readers have it; 0 for none, and nothing for ten. It is no part of what readers get.
	Undo *int `json:"undo_seconds,omitempty"`

	// CopyGate is which findings of the copy check hold a story back. It is no part of what readers get.
	CopyGate CopyGate `json:"copy_gate,omitempty"`

	// FileHours is how many hours older than its story a picture is that is called a file photo; 0 for 72. It is no part of
	// what readers get: their pages say which pictures are.
	FileHours int `json:"file_photo_hours,omitempty"`

	// HoldMinutes is how long a live story whose wire killed or withheld its source stays before readers while nobody answers: 0 for 30
	// minutes, less than 0 for as long as people leave it there. It is no part of what readers get.
	HoldMinutes int `json:"hold_minutes,omitempty"`

	Machines Machines `json:"machines,omitzero"`
	Theme    Theme    `json:"theme,omitzero"`
}

// usualUndo is how long a publication can be undone where the house has not said.
const usualUndo = 10

// MostUndo is the most seconds for which a house may have publications undone.
const MostUndo = 60

// UndoSeconds is for how many seconds a first publication from a screen can be undone.
func (h House) UndoSeconds() int {
	if h.Undo == nil {
		return usualUndo
	}
	return *h.Undo
}

// Style is how the house writes what its language leaves open.
type Style struct {
	Ogust bool `json:"ogust,omitempty"` // the eighth month is অগাস্ট, not আগস্ট
	Lakh  bool `json:"lakh,omitempty"`  // English numbers are grouped as 12,34,567, as Bangla ones always are
	// Hijri is the day of the Hijri calendar by language, as the moon was seen. It is written
	// by hand and never computed; empty for none.
	Hijri map[Language]string `json:"hijri,omitempty"`
}

// Author is a person or a desk that readers may read about. One whose name stands in a
// byline and who is not among the house's authors has a page all the same, with what they
// wrote and nothing else.
type Author struct {
	Slug  string              `json:"slug"`
	Names map[Language]string `json:"names"` // as bylines have them
	Desk  bool                `json:"desk,omitempty"`
	Role  map[Language]string `json:"role,omitempty"` // "Senior reporter"
	Beat  map[Language]string `json:"beat,omitempty"` // "Rivers, erosion, the north-west"
	Bio   map[Language]string `json:"bio,omitempty"`  // one paragraph
	// Picture is the ID of a picture; Portrait is what readers get of it, which the desk
	// fills in.
	Picture   string     `json:"picture,omitempty"`
	Portrait  *Portrait  `json:"portrait,omitempty"`
	Email     string     `json:"email,omitempty"`
	Languages []Language `json:"languages,omitempty"` // that they can be written to in
}

// Portrait is a picture of an author as readers may have it.
type Portrait struct {
	Width      int         `json:"width"`
	Height     int         `json:"height"`
	Renditions []Rendition `json:"renditions"`     // by width, smallest first
	Crop       []Rendition `json:"crop,omitempty"` // of the crop 3:4, the same way; none if it was not made
}

// StaticPage is a page of the house's own: about, ethics, contact.
type StaticPage struct {
	Slug  string                `json:"slug"`
	Texts map[Language]PageText `json:"texts"`
}

// PageText is a static page in one language.
type PageText struct {
	Title string   `json:"title"`
	Body  Document `json:"body"`
}

// PolicyPage is the slug of the page on which the house says how it corrects and
// withdraws. Notices lead to it if it is there.
const PolicyPage = "ethics"

// TopicIntro explains a topic at the head of its page.
type TopicIntro struct {
	Language Language `json:"language"`
	Slug     string   `json:"slug"`
	Text     string   `json:"text"`
}

// Section returns the section with the slug.
func (h House) Section(slug string) (Section, bool) {
	for _, s := range h.Sections {
		if s.Slug == slug {
			return s, true
		}
	}
	return Section{}, false
}

// Author returns the author with the slug.
func (h House) Author(slug string) (Author, bool) {
	for _, a := range h.Authors {
		if a.Slug == slug {
			return a, true
		}
	}
	return Author{}, false
}

// AuthorNamed returns the author whom bylines of the language call by the name.
func (h House) AuthorNamed(l Language, name string) (Author, bool) {
	for _, a := range h.Authors {
		if a.Names[l] == name {
			return a, true
		}
	}
	return Author{}, false
}

// Page returns the static page with the slug.
func (h House) Page(slug string) (StaticPage, bool) {
	for _, p := range h.Pages {
		if p.Slug == slug {
			return p, true
		}
	}
	return StaticPage{}, false
}

// TopicIntro returns what the house says of the topic, "" for nothing.
func (h House) TopicIntro(l Language, slug string) string {
	for _, t := range h.Topics {
		if t.Language == l && t.Slug == slug {
			return t.Text
		}
	}
	return ""
}

// Renditions returns the names of the pictures that are the house's own: portraits of its
// authors and its logo.
func (h House) Renditions() (names []string) {
	for _, a := range h.Authors {
		if a.Portrait != nil {
			names = append(append(names, RenditionNames(a.Portrait.Renditions)...), RenditionNames(a.Portrait.Crop)...)
		}
	}
	for _, l := range []*Logo{h.Theme.Logo, h.Theme.LogoDark} {
		if l != nil {
			names = append(names, l.Rendition.Name)
		}
	}
	return names
}

// lastZone is the zone that was asked for last: nearly always there is one, and loading it
// reads files.
var lastZone atomic.Pointer[loadedZone]

type loadedZone struct {
	name string
	zone *time.Location
}

// Location returns the house's time zone. A House that was stored has a valid one.
func (h *House) Location() *time.Location {
	if z := lastZone.Load(); z != nil && z.name == h.Zone {
		return z.zone
	}
	zone, err := time.LoadLocation(h.Zone)
	if err != nil {
		return time.UTC
	}
	lastZone.Store(&loadedZone{h.Zone, zone})
	return zone
}
