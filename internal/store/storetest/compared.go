package storetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func featuresKept(t *testing.T, db *store.DB) {
	addWire(t, db)
	var all []news.Dispatch
	for i, guid := range []string{"first", "second", "third"} {
		d, _ := received(t, db, news.Dispatch{Wire: "w", GUID: guid, Hash: guid, Received: noon.Add(time.Duration(i) * time.Minute)})
		all = append(all, d)
	}
	compared := func(d news.Dispatch, features string) (fresh bool) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			fresh, err = tx.Compared(ctx, d, all[0].ID, []byte(features))
			return err
		})
		return fresh
	}
	for _, d := range all {
		if !compared(d, "of "+d.GUID) || compared(d, "others") {
			t.Errorf("%s is not compared once", d.GUID)
		}
	}
	if left, err := db.Uncompared(t.Context(), 10); err != nil || len(left) != 0 {
		t.Errorf("not compared yet are %v: %v", left, err)
	}
	guids := func(list []store.Kept, err error) (guids string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range list {
			for _, d := range all {
				if k.Dispatch == d.ID && k.Received.Equal(d.Received) {
					guids += d.GUID + " " + string(k.Features) + "; "
				}
			}
		}
		return guids
	}
	now, err := db.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		kept, received time.Time
		limit          int
		want           string
	}{
		"all":                     {limit: 9, want: "first ; second ; third ; "},
		"the last two":            {limit: 2, want: "second ; third ; "},
		"received after":          {received: noon.Add(time.Minute), limit: 9, want: "third ; "},
		"kept from now":           {kept: now.Add(time.Hour), limit: 9},
		"kept from an hour since": {kept: now.Add(-time.Hour), limit: 9, want: "first ; second ; third ; "},
	} {
		if got := guids(db.KeptFeatures(t.Context(), c.kept, c.received, c.limit)); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
	of := []store.Kept{{Dispatch: all[2].ID}, {Dispatch: all[0].ID}, {Dispatch: "nobody"}}
	if got := guids(db.FeaturesOf(t.Context(), of)); got != "first of first; third of third; " {
		t.Errorf("the features of two are %q", got)
	}
	if got := guids(db.FeaturesOf(t.Context(), nil)); got != "" {
		t.Errorf("the features of none are %q", got)
	}
}

// factsKept is that the facts of dispatches are found by their language and by when they were received, those next to a moment first.
func factsKept(t *testing.T, db *store.DB) {
	addWire(t, db)
	at := map[string]time.Time{}
	keep := func(guid string, language news.Language, minute int, facts []byte) (d news.Dispatch) {
		at[guid] = noon.Add(time.Duration(minute) * time.Minute)
		d, _ = received(t, db, news.Dispatch{Wire: "w", GUID: guid, Hash: guid, Language: language, Received: at[guid]})
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Compared(ctx, d, "of "+guid, []byte("features"))
			if err == nil && facts != nil {
				err = tx.KeepFacts(ctx, d, facts)
			}
			return err
		})
		return d
	}
	without := func(want ...string) {
		t.Helper()
		list, err := db.WithoutFacts(t.Context(), 9, news.Bangla, news.English)
		got := []string{}
		for _, d := range list {
			got = append(got, d.GUID)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("without facts are %v, want %v: %v", got, want, err)
		}
	}
	ids := map[string]string{}
	for minute, guid := range []string{"one", "two", "three", "four"} {
		ids[keep(guid, news.Bangla, minute, []byte("facts of "+guid)).ID] = guid
	}
	ids[keep("english", news.English, 1, []byte("facts of english")).ID] = "english"
	none := keep("none", news.Bangla, 1, nil)
	ids[none.ID] = "none"
	keep("french", "fr", 2, nil)
	ids[keep("empty", news.English, 90, []byte{}).ID] = "empty"
	without("none")
	for what, c := range map[string]struct {
		language news.Language
		at       string
		within   time.Duration
		each     int
		want     string
	}{
		"all":              {news.Bangla, "two", time.Hour, 9, "two one three four "},
		"the nearest":      {news.Bangla, "three", time.Hour, 1, "three four "},
		"within a minute":  {news.Bangla, "two", time.Minute, 9, "two one three "},
		"the other's":      {news.English, "four", time.Hour, 9, "english "},
		"another language": {"fr", "four", time.Hour, 9, ""},
	} {
		list, err := db.FactsAround(t.Context(), c.language, at[c.at], c.within, c.each)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range list {
			guid := ids[f.Dispatch]
			got += guid + " "
			if string(f.Facts) != "facts of "+guid || f.Cluster != "of "+guid || f.Language != c.language {
				t.Errorf("%s: %s has %+v", what, guid, f)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
	// Of a newer version they are made anew, and what was made of the older one is not taken for it.
	newer := none
	newer.Hash, newer.Headline = "newer", "It is otherwise"
	newer, _ = received(t, db, newer)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Compared(ctx, newer, "of none", []byte("features")); err != nil {
			return err
		}
		return tx.KeepFacts(ctx, none, []byte("facts of the older"))
	})
	without("none")
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.KeepFacts(ctx, newer, []byte("facts")) })
	without()
}
