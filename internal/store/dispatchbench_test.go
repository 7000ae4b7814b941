package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// BenchmarkDispatches filters 100,000 dispatches, or STET_DISPATCHES, in each way that a wire desk does, and says how long the slowest
// hundredth took.
func BenchmarkDispatches(b *testing.B) {
	for _, on := range []struct {
		name string
		open func(testing.TB) *store.DB
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.Postgres}} {
		b.Run(on.name, func(b *testing.B) { benchDispatches(b, on.open(b)) })
	}
}

func benchDispatches(b *testing.B, db *store.DB) {
	n := 100_000
	if s := os.Getenv("STET_DISPATCHES"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	wires(b, db, n)
	for _, text := range []string{
		"", "flood", "flood OR ferry", "headline:number lang:en", "w77 cricket", "wire:w3 urgency:1-2 -cricket", "topic:15000000", `"flood market"`, "is:embargoed", "nowhere",
	} {
		f, err := filter.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strconv.Quote(text), func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				begun := time.Now()
				if _, err := db.FindDispatches(b.Context(), store.Sought{Filter: f, Now: time.Now(), Limit: 100}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

// wires fills a store with n dispatches as two hundred wires send them.
func wires(b *testing.B, db *store.DB, n int) {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	words := func(n int) (s string) {
		for range n {
			// Most words are rare, as they are in copy.
			if s += benchWords[r.IntN(len(benchWords))] + " "; r.IntN(2) == 0 {
				s += fmt.Sprintf("w%d ", int(r.ExpFloat64()*800))
			}
		}
		return s
	}
	start := time.Now().Add(-30 * 24 * time.Hour)
	for i := 0; i < n; {
		err := db.Tx(b.Context(), func(tx *store.Tx) error {
			for w := range 200 {
				if err := tx.SaveWire(b.Context(), news.Wire{ID: fmt.Sprintf("wire%d", w), Name: fmt.Sprintf("w%d", w), Kind: news.FeedWire}); err != nil {
					return err
				}
			}
			for end := min(i+500, n); i < end; i++ {
				d := news.Dispatch{
					Wire: fmt.Sprintf("wire%d", i%200), GUID: strconv.Itoa(i), Received: start.Add(time.Duration(i) * 25 * time.Second), Hash: "h", Language: news.English, Urgency: r.IntN(9),
					Headline: words(4) + "number " + strconv.Itoa(i), Body: news.Paragraphs(words(20), words(20)),
				}
				if i%20 == 0 {
					d.Codes = []string{"subj:15054000"}
				}
				if i%500 == 0 {
					d.Embargo = time.Now().Add(time.Hour)
				}
				if _, _, err := tx.Receive(b.Context(), d, []byte("raw")); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := db.TidySearch(context.WithoutCancel(b.Context())); err != nil {
		b.Fatal(err)
	}
}
