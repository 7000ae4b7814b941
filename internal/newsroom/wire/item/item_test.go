package item_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

func TestAnItemAlwaysHasAName(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	long := strings.Repeat("x", 600)
	for _, c := range []struct{ own, link, headline, want string }{
		{" urn:newsml:a ", "https://a.example/", "A", "urn:newsml:a"},
		{"", "https://a.example/", "A", "https://a.example/"},
		{"", "", "A", "stet:" + item.Hash("A\n2026-11-24T09:00:00Z")},
		{"", "", "", "stet:" + item.Hash("raw")},
		{long, "", "", "stet:" + item.Hash(long)},
	} {
		if got := item.GUID(c.own, c.link, c.headline, at, []byte("raw")); got != c.want {
			t.Errorf("%.20q %q %q: got %q, want %q", c.own, c.link, c.headline, got, c.want)
		}
	}
}

func TestABatchGivesItsItemsInOrderAndStops(t *testing.T) {
	a, b := item.Item{Cut: true}, item.Item{Gone: true}
	batch := item.Of("X 1", a, b)
	var seen []bool
	for i, err := range batch.Items {
		if err != nil {
			t.Fatal(err)
		}
		if seen = append(seen, i.Gone); i.Cut {
			break
		}
	}
	if batch.Len != 2 || len(seen) != 1 || seen[0] {
		t.Errorf("%d items, %v", batch.Len, seen)
	}
}
