package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/store"
)

// RunPurges holds the stores that open returns to the contract for what caches are told.
// Each must be empty.
func RunPurges(t *testing.T, open func(testing.TB) *store.DB) {
	for _, test := range []struct {
		fact string
		run  func(*testing.T, *store.DB)
	}{
		{"TheReadersHaveWhatTheLastOfThemHas", readersHave},
		{"AStepComesBackAsItWasHandedOver", handedOver},
		{"AHookGoesOnFromWhereItWas", purgeCursor},
	} {
		t.Run(test.fact, func(t *testing.T) {
			t.Parallel()
			test.run(t, open(t))
		})
	}
}

func readersHave(t *testing.T, db *store.DB) {
	want := func(edition int64, is bool) {
		t.Helper()
		if got, ok, err := db.ReadersHave(t.Context()); got != edition || ok != is || err != nil {
			t.Errorf("the readers have %d, %v, %v; want %d, %v", got, ok, err, edition, is)
		}
	}
	want(0, false)
	for _, h := range []store.Handed{{Process: "a", Edition: 7}, {Process: "b", Edition: 5}, {Process: "a", After: 7, Edition: 9}} {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.HandOver(ctx, h, false) })
	}
	want(5, true)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ReaderHas(ctx, "b", 8) })
	want(8, true)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ReaderGone(ctx, "b") })
	want(9, true)
}

func handedOver(t *testing.T, db *store.DB) {
	steps := []store.Handed{
		{Process: "a", After: 0, Edition: 3, Stale: store.Stale{Keys: []string{"all"}}},
		{Process: "a", After: 3, Edition: 4, Stale: store.Stale{Keys: []string{"story-1", "/bn/"}, Gone: []string{"story-2"}}},
		{Process: "b", After: 0, Edition: 4},
	}
	for _, h := range steps {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.HandOver(ctx, h, false) })
	}
	got, err := db.HandedSince(t.Context(), 3, 10)
	if diff := cmp.Diff(steps[1:], got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

func purgeCursor(t *testing.T, db *store.DB) {
	want := func(edition int64, reason string) {
		t.Helper()
		p, err := db.Purge(t.Context(), "h")
		if p.Edition != edition || p.Error != reason || p.Failing.IsZero() != (reason == "") || err != nil {
			t.Errorf("%+v %v, want %d and %q", p, err, edition, reason)
		}
	}
	want(-1, "")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.PurgeFailed(ctx, "h", "No.") })
	want(-1, "No.")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Purged(ctx, "h", -1, 7) })
	want(7, "")
	// A reader that had an earlier edition before its readers' eyes has it told again, also
	// when a purge was under way.
	again := store.Handed{Process: "b", After: 4, Edition: 7}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.HandOver(ctx, again, true) })
	want(4, "")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Purged(ctx, "h", 7, 8) })
	want(4, "")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Purged(ctx, "h", 4, 8) })
	want(8, "")
	if list, err := db.Purges(t.Context()); len(list) != 1 || list[0].Edition != 8 || err != nil {
		t.Errorf("%+v %v", list, err)
	}
}
