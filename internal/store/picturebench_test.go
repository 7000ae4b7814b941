package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

var (
	benchWords = []string{"ferry", "Jamuna", "flood", "market", "বন্যা", "যমুনা", "ঢাকা", "নদী", "ধান", "cricket", "minister", "paddy", "rail", "storm", "school", "students", "protest", "road", "hospital", "dengue", "বাজার", "সেতু", "শিক্ষার্থী", "মিছিল"}
	benchNames = []string{"A. Rahman", "N. Karim", "Papia Das", "S. Hossain", "R. Akter", "M. Islam"}
)

// library fills a store with n pictures as a newsroom of some years has them.
func library(b *testing.B, db *store.DB, n int) {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := 0; i < n; {
		err := db.Tx(b.Context(), func(tx *store.Tx) error {
			for end := min(i+1000, n); i < end; i++ {
				p := news.Picture{
					ID: fmt.Sprintf("0190%028d", i), Name: fmt.Sprintf("DSC_%05d.jpg", i), Uploaded: start.Add(time.Duration(i) * 30 * time.Minute), Width: 3000, Height: 2000 + r.IntN(2000),
					Caption: fmt.Sprintf("%s %s %s near %s, number %d", pick(benchWords), pick(benchWords), pick(benchWords), pick(benchWords), i), Credit: pick(benchNames),
					Alt: pick(benchWords) + " " + pick(benchWords), Colour: fmt.Sprintf("#%06x", r.IntN(1<<24)), Likeness: fmt.Sprintf("%016x", r.Uint64()), By: news.Person{ID: "p" + pick(benchNames)[:1], Name: "x"},
				}
				if i%7 == 0 {
					p.Rights = news.Rights{Use: news.Denied}
				}
				if i%11 == 0 {
					p.Rights.Until = start.Add(time.Hour)
				}
				if err := tx.SavePicture(b.Context(), p); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPictures looks for pictures among 100,000, or STET_PICTURES, in each way that the picture desk does, and says how long the slowest twentieth took.
func BenchmarkPictures(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) { benchPictures(b, open(b)) })
	}
}

func benchPictures(b *testing.B, db *store.DB) {
	b.Helper()
	n := 100_000
	if text := os.Getenv("STET_PICTURES"); text != "" {
		if _, err := fmt.Sscan(text, &n); err != nil {
			b.Fatal(err)
		}
	}
	library(b, db, n)
	for _, way := range []struct {
		name string
		f    store.PictureFilter
	}{
		{"everything", store.PictureFilter{}},
		{"a-word", store.PictureFilter{Words: "ferry"}},
		{"a-Bangla-word", store.PictureFilter{Words: "বন্যায়"}},
		{"two-words", store.PictureFilter{Words: "flood যমুনা"}},
		{"one-picture", store.PictureFilter{Words: "77777"}},
		{"nothing", store.PictureFilter{Words: "xylophone"}},
		{"a-credit", store.PictureFilter{Credit: "rahman"}},
		{"free", store.PictureFilter{Rights: store.FreeNow}},
		{"expired", store.PictureFilter{Rights: store.Expired}},
		{"blue-portraits", store.PictureFilter{Colour: news.Blue, Orientation: store.Portrait}},
		{"a-month-of-words", store.PictureFilter{Words: "ferry", From: time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC), Before: time.Date(2021, 4, 1, 0, 0, 0, 0, time.UTC)}},
		{"unused", store.PictureFilter{Unused: true, Words: "ferry"}},
		{"like", store.PictureFilter{Like: "0123456789abcdef"}},
	} {
		b.Run(way.name, func(b *testing.B) {
			way.f.Limit = 60
			var took []time.Duration
			for b.Loop() {
				from := time.Now()
				if _, err := db.FindPictures(context.Background(), way.f); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(from))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100])/1e6, "p95-ms")
		})
	}
}
