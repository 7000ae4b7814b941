package news

import (
	"reflect"
	"time"
)

// Part is a part of a story that one person edits at a time (screens.md §2.3).
type Part string

// The parts.
const (
	BodyPart     Part = "body"
	HeadPart     Part = "head"     // headline and everything else that is not one of the others
	PicturesPart Part = "pictures" // the lead picture; one within the text is the body's
	PublishPart  Part = "publish"  // embargo and schedule: no revision keeps them
)

// Parts are all the parts, and ContentParts those that a revision keeps.
var (
	Parts        = []Part{BodyPart, HeadPart, PicturesPart, PublishPart}
	ContentParts = []Part{BodyPart, HeadPart, PicturesPart}
)

// Verb is what somebody must be allowed to do with the story to edit the part.
func (p Part) Verb() Verb {
	if p == PublishPart {
		return Embargoing
	}
	return Save
}

// Words are the part as a sentence says it: "is editing the text".
func (p Part) Words() string {
	switch p {
	case BodyPart:
		return "the text"
	case HeadPart:
		return "the headline and the other fields"
	case PicturesPart:
		return "the pictures"
	}
	return "the publish settings"
}

// WithPart returns the content with the part as the other has it.
func (c Content) WithPart(p Part, other Content) Content {
	switch p {
	case BodyPart:
		c.Body = other.Body
	case PicturesPart:
		c.Lead = other.Lead
	case HeadPart:
		other.Body, other.Lead = c.Body, c.Lead
		return other
	}
	return c
}

// SamePart reports whether the two have the part alike.
func (c Content) SamePart(p Part, other Content) bool {
	return reflect.DeepEqual(c, c.WithPart(p, other))
}

// How long a lock lasts.
const (
	LockBeat  = 20 * time.Second // how often whoever holds one says that they are there
	LockStale = 90 * time.Second // without a word: anybody who may edit the story may take it over
	LockIdle  = 10 * time.Minute // without a keystroke: it is released
	AskFor    = 20 * time.Second // to answer whoever asks to edit
	YieldFor  = 3 * time.Second  // for the first person's browser to hand in its last keystrokes
)

// Lock says who edits a part of a story. The zero Lock is nobody's.
type Lock struct {
	Story  int64     `json:"story"`
	Part   Part      `json:"part"`
	Holder Person    `json:"holder,omitzero"` // only ID and Name are set; zero: nobody
	Client string    `json:"client,omitempty"`
	Since  time.Time `json:"since,omitzero"`
	Beat   time.Time `json:"beat,omitzero"`   // when the holder last said that they are there
	Typed  time.Time `json:"typed,omitzero"`  // when they last changed something
	Asks   *Asking   `json:"asks,omitempty"`  // who waits for a yes or a no
	Takes  *Asking   `json:"takes,omitempty"` // to whom it is going now: hand in what was typed
	Last   *HandOver `json:"last,omitempty"`  // how it last changed hands
	Live   int64     `json:"live,omitempty"`  // counts what the holder showed those who watch
	Stale  bool      `json:"stale,omitempty"` // StaleAt when it was read, for those who look; not kept
	// Turn counts its changes: the optimistic lock of its row, and to whoever is told of it
	// twice which is the newer.
	Turn int64 `json:"turn,omitempty"`
}

// Asking is somebody who wants the part.
type Asking struct {
	By     Person    `json:"by"`
	Client string    `json:"client,omitempty"`
	At     time.Time `json:"at"`
	Until  time.Time `json:"until"` // when there is no more answer to wait for
}

// HandOverKind is how a lock changed hands.
type HandOverKind string

// The kinds.
const (
	LockGiven    HandOverKind = "given"    // the holder said yes
	LockKept     HandOverKind = "kept"     // the holder said no: it did not change hands
	LockUnheard  HandOverKind = "unheard"  // the holder said nothing in time: it did not change hands
	LockTaken    HandOverKind = "taken"    // somebody took it over
	LockMoved    HandOverKind = "moved"    // the same person went on in another window
	LockReleased HandOverKind = "released" // the holder left
	LockIdled    HandOverKind = "idle"     // nothing was typed for LockIdle
)

// HandOver is how a lock last changed hands, or did not, and where the text of whoever had
// it is kept.
type HandOver struct {
	Kind HandOverKind `json:"kind"`
	From Person       `json:"from"`
	To   Person       `json:"to,omitzero"`
	At   time.Time    `json:"at"`
	// Revision has the first person's text up to their last keystroke. Aside is where it is
	// kept instead, when it could not be a revision.
	Revision int64  `json:"revision,omitempty"`
	Aside    string `json:"aside,omitempty"`
}

// Held reports whether somebody has the lock at now.
func (l Lock) Held(now time.Time) bool {
	return l.Holder.ID != "" && now.Sub(l.Typed) < LockIdle
}

// StaleAt reports whether whoever has the lock has not been heard of for too long.
func (l Lock) StaleAt(now time.Time) bool { return l.Holder.ID != "" && now.Sub(l.Beat) >= LockStale }

// HeldError answers somebody who wants to change a part that somebody else edits.
type HeldError struct {
	Lock Lock
	// Aside is where the text that was sent is kept, "" if none was sent.
	Aside string
}

func (e *HeldError) Error() string { return e.Unwrap().Error() }

// Unwrap makes a HeldError a Conflict.
func (e *HeldError) Unwrap() error {
	holder, part, since := e.Lock.Holder.Name, e.Lock.Part.Words(), e.Lock.Since.Format(time.RFC3339)
	if e.Aside != "" {
		return Errorf(Conflict, "%s is editing %s since %s. Your text was not saved into the story. It is kept beside it, in the history: ask to edit, or copy it from there.",
			holder, part, since)
	}
	return Errorf(Conflict, "%s is editing %s since %s.", holder, part, since)
}

// Aside is a text that somebody wrote and that is not in the line of a story's revisions,
// kept so that nothing is lost.
type Aside struct {
	ID      string    `json:"id"`
	Story   int64     `json:"story"`
	Base    int64     `json:"base"` // the revision that it was based on
	At      time.Time `json:"at"`
	By      Person    `json:"by"`
	Why     string    `json:"why"`
	Content Content   `json:"content"`
}

// Present is somebody who has a story open.
type Present struct {
	Person   Person    `json:"person"` // only ID and Name are set
	Client   string    `json:"client"`
	Since    time.Time `json:"since"`
	Seen     time.Time `json:"seen"`
	Watching Part      `json:"watching,omitempty"` // the part whose typing they look at
}

// PresentFor is how long somebody is there after they were last seen.
const PresentFor = 50 * time.Second

// Presence is who has a story open and who edits what of it.
type Presence struct {
	Story  int64     `json:"story"`
	People []Present `json:"people"`
	Locks  []Lock    `json:"locks"` // of every part that was ever edited, in the order of Parts
}
