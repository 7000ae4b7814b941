package desk_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// employed makes people of the tests people who work here.
func (n *newsroom) employed(people ...news.Person) {
	n.Helper()
	err := n.db.Tx(n.Context(), func(tx *store.Tx) error {
		for _, p := range people {
			p.Email = p.ID + "@stet.test"
			if err := tx.AddPerson(n.Context(), store.Account{Person: p}, time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		n.Fatal(err)
	}
}

// verbs returns the verbs of the newest records of the story, the newest first.
func (n *newsroom) verbs(number int64, most int) (verbs []news.Verb) {
	n.Helper()
	records, err := n.db.LogNewest(n.Context(), fmt.Sprintf("story/%d", number), most)
	if err != nil {
		n.Fatal(err)
	}
	for _, r := range records {
		verbs = append(verbs, r.Verb)
	}
	return verbs
}

func TestAnIdeaIsAssignedAndThenWritten(t *testing.T) {
	n := open(t)
	n.employed(nusrat, arif)
	ctx := t.Context()
	s := n.must(n.Create(ctx, rashed, desk.Start{Content: ferries, Idea: true}))
	if s.Status != news.Idea {
		t.Fatalf("it is %s", s.Status)
	}
	due := time.Now().Add(time.Hour).Truncate(time.Microsecond).UTC()
	_, err := n.Assign(ctx, nusrat, s.Number, desk.Assignment{Person: "nusrat"})
	n.refused(err, news.Forbidden, "Ask: a desk editor")
	_, err = n.Assign(ctx, rashed, s.Number, desk.Assignment{Person: "arif"})
	n.refused(err, news.Invalid, "does not write stories")
	s = n.must(n.Assign(ctx, rashed, s.Number, desk.Assignment{Person: "nusrat", Due: due, Length: 350}))
	if s.Status != news.Assigned || s.Owner.ID != "nusrat" || !s.Due.Equal(due) || s.Length != 350 {
		t.Errorf("%+v", s)
	}
	c := s.Content
	c.Headline = "Written"
	s = n.must(n.Save(ctx, nusrat, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	if kept, err := n.db.Story(ctx, s.Number); err != nil || kept.Status != news.Writing || !kept.Due.Equal(due) || kept.Length != 350 {
		t.Errorf("%+v %v", kept, err)
	}
}

// What has to be looked at holds a story, and takes it back from where it was.
func TestACheckThatIsNeededHoldsAStory(t *testing.T) {
	for _, check := range news.AllChecks {
		n := open(t)
		ctx := t.Context()
		s := n.ready()
		s = n.must(n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{}))
		s = n.must(n.SetCheck(ctx, nusrat, s.Number, desk.Checked{Check: check, State: news.Needed}))
		if (s.Status != news.WithDesk && s.Status != news.Legal) || !s.PublishAt.IsZero() {
			t.Errorf("%s: it is %s and goes out %s", check, s.Status, s.PublishAt)
		}
		_, err := n.Ready(ctx, imran, s.Number, "")
		n.refused(err, news.Conflict, "still needed. Say that it is done")
		_, err = n.SetCheck(ctx, nusrat, s.Number, desk.Checked{Check: check, State: news.Done})
		n.refused(err, news.Forbidden, "Ask:")
		n.must(n.SetCheck(ctx, rashed, s.Number, desk.Checked{Check: check, State: news.Done}))
		n.must(n.Ready(ctx, imran, s.Number, ""))
		live := n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
		n.must(n.SetCheck(ctx, imran, s.Number, desk.Checked{Check: check, State: news.Needed}))
		c := live.Content
		c.Headline = "Another"
		n.must(n.Save(ctx, imran, s.Number, desk.Draft{Base: live.Revision, Content: c}))
		_, err = n.Update(ctx, rashed, s.Number, desk.Change{Note: "The headline is another."})
		n.refused(err, news.Conflict, "still needed")
		n.must(n.SetCheck(ctx, rashed, s.Number, desk.Checked{Check: check}))
		n.must(n.Update(ctx, rashed, s.Number, desk.Change{Note: "The headline is another."}))
	}
}

// Every refusal of an embargo stands in the log, and changes nothing.
func TestWhatAnEmbargoRefusesIsOnRecord(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.ready()
	n.must(n.Embargo(ctx, nusrat, s.Number, time.Now().Add(time.Hour), ""))
	_, err := n.Publish(ctx, rashed, s.Number, desk.Out{})
	n.refused(err, news.Conflict, "embargoed until")
	_, err = n.Flash(ctx, rashed, desk.NewFlash{Language: news.English, Text: "Soon", Story: s.Number})
	n.refused(err, news.Conflict, "embargoed until")
	_, err = n.EditFront(ctx, rashed, news.FrontName{Language: news.English}, news.FrontEdit{Do: news.DoPlace, Block: news.TopBlock, Story: s.Number})
	n.refused(err, news.Conflict, "embargoed until")
	if got := n.verbs(s.Number, 3); got[0] != news.RefusedVerb || got[1] != news.RefusedVerb || got[2] != news.RefusedVerb {
		t.Errorf("the log has %v", got)
	}
	if len(n.changes(1)) != 0 {
		t.Error("something went out")
	}
}

func TestAnEmbargoTakesAStoryOffItsSchedule(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	at := time.Now().Add(time.Hour)
	s := n.must(n.Schedule(ctx, rashed, n.ready().Number, at, desk.Out{}))
	s = n.must(n.Embargo(ctx, nusrat, s.Number, at.Add(-time.Minute), ""))
	if s.Status != news.Scheduled {
		t.Errorf("an embargo that ends before takes it off: %s", s.Status)
	}
	s = n.must(n.Embargo(ctx, nusrat, s.Number, at.Add(time.Minute), ""))
	if s.Status != news.Ready || !s.PublishAt.IsZero() {
		t.Errorf("it is %s and goes out %s", s.Status, s.PublishAt)
	}
	n.must(n.Schedule(ctx, rashed, s.Number, s.Embargo, desk.Out{}))
}

// A kill takes two people, who must be two, and what was approved.
func TestAKillTakesTwoPeople(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.live()
	_, err := n.Kill(ctx, sadia, s.Number, desk.KillOrder{Reason: "wrong man"})
	n.refused(err, news.Invalid, "takes a second person")
	_, err = n.AskApproval(ctx, rashed, s.Number, desk.Approval{Verb: news.Kill, Reason: "wrong man"})
	n.refused(err, news.Forbidden, "Ask: the duty editor")
	q, err := n.AskApproval(ctx, sadia, s.Number, desk.Approval{Verb: news.Kill, Reason: "wrong man"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = n.AskApproval(ctx, sadia, s.Number, desk.Approval{Verb: news.Kill, Reason: "wrong man"})
	n.refused(err, news.Conflict, "asked for this already")
	for _, who := range []news.Person{nusrat, imran, arif} {
		_, err = n.Answer(ctx, who, q.ID, desk.Answer{Approve: true})
		n.refused(err, news.Forbidden, "may not approve a kill")
	}
	_, err = n.Answer(ctx, sadia, q.ID, desk.Answer{Approve: true})
	n.refused(err, news.Forbidden, "it takes somebody else")
	if len(n.changes(2)) != 0 {
		t.Fatal("one person killed it")
	}
	if _, err = n.Answer(ctx, rashed, q.ID, desk.Answer{Approve: true}); err != nil {
		t.Fatal(err)
	}
	if got := n.changes(2); len(got) != 1 || got[0].Kind != edition.Killed {
		t.Errorf("readers get %+v", got)
	}
	_, err = n.Answer(ctx, rashed, q.ID, desk.Answer{Approve: true})
	n.refused(err, news.Conflict, "approved this already")
	records, err := n.db.LogNewest(ctx, fmt.Sprintf("story/%d", s.Number), 1)
	if err != nil || records[0].Verb != news.Kill || !strings.Contains(string(records[0].Detail), `"asked":"Sadia Afrin","approved":"Rashed Hasan"`) {
		t.Errorf("%v %s", err, records[0].Detail)
	}
	kept, err := n.db.Story(ctx, s.Number)
	if err != nil || !kept.Content.Body.Empty() || kept.Content.Headline == "" {
		t.Errorf("the desk still has %+v", kept.Content)
	}
	if all, err := n.db.Revisions(ctx, s.ID, 10); err != nil || len(all) != 0 {
		t.Errorf("%d saves are still there to read", len(all))
	}
	_, err = n.OpenArchive(ctx, rashed, s.Number, "I am curious")
	n.refused(err, news.Forbidden, "legal archive")
	if records, err := n.db.LogNewest(ctx, fmt.Sprintf("story/%d", s.Number), 1); err != nil || records[0].Verb != news.RefusedVerb || records[0].Actor.ID != "rashed" || !strings.Contains(string(records[0].Detail), `"refused":"open_archive"`) {
		t.Errorf("of who was not let into the archive there is %+v, %v", records, err)
	}
	a, err := n.OpenArchive(ctx, sadia, s.Number, "the court asked")
	if err != nil || len(a.Revisions) != 1 || a.Revisions[0].Content.Body.Plain() != "Water rose in 14 districts." || a.Killing.Approved.ID != "rashed" {
		t.Errorf("the archive has %+v, %v", a, err)
	}
	if got := n.verbs(s.Number, 1); got[0] != news.OpenArchive {
		t.Errorf("of who read it there is %v", got)
	}
}

// What was approved is what is done: a change in between is refused (H-41).
func TestAnApprovalCoversWhatWasAskedFor(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.ready()
	n.must(n.Embargo(ctx, nusrat, s.Number, time.Now().Add(time.Hour), ""))
	q, err := n.AskApproval(ctx, sadia, s.Number, desk.Approval{Verb: news.BreakEmbargo, Reason: "the source broke it", Out: desk.Out{Revision: 1, Flash: "Now"}})
	if err != nil {
		t.Fatal(err)
	}
	c := s.Content
	c.Headline = "Slipped in after it was asked for"
	s = n.must(n.Save(ctx, nusrat, s.Number, desk.Draft{Base: s.Revision, Content: c}))
	_, err = n.Answer(ctx, rashed, q.ID, desk.Answer{Approve: true})
	n.refused(err, news.Conflict, "was changed since Sadia Afrin asked")
	if _, err = n.Answer(ctx, rashed, q.ID, desk.Answer{Note: "read it again"}); err != nil {
		t.Fatal(err)
	}
	q, err = n.AskApproval(ctx, sadia, s.Number, desk.Approval{Verb: news.BreakEmbargo, Reason: "the source broke it", Out: desk.Out{Flash: "Now"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = n.Answer(ctx, rashed, q.ID, desk.Answer{Approve: true}); err != nil {
		t.Fatal(err)
	}
	got := n.changes(1)
	if len(got) != 1 || got[0].Story.Headline != c.Headline || len(got[0].Bars) != 1 || got[0].Bars[0].Items[0].Text != "Now" {
		t.Errorf("readers get %+v", got)
	}
	if kept, err := n.db.Story(ctx, s.Number); err != nil || kept.Status != news.Live || !kept.Embargo.IsZero() {
		t.Errorf("%+v %v", kept, err)
	}
}

// However many approve at once, it is done once.
func TestManyWhoApproveAtOnceDoItOnce(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.live()
	q, err := n.AskApproval(ctx, sadia, s.Number, desk.Approval{Verb: news.Kill, Reason: "wrong man"})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var did atomic.Int64
	for range 64 {
		wg.Go(func() {
			if _, err := n.Answer(ctx, rashed, q.ID, desk.Answer{Approve: true}); err == nil {
				did.Add(1)
			}
		})
	}
	wg.Wait()
	if got := n.changes(2); len(got) != 1 || did.Load() != 1 {
		t.Errorf("%d were told that they did it; it was done %d times", did.Load(), len(got))
	}
}

// Without an answer within ten minutes a request expires: nothing is public, and the log
// says so once.
func TestARequestThatNobodyAnswersExpires(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.ready()
	n.must(n.Embargo(ctx, nusrat, s.Number, time.Now().Add(time.Hour), ""))
	q, err := n.AskApproval(ctx, sadia, s.Number, desk.Approval{Verb: news.BreakEmbargo, Reason: "the source broke it"})
	if err != nil || q.Until.Sub(q.At) != news.RequestLife {
		t.Fatalf("%+v %v", q, err)
	}
	if err := q.Open(q.Until.Add(-1)); err != nil {
		t.Error(err)
	}
	// The ten minutes pass: the row is the request, so the row is what moves.
	late := q
	late.Until = time.Now().Add(-time.Second)
	err = n.db.Tx(ctx, func(tx *store.Tx) error { return tx.AnswerRequest(ctx, late) })
	if err != nil {
		t.Fatal(err)
	}
	_, err = n.Answer(ctx, rashed, q.ID, desk.Answer{Approve: true})
	n.refused(err, news.Conflict, "expired and nothing was changed")
	for range 3 {
		if err := n.ReleaseDue(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if got := n.verbs(s.Number, 2); got[0] != news.ExpireRequest || got[1] != news.AskApproval {
		t.Errorf("the log has %v", got)
	}
	if len(n.changes(1)) != 0 {
		t.Error("something is public")
	}
	if _, err := n.AskApproval(ctx, sadia, s.Number, desk.Approval{Verb: news.BreakEmbargo, Reason: "once more"}); err != nil {
		t.Error(err)
	}
}

// A copy is held by what held the story that it was made of.
func TestACopyIsHeldAsItsOriginalIs(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.ready()
	until := time.Now().Add(time.Hour)
	n.must(n.Embargo(ctx, nusrat, s.Number, until, ""))
	n.must(n.SetCheck(ctx, nusrat, s.Number, desk.Checked{Check: news.LegalCheck, State: news.Needed}))
	for what, made := range map[string]news.Story{
		"a duplicate":   n.must(n.Duplicate(ctx, nusrat, s.Number)),
		"a translation": n.must(n.Translate(ctx, imran, s.Number, news.Bangla)),
	} {
		kept, err := n.db.Story(ctx, made.Number)
		if err != nil || kept.Embargo.IsZero() || kept.Checks.Legal != news.Needed || kept.Status != news.Writing {
			t.Errorf("%s: %+v %v", what, kept, err)
		}
	}
	_, err := n.Translate(ctx, imran, s.Number, news.Bangla)
	n.refused(err, news.Conflict, "is this one in that language already")
	_, err = n.Translate(ctx, imran, s.Number, news.English)
	n.refused(err, news.Invalid, "in that language already")
	next := n.must(n.FollowUp(ctx, nusrat, s.Number))
	if len(next.Content.Related) != 1 || next.Content.Related[0] != s.Number || next.Owner.ID != "nusrat" || !next.Content.Body.Empty() {
		t.Errorf("what follows is %+v", next)
	}
	killed := n.live()
	n.must(n.Kill(ctx, sadia, killed.Number, desk.KillOrder{Reason: "r", Alone: "night"}))
	_, err = n.Duplicate(ctx, nusrat, killed.Number)
	n.refused(err, news.Conflict, "a kill is final")
}

func TestASpikedStoryComesBackForThirtyDays(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	s := n.ready()
	s = n.must(n.Spike(ctx, imran, s.Number, "old"))
	if s.Spiked.IsZero() {
		t.Fatal("it does not say when")
	}
	if err := s.Check(news.Restore, s.Spiked.Add(news.SpikeLife)); err != nil {
		t.Error(err)
	}
	n.refused(s.Check(news.Restore, s.Spiked.Add(news.SpikeLife+1)), news.Conflict, "30 days")
	if s = n.must(n.Restore(ctx, imran, s.Number, "")); s.Status != news.Writing || !s.Spiked.IsZero() {
		t.Errorf("%s, spiked %s", s.Status, s.Spiked)
	}
}

// Of many stories each has its own transaction and its own line.
func TestOneVerbForManyStories(t *testing.T) {
	n := open(t)
	n.employed(nusrat)
	ctx := t.Context()
	a, b, c := n.ready(), n.live(), n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	all := []int64{a.Number, b.Number, c.Number, 99, a.Number}
	for _, step := range []struct {
		do   desk.Bulk
		want string // "d" done, "r" refused
	}{
		{desk.Bulk{Verb: desk.Tagging, Topic: "Flood"}, "dddr"},
		{desk.Bulk{Verb: news.Move, Desk: "greenwatch"}, "dddr"},
		{desk.Bulk{Verb: news.Assign, Assign: desk.Assignment{Person: "nusrat"}}, "dddr"},
		{desk.Bulk{Verb: news.Submit}, "rrdr"},
		{desk.Bulk{Verb: news.Spike, Note: "old"}, "drdr"},
	} {
		step.do.Stories = all
		lines, err := n.All(ctx, rashed, step.do)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, l := range lines {
			if l.Problem == "" {
				got += "d"
			} else {
				got += "r"
			}
		}
		if got != step.want {
			t.Errorf("%s: %s, want %s: %+v", step.do.Verb, got, step.want, lines)
		}
	}
	_, err := n.All(ctx, rashed, desk.Bulk{Verb: news.Kill, Stories: all})
	n.refused(err, news.Invalid, "cannot be done to many stories at once")
	keyed := desk.WithKey(ctx, "k", "f")
	for range 2 {
		if lines, err := n.All(keyed, rashed, desk.Bulk{Verb: news.Restore, Stories: []int64{a.Number, c.Number}}); err != nil || lines[0].Problem+lines[1].Problem != "" {
			t.Errorf("%+v %v", lines, err)
		}
	}
}
