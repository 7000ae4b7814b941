package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

var receiptsFull = flag.Bool("receipts-full", false, "break six surfaces one after the other instead of one")

// front is a cache before the readers' site that may hold one page and not let go of it.
type front struct {
	sync.Mutex
	to     string // the site
	frozen map[string]*httptest.ResponseRecorder
	times  map[string]int // each address was asked, if somebody counts
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.Lock()
	old := f.frozen[r.URL.RequestURI()]
	if f.times != nil {
		f.times[r.URL.RequestURI()]++
	}
	f.Unlock()
	if old == nil {
		old = f.ask(r.Context(), r.URL.RequestURI())
	}
	maps.Copy(w.Header(), old.Header())
	w.WriteHeader(old.Code)
	_, _ = w.Write(old.Body.Bytes())
}

func (f *front) ask(ctx context.Context, path string) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.to+path, http.NoBody)
	if err != nil {
		rec.Code = 500
		return rec
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		rec.Code = 502
		return rec
	}
	defer res.Body.Close()
	rec.Code = res.StatusCode
	rec.Header().Set("Content-Type", res.Header.Get("Content-Type"))
	_, _ = rec.Body.ReadFrom(res.Body)
	return rec
}

// count begins to count.
func (f *front) count() {
	f.Lock()
	defer f.Unlock()
	f.times = map[string]int{}
}

// counted is how often each address was asked.
func (f *front) counted() map[string]int {
	f.Lock()
	defer f.Unlock()
	return maps.Clone(f.times)
}

// freeze holds the page of the path as it is, or lets go of all.
func (f *front) freeze(paths ...string) {
	f.Lock()
	defer f.Unlock()
	f.frozen = map[string]*httptest.ResponseRecorder{}
	for _, p := range paths {
		f.frozen[p] = f.ask(context.Background(), p)
	}
}

// asked is the real program behind a front, with one editor.
type asked struct {
	*testing.T
	*house
	*front
	editor news.Person
}

func openAsked(t *testing.T) *asked {
	t.Helper()
	n := &asked{T: t, front: &front{}}
	before := httptest.NewServer(n.front)
	t.Cleanup(before.Close)
	ctx, stop := context.WithCancel(t.Context())
	l := listening{Readers: "127.0.0.1:0", Staff: "127.0.0.1:0", Bus: "local:", Role: "all", TimeZone: "Asia/Dhaka", SiteURL: before.URL}
	h, err := open(ctx, storage{Data: t.TempDir()}, l, nil)
	if err != nil {
		t.Fatal(err)
	}
	n.house, n.to = h, h.readersURL()
	done := make(chan error, 1)
	go func() { done <- h.run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	for followed := false; !followed; time.Sleep(5 * time.Millisecond) { // what was published before is not asked about
		list, err := h.db.Followers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		followed = slices.ContainsFunc(list, func(f store.Follower) bool { return f.Name == "receipts" })
	}
	n.editor, err = account.New(h.db, account.Options{}).Create(ctx, news.Person{Name: "Sadia Rahman", Email: "sadia@stet.test", Roles: news.Roles, Desk: "city"}, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = n.desk.SetHouse(ctx, n.editor, news.House{
		Names: map[news.Language]string{news.English: "The Padma Courier"}, Languages: []news.Language{news.English}, Zone: "Asia/Dhaka", URL: before.URL,
		Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}}}, Desks: []news.Desk{{Slug: "city", Name: "City Desk"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *asked) must(s news.Story, err error) news.Story {
	n.Helper()
	if err != nil {
		n.Fatal(err)
	}
	return s
}

func (n *asked) publish(headline, text string) news.Story {
	n.Helper()
	ctx := n.Context()
	c := news.Content{Language: news.English, Section: "world-news", Headline: headline, Byline: news.Byline{Desk: "City Desk"}, Body: news.Paragraphs(text)}
	s := n.must(n.desk.Create(ctx, n.editor, desk.Start{Content: c}))
	n.must(n.desk.Submit(ctx, n.editor, s.Number, ""))
	n.must(n.desk.Ready(ctx, n.editor, s.Number, ""))
	return n.must(n.desk.Publish(ctx, n.editor, s.Number, desk.Out{}))
}

func (n *asked) save(s news.Story, headline, text string) news.Story {
	n.Helper()
	c := s.Content
	c.Headline, c.Body = headline, news.Paragraphs(text)
	return n.must(n.desk.Save(n.Context(), n.editor, s.Number, desk.Draft{Base: s.Revision, Content: c}))
}

// until waits until the receipt of the story's edition is as wanted, and says how long after
// the change that was.
func (n *asked) until(s news.Story, what string, is func(news.Receipt) bool) (news.Receipt, time.Duration) {
	n.Helper()
	var last news.Receipt
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		r, err := n.db.ReceiptOf(n.Context(), s.Number)
		if err == nil && r.Edition == s.Edition && is(r) {
			return r, time.Since(r.At)
		}
		last = r
	}
	n.Fatalf("the receipt of edition %d never is %s: %+v", s.Edition, what, last)
	return last, 0
}

func everywhere(r news.Receipt) bool { return !r.Everywhere.IsZero() }

func TestTheReceiptNamesTheSurfaceThatIsBehind(t *testing.T) {
	n := openAsked(t)
	ctx := t.Context()
	// The control: nothing is broken, and readers have it everywhere.
	s := n.publish("Ferries halted on the Jamuna", "Water rose in 14 districts on Monday, officials said.")
	r, took := n.until(s, "everywhere", everywhere)
	t.Logf("everywhere %d ms after it was published, on %d surfaces", took.Milliseconds(), len(r.Surfaces))
	if len(r.Surfaces) < 14 {
		t.Errorf("only %d surfaces were asked", len(r.Surfaces))
	}
	paths := []struct {
		path string
		kind news.SurfaceKind
	}{
		{"/en/world-news/feed.rss", news.RSSSurface},
		{"/en/feed.json", news.JSONSurface},
		{"/en/", news.HomeSurface},
		{"/en/world-news/", news.FrontSurface},
		{"", news.StorySurface},
		{"/sitemap-news.xml", news.NewsSitemapSurface},
	}
	if !*receiptsFull {
		paths = paths[:1]
	}
	for i, broken := range paths {
		own := fmt.Sprintf("/en/world-news/%s/%d-%s", s.Published.In(time.FixedZone("", 6*3600)).Format("2006/01/02"), s.Number, s.Content.Slug)
		if broken.path == "" {
			broken.path = own
		}
		n.freeze(broken.path)
		s = n.save(s, fmt.Sprintf("Ferries halted for day %d", i+2), fmt.Sprintf("Water rose in %d districts on Monday, officials said.", 41+i))
		s = n.must(n.desk.Correct(ctx, n.editor, s.Number, desk.Correction{Note: fmt.Sprintf("It is %d districts and day %d.", 41+i, i+2)}))
		r, took := n.until(s, "behind at one surface", func(r news.Receipt) bool { return r.Tries > 0 && len(r.Behind()) == 1 })
		b := r.Behind()[0]
		t.Logf("%s is named %d ms after the change", broken.path, took.Milliseconds())
		if b.Kind != broken.kind || b.Fault != news.SurfaceOld || b.Has.IsZero() || took > 5*time.Second || everywhere(r) {
			t.Errorf("after %s the receipt says %+v", took, b)
		}
		n.freeze()
		n.until(s, "everywhere", everywhere)
	}
	n.freeze("/en/")
	s = n.must(n.desk.Withdraw(ctx, n.editor, s.Number, "A lawyer reads it."))
	r, _ = n.until(s, "behind at home", func(r news.Receipt) bool { return r.Tries > 0 && len(r.Behind()) == 1 })
	if b := r.Behind()[0]; b.Kind != news.HomeSurface || b.Fault != news.SurfaceShows {
		t.Errorf("%+v", b)
	}
	n.freeze()
	n.until(s, "gone everywhere", everywhere)
}
