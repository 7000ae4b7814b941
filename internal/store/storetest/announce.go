package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/store"
)

// outEditions publishes editions of stories with the numbers.
func outEditions(t *testing.T, db *store.DB, numbers ...int64) {
	t.Helper()
	for _, number := range numbers {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			n, err := tx.NextEdition(ctx)
			if err != nil {
				return err
			}
			c := edition.Change{Number: n, Kind: edition.Published, At: noon, Story: &edition.Story{Card: edition.Card{Number: max(number, -number), Section: fmt.Sprint("section-", n)}}}
			if number < 0 {
				c = edition.Change{Number: n, Kind: edition.Killed, At: noon, Notice: &edition.Notice{Number: -number}}
			}
			return tx.Publish(ctx, c)
		})
	}
}

func followers(t *testing.T, db *store.DB) {
	ctx := t.Context()
	outEditions(t, db, 1, 2)
	f, err := db.Follow(ctx, "hub")
	if err != nil || f.Edition != 2 || !f.Failing.IsZero() {
		t.Errorf("a new one begins at %+v, %v", f, err)
	}
	outEditions(t, db, 3)
	if f, err = db.Follow(ctx, "hub"); err != nil || f.Edition != 2 {
		t.Errorf("it was told up to edition %d, %v", f.Edition, err)
	}
	for range 2 {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.NotTold(ctx, "hub", "It is away.") })
	}
	if f, err = db.Follow(ctx, "hub"); err != nil || f.Edition != 2 || f.Failing.IsZero() || f.Error != "It is away." || time.Since(f.Failing) > time.Minute {
		t.Errorf("after a failure: %+v, %v", f, err)
	}
	for _, n := range []int64{3, 1} { // a slower process comes after a faster one
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Told(ctx, "hub", n) })
	}
	all, err := db.Followers(ctx)
	if err != nil || len(all) != 1 || all[0].Edition != 3 || !all[0].Failing.IsZero() || all[0].Error != "" {
		t.Errorf("after it was told: %+v, %v", all, err)
	}
	if n, err := db.EditionOlderThan(ctx, 0); err != nil || n != 3 {
		t.Errorf("the newest edition so far is %d, %v", n, err)
	}
	if n, err := db.EditionOlderThan(ctx, 200*365*24*time.Hour); err != nil || n != 0 {
		t.Errorf("two centuries ago it was %d, %v", n, err)
	}
}

func storyBefore(t *testing.T, db *store.DB) {
	outEditions(t, db, 1, 2, 1, -1)
	for before, want := range map[int64]string{4: "section-3", 3: "section-1", 1: "", 99: "section-3"} {
		c, ok, err := db.StoryBefore(t.Context(), 1, before)
		if err != nil || ok != (want != "") || ok && c.Story.Section != want {
			t.Errorf("before edition %d it stood in %+v, %v, %v", before, c.Story, ok, err)
		}
	}
}

func subscriptions(t *testing.T, db *store.DB) {
	ctx := t.Context()
	due := func(list func(context.Context, int) ([]store.Subscription, error)) (callbacks []string) {
		t.Helper()
		all, err := list(ctx, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			callbacks = append(callbacks, s.Callback+s.Topic)
		}
		slices.Sort(callbacks)
		return callbacks
	}
	is := func(what string, got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	a := store.Subscription{Callback: "https://a.example", Topic: "/en/feed.rss", Host: "a.example", Asked: &store.Asked{Mode: "subscribe", Lease: time.Hour, Secret: "s"}}
	b := a
	b.Callback, b.Host = "https://b.example", "b.example"
	for _, s := range []store.Subscription{a, b} {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Ask(ctx, s) })
	}
	is("to confirm", due(db.ToConfirm), "https://a.example/en/feed.rss", "https://b.example/en/feed.rss")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Refuse(ctx, b) })
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Want(ctx, a.Topic, 7) })
	is("not confirmed, to send", due(db.ToSend))
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Confirm(ctx, a) })
	is("to send", due(db.ToSend), "https://a.example/en/feed.rss")
	is("confirmed, to confirm", due(db.ToConfirm))

	list, err := db.ToSend(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	mine := 0
	for range 3 { // three processes have it on their lists
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			ok, err := tx.Claim(ctx, list[0], time.Hour)
			if ok {
				mine++
			}
			return err
		})
	}
	if mine != 1 || len(due(db.ToSend)) != 0 || list[0].Secret != "s" || list[0].Wanted != 7 {
		t.Errorf("%d of three may speak to %+v", mine, list[0])
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Unreached(ctx, list[0], -time.Hour) })
	is("to send again", due(db.ToSend), "https://a.example/en/feed.rss")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Sent(ctx, list[0], 7) })
	is("sent, to send", due(db.ToSend))
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Want(ctx, a.Topic, 6) }) // a slower process
	is("of an older edition, to send", due(db.ToSend))

	renewed := a
	renewed.Asked = &store.Asked{Mode: "subscribe", Lease: -time.Hour}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Ask(ctx, renewed) })
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetSubscriptions(ctx) })
	is("to renew", due(db.ToConfirm), "https://a.example/en/feed.rss")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Confirm(ctx, renewed) })
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Want(ctx, a.Topic, 8) })
	is("whose time is over, to send", due(db.ToSend))
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetSubscriptions(ctx) })
	if all, err := db.Subscriptions(ctx); err != nil || len(all) != 0 {
		t.Errorf("in the end there are %+v, %v", all, err)
	}
}
