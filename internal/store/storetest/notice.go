package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunNotices holds the stores that open returns to the contract of notes, notices and
// digests.
func RunNotices(t *testing.T, open func(testing.TB) *store.DB) {
	for fact, run := range map[string]func(*testing.T, *store.DB){
		"ANoteComesBackAndAQuestionWaits": notesComeBack,
		"ANoticeIsTheirsUntilTheyReadIt":  noticesAreTheirs,
		"OfTwoWhoClaimADigestOneSendsIt":  digestClaimed,
		"AnEmbargoIsFoundBeforeItEnds":    embargoesEnding,
		"WhatIsReadIsForgotten":           noticesForgotten,
		"ANoticeNamesItsWire":             noticesOfWires,
	} {
		t.Run(fact, func(t *testing.T) {
			t.Parallel()
			run(t, open(t))
		})
	}
}

func notesComeBack(t *testing.T, db *store.DB) {
	want := news.Note{ID: "1", Story: 7, At: noon, By: nusrat, Text: "১৪ না ৪১?", Question: true, Mentions: []news.Person{{ID: "i", Name: "Imran"}}}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveNote(ctx, want) })
	if got, err := db.Questions(t.Context()); err != nil || len(got) != 1 || !cmp.Equal(got[0], want) {
		t.Error(cmp.Diff(want, got), err)
	}
	want.Answered = noon.Add(time.Minute)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveNote(ctx, want) })
	if got, err := db.Questions(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("after the answer: %v %v", got, err)
	}
	if got, err := db.Notes(t.Context(), 7, 0); err != nil || len(got) != 1 || !cmp.Equal(got[0], want) {
		t.Error(cmp.Diff(want, got), err)
	}
}

func notify(t testing.TB, db *store.DB, id, person string, show time.Time) bool {
	t.Helper()
	var fresh bool
	tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
		fresh, err = tx.AddNotice(ctx, store.ToldNotice{
			Notice: news.Notice{ID: id, Kind: news.NoticeReturned, Story: 7, Title: "যমুনা", By: nusrat, At: noon, Show: show}, Person: person, Inbox: true, Mail: true,
		})
		return err
	})
	return fresh
}

func noticesAreTheirs(t *testing.T, db *store.DB) {
	if !notify(t, db, "1", "a", noon) || notify(t, db, "1", "a", noon) {
		t.Error("the same notice is told twice, or not at all")
	}
	notify(t, db, "2", "b", noon.Add(time.Hour))
	if n, last, err := db.Unread(t.Context(), "a", noon); err != nil || n != 1 || last.Title != "যমুনা" || last.By.ID != nusrat.ID {
		t.Errorf("%d %+v %v", n, last, err)
	}
	if n, _, err := db.Unread(t.Context(), "b", noon); err != nil || n != 0 {
		t.Errorf("in quiet hours: %d %v", n, err)
	}
	if list, err := db.WaitingForMail(t.Context(), noon); err != nil || !cmp.Equal(list, []string{"a"}) {
		t.Errorf("%v %v", list, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ReadNotices(ctx, "b", "1", 0, noon) })
	if list, err := db.Notices(t.Context(), "a", true, 0); err != nil || len(list) != 1 {
		t.Errorf("somebody else read it: %v %v", list, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ReadNotices(ctx, "a", "", 7, noon) })
	if list, err := db.Notices(t.Context(), "a", true, 0); err != nil || len(list) != 0 {
		t.Errorf("after it was read: %v %v", list, err)
	}
	if list, err := db.ToMail(t.Context(), "a", noon); err != nil || len(list) != 0 {
		t.Errorf("what was read goes out all the same: %v %v", list, err)
	}
}

func digestClaimed(t *testing.T, db *store.DB) {
	claim := func(now time.Time) (ok bool) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			ok, err = tx.ClaimDigest(ctx, "a", noon, now, now.Add(-10*time.Minute))
			return err
		})
		return ok
	}
	if !claim(noon) || claim(noon.Add(time.Minute)) || !claim(noon.Add(11*time.Minute)) {
		t.Error("the claim does not hold for ten minutes")
	}
	notify(t, db, "1", "a", noon)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SentDigest(ctx, "a", noon, noon, []string{"1"})
	})
	if claim(noon.Add(time.Hour)) {
		t.Error("what was sent is claimed again")
	}
	if list, err := db.ToMail(t.Context(), "a", noon); err != nil || len(list) != 0 {
		t.Errorf("what was sent waits still: %v %v", list, err)
	}
}

func embargoesEnding(t *testing.T, db *store.DB) {
	for i, end := range []time.Time{{}, noon.Add(time.Minute), noon.Add(time.Hour), noon} {
		r := store.Row{Story: news.Story{ID: news.StoryID(string(rune('a' + i))), Number: int64(i + 1), Status: news.Ready, Embargo: end}, Plan: []byte("{}")}
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Insert(ctx, r) })
	}
	if list, err := db.EmbargoesEnding(t.Context(), noon, noon.Add(15*time.Minute)); err != nil || len(list) != 1 || list[0].Number != 2 {
		t.Errorf("%v %v", list, err)
	}
}

func noticesForgotten(t *testing.T, db *store.DB) {
	notify(t, db, "1", "a", noon)
	notify(t, db, "2", "b", noon)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ReadNotices(ctx, "a", "", 0, noon) })
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetNotices(ctx, noon.Add(time.Hour)) })
	a, err1 := db.Notices(t.Context(), "a", false, 0)
	b, err2 := db.Notices(t.Context(), "b", false, 0)
	if err1 != nil || err2 != nil || len(a) != 0 || len(b) != 1 {
		t.Errorf("%v %v %v %v", a, b, err1, err2)
	}
	c := news.NoticeChoices{Mail: map[news.NoticeKind]bool{news.NoticeLive: true}, Quiet: news.Quiet{From: "22:00", To: "07:00"}}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveNoticeChoices(ctx, "a", c) })
	if got, err := db.NoticeChoices(t.Context(), "a"); err != nil || !cmp.Equal(got, c) {
		t.Error(cmp.Diff(c, got), err)
	}
}

func noticesOfWires(t *testing.T, db *store.DB) {
	ctx, want := t.Context(), news.Told{By: nusrat.Short(), At: noon}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.SaveWire(ctx, news.Wire{ID: "w", Name: "Delta", Kind: news.FeedWire, Told: news.Told{At: noon}}); err != nil {
			return err
		}
		_, err := tx.AddNotice(ctx, store.ToldNotice{Notice: news.Notice{ID: "1", Kind: news.NoticeWireDown, Wire: "w", Title: "Delta", At: noon, Show: noon}, Person: "a", Inbox: true})
		return err
	})
	if w, err := db.Wire(ctx, "w"); err != nil || !w.Told.At.IsZero() {
		t.Errorf("a new wire was told of: %+v, %v", w.Told, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveWireTold(ctx, "w", want) })
	if w, err := db.Wire(ctx, "w"); err != nil || !cmp.Equal(w.Told, want) {
		t.Errorf("%+v, %v", w.Told, err)
	}
	if list, err := db.Notices(ctx, "a", true, 0); err != nil || len(list) != 1 || list[0].Wire != "w" {
		t.Errorf("%+v, %v", list, err)
	}
}
