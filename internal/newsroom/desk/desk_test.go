package desk_test

import (
	"errors"
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
	nusrat = news.Person{ID: "nusrat", Name: "Nusrat Karim", Roles: []news.Role{news.Reporter}, Desk: "city"}
	imran  = news.Person{ID: "imran", Name: "Imran Hossain", Roles: []news.Role{news.SubEditor}, Desk: "city"}
	rashed = news.Person{ID: "rashed", Name: "Rashed Hasan", Roles: []news.Role{news.DeskEditor}, Desk: "city"}
	sadia  = news.Person{ID: "sadia", Name: "Sadia Afrin", Roles: []news.Role{news.DutyEditor}}
	arif   = news.Person{ID: "arif", Name: "Arif Dewan", Roles: []news.Role{news.Admin}}
)

var house = news.House{
	Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
	Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka", URL: "https://padma.example",
	Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}}},
	Desks:    []news.Desk{{Slug: "city", Name: "City Desk"}, {Slug: "greenwatch", Name: "GreenWatch Desk"}},
}

// newsroom is a small world: a set-up house, a desk, and a count of the bell.
type newsroom struct {
	*testing.T
	*desk.Desk
	db    *store.DB
	rings int
	one   int64 // a live story that some tests use again and again
}

func open(t *testing.T) *newsroom { return openOn(t, storetest.SQLite(t)) }

func openOn(t *testing.T, db *store.DB) *newsroom {
	n := &newsroom{T: t, db: db}
	var mu sync.Mutex
	n.Desk = desk.New(db, func() { mu.Lock(); n.rings++; mu.Unlock() })
	if _, err := n.SetHouse(t.Context(), arif, house); err != nil {
		t.Fatal(err)
	}
	return n
}

var ferries = news.Content{
	Language: news.English, Section: "world-news", Headline: "Ferries halted on the Jamuna",
	Byline: news.Byline{Desk: "GreenWatch Desk"}, Topics: []string{"Jamuna flood"}, Body: news.Paragraphs("Water rose in 14 districts."),
}

// must returns the story of a step that has to work.
func (n *newsroom) must(s news.Story, err error) news.Story {
	n.Helper()
	if err != nil {
		n.Fatal(err)
	}
	return s
}

func (n *newsroom) ready() news.Story {
	n.Helper()
	ctx := n.Context()
	s := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	n.must(n.Submit(ctx, nusrat, s.Number, ""))
	return n.must(n.Ready(ctx, imran, s.Number, ""))
}

func (n *newsroom) live() news.Story {
	n.Helper()
	return n.must(n.Publish(n.Context(), rashed, n.ready().Number, desk.Out{Flash: "Ferries halted"}))
}

func (n *newsroom) changes(after int64) []edition.Change {
	n.Helper()
	c, err := n.db.Since(n.Context(), after, 1000)
	if err != nil {
		n.Fatal(err)
	}
	return c
}

func (n *newsroom) refused(err error, kind news.Kind, says string) {
	n.Helper()
	e, ok := errors.AsType[*news.Error](err)
	if !ok || e.Kind != kind || !strings.Contains(err.Error(), says) {
		n.Errorf("got %v, want %s: …%s…", err, kind, says)
	}
}

func TestAStoryGoesFromTheReporterToTheReader(t *testing.T) {
	n := open(t)
	s := n.live()
	if s.Status != news.Live || s.Edition != 2 || s.Published.IsZero() || n.rings != 2 {
		t.Errorf("%s in edition %d, %d rings", s.Status, s.Edition, n.rings)
	}
	c := n.changes(1)[0]
	if c.Kind != edition.Published || c.Story.Headline != ferries.Headline || c.Story.Author != "GreenWatch Desk" {
		t.Errorf("readers get %+v", c.Story)
	}
	if want := "/en/world-news/" + s.Published.In(house.Location()).Format("2006/01/02") + "/1-ferries-halted-on-the-jamuna"; c.Story.Path() != want {
		t.Errorf("at %s, want %s", c.Story.Path(), want)
	}
	if len(c.Bars) != 1 || c.Bars[0].Items[0].Path != c.Story.Path() {
		t.Errorf("the bar is %+v", c.Bars)
	}
}

func TestAStaleSaveKeepsBothTexts(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	hers, his := s.Content, s.Content
	hers.Headline, his.Headline = "Hers", "His"
	n.must(n.Save(ctx, nusrat, s.Number, desk.Draft{Base: 1, Content: hers}))
	_, err := n.Save(ctx, imran, s.Number, desk.Draft{Base: 1, Content: his})
	stale, ok := errors.AsType[*news.StaleError](err)
	if !ok || stale.Yours.Headline != "His" || stale.Theirs.Content.Headline != "Hers" || stale.Theirs.Number != 2 || stale.Theirs.By.Name != "Nusrat Karim" {
		t.Fatalf("%+v", err)
	}
	s = n.must(n.Save(ctx, imran, s.Number, desk.Draft{Base: 2, Content: his}))
	if again := n.must(n.Save(ctx, imran, s.Number, desk.Draft{Base: 3, Content: his})); again.Revision != 3 {
		t.Errorf("saving the same again made revision %d", again.Revision)
	}
	all, err := n.db.Revisions(ctx, s.ID, 10)
	if err != nil || len(all) != 3 || all[1].Content.Headline != "Hers" {
		t.Errorf("%d revisions are kept: %v", len(all), err)
	}
}

func TestAWorkingCopyIsNotSeenUntilItIsPublished(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.live()
	c := s.Content
	c.Body = news.Paragraphs("Water rose in 41 districts.")
	s = n.must(n.Save(ctx, nusrat, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	if got := n.changes(2); len(got) != 0 || s.Label(time.Now()) != "Working copy" {
		t.Fatalf("a save of a live story published %d changes; it is %q", len(got), s.Label(time.Now()))
	}
	_, err := n.Correct(ctx, rashed, s.Number, desk.Correction{})
	n.refused(err, news.Invalid, "needs a public note")
	published := s.Published
	s = n.must(n.Correct(ctx, rashed, s.Number, desk.Correction{Note: "An earlier version said 14 districts; it is 41."}))
	got := n.changes(2)
	if len(got) != 1 || got[0].Kind != edition.Corrected || got[0].Story.Body.Plain() != "Water rose in 41 districts." ||
		len(got[0].Story.Corrections) != 1 || got[0].Story.Corrections[0].By.Name != "" || got[0].Story.Corrections[0].Edition != 3 {
		t.Errorf("readers get %+v", got)
	}
	if !s.Published.Equal(published) || s.Updated.IsZero() || s.Label(time.Now()) != "Corrected" {
		t.Errorf("published %s, updated %s, %q", s.Published, s.Updated, s.Label(time.Now()))
	}
	c.Body = news.Paragraphs("Water rose in 41 distrcts.")
	s = n.must(n.Save(ctx, nusrat, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	updated := s.Updated
	if s = n.must(n.Update(ctx, rashed, s.Number, desk.Change{Quiet: true})); !s.Updated.Equal(updated) {
		t.Error("a typo moved the time of update")
	}
}

func TestAKilledStoryLeavesANoticeAndTakesItsFlashesAlong(t *testing.T) {
	n := open(t)
	s := n.live()
	_, err := n.Kill(t.Context(), rashed, s.Number, desk.KillOrder{Reason: "wrong man", Alone: "night"})
	n.refused(err, news.Forbidden, "Ask: the duty editor")
	_, err = n.Kill(t.Context(), sadia, s.Number, desk.KillOrder{Reason: " "})
	n.refused(err, news.Invalid, "needs a reason")
	s = n.must(n.Kill(t.Context(), sadia, s.Number, desk.KillOrder{Reason: "The court forbade it.", Alone: "It is night."}))
	c := n.changes(2)[0]
	if c.Kind != edition.Killed || c.Story != nil || c.Notice.Number != s.Number || len(c.Bars) != 1 || len(c.Bars[0].Items) != 0 {
		t.Errorf("readers get %+v", c)
	}
	_, err = n.Save(t.Context(), sadia, s.Number, desk.Draft{Base: s.Revision, Content: ferries, Label: "x"})
	n.refused(err, news.Conflict, "a kill is final")
}

func TestAWithdrawnStoryComesBackAsReadersHadIt(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.live()
	n.must(n.Withdraw(ctx, sadia, s.Number, "being checked"))
	c := s.Content
	c.Headline = "Not for readers yet"
	n.must(n.Save(ctx, sadia, s.Number, desk.Draft{Base: 1, Content: c}))
	n.must(n.Reinstate(ctx, sadia, s.Number, ""))
	got := n.changes(3)[0]
	if got.Story.Headline != ferries.Headline || got.Story.Path() != n.changes(1)[0].Story.Path() {
		t.Errorf("readers get %q at %s", got.Story.Headline, got.Story.Path())
	}
}

func TestAnEmbargoHoldsEveryWayOut(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.ready()
	until := time.Now().Add(time.Hour)
	n.must(n.Embargo(ctx, nusrat, s.Number, until, ""))
	_, err := n.Publish(ctx, rashed, s.Number, desk.Out{})
	n.refused(err, news.Conflict, "embargoed until")
	_, err = n.Schedule(ctx, rashed, s.Number, until.Add(-time.Minute), desk.Out{})
	n.refused(err, news.Conflict, "embargoed until")
	_, err = n.Flash(ctx, rashed, desk.NewFlash{Language: news.English, Text: "Soon", Story: s.Number})
	n.refused(err, news.Conflict, "not on the site")
	_, err = n.Embargo(ctx, nusrat, s.Number, time.Time{}, "")
	n.refused(err, news.Forbidden, "lift an embargo")
	if len(n.changes(1)) != 0 {
		t.Error("something went out")
	}
	n.must(n.Embargo(ctx, rashed, s.Number, time.Time{}, "The bank released it."))
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
}

// Scheduled stories are released by any number of loops, each exactly once.
func TestAScheduledStoryGoesOutOnce(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			n := openOn(t, open(t))
			ctx := t.Context()
			s := n.ready()
			_, err := n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Second), desk.Out{})
			n.refused(err, news.Invalid, "one minute ahead")
			s = n.must(n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{Flash: "Now"}))
			if err := n.ReleaseDue(ctx); err != nil || len(n.changes(1)) != 0 {
				t.Fatalf("before its time: %v", err)
			}
			// The hour passes: the row is the schedule, so the row is what moves.
			err = n.db.Tx(ctx, func(tx *store.Tx) error {
				r, err := tx.Story(ctx, s.Number)
				if err != nil {
					return err
				}
				r.PublishAt = time.Now().Add(-time.Millisecond)
				return tx.Write(ctx, r)
			})
			if err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() {
					if err := n.ReleaseDue(ctx); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			got := n.changes(1)
			if len(got) != 1 || got[0].Story.Number != s.Number || len(got[0].Bars) != 1 {
				t.Errorf("it went out %d times", len(got))
			}
		})
	}
}

func TestAKeyMakesARequestHappenOnce(t *testing.T) {
	n := open(t)
	ctx := desk.WithKey(t.Context(), "k1", "create ferries")
	first := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	second := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	if first.Number != second.Number || first.ID != second.ID {
		t.Errorf("two stories, %d and %d", first.Number, second.Number)
	}
	_, err := n.Create(desk.WithKey(t.Context(), "k1", "something else"), nusrat, desk.Start{Content: ferries})
	n.refused(err, news.Conflict, "used for another request")
}

func TestADispatchIsTakenAndLinked(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	w, err := n.AddWire(ctx, rashed, news.Wire{Name: "Delta News Agency", Kind: news.FeedWire, Address: "https://delta.example/rss", Language: news.English})
	if err != nil {
		t.Fatal(err)
	}
	var d news.Dispatch
	err = n.db.Tx(ctx, func(tx *store.Tx) (err error) {
		d, _, err = tx.Receive(ctx, news.Dispatch{Wire: w.ID, GUID: "1", Received: time.Now(), Language: news.English, Headline: "Ferries stop", Hash: "h", Body: news.Paragraphs("As received.")}, []byte("raw"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s := n.must(n.Take(ctx, imran, d.ID, desk.Take{Section: "world-news"}))
	if !s.Content.Body.Empty() || s.Content.Credit != "With Delta News Agency" || len(s.Sources) != 1 || s.Sources[0].Version != 1 {
		t.Errorf("%+v", s)
	}
	if with := n.must(n.Take(ctx, imran, d.ID, desk.Take{WithText: true})); with.Content.Body.Plain() != "As received." {
		t.Errorf("%+v", with.Content)
	}
	if d, err := n.db.Dispatch(ctx, d.ID); err != nil || len(d.UsedBy) != 2 {
		t.Errorf("used by %v, %v", d.UsedBy, err)
	}
}

func TestAStoryMovesInUnderItsOwnTime(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	at := time.Date(2025, 7, 4, 5, 3, 0, 0, time.UTC)
	_, err := n.Import(ctx, rashed, desk.Moved{Start: desk.Start{Content: ferries}, Published: at})
	n.refused(err, news.Forbidden, "move stories in")
	_, err = n.Import(ctx, arif, desk.Moved{Start: desk.Start{Content: ferries}})
	n.refused(err, news.Invalid, "must say when")
	s := n.must(n.Import(ctx, arif, desk.Moved{Start: desk.Start{Content: ferries}, Published: at}))
	got := n.changes(1)[0]
	if !got.Story.Published.Equal(at) || !strings.Contains(got.Story.Path(), "/2025/07/04/") || s.Status != news.Live {
		t.Errorf("readers get it at %s as of %s", got.Story.Path(), got.Story.Published)
	}
	again, err := n.db.Story(ctx, s.Number)
	if err != nil || again.Status != news.Live || again.Edition != 2 {
		t.Errorf("%+v %v", again, err)
	}
}

func TestEveryStepWritesOneRecordOfAWholeChain(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	before, err := n.db.VerifyLog(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s := n.live() // create, submit, ready, publish
	f, err := n.Flash(ctx, rashed, desk.NewFlash{Language: news.Bangla, Text: "ফেরি বন্ধ"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.EndFlash(ctx, rashed, f.ID); err != nil {
		t.Fatal(err)
	}
	if _, err = n.Publish(ctx, rashed, s.Number, desk.Out{}); err == nil {
		t.Error("published twice")
	}
	after, err := n.db.VerifyLog(ctx)
	if err != nil || after-before != 6 {
		t.Errorf("6 steps and a refusal wrote %d records, %v", after-before, err)
	}
}

func BenchmarkSave(b *testing.B) {
	db := storetest.SQLite(b)
	d := desk.New(db, func() {})
	if _, err := d.SetHouse(b.Context(), arif, house); err != nil {
		b.Fatal(err)
	}
	s, err := d.Create(b.Context(), nusrat, desk.Start{Content: ferries})
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		c := s.Content
		c.Headline = fmt.Sprint("Headline ", i)
		if s, err = d.Save(b.Context(), nusrat, s.Number, desk.Draft{Base: s.Revision, Content: c}); err != nil {
			b.Fatal(err)
		}
	}
}

// No edit of what readers have is silent: the public story lists each, in order.
func TestEveryVersionThatReadersHadIsListed(t *testing.T) {
	n := open(t)
	s, ctx := n.live(), t.Context()
	write := func(headline string) {
		t.Helper()
		c := s.Content
		c.Headline = headline
		s = n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	}
	write("Ferries halted on the Jamuna.")
	s = n.must(n.Update(ctx, rashed, s.Number, desk.Change{Quiet: true}))
	write("Ferries halted for a second day")
	s = n.must(n.Update(ctx, rashed, s.Number, desk.Change{Note: "They were halted for a second day."}))
	write("Ferries halted in 41 districts")
	s = n.must(n.Correct(ctx, rashed, s.Number, desk.Correction{Note: "41, not 14.", Top: true}))
	if !s.Corrections[0].Top {
		t.Error("the note does not stand on top")
	}
	s = n.must(n.Withdraw(ctx, sadia, s.Number, "A lawyer reads it."))
	s = n.must(n.Reinstate(ctx, sadia, s.Number, ""))
	want := []news.VersionKind{news.FirstVersion, news.FixedVersion, news.UpdatedVersion, news.CorrectedVersion, news.WithdrawnVersion, news.ReinstatedVersion}
	var kinds []news.VersionKind
	for _, v := range s.Versions {
		kinds = append(kinds, v.Kind)
		if v.Edition == 0 || v.At.IsZero() {
			t.Errorf("%+v does not say when", v)
		}
	}
	if !slices.Equal(kinds, want) {
		t.Errorf("the versions are %v", kinds)
	}
	all := n.changes(0)
	if public := all[len(all)-1].Story.Versions; len(public) != len(want) || public[5].Edition != s.Edition {
		t.Errorf("readers are told of %+v", public)
	}
}

func TestAPictureIsAFilePhotoThreeDaysAfterItWasTaken(t *testing.T) {
	at := time.Date(2026, 3, 26, 9, 0, 0, 0, time.UTC)
	for name, p := range map[string]struct {
		picture news.Picture
		file    bool
	}{
		"taken the day before":                   {news.Picture{Taken: at.Add(-24 * time.Hour), Uploaded: at}, false},
		"taken four days before":                 {news.Picture{Taken: at.Add(-96 * time.Hour), Uploaded: at}, true},
		"nobody knows, uploaded that day":        {news.Picture{Uploaded: at.Add(-time.Hour)}, false},
		"nobody knows, uploaded the week before": {news.Picture{Uploaded: at.AddDate(0, 0, -7)}, true},
	} {
		if p.picture.FileFor(at, 72*time.Hour) != p.file {
			t.Errorf("%s: %v", name, !p.file)
		}
	}
}
