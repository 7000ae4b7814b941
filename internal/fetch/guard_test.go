package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// canary is a server on loopback, IPv4 and IPv6, that counts who gets through.
type canary struct {
	port uint16
	hits atomic.Int64
}

func newCanary(t *testing.T) *canary {
	t.Helper()
	c := &canary{}
	first, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.port = netip.MustParseAddrPort(first.Addr().String()).Port()
	listeners := []net.Listener{first}
	if second, err := net.Listen("tcp6", fmt.Sprintf("[::1]:%d", c.port)); err == nil {
		listeners = append(listeners, second)
	} else {
		t.Logf("NOT TESTED over IPv6: %v", err)
	}
	for _, l := range listeners {
		server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { c.hits.Add(1) })}
		go func() { _ = server.Serve(l) }()
		t.Cleanup(func() { server.Close() })
	}
	return c
}

// spellings are ways to write an address in this machine or its network, where some
// resolver, parser or kernel is known to have taken them. %d is the port.
var spellings = []string{
	"http://127.0.0.1:%d/", "http://127.1:%d/", "http://127.0.1:%d/", "http://127.127.127.127:%d/", "http://127.0.0.1.:%d/",
	"http://2130706433:%d/", "http://017700000001:%d/", "http://0x7f000001:%d/", "http://0x7f.1:%d/", "http://0x7f.0x0.0x0.0x1:%d/",
	"http://0177.0.0.1:%d/", "http://0177.1:%d/", "http://00000177.0.0.1:%d/", "http://127.0.0.01:%d/", "http://0X7F.0.0.1:%d/",
	"http://0:%d/", "http://0.0.0.0:%d/", "http://0.0:%d/", "http://000.000.000.000:%d/", "http://0x0:%d/",
	"http://localhost:%d/", "http://LOCALHOST:%d/", "http://localhost.:%d/", "http://localhost.localdomain:%d/", "http://ip6-localhost:%d/", "http://foo.localhost:%d/",
	"http://[::1]:%d/", "http://[0:0:0:0:0:0:0:1]:%d/", "http://[0000::0001]:%d/", "http://[::]:%d/", "http://[::127.0.0.1]:%d/",
	"http://[::ffff:127.0.0.1]:%d/", "http://[::ffff:7f00:1]:%d/", "http://[0:0:0:0:0:ffff:127.0.0.1]:%d/", "http://[::ffff:0.0.0.0]:%d/",
	"http://[64:ff9b::7f00:1]:%d/", "http://[2002:7f00:1::]:%d/", "http://[2001:0:7f00:1::]:%d/", "http://[::1%%25lo]:%d/", "http://[fe80::1%%25lo]:%d/",
	"http://169.254.169.254:%d/latest/meta-data/", "http://[fd00:ec2::254]:%d/", "http://192.168.0.1:%d/", "http://10.0.0.1:%d/", "http://172.16.0.1:%d/", "http://100.100.100.200:%d/",
	"http://127。0。0。1:%d/", "http://①②⑦.⓪.⓪.①:%d/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:%d/", "http://%%31%%32%%37.0.0.1:%d/", "http://127.0.0.1%%09:%d/",
	"http://example.com@127.0.0.1:%d/", "http://127.0.0.1:%d@example.com/", "http://127.0.0.1\\@example.com:%d/", "http://example.com#@127.0.0.1:%d/",
	"//127.0.0.1:%d/", "http:127.0.0.1:%d/", "http:///127.0.0.1:%d/", "https://127.0.0.1:%d/",
	"file:///etc/passwd?%d", "gopher://127.0.0.1:%d/_GET", "ftp://127.0.0.1:%d/", "dict://127.0.0.1:%d/", "unix:///run/x.sock?%d",
	"data:text/plain,%d", "jar:http://127.0.0.1:%d/!/", "ldap://127.0.0.1:%d/", "javascript:alert(%d)", "HTTP://127.0.0.1:%d/",
}

// quick is short of time, so that a spelling that leads nowhere fails soon.
func quick(o fetch.Options) *fetch.Client {
	o.Total, o.Header = 3*time.Second, 2*time.Second
	return fetch.New(o)
}

func TestNoSpellingOfAPrivateAddressIsReached(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:9") // must be ignored
	c := newCanary(t)
	for _, resolver := range []*net.Resolver{{PreferGo: true}, {}} {
		// The port is one that is allowed, so that only the address can be what is refused.
		client := quick(fetch.Options{Ports: []uint16{c.port}, Resolver: resolver})
		for _, s := range spellings {
			url := fmt.Sprintf(s, c.port)
			if _, err := client.Get(t.Context(), fetch.Request{URL: url}); err == nil {
				t.Errorf("%s was fetched", url)
			}
		}
		client.Close()
	}
	if n := c.hits.Load(); n != 0 {
		t.Errorf("the server on loopback was reached %d times", n)
	}
	t.Logf("%d spellings, with Go's resolver and the system's", len(spellings))
}

// The test above would be worth nothing if the canary could not be reached at all.
func TestAnUnguardedClientReachesTheCanary(t *testing.T) {
	c := newCanary(t)
	client := &http.Client{Timeout: time.Second / 2, Transport: &http.Transport{DisableKeepAlives: true}}
	reached := 0
	for _, s := range spellings[:35] {
		if res, err := client.Get(fmt.Sprintf(s, c.port)); err == nil {
			res.Body.Close()
			reached++
		}
	}
	if reached < 8 || c.hits.Load() == 0 {
		t.Errorf("an unguarded client got through %d times only: the canary proves nothing", reached)
	}
}

func TestANameThatLeadsInsideIsRefusedInOneSentence(t *testing.T) {
	c := newCanary(t)
	dns := &names{answers: map[string][]netip.Addr{}}
	for name, addr := range map[string]string{
		"127-0-0-1.nip.test": "127.0.0.1", "private.test": "10.1.2.3", "metadata.test": "169.254.169.254", "zero.test": "0.0.0.0",
		"six.test": "::1", "ula.test": "fd00::1", "sixtofour.test": "2002:7f00:1::1",
	} {
		dns.answers[name] = []netip.Addr{netip.MustParseAddr(addr)}
	}
	client := quick(fetch.Options{Ports: []uint16{c.port}, Resolver: dns.resolver(t)})
	for name, addrs := range dns.answers {
		_, err := client.Get(t.Context(), fetch.Request{URL: fmt.Sprintf("http://%s:%d/", name, c.port)})
		said, ok := errors.AsType[*news.Error](err)
		if !ok || said.Kind != news.Forbidden || !strings.Contains(said.Message, addrs[0].String()) {
			t.Errorf("%s: got %v, want a sentence that names %s", name, err, addrs[0])
		}
	}
	if n := c.hits.Load(); n != 0 {
		t.Errorf("the server on loopback was reached %d times", n)
	}
}

func TestARedirectToAPrivateAddressIsNotFollowed(t *testing.T) {
	c := newCanary(t)
	dns := &names{answers: map[string][]netip.Addr{"inside.test": {netip.MustParseAddr("127.0.0.1")}}}
	var target string
	status := http.StatusFound
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, status) }))
	defer server.Close()
	client := quick(fetch.Options{Allow: []netip.AddrPort{place(server)}, Ports: []uint16{c.port}, Resolver: dns.resolver(t)})
	for _, status = range []int{301, 302, 303, 307, 308} {
		for _, target = range []string{
			fmt.Sprintf("http://127.0.0.1:%d/", c.port), fmt.Sprintf("http://inside.test:%d/", c.port), fmt.Sprintf("http://[::1]:%d/", c.port),
			fmt.Sprintf("//127.0.0.1:%d/", c.port), "file:///etc/passwd", fmt.Sprintf("http://me:secret@127.0.0.1:%d/", c.port), "gopher://127.0.0.1/",
		} {
			if _, err := client.Get(t.Context(), fetch.Request{URL: server.URL}); err == nil {
				t.Errorf("%d to %s was followed", status, target)
			} else if _, ok := errors.AsType[*news.Error](err); !ok {
				t.Errorf("%d to %s: %v is not a sentence for people", status, target, err)
			}
		}
	}
	if n := c.hits.Load(); n != 0 {
		t.Errorf("the server on loopback was reached %d times", n)
	}
}

// The first look-up of the name gives a place that is allowed; the second, for the
// redirect, gives the canary. Judging the name once would let it through.
func TestANameThatChangesItsAddressIsCheckedAgain(t *testing.T) {
	run := func(get func(resolver *net.Resolver, allow netip.AddrPort, url string) error) (hits int64, err error) {
		front, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := netip.MustParseAddrPort(front.Addr().String()).Port()
		server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Connection", "close")
			http.Redirect(w, r, "/again", http.StatusFound)
		})}
		go func() { _ = server.Serve(front) }()
		defer server.Close()
		back, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.2:%d", port))
		if err != nil {
			t.Skipf("NOT TESTED: no second loopback address here: %v", err)
		}
		var reached atomic.Int64
		inner := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) })}
		go func() { _ = inner.Serve(back) }()
		defer inner.Close()
		dns := &names{answers: map[string][]netip.Addr{"rebind.test": {netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("127.0.0.2")}}}
		allow := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port)
		err = get(dns.resolver(t), allow, fmt.Sprintf("http://rebind.test:%d/", port))
		return reached.Load(), err
	}
	hits, err := run(func(r *net.Resolver, allow netip.AddrPort, url string) error {
		_, err := quick(fetch.Options{Allow: []netip.AddrPort{allow}, Resolver: r}).Get(t.Context(), fetch.Request{URL: url})
		return err
	})
	if hits != 0 || err == nil || !strings.Contains(err.Error(), "127.0.0.2") {
		t.Errorf("the second address was reached %d times: %v", hits, err)
	}
	hits, err = run(func(r *net.Resolver, _ netip.AddrPort, url string) error {
		dialer := &net.Dialer{Resolver: r}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
		if err != nil {
			return err
		}
		res, err := (&http.Client{Transport: &http.Transport{DialContext: dialer.DialContext}}).Do(req)
		if err == nil {
			res.Body.Close()
		}
		return err
	})
	if hits == 0 {
		t.Errorf("without the guard the second address was not reached either, so this proves nothing: %v", err)
	}
}

func TestWhatIsAllowedIsThatAddressAndPortOnly(t *testing.T) {
	one := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "one") }))
	defer one.Close()
	two := httptest.NewServer(http.NotFoundHandler())
	defer two.Close()
	client := quick(fetch.Options{Allow: []netip.AddrPort{place(one)}})
	if a, err := client.Get(t.Context(), fetch.Request{URL: one.URL}); err != nil || string(a.Body) != "one" {
		t.Errorf("the allowed server: %v", err)
	}
	for _, url := range []string{two.URL, strings.Replace(one.URL, "127.0.0.1", "127.0.0.2", 1), strings.Replace(one.URL, "127.0.0.1", "[::1]", 1)} {
		if _, err := client.Get(t.Context(), fetch.Request{URL: url}); err == nil {
			t.Errorf("%s was fetched", url)
		}
	}
}

func TestOnlyTheUsualPortsAreFetched(t *testing.T) {
	client := quick(fetch.Options{Ports: []uint16{8443}})
	for url, want := range map[string]bool{
		"https://example.com/": true, "http://example.com:80/": true, "https://example.com:8443/x": true,
		"http://example.com:22/": false, "http://example.com:6379/": false, "https://example.com:0/": false, "https://example.com:99999/": false,
	} {
		if _, err := client.Check(url); (err == nil) != want {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func place(s *httptest.Server) netip.AddrPort {
	return netip.MustParseAddrPort(s.Listener.Addr().String())
}

func TestTheCallersOwnCancellationIsNotAFailureOfTheServer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	defer server.Close()
	_, err := quick(fetch.Options{Allow: []netip.AddrPort{place(server)}}).Get(ctx, fetch.Request{URL: server.URL})
	if _, said := errors.AsType[*news.Error](err); !errors.Is(err, context.Canceled) || said {
		t.Errorf("got %v", err)
	}
}
