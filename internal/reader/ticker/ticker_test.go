package ticker_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/reader/ticker"
)

const hello = "retry: 15000\n\n"

// listen listens for as long as during takes, and returns what was sent.
func listen(t *testing.T, tk *ticker.Ticker, last string, during func()) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
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
	text, ok := strings.CutPrefix(w.Body.String(), hello)
	if !ok || w.Header().Get("Content-Type") != "text/event-stream" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("not a stream: %v %q", w.Header(), w.Body)
	}
	return text
}

func send(tk *ticker.Ticker, editions ...int64) {
	for _, n := range editions {
		tk.Send("en", n, fmt.Appendf(nil, "bar %d", n))
	}
}

func events(editions ...int) (text string) {
	for _, n := range editions {
		text += fmt.Sprintf("id: %d\ndata: bar %[1]d\n\n", n)
	}
	return text
}

func TestAReaderWhoComesBackMissesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for last, want := range map[string]string{
			"":                     events(30, 40),
			"5":                    events(10, 20, 30, 40),
			"10":                   events(20, 30, 40),
			"15":                   events(20, 30, 40),
			"30":                   events(40),
			"99":                   events(40), // from a process that was ahead of this one
			"x":                    events(30, 40),
			"99999999999999999999": events(30, 40),
		} {
			var tk ticker.Ticker
			send(&tk, 10, 20, 30)
			tk.Send("bn", 31, []byte("another language"))
			if got := listen(t, &tk, last, func() { send(&tk, 40); tk.Send("bn", 41, []byte("another")) }); got != want {
				t.Errorf("after %q: %q, want %q", last, got, want)
			}
		}
	})
}

func TestAForgottenIdGetsTheNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tk ticker.Ticker
		for n := range int64(100) {
			send(&tk, n+1)
		}
		for last, want := range map[string]string{"3": events(100), "36": events(100), "97": events(98, 99, 100)} {
			if got := listen(t, &tk, last, func() {}); got != want {
				t.Errorf("after %s: %q", last, got)
			}
		}
		if got := strings.Count(listen(t, &tk, "37", func() {}), "data:"); got != 63 {
			t.Errorf("of 64 that are remembered %d are sent to a reader who saw the first", got)
		}
	})
}

func TestAQuietLineIsKeptOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tk ticker.Ticker
		if got := listen(t, &tk, "", func() { time.Sleep(51 * time.Second) }); got != ":\n\n:\n\n" {
			t.Errorf("%q", got)
		}
	})
}

// stuck is a reader who takes nothing more once it is stuck.
type stuck struct {
	*httptest.ResponseRecorder
	free chan struct{}
}

func (s stuck) Write(b []byte) (int, error) {
	<-s.free
	return s.ResponseRecorder.Write(b)
}

func TestASlowReaderIsCutOffAndNobodyWaitsForIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tk ticker.Ticker
		w := stuck{httptest.NewRecorder(), make(chan struct{})}
		done := make(chan struct{})
		go func() { defer close(done); tk.Serve(w, httptest.NewRequest("GET", "/sse/ticker/en", nil), "en") }()
		synctest.Wait()
		got := listen(t, &tk, "", func() {
			for n := range int64(30) {
				send(&tk, n+1)
				synctest.Wait()
			}
		})
		if n := strings.Count(got, "data:"); n != 30 {
			t.Errorf("a quick reader beside it got %d of 30", n)
		}
		close(w.free)
		<-done // it is not in the way for ever
		if n := strings.Count(w.Body.String(), "data:"); n != 16 {
			t.Errorf("it got %d events that were waiting for it", n)
		}
	})
}

func TestWhenTooManyListenTheNextIsToldToPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tk := ticker.Ticker{Most: 1}
		ask := func() int {
			w := httptest.NewRecorder()
			r := httptest.NewRequest("HEAD", "/sse/ticker/en", nil)
			tk.Serve(w, r, "en")
			return w.Code
		}
		listen(t, &tk, "", func() {
			if got := ask(); got != http.StatusNoContent {
				t.Errorf("%d", got)
			}
		})
		if got := ask(); got != http.StatusOK {
			t.Errorf("when there is room again: %d", got)
		}
	})
}

func TestClosingCutsEverybodyOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tk ticker.Ticker
		done := make(chan struct{})
		serve := func() {
			tk.Serve(httptest.NewRecorder(), httptest.NewRequest("GET", "/sse/ticker/en", nil), "en")
			close(done)
		}
		go serve()
		synctest.Wait()
		tk.Close()
		<-done
		done = make(chan struct{})
		go serve() // who comes now is let go too
		<-done
		send(&tk, 1)
	})
}

// listenTo is listen for any stream.
func listenTo(t *testing.T, tk *ticker.Ticker, stream, last string, during func()) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, "GET", "/sse/live/en/7", nil)
	r.Header.Set("Last-Event-ID", last)
	w := httptest.NewRecorder()
	done := make(chan struct{})
	go func() { defer close(done); tk.Serve(w, r, stream) }()
	synctest.Wait()
	during()
	synctest.Wait()
	cancel()
	<-done
	return strings.TrimPrefix(w.Body.String(), hello)
}

func posted(edition int) string {
	return fmt.Sprintf("id: %d\nevent: posts\ndata: post %[1]d\n\n", edition)
}

func TestTheStreamOfAStoryHasTheBarAndItsPostsInTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		post := func(tk *ticker.Ticker, story int64, editions ...int64) {
			for _, n := range editions {
				tk.Post("en", story, n, fmt.Appendf(nil, "post %d", n), false)
			}
		}
		for last, want := range map[string]string{
			"":   events(10), // the page has its posts
			"5":  events(10) + posted(20) + posted(30),
			"20": posted(30),
			"30": "",
		} {
			var tk ticker.Ticker
			send(&tk, 10)
			post(&tk, 7, 20)
			post(&tk, 8, 21)
			post(&tk, 7, 30)
			got := listenTo(t, &tk, "en/7", last, func() { post(&tk, 8, 39); send(&tk, 40); post(&tk, 7, 40) })
			if want += events(40) + posted(40); got != want {
				t.Errorf("after %q: %q, want %q", last, got, want)
			}
			if got := listen(t, &tk, "40", func() { post(&tk, 7, 41) }); got != "" {
				t.Errorf("who has the bar alone is sent %q", got)
			}
		}
	})
}

func TestOfCoverageThatHasEndedOnlyTheEndIsRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tk ticker.Ticker
		tk.Post("en", 7, 10, []byte("post 10"), false)
		tk.Post("en", 7, 20, []byte("post 20"), true)
		if got := listenTo(t, &tk, "en/7", "5", func() {}); got != posted(20) {
			t.Errorf("%q", got)
		}
	})
}
