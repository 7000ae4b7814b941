package desk

import (
	"context"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
)

// routeChange is the detail of a record that a route was changed.
type routeChange struct {
	What  string     `json:"what"` // added, changed, on, off, moved, deleted
	Route news.Route `json:"route"`
	Place int        `json:"place,omitempty"` // where it stands now, from 1, of one that was moved
}

// SaveRoute adds a route, which is the last then, or changes the one with its ID if it is at the revision still. It is off afterwards, and not
// tried.
func (d *Desk) SaveRoute(ctx context.Context, by news.Person, r news.Route) (news.Route, error) {
	if err := by.May(news.ManageRoutes); err != nil {
		return r, err
	}
	f, err := routeFilter(r.Filter)
	if err != nil {
		return r, err
	}
	r.Filter = f.String()
	for i, tag := range r.Do.Tags {
		if r.Do.Tags[i] = filter.CleanTag(tag); r.Do.Tags[i] == "" {
			return r, news.Errorf(news.Invalid, "%q is no tag: it has no letter or digit.", tag)
		}
	}
	return do(ctx, d, by, func(t *turn) (news.Route, error) {
		house, err := t.House(ctx)
		if err != nil {
			return r, err
		}
		r, err := r.Clean(house)
		if err != nil {
			return r, err
		}
		if err := t.knows(ctx, r.Do.RingPeople); err != nil {
			return r, err
		}
		c := routeChange{What: "changed"}
		if r.ID == "" {
			all, err := t.Routes(ctx, false)
			if err != nil {
				return r, err
			}
			if len(all) >= news.MostRoutes {
				return r, news.Errorf(news.Conflict, "There are %d routes already; that is the most there can be.", news.MostRoutes)
			}
			c.What, r.ID, r.Revision = "added", newID(), 0
		} else if _, err := t.routeAt(ctx, r.ID, r.Revision); err != nil {
			return r, err
		}
		r.On, r.Tried, r.Revision = false, time.Time{}, r.Revision+1
		return t.keepRoute(ctx, r, c)
	})
}

// routeFilter reads the filter of a route: it is put to what the wire sent, before any route did something.
func routeFilter(text string) (filter.Filter, error) {
	f, err := filter.Parse(text)
	if err == nil && f.Uses(filter.Desk, filter.Tag, filter.Priority) {
		err = news.Errorf(news.Invalid, "A route is put to what the wire sent: desk:, tag: and priority: are of what routes do, and cannot stand in one.")
	}
	return f, err
}

// knows returns why one of the IDs is nobody's.
func (t *turn) knows(ctx context.Context, ids []string) error {
	staff, err := t.Staff(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !slices.ContainsFunc(staff, func(p news.Person) bool { return p.ID == id }) {
			return news.Errorf(news.Invalid, "Nobody here has the ID %q.", id)
		}
	}
	return nil
}

// routeAt returns the route if it is at the revision.
func (t *turn) routeAt(ctx context.Context, id string, revision int64) (news.Route, error) {
	r, err := t.Route(ctx, id)
	if err == nil && r.Revision != revision {
		err = news.Errorf(news.Conflict, "%s changed this route meanwhile. Look at it again; nothing was changed.", r.By.Name)
	}
	return r, err
}

func (t *turn) keepRoute(ctx context.Context, r news.Route, c routeChange) (news.Route, error) {
	r.By, r.Changed = t.by.Short(), t.now
	c.Route = r
	if err := t.Tx.SaveRoute(ctx, r); err != nil {
		return r, err
	}
	return r, t.record(ctx, news.ManageRoutes, "route/"+r.ID, c)
}

// SwitchRoute switches a route on, which was tried as it is now, or off.
func (d *Desk) SwitchRoute(ctx context.Context, by news.Person, id string, revision int64, on bool) (news.Route, error) {
	if err := by.May(news.ManageRoutes); err != nil {
		return news.Route{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Route, error) {
		r, err := t.routeAt(ctx, id, revision)
		if err != nil || r.On == on {
			return r, err
		}
		c := routeChange{What: "off"}
		if on {
			c.What = "on"
			if r.Tried.IsZero() {
				return r, news.Errorf(news.Conflict, "Try %q first: see what it would have done with the last week.", r.Name)
			}
		}
		r.On = on
		return t.keepRoute(ctx, r, c)
	})
}

// MoveRoute puts a route before the one before it, or behind the one behind.
func (d *Desk) MoveRoute(ctx context.Context, by news.Person, id string, up bool) error {
	if err := by.May(news.ManageRoutes); err != nil {
		return err
	}
	_, err := do(ctx, d, by, func(t *turn) (news.Route, error) {
		all, err := t.Routes(ctx, false)
		if err != nil {
			return news.Route{}, err
		}
		i := slices.IndexFunc(all, func(r news.Route) bool { return r.ID == id })
		if i < 0 {
			return news.Route{}, news.Errorf(news.NotFound, "There is no route %q.", id)
		}
		j := i + 1
		if up {
			j = i - 1
		}
		if j < 0 || j >= len(all) {
			return all[i], nil
		}
		all[i], all[j] = all[j], all[i]
		ids := make([]string, len(all))
		for k, r := range all {
			ids[k] = r.ID
		}
		if err := t.OrderRoutes(ctx, ids); err != nil {
			return all[j], err
		}
		return all[j], t.record(ctx, news.ManageRoutes, "route/"+id, routeChange{What: "moved", Route: all[j], Place: j + 1})
	})
	return err
}

// DeleteRoute deletes a route. What it did stays done, and what it was stays in the log.
func (d *Desk) DeleteRoute(ctx context.Context, by news.Person, id string, revision int64) error {
	if err := by.May(news.ManageRoutes); err != nil {
		return err
	}
	_, err := do(ctx, d, by, func(t *turn) (news.Route, error) {
		r, err := t.routeAt(ctx, id, revision)
		if err != nil {
			return r, err
		}
		if err := t.Tx.DeleteRoute(ctx, id); err != nil {
			return r, err
		}
		return r, t.record(ctx, news.ManageRoutes, "route/"+id, routeChange{What: "deleted", Route: r})
	})
	return err
}

// RestoreDispatch puts a dispatch that a route dropped back into the list. No route drops it again.
func (d *Desk) RestoreDispatch(ctx context.Context, by news.Person, id string) (news.Dispatch, error) {
	if err := by.May(news.RestoreDispatch); err != nil {
		return news.Dispatch{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Dispatch, error) {
		got, err := t.Dispatch(ctx, id)
		if err != nil || !got.Routing.Dropped {
			return got, err
		}
		got.Routing.Dropped = false
		if err := t.RouteDispatch(ctx, got); err != nil {
			return got, err
		}
		return got, t.record(ctx, news.RestoreDispatch, "dispatch/"+id, nil)
	})
}
