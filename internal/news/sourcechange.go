package news

import "time"

// SourceChange asks the people of a story what is to be done now that one of its sources is another: one for each story and newest version
// of a dispatch. It stands open until somebody answers, or a newer version takes its place.
type SourceChange struct {
	ID       string `json:"id"`       // UUIDv7
	Story    int64  `json:"story"`    // number; 0 for a flash that leads to none
	Dispatch string `json:"dispatch"` // ID
	Wire     string `json:"wire"`     // its name
	// Made is what else was made from it and is asked about in the story's place, under the ID in Object; Text is what it said when that was
	// asked.
	Made   Made   `json:"made,omitempty"`
	Object string `json:"object,omitempty"`
	Text   string `json:"text,omitempty"`
	// Since is the version that the story was made from, or that the last answer was about; Version is what came.
	Since   int64  `json:"since"`
	Version int64  `json:"version"`
	Kind    Change `json:"kind"`
	// Findings are how many things in the story are likely to be wrong by the new version and were not by the old.
	Findings int `json:"findings,omitempty"`
	// Sentences are how many of ours came from the version Since, as far as words show; 0 is that nobody knows of any. Touched are those
	// of them that rest on what is no longer as it was.
	Sentences int       `json:"sentences,omitempty"`
	Touched   int       `json:"touched,omitempty"`
	At        time.Time `json:"at"`
	// HoldAt is when readers get a notice instead of the story if nobody has answered; zero is never. Held is when that was done.
	HoldAt time.Time `json:"hold_at,omitzero"`
	Held   time.Time `json:"held,omitzero"`
	// Answered is when somebody said what was done, in Answer; or with By empty, when a newer version took its place.
	Answered time.Time `json:"answered,omitzero"`
	By       Person    `json:"by,omitzero"`
	Answer   string    `json:"answer,omitempty"`
}

// ChangeEmbargo is the kind of a SourceChange by which the wire holds back, until later than before, what a story was made from.
const ChangeEmbargo Change = "embargo"

// MustAnswer reports whether the story may not go out before somebody has answered.
func (c Change) MustAnswer() bool {
	return c == ChangeKill || c == ChangeWithheld || c == ChangeEmbargo
}

// MustLook reports whether somebody has to look at it: copy that came again, and by which nothing in the story is otherwise, can wait.
func (c SourceChange) MustLook() bool {
	return c.Kind.MustAnswer() || c.Kind == ChangeCorrection || c.Findings > 0 || c.Touched > 0
}

// Untouched reports whether all that ours is known to have of the source stands in the new version as it was.
func (c SourceChange) Untouched() bool {
	return !c.Kind.MustAnswer() && c.Sentences > 0 && c.Touched == 0 && c.Findings == 0
}

// Open reports whether nobody has answered yet.
func (c SourceChange) Open() bool { return c.Answered.IsZero() }

// Blocks returns why the story may not go out, nil if the change does not stand in the way.
func (c SourceChange) Blocks() error {
	if !c.Open() {
		return nil
	}
	if c.Made != "" && c.Kind.MustAnswer() {
		return Errorf(Conflict, "%s took back what this was made from. Take it away, or say in an answer to that why it stands.", c.Wire)
	}
	switch c.Kind {
	case ChangeKill:
		return Errorf(Conflict, "%s killed what the story was made from. Kill the story, or say in an answer to that why it stands.", c.Wire)
	case ChangeWithheld:
		return Errorf(Conflict, "%s withholds what the story was made from. Say in an answer to that why the story stands, or wait for the wire.", c.Wire)
	case ChangeEmbargo:
		return Errorf(Conflict, "%s put an embargo on what the story was made from. Take the story off the site, or say in an answer to that why it stands.", c.Wire)
	}
	return nil
}

// ChangeOf returns what a new version of a dispatch is to a story that was made from the old one, at now.
func ChangeOf(was, is Dispatch, now time.Time) Change {
	switch {
	case !is.Killed.IsZero():
		return ChangeKill
	case is.Change == ChangeWithheld:
		return ChangeWithheld
	case is.Embargo.After(was.Embargo) && is.Embargo.After(now):
		return ChangeEmbargo
	case is.Change == ChangeCorrection:
		return ChangeCorrection
	}
	return ChangeUpdate
}

// usualHold is how long a live story stays when its wire killed its source and the house has not said how long: readers get a notice then.
const usualHold = 30

// MostHoldMinutes is the longest that a house may leave such a story before readers: a day.
const MostHoldMinutes = 24 * 60

// HoldAfter is how long a story whose source was killed or withheld stays before readers while nobody answers; 0 is for ever.
func (h House) HoldAfter() time.Duration {
	switch {
	case h.HoldMinutes < 0:
		return 0
	case h.HoldMinutes == 0:
		return usualHold * time.Minute
	}
	return time.Duration(h.HoldMinutes) * time.Minute
}
