package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// wired is a staffed newsroom with one wire.
func wired(t *testing.T) (n *newsroom, arrives func(guid, headline string, in ...news.Language) news.Dispatch) {
	t.Helper()
	n = staffed(t)
	w, err := n.AddWire(t.Context(), rashed, news.Wire{Name: "UNB", Kind: news.FeedWire, Address: "https://unb.example/rss", Language: news.English})
	if err != nil {
		t.Fatal(err)
	}
	arrives = func(guid, headline string, in ...news.Language) news.Dispatch {
		t.Helper()
		language := append(in, news.English)[0]
		var id string
		err := n.db.Tx(t.Context(), func(tx *store.Tx) error {
			d, _, err := tx.Receive(t.Context(), news.Dispatch{Wire: w.ID, GUID: guid, Received: time.Now(), Language: language, Headline: headline, Hash: headline, Body: news.Paragraphs("As received.")}, []byte(headline))
			if err != nil {
				return err
			}
			id = d.ID
			_, err = n.Route(t.Context(), tx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		d, err := n.db.Dispatch(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	return n, arrives
}

// switchedOn is a route that was added, tried and switched on.
func (n *newsroom) switchedOn(r news.Route) news.Route {
	n.Helper()
	r, err := n.SaveRoute(n.Context(), sadia, r)
	if err != nil {
		n.Fatal(err)
	}
	if _, err := n.TryRoute(n.Context(), sadia, r.ID); err != nil {
		n.Fatal(err)
	}
	if r, err = n.SwitchRoute(n.Context(), sadia, r.ID, r.Revision, true); err != nil {
		n.Fatal(err)
	}
	return r
}

func TestARouteDoesWhatItSaysOnceForEachDispatch(t *testing.T) {
	n, arrives := wired(t)
	n.switchedOn(news.Route{Name: "Floods", Filter: "flood OR ferry", Do: news.Deeds{Desks: []string{"city"}, Tags: []string{"Flood Line"}, Priority: 2, RingDesks: []string{"city"}, Draft: "greenwatch"}})
	d := arrives("1", "Floods rise")
	if r := d.Routing; !slices.Equal(r.Desks, []string{"city"}) || !slices.Equal(r.Tags, []string{"flood-line"}) || r.Priority != 2 || !slices.Equal(r.By, []string{"Floods"}) {
		t.Errorf("routed: %+v", r)
	}
	if len(d.UsedBy) != 1 {
		t.Fatalf("stories begun: %v", d.UsedBy)
	}
	s := n.must(n.db.Story(t.Context(), d.UsedBy[0]))
	if s.Desk != "greenwatch" || s.Status != news.Idea || !s.Content.Body.Empty() || len(s.Sources) != 1 {
		t.Errorf("the story begun: %+v", s)
	}
	n.isTold(nusrat, news.NoticeWire)
	n.isTold(sadia) // of no desk
	arrives("1", "Floods rise further")
	n.isTold(nusrat, news.NoticeWire)
	if again, err := n.db.Dispatch(t.Context(), d.ID); err != nil || len(again.UsedBy) != 1 || len(again.Routing.Tags) != 1 {
		t.Errorf("the new version: %+v, %v", again, err)
	}
	if other := arrives("2", "Bank opens"); len(other.Routing.By) != 0 || len(other.UsedBy) != 0 {
		t.Errorf("what does not pass: %+v", other.Routing)
	}
	records, err := n.db.LogNewest(t.Context(), "dispatch/"+d.ID, 10)
	if err != nil || len(records) != 1 || records[0].Verb != news.RouteDispatch || !strings.Contains(string(records[0].Detail), `"route":"Floods"`) || !strings.Contains(string(records[0].Detail), `"because":"flood"`) {
		t.Errorf("on the record: %+v, %v", records, err)
	}
}

func TestADraftWithTheWiresTextIsMarkedAndHeld(t *testing.T) {
	for language, line := range map[news.Language]string{news.English: "TK: the text below is UNB’s", news.Bangla: "টিকে: নিচের লেখা UNB-এর"} {
		n, arrives := wired(t)
		ctx := t.Context()
		n.switchedOn(news.Route{Name: "Text", Do: news.Deeds{Draft: "city", WithText: true}})
		s := n.must(n.db.Story(ctx, arrives("1", "Floods rise", language).UsedBy[0]))
		if text := s.Content.Body.Plain(); !strings.HasPrefix(text, line) || !strings.Contains(text, "As received.") {
			t.Errorf("%s: it begins with %q", language, text)
		}
		s.Content.Section = "world-news"
		s = n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: s.Content}))
		n.must(n.Submit(ctx, rashed, s.Number, ""))
		n.must(n.Ready(ctx, rashed, s.Number, ""))
		_, err := n.Publish(ctx, rashed, s.Number, desk.Out{})
		n.refused(err, news.Conflict, strings.SplitN(line, ":", 2)[0])
	}
}

func TestARouteIsOffUntilItWasTriedAsItIs(t *testing.T) {
	n, arrives := wired(t)
	ctx := t.Context()
	seen := arrives("1", "Floods rise")
	route := news.Route{Name: "Floods", Filter: "flood", Do: news.Deeds{Tags: []string{"flood"}}}
	_, err := n.SaveRoute(ctx, rashed, route)
	n.refused(err, news.Forbidden, "Ask: the duty editor or an administrator")
	r, err := n.SaveRoute(ctx, sadia, route)
	if err != nil || r.On {
		t.Fatal(r, err)
	}
	_, err = n.SwitchRoute(ctx, sadia, r.ID, r.Revision, true)
	n.refused(err, news.Conflict, "Try")
	trial, err := n.TryRoute(ctx, sadia, r.ID)
	if err != nil || trial.Count != 1 || !trial.Whole || len(trial.Days) != 1 || trial.Shown[0].Dispatch.ID != seen.ID || filter.Because(trial.Shown[0].Because) != "flood" {
		t.Fatalf("%+v, %v", trial, err)
	}
	if d, _ := n.db.Dispatch(ctx, seen.ID); len(d.Routing.By) != 0 {
		t.Error("trying did something")
	}
	if r, err = n.SwitchRoute(ctx, sadia, r.ID, r.Revision, true); err != nil || !r.On {
		t.Fatal(r, err)
	}
	r.Filter = "flood OR ferry"
	if r, err = n.SaveRoute(ctx, sadia, r); err != nil || r.On || !r.Tried.IsZero() {
		t.Errorf("after a change: %+v, %v", r, err)
	}
	if d := arrives("2", "Floods again"); len(d.Routing.By) != 0 {
		t.Error("a route that is off did something")
	}
}

func TestWhatARouteDropsIsKeptAndComesBack(t *testing.T) {
	n, arrives := wired(t)
	n.switchedOn(news.Route{Name: "No sport", Filter: "cricket", Do: news.Deeds{Drop: true, Stop: true}})
	n.switchedOn(news.Route{Name: "All", Do: news.Deeds{Tags: []string{"all"}}})
	d := arrives("1", "Cricket today")
	if !d.Routing.Dropped || len(d.Routing.Tags) != 0 {
		t.Fatalf("%+v", d.Routing)
	}
	if d, err := n.RestoreDispatch(t.Context(), nusrat, d.ID); err != nil || d.Routing.Dropped {
		t.Error(d.Routing, err)
	}
	if d = arrives("1", "Cricket later"); d.Routing.Dropped {
		t.Error("a new version is dropped again")
	}
}

func TestWatchWordsAlertWhoseTheyAre(t *testing.T) {
	n, arrives := wired(t)
	_, err := n.SavePreset(t.Context(), nusrat, news.Preset{Person: nusrat.ID, Name: "Ferries", Filter: "ferry", Ring: true})
	if err != nil {
		t.Fatal(err)
	}
	arrives("1", "Ferries halted")
	arrives("1", "Ferries halted again")
	arrives("2", "Bank opens")
	n.isTold(nusrat, news.NoticeWire)
	n.isTold(imran)
	list, err := n.db.Notices(t.Context(), nusrat.ID, true, 0)
	if err != nil || list[0].Title != "Ferries halted" || list[0].Dispatch == "" {
		t.Errorf("%+v, %v", list, err)
	}
	_, err = n.SavePreset(t.Context(), nusrat, news.Preset{Name: "For all", Filter: "ferry"})
	n.refused(err, news.Forbidden, "may not keep a preset for everybody")
}

func TestARouteHoldsInItsHours(t *testing.T) {
	night := news.When{Days: []int{5}, From: "22:00", To: "06:00"} // Friday's night
	for at, want := range map[string]bool{
		"2026-11-27 23:00": true, "2026-11-28 05:59": true, "2026-11-28 06:00": false, "2026-11-28 23:00": false, "2026-11-27 05:00": false,
	} {
		when, err := time.Parse("2006-01-02 15:04", at) // the 27th is a Friday
		if err != nil {
			t.Fatal(err)
		}
		if night.Covers(when) != want {
			t.Errorf("%s: %v", at, !want)
		}
	}
}
