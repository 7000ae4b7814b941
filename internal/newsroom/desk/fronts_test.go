package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

var (
	rumana = news.Person{ID: "rumana", Name: "Rumana Haque", Roles: []news.Role{news.Producer}}
	home   = news.FrontName{Language: news.English}
)

// databases are both that the desk must work on.
var databases = map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres}

// withStories is a newsroom with live stories 1 to n.
func withStories(t *testing.T, db *store.DB, n int) *newsroom {
	w := openOn(t, db)
	for range n {
		w.live()
	}
	return w
}

func (n *newsroom) edit(name news.FrontName, e news.FrontEdit) news.Front {
	n.Helper()
	f, err := n.EditFront(n.Context(), rumana, name, e)
	if err != nil {
		n.Fatal(err)
	}
	return f
}

func (n *newsroom) place(story int64, block string, place int) news.Front {
	n.Helper()
	return n.edit(home, news.FrontEdit{Do: news.DoPlace, Story: story, Block: block, Place: place})
}

func (n *newsroom) launch(by news.Person, name news.FrontName) news.Front {
	n.Helper()
	f, err := n.db.Front(n.Context(), name)
	if err != nil || f.Draft == nil {
		n.Fatalf("there is no draft to launch: %v", err)
	}
	if f, err = n.LaunchFront(n.Context(), by, name, f.Draft.Revision); err != nil {
		n.Fatal(err)
	}
	return f
}

// last returns the newest edition.
func (n *newsroom) last() edition.Change {
	n.Helper()
	c := n.changes(0)
	return c[len(c)-1]
}

func stories(a news.Arrangement) string {
	var s []string
	for _, slot := range a.Slots {
		s = append(s, fmt.Sprintf("%s%d:%d", slot.Block, slot.Place, slot.Story))
	}
	return strings.Join(s, " ")
}

func TestReadersHaveADraftWhenItIsLaunchedAndNotBefore(t *testing.T) {
	n := withStories(t, storetest.SQLite(t), 3)
	before := n.last().Number
	n.edit(home, news.FrontEdit{Do: news.DoUp, Story: 1, Block: news.TopBlock, Place: 2})
	n.edit(home, news.FrontEdit{Do: news.DoUp, Story: 1})
	f := n.edit(home, news.FrontEdit{Do: news.DoHeadline, Story: 1, Headline: "  Ferries\nstop "})
	if n.last().Number != before || n.rings != int(before) {
		t.Fatalf("a draft made edition %d", n.last().Number)
	}
	if got := stories(f.Draft.Arrangement); got != "top0:1" || f.Draft.Slots[0].Headline != "Ferries stop" || f.Launch != 0 {
		t.Errorf("the draft is %s %+v", got, f.Draft)
	}
	f = n.launch(rashed, home)
	c := n.last()
	want := edition.Front{Language: news.English, Blocks: []edition.FrontBlock{{Name: edition.TopBlock, Slots: []edition.FrontSlot{{Story: 1, Headline: "Ferries stop"}}}}}
	if c.Kind != edition.Curated || c.Number != before+1 || len(c.Fronts) != 1 || fmt.Sprint(c.Fronts[0]) != fmt.Sprint(want) {
		t.Errorf("readers get %+v", c)
	}
	if f.Draft != nil || f.Launch != 1 || f.By.Name != rashed.Name || f.Live.Slots[0].Since.IsZero() {
		t.Errorf("after the launch: %+v", f)
	}
	records, err := n.db.LogNewest(t.Context(), "front/en", 10)
	if err != nil || len(records) != 4 || records[0].Verb != news.LaunchFront || !strings.Contains(string(records[0].Detail), `"edition":`+fmt.Sprint(c.Number)) {
		t.Errorf("the log has %d records of it: %+v %v", len(records), records, err)
	}
	if _, err := n.db.VerifyLog(t.Context()); err != nil {
		t.Error(err)
	}
	_, err = n.LaunchFront(t.Context(), rumana, home, 3)
	n.refused(err, news.Conflict, "Rashed Hasan launched this front")
	if n.last().Number != c.Number {
		t.Error("what was refused made an edition")
	}
}

func TestOnlyWhatReadersHaveCanStandOnAFront(t *testing.T) {
	n := withStories(t, storetest.SQLite(t), 2)
	ctx := t.Context()
	ready := n.ready()
	place := func(story int64, name news.FrontName, block string) error {
		_, err := n.EditFront(ctx, rumana, name, news.FrontEdit{Do: news.DoPlace, Story: story, Block: block})
		return err
	}
	n.refused(place(ready.Number, home, news.TopBlock), news.Conflict, "not on the site")
	n.must(n.Embargo(ctx, rashed, ready.Number, time.Now().Add(time.Hour), ""))
	n.refused(place(ready.Number, home, news.TopBlock), news.Conflict, "embargoed")
	n.refused(place(1, news.FrontName{Language: news.Bangla}, news.TopBlock), news.Invalid, "another language")
	n.refused(place(99, home, news.TopBlock), news.NotFound, "99")
	n.refused(place(1, home, "sport"), news.Invalid, "no block")
	n.refused(place(1, news.FrontName{Language: news.English, Section: "sport"}, news.TopBlock), news.NotFound, "no front")
	_, err := n.EditFront(ctx, rumana, home, news.FrontEdit{Do: news.DoPin, Story: 1, Block: news.TopBlock, Until: time.Now().Add(-time.Second)})
	n.refused(err, news.Invalid, "future")
	for _, by := range []news.Person{nusrat, imran, arif} {
		_, err := n.EditFront(ctx, by, home, news.FrontEdit{Do: news.DoPlace, Story: 1, Block: news.TopBlock})
		n.refused(err, news.Forbidden, "a producer")
		_, err = n.LaunchFront(ctx, by, home, 1)
		n.refused(err, news.Forbidden, "a producer")
	}
}

// A story that is killed or withdrawn goes off every front in the very edition that takes
// it away, and out of every draft.
func TestAStoryThatGoesOffTheSiteGoesOffTheFrontsInTheSameEdition(t *testing.T) {
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			n := withStories(t, open(t), 4)
			section := news.FrontName{Language: news.English, Section: "world-news"}
			n.place(1, news.TopBlock, 0)
			n.place(2, news.TopBlock, 1)
			n.edit(section, news.FrontEdit{Do: news.DoPlace, Story: 2, Block: news.TopBlock})
			n.launch(rumana, home)
			n.launch(rumana, section)
			n.place(3, news.TopBlock, 1)
			n.edit(section, news.FrontEdit{Do: news.DoPlace, Story: 1, Block: news.TopBlock})
			n.must(n.Kill(t.Context(), sadia, 2, desk.KillOrder{Reason: "A court forbade it.", Alone: "For the test."}))
			c := n.last()
			if c.Kind != edition.Killed || len(c.Fronts) != 2 || strings.Contains(fmt.Sprint(c.Fronts), "{1 2 ") {
				t.Errorf("the kill's edition has %+v", c)
			}
			f, err := n.db.Front(t.Context(), home)
			if err != nil || stories(f.Live) != "top0:1" || stories(f.Draft.Arrangement) != "top0:1 top1:3" || len(f.Draft.Rebased.Overlaps) != 0 || len(f.Removed) != 0 {
				t.Errorf("the home page: %+v, %v", f, err)
			}
			f, err = n.db.Front(t.Context(), section)
			if err != nil || stories(f.Live) != "" || stories(f.Draft.Arrangement) != "top0:1" {
				t.Errorf("the section: %+v, %v", f, err)
			}
			n.must(n.Withdraw(t.Context(), sadia, 3, "For review."))
			if f, err = n.db.Front(t.Context(), home); err != nil || f.Draft != nil || len(n.last().Fronts) != 0 {
				t.Errorf("a draft that had nothing else: %+v %v", f.Draft, err)
			}
			f, err = n.RollBackFront(t.Context(), rumana, section, 1)
			n.refused(err, news.Conflict, "like that already")
			_ = f
		})
	}
}

func TestRollingBackRestoresTheFormerArrangementExactly(t *testing.T) {
	n := withStories(t, storetest.SQLite(t), 4)
	ctx := t.Context()
	n.place(2, news.TopBlock, 0)
	n.edit(home, news.FrontEdit{Do: news.DoHeadline, Story: 2, Headline: "By hand"})
	first := n.launch(rumana, home)
	public := n.last().Fronts[0]
	n.place(3, news.TopBlock, 0)
	n.edit(home, news.FrontEdit{Do: news.DoTopic, Topic: "jamuna-flood"})
	n.launch(rashed, home)
	n.place(4, news.TopBlock, 0) // somebody's draft

	f, err := n.RollBackFront(ctx, sadia, home, 1)
	if err != nil || !f.Live.Same(first.Live) || f.Launch != 3 {
		t.Fatalf("%+v %v", f, err)
	}
	if again := n.last().Fronts[0]; fmt.Sprint(again) != fmt.Sprint(public) {
		t.Errorf("readers get %+v, had %+v", again, public)
	}
	if got := stories(f.Draft.Arrangement); got != "top0:4 top1:3 top2:2" || f.Draft.Rebased.By.ID != sadia.ID || len(f.Draft.Rebased.Overlaps) == 0 {
		t.Errorf("the draft is %s %+v", got, f.Draft)
	}
	f, err = n.RollBackFront(ctx, sadia, home, 0)
	if err != nil || len(f.Live.Slots) != 0 || len(n.last().Fronts[0].Blocks) != 0 {
		t.Errorf("before the first launch: %+v %v", f, err)
	}
	list, err := n.db.FrontLaunches(ctx, home, 0, 0)
	if err != nil || len(list) != 4 || list[1].Kind != news.LaunchRollBack || list[1].Of != 1 || list[1].By.Name != sadia.Name || len(list[1].Changes) == 0 {
		t.Errorf("%+v %v", list, err)
	}
	_, err = n.RollBackFront(ctx, sadia, home, 9)
	n.refused(err, news.NotFound, "launch 9")
}

func TestADraftThatAnotherLaunchCameInBetweenIsRebasedAndShown(t *testing.T) {
	n := withStories(t, storetest.SQLite(t), 5)
	ctx := t.Context()
	n.place(1, news.TopBlock, 0)
	n.launch(rumana, home)
	n.place(2, news.TopBlock, 0) // 2, 1
	n.launch(rumana, home)
	seen := n.place(3, news.TopBlock, 0).Draft.Revision // 3, 2, 1
	if _, err := n.RollBackFront(ctx, rashed, home, 1); err != nil {
		t.Fatal(err)
	}
	before := n.last().Number
	_, err := n.LaunchFront(ctx, rumana, home, seen)
	n.refused(err, news.Conflict, "Rashed Hasan launched")
	if n.last().Number != before {
		t.Error("it was launched all the same")
	}
	f, err := n.db.Front(ctx, home)
	if err != nil || f.Draft == nil || f.Draft.By.Name != rumana.Name || len(f.Draft.Rebased.Overlaps) == 0 {
		t.Fatalf("the draft: %+v %v", f.Draft, err)
	}
	if s, there := f.Draft.Slot(3); !there || s.Place != 0 {
		t.Errorf("what was placed is lost: %s", stories(f.Draft.Arrangement))
	}
	n.launch(rumana, home)

	// Two who share the draft: who looked before the other's change launches nothing.
	seen = n.place(4, news.TopBlock, 0).Draft.Revision
	if _, err := n.EditFront(ctx, rashed, home, news.FrontEdit{Do: news.DoPlace, Story: 5, Block: news.TopBlock}); err != nil {
		t.Fatal(err)
	}
	_, err = n.LaunchFront(ctx, rumana, home, seen)
	n.refused(err, news.Conflict, "Rashed Hasan changed the draft")
	_, err = n.DiscardFront(ctx, rumana, home, seen)
	n.refused(err, news.Conflict, "Rashed Hasan changed the draft")
	if f, err = n.DiscardFront(ctx, rumana, home, seen+1); err != nil || f.Draft != nil {
		t.Errorf("%+v %v", f.Draft, err)
	}
	records, err := n.db.LogNewest(ctx, "front/en", 1)
	if err != nil || !strings.Contains(string(records[0].Detail), `"discarded"`) || !strings.Contains(string(records[0].Detail), `"story":4`) {
		t.Errorf("what was discarded is not in the log: %s %v", records[0].Detail, err)
	}
}

// A pin ends once, however many processes look, and not before its time.
func TestAPinLapsesOnceForAllProcesses(t *testing.T) {
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			n := withStories(t, open(t), 3)
			ctx := t.Context()
			n.place(1, news.TopBlock, 0)
			n.place(2, news.TopBlock, 1)
			n.edit(home, news.FrontEdit{Do: news.DoPin, Story: 1, Until: time.Now().Add(time.Hour)})
			n.launch(rumana, home)
			n.place(3, news.TopBlock, 2) // a draft on top of it
			before := n.last().Number
			if err := n.ReleaseDue(ctx); err != nil || n.last().Number != before {
				t.Fatalf("an hour before its end: edition %d, %v", n.last().Number, err)
			}
			f, err := n.db.Front(ctx, home)
			if err != nil {
				t.Fatal(err)
			}
			f.Live.Slots[0].Until, f.Draft.Slots[0].Until = time.Now().Add(-time.Second), time.Now().Add(-time.Second)
			if err := n.db.Tx(ctx, func(tx *store.Tx) error { return tx.SaveFront(ctx, f) }); err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() {
					if err := n.ReleaseDue(ctx); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if made := n.changes(before); len(made) != 1 || made[0].Kind != edition.Curated || fmt.Sprint(made[0].Fronts[0].Blocks) != "[{top [{1 2 }]}]" {
				t.Errorf("its end made %+v", made)
			}
			f, err = n.db.Front(ctx, home)
			if err != nil || f.By.ID != desk.Stet.ID || stories(f.Draft.Arrangement) != "top1:2 top2:3" || len(f.Draft.Rebased.Overlaps) != 0 {
				t.Errorf("%+v %v", f, err)
			}
			if !slices.ContainsFunc(f.Removed, func(s news.Slot) bool { return s.Story == 1 }) {
				t.Errorf("what lapsed is not at hand: %+v", f.Removed)
			}
			if _, err := n.db.VerifyLog(ctx); err != nil {
				t.Error(err)
			}
		})
	}
}

// Many launch, roll back and kill at once: the editions have no gaps, and readers are left
// with no front on which a killed story stands.
func TestLaunchesAndKillsAtOnceLeaveNoKilledStoryOnAFront(t *testing.T) {
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			n := withStories(t, open(t), 6)
			ctx := t.Context()
			var wg sync.WaitGroup
			for i := range int64(3) {
				wg.Go(func() {
					for range 4 {
						f, err := n.EditFront(ctx, rumana, home, news.FrontEdit{Do: news.DoPlace, Story: i*2 + 1, Block: news.TopBlock})
						if err == nil && f.Draft != nil {
							_, _ = n.LaunchFront(ctx, rumana, home, f.Draft.Revision)
						}
					}
				})
				wg.Go(func() {
					if _, err := n.Kill(ctx, sadia, i*2+1, desk.KillOrder{Reason: "For the test.", Alone: "Nobody is here."}); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			for i, c := range n.changes(0) {
				if c.Number != int64(i+1) {
					t.Fatalf("edition %d follows %d", c.Number, i)
				}
			}
			f, err := n.db.Front(ctx, home)
			if err != nil || len(f.Live.Slots) != 0 {
				t.Errorf("killed and still on the front: %s %v", stories(f.Live), err)
			}
		})
	}
}

func TestAClipboardIsOnesOwn(t *testing.T) {
	n := withStories(t, storetest.SQLite(t), 2)
	ctx := t.Context()
	if err := n.Clip(ctx, rumana, 2, true); err != nil {
		t.Fatal(err)
	}
	n.refused(n.Clip(ctx, rumana, 99, true), news.NotFound, "99")
	n.refused(n.Clip(ctx, nusrat, 1, true), news.Forbidden, "a producer")
	hers, err := n.db.Clips(ctx, rumana.ID)
	his, err2 := n.db.Clips(ctx, rashed.ID)
	if err != nil || err2 != nil || len(hers) != 1 || hers[0] != 2 || len(his) != 0 {
		t.Errorf("%v %v %v %v", hers, his, err, err2)
	}
}
