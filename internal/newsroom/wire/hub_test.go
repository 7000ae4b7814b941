package wire_test

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // to show that it is refused
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
)

// hub is a WebSub hub: a real server that is asked for subscriptions, asks back, and sends.
type hub struct {
	*httptest.Server
	t     *testing.T
	mu    sync.Mutex
	asked []url.Values
	lease int
	says  int // status to a request; 0 is 202
}

func newHub(t *testing.T) *hub {
	t.Helper()
	h := &hub{t: t, lease: 86400}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		h.mu.Lock()
		h.asked = append(h.asked, r.PostForm)
		says := h.says
		h.mu.Unlock()
		if says != 0 {
			w.WriteHeader(says)
			return
		}
		w.WriteHeader(http.StatusAccepted)
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *hub) last() url.Values {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.asked) == 0 {
		return nil
	}
	return h.asked[len(h.asked)-1]
}

// verify asks the subscriber whether it meant it, and returns the status and what it said.
func (h *hub) verify(form url.Values, change ...string) (int, string) {
	q := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {form.Get("hub.topic")}, "hub.challenge": {"c0ffee"}, "hub.lease_seconds": {fmt.Sprint(h.lease)}}
	for i := 0; i+1 < len(change); i += 2 {
		q.Set(change[i], change[i+1])
	}
	res, err := http.Get(form.Get("hub.callback") + "?" + q.Encode()) //nolint:noctx // of a test
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(said)
}

func (h *hub) sends(form url.Values, doc, method string, with func() hash.Hash) int {
	mac := hmac.New(with, []byte(form.Get("hub.secret")))
	_, _ = io.WriteString(mac, doc)
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, form.Get("hub.callback"), strings.NewReader(doc))
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/rss+xml")
	req.Header.Set("X-Hub-Signature", method+"="+hex.EncodeToString(mac.Sum(nil)))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

// subscribed is a world with a feed that names a hub, and an address that the hub reaches.
func subscribed(t *testing.T) (*world, *hub, *agency, news.Wire) {
	t.Helper()
	a, h := newAgency(t), newHub(t)
	handler := http.NewServeMux()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	out := fetch.New(fetch.Options{Trusted: true})
	t.Cleanup(out.Close)
	w := newWorld(t, wire.Options{Secrets: boxOf(1), Address: server.URL, Fetch: out}, a)
	handler.Handle("/wire/", w.room.Inlet())
	a.sends(`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>D</title><atom:link rel="hub" href="` + h.URL + `/"/><atom:link rel="self" href="/feed"/>` + item("1", "One") + `</channel></rss>`)
	return w, h, a, w.feed("Delta", a)
}

func TestAFeedWithAHubIsSubscribedToAndPolledLess(t *testing.T) {
	w, h, a, one := subscribed(t)
	before := w.try(one.ID)
	form := h.last()
	if form.Get("hub.mode") != "subscribe" || form.Get("hub.topic") != a.URL+"/feed" || len(form.Get("hub.secret")) < 32 || form.Get("hub.lease_seconds") == "" {
		t.Fatalf("it is asked %v", form)
	}
	if wait := before.Next.Sub(before.Tried); wait > 2*time.Minute {
		t.Errorf("before the hub has confirmed it is polled after %s", wait)
	}
	for what, change := range map[string][]string{
		"another feed": {"hub.topic", "https://evil.example/"}, "to end it": {"hub.mode", "unsubscribe"}, "no lease": {"hub.lease_seconds", "0"}, "nothing to say": {"hub.challenge", ""},
	} {
		if status, said := h.verify(form, change...); status != http.StatusNotFound || strings.Contains(said, "c0ffee") {
			t.Errorf("%s: %d %s", what, status, said)
		}
	}
	if status, said := h.verify(form); status != http.StatusOK || said != "c0ffee" {
		t.Fatalf("%d %q", status, said)
	}
	if status, _ := h.verify(form); status != http.StatusNotFound {
		t.Errorf("what we did not ask for again: %d", status)
	}
	after := w.try(one.ID)
	if wait := after.Next.Sub(after.Tried); wait < 20*time.Minute || wait > 40*time.Minute || after.Error != "" || len(h.asked) != 1 {
		t.Errorf("a hub sends, and it is polled after %s: %+v, asked %d times", wait, after, len(h.asked))
	}
	two := rss(item("2", "Two"))
	for range 2 {
		if status := h.sends(form, two, "sha256", sha256.New); status != http.StatusNoContent || w.headlines(one.ID) != "Two v1, One v1" {
			t.Errorf("%d: %s", status, w.headlines(one.ID))
		}
	}
	// The lease is nearly over: it is asked again, for the same address and with the same secret.
	h.lease = 60
	short, _, _ := w.store.WireHub(t.Context(), one.ID)
	short.Expires, short.Next = time.Now().Add(time.Minute), time.Unix(0, 0)
	w.keepHub(short)
	w.try(one.ID)
	if again := h.last(); len(h.asked) != 2 || again.Get("hub.secret") != form.Get("hub.secret") || again.Get("hub.callback") != form.Get("hub.callback") {
		t.Errorf("asked %d times, at last %v", len(h.asked), again)
	}
	if status, _ := h.verify(form); status != http.StatusOK {
		t.Errorf("the renewal is not confirmed: %d", status)
	}
	// The feed has no hub any more: it is polled as ever, and what comes in the hub's name is nobody's.
	a.sends(rss(item("1", "One"), item("3", "Three")))
	last := w.try(one.ID)
	if wait := last.Next.Sub(last.Tried); wait > 2*time.Minute {
		t.Errorf("without a hub it is polled after %s", wait)
	}
	if status := h.sends(form, rss(item("4", "Four")), "sha256", sha256.New); status != http.StatusNotFound {
		t.Errorf("a hub that is none any more: %d", status)
	}
}

func TestWhatIsNotSignedByTheHubIsPassedOver(t *testing.T) {
	w, h, _, one := subscribed(t)
	w.try(one.ID)
	form := h.last()
	if status, _ := h.verify(form); status != http.StatusOK {
		t.Fatal(status)
	}
	doc := rss(item("2", "Two"))
	other := url.Values{"hub.callback": form["hub.callback"], "hub.secret": {"guessed"}}
	h.sends(other, doc, "sha256", sha256.New)
	h.sends(form, doc, "sha1", sha1.New)
	h.sends(form, doc, "none", sha256.New)
	if got := w.headlines(one.ID); got != "One v1" {
		t.Error(got)
	}
	if kept, err := w.store.Wire(t.Context(), one.ID); err != nil || !strings.Contains(kept.Health.Error, "without its signature") {
		t.Errorf("%+v %v", kept.Health, err)
	}
	elsewhere := url.Values{"hub.callback": {form.Get("hub.callback") + "x"}, "hub.secret": form["hub.secret"]}
	if status := h.sends(elsewhere, doc, "sha256", sha256.New); status != http.StatusNotFound {
		t.Errorf("at another address: %d", status)
	}
	if status := h.sends(form, doc, "sha256", sha256.New); status != http.StatusNoContent || w.headlines(one.ID) != "Two v1, One v1" {
		t.Errorf("the control: %d %s", status, w.headlines(one.ID))
	}
}

func TestAHubThatSaysNoLeavesThePolling(t *testing.T) {
	w, h, _, one := subscribed(t)
	h.says = http.StatusBadRequest
	for range 2 {
		first := w.try(one.ID)
		if wait := first.Next.Sub(first.Tried); first.Failures != 0 || wait > 2*time.Minute || !strings.Contains(first.Error, "hub cannot be asked") {
			t.Errorf("%+v", first)
		}
	}
	if len(h.asked) != 1 {
		t.Errorf("it is asked %d times within a minute", len(h.asked))
	}
	// A house that no hub can reach asks none.
	a := newAgency(t)
	a.sends(`<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="` + h.URL + `"/></feed>`)
	inside := newWorld(t, wire.Options{Secrets: boxOf(1)}, a)
	inside.try(inside.feed("Delta", a).ID)
	if len(h.asked) != 1 {
		t.Error("it is asked for what could not come")
	}
}

func TestTheHubIsNamedInTheHeaderOrInTheFeed(t *testing.T) {
	for what, try := range map[string]struct {
		links     []string
		body      string
		hub, self string
	}{
		"header":          {[]string{`<https://hub.example/>; rel="hub", </feed>; rel=self`}, "", "https://hub.example/", "https://delta.example/feed"},
		"two headers":     {[]string{`<https://hub.example/>; rel="hub"`, `<https://delta.example/own>; rel="self"`}, "", "https://hub.example/", "https://delta.example/own"},
		"Atom":            {nil, `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://hub.example/"/><entry/></feed>`, "https://hub.example/", "https://delta.example/rss"},
		"JSON Feed":       {nil, `{"version":"https://jsonfeed.org/version/1.1","feed_url":"https://delta.example/own","hubs":[{"type":"WebSub","url":"https://hub.example/"}]}`, "https://hub.example/", "https://delta.example/own"},
		"in an item":      {nil, `<feed><entry><link rel="hub" href="https://evil.example/"/></entry></feed>`, "", ""},
		"no address":      {nil, `<feed><link rel="hub" href="javascript:alert(1)"/></feed>`, "", ""},
		"none":            {[]string{`<https://delta.example/>; rel="alternate"`}, `<rss/>`, "", ""},
		"a broken header": {[]string{`<<<;;;,,rel=hub`}, "", "", ""},
	} {
		hub, self := wire.HubOf(&fetch.Answer{URL: "https://delta.example/rss", Links: try.links, Body: []byte(try.body)})
		if hub != try.hub || self != try.self {
			t.Errorf("%s: %q %q", what, hub, self)
		}
	}
}

func FuzzHub(f *testing.F) {
	f.Add(`<https://hub.example/>; rel="hub"`, `<feed><link rel="hub" href="/"/></feed>`)
	f.Add(`<`, `{"hubs":[{"type":"WebSub","url":"//x"}]}`)
	f.Fuzz(func(t *testing.T, link, body string) {
		hub, self := wire.HubOf(&fetch.Answer{URL: "https://delta.example/rss", Links: []string{link}, Body: []byte(body)})
		if u, err := url.Parse(hub); hub != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https") || (hub == "") != (self == "") {
			t.Errorf("%q %q", hub, self)
		}
	})
}
