package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunPresence holds the stores that open returns to the contract of presence and locks.
func RunPresence(t *testing.T, open func(testing.TB) *store.DB) {
	for fact, run := range map[string]func(*testing.T, *store.DB){
		"ALockComesBackAsItWasWritten":               lockComesBack,
		"ALockIsTendedWhenItsTimeComesByTheDatabase": lockTended,
		"SomebodyIsThereUntilTheyAreNotSeen":         presentUntil,
		"ATextBesideAStoryIsKept":                    asideKept,
	} {
		t.Run(fact, func(t *testing.T) {
			t.Parallel()
			run(t, open(t))
		})
	}
}

func lockComesBack(t *testing.T, db *store.DB) {
	if l, err := db.Lock(t.Context(), 7, news.BodyPart); err != nil || l.Holder.ID != "" || l.Part != news.BodyPart || l.Story != 7 {
		t.Errorf("a lock that nobody ever had: %+v %v", l, err)
	}
	want := store.Lock{
		Lock: news.Lock{
			Story: 7, Part: news.BodyPart, Holder: nusrat, Client: "a", Since: noon, Beat: noon, Typed: noon, Live: 3,
			Asks: &news.Asking{By: news.Person{ID: "b"}, At: noon, Until: noon},
			Last: &news.HandOver{Kind: news.LockGiven, From: nusrat, At: noon, Revision: 4},
		},
		Typing: &store.Typing{Base: 4, Content: news.Content{Body: news.Paragraphs("যমুনায় ফেরি বন্ধ")}, At: noon},
	}
	for turn := range int64(2) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveLock(ctx, want, time.Time{}) })
		want.Turn = turn + 1
		if got, err := db.Lock(t.Context(), 7, news.BodyPart); err != nil || !cmp.Equal(want, got) {
			t.Error(cmp.Diff(want, got), err)
		}
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveLock(ctx, store.Lock{Lock: news.Lock{Story: 7, Part: news.HeadPart}}, time.Time{})
	})
	if held, err := db.LocksHeld(t.Context()); err != nil || len(held) != 1 {
		t.Errorf("held: %v %v", held, err)
	}
	if held, err := db.HeldBy(t.Context(), nusrat.ID); err != nil || len(held) != 1 {
		t.Errorf("held by her: %v %v", held, err)
	}
}

func lockTended(t *testing.T, db *store.DB) {
	for i, at := range []time.Time{{}, time.Now().Add(-time.Second), time.Now().Add(time.Hour)} {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveLock(ctx, store.Lock{Lock: news.Lock{Story: int64(i), Part: news.BodyPart}}, at)
		})
	}
	if due, err := db.LocksToTend(t.Context()); err != nil || len(due) != 1 || due[0].Story != 1 {
		t.Errorf("due: %v %v", due, err)
	}
}

func presentUntil(t *testing.T, db *store.DB) {
	see := func(client string, seen time.Time) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.See(ctx, 7, news.Present{Person: nusrat, Client: client, Since: noon, Seen: seen, Watching: news.BodyPart})
		})
	}
	see("a", noon)
	see("a", noon.Add(time.Minute))
	see("b", noon)
	p, err := db.Presence(t.Context(), 7, noon.Add(news.PresentFor))
	if err != nil || len(p.People) != 1 || p.People[0].Client != "a" || p.People[0].Since != noon || p.People[0].Watching != news.BodyPart || p.Locks == nil {
		t.Errorf("%+v %v", p, err)
	}
	// The window opens the story once more before its first stream has ended.
	again := news.Present{Person: nusrat, Client: "a", Since: noon.Add(time.Second), Seen: noon.Add(time.Minute)}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.See(ctx, 7, again) })
	see("a", noon)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.Unsee(ctx, 7, news.Present{Client: "a", Since: noon})
	})
	if p, err := db.Presence(t.Context(), 7, noon.Add(news.PresentFor)); err != nil || len(p.People) != 1 || p.People[0].Watching != "" {
		t.Errorf("a window that opened the story again: %+v %v", p.People, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Unsee(ctx, 7, again) })
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetPresent(ctx, noon) })
	if p, err = db.Presence(t.Context(), 7, noon); err != nil || len(p.People) != 1 || p.People[0].Client != "b" {
		t.Errorf("after a left: %+v %v", p, err)
	}
}

func asideKept(t *testing.T, db *store.DB) {
	want := news.Aside{ID: "1", Story: 7, Base: 2, At: noon, By: nusrat, Why: "Saved while Imran was editing", Content: news.Content{Language: news.Bangla, Headline: "যমুনা", Body: news.Paragraphs("এক")}}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if _, found, err := tx.LastAside(ctx, 7, nusrat.ID); found || err != nil {
			t.Errorf("found %v %v", found, err)
		}
		if err := tx.AddAside(ctx, want); err != nil {
			return err
		}
		got, found, err := tx.LastAside(ctx, 7, nusrat.ID)
		if !found || !cmp.Equal(want, got) {
			t.Error(cmp.Diff(want, got))
		}
		return err
	})
	if got, err := db.Aside(t.Context(), 7, "1"); err != nil || !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got), err)
	}
	if _, err := db.Aside(t.Context(), 8, "1"); kindOf(err) != news.NotFound {
		t.Errorf("of another story: %v", err)
	}
	if list, err := db.Asides(t.Context(), 7, 0); err != nil || len(list) != 1 {
		t.Errorf("%v %v", list, err)
	}
}
