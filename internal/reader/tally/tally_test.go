package tally_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/tally"
)

const (
	phone = "Mozilla/5.0 (Linux; Android 11; Redmi 9A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
	robot = "Mozilla/5.0 (compatible; Googlebot/2.1)"
	story = "/bn/world-news/2026/03/26/12-ferries-halted"
)

func get(agent, referer string) site.Request {
	return site.Request{Method: http.MethodGet, UserAgent: agent, Referer: referer}
}

func taken(t *tally.Tally) []audience.Views {
	views := t.Take("https://padma.example").Views
	slices.SortFunc(views, func(a, b audience.Views) int {
		return strings.Compare(a.Page+a.Source.String(), b.Page+b.Source.String())
	})
	return views
}

func TestPeopleAreCountedAndProgramsAreNot(t *testing.T) {
	var c tally.Tally
	c.Take("https://padma.example")
	page, lite, feed := &press.Page{Path: story, Bar: "bn"}, &press.Page{Path: "/bn/lite/world-news/2026/03/26/12-ferries-halted"}, &press.Page{Path: "/bn/feed.rss"}
	for range 3 {
		c.Seen(get(phone, "https://m.facebook.com/"), page, http.StatusOK)
	}
	c.Seen(get(phone, "https://padma.example/bn/"), page, http.StatusNotModified)
	c.Seen(get(phone, ""), lite, http.StatusOK)
	for _, not := range []struct {
		r      site.Request
		page   *press.Page
		status int
	}{
		{get(robot, ""), page, http.StatusOK},
		{get("", ""), page, http.StatusOK},
		{get(phone, ""), feed, http.StatusOK},
		{get(phone, ""), page, http.StatusGone},
		{site.Request{Method: http.MethodHead, UserAgent: phone}, page, http.StatusOK},
	} {
		c.Seen(not.r, not.page, not.status)
	}
	want := []audience.Views{
		{Page: lite.Path, Language: "bn", Story: 12, Lite: true, Source: audience.Direct, N: 1},
		{Page: story, Language: "bn", Story: 12, Source: audience.Facebook, N: 3},
		{Page: story, Language: "bn", Story: 12, Source: audience.Own, N: 1},
	}
	if got := taken(&c); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if got := taken(&c); len(got) != 0 {
		t.Errorf("it was counted twice: %+v", got)
	}
}

func TestNothingIsLostWhileItIsTaken(t *testing.T) {
	var c tally.Tally
	page := &press.Page{Path: story, Bar: "bn"}
	var wg sync.WaitGroup
	var n int64
	for range 4 {
		wg.Go(func() {
			for range 10_000 {
				c.Seen(get(phone, ""), page, http.StatusOK)
			}
		})
	}
	for range 100 {
		for _, v := range taken(&c) {
			n += v.N
		}
	}
	wg.Wait()
	for _, v := range taken(&c) {
		n += v.N
	}
	if n != 40_000 {
		t.Errorf("%d were counted", n)
	}
}

func TestCountingAPageThatWasSeenAllocatesNothing(t *testing.T) {
	var c tally.Tally
	page, r := &press.Page{Path: story, Bar: "bn"}, get(phone, "https://www.google.com/")
	if n := testing.AllocsPerRun(100, func() { c.Seen(r, page, http.StatusOK) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkSeen(b *testing.B) {
	var c tally.Tally
	page, r := &press.Page{Path: story, Bar: "bn"}, get(phone, "https://www.google.com/")
	for b.Loop() {
		c.Seen(r, page, http.StatusOK)
	}
}

func TestOnlyAStoryThatReadersHaveIsCountedAsReadThrough(t *testing.T) {
	shelf, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	if _, err := shelf.Append([]edition.Change{{
		Number: 1, Kind: edition.Published, At: time.Unix(1, 0),
		Story: &edition.Story{Card: edition.Card{Number: 12, Language: "bn", Section: "world-news", Slug: "s", Headline: "h", Date: "2026/03/26"}},
	}}); err != nil {
		t.Fatal(err)
	}
	var c tally.Tally
	route := c.Beacon()
	for _, body := range []string{`{"k":"story","l":"bn","s":12,"r":true}`, `{"k":"story","l":"bn","s":12}`, `{"k":"story","l":"bn","s":13,"r":true}`} {
		if _, err := route.Answer(t.Context(), shelf.View(), site.Request{Method: http.MethodPost, UserAgent: phone, Body: []byte(body)}); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.Take("").Reads; len(got) != 1 || got[0] != (audience.Reads{Story: 12, N: 2, Through: 1}) {
		t.Errorf("%+v", got)
	}
	if got := c.Take("").Reads; len(got) != 0 {
		t.Errorf("taken twice: %+v", got)
	}
}

func TestABeaconIsCountedAndABadOneRefused(t *testing.T) {
	var c tally.Tally
	route := c.Beacon()
	send := func(agent, body string) error {
		_, err := route.Answer(t.Context(), nil, site.Request{Method: http.MethodPost, UserAgent: agent, Body: []byte(body)})
		return err
	}
	for range 2 {
		if err := send(phone, `{"k":"story","l":"bn","lcp":812,"cls":0.004}`); err != nil {
			t.Fatal(err)
		}
	}
	if err := send(robot, `{"k":"story","l":"bn","lcp":9}`); err != nil {
		t.Error(err)
	}
	if err := send(phone, `{"k":"story","l":"bn","lcp":-9}`); err == nil {
		t.Error("a time before the beginning was taken")
	}
	taken := c.Take("")
	if len(taken.Reads) != 0 {
		t.Errorf("%+v", taken.Reads)
	}
	found := taken.Vitals
	if len(found) != 2 || found[0].N != 2 || found[1].N != 2 {
		t.Errorf("%+v", found)
	}
}
