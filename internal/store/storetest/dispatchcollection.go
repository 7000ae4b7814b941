package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func collected(t *testing.T, db *store.DB, id string, want ...string) {
	t.Helper()
	var got []string
	list, err := db.CollectedDispatches(t.Context(), id)
	for _, d := range list {
		got = append(got, d.Headline)
	}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("in %s are %v and not %v: %v", id, got, want, err)
	}
}

// dispatchesCollected: an event leaves a collection whole, and what is in one is not removed.
func dispatchesCollected(t *testing.T, db *store.DB) {
	list := receivedAll(t, db,
		news.Dispatch{Wire: "w1", GUID: "1", Hash: "1", Headline: "Fire"}, news.Dispatch{Wire: "w2", GUID: "2", Hash: "2", Headline: "Fire spreads"},
		news.Dispatch{Wire: "w1", GUID: "3", Hash: "3", Headline: "Flood"}, news.Dispatch{Wire: "w1", GUID: "4", Hash: "4", Headline: "Fog"})
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		err := tx.Group(ctx, list[1].ID, list[0].Cluster)
		if err == nil {
			err = tx.SaveDispatchCollection(ctx, news.DispatchCollection{ID: "c", Name: "Monsoon", By: nusrat.Short(), Made: noon})
		}
		for i, d := range append(list[:3:3], list[0]) {
			fresh, wrong := tx.CollectDispatch(ctx, "c", d.ID, noon)
			if wrong != nil || fresh != (i < 3) {
				t.Errorf("%d, %s: %t, %v", i, d.Headline, fresh, wrong)
			}
		}
		return err
	})
	all, err := db.DispatchCollections(t.Context())
	if err != nil || len(all) != 1 || all[0].Dispatches != 3 || !all[0].Made.Equal(noon) || all[0].By.ID != nusrat.ID {
		t.Errorf("%+v, %v", all, err)
	}
	if of, err := db.DispatchCollectionsOf(t.Context(), list[1].ID); err != nil || len(of) != 1 || of[0].Name != "Monsoon" {
		t.Errorf("%+v, %v", of, err)
	}
	if of, err := db.DispatchCollectionsOf(t.Context(), list[3].ID); err != nil || len(of) != 0 {
		t.Errorf("%+v, %v", of, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for i := range 2 {
			if was, err := tx.UncollectDispatch(ctx, "c", list[1].ID); err != nil || was != (i == 0) {
				t.Errorf("%d: %t, %v", i, was, err)
			}
		}
		return nil
	})
	collected(t, db, "c", "Flood")
	remove := func(want int) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			n, err := tx.RemoveDispatches(ctx, "w1", time.Now().Add(1000*time.Hour), time.Now(), 10)
			if n != want {
				t.Errorf("%d are removed and not %d", n, want)
			}
			return err
		})
	}
	remove(2) // the fire, which was taken out, and the fog, which never was in it
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.DropDispatchCollection(ctx, "c") })
	collected(t, db, "c")
	if _, err := db.Dispatch(t.Context(), list[2].ID); err != nil {
		t.Errorf("it went with its collection: %v", err)
	}
	remove(1)
}

// collectionsNamed: each has a name of its own, and there are only so many.
func collectionsNamed(t *testing.T, db *store.DB) {
	save := func(id, name string) error {
		return db.Tx(t.Context(), func(tx *store.Tx) error {
			return tx.SaveDispatchCollection(t.Context(), news.DispatchCollection{ID: id, Name: name, By: nusrat.Short(), Made: noon})
		})
	}
	refused := func(err error) {
		t.Helper()
		if e, is := errors.AsType[*news.Error](err); !is || e.Kind != news.Conflict {
			t.Errorf("not refused: %v", err)
		}
	}
	for i := range news.MostDispatchCollections - 1 {
		if err := save(fmt.Sprint(i), fmt.Sprintf("Collection %02d", i)); err != nil {
			t.Fatal(err)
		}
	}
	refused(save("new", "COLLECTION 00"))
	refused(save("1", "collection 00"))
	for _, name := range []string{"Monsoon", "MONSOON", "বর্ষা"} {
		if err := save("0", name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := save("last", "Monsoon"); err != nil {
		t.Error(err)
	}
	refused(save("more", "One more"))
	if all, err := db.DispatchCollections(t.Context()); err != nil || len(all) != news.MostDispatchCollections || all[len(all)-1].Name != "বর্ষা" {
		t.Errorf("%d, %v", len(all), err)
	}
}
