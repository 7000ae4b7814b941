package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// killed has the wire kill what it sent under the GUID, twice, and lets the desk read it.
func (n *newsroom) killed(guid string) {
	n.Helper()
	for range 2 {
		err := n.db.Tx(n.Context(), func(tx *store.Tx) error {
			wires, err := n.db.Wires(n.Context())
			if err != nil {
				return err
			}
			_, _, err = tx.KillDispatch(n.Context(), news.Dispatch{Wire: wires[0].ID, GUID: guid, Received: time.Now(), Killed: time.Now(), Kill: "Wrong river.", Hash: "kill"}, []byte("kill"))
			return err
		})
		if err != nil {
			n.Fatal(err)
		}
		n.reread()
	}
}

// rewrittenReady is a story made from the dispatch that may be published.
func (n *newsroom) rewrittenReady(d news.Dispatch) news.Story {
	n.Helper()
	s := n.rewritten(d, rose41)
	n.must(n.Submit(n.Context(), nusrat, s.Number, ""))
	return n.must(n.Ready(n.Context(), imran, s.Number, ""))
}

func (n *newsroom) reread() {
	n.Helper()
	if err := n.RereadSources(n.Context()); err != nil {
		n.Fatal(err)
	}
}

// unanswered returns what nobody has answered to yet of a story's sources.
func (n *newsroom) unanswered(story int64) (open []news.SourceChange) {
	n.Helper()
	all, err := n.db.SourceChanges(n.Context(), story)
	if err != nil {
		n.Fatal(err)
	}
	for _, c := range all {
		if c.Open() {
			open = append(open, c)
		}
	}
	return open
}

func TestAKilledSourceStopsEachOfItsStoriesUntilAnEditorAnswers(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		d := n.receive("1", rose41)
		one, two := n.rewrittenReady(d), n.rewritten(d, rose41)
		other := n.rewritten(n.receive("2", rose41), rose41)
		n.killed("1")
		n.killed("unknown")
		if a, b, c := n.unanswered(one.Number), n.unanswered(two.Number), n.unanswered(other.Number); len(a) != 1 || len(b) != 1 || len(c) != 0 {
			n.Fatalf("%v %v %v: each story of the source is asked about once, and no other", a, b, c)
		}
		c := n.unanswered(one.Number)[0]
		if c.Kind != news.ChangeKill || c.Since != 1 || c.Version != 2 || !c.HoldAt.IsZero() {
			n.Errorf("%+v", c)
		}
		if look, err := n.db.OpenChanges(ctx, 0); err != nil || len(look) != 2 {
			n.Errorf("to be looked at: %v %v", look, err)
		}
		_, err := n.Publish(ctx, rashed, one.Number, desk.Out{})
		n.refused(err, news.Conflict, "Delta Wire killed what the story was made from")
		_, err = n.Schedule(ctx, rashed, one.Number, time.Now().Add(time.Hour), desk.Out{})
		n.refused(err, news.Conflict, "Delta Wire killed")
		n.must(n.Submit(ctx, nusrat, two.Number, ""))
		_, err = n.Ready(ctx, imran, two.Number, "")
		n.refused(err, news.Conflict, "Delta Wire killed")
		_, err = n.AnswerSource(ctx, rashed, c.ID, " ")
		n.refused(err, news.Invalid, "Say why the story stands")
		_, err = n.AnswerSource(ctx, nusrat, c.ID, "It is true all the same")
		n.refused(err, news.Forbidden, "publish")
		if c, err = n.AnswerSource(ctx, rashed, c.ID, "The board itself told us"); err != nil || c.By.Name != rashed.Name || c.Open() {
			n.Fatal(c, err)
		}
		_, err = n.AnswerSource(ctx, sadia, c.ID, "Again")
		n.refused(err, news.Conflict, "Rashed Hasan answered")
		n.killed("1")
		if len(n.unanswered(one.Number)) != 0 || len(n.unanswered(two.Number)) != 1 {
			n.Error("the same kill asks again, or an answer is for other stories too")
		}
	})
}

func TestALiveStoryGoesBehindANoticeWhenNobodyAnswersForItsKilledSource(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		d := n.receive("1", rose41)
		s := n.must(n.Publish(ctx, rashed, n.rewrittenReady(d).Number, desk.Out{Flash: "River rises"}))
		n.killed("1")
		c := n.unanswered(s.Number)[0]
		if wait := c.HoldAt.Sub(c.At); wait != 30*time.Minute {
			n.Errorf("it is held after %s", wait)
		}
		hold := func() news.Story {
			n.Helper()
			for range 2 {
				if err := n.HoldUnanswered(ctx); err != nil {
					n.Fatal(err)
				}
			}
			return n.must(n.db.Story(ctx, s.Number))
		}
		if s := hold(); s.Status != news.Live {
			n.Errorf("before its time it is %s", s.Status)
		}
		c.HoldAt = time.Now().UTC().Add(-time.Second).Truncate(time.Microsecond)
		if err := n.db.Tx(ctx, func(tx *store.Tx) error { return tx.SaveSourceChange(ctx, c) }); err != nil {
			n.Fatal(err)
		}
		before := s.Edition
		if s := hold(); s.Status != news.Withdrawn {
			n.Errorf("after its time it is %s", s.Status)
		}
		list := n.changes(before)
		if len(list) != 1 || list[0].Kind != edition.Withdrawn || len(list[0].Bars) != 1 || len(list[0].Bars[0].Items) != 0 {
			n.Errorf("readers get %+v", list)
		}
		_, err := n.Reinstate(ctx, sadia, s.Number, "")
		n.refused(err, news.Conflict, "Delta Wire killed")
		if _, err := n.AnswerSource(ctx, rashed, c.ID, "The board itself told us"); err != nil {
			n.Fatal(err)
		}
		if s := n.must(n.Reinstate(ctx, sadia, s.Number, "")); s.Status != news.Live {
			n.Error(s.Status)
		}
		if s := hold(); s.Status != news.Live {
			n.Errorf("what was answered is held again: %s", s.Status)
		}
	})
}

func TestANewerVersionTakesThePlaceOfTheOneNobodyAnswered(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		s := n.rewritten(n.receive("1", rose41), rose41)
		n.receive("1", strings.Replace(rose41, "41", "47", 1))
		n.reread()
		first := n.unanswered(s.Number)
		n.receiveAs(news.Dispatch{GUID: "1", Change: news.ChangeCorrection, Body: news.Paragraphs(strings.Replace(rose41, "41", "49", 1))}, "third")
		n.reread()
		open := n.unanswered(s.Number)
		if len(first) != 1 || len(open) != 1 || open[0].Version != 3 || open[0].Since != 1 || open[0].Kind != news.ChangeCorrection || open[0].Findings != 1 {
			n.Fatalf("%+v, then %+v", first, open)
		}
		_, err := n.AnswerSource(ctx, nusrat, first[0].ID, "")
		n.refused(err, news.Conflict, "A newer version")
		if _, err := n.AnswerSource(ctx, nusrat, open[0].ID, ""); err != nil {
			n.Error(err)
		}
		if s := n.must(n.db.Story(ctx, s.Number)); s.Sources[0].Version != 3 {
			n.Errorf("the story is of version %d", s.Sources[0].Version)
		}
	})
}

func TestACopyOfAStoryIsAskedWhatItsModelWas(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		s := n.rewritten(n.receive("1", rose41), rose41)
		dropped := n.must(n.Spike(ctx, imran, n.rewritten(n.receive("1", rose41), rose41).Number, "not needed"))
		n.killed("1")
		made := n.must(n.Duplicate(ctx, nusrat, s.Number))
		if open := n.unanswered(made.Number); len(open) != 1 || open[0].Kind != news.ChangeKill {
			n.Errorf("the copy: %+v", open)
		}
		n.must(n.Restore(ctx, imran, dropped.Number, ""))
		n.must(n.Submit(ctx, nusrat, dropped.Number, ""))
		_, err := n.Ready(ctx, imran, dropped.Number, "")
		n.refused(err, news.Conflict, "Delta Wire killed")
		for _, c := range n.unanswered(s.Number) {
			if _, err := n.AnswerSource(ctx, rashed, c.ID, "The board told us"); err != nil {
				n.Fatal(err)
			}
		}
		if open := n.unanswered(n.must(n.Duplicate(ctx, nusrat, s.Number)).Number); len(open) != 0 {
			n.Errorf("a copy of what was answered for: %+v", open)
		}
	})
}

func TestAWireThatSendsOnPutsNothingOff(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	noon := time.Now().UTC().Add(3 * time.Hour).Truncate(time.Microsecond)
	s := n.must(n.Publish(ctx, rashed, n.rewrittenReady(n.receive("1", rose41)).Number, desk.Out{}))
	send := func(d news.Dispatch, raw string) news.SourceChange {
		t.Helper()
		d.GUID, d.Body = "1", news.Paragraphs(rose41, raw)
		n.receiveAs(d, raw)
		n.reread()
		all := n.unanswered(s.Number)
		if len(all) != 1 {
			t.Fatal(all)
		}
		return all[0]
	}
	first := send(news.Dispatch{Embargo: noon}, "held")
	second := send(news.Dispatch{Embargo: noon}, "held, with more")
	third := send(news.Dispatch{Change: news.ChangeWithheld}, "withheld")
	if second.Kind != news.ChangeEmbargo || third.Kind != news.ChangeWithheld || !second.HoldAt.Equal(first.HoldAt) || !third.HoldAt.Equal(first.HoldAt) || first.HoldAt.IsZero() {
		t.Errorf("%+v\n%+v\n%+v", first, second, third)
	}
	if free := send(news.Dispatch{}, "free"); free.Kind != news.ChangeUpdate || !free.HoldAt.IsZero() {
		t.Errorf("what the wire released: %+v", free)
	}
}

func TestTheEmbargoOfAWireBecomesTheStorys(t *testing.T) {
	onBoth(t, func(n *newsroom) {
		ctx := n.Context()
		noon := time.Now().UTC().Add(3 * time.Hour).Truncate(time.Microsecond)
		held := n.receiveAs(news.Dispatch{GUID: "held", Embargo: noon, Body: news.Paragraphs(rose41)}, "held")
		if s := n.must(n.Take(ctx, imran, held.ID, desk.Take{})); !s.Embargo.Equal(noon) {
			n.Errorf("taken under %s", s.Embargo)
		}
		s := n.rewrittenReady(n.receive("1", rose41))
		n.must(n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{}))
		live := n.must(n.Publish(ctx, rashed, n.rewrittenReady(n.receive("1", rose41)).Number, desk.Out{}))
		n.receiveAs(news.Dispatch{GUID: "1", Embargo: noon, Body: news.Paragraphs(strings.Replace(rose41, "41", "47", 1))}, "held now")
		n.reread()
		n.reread()
		if open := n.unanswered(s.Number); len(open) != 1 || open[0].Kind != news.ChangeUpdate || open[0].Findings != 1 {
			n.Errorf("what else the version says of the scheduled story: %+v", open)
		}
		if s := n.must(n.db.Story(ctx, s.Number)); !s.Embargo.Equal(noon) || s.Status != news.Ready {
			n.Errorf("the scheduled story is %s, under %s", s.Status, s.Embargo)
		}
		if open := n.unanswered(live.Number); len(open) != 1 || open[0].Kind != news.ChangeEmbargo || open[0].HoldAt.IsZero() {
			n.Errorf("the live story: %+v", open)
		}
		_, err := n.AddSource(ctx, imran, live.Number, held.ID)
		n.refused(err, news.Conflict, "under an embargo until")
		mine := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
		if s := n.must(n.AddSource(ctx, nusrat, mine.Number, held.ID)); !s.Embargo.Equal(noon) || len(s.Sources) != 1 {
			n.Errorf("with the source it is under %s, of %v", s.Embargo, s.Sources)
		}
		_, err = n.AddSource(ctx, nusrat, mine.Number, held.ID)
		n.refused(err, news.Conflict, "already")
	})
}

func TestWhatAWireWithholdsIsNotTakenAndKeepsItsCopy(t *testing.T) {
	n := open(t)
	s := n.rewrittenReady(n.receive("1", rose41))
	d := n.receiveAs(news.Dispatch{GUID: "1", Change: news.ChangeWithheld, Note: "Under check."}, "x")
	if d.Version != 2 || d.Body.Plain() != rose41 {
		t.Errorf("version %d says %q", d.Version, d.Body.Plain())
	}
	n.reread()
	if open := n.unanswered(s.Number); len(open) != 1 || open[0].Kind != news.ChangeWithheld {
		t.Errorf("%+v", open)
	}
	_, publish := n.Publish(t.Context(), rashed, s.Number, desk.Out{})
	n.refused(publish, news.Conflict, "withholds what the story was made from")
	d = n.receiveAs(news.Dispatch{GUID: "2", Change: news.ChangeWithheld, Body: news.Paragraphs(rose41)}, "y")
	_, err := n.Take(t.Context(), imran, d.ID, desk.Take{})
	n.refused(err, news.Conflict, "withholds this dispatch")
}
