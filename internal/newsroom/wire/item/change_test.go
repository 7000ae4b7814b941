package item_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

func TestADateWithoutAZoneIsOneOfTheWire(t *testing.T) {
	dhaka := time.FixedZone("Dhaka", 6*3600)
	for s, want := range map[string]string{
		"2026-11-24T15:04:05":       "2026-11-24T09:04:05Z",
		"2026-11-24 15:04":          "2026-11-24T09:04:00Z",
		"20261124T150405":           "2026-11-24T09:04:05Z",
		"20261124":                  "2026-11-23T18:00:00Z",
		"2026-11-24":                "2026-11-23T18:00:00Z",
		"24 Nov 2026":               "2026-11-23T18:00:00Z",
		"24 Nov 2026 15:04":         "2026-11-24T09:04:00Z",
		"2026-11-24T15:04:05Z":      "2026-11-24T15:04:05Z",
		"2026-11-24T15:04:05-05:00": "2026-11-24T20:04:05Z",
		"20261124T150405+0000":      "2026-11-24T15:04:05Z",
		"20261124T150405Z":          "2026-11-24T15:04:05Z",
		"24 Nov 2026 15:04 GMT":     "2026-11-24T15:04:00Z",
		"soon":                      "0001-01-01T00:00:00Z",
	} {
		if got := item.DateIn(s, dhaka).UTC().Format(time.RFC3339); got != want {
			t.Errorf("%q: got %s, want %s", s, got, want)
		}
		if got, want := item.DateIn(s, nil), item.Date(s); !got.Equal(want) {
			t.Errorf("%q without a zone: got %s, want %s", s, got, want)
		}
	}
}

func TestTheGravestChangeCounts(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  news.Change
	}{
		{nil, ""},
		{[]string{"sig:atomic", "news", ""}, ""},
		{[]string{"sig:update"}, news.ChangeUpdate},
		{[]string{"http://cv.iptc.org/newscodes/signal/correction", "sig:update"}, news.ChangeCorrection},
		{[]string{"stat:withheld", "sig:correction"}, news.ChangeWithheld},
		{[]string{"Canceled", "stat:withheld"}, news.ChangeKill},
	} {
		if got := item.ChangeOf(c.words...); got != c.want {
			t.Errorf("%v: got %q, want %q", c.words, got, c.want)
		}
	}
}
