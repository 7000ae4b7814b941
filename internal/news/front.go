package news

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// TopBlock is the block at the top of every front. On the home page each section has a
// block of its own, named by its slug.
const TopBlock = "top"

// How many places the block at the top has, and that of a section on the home page.
const (
	TopPlaces     = 5
	SectionPlaces = 4
)

// Places returns how many places the block has.
func Places(block string) int {
	if block == TopBlock {
		return TopPlaces
	}
	return SectionPlaces
}

// How a front is watched and what is kept beside it.
const (
	StaleLead   = 2 * time.Hour // a lead that stands as long asks for a look
	MostRemoved = 5             // how many of those taken off last are kept at hand
)

// FrontName names a front: the home page in a language, or a section's front.
type FrontName struct {
	Language Language `json:"language"`
	Section  string   `json:"section,omitempty"` // slug; "" is the home page
}

// String returns the name as addresses have it: "bn", "bn-world-news".
func (n FrontName) String() string {
	if n.Section == "" {
		return string(n.Language)
	}
	return string(n.Language) + "-" + n.Section
}

// ReadFrontName reads what String returns. Whether there is such a front is House.Front.
func ReadFrontName(s string) FrontName {
	l, section, _ := strings.Cut(s, "-")
	return FrontName{Language(l), section}
}

// Fronts returns the names of all fronts of the house, the home pages first.
func (h House) Fronts() (names []FrontName) {
	for _, l := range h.Languages {
		names = append(names, FrontName{Language: l})
	}
	for _, l := range h.Languages {
		for _, s := range h.Sections {
			names = append(names, FrontName{l, s.Slug})
		}
	}
	return names
}

// Blocks returns the names of the blocks of a front, from the top.
func (h House) Blocks(n FrontName) []string {
	blocks := []string{TopBlock}
	if n.Section == "" {
		for _, s := range h.Sections {
			blocks = append(blocks, s.Slug)
		}
	}
	return blocks
}

// Slot is a story that was put in a place of a front by hand.
type Slot struct {
	Block    string    `json:"block"`
	Place    int       `json:"place"` // from 0
	Story    int64     `json:"story"`
	Headline string    `json:"headline,omitempty"` // instead of the story's own
	Until    time.Time `json:"until,omitzero"`     // pinned until then; zero: until somebody takes it off
	Since    time.Time `json:"since,omitzero"`     // when readers first had it in this place; zero in a draft
}

// same reports whether two slots say the same; when they were launched does not count.
func (s Slot) same(o Slot) bool {
	return s.Block == o.Block && s.Place == o.Place && s.Story == o.Story && s.Headline == o.Headline && s.Until.Equal(o.Until)
}

// Arrangement is what was done to a front by hand. The press fills every place that is
// left open. Its slots are in order, no two in one place and no story in two.
type Arrangement struct {
	// Topic is the slug of the one topic that the front is about for now, "" for none.
	Topic string `json:"topic,omitempty"`
	Slots []Slot `json:"slots,omitempty"`
}

// Slot returns the story's slot, if it was placed by hand.
func (a Arrangement) Slot(story int64) (Slot, bool) {
	return a.find(func(s Slot) bool { return s.Story == story })
}

// At returns the slot in the place, if somebody put a story there.
func (a Arrangement) At(block string, place int) (Slot, bool) {
	return a.find(func(s Slot) bool { return s.Block == block && s.Place == place })
}

func (a Arrangement) find(is func(Slot) bool) (Slot, bool) {
	if i := slices.IndexFunc(a.Slots, is); i >= 0 {
		return a.Slots[i], true
	}
	return Slot{}, false
}

// Same reports whether both arrange a front in the same way.
func (a Arrangement) Same(b Arrangement) bool {
	return a.Topic == b.Topic && slices.EqualFunc(a.Slots, b.Slots, Slot.same)
}

// without returns the arrangement without the slots, and those.
func (a Arrangement) without(is func(Slot) bool) (rest Arrangement, gone []Slot) {
	rest.Topic = a.Topic
	for _, s := range a.Slots {
		if is(s) {
			gone = append(gone, s)
		} else {
			rest.Slots = append(rest.Slots, s)
		}
	}
	return rest, gone
}

// Without returns the arrangement without the story, and its slot if it had one.
func (a Arrangement) Without(story int64) (Arrangement, []Slot) {
	return a.without(func(s Slot) bool { return s.Story == story })
}

// Lapsed returns the arrangement without the slots that were pinned until now or before,
// and those.
func (a Arrangement) Lapsed(now time.Time) (Arrangement, []Slot) {
	return a.without(func(s Slot) bool { return !s.Until.IsZero() && !now.Before(s.Until) })
}

// Lapses returns when the first pin comes to its end, zero if none does.
func (a Arrangement) Lapses() (first time.Time) {
	for _, s := range a.Slots {
		if !s.Until.IsZero() && (first.IsZero() || s.Until.Before(first)) {
			first = s.Until
		}
	}
	return first
}

// sorted puts the slots in order.
func (a Arrangement) sorted() Arrangement {
	a.Slots = slices.Clone(a.Slots)
	slices.SortFunc(a.Slots, func(s, o Slot) int {
		return cmp.Or(compareBlocks(s.Block, o.Block), cmp.Compare(s.Place, o.Place))
	})
	return a
}

func compareBlocks(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == TopBlock:
		return -1
	case b == TopBlock:
		return 1
	}
	return cmp.Compare(a, b)
}

// put puts the slot in its place. What stands there and below moves down one place, up to
// the first open one; what there is no room for is returned.
func (a Arrangement) put(s Slot) (_ Arrangement, fell []Slot) {
	a, _ = a.Without(s.Story)
	moving, place := s, s.Place
	for {
		i := slices.IndexFunc(a.Slots, func(o Slot) bool { return o.Block == s.Block && o.Place == place })
		moving.Place = place
		if i < 0 {
			a.Slots = append(a.Slots, moving)
			return a.sorted(), fell
		}
		moving, a.Slots[i] = a.Slots[i], moving
		if place++; place == Places(s.Block) {
			return a.sorted(), append(fell, moving)
		}
	}
}

// Front is a front as the newsroom has it: what readers see, and the one draft that
// everybody who curates it shares.
type Front struct {
	Name   FrontName   `json:"name"`
	Live   Arrangement `json:"live"`
	Launch int64       `json:"launch"` // number of the newest launch; 0 before the first
	By     Person      `json:"by,omitzero"`
	At     time.Time   `json:"at,omitzero"`
	Draft  *FrontDraft `json:"draft,omitempty"` // nil: nothing is changed
	// Removed are the slots that were taken off last, the newest first.
	Removed []Slot `json:"removed,omitempty"`
	// Turn counts changes to the front: the optimistic lock.
	Turn int64 `json:"-"`
}

// Arranged returns the draft's arrangement, or what is live if there is no draft.
func (f Front) Arranged() Arrangement {
	if f.Draft != nil {
		return f.Draft.Arrangement
	}
	return f.Live
}

// Remember puts the slots first among those that were taken off last.
func (f *Front) Remember(slots ...Slot) {
	for _, s := range slots {
		s.Since = time.Time{}
		rest := slices.DeleteFunc(slices.Clone(f.Removed), func(o Slot) bool { return o.Story == s.Story })
		f.Removed = append([]Slot{s}, rest...)
	}
	f.Removed = f.Removed[:min(len(f.Removed), MostRemoved)]
}

// FrontDraft is what a front is to become. It is always based on the newest launch: one
// that comes in between rebases it.
type FrontDraft struct {
	Arrangement
	Revision int64     `json:"revision"` // of no other draft of this front
	By       Person    `json:"by"`       // who changed it last
	At       time.Time `json:"at"`
	Rebased  *Rebased  `json:"rebased,omitempty"` // the last launch that came in between
}

// Rebased says on which launch a draft was rebased, and where the two met.
type Rebased struct {
	Launch   int64     `json:"launch"`
	By       Person    `json:"by"`
	At       time.Time `json:"at"`
	Overlaps []Overlap `json:"overlaps,omitempty"`
}

// FrontLaunchKind says why a front was launched.
type FrontLaunchKind string

// The kinds of launch.
const (
	LaunchDraft    FrontLaunchKind = "draft"     // somebody launched the draft
	LaunchRollBack FrontLaunchKind = "roll_back" // somebody went back to an earlier launch
	LaunchLapse    FrontLaunchKind = "lapse"     // a pin came to its end
	LaunchTakenOff FrontLaunchKind = "taken_off" // a story went off the site
)

// FrontLaunch is one launch of a front, kept for ever.
type FrontLaunch struct {
	Number  int64           `json:"number"` // of the front, from 1
	Kind    FrontLaunchKind `json:"kind"`
	Of      int64           `json:"of,omitzero"` // the launch that a roll-back went back to
	By      Person          `json:"by"`
	At      time.Time       `json:"at"`
	Edition int64           `json:"edition"`
	Arrangement
	Changes []FrontChange `json:"changes"` // from the launch before
}
