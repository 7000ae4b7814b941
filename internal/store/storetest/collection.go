package storetest

import (
	"context"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func collections(t *testing.T, db *store.DB) {
	hang(t, db, news.Picture{ID: "boat", Caption: "Ferry"}, news.Picture{ID: "rice", Caption: "Rice"})
	flood := news.Collection{ID: "c1", Name: "Flood", By: nusrat, Made: noon}
	save := func(c news.Collection) error {
		return db.Tx(t.Context(), func(tx *store.Tx) error { return tx.SaveCollection(t.Context(), c) })
	}
	for _, c := range []news.Collection{flood, {ID: "c2", Name: "boats", By: nusrat, Made: noon}} {
		if err := save(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := save(news.Collection{ID: "c3", Name: "FLOOD", By: nusrat, Made: noon}); kindOf(err) != news.Conflict {
		t.Errorf("a name that another has: %v", err)
	}
	if err := save(flood); err != nil {
		t.Errorf("its own name: %v", err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, want := range []bool{true, false} {
			if fresh, err := tx.Collect(ctx, "c1", "boat"); err != nil || fresh != want {
				t.Errorf("put in, it is new: %v, %v", fresh, err)
			}
		}
		_, err := tx.Collect(ctx, "c2", "boat")
		return err
	})
	wantHung(t, db, store.PictureFilter{Collection: "c1"}, "boat")
	wantHung(t, db, store.PictureFilter{Collection: "c1", Words: "ferry"}, "boat")
	wantHung(t, db, store.PictureFilter{Collection: "c1", Words: "rice"})
	list, err := db.Collections(t.Context())
	if err != nil || len(list) != 2 || list[0].Name != "boats" || list[1].Pictures != 1 || list[1].By.Name != nusrat.Name || !list[1].Made.Equal(noon) {
		t.Errorf("the collections are %+v, %v", list, err)
	}
	if of, err := db.CollectionsOf(t.Context(), "boat"); err != nil || len(of) != 2 || of[0].ID != "c2" {
		t.Errorf("the boat is in %+v, %v", of, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, want := range []bool{true, false} {
			if was, err := tx.Uncollect(ctx, "c2", "boat"); err != nil || was != want {
				t.Errorf("taken out, it was in it: %v, %v", was, err)
			}
		}
		return tx.DropCollection(ctx, "c1")
	})
	if _, err := db.Collection(t.Context(), "c1"); kindOf(err) != news.NotFound {
		t.Errorf("a collection that was deleted: %v", err)
	}
	if c, err := db.Collection(t.Context(), "c2"); err != nil || c.Pictures != 0 {
		t.Errorf("what is left is %+v, %v", c, err)
	}
	wantHung(t, db, store.PictureFilter{Collection: "c1"})
	wantHung(t, db, store.PictureFilter{}, "rice", "boat")
}
