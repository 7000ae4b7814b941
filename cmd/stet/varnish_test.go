package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/bench"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// needs skips the test if a program is not installed; in CI that fails it.
func needs(t *testing.T, program, debian string) {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed (Debian: apt-get install %s): in CI it is required", program, debian)
	}
	t.Skipf("NOT TESTED: %s is not installed (Debian: apt-get install %s)", program, debian)
}

// freePort returns a port on loopback that nobody listens on at the moment.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// varnish starts Varnish with docs/varnish.vcl before the address.
func varnish(t *testing.T, port, backend string) {
	t.Helper()
	vcl, err := os.ReadFile("../../docs/varnish.vcl")
	if err != nil {
		t.Fatal(err)
	}
	_, to, _ := net.SplitHostPort(strings.TrimSuffix(strings.TrimPrefix(backend, "http://"), "/"))
	dir, err := os.MkdirTemp("/tmp", "varnish") // its user must be able to reach it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	file := filepath.Join(dir, "stet.vcl")
	if err := os.WriteFile(file, bytes.Replace(vcl, []byte(`"8080"`), []byte(`"`+to+`"`), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "varnishd", "-F", "-f", file, "-a", "127.0.0.1:"+port, "-n", filepath.Join(dir, "n"), "-s", "malloc,64m", "-j", "none")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(20 * time.Millisecond) { // it has no other way to say that it listens
		if c, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			_ = c.Close()
			return
		}
	}
	t.Fatalf("varnishd did not start within a minute: %s", said.String())
}

// paper is a newsroom that a test publishes in through the API.
type paper struct {
	t            *testing.T
	staff, token string
}

func (p paper) post(path string, in, out any) {
	p.t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		p.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.staff+"/api/v1/stories"+path, bytes.NewReader(body))
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
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode/100 != 2 {
		p.t.Fatalf("%s: %d %s %v", path, res.StatusCode, text, err)
	}
	if err := json.Unmarshal(text, out); err != nil {
		p.t.Fatal(err)
	}
}

// publish publishes a story and returns its number.
func (p paper) publish(headline string) int64 {
	p.t.Helper()
	content := bench.Story(1, "world-news")
	content.Headline = headline
	var s news.Story
	p.post("", desk.Start{Desk: "city", Content: content}, &s)
	for _, verb := range []string{"submit", "ready"} {
		p.post(fmt.Sprintf("/%d/%s", s.Number, verb), struct{}{}, &s)
	}
	p.post(fmt.Sprintf("/%d/publish", s.Number), desk.Out{}, &s)
	return s.Number
}

// TestVarnishIsPurgedWhenReadersHaveItAndShowsWhatItHasWhenWeAreGone puts a real Varnish,
// with the configuration of the manual, before a real newsroom.
func TestVarnishIsPurgedWhenReadersHaveItAndShowsWhatItHasWhenWeAreGone(t *testing.T) {
	needs(t, "varnishd", "varnish varnish-modules")
	dir, port := t.TempDir(), freePort(t)
	token, err := bench.World{Dir: dir, Stories: 3, Search: true}.Fill(t.Context(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	front := "http://127.0.0.1:" + port
	var story string
	t.Run("while we are there", func(there *testing.T) {
		said := serving(there, "serve", "--data", dir, "--purge", "varnish:http://127.0.0.1:"+port)
		varnish(t, port, said["readers"])
		p := paper{there, strings.TrimSuffix(said["staff"], "/n"), token}
		shows(there, front+"/en/", 200, "Story 3") // the first purge, of everything, is over or comes now
		number := p.publish("A bridge opens")
		shows(there, front+"/en/", 200, "A bridge opens")
		_, home := get(there, front+"/en/")
		story = front + linkTo(there, home, fmt.Sprintf("/%d-", number))
		for i := range 8 { // what is published right after it may stand beside it
			p.publish(fmt.Sprintf("A quiet day %d", i))
		}
		shows(there, front+"/en/", 200, "A quiet day 7")
		shows(there, story, 200, "A bridge opens")
		keeps(there, story)
		keeps(there, front+"/en/")
		var times []time.Duration
		kept := 0
		for i := range 10 {
			headline := fmt.Sprintf("Flood %d rises", i)
			p.publish(headline)
			times = append(times, shows(there, front+"/en/", 200, headline))
			if cached(there, story) {
				kept++
			}
		}
		if kept < 8 { // everything is purged once more, five seconds after the first time
			there.Errorf("the page of a story was purged %d times because of another story", 10-kept)
		}
		slices.Sort(times)
		there.Logf("published until Varnish has the new home page: median %s, worst %s", times[5], times[9])
		if times[5] > 200*time.Millisecond {
			there.Errorf("half of the publications took more than %s", times[5])
		}
		var killed news.Story
		leak := p.publish("A leak")
		shows(there, front+"/en/", 200, "A leak")
		_, home = get(there, front+"/en/")
		gone := front + linkTo(there, home, fmt.Sprintf("/%d-", leak))
		shows(there, gone, 200, "A leak")
		p.post(fmt.Sprintf("/%d/kill", leak), map[string]string{"reason": "It was one.", "alone": "For the test."}, &killed)
		shows(there, gone, 410, "")
	})
	// We are gone. What is fresh is shown; and so is what is stale.
	purgeByHand(t, front, "all")
	shows(t, story, 200, "A bridge opens")
	shows(t, front+"/en/", 200, "Flood 9 rises")
	if code, _ := get(t, front+"/en/business/feed.atom"); code < 500 {
		t.Errorf("what Varnish never had is answered %d", code)
	}
}

// shows asks until the address is answered so, and returns how long it took.
func shows(t *testing.T, address string, want int, mark string) time.Duration {
	t.Helper()
	start := time.Now()
	for {
		code, body := get(t, address)
		took := time.Since(start)
		if code == want && strings.Contains(body, mark) {
			return took
		}
		if took > time.Minute {
			t.Fatalf("%s: %d without %q after %s", address, code, mark, took)
		}
	}
}

// keeps asks until Varnish answers without asking us: everything is purged once more, five
// seconds after the first time.
func keeps(t *testing.T, address string) {
	t.Helper()
	for range 4 {
		if cached(t, address) {
			return
		}
	}
	t.Errorf("Varnish does not keep %s", address)
}

// cached reports whether Varnish answers without asking us.
func cached(t *testing.T, address string) bool {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.Header.Get("Xkey") != "" || res.Header.Get("Surrogate-Control") != "" {
		t.Errorf("readers get what is for Varnish: %v", res.Header)
	}
	return strings.Contains(res.Header.Get("X-Varnish"), " ")
}

// linkTo returns the first link in the page whose path has the mark.
func linkTo(t *testing.T, page, mark string) string {
	t.Helper()
	for _, part := range strings.Split(page, `href="`) {
		if link, _, _ := strings.Cut(part, `"`); strings.HasPrefix(link, "/en/") && strings.Contains(link, mark) {
			return link
		}
	}
	t.Fatalf("no link with %s", mark)
	return ""
}

func purgeByHand(t *testing.T, address, keys string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "PURGE", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("xkey-soft", keys)
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode != 200 {
		t.Fatal(res, err)
	}
	_ = res.Body.Close()
}
