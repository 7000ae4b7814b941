package screens

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// mostNew is up to how many dispatches that are new of a preset are counted.
const mostNew = 99

// wireFilter is what the list of dispatches is filtered by, and the presets and collections beside it.
type wireFilter struct {
	preset      string // the ID of the one that is open
	collection  string // the ID of the one that is open
	collections []news.DispatchCollection
	dropped     bool
	presets     []presetLine
	trouble     string // what is wrong with the filter
	because     string // why what is being read is in the list
	all         presetLine
}

// presetLine is a preset with how many dispatches are new of it.
type presetLine struct {
	news.Preset
	fresh store.Count
	total store.Count
	known bool // the total is
}

// listWires fills in the dispatches that pass the filter of the address, and the presets.
func (s *screens) listWires(r *http.Request, p *wiresPage) error {
	ctx, q := r.Context(), r.URL.Query()
	p.preset, p.collection, p.dropped = q.Get("preset"), q.Get("collection"), q.Get("dropped") != ""
	var err error
	if p.collections, err = s.DB.DispatchCollections(ctx); err != nil {
		return err
	}
	f, err := filter.Parse(p.text)
	if _, there := p.shownCollection(); err == nil && p.collection != "" && !there {
		err = news.Errorf(news.NotFound, "There is no collection %s.", p.collection)
	}
	if err != nil {
		why, _, err := p.refusal(r, err)
		if err != nil {
			return err
		}
		p.trouble = why
		return s.listPresets(r, p)
	}
	if p.wire != "" {
		f = filter.Both(f, filter.OfWire(p.wire))
	}
	sought := store.Sought{Filter: f, Dropped: p.dropped, Now: p.now, Limit: 100, Brief: true}
	if before, err := strconv.ParseInt(q.Get("before"), 10, 64); err == nil {
		sought.Before = time.UnixMicro(before)
	}
	found, err := s.findDispatches(r, p, sought)
	if err != nil {
		return err
	}
	unlessAfter := sought.Before
	if p.text != "" || p.dropped || p.collection != "" { // the newest of an event need not be of this list
		unlessAfter = time.Time{}
	}
	if p.list, err = s.DB.Folded(ctx, found.List, unlessAfter); err != nil {
		return err
	}
	if err = s.ownList(r, p); err != nil {
		return err
	}
	if !found.Before.IsZero() {
		values := p.filter()
		values.Set("before", strconv.FormatInt(found.Before.UnixMicro(), 10))
		p.older = "/n/wires?" + values.Encode()
	}
	return s.listPresets(r, p)
}

// found says how many rows pass the filter, "100+" if there is another page.
func (p *wiresPage) found() string {
	n := p.count(len(p.list))
	if p.older != "" {
		n += "+"
	}
	return p.sentence("{n} found", "n", n)
}

// listPresets fills in the presets. One that is open and looked at from its newest on is seen then.
func (s *screens) listPresets(r *http.Request, p *wiresPage) error {
	ctx := r.Context()
	presets, err := s.DB.Presets(ctx, p.person.ID)
	if err != nil {
		return err
	}
	seen, err := s.DB.SeenPresets(ctx, p.person.ID)
	if err != nil {
		return err
	}
	if err := s.countFollowed(r, p, seen[followedView]); err != nil {
		return err
	}
	by := time.Now().Add(totalsTake)
	if p.all.total, p.all.known, err = s.total(ctx, "", p.now, by); err != nil {
		return err
	}
	for _, preset := range presets {
		l := presetLine{Preset: preset}
		if l.total, l.known, err = s.total(ctx, preset.Filter, p.now, by); err != nil {
			return err
		}
		if preset.ID == p.preset {
			if p.now.Sub(seen[preset.ID]) > 10*time.Second && r.URL.Query().Get("before") == "" {
				if err := s.Desk.SeePreset(ctx, p.person, preset.ID); err != nil {
					return err
				}
			}
		} else if f, err := filter.Parse(preset.Filter); err == nil {
			since := p.now.Add(-24 * time.Hour)
			if at := seen[preset.ID]; at.After(since) {
				since = at
			}
			if l.fresh, err = s.DB.CountDispatches(ctx, store.Sought{Filter: f, Since: since, Now: p.now}, mostNew); err != nil {
				return err
			}
		}
		p.presets = append(p.presets, l)
	}
	return nil
}

// explain says why the dispatch that is read passes the filter.
func (p *wiresPage) explain(d news.Dispatch) {
	f, err := filter.Parse(p.text)
	if err != nil || f.Zero() {
		return
	}
	item := filter.Of(d)
	p.because = p.becauseOf(f.Why(item, p.now))
}

// becauseOf says the reasons in words.
func (v *visit) becauseOf(reasons []filter.Reason) string {
	var parts []string
	for _, r := range reasons {
		if r.Passed {
			parts = append(parts, v.sentence("has {part}", "part", r.Part))
		} else {
			parts = append(parts, v.sentence("has no {part}", "part", r.Part))
		}
	}
	return strings.Join(parts, ", ")
}

// freshCount is a count of new dispatches, "99+" for more.
func (v *visit) freshCount(n int) string {
	if n > mostNew {
		return v.count(mostNew) + "+"
	}
	return v.count(n)
}

// rowsCookie holds whether the rows of the wires stand close, in the browser in which that was chosen.
const rowsCookie = "stet-wire-rows"

func compactRows(r *http.Request) bool {
	c, err := r.Cookie(rowsCookie)
	return err == nil && c.Value == "compact"
}

// chooseRows keeps whether the rows stand close, and goes back to the list, or to the dispatch beside it.
func (s *screens) chooseRows(w http.ResponseWriter, r *http.Request, _ *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	c := &http.Cookie{Name: rowsCookie, Path: "/n/wires", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: -1} //nolint:gosec // it is no secret, and read by us alone
	if line(r, "compact") != "" {
		c.Value, c.MaxAge = "compact", 365*24*3600
	}
	http.SetCookie(w, c)
	back := "/n/wires"
	if id := line(r, "dispatch"); id != "" {
		back = dispatchPath(id)
	}
	if q, err := url.ParseQuery(line(r, "back")); err == nil && len(q) > 0 {
		back += "?" + q.Encode()
	}
	return to(w, r, back, "")
}

// presetName is what a preset is called: one that every house has from the start is called so in the person's language.
func (v *visit) presetName(p news.Preset) string {
	if p.Person == "" && desk.FirstPreset(p.Name) {
		return v.t(p.Name)
	}
	return p.Name
}

func presetPath(p news.Preset) string {
	return "/n/wires?" + url.Values{"q": {p.Filter}, "preset": {p.ID}}.Encode()
}

// savePreset keeps the filter of the list under a name.
func (s *screens) savePreset(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p := news.Preset{Person: v.person.ID, Name: line(r, "name"), Filter: line(r, "filter"), Ring: line(r, "ring") != ""}
	if line(r, "shared") != "" {
		p.Person = ""
	}
	if _, err := s.Desk.SavePreset(r.Context(), v.person, p); err != nil {
		return err
	}
	return to(w, r, "/n/wires", "preset-kept")
}

func (s *screens) deletePreset(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.Desk.DeletePreset(r.Context(), v.person, r.PathValue("preset")); err != nil {
		return err
	}
	return to(w, r, "/n/wires", "preset-gone")
}

func (s *screens) restoreDispatch(w http.ResponseWriter, r *http.Request, v *visit) error {
	d, err := s.Desk.RestoreDispatch(r.Context(), v.person, r.PathValue("dispatch"))
	if err != nil {
		return err
	}
	return to(w, r, dispatchPath(d.ID), "dispatch-back")
}
