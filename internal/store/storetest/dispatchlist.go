package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// receivedAll keeps the dispatches, as receive does, and returns them as the store has them.
func receivedAll(t *testing.T, db *store.DB, list ...news.Dispatch) []news.Dispatch {
	t.Helper()
	for i, d := range receive(t, db, list...) {
		var err error
		if list[i], err = db.Dispatch(t.Context(), d.ID); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// hiddenOf are the headlines of those of the dispatches that the person hid.
func hiddenOf(t *testing.T, db *store.DB, person string, list []news.Dispatch) (headlines []string) {
	t.Helper()
	folded, err := db.Folded(t.Context(), list, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := db.HiddenOf(t.Context(), person, folded)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range folded {
		if hidden[c.Cluster] {
			headlines = append(headlines, c.Headline)
		}
	}
	return headlines
}

func hiddenUntilMore(t *testing.T, db *store.DB) {
	list := receivedAll(t, db,
		news.Dispatch{Wire: "w1", GUID: "1", Hash: "1", Headline: "Fire"}, news.Dispatch{Wire: "w1", GUID: "2", Hash: "2", Headline: "Flood"})
	at := noon.Add(time.Minute)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.HideClusters(ctx, "p", []string{list[0].Cluster, list[1].Cluster}, at, at)
	})
	if got := hiddenOf(t, db, "p", list); len(got) != 2 {
		t.Errorf("hidden: %v", got)
	}
	if got := hiddenOf(t, db, "q", list); len(got) != 0 {
		t.Errorf("hidden from another: %v", got)
	}
	if mine, err := db.HiddenDispatches(t.Context(), "p"); err != nil || len(mine) != 2 || mine[0].Headline != "Flood" {
		t.Errorf("%+v, %v", mine, err)
	}
	// A newer version of one comes.
	list[0] = receivedAll(t, db, news.Dispatch{Wire: "w1", GUID: "1", Hash: "1b", Headline: "Fire is out", Received: at.Add(time.Second)})[0]
	if got := hiddenOf(t, db, "p", list); len(got) != 1 || got[0] != "Flood" {
		t.Errorf("hidden after more came: %v", got)
	}
	if mine, err := db.HiddenDispatches(t.Context(), "p"); err != nil || len(mine) != 1 {
		t.Errorf("%+v, %v", mine, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.ShowHiddenAt(ctx, "p", at)
		if n != 2 {
			t.Errorf("%d are shown again", n)
		}
		return err
	})
	if got := hiddenOf(t, db, "p", list); len(got) != 0 {
		t.Errorf("hidden after it was taken back: %v", got)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.HideClusters(ctx, "p", []string{list[1].Cluster}, at, at); err != nil {
			return err
		}
		return tx.ShowClusters(ctx, "p", []string{list[1].Cluster})
	})
	if got := hiddenOf(t, db, "p", list); len(got) != 0 {
		t.Errorf("hidden after it was shown: %v", got)
	}
}

func storiesFollowed(t *testing.T, db *store.DB) {
	list := receivedAll(t, db,
		news.Dispatch{Wire: "w1", GUID: "1", Hash: "1", Headline: "Fire"}, news.Dispatch{Wire: "w2", GUID: "2", Hash: "2", Headline: "Fire spreads"},
		news.Dispatch{Wire: "w1", GUID: "3", Hash: "3", Headline: "Flood"}, news.Dispatch{Wire: "w1", GUID: "4", Hash: "4", Headline: "Spiked"})
	for _, s := range []struct {
		owner, dispatch string
		status          news.Status
	}{{"p", list[0].ID, news.Writing}, {"q", list[2].ID, news.Writing}, {"p", list[3].ID, news.Spiked}} {
		r := file(t, db, func(r *store.Row) { r.Owner.ID, r.Status = s.owner, s.status })
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.AddSource(ctx, r.ID, s.dispatch, 1) })
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Group(ctx, list[1].ID, list[0].Cluster) })
	ctx := t.Context()
	mine, err := db.FollowedDispatches(ctx, "p", time.Time{})
	if err != nil || len(mine) != 2 || mine[0].Headline != "Fire spreads" || mine[1].Headline != "Fire" {
		t.Errorf("%+v, %v", mine, err)
	}
	if n, err := db.CountFollowed(ctx, "p", time.Time{}, list[0].Received, 100); err != nil || n != 1 {
		t.Errorf("%d are new, %v", n, err)
	}
	if later, err := db.FollowedDispatches(ctx, "p", noon.Add(time.Hour*24*365)); err != nil || len(later) != 0 {
		t.Errorf("of stories that changed later: %+v, %v", later, err)
	}
}
