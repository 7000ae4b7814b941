package fetch_test

import (
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// serve starts a server on loopback and returns a client that may reach it.
func serve(t *testing.T, o fetch.Options, h http.HandlerFunc) (*fetch.Client, string) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	o.Allow = append(o.Allow, place(server))
	client := fetch.New(o)
	t.Cleanup(client.Close)
	return client, server.URL
}

// wantSaid fails unless err is a sentence for people that holds the words.
func wantSaid(t *testing.T, err error, words string) {
	t.Helper()
	said, ok := errors.AsType[*news.Error](err)
	if !ok || !strings.Contains(said.Message, words) || !strings.HasSuffix(said.Message, ".") || strings.Count(said.Message, "\n") > 0 {
		t.Errorf("got %v, want one sentence with %q", err, words)
	}
}

func packed(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAConditionalGetSaysWhatItHasAndTakesNotModified(t *testing.T) {
	client, url := serve(t, fetch.Options{Version: "1.2", Home: "https://stet.example"}, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "Stet/1.2 (+https://stet.example)" || r.Header.Get("Accept") != "application/rss+xml" || r.Header.Get("Cookie") != "" {
			t.Errorf("sent %v", r.Header)
		}
		w.Header().Set("Set-Cookie", "a=b")
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Tue, 24 Nov 2026 10:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		fmt.Fprint(w, "body")
	})
	r := fetch.Request{URL: url, Accept: "application/rss+xml"}
	a, err := client.Get(t.Context(), r)
	if err != nil || string(a.Body) != "body" || a.NotModified || a.Type != "application/rss+xml; charset=utf-8" {
		t.Fatalf("first: %+v, %v", a, err)
	}
	r.ETag, r.LastModified = a.ETag, a.LastModified
	if a, err = client.Get(t.Context(), r); err != nil || !a.NotModified || a.ETag != `"v1"` {
		t.Fatalf("second: %+v, %v", a, err)
	}
}

func TestAPackedBodyIsUnpacked(t *testing.T) {
	client, url := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Errorf("asked for %q", r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed(t, []byte("copy")))
	})
	if a, err := client.Get(t.Context(), fetch.Request{URL: url}); err != nil || string(a.Body) != "copy" {
		t.Errorf("got %v, %v", a, err)
	}
}

func TestABombIsNotUnpacked(t *testing.T) {
	bomb := packed(t, make([]byte, 20<<20))
	client, url := serve(t, fetch.Options{MaxBody: 200 << 20}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	})
	a, err := client.Get(t.Context(), fetch.Request{URL: url})
	wantSaid(t, err, "100 times its size")
	if a != nil && len(a.Body) > 0 {
		t.Errorf("kept %d bytes of it", len(a.Body))
	}
}

func TestAnUnaskedPackingIsRefused(t *testing.T) {
	for _, codings := range [][]string{{"br"}, {"gzip, gzip"}, {"gzip", "gzip"}, {"deflate"}} {
		client, url := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Encoding"] = codings
			_, _ = w.Write(packed(t, packed(t, []byte("copy"))))
		})
		_, err := client.Get(t.Context(), fetch.Request{URL: url})
		wantSaid(t, err, "cannot unpack")
	}
}

func TestAnEndlessBodyIsCutAtTheLimitAndWhatThereIsIsKept(t *testing.T) {
	for _, coding := range []string{"", "gzip"} {
		client, url := serve(t, fetch.Options{MaxBody: 100_000}, func(w http.ResponseWriter, r *http.Request) {
			var out io.Writer = w
			if coding != "" {
				w.Header().Set("Content-Encoding", coding)
				z := gzip.NewWriter(w)
				out = z
			}
			for i := 0; r.Context().Err() == nil; i++ {
				if _, err := fmt.Fprintf(out, "%d %x\n", i, i*i*7919); err != nil {
					return
				}
			}
		})
		a, err := client.Get(t.Context(), fetch.Request{URL: url})
		wantSaid(t, err, "97 KB")
		if a == nil || len(a.Body) != 100_000 || !bytes.HasPrefix(a.Body, []byte("0 0\n1 1eef\n")) {
			t.Errorf("%q: kept %d bytes, want exactly the limit", coding, len(a.Body))
		}
	}
}

func TestABodyThatBreaksOffIsKeptWithTheError(t *testing.T) {
	client, url := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "half of it")
	})
	a, err := client.Get(t.Context(), fetch.Request{URL: url})
	wantSaid(t, err, "broke off")
	if a == nil || string(a.Body) != "half of it" {
		t.Errorf("got %+v", a)
	}
}

func TestASlowServerIsLeftAloneInTime(t *testing.T) {
	slow := map[string]http.HandlerFunc{
		"says nothing": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"drips": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := fmt.Fprint(w, "x"); err != nil {
					return
				}
				_ = http.NewResponseController(w).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		},
		"sends on and on": func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(300 * time.Millisecond): // five of them are more than all may take
			case <-r.Context().Done():
			}
			http.Redirect(w, r, "/more", http.StatusFound)
		},
	}
	for name, h := range slow {
		client, url := serve(t, fetch.Options{Total: time.Second, Header: time.Second / 2}, h)
		start := time.Now()
		_, err := client.Get(t.Context(), fetch.Request{URL: url})
		wantSaid(t, err, "answer")
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
	}
}

func TestABadAnswerIsOneSentence(t *testing.T) {
	raw := func(answer string) (fetch.Options, string) {
		l, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				buf := make([]byte, 4096)
				_, _ = conn.Read(buf)
				_, _ = io.WriteString(conn, answer)
				conn.Close()
			}
		}()
		return fetch.Options{Allow: []netip.AddrPort{netip.MustParseAddrPort(l.Addr().String())}}, "http://" + l.Addr().String()
	}
	for answer, words := range map[string]string{
		"": "broke off", "SSH-2.0-x\r\n": "does not understand", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 100<<10): "does not understand",
		"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nnot gzip at ": "packing is broken",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n":                         "does not understand",
	} {
		o, url := raw(answer)
		_, err := quick(o).Get(t.Context(), fetch.Request{URL: url})
		wantSaid(t, err, words)
	}
	o, url := raw("")
	_, err := quick(o).Get(t.Context(), fetch.Request{URL: strings.Replace(url, "http", "https", 1)})
	wantSaid(t, err, "broke off")
	o, url = raw("HTTP/1.1 400 Bad\r\n\r\n")
	_, err = quick(o).Get(t.Context(), fetch.Request{URL: strings.Replace(url, "http", "https", 1)})
	wantSaid(t, err, "https")
	dns := &names{answers: map[string][]netip.Addr{}}
	_, err = quick(fetch.Options{Resolver: dns.resolver(t)}).Get(t.Context(), fetch.Request{URL: "http://nowhere.test/"})
	wantSaid(t, err, "no server called nowhere.test")
	closed, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	_, err = quick(fetch.Options{Allow: []netip.AddrPort{netip.MustParseAddrPort(closed.Addr().String())}}).Get(t.Context(), fetch.Request{URL: "http://" + closed.Addr().String()})
	wantSaid(t, err, "refused")
}

func TestAStatusIsSaidInWordsWithRetryAfter(t *testing.T) {
	status, after := 0, ""
	client, url := serve(t, fetch.Options{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", after)
		w.WriteHeader(status)
	})
	for _, c := range []struct {
		status int
		after  string
		words  string
		least  time.Duration
		most   time.Duration
	}{
		{404, "", "nothing at this address (status 404)", 0, 0},
		{503, "120", "fault of its own (status 503)", 2 * time.Minute, 2 * time.Minute},
		{429, time.Now().Add(time.Hour).UTC().Format(http.TimeFormat), "too often", 59 * time.Minute, time.Hour},
		{410, "nonsense", "gone for good", 0, 0},
		{401, "-5", "name and password", 0, 0},
		{304, "", "no use", 0, 0},
		{500, "99999999999999999999", "fault", 0, 0},
		{503, "9223372036854775807", "fault", 365 * 24 * time.Hour, 365 * 24 * time.Hour},
	} {
		status, after = c.status, c.after
		_, err := client.Get(t.Context(), fetch.Request{URL: url})
		wantSaid(t, err, c.words)
		said, ok := errors.AsType[*fetch.StatusError](err)
		if !ok || said.Status != c.status || said.RetryAfter < c.least || said.RetryAfter > c.most {
			t.Errorf("%+v: got %#v", c, said)
		}
	}
}

func TestRedirectsAreFewAndNeverDownToHTTP(t *testing.T) {
	hops := 0
	client, url := serve(t, fetch.Options{}, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Referer") != "" || r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" {
			t.Errorf("a redirect carried %v", r.Header)
		}
		var n int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n)
		if n >= hops {
			fmt.Fprint(w, "there")
			return
		}
		http.Redirect(w, r, fmt.Sprintf("/%d?key=secret", n+1), http.StatusFound)
	})
	for hops = range 8 {
		a, err := client.Get(t.Context(), fetch.Request{URL: url + "/0?key=secret"})
		if ok := hops <= 5; ok != (err == nil) || ok && string(a.Body) != "there" {
			t.Errorf("%d redirects: %v", hops, err)
		}
		if err != nil {
			wantSaid(t, err, "more than 5 times")
		}
	}

	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "plain") }))
	defer plain.Close()
	secure := httptest.NewUnstartedServer(http.RedirectHandler(plain.URL, http.StatusFound))
	secure.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug) // it says that we do not trust it
	secure.StartTLS()
	defer secure.Close()
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	client = quick(fetch.Options{Allow: []netip.AddrPort{place(plain), place(secure)}, Roots: roots})
	_, err := client.Get(t.Context(), fetch.Request{URL: secure.URL})
	wantSaid(t, err, "without encryption")
	_, err = quick(fetch.Options{Allow: []netip.AddrPort{place(secure)}}).Get(t.Context(), fetch.Request{URL: secure.URL})
	wantSaid(t, err, "signed by nobody")
}

func TestHTTP2IsSpoken(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) }))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	client := quick(fetch.Options{Allow: []netip.AddrPort{place(server)}, Roots: roots})
	if a, err := client.Get(t.Context(), fetch.Request{URL: server.URL}); err != nil || string(a.Body) != "HTTP/2.0" {
		t.Errorf("got %+v, %v", a, err)
	}
}
