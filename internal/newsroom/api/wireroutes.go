package api

import (
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// NewRoute is a route of the wires as it is added or changed.
type NewRoute struct {
	Name     string     `json:"name"`
	Filter   string     `json:"filter"` // as an editor types it
	When     news.When  `json:"when,omitzero"`
	Do       news.Deeds `json:"do"`
	Revision int64      `json:"revision,omitempty"` // that is changed
}

// SwitchedRoute says whether a route is on.
type SwitchedRoute struct {
	Revision int64 `json:"revision"`
	On       bool  `json:"on"`
}

// NewPreset is a preset as it is added or changed.
type NewPreset struct {
	Name   string `json:"name"`
	Filter string `json:"filter"`           // as an editor types it
	Ring   bool   `json:"ring,omitempty"`   // it alerts whose it is
	Shared bool   `json:"shared,omitempty"` // it is everybody's
}

// DispatchPage are dispatches that pass a filter.
type DispatchPage struct {
	Items []news.Dispatch `json:"items"`
	// Before is where the next page begins, in microseconds; 0 on the last. A page may have few items and not be the last.
	Before int64 `json:"before,omitempty"`
}

// NamedDispatches is what a collection of dispatches is called.
type NamedDispatches struct {
	Name       string   `json:"name"`
	Dispatches []string `json:"dispatches,omitempty"` // IDs of those that a new one has from the start
}

// CollectedDispatches are dispatches that are put into a collection, or taken out.
type CollectedDispatches struct {
	Dispatches []string `json:"dispatches"`
}

// wireDesk are the filters, routes and presets of the wire desk.
func wireDesk(p Parts) []Route {
	return []Route{
		on("GET", "/dispatches/search", "Lists the dispatches that pass a filter, the last received first: filter=, dropped=1 for those that routes dropped, before= a cursor", news.ReadCopy, 200, func(c call, _ none) (DispatchPage, error) {
			return searchDispatches(p, c)
		}).query("filter", "dropped", "before"),
		on("GET", "/routes", "Lists the routes of the wires in the order in which they are asked", news.ReadCopy, 200, func(c call, _ none) (List[news.Route], error) {
			return allRoutes(p, c, nil)
		}),
		on("POST", "/routes", "Adds a route of the wires, which is the last, and off until it was tried", news.ManageRoutes, 201, func(c call, in NewRoute) (news.Route, error) {
			return p.Desk.SaveRoute(c.Context(), c.by, in.route(""))
		}),
		on("PUT", "/routes/{id}", "Changes a route, which is off then until it was tried again", news.ManageRoutes, 200, func(c call, in NewRoute) (news.Route, error) {
			return p.Desk.SaveRoute(c.Context(), c.by, in.route(c.PathValue("id")))
		}),
		on("POST", "/routes/{id}/try", "Returns what a route would have done with the dispatches of the last week, and does nothing", news.ManageRoutes, 200, func(c call, _ none) (desk.Trial, error) {
			return p.Desk.TryRoute(c.Context(), c.by, c.PathValue("id"))
		}),
		on("POST", "/routes/{id}/switch", "Switches a route on that was tried, or off", news.ManageRoutes, 200, func(c call, in SwitchedRoute) (news.Route, error) {
			return p.Desk.SwitchRoute(c.Context(), c.by, c.PathValue("id"), in.Revision, in.On)
		}),
		on("POST", "/routes/{id}/move", "Moves a route before the one before it, or behind the one behind", news.ManageRoutes, 200, func(c call, in Moved) (List[news.Route], error) {
			return allRoutes(p, c, p.Desk.MoveRoute(c.Context(), c.by, c.PathValue("id"), in.Up))
		}),
		on("POST", "/routes/{id}/delete", "Deletes a route; what it did stays done", news.ManageRoutes, 200, func(c call, in SwitchedRoute) (List[news.Route], error) {
			return allRoutes(p, c, p.Desk.DeleteRoute(c.Context(), c.by, c.PathValue("id"), in.Revision))
		}),
		on("POST", "/dispatches/{id}/restore", "Puts a dispatch that a route dropped back into the list", news.RestoreDispatch, 200, func(c call, _ none) (news.Dispatch, error) {
			return p.Desk.RestoreDispatch(c.Context(), c.by, c.PathValue("id"))
		}),
		on("GET", "/presets", "Lists everybody's presets of the wire desk, and one's own", news.ReadCopy, 200, func(c call, _ none) (List[news.Preset], error) {
			return allPresets(p, c, nil)
		}),
		on("POST", "/presets", "Keeps a filter as a preset, of one's own or shared with everybody", news.KeepPreset, 201, func(c call, in NewPreset) (news.Preset, error) {
			return p.Desk.SavePreset(c.Context(), c.by, in.preset(c, ""))
		}),
		on("PUT", "/presets/{id}", "Changes a preset", news.KeepPreset, 200, func(c call, in NewPreset) (news.Preset, error) {
			return p.Desk.SavePreset(c.Context(), c.by, in.preset(c, c.PathValue("id")))
		}),
		on("DELETE", "/presets/{id}", "Deletes a preset", news.KeepPreset, 200, func(c call, _ none) (List[news.Preset], error) {
			return allPresets(p, c, p.Desk.DeletePreset(c.Context(), c.by, c.PathValue("id")))
		}),
	}
}

func dispatchCollections(p Parts) []Route {
	return []Route{
		on("GET", "/dispatch-collections", "Lists the collections of dispatches", news.ReadCopy, 200, func(c call, _ none) (List[news.DispatchCollection], error) {
			all, err := p.DB.DispatchCollections(c.Context())
			return List[news.DispatchCollection]{Items: all}, err
		}),
		on("GET", "/dispatch-collections/{id}/dispatches", "Lists the dispatches of a collection, the last received first", news.ReadCopy, 200, func(c call, _ none) (List[news.Dispatch], error) {
			all, err := p.DB.CollectedDispatches(c.Context(), c.PathValue("id"))
			return List[news.Dispatch]{Items: all}, err
		}),
		on("POST", "/dispatch-collections", "Makes a collection of dispatches, which are kept for as long as they are in it", news.CollectDispatches, 201, func(c call, in NamedDispatches) (news.DispatchCollection, error) {
			return p.Desk.NewDispatchCollection(c.Context(), c.by, in.Name, in.Dispatches)
		}),
		on("PUT", "/dispatch-collections/{id}", "Gives a collection of dispatches another name", news.CollectDispatches, 200, func(c call, in NamedDispatches) (news.DispatchCollection, error) {
			return p.Desk.RenameDispatchCollection(c.Context(), c.by, c.PathValue("id"), in.Name)
		}),
		on("DELETE", "/dispatch-collections/{id}", "Deletes a collection; its dispatches stay for as long as their wires keep them", news.CollectDispatches, 200, func(c call, _ none) (news.DispatchCollection, error) {
			return p.Desk.DropDispatchCollection(c.Context(), c.by, c.PathValue("id"))
		}),
		on("POST", "/dispatch-collections/{id}/add", "Puts dispatches into a collection", news.CollectDispatches, 200, func(c call, in CollectedDispatches) (news.DispatchCollection, error) {
			return p.Desk.CollectDispatches(c.Context(), c.by, c.PathValue("id"), in.Dispatches)
		}),
		on("POST", "/dispatch-collections/{id}/remove", "Takes dispatches, with all that are of their events, out of a collection", news.CollectDispatches, 200, func(c call, in CollectedDispatches) (news.DispatchCollection, error) {
			return p.Desk.UncollectDispatches(c.Context(), c.by, c.PathValue("id"), in.Dispatches)
		}),
	}
}

// allRoutes are the routes as they are, unless something went wrong before.
func allRoutes(p Parts, c call, err error) (List[news.Route], error) {
	if err != nil {
		return List[news.Route]{}, err
	}
	all, err := p.DB.Routes(c.Context())
	return List[news.Route]{Items: all}, err
}

// allPresets are the presets as they are, unless something went wrong before.
func allPresets(p Parts, c call, err error) (List[news.Preset], error) {
	if err != nil {
		return List[news.Preset]{}, err
	}
	all, err := p.DB.Presets(c.Context(), c.by.ID)
	return List[news.Preset]{Items: all}, err
}

func searchDispatches(p Parts, c call) (DispatchPage, error) {
	q := c.URL.Query()
	f, err := filter.Parse(q.Get("filter"))
	if err != nil {
		return DispatchPage{}, err
	}
	now, err := p.DB.Now(c.Context())
	if err != nil {
		return DispatchPage{}, err
	}
	s := store.Sought{Filter: f, Dropped: q.Get("dropped") != "", Now: now}
	if before := q.Get("before"); before != "" {
		us, err := strconv.ParseInt(before, 10, 64)
		if err != nil || us <= 0 {
			return DispatchPage{}, news.Errorf(news.Invalid, "%q is not where a page begins.", before)
		}
		s.Before = time.UnixMicro(us).UTC()
	}
	found, err := p.DB.FindDispatches(c.Context(), s)
	page := DispatchPage{Items: found.List}
	if !found.Before.IsZero() {
		page.Before = found.Before.UnixMicro()
	}
	return page, err
}

func (n NewRoute) route(id string) news.Route {
	return news.Route{ID: id, Name: n.Name, Filter: n.Filter, When: n.When, Do: n.Do, Revision: n.Revision}
}

func (n NewPreset) preset(c call, id string) news.Preset {
	p := news.Preset{ID: id, Person: c.by.ID, Name: n.Name, Filter: n.Filter, Ring: n.Ring}
	if n.Shared {
		p.Person = ""
	}
	return p
}
