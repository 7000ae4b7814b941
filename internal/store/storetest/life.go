package storetest

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunLife holds the stores that open returns to the contract of what takes two people, of
// kills, and of what a desk wants of a story.
func RunLife(t *testing.T, open func(testing.TB) *store.DB) {
	for fact, run := range map[string]func(*testing.T, *store.DB){
		"ARequestIsOpenUntilItsTimeByTheDatabase":       requestOpen,
		"ARequestIsAnsweredOnce":                        requestOnce,
		"OneRequestForAVerbOnAStoryIsOpenAtATime":       requestAlone,
		"WhatADeskWantsOfAStoryComesBackAsItWasWritten": wantedComesBack,
		"TheSavesOfAKilledStoryAreOnlyInTheArchive":     archived,
		"AnAlarmLastsWhileItIsRaised":                   alarms,
		"TheRegisterHasAnotherRevisionWhenItIsAnother":  registerRevision,
	} {
		t.Run(fact, func(t *testing.T) {
			t.Parallel()
			run(t, open(t))
		})
	}
}

func ask(t testing.TB, db *store.DB, id string, story int64, until time.Time) news.Request {
	t.Helper()
	q := news.Request{
		ID: id, Verb: news.Kill, Story: story, Covers: "c", Detail: json.RawMessage(`{}`), Reason: "wrong man", By: nusrat,
		At: noon, Until: until.UTC().Truncate(time.Microsecond), State: news.RequestAsked,
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.AddRequest(ctx, q) })
	return q
}

func openIDs(t testing.TB, db *store.DB, story int64) (ids string) {
	t.Helper()
	open, err := db.OpenRequests(t.Context(), story)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range open {
		ids += q.ID
	}
	return ids
}

func requestOpen(t *testing.T, db *store.DB) {
	now, err := db.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	q := ask(t, db, "a", 1, now.Add(time.Hour))
	ask(t, db, "b", 2, now.Add(-time.Millisecond))
	ask(t, db, "c", 3, now.Add(time.Minute))
	if got := openIDs(t, db, 0); got != "ca" {
		t.Errorf("open are %q", got)
	}
	if got := openIDs(t, db, 1); got != "a" {
		t.Errorf("of the first story %q", got)
	}
	overdue, err := db.OverdueRequests(t.Context())
	if err != nil || len(overdue) != 1 || overdue[0].ID != "b" {
		t.Errorf("overdue are %+v, %v", overdue, err)
	}
	got, err := db.Request(t.Context(), "a")
	if d := cmp.Diff(q, got); d != "" || err != nil {
		t.Errorf("%v %s", err, d)
	}
	if _, err := db.Request(t.Context(), "x"); !store.IsNotFound(err) {
		t.Errorf("one that is not there: %v", err)
	}
}

func requestOnce(t *testing.T, db *store.DB) {
	q := ask(t, db, "a", 1, time.Now().Add(time.Hour))
	tries := 0
	err := db.Tx(t.Context(), func(tx *store.Tx) error {
		if tries++; tries > 1 { // somebody answered it meanwhile: a race, so it begins again and looks
			got, err := tx.Request(t.Context(), "a")
			if err != nil || got.State != news.RequestRefused {
				t.Errorf("%+v %v", got, err)
			}
			return err
		}
		first := q
		first.State = news.RequestRefused
		if err := tx.AnswerRequest(t.Context(), first); err != nil {
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	again := q
	again.State = news.RequestApproved
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return tx.AnswerRequest(t.Context(), again) }); err == nil {
		t.Error("it was answered twice")
	}
	if got := openIDs(t, db, 0); got != "" {
		t.Errorf("open is %q", got)
	}
	all, err := db.RequestsOf(t.Context(), 1)
	if err != nil || len(all) != 1 || all[0].State != news.RequestRefused {
		t.Errorf("%+v %v", all, err)
	}
}

func requestAlone(t *testing.T, db *store.DB) {
	q := ask(t, db, "a", 1, time.Now().Add(time.Hour))
	q.ID = "b"
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return tx.AddRequest(t.Context(), q) }); err == nil {
		t.Error("two are open")
	}
}

func lifeStory() store.Row {
	return store.Row{Plan: json.RawMessage("{}"), Story: news.Story{
		ID: "s", Number: 1, Desk: "city", Status: news.Assigned, Owner: nusrat, Revision: 1, Created: noon, Changed: noon,
		Content: news.Content{Language: news.Bangla, Headline: "H", Translates: 7, Body: news.Paragraphs("B")},
		Due:     noon.Add(time.Hour), Length: 350, Checks: news.Checks{Legal: news.Needed, Facts: news.Done}, Spiked: noon,
	}}
}

func wantedComesBack(t *testing.T, db *store.DB) {
	r := lifeStory()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Insert(ctx, r) })
	got, err := db.Story(t.Context(), 1)
	if err != nil || !got.Due.Equal(r.Due) || got.Length != 350 || got.Checks != r.Checks || !got.Spiked.Equal(noon) {
		t.Errorf("%+v %v", got, err)
	}
	there, err := db.Translations(t.Context(), 7)
	if err != nil || len(there) != 1 || there[0].Number != 1 {
		t.Errorf("translations are %+v, %v", there, err)
	}
	if none, err := db.Translations(t.Context(), 0); err != nil || len(none) != 0 {
		t.Errorf("of no story there are %d, %v", len(none), err)
	}
}

func archived(t *testing.T, db *store.DB) {
	r := lifeStory()
	kept := news.Revision{Story: "s", Number: 1, At: noon, By: nusrat, Label: "Started", Content: r.Content}
	k := news.Killing{Story: 1, At: noon, Reason: "wrong man", By: nusrat, Alone: "night", Tasks: news.KillTasks()}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Insert(ctx, r); err != nil {
			return err
		}
		if err := tx.AddRevision(ctx, kept); err != nil {
			return err
		}
		if err := tx.SaveKilling(ctx, k); err != nil {
			return err
		}
		return tx.ArchiveRevisions(ctx, "s")
	})
	if _, err := db.Revision(t.Context(), "s", 1); !store.IsNotFound(err) {
		t.Errorf("it is there to read: %v", err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		got, err := tx.ArchivedRevisions(ctx, "s")
		if d := cmp.Diff([]news.Revision{kept}, got); d != "" {
			t.Error(d)
		}
		return err
	})
	k, err := k.Tick(news.PrintTask, nusrat, noon)
	if err != nil {
		t.Fatal(err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveKilling(ctx, k) })
	got, err := db.Killing(t.Context(), 1)
	if d := cmp.Diff(k, got); d != "" || err != nil || got.Left() != 3 {
		t.Errorf("%v %s", err, d)
	}
}

func alarms(t *testing.T, db *store.DB) {
	ctx := t.Context()
	now := time.Now().UTC().Truncate(time.Microsecond)
	raise := func(at time.Time, text string) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.RaiseAlarm(ctx, news.Alarm{ID: "clock/a", Kind: news.AlarmClock, Text: text, Where: "a", At: at})
		})
	}
	raise(now, "an hour")
	raise(now.Add(10*time.Second), "a day")
	got, err := db.Alarms(ctx, now.Add(11*time.Second))
	if err != nil || len(got) != 1 || !got[0].Since.Equal(now) || !got[0].At.Equal(now.Add(10*time.Second)) || got[0].Text != "a day" || got[0].Where != "a" {
		t.Errorf("%+v %v", got, err)
	}
	if got, err := db.Alarms(ctx, now.Add(10*time.Second+news.AlarmLife)); err != nil || len(got) != 0 {
		t.Errorf("of a machine that is gone: %+v %v", got, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.EndAlarm(ctx, "clock/a") })
	if got, err := db.Alarms(ctx, now); err != nil || len(got) != 0 {
		t.Errorf("%+v %v", got, err)
	}
}

func registerRevision(t *testing.T, db *store.DB) {
	seen := map[int64]bool{}
	look := func(want string) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			proof, revision, err := tx.RegisterKey(ctx)
			if proof != want || seen[revision] {
				t.Errorf("the proof is %q and the revision %d, seen before: %v", proof, revision, seen)
			}
			seen[revision] = true
			return err
		})
	}
	look("")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SetRegisterKey(ctx, "proof") })
	look("proof")
	for _, id := range []string{"1", "2"} {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveProtected(ctx, news.Protected{ID: id, Label: "case", Tags: []uint64{1 << 63}})
		})
		look("proof")
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		p, err := tx.RemoveProtected(ctx, "1")
		if len(p.Tags) != 1 || p.Tags[0] != 1<<63 {
			t.Errorf("%+v", p)
		}
		return err
	})
	look("proof")
}
