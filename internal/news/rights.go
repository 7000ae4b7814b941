package news

import "time"

// Check refuses rights that say nothing, so that a slip of the pen sets nothing free, and a time that is over before it
// begins.
func (r Rights) Check() error {
	switch {
	case r.Use != Free && r.Use != Conditional && r.Use != Denied:
		return Errorf(Invalid, "A picture is free, conditional or denied; its use is none of them: %q.", string(r.Use))
	case !r.Until.IsZero() && !r.From.Before(r.Until):
		return Errorf(Invalid, "The right to show the picture would end before it begins.")
	}
	return nil
}

// MayShow returns nil if readers may have the picture at the time, and else a sentence that says why not.
func (r Rights) MayShow(what Phrase, at time.Time) error {
	switch {
	case r.Use == Denied && r.Conditions != "":
		return Errorf(Conflict, "%s may not be used: its rights say “%s”. Choose another picture.", what, r.Conditions)
	case r.Use == Denied:
		return Errorf(Conflict, "%s may not be used: its rights say no. Choose another picture.", what)
	case !r.Until.IsZero() && !at.Before(r.Until):
		return Errorf(Conflict, "%s may not be used: the right to show it ended at %s. Choose another picture.", what, r.Until.Format(time.RFC3339))
	case at.Before(r.From):
		return Errorf(Conflict, "%s may not be used yet: nobody may show it before %s.", what, r.From.Format(time.RFC3339))
	}
	return nil
}

// MayShow returns nil if readers may have the picture at the time, and else a sentence that says why not.
func (p Picture) MayShow(at time.Time) error { return p.Rights.MayShow(Phrasef("The picture"), at) }

// MayShowAs is MayShow of the picture where a story uses it.
func (p Picture) MayShowAs(u Used, at time.Time) error { return p.Rights.MayShow(u.Where, at) }

// Ends returns from when on readers may not have the picture: the zero time if there is no end. What is denied has
// ended always.
func (r Rights) Ends() time.Time {
	if r.Use == Denied {
		return time.Unix(0, 0).UTC().Add(time.Microsecond)
	}
	return r.Until
}

// RightsWarnings are how long before the end of its rights people are told of a picture that readers have.
var RightsWarnings = []time.Duration{24 * time.Hour, time.Hour, 0}

// PictureSaid is what somebody decided about a picture in one story. It is no part of the story's text, so that no
// save and no merge changes it.
type PictureSaid struct {
	Story   int64  `json:"story"`
	Picture string `json:"picture"`
	// NotFile is why the picture is not called a file photo although its dates or its use say so, "" if nobody decided that.
	NotFile   string    `json:"not_file,omitempty"`
	NotFileBy Person    `json:"not_file_by,omitzero"`
	NotFileAt time.Time `json:"not_file_at,omitzero"`
	// Agreed are the conditions that somebody has read and keeps to.
	Agreed   string    `json:"agreed,omitempty"`
	AgreedBy Person    `json:"agreed_by,omitzero"`
	AgreedAt time.Time `json:"agreed_at,omitzero"`
}

// Agree returns nil if the picture's conditions, where it has some, were read for the story.
func (s PictureSaid) Agree(u Used, p Picture) error {
	if p.Rights.Use != Conditional || s.Agreed == p.Rights.terms() {
		return nil
	}
	if p.Rights.Conditions == "" {
		return Errorf(Conflict, "%s may be used on conditions. Ask the picture desk for them, and say that they are kept.", u.Where)
	}
	return Errorf(Conflict, "%s may be used on conditions: “%s”. Say that you have read them.", u.Where, p.Rights.Conditions)
}

// terms are what somebody agrees to, never empty where there is something to agree to.
func (r Rights) terms() string {
	if r.Conditions == "" {
		return "-"
	}
	return r.Conditions
}

// Terms are the conditions as PictureSaid.Agreed keeps them, "" if the picture has none.
func (r Rights) Terms() string {
	if r.Use != Conditional {
		return ""
	}
	return r.terms()
}

// usualFresh is how long a picture is of the day where the house has not said: what is older is a file photo.
const usualFresh = 72

// MostFileHours is the longest that a house may call a picture new: a month.
const MostFileHours = 31 * 24

// FileAfter is how much older than its story a picture is that is called a file photo.
func (h House) FileAfter() time.Duration {
	hours := h.FileHours
	if hours == 0 {
		hours = usualFresh
	}
	return time.Duration(hours) * time.Hour
}

// FileFor reports whether the picture is a file photo in a story first published then: it was taken more than the house's
// hours before, or belongs to the archive. One that does not say when it was taken counts as taken when it was uploaded,
// which is the latest that it can have been.
func (p Picture) FileFor(published time.Time, after time.Duration) bool {
	return p.Archive || p.Made().Before(published.Add(-after))
}

// Made is when the picture was taken, or if it does not say so when it was uploaded.
func (p Picture) Made() time.Time {
	if p.Taken.IsZero() {
		return p.Uploaded
	}
	return p.Taken
}

// FileMark reports whether the picture is called a file photo, as one story first published then uses it.
func (p Picture) FileMark(u PictureUse, said PictureSaid, published time.Time, after time.Duration) bool {
	return said.NotFile == "" && (u.File || p.FileFor(published, after))
}

// Unmarked returns the uses in which the text marks a picture as a file photo by hand and the next text, which still has the picture, does not.
func (c Content) Unmarked(next Content) (all []Used) {
	type uses struct{ marked, unmarked int }
	count := func(c Content) map[string]uses {
		of := map[string]uses{}
		for _, u := range c.Uses() {
			n := of[u.Picture]
			if u.File {
				n.marked++
			} else {
				n.unmarked++
			}
			of[u.Picture] = n
		}
		return of
	}
	was, is := count(c), count(next)
	for _, u := range c.Uses() {
		if id := u.Picture; u.File && is[id].marked < was[id].marked && is[id].unmarked > was[id].unmarked {
			all = append(all, u)
		}
	}
	return all
}
