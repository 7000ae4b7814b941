package search_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/search"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

var noon = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC) // in Dhaka

var house = news.House{
	Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
	Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka", URL: "https://padma.example",
	Sections: []news.Section{
		{Slug: "bangladesh", Names: map[news.Language]string{news.English: "Bangladesh", news.Bangla: "বাংলাদেশ"}},
		{Slug: "sport", Names: map[news.Language]string{news.English: "Sport", news.Bangla: "খেলা"}},
	},
}

// world is a newsroom's store, the readers' copy of it and a site that searches.
type world struct {
	testing.TB
	db    *store.DB
	shelf *archive.Archive
	site  *site.Site
	desk  *search.Desk
}

func newWorld(t testing.TB, open func(testing.TB) *store.DB) *world {
	t.Helper()
	shelf, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	files, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{TB: t, db: open(t), shelf: shelf}
	w.desk = &search.Desk{Find: w.db.Search, Press: press.New()}
	w.publish(edition.Change{Kind: edition.Arranged, House: &house})
	w.site = site.New(shelf, w.desk.Press, &ticker.Ticker{}, files)
	w.site.Handle(w.desk.Route())
	return w
}

// publish gives the change to the store and then to readers.
func (w *world) publish(c edition.Change) {
	w.Helper()
	err := w.db.Tx(w.Context(), func(tx *store.Tx) (err error) {
		if c.Number, err = tx.NextEdition(w.Context()); err != nil {
			return err
		}
		c.At = noon.Add(time.Duration(c.Number) * time.Minute)
		return tx.Publish(w.Context(), c)
	})
	if err != nil {
		w.Fatal(err)
	}
	if _, err := w.shelf.Append([]edition.Change{c}); err != nil {
		w.Fatal(err)
	}
	if w.site != nil {
		w.site.Swap(w.shelf.View(), press.Affected{All: true}, nil)
	}
}

// tell publishes a story.
func (w *world) tell(number int64, l news.Language, headline, body string) {
	w.Helper()
	w.publish(edition.Change{Kind: edition.Published, Story: &edition.Story{
		Card: edition.Card{
			Number: number, Language: l, Section: "bangladesh", Slug: "s", Headline: headline, Date: "2026/03/26", Published: noon.AddDate(0, 0, -int(number)),
		},
		Byline: news.Byline{People: []string{"Nusrat Karim"}}, Body: news.Paragraphs(body),
	}})
}

func (w *world) takeAway(number int64, kind edition.Kind) {
	w.Helper()
	w.publish(edition.Change{Kind: kind, Notice: &edition.Notice{Number: number, Language: news.Bangla, Section: "bangladesh", At: noon}})
}

// ask asks for a path of the site and a query, as "q=…&page=2" with nothing escaped.
func (w *world) ask(path, query string) (status int, body string, a site.Answer) {
	w.Helper()
	var parts []string
	for _, p := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(p, "=")
		parts = append(parts, name+"="+url.QueryEscape(value))
	}
	a = w.site.Answer(w.Context(), site.Request{Method: "GET", Path: path, Query: strings.Join(parts, "&")})
	return a.Status, string(a.Body), a
}

var (
	headlines = regexp.MustCompile(`<h3><a href="[^"]*">(.*?)</a></h3>`)
	status    = regexp.MustCompile(`(?s)<p class="none" role="status">(.*?)</p>`)
)

// found returns what the page says of how much was found, and the headlines on it.
func (w *world) found(query string) (string, []string) {
	w.Helper()
	code, body, _ := w.ask("/bn/search", query)
	if code != http.StatusOK {
		w.Fatalf("%s: %d", query, code)
	}
	var list []string
	for _, m := range headlines.FindAllStringSubmatch(body, -1) {
		list = append(list, m[1])
	}
	said := status.FindStringSubmatch(body)
	if said == nil {
		w.Fatalf("%s: the page does not say how much was found", query)
	}
	return strings.Join(strings.Fields(said[1]), " "), list
}

func TestSearchOnSQLite(t *testing.T)   { onBoth(t, storetest.SQLite) }
func TestSearchOnPostgres(t *testing.T) { onBoth(t, storetest.Postgres) }

func onBoth(t *testing.T, open func(testing.TB) *store.DB) {
	for _, test := range []struct {
		fact string
		run  func(*world)
	}{
		{"EverySpellingHasTheSameStoryOnTopMarkedWhole", sameOnTop},
		{"WhatWasTakenAwayIsNotFoundNorCountedNorOffered", takenAway},
		{"NothingFoundOffersWaysOut", waysOut},
		{"ASectionAndATopicAreOfferedByTheirNamesUnlessTheirStoriesWent", placesOffered},
	} {
		t.Run(test.fact, func(t *testing.T) { t.Parallel(); test.run(newWorld(t, open)) })
	}
}

func sameOnTop(w *world) {
	w.tell(1, news.Bangla, "মেঘনায় সেতু", "নদীর ওপর সেতু।")
	w.tell(2, news.Bangla, "যমুনায় ফেরি বন্ধ", "পানি ২৬ সেন্টিমিটার বেড়েছে।")
	w.tell(3, news.English, "Ferries stop on the Jamuna", "The river rose.")
	for query, want := range map[string]string{
		"q=যমুনা": "<mark>যমুনায়</mark> ফেরি বন্ধ", "q=যমুনা\u09DF": "<mark>যমুনায়</mark> ফেরি বন্ধ", "q=যমুনায\u09BC": "<mark>যমুনায়</mark> ফেরি বন্ধ",
		"q=জমূনা ফেরী": "<mark>যমুনায় ফেরি</mark> বন্ধ", "q=jomuna": "<mark>যমুনায়</mark> ফেরি বন্ধ", "q=JAMUNA feri": "<mark>যমুনায় ফেরি</mark> বন্ধ",
		"q=যমুনা 26": "<mark>যমুনায়</mark> ফেরি বন্ধ", "q=২৪ মার্চ যমুনা": "<mark>যমুনায়</mark> ফেরি বন্ধ", "q=যমুনা last week": "<mark>যমুনায়</mark> ফেরি বন্ধ",
		"q=যমুনা&author=নুসরাত": "<mark>যমুনায়</mark> ফেরি বন্ধ", "q=যমুনা&from=2026-03-24&to=2026-03-24": "<mark>যমুনায়</mark> ফেরি বন্ধ",
		"q=যমুনা&section=bangladesh&sort=best": "<mark>যমুনায়</mark> ফেরি বন্ধ",
	} {
		said, list := w.found(query)
		if !strings.HasPrefix(said, "১টি প্রতিবেদন পাওয়া গেছে") || len(list) != 1 || list[0] != want {
			w.Errorf("%s: %s %q", query, said, list)
		}
	}
	if said, list := w.found("q=jamuna&lang=all"); len(list) != 2 || list[0] != "Ferries stop on the <mark>Jamuna</mark>" {
		w.Errorf("%s %q", said, list) // the spelling that was typed comes first
	}
	if said, list := w.found("q=যমুনা&to=2026-03-23"); len(list) != 0 {
		w.Errorf("%s %q", said, list)
	}
}

func takenAway(w *world) {
	for n := range int64(3) {
		w.tell(n+1, news.Bangla, fmt.Sprintf("যমুনায় ফেরি %d", n+1), "ঘটনা")
	}
	w.takeAway(1, edition.Killed)
	w.takeAway(2, edition.Withdrawn)
	if said, list := w.found("q=যমুনা"); !strings.HasPrefix(said, "১টি ") || len(list) != 1 {
		w.Errorf("%s %q", said, list)
	}
	w.takeAway(3, edition.Killed)
	_, body, _ := w.ask("/bn/search", "q=যমুনাা")
	if strings.Contains(body, "ফেরি") || strings.Contains(body, "q=%E0%A6%AF%E0%A6%AE%E0%A7%81%E0%A6%A8%E0%A6%BE%22") {
		w.Error("a story that was killed is offered")
	}
	if said, list := w.found("q=যমুনা"); len(list) != 0 || strings.ContainsAny(said, "0123456789১২৩৪৫৬৭৮৯") {
		w.Errorf("%s %q", said, list)
	}
}

func waysOut(w *world) {
	w.tell(1, news.Bangla, "যমুনায় ফেরি বন্ধ", "ঘটনা")
	w.tell(2, news.English, "Bridge opens", "It did.")
	_, body, _ := w.ask("/bn/search", "q=যমুমা&section=bangladesh")
	for _, want := range []string{
		"কিছু পাওয়া যায়নি", "“যমুমা” · বাংলাদেশ", `href="/bn/search?q=%E0%A6%AF%E0%A6%AE%E0%A7%81%E0%A6%AE%E0%A6%BE">বাংলাদেশ</a>`,
		"আপনি কি খুঁজছেন", ">যমুনায়</a>", "lang=all", "যমুনায় ফেরি বন্ধ", "বাংলাদেশ</h2>",
	} {
		if !strings.Contains(body, want) {
			w.Errorf("the page does not have %q", want)
		}
	}
	_, body, _ = w.ask("/bn/search", "q=২৬ মার্চ সেতু")
	for _, want := range []string{"“সেতু” · ২৬ মার্চ ২০২৬", "হুবহু এই শব্দগুলো খুঁজুন", "q=%22"} {
		if !strings.Contains(body, want) {
			w.Errorf("the page does not have %q", want)
		}
	}
}

func placesOffered(w *world) {
	w.publish(edition.Change{Kind: edition.Published, Story: &edition.Story{
		Card:   edition.Card{Number: 1, Language: news.Bangla, Section: "sport", Slug: "s", Headline: "মেঘনায় নৌকাবাইচ", Date: "2026/03/26", Published: noon},
		Topics: []edition.Topic{{Slug: "meghna", Name: "মেঘনা"}, {Slug: "boats", Name: "নৌকা"}}, Body: news.Paragraphs("খেলা দেখতে ভিড়।"),
	}})
	const sport, meghna, boats = `<a href="/bn/sport/">`, `<a href="/bn/t/meghna">`, `<a href="/bn/t/boats">`
	for query, want := range map[string][]bool{ // sport, meghna, boats
		"q=খেলা": {true, false, false}, "q=khela": {true, false, false}, "q=মেঘনায়": {false, true, false}, "q=meghna": {false, true, false},
		"q=নৌকাবাইচ মেঘনা": {false, false, false}, "q=sports": {true, false, false}, // found nothing, but the section
	} {
		_, body, _ := w.ask("/bn/search", query)
		_, body, _ = strings.Cut(body, `<ul class="topics">`)
		body, _, _ = strings.Cut(body, "</ul>")
		for i, link := range []string{sport, meghna, boats} {
			if strings.Contains(body, link) != want[i] {
				w.Errorf("%s: %s is %v", query, link, !want[i])
			}
		}
	}
	w.takeAway(1, edition.Killed)
	for _, query := range []string{"q=মেঘনা", "q=নৌকা", "q=মেঘনাা"} {
		if _, body, _ := w.ask("/bn/search", query); strings.Contains(body, meghna) || strings.Contains(body, boats) || strings.Contains(body, "নৌকাবাইচ") {
			w.Errorf("%s offers what a killed story had", query)
		}
	}
}

func TestAnAnswerIsCompressedAsTheReaderAsks(t *testing.T) {
	w := newWorld(t, storetest.SQLite)
	for n := range int64(8) {
		w.tell(n+1, news.Bangla, fmt.Sprintf("যমুনায় ফেরি %d", n+1), strings.Repeat("পানি বেড়েছে। ", 30))
	}
	answer := func(accept string) site.Answer {
		return w.site.Answer(t.Context(), site.Request{Method: "GET", Path: "/bn/search", Query: "q=" + url.QueryEscape("যমুনা"), AcceptEncoding: accept})
	}
	plain := answer("")
	for accept, want := range map[string]string{
		"gzip, deflate, br": "br", "gzip": "gzip", "br;q=0, gzip": "gzip", "": "", "identity": "",
	} {
		a := answer(accept)
		if a.Get("content-encoding") != want {
			t.Errorf("%q: %q", accept, a.Get("content-encoding"))
		}
		var r io.Reader = bytes.NewReader(a.Body)
		switch want {
		case "br":
			r = brotli.NewReader(r)
		case "gzip":
			zip, err := gzip.NewReader(r)
			if err != nil {
				t.Fatal(err)
			}
			r = zip
		}
		if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, plain.Body) {
			t.Errorf("%q: another page, %v", accept, err)
		}
		t.Logf("%q: %d of %d bytes", accept, len(a.Body), len(plain.Body))
	}
}

func TestASearchPageIsForNoMachineAndNoCache(t *testing.T) {
	w := newWorld(t, storetest.SQLite)
	w.tell(1, news.Bangla, "যমুনায় ফেরি <b> & \"বন্ধ\"", "ঘটনা <script>")
	for _, query := range []string{"", "q=যমুনা", `q="><script>alert(1)</script>`} {
		code, body, a := w.ask("/bn/search", query)
		for _, want := range []string{"X-Robots-Tag noindex", "Cache-Control private, no-cache"} {
			if name, value, _ := strings.Cut(want, " "); a.Get(strings.ToLower(name)) != value {
				t.Errorf("%s: %s is %q", query, name, a.Get(name))
			}
		}
		if code != 200 || !strings.Contains(body, `<meta name="robots" content="noindex"`) || strings.Contains(body, "<script>alert") || strings.Contains(body, "<b>") {
			t.Errorf("%q: %d", query, code)
		}
	}
	if code, _, _ := w.ask("/fr/search", "q=x"); code != http.StatusNotFound {
		t.Errorf("a language that the site has not: %d", code)
	}
}

func TestWithoutADatabaseOnlySearchSaysSo(t *testing.T) {
	w := newWorld(t, storetest.SQLite)
	w.tell(1, news.Bangla, "যমুনায় ফেরি", "ঘটনা")
	if err := w.db.Close(); err != nil {
		t.Fatal(err)
	}
	for what, find := range map[string]edition.Search{"gone": w.db.Search, "none": nil} {
		w.desk.Find = find
		for path, sentence := range map[string]string{"/bn/search": "এই মুহূর্তে অনুসন্ধান করা যাচ্ছে না", "/en/search": "Search cannot answer just now"} {
			code, body, a := w.ask(path, "q=যমুনা")
			if code != http.StatusServiceUnavailable || !strings.Contains(body, sentence) || a.Get("retry-after") == "" || !strings.Contains(body, "value=\"যমুনা\"") {
				t.Errorf("%s: %s: %d %s", what, path, code, a.Get("retry-after"))
			}
		}
		if code, _, _ := w.ask("/bn/", ""); code != http.StatusOK {
			t.Errorf("%s: the home page: %d", what, code)
		}
		if code, _, _ := w.ask("/bn/search", ""); code != http.StatusOK {
			t.Errorf("%s: the form: %d", what, code)
		}
	}
}

func TestNoMoreSearchesThanTheMachineIsAllowedAndNoneForEver(t *testing.T) {
	w := newWorld(t, storetest.SQLite)
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		under, most := 0, 0
		count := func(n int) {
			mu.Lock()
			defer mu.Unlock()
			under += n
			most = max(most, under)
		}
		d := &search.Desk{Press: press.New(), AtOnce: 2, Find: func(ctx context.Context, _ edition.Query) (edition.Found, error) {
			count(1)
			<-ctx.Done()
			count(-1)
			return edition.Found{}, ctx.Err()
		}}
		route, view := d.Route(), w.shelf.View()
		start := time.Now()
		took := make(chan time.Duration)
		for range 5 {
			go func() {
				page, err := route.Answer(context.Background(), view, site.Request{Method: "GET", Path: "/bn/search", Query: "q=x"})
				if err != nil || page.Status != http.StatusServiceUnavailable {
					t.Errorf("%v %v", page, err)
				}
				took <- time.Since(start)
			}()
		}
		waited, stopped := 0, 0
		for range 5 {
			switch d := <-took; d {
			case 500 * time.Millisecond:
				waited++
			case 2 * time.Second:
				stopped++
			default:
				t.Errorf("one took %s", d)
			}
		}
		if most != 2 || waited != 3 || stopped != 2 {
			t.Errorf("%d at once, %d were sent away, %d were stopped", most, waited, stopped)
		}
	})
}

func BenchmarkAnswer(b *testing.B) {
	w := newWorld(b, storetest.SQLite)
	for n := range int64(40) {
		w.tell(n+1, news.Bangla, fmt.Sprintf("যমুনায় ফেরি %d", n+1), strings.Repeat("যমুনা নদীর পানি বিপৎসীমার ওপরে উঠে যাওয়ায় ফেরি চলাচল বন্ধ রেখেছে কর্তৃপক্ষ। "+fmt.Sprint("শব্দ", n), 30))
	}
	for b.Loop() {
		w.ask("/bn/search", "q=যমুনা")
	}
}
