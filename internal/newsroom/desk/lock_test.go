package desk_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

var (
	a = desk.Touch{Client: "a", Typed: true}
	b = desk.Touch{Client: "b", Typed: true}
)

// typing is a touch that shows a text.
func typing(client string, base int64, words string) desk.Touch {
	c := news.Content{Body: news.Paragraphs(words)}
	return desk.Touch{Client: client, Typed: true, Base: base, Content: &c}
}

func (n *newsroom) lock(l news.Lock, err error) news.Lock {
	n.Helper()
	if err != nil {
		n.Fatal(err)
	}
	return l
}

// held returns what says that somebody else edits the part.
func (n *newsroom) held(err error) *news.HeldError {
	n.Helper()
	h, ok := errors.AsType[*news.HeldError](err)
	if !ok {
		n.Fatalf("%v is not about a lock", err)
	}
	return h
}

// age makes the lock look as if nothing had been heard of its holder, or been typed, for so long.
func (n *newsroom) age(number int64, part news.Part, beat, typed time.Duration) {
	n.Helper()
	err := n.db.Tx(n.Context(), func(tx *store.Tx) error {
		l, err := tx.Lock(n.Context(), number, part)
		if err != nil {
			return err
		}
		l.Beat, l.Typed = l.Beat.Add(-beat), l.Typed.Add(-typed)
		for _, waits := range []*news.Asking{l.Asks, l.Takes} {
			if waits != nil {
				waits.Until = waits.Until.Add(-typed)
			}
		}
		return tx.SaveLock(n.Context(), l, l.Typed)
	})
	if err != nil {
		n.Fatal(err)
	}
}

func (n *newsroom) plain(number int64) string {
	n.Helper()
	s, err := n.db.Story(n.Context(), number)
	if err != nil {
		n.Fatal(err)
	}
	return s.Content.Body.Plain()
}

func TestAPartHasOneHolderAndTheOthersAreFree(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	n.refused(errOf(n.Lock(ctx, imran, s.Number, news.BodyPart, desk.Touch{Client: "a"})), news.Conflict, "Type on")
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, a))
	h := n.held(errOf(n.Lock(ctx, rashed, s.Number, news.BodyPart, b)))
	if h.Lock.Holder.ID != imran.ID || h.Aside != "" || !strings.Contains(h.Error(), "Imran Hossain is editing the text since") {
		t.Errorf("%+v %v", h, h)
	}
	n.lock(n.Lock(ctx, rashed, s.Number, news.HeadPart, b))
	n.refused(errOf(n.Lock(ctx, nusrat, s.Number, news.PicturesPart, desk.Touch{Client: "c", Typed: true})), news.Forbidden, "reporter")
	n.lock(n.LetGo(ctx, imran, s.Number, news.BodyPart, a))
	if l := n.lock(n.Lock(ctx, rashed, s.Number, news.BodyPart, b)); l.Holder.ID != rashed.ID {
		t.Errorf("after it was let go it is %s's", l.Holder.Name)
	}
}

func TestASaveOfAHeldPartIsKeptBesideTheStory(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, a))
	draft := desk.Draft{Base: 1, Content: ferries}
	draft.Content.Body = news.Paragraphs("Rashed's words.")
	h := n.held(errOf(n.Save(ctx, rashed, s.Number, draft)))
	again := n.held(errOf(n.Save(ctx, rashed, s.Number, draft)))
	if h.Aside == "" || h.Aside != again.Aside {
		t.Errorf("it is kept as %q and %q", h.Aside, again.Aside)
	}
	kept, err := n.db.Aside(ctx, s.Number, h.Aside)
	if err != nil || kept.Content.Body.Plain() != "Rashed's words." || kept.By.ID != rashed.ID || kept.Base != 1 {
		t.Errorf("kept: %+v %v", kept, err)
	}
	if got := n.plain(s.Number); got != "Water rose in 14 districts." {
		t.Errorf("the story says %q", got)
	}
	// His headline is his to change, and hers to save the text meanwhile; neither is stale.
	draft.Content.Headline, draft.Parts = "Ferries stopped", []news.Part{news.HeadPart}
	n.must(n.Save(ctx, rashed, s.Number, draft))
	hers := desk.Draft{Base: 1, Content: ferries, Parts: []news.Part{news.BodyPart}}
	hers.Content.Body = news.Paragraphs("Imran's words.")
	s = n.must(n.Save(ctx, imran, s.Number, hers))
	if s.Content.Headline != "Ferries stopped" || s.Content.Body.Plain() != "Imran's words." || s.Revision != 3 {
		t.Errorf("both changes: %+v", s)
	}
	hers.Content.Body = news.Paragraphs("From another device.")
	if _, stale := errors.AsType[*news.StaleError](errOf(n.Save(ctx, imran, s.Number, hers))); !stale {
		t.Error("a part that was changed since is not stale")
	}
}

// errOf is the error of a call that also returns something else.
func errOf[T any](_ T, err error) error { return err }

func TestTheHolderSaysYesOrNoOrNothing(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, a))
	n.refused(errOf(n.Give(ctx, imran, s.Number, news.BodyPart, a)), news.Conflict, "Nobody has asked")
	n.lock(n.Ask(ctx, rashed, s.Number, news.BodyPart, b))
	n.refused(errOf(n.Ask(ctx, sadia, s.Number, news.BodyPart, desk.Touch{Client: "c"})), news.Conflict, "Rashed Hasan has asked")
	l := n.lock(n.Keep(ctx, imran, s.Number, news.BodyPart, a))
	if l.Holder.ID != imran.ID || l.Last.Kind != news.LockKept || l.Last.To.ID != rashed.ID || l.Asks != nil {
		t.Errorf("after a no: %+v", l)
	}
	n.refused(errOf(n.Ask(ctx, rashed, s.Number, news.BodyPart, b)), news.TooMany, "said no")

	n.lock(n.Ask(ctx, sadia, s.Number, news.BodyPart, desk.Touch{Client: "c"}))
	n.age(s.Number, news.BodyPart, 0, news.AskFor+time.Second)
	if err := n.TendLocks(ctx); err != nil {
		t.Fatal(err)
	}
	kept, err := n.db.Lock(ctx, s.Number, news.BodyPart)
	if err != nil || kept.Holder.ID != imran.ID || kept.Last.Kind != news.LockUnheard {
		t.Errorf("after no answer: %+v %v", kept, err)
	}

	n.lock(n.Ask(ctx, sadia, s.Number, news.BodyPart, desk.Touch{Client: "c"}))
	l = n.lock(n.Give(ctx, imran, s.Number, news.BodyPart, typing("a", 1, "Up to here.")))
	if l.Holder.ID != sadia.ID || l.Client != "c" || l.Last.Kind != news.LockGiven || l.Last.Revision != 2 || n.plain(s.Number) != "Up to here." {
		t.Errorf("after a yes: %+v", l)
	}
}

func TestWhoTakesOverGetsThePartAfterItsTextIsKept(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, typing("a", 1, "Half a wo")))
	lena := news.Person{ID: "lena", Name: "Lena", Roles: []news.Role{news.SubEditor}}
	n.refused(errOf(n.TakeOver(ctx, lena, s.Number, news.BodyPart, b)), news.Forbidden, "Ask: a desk editor")

	// His browser hands in the last keystroke when it is told.
	var wg sync.WaitGroup
	wg.Go(func() {
		for ctx.Err() == nil {
			if l, err := n.db.Lock(ctx, s.Number, news.BodyPart); err == nil && l.Takes != nil {
				if l.Holder.ID != imran.ID {
					t.Error("control moved before the text was handed in")
				}
				_, err := n.Give(ctx, imran, s.Number, news.BodyPart, typing("a", 1, "Half a word"))
				if err != nil {
					t.Error(err)
				}
				return
			}
			time.Sleep(time.Millisecond) // a browser hears it from a row: only asking shows that it came
		}
	})
	l := n.lock(n.TakeOver(ctx, rashed, s.Number, news.BodyPart, b))
	wg.Wait()
	if l.Holder.ID != rashed.ID || l.Last.Kind != news.LockTaken || l.Last.From.ID != imran.ID || l.Last.Revision != 2 {
		t.Errorf("%+v", l)
	}
	rev, err := n.db.Revision(ctx, s.ID, 2)
	if err != nil || rev.By.ID != imran.ID || rev.Label != "Taken over by Rashed Hasan" || rev.Content.Body.Plain() != "Half a word" {
		t.Errorf("the version: %+v %v", rev, err)
	}
	// What he types now does nothing to the story, and is kept.
	h := n.held(errOf(n.Lock(ctx, imran, s.Number, news.BodyPart, typing("a", 1, "Half a word and more"))))
	if kept, err := n.db.Aside(ctx, s.Number, h.Aside); err != nil || kept.Content.Body.Plain() != "Half a word and more" {
		t.Errorf("what came too late: %+v %v", kept, err)
	}
	if got := n.plain(s.Number); got != "Half a word" {
		t.Errorf("the story says %q", got)
	}
}

// Nobody answers: what was last shown is what is kept.
func TestABrowserThatIsGoneLosesThePartAfterThreeSeconds(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, typing("a", 1, "The last that was shown")))
	gone, leaves := context.WithCancel(ctx)
	defer leaves()
	said := make(chan error, 1)
	go func() {
		_, err := n.TakeOver(gone, rashed, s.Number, news.BodyPart, b)
		said <- err
	}()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) { // only asking shows that the row says so
		if l, err := n.db.Lock(ctx, s.Number, news.BodyPart); err == nil && l.Takes != nil {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("nobody is taking it over: %+v %v", l, err)
		}
	}
	leaves()
	if err := <-said; err == nil {
		t.Error("whoever takes over was gone and got it at once")
	}
	n.age(s.Number, news.BodyPart, 0, news.YieldFor+time.Second)
	if err := n.TendLocks(ctx); err != nil {
		t.Fatal(err)
	}
	l, err := n.db.Lock(ctx, s.Number, news.BodyPart)
	if err != nil || l.Holder.ID != rashed.ID || n.plain(s.Number) != "The last that was shown" {
		t.Errorf("%+v %v", l, err)
	}
}

func TestAStaleLockIsAnybodysWhoMayEdit(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, rashed, desk.Start{Content: ferries}))
	n.lock(n.Lock(ctx, rashed, s.Number, news.BodyPart, typing("a", 1, "From a train")))
	n.age(s.Number, news.BodyPart, news.LockStale, 0)
	if l := n.lock(n.TakeOver(ctx, imran, s.Number, news.BodyPart, b)); l.Holder.ID != imran.ID || n.plain(s.Number) != "From a train" {
		t.Errorf("%+v", l)
	}
}

func TestALockIsReleasedWhenNothingIsTyped(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, typing("a", 1, "Before lunch")))
	n.age(s.Number, news.BodyPart, 0, news.LockIdle)
	if err := n.TendLocks(ctx); err != nil {
		t.Fatal(err)
	}
	l, err := n.db.Lock(ctx, s.Number, news.BodyPart)
	if err != nil || l.Holder.ID != "" || l.Last.Kind != news.LockIdled || l.Last.From.ID != imran.ID || n.plain(s.Number) != "Before lunch" {
		t.Errorf("%+v %v", l, err)
	}
	n.refused(errOf(n.Lock(ctx, imran, s.Number, news.BodyPart, desk.Touch{Client: "a"})), news.Conflict, "any more")
	if due, err := n.db.LocksToTend(ctx); err != nil || len(due) != 0 {
		t.Errorf("a lock that nobody has is tended: %v %v", due, err)
	}
}

func TestTheSamePersonGoesOnInAnotherWindow(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, typing("a", 1, "On the phone")))
	l := n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, b))
	if l.Client != "b" || l.Last.Kind != news.LockMoved || n.plain(s.Number) != "On the phone" {
		t.Errorf("%+v", l)
	}
}

func TestAHeldPublishPartKeepsOthersFromTheSchedule(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.ready()
	n.lock(n.Lock(ctx, sadia, s.Number, news.PublishPart, a))
	n.held(errOf(n.Embargo(ctx, rashed, s.Number, time.Now().Add(time.Hour), "")))
	n.must(n.Embargo(ctx, sadia, s.Number, time.Now().Add(time.Hour), ""))
}

// The text fits no more: somebody else changed the part in another way.
func TestATextThatFitsNoMoreIsKeptBesideTheStory(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	draft := desk.Draft{Base: 1, Content: ferries}
	draft.Content.Body = news.Paragraphs("Saved meanwhile.")
	n.must(n.Save(ctx, rashed, s.Number, draft))
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, typing("a", 1, "Typed over the first revision")))
	l := n.lock(n.LetGo(ctx, imran, s.Number, news.BodyPart, desk.Touch{Client: "a"}))
	if l.Last.Aside == "" || n.plain(s.Number) != "Saved meanwhile." {
		t.Errorf("%+v", l.Last)
	}
}

func TestOfTwoWhoBeginAtOnceOneHasThePart(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			n := openOn(t, open(t))
			ctx := t.Context()
			s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
			var wg sync.WaitGroup
			got := make([]error, 2)
			for i, p := range []news.Person{rashed, sadia} {
				wg.Go(func() { _, got[i] = n.Lock(ctx, p, s.Number, news.BodyPart, desk.Touch{Client: p.ID, Typed: true}) })
			}
			wg.Wait()
			if (got[0] == nil) == (got[1] == nil) {
				t.Errorf("they are told %v and %v", got[0], got[1])
			}
		})
	}
}
