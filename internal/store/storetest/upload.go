package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunUploads holds the stores that open returns to the contract of uploads.
func RunUploads(t *testing.T, open func(testing.TB) *store.DB) {
	t.Run("AnUploadGoesOnFromWhereItIsAndIsItsOwners", func(t *testing.T) {
		t.Parallel()
		uploadsGoOn(t, open(t))
	})
}

func uploadsGoOn(t *testing.T, db *store.DB) {
	ctx := t.Context()
	save := func(u news.Upload, have int64) error {
		return db.Tx(ctx, func(tx *store.Tx) error { return tx.SaveUpload(ctx, u, have) })
	}
	conflict := func(err error) bool {
		e, ok := errors.AsType[*news.Error](err)
		return ok && e.Kind == news.Conflict
	}
	later := time.Now().Add(time.Hour).Truncate(time.Microsecond).UTC()
	first := news.Upload{ID: "a", Person: "rahman", Name: "নদী.jpg", Length: 100, Begun: noon, Expires: later}
	second, over := first, first
	second.ID, second.Expires = "b", later.Add(time.Minute)
	over.ID, over.Expires = "c", noon.Add(-100*365*24*time.Hour)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.AddUpload(ctx, first), tx.AddUpload(ctx, second), tx.AddUpload(ctx, over))
	})
	first.Have, first.Parts = 60, []news.UploadPart{{Name: "part/x", Bytes: 60}}
	if err := save(first, 0); err != nil {
		t.Fatal(err)
	}
	if err := save(first, 0); !conflict(err) {
		t.Errorf("the same piece once more: %v", err)
	}
	if got, err := db.Upload(ctx, "rahman", "a"); err != nil || !cmp.Equal(got, first) {
		t.Error(cmp.Diff(first, got), err)
	}
	for _, of := range [][2]string{{"another", "a"}, {"rahman", "c"}, {"rahman", "d"}} {
		if _, err := db.Upload(ctx, of[0], of[1]); !store.IsNotFound(err) {
			t.Errorf("%s's upload %s: %v", of[0], of[1], err)
		}
	}
	if all, err := db.Uploads(ctx, "rahman"); err != nil || !cmp.Equal(all, []news.Upload{second, first}) {
		t.Errorf("%+v, %v", all, err)
	}
	first.Done, first.Refused = noon, "No."
	if err := save(first, 60); err != nil {
		t.Fatal(err)
	}
	if err := save(first, 60); !conflict(err) {
		t.Errorf("what is done is done again: %v", err)
	}
	if all, err := db.Uploads(ctx, "rahman"); err != nil || len(all) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	if all, err := db.ExpiredUploads(ctx); err != nil || len(all) != 1 || all[0].ID != "c" {
		t.Errorf("%+v, %v", all, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.DropUpload(ctx, "c") })
	if all, err := db.ExpiredUploads(ctx); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}
