package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunFronts holds the stores that open returns to the contract of fronts and clipboards.
func RunFronts(t *testing.T, open func(testing.TB) *store.DB) {
	for fact, run := range map[string]func(*testing.T, *store.DB){
		"AFrontComesBackAsItWasWritten":               frontComesBack,
		"OfTwoWhoChangeAFrontAtOnceBothChangesStand":  frontRaces,
		"AFrontIsDueWhenItsFirstPinEndsByTheDatabase": frontDue,
		"LaunchesAreKeptAndListedFromTheNewest":       launches,
		"AClipboardIsOnePersons":                      clips,
	} {
		t.Run(fact, func(t *testing.T) {
			t.Parallel()
			run(t, open(t))
		})
	}
}

var bangla = news.FrontName{Language: news.Bangla, Section: "world-news"}

func saveFront(t testing.TB, db *store.DB, f news.Front) {
	t.Helper()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveFront(ctx, f) })
}

func frontComesBack(t *testing.T, db *store.DB) {
	if f, err := db.Front(t.Context(), bangla); err != nil || f.Name != bangla || f.Turn != 0 || f.Draft != nil {
		t.Errorf("a front that nobody touched: %+v %v", f, err)
	}
	slots := []news.Slot{{Block: news.TopBlock, Story: 7, Headline: "যমুনায় ফেরি বন্ধ", Until: noon, Since: noon}}
	want := news.Front{
		Name: bangla, Live: news.Arrangement{Topic: "flood", Slots: slots}, Launch: 3, By: nusrat, At: noon, Removed: slots,
		Draft: &news.FrontDraft{Arrangement: news.Arrangement{Slots: slots}, Revision: 1, By: nusrat, At: noon},
	}
	saveFront(t, db, want)
	want.Turn = 1
	saveFront(t, db, want)
	want.Turn = 2
	got, err := db.Front(t.Context(), bangla)
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
	all, err := db.Fronts(t.Context())
	if err != nil || len(all) != 1 || !cmp.Equal(all[0], want) {
		t.Errorf("all fronts: %+v %v", all, err)
	}
}

func frontRaces(t *testing.T, db *store.DB) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	said := 0
	for i := range 8 {
		wg.Go(func() {
			err := db.Tx(t.Context(), func(tx *store.Tx) error {
				f, err := tx.Front(t.Context(), bangla)
				if err != nil {
					return err
				}
				f.Removed = append(f.Removed, news.Slot{Story: int64(i)})
				return tx.SaveFront(t.Context(), f)
			})
			switch {
			case err == nil:
				mu.Lock()
				said++
				mu.Unlock()
			case kindOf(err) != news.Conflict: // with so many at once a Conflict is a fair answer
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if f, err := db.Front(t.Context(), bangla); err != nil || len(f.Removed) != said || said == 0 || f.Turn != int64(said) {
		t.Errorf("%d changes said they were written, there are %+v %v", said, f, err)
	}
}

func frontDue(t *testing.T, db *store.DB) {
	for i, until := range []time.Time{{}, time.Now().Add(-time.Second), time.Now().Add(time.Hour)} {
		saveFront(t, db, news.Front{Name: news.FrontName{Language: news.English, Section: fmt.Sprint("s", i)}, Live: news.Arrangement{
			Slots: []news.Slot{{Block: news.TopBlock, Story: 1}, {Block: news.TopBlock, Place: 1, Story: 2, Until: until}},
		}})
	}
	if due, err := db.FrontsDue(t.Context()); err != nil || len(due) != 1 || due[0].Section != "s1" {
		t.Errorf("due: %v %v", due, err)
	}
}

func launches(t *testing.T, db *store.DB) {
	saveFront(t, db, news.Front{Name: bangla})
	for n := range int64(5) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.AddFrontLaunch(ctx, bangla, news.FrontLaunch{
				Number: n + 1, Kind: news.LaunchDraft, By: nusrat, At: noon, Edition: n + 10, Changes: []news.FrontChange{{Topic: "flood"}},
			})
		})
	}
	list, err := db.FrontLaunches(t.Context(), bangla, 0, 2)
	if err != nil || len(list) != 2 || list[0].Number != 5 || list[0].Edition != 14 || list[0].By.ID != nusrat.ID || len(list[0].Changes) != 1 {
		t.Errorf("the newest: %+v %v", list, err)
	}
	if list, err = db.FrontLaunches(t.Context(), bangla, 4, 0); err != nil || len(list) != 3 || list[0].Number != 3 {
		t.Errorf("before the fourth: %+v %v", list, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.FrontLaunch(ctx, bangla, 6); kindOf(err) != news.NotFound {
			t.Errorf("one that there was not: %v", err)
		}
		l, err := tx.FrontLaunch(ctx, bangla, 2)
		if l.Number != 2 {
			t.Errorf("the second is %+v", l)
		}
		return err
	})
}

func clips(t *testing.T, db *store.DB) {
	for i, c := range []struct {
		person string
		story  int64
		on     bool
	}{{"a", 1, true}, {"a", 2, true}, {"b", 3, true}, {"a", 1, true}, {"b", 3, false}, {"b", 4, false}} {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.Clip(ctx, c.person, c.story, c.on, noon.Add(time.Duration(i)*time.Second))
		})
	}
	if got, err := db.Clips(t.Context(), "a"); err != nil || !cmp.Equal(got, []int64{1, 2}) {
		t.Errorf("a has %v %v", got, err)
	}
	if got, err := db.Clips(t.Context(), "b"); err != nil || len(got) != 0 {
		t.Errorf("b has %v %v", got, err)
	}
}
