package news

import (
	"slices"
	"strings"
	"time"
)

// The most that a house has of each.
const (
	MostRoutes  = 200
	MostPresets = 50 // of a person, and of the desk
	MostWatches = 20 // presets by which a person is alerted
)

// Route says what is done with the dispatches that pass a filter, in the transaction in which they are received. Routes are asked in order.
// One is off when it is made or changed, and is tried before it can be switched on.
type Route struct {
	ID     string `json:"id"` // UUIDv7
	Name   string `json:"name"`
	Filter string `json:"filter"` // as package filter prints it
	When   When   `json:"when,omitzero"`
	Do     Deeds  `json:"do"`
	On     bool   `json:"on"`
	// Tried is when it was tried as it is now; zero if it was not.
	Tried    time.Time `json:"tried,omitzero"`
	Revision int64     `json:"revision"` // from 1
	Changed  time.Time `json:"changed"`
	By       Person    `json:"by"` // who changed it last
}

// When are the hours in which a route holds, by the house's clock. The zero value is always.
type When struct {
	Days []int  `json:"days,omitempty"` // 0 is Sunday; none is every day
	From string `json:"from,omitempty"` // "22:00"; both empty for the whole day
	To   string `json:"to,omitempty"`   // before From, it is on the next day
}

// Deeds are what a route does with a dispatch.
type Deeds struct {
	Desks    []string `json:"desks,omitempty"`    // slugs of the desks that it is for
	Tags     []string `json:"tags,omitempty"`     //
	Priority int      `json:"priority,omitempty"` // 1, the first, to 9; 0 for none
	// RingDesks and RingPeople are who is alerted at once: slugs, and IDs.
	RingDesks  []string `json:"ring_desks,omitempty"`
	RingPeople []string `json:"ring_people,omitempty"`
	// Draft is the slug of the desk on which a story is begun from it, "" for none. Its text is only in the story if WithText.
	Draft    string `json:"draft,omitempty"`
	WithText bool   `json:"with_text,omitempty"`
	Drop     bool   `json:"drop,omitempty"` // it is not in the list, and shown on request
	Stop     bool   `json:"stop,omitempty"` // no route after this one is asked
}

// Routing is what routes did with a dispatch.
type Routing struct {
	Desks    []string `json:"desks,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	Priority int      `json:"priority,omitempty"` // the first of those that routes gave it; 0 for none
	Dropped  bool     `json:"dropped,omitempty"`
	By       []string `json:"by,omitempty"` // the names of the routes
}

// A Preset is a filter that is kept, by a person or for all. A person's own may alert them: then its words are their watch words.
type Preset struct {
	ID     string    `json:"id"`               // UUIDv7
	Person string    `json:"person,omitempty"` // ID; "" for everybody's
	Name   string    `json:"name"`
	Filter string    `json:"filter"` // as package filter prints it
	Ring   bool      `json:"ring,omitempty"`
	Made   time.Time `json:"made"`
}

// Zero reports whether the route would do nothing.
func (d Deeds) Zero() bool {
	return len(d.Desks)+len(d.Tags)+len(d.RingDesks)+len(d.RingPeople) == 0 && d.Priority == 0 && d.Draft == "" && !d.Drop && !d.Stop
}

// Covers reports whether the hours hold at the time, which is in the house's zone. A span that goes over midnight belongs to the day on which
// it begins.
func (w When) Covers(at time.Time) bool {
	day, clock := int(at.Weekday()), at.Format("15:04")
	inside := true
	switch {
	case w.From == "":
	case w.From < w.To:
		inside = clock >= w.From && clock < w.To
	case clock < w.To:
		day = (day + 6) % 7 // it began yesterday
	default:
		inside = clock >= w.From
	}
	return inside && (len(w.Days) == 0 || slices.Contains(w.Days, day))
}

// Clean returns the route as it is kept, or why it cannot be. Its filter is not looked at.
func (r Route) Clean(h House) (Route, error) {
	if r.Name = CleanText(r.Name); r.Name == "" || len(r.Name) > 200 {
		return r, Errorf(Invalid, "A route has a name, of at most 200 bytes.")
	}
	if err := r.When.check(); err != nil {
		return r, err
	}
	slices.Sort(r.When.Days)
	r.When.Days = slices.Compact(r.When.Days)
	d := r.Do
	if d.Priority < 0 || d.Priority > 9 {
		return r, Errorf(Invalid, "A priority is a number from 1 to 9.")
	}
	desks := append(slices.Concat(d.Desks, d.RingDesks), d.Draft)
	if len(desks)+len(d.Tags)+len(d.RingPeople) > 40 {
		return r, Errorf(Invalid, "A route does at most 40 things.")
	}
	for _, slug := range desks {
		if slug != "" && !slices.ContainsFunc(h.Desks, func(d Desk) bool { return d.Slug == slug }) {
			return r, Errorf(Invalid, "There is no desk %q.", slug)
		}
	}
	if d.WithText && d.Draft == "" {
		return r, Errorf(Invalid, "The wire’s text goes into a draft: say on which desk one is begun.")
	}
	if d.Zero() {
		return r, Errorf(Invalid, "Say what the route does.")
	}
	return r, nil
}

func (w When) check() error {
	for _, d := range w.Days {
		if d < 0 || d > 6 {
			return Errorf(Invalid, "There is no day %d of the week: Sunday is 0, Saturday 6.", d)
		}
	}
	if (w.From == "") != (w.To == "") || w.From != "" && w.From == w.To {
		return Errorf(Invalid, "The hours of a route have a beginning and another end; leave both empty for the whole day.")
	}
	for _, s := range []string{w.From, w.To} {
		if _, err := time.Parse("15:04", s); s != "" && (err != nil || len(s) != len("15:04")) {
			return Errorf(Invalid, "%q is not a time of day. Write it as 22:00.", s)
		}
	}
	return nil
}

// Clean returns the preset as it is kept, or why it cannot be. Its filter is not looked at.
func (p Preset) Clean() (Preset, error) {
	if p.Name = CleanText(strings.TrimSpace(p.Name)); p.Name == "" || len(p.Name) > 100 {
		return p, Errorf(Invalid, "A preset has a name, of at most 100 bytes.")
	}
	if p.Ring && p.Person == "" {
		return p, Errorf(Invalid, "Only a person’s own preset alerts them; a route alerts a desk.")
	}
	if p.Ring && p.Filter == "" {
		return p, Errorf(Invalid, "Say what you want to be alerted to: a filter that lets everything pass would ring all day.")
	}
	return p, nil
}
