package screens

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// The lists of dispatches that are a person's own, beside everybody's, by the query's view.
const (
	followedView = "followed" // the events from which their stories are made
	hiddenView   = "hidden"   // what they hid
)

// followedFor is for how long a story that nobody changes is followed.
const followedFor = 30 * 24 * time.Hour

// wireSorts are the orders of the list beside the newest first, by the query's sort, with their names. They are of what the page has: the
// newest hundred that pass the filter.
var wireSorts = []struct{ name, words string }{{"", "Newest first"}, {"urgent", "Most urgent first"}, {"most", "Most dispatches first"}, {"oldest", "Oldest first"}}

// wireOwn is what of the list is the person's own.
type wireOwn struct {
	view, sort string
	hidden     map[string]bool // the clusters of the list that they hid; they are left out but where they are asked for
	gone       int             // how many were left out
	undo       int64           // when they hid something a moment ago, for the way back; 0 for no
	freshOwn   int             // how many dispatches are new of what they follow
	onceMarked string
	refused    string       // what was not done to the marked
	lines      []markedLine // which of them, and why
	split      string       // how wide the list is beside the dispatch, as its script says
}

// markedLine is what was not done to one of the marked, and why.
type markedLine struct {
	headline string
	why      string
}

func ownOf(r *http.Request) (o wireOwn) {
	q := r.URL.Query()
	if view := q.Get("view"); view == followedView || view == hiddenView {
		o.view = view
	}
	for _, s := range wireSorts {
		if s.name == q.Get("sort") {
			o.sort = s.name
		}
	}
	o.undo, _ = strconv.ParseInt(q.Get("hid"), 10, 64) // what is no time leads nowhere
	o.onceMarked, o.split = newOnce(), splitOf(r)
	return o
}

// findDispatches finds what the list has: everybody's dispatches, those of a collection or of the events that the person follows, or what they hid.
func (s *screens) findDispatches(r *http.Request, p *wiresPage, sought store.Sought) (found store.Found, err error) {
	ctx := r.Context()
	switch {
	case p.collection != "":
		found.List, err = s.DB.CollectedDispatches(ctx, p.collection)
	case p.view == followedView:
		found.List, err = s.DB.FollowedDispatches(ctx, p.person.ID, p.now.Add(-followedFor))
	case p.view == hiddenView:
		found.List, err = s.DB.HiddenDispatches(ctx, p.person.ID)
	default:
		return s.DB.FindDispatches(ctx, sought)
	}
	found.List = slices.DeleteFunc(found.List, func(d news.Dispatch) bool { return !sought.Filter.Passes(filter.Of(d), p.now) })
	return found, err
}

// ownList leaves out what the person hid, and puts the list into the order that they chose.
func (s *screens) ownList(r *http.Request, p *wiresPage) (err error) {
	if p.hidden, err = s.DB.HiddenOf(r.Context(), p.person.ID, p.list); err != nil {
		return err
	}
	if p.view != hiddenView && p.collection == "" {
		before := len(p.list)
		p.list = slices.DeleteFunc(p.list, func(c store.Cluster) bool { return p.hidden[c.Cluster] })
		p.gone = before - len(p.list)
	}
	switch p.sort {
	case "urgent":
		slices.SortStableFunc(p.list, func(a, b store.Cluster) int { return cmp.Compare(pressing(a), pressing(b)) })
	case "most":
		slices.SortStableFunc(p.list, func(a, b store.Cluster) int { return cmp.Compare(b.Count, a.Count) })
	case "oldest":
		slices.Reverse(p.list)
	}
	return nil
}

// pressing is how urgent a cluster is, 1 the most: by the wire or by a route, whichever says more; 10 if neither says.
func pressing(c store.Cluster) int {
	n := 10
	for _, says := range []int{c.Urgency, c.Routing.Priority} {
		if says > 0 {
			n = min(n, says)
		}
	}
	return n
}

// countFollowed counts what is new of the events that the person follows. Who looks at them has seen them.
func (s *screens) countFollowed(r *http.Request, p *wiresPage, seen time.Time) (err error) {
	if p.view == followedView {
		if p.now.Sub(seen) > 10*time.Second {
			err = s.Desk.SeePreset(r.Context(), p.person, followedView)
		}
		return err
	}
	after := p.now.Add(-24 * time.Hour)
	if seen.After(after) {
		after = seen
	}
	p.freshOwn, err = s.DB.CountFollowed(r.Context(), p.person.ID, p.now.Add(-followedFor), after, mostNew+1)
	return err
}

// marked does one thing to the dispatches that are marked.
func (s *screens) marked(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	ids := r.PostForm["dispatch"]
	switch line(r, "do") {
	case "take":
		lines, err := s.Desk.TakeAll(oneTime(r, line(r, "once"), "take-marked"), v.person, ids, desk.Take{Alone: true})
		if err != nil {
			return err
		}
		return s.afterTaking(w, r, v, lines, "taken-many")
	case "hide":
		clusters, err := s.clustersOf(r, ids)
		if err != nil {
			return err
		}
		at, err := s.Desk.Hide(r.Context(), v.person, clusters, v.seenUntil(r))
		if err != nil {
			return err
		}
		return backToWires(w, r, url.Values{"hid": {strconv.FormatInt(at.UnixMicro(), 10)}})
	case "uncollect":
		if _, err := s.Desk.UncollectDispatches(r.Context(), v.person, line(r, "collection"), ids); err != nil {
			return err
		}
		return backToWires(w, r, url.Values{"said": {"uncollected"}})
	case "show":
		clusters, err := s.clustersOf(r, ids)
		if err == nil {
			err = s.Desk.Show(r.Context(), v.person, clusters)
		}
		if err != nil {
			return err
		}
		return backToWires(w, r, url.Values{"said": {"shown-again"}})
	case "unhide":
		at, err := strconv.ParseInt(line(r, "at"), 10, 64)
		if err != nil {
			return news.Errorf(news.Invalid, "Mark the dispatches first.")
		}
		if err := s.Desk.ShowHidden(r.Context(), v.person, time.UnixMicro(at).UTC()); err != nil {
			return err
		}
		return backToWires(w, r, url.Values{"said": {"shown-again"}})
	}
	return s.group(w, r, v)
}

// seenUntil is when the list was made that the person hides something of: what came later they have not seen.
func (v *visit) seenUntil(r *http.Request) time.Time {
	if at, err := strconv.ParseInt(line(r, "seen"), 10, 64); err == nil {
		return time.UnixMicro(at).UTC()
	}
	return v.now
}

// clustersOf returns the clusters of the dispatches, each once.
func (s *screens) clustersOf(r *http.Request, dispatches []string) (clusters []string, err error) {
	if len(dispatches) > 200 {
		return nil, news.Errorf(news.Invalid, "From 1 to %d dispatches can be marked at once.", 200)
	}
	for _, id := range dispatches {
		d, err := s.DB.Dispatch(r.Context(), id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(clusters, d.Cluster) {
			clusters = append(clusters, d.Cluster)
		}
	}
	return clusters, nil
}

// backToWires goes back to the list as it was filtered.
func backToWires(w http.ResponseWriter, r *http.Request, more url.Values) error {
	q, err := url.ParseQuery(line(r, "back"))
	if err != nil {
		q = url.Values{}
	}
	for name := range more {
		q.Set(name, more.Get(name))
	}
	http.Redirect(w, r, "/n/wires?"+q.Encode(), http.StatusSeeOther)
	return nil
}

// afterTaking goes back to the list, or shows it with what could not be taken, and why.
func (s *screens) afterTaking(w http.ResponseWriter, r *http.Request, v *visit, lines []desk.TakeLine, said string) error {
	var refused []markedLine
	for _, l := range lines {
		if l.Err == nil {
			continue
		}
		d, err := s.DB.Dispatch(r.Context(), l.Dispatch)
		if _, is := errors.AsType[*news.Error](err); err != nil && !is {
			return err
		}
		refused = append(refused, markedLine{v.dispatchHeadline(d), v.say(l.Err)})
	}
	if len(refused) == 0 {
		return backToWires(w, r, url.Values{"said": {said}})
	}
	q, err := url.ParseQuery(line(r, "back"))
	if err != nil {
		q = url.Values{}
	}
	again := r.Clone(r.Context())
	again.URL = &url.URL{Path: "/n/wires", RawQuery: q.Encode()}
	return s.showWires(w, again, v, http.StatusConflict, func(p *wiresPage) {
		p.lines = refused
		p.refused = v.sentence("{n} of {of} dispatches were not taken:", "n", v.count(len(refused)), "of", v.count(len(lines)))
	})
}

// splitCookie holds how wide the list of dispatches is beside the dispatch that is read, in the browser in which that was chosen. Its script
// sets it.
const splitCookie = "stet-wire-split"

// splitOf is one of the widths that the style sheet has, "" for the usual one.
func splitOf(r *http.Request) string {
	c, err := r.Cookie(splitCookie)
	if err != nil {
		return ""
	}
	if n, err := strconv.Atoi(c.Value); err == nil && n >= 1 && n <= mostSplit {
		return strconv.Itoa(n)
	}
	return ""
}

// mostSplit is how many widths the list may have, usualSplit which it has from the start.
const (
	mostSplit  = 12
	usualSplit = 5
)
