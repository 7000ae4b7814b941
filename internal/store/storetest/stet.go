package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunStets holds the stores that open returns to the contract of stets.
func RunStets(t *testing.T, open func(testing.TB) *store.DB) {
	t.Run("AStetComesBackUntilItIsTakenBack", func(t *testing.T) {
		t.Parallel()
		stetsComeBack(t, open(t))
	})
}

func stetsComeBack(t *testing.T, db *store.DB) {
	add := func(s news.Stet) news.Stet {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) { s.Number, err = tx.AddStet(ctx, s); return err })
		return s
	}
	first := add(news.Stet{Story: 7, Revision: 3, Kind: "figure", Level: "certain", Text: "১৪ সেন্টিমিটার", Versions: []news.DispatchVersion{{Dispatch: "d", Version: 2}}, Reason: news.CheckerWrong, By: nusrat, At: noon})
	second := add(news.Stet{Story: 7, Kind: "figure", Level: "likely", By: nusrat, At: noon})
	other := add(news.Stet{Story: 8, Kind: "name", Level: "likely", Reason: news.OwnReporting, By: nusrat, At: noon})
	if first.Number != 1 || second.Number != 2 || other.Number != 3 {
		t.Errorf("they are numbered %d, %d and %d", first.Number, second.Number, other.Number)
	}
	if got, err := db.StetsOf(t.Context(), 7); err != nil || !cmp.Equal(got, []news.Stet{first, second}) {
		t.Error(cmp.Diff([]news.Stet{first, second}, got), err)
	}
	for _, c := range []struct {
		filter store.StetFilter
		want   []news.Stet
	}{
		{store.StetFilter{}, []news.Stet{other, second, first}},
		{store.StetFilter{Reason: news.CheckerWrong}, []news.Stet{first}},
		{store.StetFilter{Before: 3, Limit: 1}, []news.Stet{second}},
	} {
		if got, err := db.Stets(t.Context(), c.filter); err != nil || !cmp.Equal(got, c.want) {
			t.Errorf("%+v: %s %v", c.filter, cmp.Diff(c.want, got), err)
		}
	}
	if got, err := db.StetCounts(t.Context()); err != nil || !cmp.Equal(got, []store.StetCount{{Kind: "figure", All: 2, Wrong: 1}, {Kind: "name", All: 1}}) {
		t.Errorf("counted %+v %v", got, err)
	}
	first.Ended, first.EndedBy = noon.Add(time.Minute), nusrat
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.EndStet(ctx, first) })
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return tx.EndStet(t.Context(), first) }); err == nil {
		t.Error("it is taken back twice")
	}
	if got, err := db.StetsOf(t.Context(), 7); err != nil || len(got) != 1 {
		t.Errorf("taken back it still counts: %+v %v", got, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		got, err := tx.Stet(ctx, 7, 1)
		if !cmp.Equal(got, first) {
			t.Error(cmp.Diff(first, got))
		}
		if _, err := tx.Stet(ctx, 8, 1); !store.IsNotFound(err) {
			t.Errorf("of another story: %v", err)
		}
		return err
	})
}
