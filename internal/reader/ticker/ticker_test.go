package ticker_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/reader/ticker"
)

// listen listens for as long as during takes, and returns what was sent.
func listen(t *testing.T, tk *ticker.Ticker, last string, during func()) string {
	ctx, cancel := context.WithCancel(t.Context())
	r := httptest.NewRequestWithContext(ctx, "GET", "/sse/ticker/en", nil)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	w := httptest.NewRecorder()
	done := make(chan struct{})
	go func() { defer close(done); tk.Serve(w, r, "en") }()
	synctest.Wait()
	during()
	synctest.Wait()
	cancel()
	<-done
	return strings.TrimPrefix(w.Body.String(), "retry: 15000\n\n")
}

func event(n int) string { return fmt.Sprintf("id: %d\ndata: bar %[1]d\n\n", n) }

func TestAReaderWhoComesBackMissesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tk ticker.Ticker
		for i := range 3 {
			tk.Send("en", int64(10*i+10), fmt.Appendf(nil, "bar %d", 10*i+10))
		}
		tk.Send("bn", 31, []byte("another language"))
		for last, want := range map[string]string{
			"":   event(30) + event(40),
			"10": event(20) + event(30) + event(40),
			"30": event(40),
			"99": event(40),
			"x":  event(30) + event(40),
		} {
			fresh := ticker.Ticker{}
			for i := range 3 {
				fresh.Send("en", int64(10*i+10), fmt.Appendf(nil, "bar %d", 10*i+10))
			}
			if got := listen(t, &fresh, last, func() { fresh.Send("en", 40, []byte("bar 40")) }); got != want {
				t.Errorf("after %q: %q, want %q", last, got, want)
			}
		}
	})
}

func TestAForgottenIdGetsTheNewestAndAQuietLineIsKeptOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tk ticker.Ticker
		for i := range 100 {
			tk.Send("en", int64(i+1), fmt.Appendf(nil, "bar %d", i+1))
		}
		if got := listen(t, &tk, "3", func() { time.Sleep(51 * time.Second) }); got != event(100)+":\n\n:\n\n" {
			t.Errorf("%q", got)
		}
	})
}
