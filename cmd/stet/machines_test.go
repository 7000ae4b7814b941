package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/bench"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// A program elsewhere finds the hub in a feed, subscribes to the feed with it and has a
// story as soon as readers have it; a search engine is told and finds the key.
func TestProgramsElsewhereHaveWhatIsPublished(t *testing.T) {
	dir := t.TempDir()
	token, err := bench.World{Dir: dir, Stories: 3}.Fill(t.Context(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	calls := make(chan *http.Request, 100)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		calls <- r
		_, _ = io.WriteString(w, r.URL.Query().Get("hub.challenge"))
	}))
	defer elsewhere.Close()
	var came []*http.Request // and nobody took it yet
	call := func(path string) (*http.Request, string) {
		t.Helper()
		for {
			if i := slices.IndexFunc(came, func(r *http.Request) bool { return r.URL.Path == path }); i >= 0 {
				r := came[i]
				came = slices.Delete(came, i, i+1)
				body, _ := io.ReadAll(r.Body)
				return r, string(body)
			}
			select {
			case r := <-calls:
				came = append(came, r)
			case <-time.After(time.Minute):
				t.Fatalf("nobody calls %s", path)
			}
		}
	}

	ctx, stop := context.WithCancel(t.Context())
	allow := netip.MustParseAddrPort(strings.TrimPrefix(elsewhere.URL, "http://"))
	h, err := open(ctx, storage{Data: dir}, listening{Readers: "127.0.0.1:0", Staff: "127.0.0.1:0", Bus: "local:", Role: "all", TimeZone: "Asia/Dhaka"}, []netip.AddrPort{allow})
	if err != nil {
		t.Fatal(err)
	}
	site, p := h.readersURL(), paper{t, h.staffURL(), token}
	done := make(chan error, 1)
	go func() { done <- h.run(ctx) }()
	defer func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	settings, err := h.db.House(ctx)
	if err != nil {
		t.Fatal(err)
	}
	settings.URL = site
	settings.Machines = news.Machines{Hub: true, IndexNow: news.IndexNow{Key: "abcdef0123456789", Endpoint: elsewhere.URL + "/indexnow"}}
	p.put("/api/v1/house", settings)
	shows(t, site+"/abcdef0123456789.txt", 200, "abcdef0123456789")

	_, text := get(t, site+"/en/feed.json")
	var feed struct {
		Feed string `json:"feed_url"`
		Hubs []struct{ URL string }
	}
	if err := json.Unmarshal([]byte(text), &feed); err != nil || len(feed.Hubs) != 1 {
		t.Fatalf("%v in %s", err, text)
	}
	ask := func(form url.Values, want int) {
		t.Helper()
		res, err := http.PostForm(feed.Hubs[0].URL, form)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if body, _ := io.ReadAll(res.Body); res.StatusCode != want {
			t.Errorf("%v is answered %d %s", form, res.StatusCode, body)
		}
	}
	form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {feed.Feed}, "hub.callback": {elsewhere.URL + "/new"}, "hub.secret": {"s"}}
	ask(form, http.StatusAccepted)
	call("/new")
	ask(url.Values{"hub.mode": {"subscribe"}, "hub.topic": {feed.Feed}, "hub.callback": {"http://192.168.0.1/"}}, http.StatusBadRequest)
	ask(url.Values{"hub.mode": {"subscribe"}, "hub.topic": {site + "/en/"}, "hub.callback": {elsewhere.URL}}, http.StatusBadRequest)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) { // both follow what is published from now on
		all, err := h.db.Followers(ctx)
		if err != nil {
			t.Fatal(err)
		}
		follows := func(name string) bool {
			return slices.ContainsFunc(all, func(f store.Follower) bool { return f.Name == name })
		}
		if follows("hub") && follows("indexnow "+settings.Machines.IndexNow.Endpoint) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("after a minute only these follow: %+v", all)
		}
	}

	start := time.Now()
	p.publish("A bridge opens")
	r, body := call("/new")
	t.Logf("a subscriber has the story %s after it was asked to be published", time.Since(start))
	if r.Method != http.MethodPost || !strings.Contains(body, "A bridge opens") || !strings.HasPrefix(r.Header.Get("X-Hub-Signature"), "sha256=") || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/feed+json") {
		t.Errorf("it is sent %s %v %s", r.Method, r.Header, body)
	}
	_, body = call("/indexnow")
	var said struct{ URLList []string }
	if err := json.Unmarshal([]byte(body), &said); err != nil || !slices.ContainsFunc(said.URLList, func(u string) bool { return strings.HasSuffix(u, "-a-bridge-opens") }) {
		t.Errorf("search engines are told %s", body)
	}
	code, out, errs := command(t, "", "announce", "--data", dir)
	if code != 0 || !strings.Contains(out, "hub ") || !strings.Contains(out, "indexnow http") || !strings.Contains(strings.Join(strings.Fields(out), " "), "subscriptions 1 0 not confirmed") {
		t.Errorf("stet announce: %d %s %s", code, out, errs)
	}
	_, text = get(t, site+"/oembed?url="+url.QueryEscape(said.URLList[0]))
	if !strings.Contains(text, `"title":"A bridge opens"`) {
		t.Errorf("shown elsewhere it is %s", text)
	}
}

// put changes something with the API.
func (p paper) put(path string, in any) {
	p.t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		p.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(p.t.Context(), http.MethodPut, strings.TrimSuffix(p.staff, "/n")+path, strings.NewReader(string(body)))
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+p.token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	if text, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK {
		p.t.Fatalf("%s: %d %s", path, res.StatusCode, text)
	}
}
