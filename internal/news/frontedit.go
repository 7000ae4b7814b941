package news

import (
	"slices"
	"time"
)

// FrontDo is what an edit of a front's draft does.
type FrontDo string

// What can be done to a draft.
const (
	DoPlace    FrontDo = "place"    // put the story in the place; what stands there moves down
	DoUp       FrontDo = "up"       // move the story one place up
	DoDown     FrontDo = "down"     // move the story one place down
	DoRemove   FrontDo = "remove"   // take the story off; the press fills its place
	DoHeadline FrontDo = "headline" // show the story under another headline; "" for its own
	DoPin      FrontDo = "pin"      // keep the story until a time; zero for no end
	DoTopic    FrontDo = "topic"    // make the front about one topic; "" for the usual front
)

// FrontEdit is one change to the draft of a front. Block and Place say where the story is
// to go or, for a story that the press put there, where it stands.
type FrontEdit struct {
	Do       FrontDo   `json:"do"`
	Story    int64     `json:"story,omitempty"`
	Block    string    `json:"block,omitempty"`
	Place    int       `json:"place,omitempty"` // from 0
	Headline string    `json:"headline,omitempty"`
	Until    time.Time `json:"until,omitzero"`
	Topic    string    `json:"topic,omitempty"`
}

// Edit returns the arrangement with the change, and the slots that went off it.
func (a Arrangement) Edit(e FrontEdit) (_ Arrangement, gone []Slot, err error) {
	if e.Do == DoTopic {
		a.Topic = e.Topic
		return a, nil, nil
	}
	if e.Do == DoRemove {
		rest, gone := a.Without(e.Story)
		if len(gone) == 0 {
			return a, nil, Errorf(Conflict, "Story %d does not stand here by hand any more; there was nothing to take off.", e.Story)
		}
		return rest, gone, nil
	}
	s, placed := a.Slot(e.Story)
	if !placed || e.Do == DoPlace {
		if e.Place < 0 || e.Place >= Places(e.Block) {
			return a, nil, Errorf(Invalid, "The block %s has places 1 to %d; %d is not one.", e.Block, Places(e.Block), e.Place+1)
		}
		s.Story, s.Block, s.Place = e.Story, e.Block, e.Place
	}
	switch e.Do {
	case DoPlace:
		rest, gone := a.put(s)
		return rest, gone, nil
	case DoUp:
		return a.step(s, -1)
	case DoDown:
		return a.step(s, 1)
	case DoHeadline:
		s.Headline = e.Headline
	case DoPin:
		s.Until = e.Until
	default:
		return a, nil, Errorf(Invalid, "A front has no change %q.", string(e.Do))
	}
	if placed {
		a, _ = a.Without(s.Story)
	}
	a, gone = a.put(s)
	return a, gone, nil
}

// step moves the slot by one place. What stands there by hand takes its place.
func (a Arrangement) step(s Slot, by int) (Arrangement, []Slot, error) {
	to := s.Place + by
	if to < 0 || to >= Places(s.Block) {
		return a, nil, Errorf(Invalid, "Story %d stands at the end of its block already.", s.Story)
	}
	a, _ = a.Without(s.Story)
	if _, taken := a.At(s.Block, s.Place); taken { // somebody put another story there meanwhile
		s.Place = to
		rest, gone := a.put(s)
		return rest, gone, nil
	}
	if i := slices.IndexFunc(a.Slots, func(o Slot) bool { return o.Block == s.Block && o.Place == to }); i >= 0 {
		a.Slots[i].Place = s.Place
	}
	s.Place = to
	a.Slots = append(a.Slots, s)
	return a.sorted(), nil, nil
}

// FrontChange is one line of what a launch changes.
type FrontChange struct {
	Story int64 `json:"story,omitempty"` // 0: the front's topic changed
	// From and To are the story's slots before and after; nil where it had none.
	From  *Slot  `json:"from,omitempty"`
	To    *Slot  `json:"to,omitempty"`
	Topic string `json:"topic,omitempty"` // the front's topic after
}

// Changes returns what is different in the other arrangement, by block and place of the
// story in it; what went off comes last.
func (a Arrangement) Changes(b Arrangement) []FrontChange {
	changes := []FrontChange{}
	if a.Topic != b.Topic {
		changes = append(changes, FrontChange{Topic: b.Topic})
	}
	for _, to := range b.Slots {
		from, was := a.Slot(to.Story)
		switch {
		case !was:
			changes = append(changes, FrontChange{Story: to.Story, To: &to})
		case !from.same(to):
			changes = append(changes, FrontChange{Story: to.Story, From: &from, To: &to})
		}
	}
	for _, from := range a.Slots {
		if _, is := b.Slot(from.Story); !is {
			changes = append(changes, FrontChange{Story: from.Story, From: &from})
		}
	}
	return changes
}

// Overlap is where a draft and a launch that came in between changed the same: one story
// differently or, when the stories differ, one place. The draft's change stands.
type Overlap struct {
	Yours  *Slot `json:"yours,omitempty"`  // nil: the draft took the story off
	Theirs *Slot `json:"theirs,omitempty"` // nil: the launch took the story off
	Topic  bool  `json:"topic,omitempty"`  // both changed the front's topic
}

// Rebase returns the draft as it is on theirs, when it was made on base. Every change of
// the draft stands; every change of theirs stands too where the draft left it alone. A
// story of theirs whose place the draft took moves down to the next open place; fell are
// those for which there is none.
func (a Arrangement) Rebase(base, theirs Arrangement) (merged Arrangement, overlaps []Overlap, fell []Slot) {
	yours := a
	merged.Topic = theirs.Topic
	if yours.Topic != base.Topic {
		merged.Topic = yours.Topic
		if theirs.Topic != base.Topic && theirs.Topic != yours.Topic {
			overlaps = append(overlaps, Overlap{Topic: true})
		}
	}
	for _, c := range base.Changes(yours) {
		if c.Story == 0 {
			continue
		}
		if c.To != nil {
			merged.Slots = append(merged.Slots, *c.To)
		}
		if is, differs := meets(base, theirs, c); differs {
			overlaps = append(overlaps, Overlap{Yours: c.To, Theirs: is})
		}
	}
	var moved []Slot
	for _, t := range theirs.Slots {
		if _, changed := changeOf(base, yours, t.Story); changed {
			continue
		}
		if y, taken := merged.At(t.Block, t.Place); taken {
			overlaps = append(overlaps, Overlap{Yours: &y, Theirs: &t})
			moved = append(moved, t)
			continue
		}
		merged.Slots = append(merged.Slots, t)
	}
	for _, t := range moved {
		place := t.Place + 1
		for place < Places(t.Block) {
			if _, taken := merged.At(t.Block, place); !taken {
				break
			}
			place++
		}
		if place >= Places(t.Block) {
			fell = append(fell, t)
			continue
		}
		t.Place = place
		merged.Slots = append(merged.Slots, t)
	}
	return merged.sorted(), overlaps, fell
}

// changeOf returns what is different of the story.
func changeOf(a, b Arrangement, story int64) (FrontChange, bool) {
	from, was := a.Slot(story)
	to, is := b.Slot(story)
	return FrontChange{Story: story, From: &from, To: &to}, was != is || was && !from.same(to)
}

// meets reports whether theirs changed the story too, and not to the same, and returns
// where the story stands in theirs.
func meets(base, theirs Arrangement, c FrontChange) (is *Slot, differs bool) {
	if _, changed := changeOf(base, theirs, c.Story); !changed {
		return nil, false
	}
	if t, there := theirs.Slot(c.Story); there {
		return &t, c.To == nil || !t.same(*c.To)
	}
	return nil, c.To != nil
}
