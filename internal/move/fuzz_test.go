package move

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
)

func FuzzReadPage(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.[th]*")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	o := Options{Zone: dhaka(f)}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		p, err := ReadPage(bytes.NewReader(data), o)
		if took := time.Since(start); len(data) < 64<<10 && took > 5*time.Second {
			t.Errorf("%d bytes took %s", len(data), took)
		}
		var e *news.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("an error that is not for people: %v", err)
		}
		if len(p.Report) == 0 {
			if err == nil {
				t.Fatal("a story without a report")
			}
			return
		}
		checkReport(t, data, p)
		checkJSON(t, p, err == nil)
	})
}

// checkJSON fails unless a page has a JSON form, and that of a story reads back.
func checkJSON(t *testing.T, p Page, story bool) {
	t.Helper()
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back Page
	if err := json.Unmarshal(data, &back); story && err != nil {
		t.Fatalf("the story does not read back: %v", err)
	}
	for _, h := range append(p.Bar, p.Headline) {
		if strings.ContainsAny(h, "\n\r\x00") || h != trim(h) {
			t.Errorf("a headline of several lines, or not trimmed: %q", h)
		}
	}
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"GreenWatch Desk: World News 2025-07-04, 11:03am", "প্রকাশ: ৪ জুলাই ২০২৫, সকাল ১১টা ৩ মিনিটে", "11:03 pm (GMT+6), Fri, July 4th, 2025", "২০ আষাঢ় ১৪৩২", "2 hours ago", "1.2.2025 24:61 IST"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, w := range findDates(s, Options{}) {
			if w.start < end || w.end <= w.start || w.end > len(s) {
				t.Fatalf("a date at %d–%d of %d bytes, after %d", w.start, w.end, len(s), end)
			}
			end = w.end
			if y := w.time.Year(); !w.time.IsZero() && (y < 1900 || y > 2100) {
				t.Errorf("the year %d", y)
			}
		}
		readMeta(s, Options{})
	})
}
