package screens

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// A time that somebody types is what the house's clock shows then, in summer and in winter:
// one that it never shows is refused, and of one that it shows twice the later is meant.
func TestATimeThatIsTypedIsWhatTheHousesClockShows(t *testing.T) {
	for _, tt := range []struct{ zone, typed, utc string }{
		{"Asia/Dhaka", "2026-03-29T02:30", "2026-03-28T20:30:00Z"},
		{"Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00Z"},
		{"Europe/Berlin", "2026-03-29T02:00", "refused"},
		{"Europe/Berlin", "2026-03-29T02:30", "refused"},
		{"Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00Z"},
		{"Europe/Berlin", "2026-10-25T01:59", "2026-10-24T23:59:00Z"},
		{"Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:30:00Z"}, // not 00:30Z, an hour before
		{"Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00Z"},
		{"America/New_York", "2026-03-08T02:15", "refused"},
		{"America/New_York", "2026-11-01T01:15", "2026-11-01T06:15:00Z"},
		{"Australia/Lord_Howe", "2026-10-04T02:10", "refused"}, // half an hour
		{"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T15:15:00Z"},
		{"Asia/Dhaka", "2009-06-19T23:30", "refused"}, // the year in which Bangladesh had summer time
		{"Asia/Dhaka", "2009-07-01T12:00", "2009-07-01T05:00:00Z"},
	} {
		zone, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		v := &visit{zone: zone}
		at, err := v.fromField(tt.typed)
		got := at.UTC().Format(time.RFC3339)
		if err != nil {
			got = "refused"
			if !strings.Contains(err.Error(), "put forward") {
				t.Errorf("%s %s: %v", tt.zone, tt.typed, err)
			}
		}
		if got != tt.utc {
			t.Errorf("%s %s: %s, want %s", tt.zone, tt.typed, got, tt.utc)
		}
	}
}

// What a field shows, typed again, is that time or, of two that the clock shows alike, the
// later: never one before.
func TestAShownTimeTypedAgainIsNeverEarlier(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // which times
	for _, name := range []string{"Asia/Dhaka", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		v := &visit{zone: zone}
		for range 5000 {
			at := time.Unix(1_767_225_600+dice.Int64N(3*366*86_400), 0).UTC().Truncate(time.Minute)
			again, err := v.fromField(at.In(zone).Format(fieldLayout))
			if err != nil || again.Before(at) || again.Sub(at) > time.Hour {
				t.Fatalf("%s: %s is %s again, %v", name, at, again, err)
			}
		}
	}
}
