package desk_test

import (
	"bytes"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// undoFor says for how many seconds the house lets a publication be undone.
func (n *newsroom) undoFor(seconds int) {
	n.Helper()
	_, err := n.ChangeHouse(n.Context(), arif, func(h *news.House) error { h.Undo = &seconds; return nil })
	if err != nil {
		n.Fatal(err)
	}
}

func TestAPublicationIsHeldForAMomentAndGoesOutByItself(t *testing.T) {
	n := open(t)
	n.employed(nusrat, sadia)
	ctx := t.Context()
	s := n.ready()
	before := time.Now().Truncate(time.Millisecond) // as the database counts
	s = n.must(n.PublishSoon(ctx, rashed, s.Number, desk.Out{Revision: s.Revision, Flash: "Ferries halted"}))
	if s.Status != news.Scheduled || !s.Leaving || s.Label(time.Now()) != "Going out" {
		t.Fatalf("it is %s, leaving %v", s.Status, s.Leaving)
	}
	if at := s.PublishAt.Add(-10 * time.Second); at.Before(before) || at.After(time.Now()) {
		t.Errorf("it goes out at %s, ten seconds after neither %s nor now", s.PublishAt, before)
	}
	if err := n.ReleaseDue(ctx); err != nil || len(n.changes(1)) != 0 {
		t.Fatalf("readers have it before its time: %v", err)
	}
	// What somebody types in that moment nobody has decided to publish.
	later := ferries
	later.Headline = "Ferries halted; typed later"
	n.must(n.Save(ctx, imran, s.Number, desk.Draft{Base: s.Revision, Content: later}))
	n.due(s.Number, time.Now().Add(-time.Millisecond))
	if err := desk.New(n.db, func() {}).ReleaseDue(ctx); err != nil { // the process that held it has gone
		t.Fatal(err)
	}
	got := n.changes(1)
	if len(got) != 1 || got[0].Story.Headline != ferries.Headline || got[0].Bars[0].Items[0].Text != "Ferries halted" {
		t.Fatalf("readers get %+v", got)
	}
	s = n.must(n.db.Story(ctx, s.Number))
	if s.Status != news.Live || s.Leaving || s.PublishedRevision != s.Revision-1 || s.Content.Headline != later.Headline || s.Label(time.Now()) != "Working copy" {
		t.Errorf("the story is %+v", s)
	}
	if got := n.verbs(s.Number, 3); !slices.Equal(got, []news.Verb{news.Publish, news.Save, news.PublishSoon}) {
		t.Errorf("the log has %v", got)
	}
	_, err := n.UndoPublish(ctx, sadia, s.Number)
	n.refused(err, news.Conflict, "too late to undo")
}

func TestWhatIsUndoneNeverWasBeforeReaders(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.ready()
	_, err := n.UndoPublish(ctx, rashed, s.Number)
	n.refused(err, news.Conflict, "nothing to undo")
	key := desk.WithKey(ctx, "k", "k")
	n.must(n.PublishSoon(key, rashed, s.Number, desk.Out{}))
	n.must(n.PublishSoon(key, rashed, s.Number, desk.Out{})) // an impatient finger does not make it go out at once
	_, err = n.UndoPublish(ctx, nusrat, s.Number)
	n.refused(err, news.Forbidden, "undo a publication")
	s = n.must(n.UndoPublish(ctx, sadia, s.Number)) // somebody else sees it and may
	if s.Status != news.Ready || s.Leaving || !s.PublishAt.IsZero() {
		t.Errorf("it is %s, leaving %v, at %s", s.Status, s.Leaving, s.PublishAt)
	}
	if err := n.ReleaseDue(ctx); err != nil || len(n.changes(1)) != 0 {
		t.Errorf("%d changes, %v", len(n.changes(1)), err)
	}
	if got := n.verbs(s.Number, 2); !slices.Equal(got, []news.Verb{news.UndoPublish, news.PublishSoon}) {
		t.Errorf("the log has %v", got)
	}
	s = n.must(n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{}))
	_, err = n.UndoPublish(ctx, rashed, s.Number)
	n.refused(err, news.Conflict, "nothing to undo")
}

func TestSomePublicationsGoOutAtOnce(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	atOnce := func(what string, s news.Story, err error) {
		t.Helper()
		if n.must(s, err).Status != news.Live {
			t.Errorf("%s: it is %s", what, s.Status)
		}
	}
	s, err := n.PublishSoon(ctx, rashed, n.ready().Number, desk.Out{Flash: "Ferries halted", Breaking: true})
	atOnce("breaking", s, err)
	s = n.must(n.PublishSoon(ctx, rashed, n.ready().Number, desk.Out{}))
	s, err = n.PublishSoon(ctx, rashed, s.Number, desk.Out{})
	atOnce("decided again", s, err)
	fault := time.Minute
	n.UseClock(func() time.Time { return time.Now().Add(fault) })
	s, err = n.PublishSoon(ctx, rashed, n.ready().Number, desk.Out{})
	atOnce("the clocks disagree", s, err)
	fault = 0
	n.undoFor(0)
	s, err = n.PublishSoon(ctx, rashed, n.ready().Number, desk.Out{})
	atOnce("the house leaves no time", s, err)
	_, err = n.ChangeHouse(ctx, arif, func(h *news.House) error { h.Undo = new(61); return nil })
	n.refused(err, news.Invalid, "0 to 60")
}

func TestWhatCannotGoOutIsRefusedBeforeTheMoment(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	n.UseRegisterKey(bytes.Repeat([]byte{7}, 32))
	n.protect("Rahima Khatun")
	before := len(n.changes(0))
	s := n.readyWith("Police named Rahima Khatun.")
	_, err := n.PublishSoon(ctx, rashed, s.Number, desk.Out{})
	n.refused(err, news.Conflict, "Children Act 2013")
	s = n.ready()
	_, err = n.PublishSoon(ctx, rashed, s.Number, desk.Out{Revision: s.Revision + 1})
	n.refused(err, news.Conflict, "Nothing was published")
	_, err = n.PublishSoon(ctx, imran, s.Number, desk.Out{})
	n.refused(err, news.Forbidden, "publish a story")
	n.must(n.Embargo(ctx, rashed, s.Number, time.Now().Add(time.Hour), ""))
	_, err = n.PublishSoon(ctx, rashed, s.Number, desk.Out{})
	n.refused(err, news.Conflict, "embargoed until")
	if len(n.changes(0)) != before {
		t.Error("a trial reached readers")
	}
	n.must(n.PublishSoon(ctx, rashed, n.ready().Number, desk.Out{}))
	if _, err := n.db.VerifyLog(ctx); err != nil {
		t.Error(err)
	}
}

// Two processes release while two people undo: a story goes out once or it is undone once,
// and never both.
func TestAnUndoAndAReleaseAtOnceAreOneOfThem(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			n := openOn(t, open(t))
			ctx := t.Context()
			other := desk.New(n.db, func() {})
			out, back := 0, 0
			for range 12 {
				s := n.must(n.PublishSoon(ctx, rashed, n.ready().Number, desk.Out{}))
				n.due(s.Number, time.Now().Add(-time.Millisecond))
				before := len(n.changes(0))
				undone := make([]bool, 2)
				var wg sync.WaitGroup
				for i, d := range []*desk.Desk{n.Desk, other} {
					wg.Go(func() {
						if err := d.ReleaseDue(ctx); err != nil {
							t.Error(err)
						}
					})
					wg.Go(func() {
						_, err := d.UndoPublish(ctx, sadia, s.Number)
						undone[i] = err == nil
					})
				}
				wg.Wait()
				released := len(n.changes(0)) - before
				s = n.must(n.db.Story(ctx, s.Number))
				switch {
				case released == 1 && s.Status == news.Live && !undone[0] && !undone[1]:
					out++
				case released == 0 && s.Status == news.Ready && undone[0] != undone[1]:
					back++
				default:
					t.Fatalf("%d times before readers, %s, undone %v", released, s.Status, undone)
				}
			}
			t.Logf("%d went out, %d were undone", out, back)
		})
	}
}
