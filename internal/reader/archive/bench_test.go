package archive_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

func fill(b *testing.B, dir string, n int64) {
	a := open(b, dir)
	for from := int64(1); from <= n; from += 500 {
		var changes []edition.Change
		for i := from; i < min(from+500, n+1); i++ {
			c := published(i, i, fmt.Sprint("headline ", i), fmt.Sprint("t", i%200))
			c.Bars = []edition.Bar{{Language: "en", Items: make([]edition.BarItem, 6)}}
			c.Story.Lead = &edition.Picture{ID: "p"}
			for _, width := range []int{320, 480, 640, 960, 1280} {
				c.Story.Lead.Renditions = append(c.Story.Lead.Renditions, news.Rendition{Name: fmt.Sprint(i, "-", width, ".jpg"), Width: width})
			}
			changes = append(changes, c)
		}
		if _, err := a.Append(changes); err != nil {
			b.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
}

// Opening takes as long as reading the index: 10,000 stories must stay far below the
// second in which a restarted program has its first page out.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int64{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			fill(b, dir, n)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for b.Loop() {
				a := open(b, dir)
				if a.View().Count(archive.List{}) != int(n) {
					b.Fatal("not all are there")
				}
				b.StopTimer()
				runtime.GC()
				runtime.ReadMemStats(&after)
				_ = a.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "B/story")
		})
	}
}

// An update costs what changed, however much there is.
func BenchmarkAppend(b *testing.B) {
	for _, n := range []int64{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			fill(b, dir, n)
			a := open(b, dir)
			defer a.Close()
			for i := n; b.Loop(); {
				i++
				if _, err := a.Append([]edition.Change{published(i, i%n+1, "headline", "t1")}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
