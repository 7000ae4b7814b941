package wire_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
)

// A feed behind a sign-in of each kind: without it nothing comes, and the sentence says so; with it the feed comes, and what has not changed is not sent again.
func TestAFeedBehindASignInIsReadWithItsSecret(t *testing.T) {
	const secret = "hunter2-of-delta"
	for how, try := range map[string]struct {
		login news.Login
		let   func(*http.Request) bool
	}{
		"basic": {news.Login{How: news.LoginBasic, User: "padma"}, func(r *http.Request) bool {
			user, password, ok := r.BasicAuth()
			return ok && user == "padma" && password == secret
		}},
		"bearer": {news.Login{How: news.LoginBearer}, func(r *http.Request) bool { return r.Header.Get("Authorization") == "Bearer "+secret }},
		"header": {news.Login{How: news.LoginHeader, Header: "X-Api-Key"}, func(r *http.Request) bool { return r.Header.Get("X-Api-Key") == secret }},
	} {
		t.Run(how, func(t *testing.T) {
			a, thief := newAgency(t), newAgency(t)
			a.answers(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case !try.let(r):
					w.WriteHeader(http.StatusUnauthorized)
				case r.Header.Get("If-None-Match") == `"1"`:
					w.WriteHeader(http.StatusNotModified)
				default:
					w.Header().Set("ETag", `"1"`)
					_, _ = w.Write([]byte(rss(item("1", "One"))))
				}
			})
			w := newWorld(t, wire.Options{Secrets: boxOf(1)}, a, thief)
			bare := w.feed("Bare", a)
			if h := w.try(bare.ID); h.Failures != 1 || !strings.Contains(h.Error, "wants a name and password (status 401)") {
				t.Errorf("without a sign-in: %+v", h)
			}
			one := w.locked(news.Wire{Name: "Delta", Kind: news.FeedWire, Address: a.URL, Language: news.English, Every: time.Minute, Login: try.login}, boxOf(1), secret)
			for range 2 {
				if h := w.try(one.ID); h.Error != "" || h.ETag != `"1"` || w.headlines(one.ID) != "One v1" {
					t.Errorf("%+v: %s", h, w.headlines(one.ID))
				}
			}
			thief.sends(rss(item("1", "One")))
			a.answers(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, thief.URL, http.StatusFound) })
			w.try(one.ID)
			if h := thief.asked[0]; h.Get("Authorization") != "" || h.Get("X-Api-Key") != "" {
				t.Errorf("it follows to another server: %v", h)
			}
		})
	}
}

// A page is one dispatch: another version of it when its story changes, and none when only what is around the story does.
func TestAPageIsReadAgainAndIsAnotherVersionWhenItsStoryIs(t *testing.T) {
	a := newAgency(t)
	w := newWorld(t, wire.Options{}, a)
	one := w.save(news.Wire{Name: "Delta", Kind: news.PageWire, Address: a.URL, Language: news.English, Every: time.Minute})
	page := func(text, around string) {
		a.answers(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><head><title>River rises</title><meta property="og:title" content="River rises"></head><body><nav>` + around + `</nav><article><h1>River rises</h1>` + text + `</article></body></html>`))
		})
	}
	first := "<p>" + strings.Repeat("The river rose in fourteen districts on Friday. ", 6) + "</p><p>" + strings.Repeat("Boats carried people to the schools on high ground. ", 6) + "</p>"
	page(first, "12 readers")
	if h := w.try(one.ID); h.Error != "" || w.headlines(one.ID) != "River rises v1" {
		t.Fatalf("%+v: %s", h, w.headlines(one.ID))
	}
	page(first, "13 readers")
	if h := w.try(one.ID); h.Error != "" || w.headlines(one.ID) != "River rises v1" {
		t.Errorf("only what is around it changed: %+v, %s", h, w.headlines(one.ID))
	}
	page(first+"<p>"+strings.Repeat("It fell again on Saturday night. ", 6)+"</p>", "13 readers")
	if h := w.try(one.ID); h.Error != "" || w.headlines(one.ID) != "River rises v2" {
		t.Errorf("its story changed: %+v, %s", h, w.headlines(one.ID))
	}
	a.sends(rss(item("1", "One")))
	if h := w.try(one.ID); h.Failures != 1 || h.Error == "" {
		t.Errorf("what is no page: %+v", h)
	}
	inside := newWorld(t, wire.Options{Store: w.store, Fetch: fetch.New(fetch.Options{})}, a)
	if h := inside.try(one.ID); !strings.Contains(h.Error, "not on the public internet") {
		t.Errorf("%+v", h)
	}
}
