package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunPassages holds the stores that open returns to the contract of where stories come from.
func RunPassages(t *testing.T, open func(testing.TB) *store.DB) {
	t.Run("AStoryIsFoundAgainOnceItIsLeftAlone", func(t *testing.T) { t.Parallel(); storiesSettle(t, open(t)) })
}

func storiesSettle(t *testing.T, db *store.DB) {
	wire := news.Wire{ID: "w", Name: "Delta Wire", Kind: news.FolderWire, Address: "/delta", Language: news.English}
	d := news.Dispatch{Wire: "w", GUID: "1", Headline: "River rises", Received: noon, Hash: "1"}
	r := file(t, db, nil)
	tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
		if err = tx.SaveWire(ctx, wire); err != nil {
			return err
		}
		if d, _, err = tx.Receive(ctx, d, []byte("raw")); err != nil {
			return err
		}
		return tx.AddSource(ctx, r.ID, d.ID, 1)
	})
	waiting := func(before time.Time) []store.Unsettled {
		t.Helper()
		all, err := db.Unsettled(t.Context(), before, 0)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	first := waiting(noon.Add(-time.Hour))
	if len(first) != 1 || first[0].Story != r.Number {
		t.Fatalf("a story that was made of a dispatch: %+v", first)
	}
	of := news.PassagesOf{Revision: 1, Dispatch: d.ID, Wire: wire.Name, Version: 1, Passages: []news.Passage{{Part: "body", Text: "নদীর পানি বেড়েছে।", SourceText: "The river rose."}}}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.SavePassages(ctx, r.ID, of); err != nil {
			return err
		}
		again := of
		again.Passages = nil
		if err := tx.SavePassages(ctx, r.ID, again); err != nil {
			return err
		}
		return tx.Settled(ctx, first[0])
	})
	if got, err := db.Passages(t.Context(), r.ID, 1); err != nil || !cmp.Equal(got, []news.PassagesOf{of}) {
		t.Error(cmp.Diff([]news.PassagesOf{of}, got), err)
	}
	if got, err := db.Passages(t.Context(), r.ID, 2); err != nil || len(got) != 0 {
		t.Errorf("of a revision that nobody read: %+v %v", got, err)
	}
	if left := waiting(noon.Add(time.Hour)); len(left) != 0 {
		t.Errorf("what was read waits still: %+v", left)
	}
	save := func(number int64, at time.Time) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.AddRevision(ctx, news.Revision{Story: r.ID, Number: number, At: at, By: nusrat})
		})
	}
	save(2, noon)
	if early := waiting(noon.Add(-time.Second)); len(early) != 0 {
		t.Errorf("it is read before it is left alone: %+v", early)
	}
	read := waiting(noon)
	save(3, noon.Add(time.Second))
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Settled(ctx, read[0]) })
	if left := waiting(noon.Add(time.Second)); len(left) != 1 {
		t.Errorf("what was saved while it was read is forgotten: %+v", left)
	}
}
