package news

import (
	"strings"
	"time"
)

// Dispatch is one item from a wire, at its newest version. What arrived is kept
// exactly, apart: see Store.Raw.
type Dispatch struct {
	ID       string    `json:"id,omitempty"` // UUIDv7
	Wire     string    `json:"wire,omitempty"`
	WireName string    `json:"wire_name,omitempty"`
	Zone     string    `json:"zone,omitempty"`    // its wire's
	GUID     string    `json:"guid"`              // the wire's own name for the item
	Version  int64     `json:"version,omitempty"` // from 1; the same item again with other bytes is the next
	Received time.Time `json:"received,omitzero"` // of this version
	Issued   time.Time `json:"issued,omitzero"`
	Language Language  `json:"language,omitempty"`
	Updated  time.Time `json:"updated,omitzero"` // when the wire last changed it, as it says
	Headline string    `json:"headline"`
	Slugline string    `json:"slugline,omitempty"`
	Dateline string    `json:"dateline,omitempty"` // as the wire has it: place, and often day and agency
	Summary  string    `json:"summary,omitempty"`
	Author   string    `json:"author,omitempty"`
	Link     string    `json:"link,omitempty"`
	Topics   []string  `json:"topics,omitempty"` // in words
	// Codes are the topics as codes of IPTC's Media Topics, "medtop:20000002", or of another scheme, "AFP:ECO".
	Codes    []string `json:"codes,omitempty"`
	Keywords []string `json:"keywords,omitempty"`
	Places   []string `json:"places,omitempty"` // that it is about
	// Urgency is from 1, a flash, to 9, as IPTC counts; 0 if the wire does not say.
	Urgency int `json:"urgency,omitempty"`
	// Embargo is before when nothing of it may be published; zero for no embargo.
	Embargo time.Time `json:"embargo,omitzero"`
	// Change says what the wire does with what it sent before: under the GUID in Replaces, if that is not empty, else under this GUID.
	Change   Change  `json:"change,omitempty"`
	Replaces string  `json:"replaces,omitempty"`
	Edition  string  `json:"edition,omitempty"` // the wire's own number or word for this version
	Source   string  `json:"source,omitempty"`  // whose copy it is, as the wire says: the agency
	Credit   string  `json:"credit,omitempty"`  // the line that must be printed
	Rights   string  `json:"rights,omitempty"`  // usage terms and copyright, in the wire's words
	Note     string  `json:"note,omitempty"`    // to editors, not to readers
	Media    []Media `json:"media,omitempty"`
	// Left says in sentences which of its files were not kept, and why.
	Left    string   `json:"left,omitempty"`
	Body    Document `json:"body"`
	Hash    string   `json:"hash"` // SHA-256 of the raw bytes, hex
	RawType string   `json:"raw_type"`
	// UsedBy are the numbers of our stories that were made from it.
	UsedBy []int64 `json:"used_by,omitempty"`
	// Cluster is what dispatches of one event share: see package cluster. A dispatch by itself has one of its own.
	Cluster string `json:"cluster,omitempty"`
	// Killed is when its wire killed it; zero if it did not. The text is what it was before, and Kill what the wire said then.
	Killed time.Time `json:"killed,omitzero"`
	Kill   string    `json:"kill,omitempty"`
	// TakenDown is the tombstone that stands on it: it cannot be taken.
	TakenDown string `json:"taken_down,omitempty"`
	// Routing is what routes did with it.
	Routing Routing `json:"routing,omitzero"`
}

// A Change is what a wire says that it does with copy which it sent before.
type Change string

// The changes. The zero value is an item of its own, or a version of which nothing more is said.
const (
	ChangeUpdate     Change = "update"
	ChangeCorrection Change = "correction"
	ChangeWithheld   Change = "withheld" // not to be used until the wire says more
	ChangeKill       Change = "kill"     // not to be used, and to be taken back where it was
)

// Media is a picture or another file of a dispatch: one that it points to by URL, which is fetched when somebody takes it; one that came
// with it, whose bytes are kept under Hash; or one that it only names, with neither, which has not come.
type Media struct {
	URL       string `json:"url,omitempty"`
	Name      string `json:"name,omitempty"`      // of the file, without a folder
	Type      string `json:"type,omitempty"`      // its media type, or the first half of one, as the wire says
	Rendition string `json:"rendition,omitempty"` // the wire's word for which form of a picture it is: "preview", "main"
	Caption   string `json:"caption,omitempty"`
	Credit    string `json:"credit,omitempty"`
	Rights    string `json:"rights,omitempty"` // of this file, in the wire's words; else the dispatch's hold
	Width     int    `json:"width,omitempty"`  // in pixels; 0 if that is not known
	Height    int    `json:"height,omitempty"`
	Size      int64  `json:"size,omitempty"` // in bytes; 0 if that is not known
	Hash      string `json:"hash,omitempty"` // SHA-256 of the bytes that are kept, hex
}

// Kept reports whether the bytes of the file are kept.
func (m Media) Kept() bool { return m.Hash != "" }

// Awaited reports whether the wire names the file and it has not come.
func (m Media) Awaited() bool { return m.URL == "" && m.Hash == "" && m.Name != "" }

// With returns the file with the bytes of one that came, and what is known of them.
func (m Media) With(came Media) Media {
	m.Hash, m.Size = came.Hash, came.Size
	if !strings.Contains(m.Type, "/") && came.Type != "" {
		m.Type = came.Type
	}
	if came.Width > 0 {
		m.Width, m.Height = came.Width, came.Height
	}
	return m
}
