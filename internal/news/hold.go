package news

import (
	"slices"
	"time"
)

// HitKind says what the release gate stumbled over.
type HitKind string

// The kinds of hit.
const (
	HitMarker    HitKind = "marker"    // words that say themselves that they must not go out
	HitProtected HitKind = "protected" // somebody whose identity the law protects
	HitRights    HitKind = "rights"    // a picture without a credit, or that must not be used
	HitTakenDown HitKind = "taken_down"
)

// Hit is one reason why something may not leave. It never holds a name of the register.
type Hit struct {
	Key   string  `json:"key"` // of this reason in these very words; a release is for a key
	Kind  HitKind `json:"kind"`
	What  string  `json:"what"` // the marker, or the label of the entry in the register
	Basis string  `json:"basis,omitempty"`
	Where string  `json:"where"` // "the headline", "paragraph 3"
	Exit  string  `json:"exit"`  // what it would have left by
	Story int64   `json:"story,omitempty"`
}

// Words is the hit as one sentence.
func (h Hit) Words() string { return h.Phrase().String() }

// Phrase is the hit as one sentence, not written out yet.
func (h Hit) Phrase() Phrase {
	where := Capital(h.Where)
	switch h.Kind {
	case HitProtected:
		return Phrasef("%s of %s names somebody whose identity is protected (%s; %s).", where, h.Exit, h.What, h.Basis)
	case HitRights:
		return Phrasef("%s of %s may not be used: %s.", where, h.Exit, h.What)
	case HitTakenDown:
		return Phrasef("%s of %s was taken down: %s. What was taken down stays down.", where, h.Exit, h.What)
	}
	return Phrasef("%s of %s carries the hold marker “%s”.", where, h.Exit, h.What)
}

// BlockedError says that the release gate let something not leave. The log keeps each.
type BlockedError struct {
	Hits []Hit
	why  error
}

// Blocked returns the error for hits, of which there is at least one.
func Blocked(hits []Hit) *BlockedError {
	more := ""
	if n := len(hits) - 1; n == 1 {
		more = " There is one more reason."
	} else if n > 1 {
		more = " There are more reasons."
	}
	what := "Change it; or, if it must go out, ask under Held for a second person to release it."
	if hits[0].Kind == HitTakenDown {
		what = "Only who lifts the takedown opens the way."
	}
	return &BlockedError{hits, Errorf(Conflict, "Nothing went out. %s%s %s", hits[0].Phrase(), more, what)}
}

func (e *BlockedError) Error() string { return e.why.Error() }

// Unwrap makes a BlockedError a Conflict.
func (e *BlockedError) Unwrap() error { return e.why }

// Held is a hit as the newsroom keeps it, with what became of it. It goes out only when one
// person asked for it, with a reason, and another released it.
type Held struct {
	Hit
	State    HeldState `json:"state"`
	At       time.Time `json:"at"`                // when it was last blocked
	First    Person    `json:"first"`             // whose act was blocked
	Authors  []Person  `json:"authors,omitempty"` // whose words they are
	Reason   string    `json:"reason"`            // why it must go out
	By       Person    `json:"by,omitzero"`
	Asked    time.Time `json:"asked,omitzero"`
	Answer   Person    `json:"answer,omitzero"`
	Answered time.Time `json:"answered,omitzero"`
	Note     string    `json:"note,omitempty"`
}

// HeldState is what became of a hit.
type HeldState string

// The states of a hit.
const (
	HeldBlocked  HeldState = "blocked"
	HeldAsked    HeldState = "asked"
	HeldReleased HeldState = "released"
	HeldRefused  HeldState = "refused"
)

// MayRelease returns nil if the person may release what is held, or refuse to.
func (p Person) MayRelease(h Held) error {
	if err := p.May(ReleaseHeld); err != nil {
		return err
	}
	if h.State != HeldAsked {
		return Errorf(Conflict, "Nobody asks for this to be released.")
	}
	if p.ID == h.By.ID {
		return Errorf(Forbidden, "You asked for this yourself; it takes somebody else. Ask: %s.", whoMay(ReleaseHeld))
	}
	if p.ID == h.First.ID {
		return Errorf(Forbidden, "It was your own act that was held; it takes somebody else. Ask: %s.", whoMay(ReleaseHeld))
	}
	if slices.ContainsFunc(h.Authors, func(a Person) bool { return a.ID == p.ID }) {
		return Errorf(Forbidden, "You wrote what was held; it takes somebody else. Ask: %s.", whoMay(ReleaseHeld))
	}
	return nil
}

// Protected is an entry of the register of protected identities. It has no name: only what
// it is called among us, why the law protects it, and hashes under a key that is kept
// outside of the database.
type Protected struct {
	ID     string    `json:"id"` // UUIDv7
	Label  string    `json:"label"`
	Basis  string    `json:"basis"`
	Words  []int     `json:"words"`          // how many words its spellings have, each number once
	Hashes []string  `json:"hashes"`         // sorted
	Tags   []uint64  `json:"tags,omitempty"` // sorted; quick hashes of the same, none in entries of before
	At     time.Time `json:"at"`
	By     Person    `json:"by"`
	Until  time.Time `json:"until,omitzero"` // when the protection ends; zero is never
}
