package announce_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/announce"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// elsewhere is a server somewhere that is told things: a subscriber, a hub, a search engine.
type elsewhere struct {
	*httptest.Server
	mu    sync.Mutex
	came  []came
	says  func(r *http.Request, body []byte) (int, string)
	heard chan struct{} // has a value when something came
}

type came struct {
	method, path string
	header       http.Header
	query        url.Values
	body         string
}

func listen(t *testing.T, says func(r *http.Request, body []byte) (int, string)) *elsewhere {
	t.Helper()
	e := &elsewhere{says: says, heard: make(chan struct{}, 100)}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		e.mu.Lock()
		e.came = append(e.came, came{r.Method, r.URL.Path, r.Header, r.URL.Query(), string(body)})
		status, text := e.says(r, body)
		e.mu.Unlock()
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
		e.heard <- struct{}{}
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *elsewhere) all() []came {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.came)
}

// wait waits until so many calls came.
func (e *elsewhere) wait(t *testing.T, n int) []came {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		if all := e.all(); len(all) >= n {
			return all
		}
		select {
		case <-e.heard:
		case <-deadline:
			t.Fatalf("%d calls came, not %d: %+v", len(e.all()), n, e.all())
		}
	}
}

func (e *elsewhere) address(t *testing.T) netip.AddrPort {
	t.Helper()
	return netip.MustParseAddrPort(strings.TrimPrefix(e.URL, "http://"))
}

// agrees is a subscriber who meant it.
func agrees(r *http.Request, _ []byte) (int, string) {
	return http.StatusOK, r.URL.Query().Get("hub.challenge")
}

// newsroom is a database in which a house publishes.
type newsroom struct {
	t    *testing.T
	db   *store.DB
	room *announce.Room
	mu   sync.Mutex
	feed string // what readers get as every feed
}

func open(t *testing.T, machines news.Machines, allow ...netip.AddrPort) *newsroom {
	t.Helper()
	n := &newsroom{t: t, db: storetest.SQLite(t), feed: "<rss>one</rss>"}
	n.room = announce.New(n.db, fetch.New(fetch.Options{Allow: allow}))
	n.room.Retry = 20 * time.Millisecond
	n.room.Readers = n.readers
	n.room.Page = func(context.Context, string) ([]byte, string, error) {
		n.mu.Lock()
		defer n.mu.Unlock()
		return []byte(n.feed), "application/rss+xml; charset=utf-8", nil
	}
	n.tx(func(ctx context.Context, tx *store.Tx) error { return tx.SaveHouse(ctx, house(machines)) })
	return n
}

func house(m news.Machines) news.House {
	return news.House{URL: "https://padma.example", Languages: []news.Language{"en"}, Machines: m}
}

func (n *newsroom) readers(ctx context.Context) (int64, error) {
	return n.db.EditionOlderThan(ctx, -time.Hour) // all there are
}

func (n *newsroom) tx(f func(context.Context, *store.Tx) error) {
	n.t.Helper()
	if err := n.db.Tx(n.t.Context(), func(tx *store.Tx) error { return f(n.t.Context(), tx) }); err != nil {
		n.t.Fatal(err)
	}
}

func (n *newsroom) publish(c edition.Change) int64 {
	n.t.Helper()
	n.tx(func(ctx context.Context, tx *store.Tx) (err error) {
		if c.Number, err = tx.NextEdition(ctx); err != nil {
			return err
		}
		if c.At.IsZero() {
			c.At = time.Now()
		}
		return tx.Publish(ctx, c)
	})
	return c.Number
}

func story(number int64, section string, topics ...string) edition.Change {
	s := &edition.Story{Card: edition.Card{Number: number, Language: "en", Section: section, Slug: "s", Date: "2026/03/26"}, Byline: news.Byline{People: []string{"Nusrat Karim"}}}
	for _, t := range topics {
		s.Topics = append(s.Topics, edition.Topic{Slug: t, Name: t})
	}
	return edition.Change{Kind: edition.Published, Story: s}
}

// run runs the room until the test ends, and returns how to ring for it.
func (n *newsroom) run() (ring func()) {
	n.t.Helper()
	ctx, stop := context.WithCancel(n.t.Context())
	wake, done := make(chan struct{}, 1), make(chan struct{})
	go func() { defer close(done); n.room.Run(ctx, wake) }()
	n.t.Cleanup(func() { stop(); <-done })
	return func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

// follows waits until somebody is told of everything that is published from now on.
func (n *newsroom) follows(name string) {
	n.t.Helper()
	n.until(name+" follows", func() bool {
		all, err := n.db.Followers(n.t.Context())
		return err == nil && slices.ContainsFunc(all, func(f store.Follower) bool { return f.Name == name })
	})
}

func (n *newsroom) until(what string, is func() bool) {
	n.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			n.t.Fatal("it does not come to be that " + what)
		}
	}
}

func (n *newsroom) ask(callback, topic, mode string, more ...string) error {
	q := url.Values{"hub.callback": {callback}, "hub.topic": {topic}, "hub.mode": {mode}}
	for i := 0; i < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return n.room.Ask(n.t.Context(), house(news.Machines{Hub: true}), q.Encode(), func(path string) bool { return strings.HasSuffix(path, "/feed.rss") })
}

const topic = "https://padma.example/en/feed.rss"

func signed(secret, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// A subscriber that is a real server: asked whether it meant it, then sent what is new,
// signed, once for each change, until it says that there is nobody any more.
func TestASubscriberIsAskedThenSentEveryChangeOfItsFeed(t *testing.T) {
	gone := false
	sub := listen(t, func(r *http.Request, b []byte) (int, string) {
		if r.Method == http.MethodPost && gone {
			return http.StatusGone, ""
		}
		return agrees(r, b)
	})
	n := open(t, news.Machines{Hub: true}, sub.address(t))
	ring := n.run()
	n.follows("hub")
	if err := n.ask(sub.URL+"/in?key=1", topic, "subscribe", "hub.secret", "s3cret", "hub.lease_seconds", "86400"); err != nil {
		t.Fatal(err)
	}
	q := sub.wait(t, 1)[0]
	if q.method != "GET" || q.path != "/in" || q.query.Get("key") != "1" || q.query.Get("hub.mode") != "subscribe" || q.query.Get("hub.topic") != topic || q.query.Get("hub.lease_seconds") != "86400" || q.query.Get("hub.challenge") == "" {
		t.Errorf("it is asked %+v", q)
	}
	n.until("it is confirmed", func() bool {
		all, _ := n.db.Subscriptions(t.Context())
		return len(all) == 1 && !all[0].Expires.IsZero() && all[0].Asked == nil
	})
	n.publish(story(1, "sport"))
	ring()
	p := sub.wait(t, 2)[1]
	if p.method != "POST" || p.body != "<rss>one</rss>" || p.header.Get("X-Hub-Signature") != signed("s3cret", p.body) ||
		p.header.Get("Content-Type") != "application/rss+xml; charset=utf-8" || p.header.Get("Link") != `<`+topic+`>; rel="self", <https://padma.example/hub>; rel="hub"` {
		t.Errorf("it is sent %+v", p)
	}
	if p.header.Get("X-Hub-Signature") == signed("other", p.body) {
		t.Error("the signature does not depend on the secret")
	}
	n.publish(edition.Change{Kind: edition.Killed, Notice: &edition.Notice{Number: 1, Language: "en", Section: "sport"}})
	ring()
	sub.wait(t, 3)
	sub.mu.Lock()
	gone = true
	sub.mu.Unlock()
	n.publish(story(2, "sport"))
	ring()
	n.until("a subscriber that is gone is none", func() bool {
		all, err := n.db.Subscriptions(t.Context())
		return err == nil && len(all) == 0
	})
}

func TestAFeedThatDidNotChangeIsNotSent(t *testing.T) {
	sub := listen(t, agrees)
	n := open(t, news.Machines{Hub: true}, sub.address(t))
	ring := n.run()
	n.follows("hub")
	if err := n.ask(sub.URL, "https://padma.example/en/sport/feed.rss", "subscribe"); err != nil {
		t.Fatal(err)
	}
	sub.wait(t, 1)
	n.publish(story(1, "world-news"))
	n.publish(edition.Change{Kind: edition.Flashed})
	n.publish(story(2, "sport"))
	ring()
	sub.wait(t, 2)
	n.publish(story(2, "world-news")) // it moved: the feed it was in has it no more
	ring()
	for _, c := range sub.wait(t, 3)[1:] {
		if c.method != "POST" || c.header.Get("X-Hub-Signature") != "" {
			t.Errorf("it is sent %+v", c)
		}
	}
	n.publish(story(3, "world-news"))
	ring()
	n.until("all is told", func() bool {
		all, err := n.db.Followers(t.Context())
		return err == nil && all[0].Edition == 5
	})
	if err := n.room.Round(t.Context()); err != nil || len(sub.all()) != 3 {
		t.Errorf("%v, %d calls", err, len(sub.all()))
	}
}

// Anybody can ask in anybody's name: nobody is subscribed who does not say so.
func TestPicturesThatWereDrawnAgainAreNoNews(t *testing.T) {
	hub := listen(t, func(*http.Request, []byte) (int, string) { return http.StatusNoContent, "" })
	n := open(t, news.Machines{Hubs: []string{hub.URL}}, hub.address(t))
	ring := n.run()
	n.follows("hub " + hub.URL)
	redrawn := story(1, "sport")
	redrawn.Kind = edition.Redrawn
	n.publish(redrawn)
	ring()
	n.until("all is told", func() bool {
		all, err := n.db.Followers(t.Context())
		return err == nil && all[0].Edition == 1
	})
	if calls := hub.all(); len(calls) > 0 {
		t.Errorf("it is told %+v", calls)
	}
	n.publish(story(2, "sport"))
	ring()
	if body := hub.wait(t, 1)[0].body; !strings.Contains(body, "sport") {
		t.Errorf("and of a story it is told %s", body)
	}
}

func TestNobodyIsSubscribedWhoDidNotMeanIt(t *testing.T) {
	for what, says := range map[string]func(*http.Request, []byte) (int, string){
		"it says something else": func(*http.Request, []byte) (int, string) { return 200, "hello" },
		"it says no":             func(*http.Request, []byte) (int, string) { return 404, "" },
		"it is out of order":     func(*http.Request, []byte) (int, string) { return 500, "" },
	} {
		t.Run(what, func(t *testing.T) {
			sub := listen(t, says)
			n := open(t, news.Machines{Hub: true}, sub.address(t))
			n.run()
			if err := n.ask(sub.URL, topic, "subscribe"); err != nil {
				t.Fatal(err)
			}
			n.until("nothing is left of it", func() bool {
				all, err := n.db.Subscriptions(t.Context())
				return err == nil && len(all) == 0
			})
			if calls := len(sub.all()); calls == 0 || calls > 4 {
				t.Errorf("it was asked %d times", calls)
			}
		})
	}
}

func TestOnlyTheSubscriberEndsItsSubscription(t *testing.T) {
	meant := true
	sub := listen(t, func(r *http.Request, b []byte) (int, string) {
		if !meant {
			return http.StatusNotFound, ""
		}
		return agrees(r, b)
	})
	n := open(t, news.Machines{Hub: true}, sub.address(t))
	state := func() (all []store.Subscription) {
		all, err := n.db.Subscriptions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	ask := func(mode string) {
		t.Helper()
		if err := errors.Join(n.ask(sub.URL, topic, mode), n.room.Round(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
	ask("unsubscribe")
	if len(state()) != 0 || len(sub.all()) != 0 {
		t.Errorf("who is not subscribed is asked whether it is to end")
	}
	ask("subscribe")
	meant = false
	ask("unsubscribe")
	if all := state(); len(all) != 1 || all[0].Expires.IsZero() {
		t.Errorf("after somebody else asked to end it: %+v", all)
	}
	meant = true
	ask("unsubscribe")
	if all := state(); len(all) != 0 {
		t.Errorf("after it asked to end it: %+v", all)
	}
}

func TestWhatTheHubCannotDoIsSaidAtOnce(t *testing.T) {
	n := open(t, news.Machines{Hub: true})
	for what, err := range map[string]error{
		"another's feed":    n.ask("https://sub.example/", "https://other.example/en/feed.rss", "subscribe"),
		"no feed":           n.ask("https://sub.example/", "https://padma.example/en/", "subscribe"),
		"no callback":       n.ask("", topic, "subscribe"),
		"a mode":            n.ask("https://sub.example/", topic, "publish"),
		"a long secret":     n.ask("https://sub.example/", topic, "subscribe", "hub.secret", strings.Repeat("x", 200)),
		"a lease":           n.ask("https://sub.example/", topic, "subscribe", "hub.lease_seconds", "-1"),
		"a private address": n.ask("http://127.0.0.1/", topic, "subscribe"),
		"an odd port":       n.ask("http://sub.example:22/", topic, "subscribe"),
		"a file":            n.ask("file:///etc/passwd", topic, "subscribe"),
		"ourselves":         n.ask("https://padma.example/hub", topic, "subscribe"),
		"a fragment":        n.ask("https://sub.example/#x", topic, "subscribe"),
	} {
		if _, told := errors.AsType[*news.Error](err); !told {
			t.Errorf("%s: %v", what, err)
		}
	}
	if all, err := n.db.Subscriptions(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("kept: %v, %v", all, err)
	}
	var err error
	asked := 0
	for ; err == nil && asked < 1000; asked++ {
		err = n.ask(fmt.Sprintf("https://victim.example/%d", asked), topic, "subscribe")
	}
	if asked > 21 {
		t.Errorf("%d questions wait for one host", asked)
	}
}

// A name may lead anywhere later: the address is looked at when it is called.
func TestNoSubscriberInsideTheHouseIsCalled(t *testing.T) {
	sub := listen(t, agrees)
	n := open(t, news.Machines{Hub: true}) // without leave to reach it
	n.tx(func(ctx context.Context, tx *store.Tx) error {
		return tx.Ask(ctx, store.Subscription{Callback: sub.URL, Topic: "/en/feed.rss", Host: "x", Asked: &store.Asked{Mode: "subscribe", Lease: time.Hour}})
	})
	if err := n.room.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(sub.all()) > 0 {
		t.Error("it is called")
	}
}

// Another hub is told which feeds changed, in order, again and again until it hears it, and
// nothing twice when the process begins anew.
func TestAHubIsToldWhichFeedsChangedUntilItHearsIt(t *testing.T) {
	failures := 2
	hub := listen(t, func(*http.Request, []byte) (int, string) {
		if failures > 0 {
			failures--
			return http.StatusServiceUnavailable, ""
		}
		return http.StatusNoContent, ""
	})
	n := open(t, news.Machines{Hubs: []string{hub.URL}}, hub.address(t))
	n.publish(story(1, "old-news")) // before there was a hub
	ring := n.run()
	n.follows("hub " + hub.URL)
	n.publish(story(2, "sport", "cricket"))
	ring()
	form, err := url.ParseQuery(hub.wait(t, 3)[2].body)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{}
	for _, folder := range []string{"/en/", "/en/sport/", "/en/t/cricket/", "/en/a/nusrat-karim/"} {
		for _, file := range []string{"feed.rss", "feed.atom", "feed.json"} {
			want = append(want, "https://padma.example"+folder+file)
		}
	}
	if form.Get("hub.mode") != "publish" || !slices.Equal(form["hub.url"], want) {
		t.Errorf("it is told %v, want %q", form, want)
	}
	n.until("it is noted", func() bool {
		all, err := n.db.Followers(t.Context())
		return err == nil && len(all) == 1 && all[0].Edition == 2 && all[0].Failing.IsZero()
	})
}

func TestSearchEnginesAreToldOfPagesThatChanged(t *testing.T) {
	engine := listen(t, func(*http.Request, []byte) (int, string) { return http.StatusAccepted, "" })
	n := open(t, news.Machines{IndexNow: news.IndexNow{Key: "0123456789abcdef", Endpoint: engine.URL + "/indexnow"}}, engine.address(t))
	ring := n.run()
	n.follows("indexnow " + engine.URL + "/indexnow")
	n.publish(edition.Change{Kind: edition.Published, Story: story(1, "sport").Story, At: time.Now().Add(-48 * time.Hour)}) // it is no news
	n.publish(story(2, "sport", "cricket"))
	ring()
	var said struct {
		Host        string
		Key         string
		KeyLocation string
		URLList     []string
	}
	c := engine.wait(t, 1)[0]
	if err := json.Unmarshal([]byte(c.body), &said); err != nil {
		t.Fatal(err)
	}
	want := []string{"https://padma.example/en/sport/2026/03/26/2-s", "https://padma.example/en/sport/", "https://padma.example/en/t/cricket"}
	if said.Host != "padma.example" || said.Key != "0123456789abcdef" || said.KeyLocation != "https://padma.example/0123456789abcdef.txt" || !slices.Equal(said.URLList, want) {
		t.Errorf("it is told %+v", said)
	}
	if !strings.HasPrefix(c.header.Get("Content-Type"), "application/json") || c.path != "/indexnow" {
		t.Errorf("it is told at %s as %s", c.path, c.header.Get("Content-Type"))
	}
}

// Nobody is told of what readers cannot read yet.
func TestNobodyIsToldBeforeReadersHaveIt(t *testing.T) {
	hub := listen(t, func(*http.Request, []byte) (int, string) { return 204, "" })
	n := open(t, news.Machines{Hubs: []string{hub.URL}}, hub.address(t))
	var mu sync.Mutex
	has := int64(0)
	n.room.Readers = func(context.Context) (int64, error) { mu.Lock(); defer mu.Unlock(); return has, nil }
	ring := n.run()
	n.follows("hub " + hub.URL)
	first := n.publish(story(1, "sport"))
	n.publish(story(2, "world-news"))
	ring()
	mu.Lock()
	has = first
	mu.Unlock()
	ring()
	if body := hub.wait(t, 1)[0].body; !strings.Contains(body, "sport") || strings.Contains(body, "world-news") {
		t.Errorf("it is told %s", body)
	}
}
