package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func viewsAddUp(t *testing.T, db *store.DB) {
	ctx := t.Context()
	story := "/bn/world-news/2026/03/26/12-ferries-halted"
	counted := audience.Counts{
		Views: []audience.Views{
			{Page: story, Language: "bn", Story: 12, Source: audience.Facebook, N: 3},
			{Page: story, Language: "bn", Story: 12, Source: audience.Direct, N: 1},
			{Page: "/bn/lite/world-news/2026/03/26/12-ferries-halted", Language: "bn", Story: 12, Lite: true, Source: audience.Direct, N: 2},
			{Page: "/en/", Language: "en", Source: audience.Search, N: 5},
		},
		Vitals: []audience.Vitals{{Kind: "story", Language: "bn", Metric: audience.LCP, Bucket: 7, N: 2}},
		Reads:  []audience.Reads{{Story: 12, N: 5, Through: 3}},
	}
	for range 2 {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.AddCounts(ctx, counted) })
	}
	since := time.Now().Add(-2 * time.Hour)
	top, err := db.MostViewed(ctx, since, 10)
	if err != nil {
		t.Fatal(err)
	}
	var sources [audience.Sources]int64
	sources[audience.Facebook], sources[audience.Direct] = 6, 6
	var searched [audience.Sources]int64
	searched[audience.Search] = 10
	want := []store.ViewsOf{
		{Page: "/bn/lite/world-news/2026/03/26/12-ferries-halted", Story: 12, Views: 12, Sources: sources},
		{Page: "/en/", Views: 10, Sources: searched},
	}
	if d := cmp.Diff(want, top); d != "" {
		t.Error(d)
	}
	by, err := db.ViewsSince(ctx, since)
	if d := cmp.Diff(map[int64]int64{12: 12}, by); err != nil || d != "" {
		t.Error(err, d)
	}
	now, err := db.StoriesNow(ctx, time.Now().Add(-5*time.Minute))
	if d := cmp.Diff(map[int64]int64{12: 12}, now); err != nil || d != "" {
		t.Error(err, d)
	}
	reads, err := db.ReadsSince(ctx, since)
	if d := cmp.Diff(map[int64]audience.Reads{12: {Story: 12, N: 10, Through: 6}}, reads); err != nil || d != "" {
		t.Error(err, d)
	}
	shares, err := db.SharesSince(ctx, since)
	if err != nil || shares.All != 22 || shares.Lite != 4 || shares.Languages["bn"] != 12 {
		t.Errorf("%+v %v", shares, err)
	}
	minutes, err := db.Minutes(ctx, since, time.Now().Add(time.Hour))
	var n int64
	for _, m := range minutes {
		n += m.Views
	}
	if err != nil || n != 22 {
		t.Errorf("%+v %v", minutes, err)
	}
	vitals, err := db.VitalsSince(ctx, since)
	if err != nil || len(vitals) != 1 || vitals[0].N != 4 {
		t.Errorf("%+v %v", vitals, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.ForgetCounts(ctx, time.Now().Add(2*time.Hour), time.Now().Add(2*time.Hour))
	})
	if top, err = db.MostViewed(ctx, since, 10); err != nil || len(top) != 0 {
		t.Errorf("%+v %v", top, err)
	}
	if reads, err = db.ReadsSince(ctx, since); err != nil || len(reads) != 0 {
		t.Errorf("%+v %v", reads, err)
	}
	if now, err = db.StoriesNow(ctx, since); err != nil || len(now) != 0 {
		t.Errorf("%+v %v", now, err)
	}
}

func mostReadOnce(t *testing.T, db *store.DB) {
	now := time.Now()
	set := func(at time.Time, stories ...int64) (changed bool) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			changed, err = tx.SetMostRead(ctx, news.English, at, stories)
			return err
		})
		return changed
	}
	if !set(now, 3, 1) {
		t.Error("what is new was not taken")
	}
	if set(now, 1, 3) {
		t.Error("an hour was counted twice")
	}
	if set(now.Add(time.Hour), 3, 1) {
		t.Error("the same again is a change")
	}
	if !set(now.Add(2*time.Hour), 1, 3) {
		t.Error("another order is no change")
	}
	at, err := db.MostReadHour(t.Context(), []news.Language{news.English})
	if err != nil || !at.Equal(now.Add(2*time.Hour).UTC().Truncate(time.Hour)) {
		t.Error(at, err)
	}
	if at, err = db.MostReadHour(t.Context(), []news.Language{news.English, news.Bangla}); err != nil || !at.IsZero() {
		t.Error(at, err)
	}
}
