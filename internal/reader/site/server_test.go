package site_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// pipes is a listener in memory, so that hours can pass in a test.
type pipes struct {
	calls chan net.Conn
	done  chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.calls:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Close() error { close(p.done); return nil }
func (*pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

// say sends the text as a new client and returns what comes back.
func (p *pipes) say(t *testing.T, text string) *bufio.Reader {
	t.Helper()
	ours, theirs := net.Pipe()
	t.Cleanup(func() { _ = ours.Close() })
	p.calls <- theirs
	if _, err := io.WriteString(ours, text); err != nil {
		t.Fatal(err)
	}
	return bufio.NewReader(ours)
}

func serveInMemory(t *testing.T) (*pipes, *ticker.Ticker, *http.Server) {
	t.Helper()
	a, media := world(t)
	tk := &ticker.Ticker{}
	srv := site.Server(site.New(a, press.New(), tk, media))
	l := &pipes{make(chan net.Conn), make(chan struct{})}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return l, tk, srv
}

func TestAStreamOutlivesEveryTimeoutAndEndsWithTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, tk, srv := serveInMemory(t)
		r := l.say(t, "GET /sse/ticker/en HTTP/1.1\r\nHost: x\r\n\r\n")
		came := make(chan string, 1)
		go func() {
			all, _ := io.ReadAll(r)
			came <- string(all)
		}()
		time.Sleep(time.Hour)
		tk.Send("en", 7, []byte("{}"))
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := srv.Shutdown(ctx); err != nil {
			t.Errorf("the server waits for the stream: %v", err)
		}
		all := <-came
		if beats := strings.Count(all, "\n:\n"); beats < 140 || !strings.Contains(all, "id: 7\n") {
			t.Errorf("%d heartbeats in an hour, and then %q", beats, all[max(0, len(all)-40):])
		}
	})
}

func TestWhoIsSlowOrIdleIsCutOff(t *testing.T) {
	for what, c := range map[string]struct {
		text   string
		within time.Duration
	}{
		"a head that does not end":  {"GET /en/ HTTP/1.1\r\nHost: x\r\n", 6 * time.Second},
		"nothing after the answer":  {"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n", 61 * time.Second},
		"a body that does not come": {"GET /en/ HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n", 16 * time.Second},
		"a head of 32 KB":           {"GET /en/ HTTP/1.1\r\nHost: x\r\nCookie: " + strings.Repeat("x", 32<<10), 2 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			l, _, _ := serveInMemory(t)
			start := time.Now()
			ours, theirs := net.Pipe()
			l.calls <- theirs
			go func() { _, _ = io.WriteString(ours, c.text) }() // it is cut off before it is through
			_, _ = io.Copy(io.Discard, ours)
			if took := time.Since(start); took > c.within {
				t.Errorf("%s: open for %s", what, took)
			}
			_ = ours.Close()
		})
	}
}

// A film takes longer over a slow line than a page may, and comes whole; who takes nothing of it is cut off, and who is slower
// than the slowest line that is waited for.
func TestAFilmComesWholeOverASlowLine(t *testing.T) {
	const bytes = 2 << 20
	for what, c := range map[string]struct {
		atOnce int
		every  time.Duration
		whole  bool
		within time.Duration
	}{
		"8 KB a second":               {8 << 10, time.Second, true, 5 * time.Minute},
		"a little every 20 seconds":   {160 << 10, 20 * time.Second, true, 5 * time.Minute},
		"nothing":                     {1 << 10, time.Hour, false, 4 * time.Hour},
		"nothing after a while":       {200 << 10, 2 * time.Minute, false, 3 * time.Minute},
		"slower than the slowest":     {3 << 10, time.Second, false, 10 * time.Minute},
		"part of it at 8 KB a second": {8 << 10, time.Second, true, 5 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			l, _, _ := serveInMemory(t)
			want := strings.Repeat("film", bytes/4)
			ask := "GET /media/0011223344556677.mp4 HTTP/1.1\r\nHost: x\r\n"
			if strings.HasPrefix(what, "part") {
				want = want[1<<20:]
				ask += "Range: bytes=1048576-\r\nIf-Range: \"0011223344556677.mp4\"\r\n"
			}
			start := time.Now()
			r := l.say(t, ask+"\r\n")
			res, err := http.ReadResponse(r, nil)
			if err != nil {
				t.Fatal(err)
			}
			var body strings.Builder
			for err == nil {
				_, err = io.CopyN(&body, res.Body, int64(c.atOnce))
				if err == nil {
					time.Sleep(c.every)
				}
			}
			took := time.Since(start)
			if c.whole != (body.String() == want) || c.whole && took < 2*time.Minute || took > c.within+c.every {
				t.Errorf("%s: %d bytes of %d in %s", what, body.Len(), len(want), took)
			}
		})
	}
}

func TestARequestThatCouldBeTwoIsRefusedAndTheLineClosed(t *testing.T) {
	for _, head := range []string{"Content-Length: 5", "Transfer-Encoding: chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked"} {
		synctest.Test(t, func(t *testing.T) {
			l, _, _ := serveInMemory(t)
			ours, theirs := net.Pipe()
			l.calls <- theirs
			go func() {
				_, _ = fmt.Fprintf(ours, "GET /en/ HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n0\r\n\r\nGET /en/world-news/ HTTP/1.1\r\nHost: x\r\n\r\n", head)
			}()
			all, _ := io.ReadAll(ours)
			_ = ours.Close()
			if n := strings.Count(string(all), "HTTP/1.1 "); n != 1 || !strings.HasPrefix(string(all), "HTTP/1.1 400 ") {
				t.Errorf("%s: %d answers, %.40q", head, n, all)
			}
		})
	}
}
