package site

import (
	"fmt"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// crowded returns a keeper with n pages, which are all of its budget.
func crowded(n int) *keeper {
	k := newKeeper(&archive.View{}, prints(func(_ *archive.View, name string) (*press.Page, error) { return page(name, 1000, ""), nil }))
	k.budget = n * 1000
	all := map[string]*press.Page{}
	for i := range n {
		name := fmt.Sprint("/page/", i)
		all[name] = page(name, 1000, "")
	}
	k.swap(&archive.View{}, press.Affected{}, all)
	return k
}

// A publication costs what it makes stale, however many pages are kept, and so does a page
// that is printed when there is no room: the worst of both is told too.
func BenchmarkKeep(b *testing.B) {
	for _, n := range []int{4_000, 100_000} {
		k := crowded(n)
		measure := func(name string, f func(i int)) {
			b.Run(fmt.Sprint(n, "/", name), func(b *testing.B) {
				i, worst := 0, time.Duration(0)
				for b.Loop() {
					began := time.Now()
					f(i)
					worst = max(worst, time.Since(began))
					i++
				}
				b.ReportMetric(float64(worst.Microseconds()), "µs-worst")
			})
		}
		measure("publication", func(i int) {
			var stale press.Affected
			printed := map[string]*press.Page{}
			for j := range 10 {
				name := fmt.Sprint("/page/", j)
				stale.Print = append(stale.Print, name)
				printed[name] = page(name, 1000, "")
				stale.Stale = append(stale.Stale, fmt.Sprint("/page/", i%n), fmt.Sprint("/never/", j))
			}
			k.swap(&archive.View{}, stale, printed)
		})
		measure("miss", func(i int) {
			if _, err := k.print(b.Context(), k.run.Load(), fmt.Sprint("/cold/", i)); err != nil {
				b.Fatal(err)
			}
		})
		measure("hit", func(i int) { k.page(k.run.Load(), "/page/1") })
	}
}
