package desk

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// The bounds of a trial.
const (
	trialDays  = 7
	mostPassed = 2000            // dispatches that pass are counted
	mostShown  = 100             // and shown
	trialTime  = 5 * time.Second // it stops then, and says how far it came
	trialPage  = 200
	trialLooks = 5000 // at dispatches, between two looks at the clock
)

// Trial is what a route would have done with the dispatches of the last week, at their newest version.
type Trial struct {
	Route news.Route `json:"route"`
	Since time.Time  `json:"since"` // it looked back to then: a week, if it was quick enough and they were not too many
	Whole bool       `json:"whole"` // it looked at the whole week
	Days  []TrialDay `json:"days"`  // the newest first
	Count int        `json:"count"` // dispatches to which it would have done something
	// Stopped is how many passed that a route before this one, which is on, would have kept from it.
	Stopped int      `json:"stopped"`
	Shown   []Tested `json:"shown"` // the newest of them
}

// TrialDay is how many there were on a day of the house's.
type TrialDay struct {
	Day   string `json:"day"` // 2026-11-28
	Count int    `json:"count"`
}

// Tested is a dispatch that passed.
type Tested struct {
	Dispatch news.Dispatch   `json:"dispatch"`
	Because  []filter.Reason `json:"because"`
	Stopped  string          `json:"stopped,omitempty"` // the name of the route before this one that would have kept it from this
}

// TryRoute returns what the route would have done with the dispatches of the last week, and does nothing but note that it was tried.
func (d *Desk) TryRoute(ctx context.Context, by news.Person, id string) (Trial, error) {
	if err := by.May(news.ManageRoutes); err != nil {
		return Trial{}, err
	}
	r, err := d.db.Route(ctx, id)
	if err != nil {
		return Trial{}, err
	}
	t, err := d.trial(ctx, r)
	if err != nil {
		return t, err
	}
	t.Route, err = do(ctx, d, by, func(turn *turn) (news.Route, error) {
		now, err := turn.routeAt(ctx, id, r.Revision)
		if err != nil {
			return now, err
		}
		now.Tried = turn.now
		turn.quiet = true
		return now, turn.Tx.SaveRoute(ctx, now)
	})
	return t, err
}

func (d *Desk) trial(ctx context.Context, r news.Route) (Trial, error) {
	t := Trial{Route: r, Days: []TrialDay{}, Shown: []Tested{}}
	now, err := d.db.Now(ctx)
	if err != nil {
		return t, err
	}
	house, err := d.db.House(ctx)
	if err != nil {
		return t, err
	}
	list, err := d.db.Routes(ctx)
	if err != nil {
		return t, err
	}
	var before []news.Route
	for _, other := range list {
		if other.ID == r.ID {
			break
		}
		if other.On && other.Do.Stop {
			before = append(before, other)
		}
	}
	all := ready(ctx, before, nil)
	f, err := filter.Parse(r.Filter)
	if err != nil {
		return t, err
	}
	sought := store.Sought{Filter: f, Since: now.AddDate(0, 0, -trialDays), Now: now, Limit: trialPage, Look: trialLooks}
	for begun := d.clock(); ; {
		found, err := d.db.FindDispatches(ctx, sought)
		if err != nil {
			return t, err
		}
		for _, got := range found.List {
			t.test(house.Location(), all, f, got, now)
		}
		if found.Before.IsZero() {
			t.Since, t.Whole = sought.Since, true
			return t, nil
		}
		sought.Before, t.Since = found.Before, found.Before
		if t.Count+t.Stopped >= mostPassed || d.clock().Sub(begun) > trialTime {
			return t, nil
		}
	}
}

// test takes in a dispatch that passes the route's filter.
func (t *Trial) test(zone *time.Location, before routing, f filter.Filter, d news.Dispatch, now time.Time) {
	at := d.Received.In(zone)
	if !t.Route.When.Covers(at) {
		return
	}
	item := filter.Of(d)
	tested := Tested{Dispatch: d, Because: f.Why(item, now)}
	for _, r := range before.routes {
		if r.When.Covers(at) && r.filter.Passes(item, now) {
			tested.Stopped = r.Name
			break
		}
	}
	if len(t.Shown) < mostShown {
		t.Shown = append(t.Shown, tested)
	}
	if tested.Stopped != "" {
		t.Stopped++
		return
	}
	t.Count++
	day := at.Format(time.DateOnly)
	if n := len(t.Days); n == 0 || t.Days[n-1].Day != day {
		t.Days = append(t.Days, TrialDay{Day: day})
	}
	t.Days[len(t.Days)-1].Count++
}
