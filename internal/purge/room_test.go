package purge

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// call is what a service was sent.
type call struct {
	what   string // method and path
	header http.Header
	body   map[string]any
}

// service is a server that answers as the services document, and remembers.
type service struct {
	*httptest.Server
	mu     sync.Mutex
	calls  []call
	status int // of the answers; 0 is 200
	answer string
	came   chan string // the first key of each webhook
}

func newService(t *testing.T) *service {
	s := &service{answer: `{"success":true,"status":"ok"}`, came: make(chan string, 100)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		c := call{what: r.Method + " " + r.URL.RequestURI(), header: r.Header}
		text, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(text, &c.body)
		c.header.Set("Body", string(text))
		s.calls = append(s.calls, c)
		if keys, ok := c.body["keys"].([]any); ok {
			s.came <- keys[0].(string)
		}
		if s.status != 0 {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(s.status)
		}
		_, _ = io.WriteString(w, s.answer)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *service) take() []call {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.calls
	s.calls = nil
	return all
}

func parse(t *testing.T, text string) *Hook {
	t.Helper()
	h, err := Parse(text, os.Getenv, fetch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// secretFile returns the path of a file that holds the text.
func secretFile(t *testing.T, text string) string {
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func keys(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprint("story-", i))
	}
	return all
}

func TestFastlyIsAskedAsItDocuments(t *testing.T) {
	s := newService(t)
	h := parse(t, "fastly:SVC?api="+s.URL+"&token-file="+secretFile(t, "secret"))
	if err := h.tell(t.Context(), 7, store.Stale{Keys: keys(300), Gone: []string{"story-9"}}); err != nil {
		t.Fatal(err)
	}
	calls := s.take()
	if len(calls) != 3 {
		t.Fatalf("%d calls", len(calls))
	}
	for i, want := range []struct {
		soft string
		keys int
	}{{"", 1}, {"1", 256}, {"1", 44}} {
		c := calls[i]
		if c.what != "POST /service/SVC/purge" || c.header.Get("Fastly-Key") != "secret" || c.header.Get("Fastly-Soft-Purge") != want.soft {
			t.Errorf("%d: %s %v", i, c.what, c.header)
		}
		if n := len(c.body["surrogate_keys"].([]any)); n != want.keys {
			t.Errorf("%d: %d keys, want %d", i, n, want.keys)
		}
	}
}

func TestCloudflareIsAskedAsItDocuments(t *testing.T) {
	s := newService(t)
	t.Setenv("CF", "secret")
	h := parse(t, "cloudflare:ZONE?token-env=CF&api="+s.URL)
	if err := h.tell(t.Context(), 7, store.Stale{Keys: keys(40)}); err != nil {
		t.Fatal(err)
	}
	calls := s.take()
	if len(calls) != 2 || calls[0].what != "POST /client/v4/zones/ZONE/purge_cache" || calls[0].header.Get("Authorization") != "Bearer secret" || len(calls[0].body["tags"].([]any)) != 30 {
		t.Errorf("%+v", calls)
	}
	s.answer = `{"success":false,"errors":[{"code":1,"message":"no such zone"}]}`
	if err := h.tell(t.Context(), 7, store.Stale{Keys: keys(1)}); err == nil || !strings.Contains(err.Error(), "no such zone") {
		t.Errorf("when it says no: %v", err)
	}
}

func TestAWebhookIsSignedAndHasTheSameIdWhenItComesAgain(t *testing.T) {
	s := newService(t)
	coded := "whsec_" + base64.StdEncoding.EncodeToString([]byte("secret"))
	var ids []string
	for _, secret := range []string{"secret", coded} {
		h := parse(t, s.URL+"/hook?site=1&token-file="+secretFile(t, secret))
		if err := h.tell(t.Context(), 7, store.Stale{Keys: keys(1)}); err != nil {
			t.Fatal(err)
		}
		c := s.take()[0]
		id, at := c.header.Get("Webhook-Id"), c.header.Get("Webhook-Timestamp")
		if want := "v1," + fetch.Signature("secret", id, at, []byte(c.header.Get("Body"))); c.header.Get("Webhook-Signature") != want || c.what != "POST /hook?site=1" {
			t.Errorf("%s: signature %q, want %q", c.what, c.header.Get("Webhook-Signature"), want)
		}
		ids = append(ids, id)
		if strings.Contains(h.Name, "site=1") || strings.Contains(h.Name, "token") {
			t.Errorf("its name is %q", h.Name)
		}
	}
	if ids[0] != ids[1] {
		t.Errorf("the ids are %q", ids)
	}
	// The vector of the Standard Webhooks specification.
	got := fetch.Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", []byte(`{"test": 2432232314}`))
	if got != "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("the specification's message is signed %q", got)
	}
}

func TestAFlagThatCannotBeUnderstoodOrHoldsItsTokenIsRefused(t *testing.T) {
	for _, text := range []string{
		"", "fastly", "fastly:", "fastly:SVC", "fastly:SVC?token=secret", "cloudflare:Z?token-file=/does/not/exist", "akamai:x", "varnish:cache:6081",
		"varnish:ftp://cache", "https://", "https://u:p@host/?token-env=PATH", "fastly:SVC?token-file=" + secretFile(t, ""),
	} {
		if h, err := Parse(text, os.Getenv, fetch.Options{}); err == nil {
			t.Errorf("%q is %+v", text, h)
		} else if strings.Contains(err.Error(), "=secret") {
			t.Errorf("%q is refused with its token: %v", text, err)
		}
	}
}

func TestStepsWithAGapMakeEverythingStale(t *testing.T) {
	step := func(process string, after, edition int64, keys ...string) store.Handed {
		return store.Handed{Process: process, After: after, Edition: edition, Stale: store.Stale{Keys: keys, Gone: []string{fmt.Sprint("gone-", edition)}}}
	}
	for what, c := range map[string]struct {
		steps []store.Handed
		keys  string
	}{
		"one step":            {[]store.Handed{step("a", 5, 9, "x", "y")}, "x y"},
		"several":             {[]store.Handed{step("a", 7, 9, "y"), step("a", 4, 7, "x")}, "x y"},
		"of two processes":    {[]store.Handed{step("a", 5, 8, "x"), step("b", 7, 12, "y"), step("b", 5, 7, "z")}, "x z y"},
		"none":                {nil, "all"},
		"a gap at the start":  {[]store.Handed{step("a", 6, 9, "x")}, "all"},
		"a gap in the middle": {[]store.Handed{step("a", 5, 6, "x"), step("a", 7, 9, "y")}, "all"},
		"a gap at the end":    {[]store.Handed{step("a", 5, 8, "x")}, "all"},
		"what is over":        {[]store.Handed{step("a", 1, 5, "x"), step("a", 5, 9, "y"), step("a", 9, 11, "z")}, "y"},
		"too much":            {[]store.Handed{step("a", 5, 9, keys(most+1)...)}, "all"},
	} {
		s := Since(5, 9, c.steps)
		if got := strings.Join(s.Keys, " "); got != c.keys {
			t.Errorf("%s: %s, want %s", what, got, c.keys)
		}
		for _, h := range c.steps {
			if gone := h.Stale.Gone[0]; h.Edition > 5 && h.After < 9 && !slices.Contains(s.Gone, gone) {
				t.Errorf("%s: %s is not gone", what, gone)
			}
		}
	}
}

// hand notes a step of a process.
func hand(t *testing.T, db *store.DB, process string, after, edition int64, keys ...string) {
	t.Helper()
	err := db.Tx(t.Context(), func(tx *store.Tx) error {
		return tx.HandOver(t.Context(), store.Handed{Process: process, After: after, Edition: edition, Stale: store.Stale{Keys: keys}}, true)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// told returns the keys that the service was sent.
func told(s *service) (all []string) {
	for _, c := range s.take() {
		for _, k := range c.body["keys"].([]any) {
			all = append(all, k.(string))
		}
	}
	return all
}

func TestACacheIsToldWhenAllReadersHaveItAndNothingIsLostOrToldTwice(t *testing.T) {
	db, s := storetest.SQLite(t), newService(t)
	h := parse(t, s.URL+"?token-file="+secretFile(t, "x"))
	catchUp := func(want ...string) {
		t.Helper()
		// A new Room each time: what it knows is in the database.
		if _, _, err := (&Room{DB: db, Hooks: []*Hook{h}}).catchUp(t.Context(), h, false); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want, told(s)); diff != "" {
			t.Error(diff)
		}
	}
	catchUp() // nobody serves readers
	hand(t, db, "a", 0, 3, "all")
	hand(t, db, "b", 0, 3, "all")
	catchUp("all") // a cache that is new to us may hold anything
	catchUp()
	hand(t, db, "a", 3, 4, "story-1")
	catchUp() // b's readers have the old page: the cache would fetch it again
	hand(t, db, "b", 3, 4, "story-1")
	catchUp("story-1")
	s.status = http.StatusServiceUnavailable
	hand(t, db, "a", 4, 5, "story-2")
	hand(t, db, "b", 4, 5, "story-2")
	_, _, err := (&Room{DB: db}).catchUp(t.Context(), h, false)
	if err == nil || pause(err, leastWait) != 120*time.Second {
		t.Errorf("when the service fails: %v, waits %s", err, pause(err, leastWait))
	}
	if p, err := db.Purge(t.Context(), h.Name); p.Failing.IsZero() || !strings.Contains(p.Error, "503") || err != nil {
		t.Errorf("its health is %+v, %v", p, err)
	}
	s.take()
	s.status = 0
	hand(t, db, "a", 5, 6, "story-3")
	hand(t, db, "b", 5, 6, "story-3")
	catchUp("story-2", "story-3")
	if p, err := db.Purge(t.Context(), h.Name); !p.Failing.IsZero() || p.Edition != 6 || err != nil {
		t.Errorf("its health is %+v, %v", p, err)
	}
	hand(t, db, "b", 4, 6, "story-2", "story-3") // b came back with an old edition and showed it
	catchUp("story-2", "story-3")
}

func TestARoomTellsAtOnceWhenItIsRungAndAgainWhenNothingIsOnItsWay(t *testing.T) {
	db, s := storetest.SQLite(t), newService(t)
	h := parse(t, s.URL+"?token-file="+secretFile(t, "x"))
	hand(t, db, "a", 0, 1, "all")
	ctx, cancel := context.WithCancel(t.Context())
	wake := make(chan struct{}, 1)
	done := make(chan struct{})
	go func() {
		(&Room{DB: db, Hooks: []*Hook{h}, Settle: 50 * time.Millisecond}).Run(ctx, func(context.Context) <-chan struct{} { return wake })
		close(done)
	}()
	until := func(want string) {
		t.Helper()
		for late := time.After(look / 2); ; {
			select {
			case got := <-s.came:
				if got == want {
					return
				}
			case <-late: // it would have looked by itself
				t.Fatalf("%s was not told", want)
			}
		}
	}
	until("all")
	hand(t, db, "a", 1, 2, "story-1")
	wake <- struct{}{}
	until("story-1")
	until("story-1") // a second time, for the page that was on its way to the cache
	cancel()
	<-done
	// Whoever comes after a crash tells again what may not have been told twice.
	if _, stale, err := (&Room{DB: db}).catchUp(t.Context(), h, true); err != nil || !slices.Contains(stale.Keys, "story-1") {
		t.Errorf("after a restart it tells %v, %v", stale, err)
	}
}
