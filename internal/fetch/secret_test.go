package fetch_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/fetch"
)

// A header with a secret goes to the server it is for, through its own redirects, and to no other: not even when another sends back.
func TestASecretFollowsNoRedirectToAnotherServer(t *testing.T) {
	var own, other *httptest.Server
	var got []string
	note := func(who string, r *http.Request) {
		got = append(got, fmt.Sprintf("%s %s%s", who, r.Header.Get("Authorization"), r.Header.Get("X-Api-Key")))
	}
	other = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note("other", r)
		if r.URL.Path == "/back" {
			http.Redirect(w, r, own.URL+"/end", http.StatusFound)
		}
	}))
	defer other.Close()
	own = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note("own", r)
		switch r.URL.Path {
		case "/within":
			http.Redirect(w, r, "/end", http.StatusFound)
		case "/away":
			http.Redirect(w, r, other.URL+"/end", http.StatusFound)
		case "/there-and-back":
			http.Redirect(w, r, other.URL+"/back", http.StatusFound)
		}
	}))
	defer own.Close()
	place := func(s *httptest.Server) netip.AddrPort { return netip.MustParseAddrPort(s.Listener.Addr().String()) }
	c := fetch.New(fetch.Options{Allow: []netip.AddrPort{place(own), place(other)}})
	defer c.Close()
	for _, header := range []string{"Authorization", "X-Api-Key"} {
		for path, want := range map[string]string{
			"/within":         "own s3cret, own s3cret",
			"/away":           "own s3cret, other ",
			"/there-and-back": "own s3cret, other , own ",
		} {
			got = nil
			_, err := c.Get(t.Context(), fetch.Request{URL: own.URL + path, Secret: http.Header{header: {"s3cret"}}})
			if now := strings.Join(got, ", "); err != nil || now != want {
				t.Errorf("%s %s: %q, %v", header, path, now, err)
			}
		}
	}
}
