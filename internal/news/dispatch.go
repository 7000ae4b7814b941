package news

import "time"

// Dispatch is one item from a wire, at its newest version. What arrived is kept
// exactly, apart: see Store.Raw.
type Dispatch struct {
	ID       string    `json:"id"` // UUIDv7
	Wire     string    `json:"wire"`
	WireName string    `json:"wire_name"`
	Zone     string    `json:"zone,omitempty"` // its wire's
	GUID     string    `json:"guid"`           // the wire's own name for the item
	Version  int64     `json:"version"`        // from 1; the same item again with other bytes is the next
	Received time.Time `json:"received"`       // of this version
	Issued   time.Time `json:"issued,omitzero"`
	Language Language  `json:"language,omitempty"`
	Headline string    `json:"headline"`
	Summary  string    `json:"summary,omitempty"`
	Author   string    `json:"author,omitempty"`
	Link     string    `json:"link,omitempty"`
	Topics   []string  `json:"topics,omitempty"`
	Media    []Media   `json:"media,omitempty"`
	Body     Document  `json:"body"`
	Hash     string    `json:"hash"` // SHA-256 of the raw bytes, hex
	RawType  string    `json:"raw_type"`
	// UsedBy are the numbers of our stories that were made from it.
	UsedBy []int64 `json:"used_by,omitempty"`
	// Killed is when its wire killed it; zero if it did not. The text is what it was before, and Kill what the wire said then.
	Killed time.Time `json:"killed,omitzero"`
	Kill   string    `json:"kill,omitempty"`
	// TakenDown is the tombstone that stands on it: it cannot be taken.
	TakenDown string `json:"taken_down,omitempty"`
}

// Media is a picture or another file that a dispatch points to. It is not fetched.
type Media struct {
	URL     string `json:"url"`
	Type    string `json:"type,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
}

// A WireKind is how copy arrives.
type WireKind string

// The kinds of wire.
const (
	FeedWire   WireKind = "feed"   // RSS, Atom or JSON Feed by URL
	FolderWire WireKind = "folder" // files dropped in a watched folder
)

// Wire is where dispatches come from.
type Wire struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Kind     WireKind      `json:"kind"`
	Address  string        `json:"address"` // a URL or a folder
	Language Language      `json:"language"`
	Every    time.Duration `json:"every"` // between polls when all is well
	Paused   bool          `json:"paused"`
	Zone     string        `json:"zone,omitempty"` // IANA name of the zone whose days its copy means; "" if that is not known
	Health   Health        `json:"health"`
}

// Health is how a wire is doing, in a form that a journalist can read.
type Health struct {
	Tried     time.Time `json:"tried,omitzero"`
	Succeeded time.Time `json:"succeeded,omitzero"`
	Next      time.Time `json:"next,omitzero"`
	Failures  int       `json:"failures"` // in a row
	Error     string    `json:"error,omitempty"`
	// ETag and LastModified are the feed's own, for the next conditional GET.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}
