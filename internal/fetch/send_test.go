package fetch_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

func TestWhatIsSentGoesToOneAddressOnly(t *testing.T) {
	var canary int
	var got []string
	mux := http.NewServeMux()
	mux.HandleFunc("/take", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = []string{r.Method, r.Header.Get("Key"), string(body)}
		_, _ = io.WriteString(w, "taken")
	})
	mux.HandleFunc("/on", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/canary", http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("/canary", func(http.ResponseWriter, *http.Request) { canary++ })
	srv := httptest.NewServer(mux)
	defer srv.Close()
	c := fetch.New(fetch.Options{Trusted: true})
	defer c.Close()
	message := fetch.Message{Method: "PURGE", URL: srv.URL + "/take", Header: http.Header{"Key": {"secret"}}, Body: []byte("text")}
	if answer, err := c.Send(t.Context(), message); string(answer) != "taken" || err != nil {
		t.Errorf("%q %v", answer, err)
	}
	if len(got) != 3 || got[0] != "PURGE" || got[1] != "secret" || got[2] != "text" {
		t.Errorf("it got %q", got)
	}
	message.URL = srv.URL + "/on"
	if _, err := c.Send(t.Context(), message); err == nil || canary != 0 {
		t.Errorf("a redirect: %v, %d hits", err, canary)
	} else if e, ok := errors.AsType[*fetch.StatusError](err); !ok || e.Status != http.StatusTemporaryRedirect {
		t.Errorf("a redirect is %v", err)
	}
	guarded := fetch.New(fetch.Options{})
	defer guarded.Close()
	message.URL = srv.URL + "/take"
	if _, err := guarded.Send(t.Context(), message); err == nil {
		t.Error("one that is not trusted with it reached loopback")
	} else if e, ok := errors.AsType[*news.Error](err); !ok || e.Kind != news.Forbidden {
		t.Errorf("it is refused as %v", err)
	}
}
