package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/filter/filtertest"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunDispatches holds the stores that open returns to the contract of what dispatches are found by. Each must be empty.
func RunDispatches(t *testing.T, open func(testing.TB) *store.DB) {
	for _, test := range []struct {
		fact string
		run  func(*testing.T, *store.DB)
	}{
		{"AFilterFindsWhatPassesItAndNothingElse", filtersAgree},
		{"ADispatchIsFoundByItsNewestVersion", foundByNewest},
		{"WhatWasDroppedIsNotInTheListAndIsShownOnRequest", droppedApart},
		{"DispatchesFromBeforeAreBroughtIntoTheIndex", dispatchesFilled},
		{"ADeedIsDoneOnce", deedOnce},
		{"RoutesAreAskedInTheirOrder", routesInOrder},
		{"PresetsAreTheirOwnersAndEverybodys", presetsKept},
		{"WhatSomebodyHidIsHiddenFromThemUntilMoreComes", hiddenUntilMore},
		{"WhatSomebodysStoriesAreMadeFromIsFollowed", storiesFollowed},
		{"WhatIsInACollectionIsNotRemoved", dispatchesCollected},
		{"CollectionsOfDispatchesHaveNamesOfTheirOwn", collectionsNamed},
		{"WhatDispatchesAreComparedByIsKeptOnce", featuresKept},
		{"WhatADispatchIsLookedForByInTheOtherLanguageIsFoundByLanguageAndTime", factsKept},
		{"SmallWritesTogetherFailEachByItself", keptTogether},
		{"AFaultInOneOfManySmallWritesIsItsOwn", faultOfOne},
	} {
		t.Run(test.fact, func(t *testing.T) { test.run(t, open(t)) })
	}
}

var filterWires = []news.Wire{{ID: "w1", Name: "UNB", Kind: news.FeedWire}, {ID: "w2", Name: "Reuters World", Kind: news.FeedWire}}

// receive keeps the dispatches, the first received first, a microsecond apart from noon on.
func receive(t testing.TB, db *store.DB, list ...news.Dispatch) []news.Dispatch {
	t.Helper()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, w := range filterWires {
			if err := tx.SaveWire(ctx, w); err != nil {
				return err
			}
		}
		for i, d := range list {
			if d.Received.IsZero() {
				d.Received = noon.Add(time.Duration(i) * time.Microsecond)
			}
			kept, _, err := tx.Receive(ctx, d, []byte("raw"))
			if err != nil {
				return err
			}
			list[i] = kept
		}
		return nil
	})
	return list
}

func filtersAgree(t *testing.T, db *store.DB) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, seed))
	list := make([]news.Dispatch, 300)
	for i := range list {
		list[i] = filtertest.Dispatch(r, noon)
		list[i].Wire = filterWires[r.IntN(2)].ID
	}
	receive(t, db, list...)
	items := map[string]*filter.Item{}
	for _, d := range list {
		kept, err := db.Dispatch(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		items[d.ID] = filter.Of(kept)
	}
	met := 0
	for range 300 {
		f := filtertest.Filter(r)
		var want []string
		for _, d := range slices.Backward(list) {
			if f.Passes(items[d.ID], noon) {
				want = append(want, d.ID)
			}
		}
		met += len(want)
		s := store.Sought{Filter: f, Now: noon, Limit: 7 + r.IntN(100)}
		if got := allFound(t, db, s); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %s: found %d, %d pass", seed, f, len(got), len(want))
		}
		if c, err := db.CountDispatches(t.Context(), store.Sought{Filter: f, Now: noon}, 1000); err != nil || c.N > len(want) || c.N < min(len(want), 60) || c.N < len(want) && !c.More {
			t.Fatalf("seed %d: %s: counted %+v of %d: %v", seed, f, c, len(want), err)
		}
		if c, err := db.CountDispatches(t.Context(), store.Sought{Filter: f, Now: noon}, 5); err != nil || c.N > 5 || len(want) > c.N && !c.More {
			t.Fatalf("seed %d: %s: counted %+v of %d, up to 5: %v", seed, f, c, len(want), err)
		}
	}
	if met < 3000 {
		t.Errorf("only %d dispatches passed in all: too few to tell", met)
	}
}

// allFound are the IDs of what is found, page after page.
func allFound(t testing.TB, db *store.DB, s store.Sought) (ids []string) {
	t.Helper()
	for range 1000 {
		found, err := db.FindDispatches(t.Context(), s)
		if err != nil {
			t.Fatalf("%s: %v", s.Filter, err)
		}
		for _, d := range found.List {
			ids = append(ids, d.ID)
		}
		if found.Before.IsZero() {
			return ids
		}
		s.Before = found.Before
	}
	t.Fatal("the pages do not end")
	return nil
}

func parsed(t testing.TB, text string) filter.Filter {
	t.Helper()
	f, err := filter.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func foundByNewest(t *testing.T, db *store.DB) {
	list := receive(t, db, news.Dispatch{Wire: "w1", GUID: "g", Headline: "Ferry sinks", Hash: "1"}, news.Dispatch{Wire: "w1", GUID: "h", Headline: "Bank opens", Hash: "1"})
	again := news.Dispatch{Wire: "w1", GUID: "g", Headline: "Boat sinks", Hash: "2", Received: noon.Add(time.Hour)}
	receive(t, db, again)
	for text, want := range map[string][]string{"ferry": nil, "boat": {list[0].ID}, "boat OR bank": {list[0].ID, list[1].ID}} {
		if got := allFound(t, db, store.Sought{Filter: parsed(t, text)}); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		_, _, err := tx.KillDispatch(ctx, news.Dispatch{Wire: "w1", GUID: "h", Received: noon.Add(2 * time.Hour), Killed: noon, Kill: "Wrong."}, []byte("kill"))
		return err
	})
	if got := allFound(t, db, store.Sought{Filter: parsed(t, "is:kill bank")}); !slices.Equal(got, []string{list[1].ID}) {
		t.Errorf("of the kill: %v", got)
	}
}

func droppedApart(t *testing.T, db *store.DB) {
	list := receive(t, db, news.Dispatch{Wire: "w1", GUID: "g", Headline: "Ferry", Hash: "1"}, news.Dispatch{Wire: "w1", GUID: "h", Headline: "Ferry", Hash: "1"})
	d := list[0]
	d.Routing = news.Routing{Dropped: true, Tags: []string{"boats"}, By: []string{"Boats"}}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.RouteDispatch(ctx, d) })
	if got := allFound(t, db, store.Sought{Filter: parsed(t, "ferry")}); !slices.Equal(got, []string{list[1].ID}) {
		t.Errorf("listed: %v", got)
	}
	if got := allFound(t, db, store.Sought{Filter: parsed(t, "tag:boats"), Dropped: true}); !slices.Equal(got, []string{d.ID}) {
		t.Errorf("dropped: %v", got)
	}
	if got, err := db.Dispatch(t.Context(), d.ID); err != nil || !got.Routing.Dropped || got.Routing.By[0] != "Boats" {
		t.Errorf("read: %+v, %v", got.Routing, err)
	}
	plain, err := db.Dispatches(t.Context(), store.DispatchFilter{})
	if err != nil || len(plain) != 2 {
		t.Errorf("programs see %d, %v", len(plain), err)
	}
}

func dispatchesFilled(t *testing.T, db *store.DB) {
	list := make([]news.Dispatch, 120)
	for i := range list {
		list[i] = news.Dispatch{Wire: "w1", GUID: fmt.Sprint(i), Headline: "Ferry", Hash: "1"}
	}
	receive(t, db, list...)
	if err := db.ForgetDispatchIndex(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := allFound(t, db, store.Sought{Filter: parsed(t, "ferry")}); len(got) != 0 {
		t.Errorf("found without an index: %d", len(got))
	}
	if n, err := db.FillDispatches(t.Context()); n != 120 || err != nil {
		t.Errorf("filled %d, %v", n, err)
	}
	if got := allFound(t, db, store.Sought{Filter: parsed(t, "ferry")}); len(got) != 120 {
		t.Errorf("found %d", len(got))
	}
	if n, err := db.FillDispatches(t.Context()); n != 0 || err != nil {
		t.Errorf("filled again %d, %v", n, err)
	}
}

func deedOnce(t *testing.T, db *store.DB) {
	d := receive(t, db, news.Dispatch{Wire: "w1", GUID: "g", Headline: "Ferry", Hash: "1"})[0]
	var first, second bool
	tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
		if first, err = tx.AddDeed(ctx, d.ID, "desk city", "r1", noon); err == nil {
			second, err = tx.AddDeed(ctx, d.ID, "desk city", "r2", noon)
		}
		return err
	})
	if !first || second {
		t.Errorf("the first time %v, the second %v", first, second)
	}
}

func routesInOrder(t *testing.T, db *store.DB) {
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, id := range []string{"a", "b", "c"} {
			if err := tx.SaveRoute(ctx, news.Route{ID: id, Name: id, On: id != "b"}); err != nil {
				return err
			}
		}
		return tx.OrderRoutes(ctx, []string{"c", "b", "a"})
	})
	list, err := db.Routes(t.Context())
	if err != nil || len(list) != 3 || list[0].ID != "c" || list[2].ID != "a" {
		t.Errorf("%+v, %v", list, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if on, err := tx.Routes(ctx, true); err != nil || len(on) != 2 {
			t.Errorf("on: %+v, %v", on, err)
		}
		return tx.DeleteRoute(ctx, "c")
	})
	if list, err := db.Routes(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("after one is deleted: %+v, %v", list, err)
	}
}

func presetsKept(t *testing.T, db *store.DB) {
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, p := range []news.Preset{{ID: "1", Name: "Urgent"}, {ID: "2", Name: "Mine", Person: "p", Ring: true}, {ID: "3", Name: "Mine", Person: "q"}} {
			if err := tx.SavePreset(ctx, p); err != nil {
				return err
			}
		}
		return tx.SeePreset(ctx, "p", "1", noon)
	})
	list, err := db.Presets(t.Context(), "p")
	if err != nil || len(list) != 2 || list[0].ID != "1" || list[1].ID != "2" {
		t.Errorf("%+v, %v", list, err)
	}
	seen, err := db.SeenPresets(t.Context(), "p")
	if err != nil || !seen["1"].Equal(noon) || len(seen) != 1 {
		t.Errorf("seen %v, %v", seen, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if ringing, err := tx.Ringing(ctx); err != nil || len(ringing) != 1 || ringing[0].ID != "2" {
			t.Errorf("ringing: %+v, %v", ringing, err)
		}
		if n, ring, err := tx.CountPresets(ctx, "p"); n != 1 || ring != 1 || err != nil {
			t.Errorf("%d, %d, %v", n, ring, err)
		}
		return tx.DeletePreset(ctx, "1")
	})
	err = db.Tx(t.Context(), func(tx *store.Tx) error {
		return tx.SavePreset(t.Context(), news.Preset{ID: "4", Name: "Mine", Person: "p"})
	})
	if kindOf(err) != news.Conflict {
		t.Errorf("two of one name: %v", err)
	}
}
