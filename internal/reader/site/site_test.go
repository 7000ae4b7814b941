package site_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

var noon = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)

const path = "/en/world-news/2026/03/26/1-budget-passes"

func story(n, number int64, headline string) edition.Change {
	return edition.Change{Number: n, Kind: edition.Published, At: noon, Story: &edition.Story{
		Card:     edition.Card{Number: number, Language: news.English, Section: "world-news", Slug: news.Slugify(headline), Headline: headline, Date: "2026/03/26", Published: noon},
		Body:     news.Paragraphs(strings.Repeat("It passed. ", 200)),
		Pictures: []edition.Picture{{ID: "p", Renditions: []news.Rendition{{Name: "0123456789abcdef.jpg", Width: 320, Height: 213}}}},

		Recordings: []edition.Recording{{ID: "r", Kind: news.Film, File: "0011223344556677.mp4", Type: "video/mp4"}},
	}}
}

// world is a small edition and its pictures.
func world(t testing.TB) (*archive.Archive, *blob.Store) {
	t.Helper()
	a, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	media, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"0123456789abcdef.jpg", "fedcba9876543210.jpg"} {
		if err := media.Put(t.Context(), "rendition/"+name, []byte("\xff\xd8a picture")); err != nil {
			t.Fatal(err)
		}
	}
	if err := media.Put(t.Context(), "rendition/0011223344556677.mp4", []byte(strings.Repeat("film", 2<<20/4))); err != nil {
		t.Fatal(err)
	}
	_, err = a.Append([]edition.Change{
		{Number: 1, Kind: edition.Arranged, At: noon, House: &news.House{
			Names:     map[news.Language]string{"en": "The Padma Courier"},
			Languages: []news.Language{"en"}, Zone: "Asia/Dhaka", URL: "https://padma.example",
			Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{"en": "World News"}}},
		}},
		story(2, 1, "Budget <passes>"),
		story(3, 2, "Leak"),
		{Number: 4, Kind: edition.Killed, At: noon, Notice: &edition.Notice{Number: 2, Language: "en", Section: "world-news", At: noon}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a, media
}

func open(t testing.TB) *site.Site {
	t.Helper()
	a, media := world(t)
	return site.New(a, press.New(), &ticker.Ticker{}, media)
}

func ask(s *site.Site, method, path string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

// whole is everything that an answer says.
func whole(res *http.Response) string {
	body, err := io.ReadAll(res.Body)
	return fmt.Sprint(res.StatusCode, res.Header, string(body), err)
}

func TestEveryPathHasItsAnswer(t *testing.T) {
	s := open(t)
	for asked, want := range map[string]string{
		"/":                                   "302 /en/",
		"/en":                                 "301 /en/",
		"/en/":                                "200",
		"/en/world-news/":                     "200",
		"/en/world-news":                      "301 /en/world-news/",
		path:                                  "200",
		"/en/sport/1999/01/01/1-x":            "301 " + path,
		"/en/world-news/2026/03/26/2-leak":    "410",
		"/en/world-news/2026/03/26/2-other":   "410",
		"/en/world-news/2026/03/26/3-nope":    "404",
		"/en/world-news/2026/03/26/01-budget": "404",
		"/en/feed.rss":                        "200",
		"/en/feed.atom":                       "200",
		"/sitemap.xml":                        "200",
		"/sitemap-1.xml":                      "200",
		"/sitemap-2.xml":                      "404",
		"/sitemap-news.xml":                   "200",
		"/robots.txt":                         "200",
		"/ticker/en.json":                     "200",
		"/ticker/bn.json":                     "404",
		"/sse/ticker/bn":                      "404",
		"/bn/":                                "404",
		"/en/sport/":                          "404",
		"/en/t/none":                          "404",
		"/n":                                  "404",
		"/api/v1/stories":                     "404",
		"/media/0123456789abcdef.jpg":         "200",
		"/media/fedcba9876543210.jpg":         "404", // it is on the disk, and no live story uses it
		"/media/../../stet.db":                "404",
		"/%00missing/en":                      "404",
		"//en/":                               "404",
		"/en/../en/":                          "404",
		"/en/%77orld-news/":                   "404", // the same letters, but not the path
		"/en/world-news/2026/03/26/1-budget%2Dpasses": "301 " + path,
		"/EN/": "404",
	} {
		res := ask(s, "GET", asked)
		got := strings.TrimSpace(fmt.Sprint(res.StatusCode, " ", res.Header.Get("Location")))
		if got != want {
			t.Errorf("%s: %s, want %s", asked, got, want)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PRI"} {
		if res := ask(s, method, "/en/"); res.StatusCode != http.StatusMethodNotAllowed || res.Header.Get("Allow") == "" {
			t.Errorf("%s: %d", method, res.StatusCode)
		}
	}
	r := httptest.NewRequest("GET", "/en/", strings.NewReader("smuggled"))
	w := httptest.NewRecorder()
	if s.ServeHTTP(w, r); w.Code != http.StatusBadRequest {
		t.Errorf("a GET with a body: %d", w.Code)
	}
}

// A story that is not out yet and one that never will be cannot be told apart.
func TestWhatIsNotPublishedLooksLikeWhatNeverWas(t *testing.T) {
	s := open(t)
	never, soon := ask(s, "GET", "/en/world-news/2026/03/26/99-never"), ask(s, "GET", "/en/world-news/2026/03/26/3-soon")
	if a, b := whole(never), whole(soon); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}

// The answer is a function of path, encoding and condition: nothing else in a request
// changes a byte of it.
func TestNoOtherHeaderAndNoQueryChangesAnAnswer(t *testing.T) {
	s := open(t)
	plain := whole(ask(s, "GET", path))
	for _, headers := range [][]string{
		{"Cookie", "session=1"},
		{"Authorization", "Bearer x"},
		{"X-Forwarded-Host", "evil.example"},
		{"X-Forwarded-Proto", "http"},
		{"User-Agent", "x"},
		{"Accept-Language", "bn"},
		{"X-Original-URL", "/admin"},
		{"Range", "bytes=0-1"},
		{"X-HTTP-Method-Override", "DELETE"},
	} {
		if whole(ask(s, "GET", path, headers...)) != plain {
			t.Errorf("%v changes the answer", headers)
		}
	}
	if whole(ask(s, "GET", path+"?utm_source=x&preview=1")) != plain {
		t.Error("a query changes the answer")
	}
}

func TestTheBestEncodingThatBothKnowIsSent(t *testing.T) {
	s := open(t)
	synctest.Test(t, func(*testing.T) { // only to know when what was begun has ended
		for range 2 {
			ask(s, "GET", path, "Accept-Encoding", "br")
		}
		synctest.Wait()
	})
	for accept, want := range map[string]string{
		"": "", "gzip": "gzip", "gzip, deflate, br, zstd": "br", "gzip;q=1.0, br;q=0": "gzip", "zstd, gzip": "gzip", "BR": "br", "identity": "", "br;q=0.0,deflate": "",
	} {
		res := ask(s, "GET", path, "Accept-Encoding", accept)
		if got := res.Header.Get("Content-Encoding"); got != want || res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: %q, want %q", accept, got, want)
		}
		tag := res.Header.Get("ETag")
		again := ask(s, "GET", path, "Accept-Encoding", accept, "If-None-Match", `"x", W/`+tag)
		if again.StatusCode != http.StatusNotModified || again.Header.Get("ETag") != tag {
			t.Errorf("%q: a reader who has it gets %d", accept, again.StatusCode)
		}
		if other := ask(s, "GET", path, "Accept-Encoding", accept, "If-None-Match", `"other"`); other.StatusCode != 200 {
			t.Errorf("a reader who has something else gets %d", other.StatusCode)
		}
	}
	res := ask(s, "HEAD", path)
	if body, err := io.ReadAll(res.Body); res.Header.Get("Content-Length") == "" || len(body) > 0 || err != nil {
		t.Errorf("HEAD: length %q and %d bytes", res.Header.Get("Content-Length"), len(body))
	}
}

// discard is a ResponseWriter that costs nothing.
type discard struct{ h http.Header }

func (d discard) Header() http.Header       { return d.h }
func (discard) WriteHeader(int)             {}
func (discard) Write(b []byte) (int, error) { return len(b), nil }

func TestServingAWarmPageAllocatesNothing(t *testing.T) {
	s := open(t)
	for _, condition := range []string{"", `"none"`} {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Encoding", "gzip, deflate, br")
		if condition != "" {
			r.Header.Set("If-None-Match", condition)
		}
		w := discard{http.Header{}}
		s.ServeHTTP(w, r)
		if n := testing.AllocsPerRun(1000, func() { s.ServeHTTP(w, r) }); n != 0 {
			t.Errorf("%v allocations a request with condition %q, want 0", n, condition)
		}
	}
}

// A route that is computed has the edition, the query and the body, and what it makes is a
// page like any other: with its condition and its encodings. It takes the place of no page.
func TestARouteIsComputedFromTheEditionAndTheRequest(t *testing.T) {
	s := open(t)
	s.Handle(site.Route{Method: "GET", Path: "/*/search", Answer: func(_ context.Context, v *archive.View, r site.Request) (*press.Page, error) {
		switch r.Query {
		case "":
			return nil, news.Errorf(news.Invalid, "Say what to look for.")
		case "q=none":
			return nil, nil
		}
		return press.Computed(200, "text/plain", "no-store", []byte(strings.Repeat(fmt.Sprintln(v.Edition(), r.Query), 100)))
	}})
	s.Handle(site.Route{Method: "POST", Path: "/beacon", Body: 5, Answer: func(_ context.Context, _ *archive.View, r site.Request) (*press.Page, error) {
		if string(r.Body) != "12345" {
			t.Errorf("the body is %q", r.Body)
		}
		return press.Computed(204, "", "no-store", nil)
	}})
	res := ask(s, "GET", "/en/search?q=x", "Accept-Encoding", "br, gzip")
	if res.StatusCode != 200 || res.Header.Get("Content-Encoding") != "gzip" {
		t.Error(whole(res))
	}
	if again := ask(s, "GET", "/en/search?q=x", "Accept-Encoding", "gzip", "If-None-Match", res.Header.Get("ETag")); again.StatusCode != 304 {
		t.Error(whole(again))
	}
	if plain := whole(ask(s, "GET", "/en/search?q=y")); !strings.Contains(plain, "4 q=y\n4 q=y\n") {
		t.Error(plain)
	}
	if none, missing := whole(ask(s, "GET", "/en/search?q=none")), whole(ask(s, "GET", "/en/nothing")); none != missing {
		t.Errorf("%s\n%s", none, missing)
	}
	for asked, want := range map[string]int{"GET /en/search": 400, "HEAD /en/search?q=x": 200, "GET /en/sport/search?q=x": 404, "GET //search": 404, "POST /en/search": 405, "GET /beacon": 404} {
		method, target, _ := strings.Cut(asked, " ")
		if res := ask(s, method, target); res.StatusCode != want {
			t.Errorf("%s: %d, want %d", asked, res.StatusCode, want)
		}
	}
	for body, want := range map[string]int{"12345": 204, "123456": 413} {
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, httptest.NewRequest("POST", "/beacon", strings.NewReader(body))); w.Code != want {
			t.Errorf("a body of %d bytes: %d, want %d", len(body), w.Code, want)
		}
	}
}

func TestAPictureIsSentInParts(t *testing.T) {
	s := open(t)
	const picture, all = "/media/0123456789abcdef.jpg", "\xff\xd8a picture"
	for asked, want := range map[string]string{
		"":            "200  " + all,
		"bytes=0-1":   "206 bytes 0-1/11 " + all[:2],
		"bytes=2-":    "206 bytes 2-10/11 " + all[2:],
		"bytes=-3":    "206 bytes 8-10/11 " + all[8:],
		"bytes=9-99":  "206 bytes 9-10/11 " + all[9:],
		"bytes=-99":   "206 bytes 0-10/11 " + all,
		"bytes=11-":   "416 bytes */11 The picture does not have these bytes.\n",
		"bytes=-0":    "416 bytes */11 The picture does not have these bytes.\n",
		"bytes=5-2":   "200  " + all,
		"bytes=0-1,3": "200  " + all,
		"bytes=+1-2":  "200  " + all,
		"bytes=-":     "200  " + all,
		"lines=0-1":   "200  " + all,
	} {
		res := ask(s, "GET", picture, "Range", asked)
		body, err := io.ReadAll(res.Body)
		if got := fmt.Sprint(res.StatusCode, " ", res.Header.Get("Content-Range"), " ", string(body)); got != want || err != nil || res.Header.Get("Content-Length") != fmt.Sprint(len(body)) {
			t.Errorf("%q: %q, want %q", asked, got, want)
		}
	}
	tag := ask(s, "GET", picture).Header.Get("ETag")
	for condition, want := range map[string]int{tag: 206, `"other"`: 200, "": 206} {
		if res := ask(s, "GET", picture, "Range", "bytes=0-1", "If-Range", condition); res.StatusCode != want {
			t.Errorf("If-Range %s: %d, want %d", condition, res.StatusCode, want)
		}
	}
	if res := ask(s, "HEAD", picture, "Range", "bytes=0-1"); res.StatusCode != 200 || res.Header.Get("Content-Length") != "11" {
		t.Errorf("a range of a head: %d", res.StatusCode) // RFC 9110 §14.2
	}
	if res := ask(s, "GET", picture, "If-None-Match", tag, "Range", "bytes=0-1"); res.StatusCode != 304 {
		t.Errorf("a reader who has it: %d", res.StatusCode)
	}
}

func BenchmarkServe(b *testing.B) {
	s := open(b)
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := discard{http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		s.ServeHTTP(w, r)
	}
}

func TestThePageForWhenThereIsNoneNeedsNothing(t *testing.T) {
	h, body := site.Unavailable.Head, string(site.Unavailable.Body)
	if h.Status != http.StatusServiceUnavailable || h.Get("retry-after") == "" || h.Get("cache-control") != "no-store" {
		t.Errorf("%+v", h.Fields)
	}
	for _, must := range []string{`lang="en"`, `lang="bn"`, "Try again", "আবার চেষ্টা করুন", "<style>"} {
		if !strings.Contains(body, must) {
			t.Errorf("it lacks %s", must)
		}
	}
	if strings.Contains(body, "src=") || strings.Contains(body, "http") {
		t.Error("it needs something else")
	}
}

func TestAnOldPicturesAddressLeadsToItInTheSizeAskedFor(t *testing.T) {
	a, media := world(t)
	moved := func(n, number int64, name string) edition.Change {
		c := story(n, number, "Moved in")
		c.Story.Pictures = []edition.Picture{{ID: name, Was: edition.OldKeys([]string{"/wp-content/uploads/" + name + ".jpg", "/image.php?id=" + name}), Renditions: []news.Rendition{
			{Name: name + "320.jpg", Width: 320}, {Name: name + "960.jpg", Width: 960},
		}}}
		return c
	}
	if _, err := a.Append([]edition.Change{
		moved(5, 10, "boat"), moved(6, 11, "lamp"),
		{Number: 7, Kind: edition.Killed, At: noon, Notice: &edition.Notice{Number: 11, Language: "en", Section: "world-news", At: noon}},
	}); err != nil {
		t.Fatal(err)
	}
	s := site.New(a, press.New(press.Fastly), &ticker.Ticker{}, media)
	for asked, want := range map[string]string{
		"/wp-content/uploads/boat.jpg":              "301 /media/boat960.jpg",
		"/wp-content/uploads/boat-300x200.jpg":      "301 /media/boat320.jpg",
		"/wp-content/uploads/boat-300x200.jpg.webp": "301 /media/boat320.jpg",
		"/wp-content/uploads/boat.jpg?w=400&x=1":    "301 /media/boat320.jpg",
		"/image.php?id=boat":                        "301 /media/boat960.jpg",
		"/image.php?id=other":                       "404",
		"/image.php":                                "404",
		"/wp-content/uploads/boat.png":              "404",
		"/wp-content/uploads/lamp.jpg":              "410",
		"/wp-content/uploads/lamp-scaled.jpg":       "410",
		"/image.php?id=lamp":                        "410",
	} {
		res := ask(s, "GET", asked)
		if got := strings.TrimSpace(fmt.Sprint(res.StatusCode, " ", res.Header.Get("Location"))); got != want {
			t.Errorf("%s: %s, want %s", asked, got, want)
		}
		if key := res.Header.Get("Surrogate-Key"); res.StatusCode == 301 && key != "all story-10" {
			t.Errorf("%s has the keys %q", asked, key)
		}
		if head := ask(s, "HEAD", asked); head.StatusCode != res.StatusCode || head.ContentLength > 0 && len(whole(head)) > len(whole(res)) {
			t.Errorf("HEAD %s: %d", asked, head.StatusCode)
		}
	}
}
