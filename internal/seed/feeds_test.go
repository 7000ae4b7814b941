package seed_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/seed"
)

// A wire goes on delivering: a new item at every interval, now and then with an update
// in the place of an earlier one, and never the same feed twice.
func TestTheWiresKeepDelivering(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, err := seed.NewFeeds(time.Now())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range seed.Agencies {
			last, tag := "", ""
			for range 100 {
				r := httptest.NewRequest("GET", "/"+a.Slug, nil)
				r.Header.Set("If-None-Match", tag)
				w := httptest.NewRecorder()
				f.ServeHTTP(w, r)
				if w.Code != 200 || w.Body.String() == last || strings.Contains(w.Body.String(), "{day") {
					t.Fatalf("%s: %d, and the same as before: %v", a.Name, w.Code, w.Body.String() == last)
				}
				last, tag = w.Body.String(), w.Header().Get("ETag")
				r.Header.Set("If-None-Match", tag)
				again := httptest.NewRecorder()
				if f.ServeHTTP(again, r); again.Code != 304 {
					t.Fatalf("%s: the same again is answered with %d", a.Name, again.Code)
				}
				time.Sleep(seed.Interval)
			}
		}
	})
}
