package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// routing is the routes and watch words of one transaction, ready to be put to dispatches.
type routing struct {
	routes  []routeReady
	watches []watchReady
	zone    *time.Location
	house   news.House
}

type routeReady struct {
	news.Route
	filter filter.Filter
}

type watchReady struct {
	news.Preset
	filter filter.Filter
}

// Route does with the dispatches that the transaction received what the routes that are on say, and alerts those whose watch words they
// have. It is for who keeps dispatches as they arrive: what is done is in their transaction, so that no dispatch is in the list before
// it was routed. It reports whether anybody is to be told at once.
func (d *Desk) Route(ctx context.Context, tx *store.Tx) (told bool, err error) {
	if len(tx.Arrived()) == 0 {
		return false, nil
	}
	routes, err := tx.Routes(ctx, true)
	if err != nil {
		return false, err
	}
	watches, err := tx.Ringing(ctx)
	if err != nil || len(routes)+len(watches) == 0 {
		return false, err
	}
	c, err := d.readClocks(ctx, tx.Now)
	if err != nil {
		return false, err
	}
	t := &turn{Tx: tx, by: Stet, now: c.db, clocks: c, key: d.key, gate: d.gate, reader: &d.reader, pictures: map[string]news.Picture{}}
	house, err := tx.House(ctx)
	if err != nil {
		return false, err
	}
	all := ready(ctx, routes, watches)
	all.house, all.zone = house, house.Location()
	for _, id := range tx.Arrived() {
		got, err := tx.Dispatch(ctx, id)
		if err != nil {
			return false, err
		}
		if err := t.route(ctx, all, got); err != nil {
			return false, fmt.Errorf("route dispatch %s: %w", id, err)
		}
	}
	return t.told > 0, nil
}

// ready reads the filters. One that cannot be read, which no screen keeps, is passed over and logged: it must not hold up the wires.
func ready(ctx context.Context, routes []news.Route, watches []news.Preset) (all routing) {
	read := func(what, id, text string) (filter.Filter, bool) {
		f, err := filter.Parse(text)
		if err != nil {
			slog.ErrorContext(ctx, "a filter cannot be read", "of", what, "id", id, "err", err)
		}
		return f, err == nil
	}
	for _, r := range routes {
		if f, ok := read("route", r.ID, r.Filter); ok {
			all.routes = append(all.routes, routeReady{r, f})
		}
	}
	for _, p := range watches {
		if f, ok := read("preset", p.ID, p.Filter); ok && !f.Zero() {
			all.watches = append(all.watches, watchReady{p, f})
		}
	}
	return all
}

// routed is the detail of the record of what a route did with a dispatch.
type routed struct {
	Route   string   `json:"route"` // its name
	ID      string   `json:"id"`
	Version int64    `json:"version"` // of the dispatch
	Because string   `json:"because"` // the parts of its filter that let it pass
	Did     []string `json:"did"`
	Story   int64    `json:"story,omitempty"` // that was begun
	Not     string   `json:"not,omitempty"`   // what could not be done, and why
}

func (t *turn) route(ctx context.Context, all routing, d news.Dispatch) error {
	item, at := filter.Of(d), d.Received.In(all.zone)
	before := len(d.Routing.By)
	changed := false
	for _, r := range all.routes {
		if !r.When.Covers(at) || !r.filter.Passes(item, t.now) {
			continue
		}
		did := routed{Route: r.Name, ID: r.ID, Version: d.Version, Because: filter.Because(r.filter.Why(item, t.now))}
		if err := t.deeds(ctx, all.house, r.Route, &d, &did); err != nil {
			return err
		}
		if len(did.Did) > 0 || did.Not != "" {
			changed = true
			if !slices.Contains(d.Routing.By, r.Name) {
				d.Routing.By = append(d.Routing.By, r.Name)
			}
			if err := t.record(ctx, news.RouteDispatch, "dispatch/"+d.ID, did); err != nil {
				return err
			}
		}
		if r.Do.Stop {
			break
		}
	}
	if changed || len(d.Routing.By) != before {
		if err := t.RouteDispatch(ctx, d); err != nil {
			return err
		}
	}
	return t.watch(ctx, all, item, d)
}

// deeds does what the route does, where it was not done to the dispatch before: a new version is not routed twice to the same effect.
func (t *turn) deeds(ctx context.Context, house news.House, r news.Route, d *news.Dispatch, did *routed) error {
	fresh := func(deed string) (bool, error) { return t.AddDeed(ctx, d.ID, deed, r.ID, t.now) }
	each := func(kind string, values []string, do func(string)) error {
		for _, v := range values {
			ok, err := fresh(kind + " " + v)
			if err != nil {
				return err
			}
			if ok {
				do(v)
				did.Did = append(did.Did, kind+" "+v)
			}
		}
		return nil
	}
	err := errors.Join(
		each("desk", r.Do.Desks, func(v string) { d.Routing.Desks = addTo(d.Routing.Desks, v) }),
		each("tag", r.Do.Tags, func(v string) { d.Routing.Tags = addTo(d.Routing.Tags, v) }),
	)
	if p := r.Do.Priority; err == nil && p > 0 && (d.Routing.Priority == 0 || p < d.Routing.Priority) {
		err = each("priority", []string{fmt.Sprint(p)}, func(string) { d.Routing.Priority = p })
	}
	if err == nil && r.Do.Drop {
		err = each("drop", []string{""}, func(string) { d.Routing.Dropped = true })
	}
	if err == nil && len(r.Do.RingDesks)+len(r.Do.RingPeople) > 0 {
		err = t.ring(ctx, house, r, *d, did)
	}
	if err == nil && r.Do.Draft != "" {
		err = t.draftOf(ctx, house, r, *d, did, fresh)
	}
	return err
}

func addTo(list []string, v string) []string {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// ring alerts the people of the desks, and the people, that the route names. A kill rings again, since it undoes what they were told.
func (t *turn) ring(ctx context.Context, house news.House, r news.Route, d news.Dispatch, did *routed) error {
	deed := "ring " + r.ID
	if !d.Killed.IsZero() {
		deed += " killed"
	}
	if ok, err := t.AddDeed(ctx, d.ID, deed, r.ID, t.now); err != nil || !ok {
		return err
	}
	n := t.wireNotice(d, deed)
	n.Text = news.Phrasef("%s: %s", d.WireName, r.Name).String()
	for _, slug := range r.Do.RingDesks {
		did.Did = append(did.Did, "ring desk "+slug)
	}
	for _, id := range r.Do.RingPeople {
		did.Did = append(did.Did, "ring person "+id)
	}
	return t.send(ctx, n, func(p news.Person) bool {
		return slices.Contains(r.Do.RingPeople, p.ID) || slices.Contains(r.Do.RingDesks, p.Desk) ||
			slices.ContainsFunc(p.Grants, func(g news.Grant) bool { return g.Desk != "" && slices.Contains(r.Do.RingDesks, g.Desk) })
	})
}

// wireNotice is a notice of a dispatch; why makes it one of its own.
func (t *turn) wireNotice(d news.Dispatch, why string) news.Notice {
	return news.Notice{ID: "wire " + d.ID + " " + why, Kind: news.NoticeWire, Dispatch: d.ID, Title: d.Headline, At: t.now}
}

// watch alerts those whose watch words the dispatch has, once each.
func (t *turn) watch(ctx context.Context, all routing, item *filter.Item, d news.Dispatch) error {
	for _, w := range all.watches {
		if !w.filter.Passes(item, t.now) {
			continue
		}
		fresh, err := t.AddDeed(ctx, d.ID, "watch "+w.ID, w.ID, t.now)
		if err != nil {
			return err
		}
		if !fresh {
			continue
		}
		n := t.wireNotice(d, "watch")
		n.Text = news.Phrasef("%s: %s", d.WireName, filter.Because(w.filter.Why(item, t.now))).String()
		if err := t.send(ctx, n, only(news.Person{ID: w.Person})); err != nil {
			return err
		}
	}
	return nil
}

// draftOf begins a story of the dispatch on the route's desk, with the dispatch as its source: an idea that nobody writes yet, and that nobody
// publishes. What stands in the way is in the record.
func (t *turn) draftOf(ctx context.Context, house news.House, r news.Route, d news.Dispatch, did *routed, fresh func(string) (bool, error)) error {
	if len(d.UsedBy) > 0 {
		return nil // somebody was quicker
	}
	why := t.mayTake(ctx, d)
	if _, ok := errors.AsType[*news.Error](why); why != nil && !ok {
		return why
	}
	if why == nil {
		ok, err := fresh("draft " + r.Do.Draft)
		if err != nil || !ok {
			return err
		}
		var s news.Story
		if s, why = t.begin(ctx, house, r, d); why == nil {
			did.Story, did.Did = s.Number, append(did.Did, "draft "+r.Do.Draft)
			return nil
		}
	}
	e, ok := errors.AsType[*news.Error](why)
	if !ok {
		return why
	}
	if ok, err := fresh("no draft " + r.Do.Draft); err != nil || !ok {
		return err
	}
	did.Not = e.Message
	return nil
}

func (t *turn) begin(ctx context.Context, house news.House, r news.Route, d news.Dispatch) (news.Story, error) {
	n := Start{Desk: r.Do.Draft, Content: takenContent(house, d, Take{WithText: r.Do.WithText}), Idea: true}
	if r.Do.WithText && !d.Body.Empty() {
		n.Content.Body.Blocks = slices.Concat(news.Paragraphs(sourceText(n.Content.Language, d.WireName)).Blocks, n.Content.Body.Blocks)
	}
	if d.Embargo.After(t.now) {
		n.Embargo = d.Embargo
	}
	row, detail, err := t.start(ctx, n, "Started")
	if err != nil {
		return news.Story{}, err
	}
	if err := t.AddSource(ctx, row.ID, d.ID, d.Version); err != nil {
		return news.Story{}, err
	}
	detail.Dispatch, detail.Version = d.ID, d.Version
	return row.Story, t.record(ctx, news.TakeDispatch, object(row.Number), detail)
}

// sourceText is the line over the wire's text in a story that was begun with it. Its place-holder says that the text is not ours yet.
func sourceText(l news.Language, wire string) string {
	if l == news.Bangla {
		return "টিকে: নিচের লেখা " + wire + "-এর, যেমন এসেছে। নিজেদের ভাষায় লিখুন, তারপর এই লাইন মুছুন।"
	}
	return "TK: the text below is " + strings.TrimSuffix(wire, ".") + "’s, as received. Write it anew, then delete this line."
}
