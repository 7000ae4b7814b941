package bench

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store/storetest"
)

func BenchmarkFillSearch(b *testing.B) {
	db := storetest.SQLite(b)
	p := news.Person{ID: "p", Name: "p"}
	if err := fillSearch(b.Context(), db, p, time.Now().AddDate(0, -1, 0), 200, func(int) {}); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	if err := fillSearch(b.Context(), db, p, time.Now(), b.N, func(int) {}); err != nil {
		b.Fatal(err)
	}
}
