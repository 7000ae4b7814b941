package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunReceipts runs the contract of receipts: one process at a time asks, and the newest
// change of a story is the one that is asked about.
func RunReceipts(t *testing.T, open func(testing.TB) *store.DB) {
	db := open(t)
	claim := func() (list []news.Receipt) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			list, err = tx.ClaimReceipts(ctx, time.Minute, 10)
			return err
		})
		return list
	}
	begin := func(edition, story int64) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.OpenReceipt(ctx, news.Receipt{Edition: edition, Story: story, Surfaces: []news.Surface{{Kind: news.HomeSurface}}})
		})
	}
	if _, err := db.ReceiptOf(t.Context(), 7); !store.IsNotFound(err) {
		t.Errorf("a story without a receipt: %v", err)
	}
	begin(1, 7)
	begin(2, 8)
	if got := claim(); len(got) != 2 || len(claim()) != 0 {
		t.Fatalf("claimed %+v, and again", got)
	}
	begin(1, 7) // again, after the process died
	begin(3, 7)
	got := claim()
	if len(got) != 1 || got[0].Edition != 3 {
		t.Fatalf("claimed %+v", got)
	}
	got[0].Tries = 1
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.KeepReceipt(ctx, got[0], time.Hour) })
	if r, err := db.ReceiptOf(t.Context(), 7); err != nil || r.Edition != 3 || r.Tries != 1 {
		t.Errorf("%+v %v", r, err)
	}
	if open, err := db.OpenReceipts(t.Context()); err != nil || len(open) != 2 {
		t.Errorf("%d are open: %v", len(open), err)
	}
	if at, err := db.NextReceipt(t.Context()); err != nil || at.IsZero() {
		t.Errorf("%s %v", at, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.KeepReceipt(ctx, got[0], 0) })
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.KeepReceipt(ctx, got[0], time.Hour) }) // too late: it is over
	if open, err := db.OpenReceipts(t.Context()); err != nil || len(open) != 1 || open[0].Edition != 2 {
		t.Errorf("%+v are open: %v", open, err)
	}
}
