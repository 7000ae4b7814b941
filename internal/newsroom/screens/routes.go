package screens

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// routesPage is the routes, in the order in which they are asked.
type routesPage struct {
	*visit
	routes []news.Route
	staff  []news.Person
}

// routePage is one route, what a trial found, and what was changed of it.
type routePage struct {
	*visit
	route   news.Route
	staff   []news.Person
	trial   *desk.Trial
	changes []routeChanged
	trouble string
}

// routeChanged is a record of a route.
type routeChanged struct {
	news.Record
	What  string
	Route news.Route
}

func routePath(id string) string { return "/n/wires/routes/" + url.PathEscape(id) }

func (s *screens) routes(w http.ResponseWriter, r *http.Request, v *visit) (err error) {
	p := routesPage{visit: v}
	if p.routes, err = s.DB.Routes(r.Context()); err != nil {
		return err
	}
	if p.staff, err = s.DB.People(r.Context()); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, routesView(p))
}

func (s *screens) newRoute(w http.ResponseWriter, r *http.Request, v *visit) (err error) {
	if err := v.person.May(news.ManageRoutes); err != nil {
		return err
	}
	p := routePage{visit: v, route: news.Route{Filter: strings.TrimSpace(r.URL.Query().Get("q"))}}
	if p.staff, err = s.DB.People(r.Context()); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, routeView(p))
}

func (s *screens) route(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openRoute(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, routeView(p))
}

func (s *screens) openRoute(r *http.Request, v *visit) (p routePage, err error) {
	id := r.PathValue("route")
	p.visit = v
	if p.route, err = s.DB.Route(r.Context(), id); err != nil {
		return p, err
	}
	if p.staff, err = s.DB.People(r.Context()); err != nil {
		return p, err
	}
	records, err := s.DB.LogNewest(r.Context(), "route/"+id, 50)
	for _, record := range records {
		c := routeChanged{Record: record}
		if json.Unmarshal(record.Detail, &c) == nil {
			p.changes = append(p.changes, c)
		}
	}
	return p, err
}

// saveRoute adds a route or changes the one in the path.
func (s *screens) saveRoute(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p := routePage{visit: v}
	var err error
	if r.PathValue("route") != "" {
		if p, err = s.openRoute(r, v); err != nil {
			return err
		}
	} else if p.staff, err = s.DB.People(r.Context()); err != nil {
		return err
	}
	p.route, err = readRoute(r, p.route)
	if err == nil {
		var saved news.Route
		if saved, err = s.Desk.SaveRoute(r.Context(), v.person, p.route); err == nil {
			return to(w, r, routePath(saved.ID), "route-saved")
		}
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, routeView(p))
}

// readRoute reads the form of a route.
func readRoute(r *http.Request, route news.Route) (news.Route, error) {
	route.Name, route.Filter = line(r, "name"), line(r, "filter")
	if n, err := strconv.ParseInt(line(r, "revision"), 10, 64); err == nil && route.ID != "" {
		route.Revision = n
	}
	route.When = news.When{From: news.LatinDigits(line(r, "from")), To: news.LatinDigits(line(r, "to"))}
	for _, s := range r.PostForm["day"] {
		if n, err := strconv.Atoi(s); err == nil {
			route.When.Days = append(route.When.Days, n)
		}
	}
	if len(route.When.Days) == 7 {
		route.When.Days = nil
	}
	d := news.Deeds{Desks: r.PostForm["desk"], RingDesks: r.PostForm["ring_desk"], RingPeople: r.PostForm["ring_person"]}
	for tag := range strings.SplitSeq(line(r, "tags"), ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			d.Tags = append(d.Tags, tag)
		}
	}
	d.Draft, d.WithText, d.Drop, d.Stop = line(r, "draft"), line(r, "with_text") != "", line(r, "drop") != "", line(r, "stop") != ""
	if s := news.LatinDigits(line(r, "priority")); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return route, news.Errorf(news.Invalid, "A priority is a number from 1 to 9.")
		}
		d.Priority = n
	}
	route.Do = d
	return route, nil
}

// tryRoute shows what the route would have done with the last week.
func (s *screens) tryRoute(w http.ResponseWriter, r *http.Request, v *visit) error {
	t, err := s.Desk.TryRoute(r.Context(), v.person, r.PathValue("route"))
	if err != nil {
		return err
	}
	p, err := s.openRoute(r, v)
	if err != nil {
		return err
	}
	p.trial = &t
	return show(w, r, http.StatusOK, routeView(p))
}

func (s *screens) switchRoute(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	revision, _ := strconv.ParseInt(line(r, "revision"), 10, 64)
	on := line(r, "on") != ""
	route, err := s.Desk.SwitchRoute(r.Context(), v.person, r.PathValue("route"), revision, on)
	if err != nil {
		return err
	}
	word := "route-off"
	if on {
		word = "route-on"
	}
	return to(w, r, routePath(route.ID), word)
}

func (s *screens) moveRoute(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	if err := s.Desk.MoveRoute(r.Context(), v.person, r.PathValue("route"), line(r, "up") != ""); err != nil {
		return err
	}
	return to(w, r, "/n/wires/routes", "")
}

func (s *screens) deleteRoute(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	revision, _ := strconv.ParseInt(line(r, "revision"), 10, 64)
	if err := s.Desk.DeleteRoute(r.Context(), v.person, r.PathValue("route"), revision); err != nil {
		return err
	}
	return to(w, r, "/n/wires/routes", "route-gone")
}

// routeState says whether the route is on.
func (v *visit) routeState(r news.Route) string {
	switch {
	case r.On:
		return v.t("On")
	case r.Tried.IsZero():
		return v.t("Off, not tried yet")
	}
	return v.t("Off, tried")
}

// routeDeeds says what the route does, a phrase each.
func (v *visit) routeDeeds(d news.Deeds, staff []news.Person) (all []string) {
	for _, slug := range d.Desks {
		all = append(all, v.sentence("to the desk {desk}", "desk", v.desk(slug)))
	}
	for _, tag := range d.Tags {
		all = append(all, v.sentence("tag {tag}", "tag", "#"+tag))
	}
	if d.Priority > 0 {
		all = append(all, v.sentence("priority {n}", "n", v.digits(strconv.Itoa(d.Priority))))
	}
	for _, slug := range d.RingDesks {
		all = append(all, v.sentence("alert the desk {desk}", "desk", v.desk(slug)))
	}
	for _, id := range d.RingPeople {
		name := id
		if i := slices.IndexFunc(staff, func(p news.Person) bool { return p.ID == id }); i >= 0 {
			name = staff[i].Name
		}
		all = append(all, v.sentence("alert {who}", "who", name))
	}
	switch {
	case d.Draft != "" && d.WithText:
		all = append(all, v.sentence("begin a story on the desk {desk}, with the wire’s text marked as such", "desk", v.desk(d.Draft)))
	case d.Draft != "":
		all = append(all, v.sentence("begin a story on the desk {desk}", "desk", v.desk(d.Draft)))
	}
	if d.Drop {
		all = append(all, v.t("drop it from the list"))
	}
	if d.Stop {
		all = append(all, v.t("ask no further route"))
	}
	return all
}

// weekDays are the days of the week as a form lists them; Sunday is 0.
var weekDays = []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

func (v *visit) weekDay(n int) string {
	if v.lang == news.Bangla {
		return banglaCalendar.Replace(weekDays[n])
	}
	return weekDays[n]
}

// routeHours says when the route holds, "" for always.
func (v *visit) routeHours(w news.When) string {
	var parts []string
	for _, d := range w.Days {
		parts = append(parts, v.weekDay(d))
	}
	if w.From != "" {
		parts = append(parts, v.digits(w.From)+"–"+v.digits(w.To))
	}
	return strings.Join(parts, " ")
}

// routeChangeWords are what was done to a route.
var routeChangeWords = map[string]string{
	"added": "added the route", "changed": "changed the route, which switched it off", "on": "switched it on", "off": "switched it off", "moved": "moved it", "deleted": "deleted it",
}
