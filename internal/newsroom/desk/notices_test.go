package desk_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// staffed is a newsroom whose people have accounts, so that they can be told of things.
func staffed(t *testing.T) *newsroom {
	t.Helper()
	return staffedOn(t, storetest.SQLite(t))
}

func staffedOn(t *testing.T, db *store.DB) *newsroom {
	t.Helper()
	n := openOn(t, db)
	for _, p := range []news.Person{nusrat, imran, rashed, sadia, arif} {
		p.Email = p.ID + "@stet.test"
		if err := n.db.Tx(t.Context(), func(tx *store.Tx) error { return tx.AddPerson(t.Context(), store.Account{Person: p}, time.Now()) }); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// told returns what the person is told, the newest first.
func (n *newsroom) told(p news.Person) (kinds []news.NoticeKind) {
	n.Helper()
	list, err := n.db.Notices(n.Context(), p.ID, true, 0)
	if err != nil {
		n.Fatal(err)
	}
	for _, x := range list {
		kinds = append(kinds, x.Kind)
	}
	return kinds
}

func (n *newsroom) isTold(p news.Person, want ...news.NoticeKind) {
	n.Helper()
	got := n.told(p)
	if len(got) != len(want) {
		n.Errorf("%s is told %v, want %v", p.Name, got, want)
		return
	}
	for i := range want {
		if got[i] != want[i] {
			n.Errorf("%s is told %v, want %v", p.Name, got, want)
		}
	}
}

func TestTheWriterIsToldWhatBecomesOfTheStory(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	n.must(n.Submit(ctx, nusrat, s.Number, ""))
	n.must(n.Return(ctx, imran, s.Number, "Who says so?"))
	list, err := n.db.Notices(ctx, nusrat.ID, true, 0)
	if err != nil || len(list) != 1 || list[0].Kind != news.NoticeReturned || list[0].Text != "Who says so?" || list[0].By.ID != imran.ID || list[0].Title != ferries.Headline {
		t.Errorf("she is told %+v %v", list, err)
	}
	n.must(n.Submit(ctx, nusrat, s.Number, ""))
	n.must(n.Ready(ctx, imran, s.Number, ""))
	n.must(n.Publish(ctx, rashed, s.Number, desk.Out{}))
	n.isTold(nusrat, news.NoticeLive, news.NoticeReturned)
	n.isTold(rashed)
	if err := n.ReadNotices(ctx, nusrat, list[0].ID, 0); err != nil {
		t.Fatal(err)
	}
	n.isTold(nusrat, news.NoticeLive)
	if err := n.ReadNotices(ctx, imran, "", 0); err != nil {
		t.Fatal(err)
	}
	n.isTold(nusrat, news.NoticeLive)
}

func TestTheEndOfAnEmbargoIsToldOnce(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	soon := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	n.must(n.Embargo(ctx, nusrat, soon.Number, time.Now().Add(14*time.Minute), ""))
	later := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	n.must(n.Embargo(ctx, nusrat, later.Number, time.Now().Add(time.Hour), ""))
	for range 3 {
		if err := n.WarnOfEmbargoes(ctx); err != nil {
			t.Fatal(err)
		}
	}
	n.isTold(nusrat, news.NoticeEmbargo)
	n.isTold(rashed, news.NoticeEmbargo)
	n.isTold(sadia, news.NoticeEmbargo)
	n.isTold(imran)
}

func TestWhoAsksToEditAndWhoTakesOverIsTold(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, imran, desk.Start{Content: ferries}))
	n.lock(n.Lock(ctx, imran, s.Number, news.BodyPart, a))
	n.lock(n.Ask(ctx, rashed, s.Number, news.BodyPart, b))
	n.isTold(imran, news.NoticeLockAsked)
	n.age(s.Number, news.BodyPart, news.LockStale, 0)
	n.lock(n.TakeOver(ctx, rashed, s.Number, news.BodyPart, b))
	n.isTold(imran, news.NoticeLockTaken, news.NoticeLockAsked)
}

func TestANoteTellsWhomItNamesAndAQuestionWaitsForAnAnswer(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	note := func(by news.Person, in desk.NewNote) news.Note {
		t.Helper()
		got, err := n.WriteNote(ctx, by, s.Number, in)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	note(imran, desk.NewNote{Text: "@Rashed Hasan please look"})
	n.isTold(rashed, news.NoticeMention)
	n.isTold(nusrat)
	q := note(imran, desk.NewNote{Text: "Is it 14 or 41?", Question: true})
	n.isTold(nusrat, news.NoticeQuestion)
	if list, err := n.db.Questions(ctx); err != nil || len(list) != 1 || list[0].ID != q.ID || list[0].Mentions[0].ID != nusrat.ID {
		t.Errorf("the questions: %+v %v", list, err)
	}
	n.refused(errOf(n.WriteNote(ctx, nusrat, s.Number, desk.NewNote{Text: "Anybody?", Question: true})), news.Invalid, "whom")
	note(nusrat, desk.NewNote{Text: "@imran 41", Answers: q.ID})
	n.isTold(imran, news.NoticeAnswer)
	if list, err := n.db.Questions(ctx); err != nil || len(list) != 0 {
		t.Errorf("after the answer: %+v %v", list, err)
	}
}

func TestWhoDoesNotWantToKnowIsNotTold(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	off := map[news.NoticeKind]bool{news.NoticeMention: false}
	if _, err := n.ChooseNotices(ctx, rashed, news.NoticeChoices{Inbox: off, Mail: off}); err != nil {
		t.Fatal(err)
	}
	s := n.must(n.Create(ctx, nusrat, desk.Start{Content: ferries}))
	if _, err := n.WriteNote(ctx, nusrat, s.Number, desk.NewNote{Text: "@rashed @sadia look"}); err != nil {
		t.Fatal(err)
	}
	n.isTold(rashed)
	n.isTold(sadia, news.NoticeMention)
}

func TestWhoIsToWriteAndWhoIsToApproveIsTold(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	s := n.must(n.Create(ctx, rashed, desk.Start{Content: ferries, Idea: true}))
	n.must(n.Assign(ctx, rashed, s.Number, desk.Assignment{Person: nusrat.ID, Note: "Numbers first."}))
	n.isTold(nusrat, news.NoticeAssigned)
	live := n.live()
	if _, err := n.AskApproval(ctx, sadia, live.Number, desk.Approval{Verb: news.Kill, Reason: "A court forbade it."}); err != nil {
		t.Fatal(err)
	}
	if got := n.told(rashed); len(got) != 1 || got[0] != news.NoticeApproval {
		t.Errorf("who may approve is told %v", got)
	}
	n.isTold(sadia)
	n.isTold(imran)
}
