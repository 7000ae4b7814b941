package screens

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/wire/cluster"
	"github.com/stet-news/stet/internal/newsroom/wire/crossmatch"
	"github.com/stet-news/stet/internal/store"
)

// mostAdds is how many sentences are shown of what a dispatch adds to those before it, and mostAddBytes how much of one.
const (
	mostAdds     = 3
	mostAddBytes = 240
)

// take is a dispatch of a cluster with what it adds to those that came before it.
type take struct {
	news.Dispatch
	adds []string
	more int
	from bool // it is the first
	lone bool // it is the first in its language
}

// takesOf returns the dispatches of the cluster, the newest first, with what each adds. Of one by itself it returns nothing.
func (s *screens) takesOf(r *http.Request, of string) ([]take, error) {
	all, err := s.DB.ClusterOf(r.Context(), of)
	if err != nil || len(all) < 2 {
		return nil, err
	}
	list := make([]take, len(all))
	earlier := map[news.Language][]cluster.Text{} // a person may have put reports in two languages together
	for i := len(all) - 1; i >= 0; i-- {
		text := cluster.TextOf(all[i])
		before := earlier[all[i].Language]
		list[i] = take{Dispatch: all[i], from: i == len(all)-1, lone: len(before) == 0}
		if len(before) > 0 {
			list[i].adds, list[i].more = cluster.Adds(before, text, mostAdds)
		}
		for n, a := range list[i].adds {
			if len(a) > mostAddBytes {
				list[i].adds[n] = strings.ToValidUTF8(a[:mostAddBytes], "") + "…"
			}
		}
		earlier[all[i].Language] = append(before, text)
	}
	return list, nil
}

// readEvent adds to the page what there is of the event of the dispatch that is being read.
func (s *screens) readEvent(r *http.Request, p *wiresPage) (err error) {
	if p.takes, err = s.takesOf(r, p.reading.Cluster); err != nil {
		return err
	}
	if p.perhaps, err = crossmatch.Find(r.Context(), s.DB, *p.reading); err != nil {
		return err
	}
	uses, err := s.DB.TakenFrom(r.Context(), p.reading.Cluster, time.Time{})
	if err != nil {
		return err
	}
	for _, u := range uses {
		if !slices.Contains(p.ours, u.Story) {
			p.ours = append(p.ours, u.Story)
		}
	}
	_, p.handGrouped, err = s.lastGrouping(r, p.reading.Cluster)
	return err
}

// perhapsHead is what stands over the dispatches of the other language.
func (p wiresPage) perhapsHead() string {
	if p.reading.Language == news.Bangla {
		return p.t("Perhaps the same in English")
	}
	return p.t("Perhaps the same in Bangla")
}

// lastGrouping returns what was last said by hand about the cluster, if anything was.
func (s *screens) lastGrouping(r *http.Request, cluster string) (g desk.Grouped, is bool, err error) {
	records, err := s.DB.LogNewest(r.Context(), "cluster/"+cluster, 1)
	if err != nil || len(records) == 0 {
		return g, false, err
	}
	err = json.Unmarshal(records[0].Detail, &g)
	return g, err == nil && len(g.Dispatches) > 0, err
}

// joinStory opens the story that another made of the event, with the dispatch as one more of its sources if the person may add it.
func (s *screens) joinStory(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	number, err := strconv.ParseInt(line(r, "story"), 10, 64)
	if err != nil {
		return news.Errorf(news.Invalid, "%q is no number of a story.", line(r, "story"))
	}
	_, err = s.Desk.AddSource(oneTime(r, line(r, "once"), "join"), v.person, number, r.PathValue("dispatch"))
	said := "added"
	if e, ok := errors.AsType[*news.Error](err); ok && (e.Kind == news.Conflict || e.Kind == news.Forbidden) {
		err, said = nil, "" // it is a source already, or the story is not theirs to change: they read it
	}
	if err != nil {
		return err
	}
	return to(w, r, storyPath(number), said)
}

// usesInWords says which stories were made from a cluster's dispatches, as "used #4421 by Imran".
func (v *visit) usesInWords(c store.Cluster) []string {
	var all []string
	said := map[int64]bool{}
	for _, u := range c.Uses {
		if !said[u.Story] {
			said[u.Story] = true
			all = append(all, v.sentence("used {story} by {name}", "story", "#"+strconv.FormatInt(u.Story, 10), "name", u.Owner.Name))
		}
	}
	return all
}

// takenPage asks somebody who takes what another took a moment ago.
type takenPage struct {
	*visit
	dispatch news.Dispatch
	use      store.Use
	withText bool
	onceJoin string
	onceTake string
}

// askTaken answers with the choice to join the other's story or to take the dispatch apart, if that is what err says.
func (s *screens) askTaken(w http.ResponseWriter, r *http.Request, v *visit, withText bool, err error) error {
	taken, is := errors.AsType[*desk.TakenError](err)
	if !is {
		return err
	}
	d, err := s.DB.Dispatch(r.Context(), r.PathValue("dispatch"))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusConflict, takenView(takenPage{visit: v, dispatch: d, use: taken.Use, withText: withText, onceJoin: newOnce(), onceTake: newOnce()}))
}

// group puts the marked dispatches, with all that are of their events, together, or one apart. It answers with the list, and a way back.
func (s *screens) group(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	if apart := line(r, "apart"); apart != "" {
		_, err := s.Desk.Group(r.Context(), v.person, []string{apart}, "")
		return s.grouped(w, r, dispatchPath(apart), "apart", err)
	}
	clusters, err := s.clustersOf(r, r.PostForm["dispatch"])
	if err != nil {
		return err
	}
	if len(clusters) < 2 {
		return news.Errorf(news.Invalid, "Mark at least two dispatches that are of one event.")
	}
	var ids []string
	for _, one := range clusters[1:] {
		all, err := s.DB.ClusterOf(r.Context(), one)
		if err != nil {
			return err
		}
		for _, d := range all {
			ids = append(ids, d.ID)
		}
	}
	_, err = s.Desk.Group(r.Context(), v.person, ids, clusters[0])
	return s.grouped(w, r, dispatchPath(ids[0]), "grouped", err)
}

func (s *screens) grouped(w http.ResponseWriter, r *http.Request, path, said string, err error) error {
	if err != nil {
		return err
	}
	return to(w, r, path, said)
}

// undoGroup takes back the last time that somebody put dispatches of a cluster together or apart.
func (s *screens) undoGroup(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	g, is, err := s.lastGrouping(r, line(r, "cluster"))
	if err != nil {
		return err
	}
	if !is {
		return news.Errorf(news.NotFound, "Nobody put these dispatches together by hand.")
	}
	return s.grouped(w, r, dispatchPath(g.Dispatches[0]), "ungrouped", s.Desk.Ungroup(r.Context(), v.person, g))
}

// followUpWire starts a story that follows one of ours, with the dispatch as its source, and opens it.
func (s *screens) followUpWire(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	number, err := strconv.ParseInt(line(r, "story"), 10, 64)
	if err != nil {
		return news.Errorf(news.Invalid, "%q is no number of a story.", line(r, "story"))
	}
	st, err := s.Desk.FollowUpFrom(oneTime(r, line(r, "once"), "follow"), v.person, number, r.PathValue("dispatch"))
	if err != nil {
		return err
	}
	return to(w, r, storyPath(st.Number), "taken")
}

// feedState is how a wire is doing in two words, for the column: when copy came last, or for how long none could be fetched.
func feedState(v *visit, w news.Wire) string {
	h := w.Health
	switch {
	case w.Paused:
		return v.t("paused")
	case h.Succeeded.IsZero() && h.Failures > 0:
		return v.t("never worked")
	case h.Succeeded.IsZero():
		return v.t("no answer yet")
	case w.InTrouble(v.now):
		return v.sentence("last success {ago}", "ago", v.ago(h.Succeeded))
	}
	return v.when(h.Succeeded)
}

// took says who took which version when, for the choice of a second person.
func (p takenPage) took() string {
	return p.sentence("{name} took {version} at {time}.", "name", p.use.Owner.Name, "version", p.versionWords(p.use.Version), "time", p.when(p.use.Created.Truncate(time.Minute)))
}
