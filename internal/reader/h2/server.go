// Package h2 serves readers over HTTP/2, strictly and from ready bytes: one goroutine reads
// a connection, answers what is in memory at once, and sends what it answered together.
//
// It knows a reader's requests and nothing else: no push, no priorities, no trailers of our
// own, no upgrade from HTTP/1.1. What a client may make it do for nothing is bounded, see
// budget.
package h2

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// Server serves a site over connections whose client has asked for "h2".
type Server struct {
	Site   *site.Site
	Ticker *ticker.Ticker
	// Also are fields that every answer has, as names in small letters and values: that
	// there is HTTP/3, that HTTP may be forgotten.
	Also []string

	also atomic.Pointer[dated]

	mu      sync.Mutex
	conns   map[*conn]struct{}
	closing bool
	done    sync.WaitGroup
}

// dated is Also with the Date of a second, packed.
type dated struct {
	second int64
	packed []byte
}

// How long a client may take: to send a frame that it has begun, or the fields of a
// request; a body; to take what it asked for; and to ask for nothing.
const (
	beginTime = 5 * time.Second
	bodyTime  = 15 * time.Second
	writeTime = 30 * time.Second
	stallTime = 30 * time.Second
	idleTime  = 60 * time.Second
)

// serve serves the connection, which is encrypted and on which "h2" was agreed on, until it
// ends. raw is what lies under the encryption, or nil.
func (s *Server) serve(ctx context.Context, t net.Conn, raw *cork) {
	c := newConn(ctx, s, t, raw)
	s.mu.Lock()
	if s.conns == nil {
		s.conns = map[*conn]struct{}{}
	}
	s.conns[c] = struct{}{}
	s.done.Add(1)
	late := s.closing
	s.mu.Unlock()
	defer func() {
		if r := recover(); r != nil {
			slog.ErrorContext(ctx, "a connection failed", "err", fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
		c.end()
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
		s.done.Done()
	}()
	if late { // it came while everybody is told to go: its first requests are answered
		stop := time.AfterFunc(warning, c.drain)
		defer stop.Stop()
	}
	c.run()
}

// warning is how long clients are told that they should go elsewhere before they have to:
// requests that are on their way then are still answered.
const warning = 300 * time.Millisecond

// Shutdown tells every client to go, lets requests that are under way end, and returns
// when all have, or when ctx is done.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.closing = true
	s.mu.Unlock()
	s.each(func(c *conn) { c.goAway(mostWindow) })
	select {
	case <-ctx.Done():
	case <-time.After(warning):
	}
	s.each((*conn).drain)
	done := make(chan struct{})
	go func() { s.done.Wait(); close(done) }()
	select {
	case <-ctx.Done():
		s.each((*conn).cut)
		return ctx.Err()
	case <-done:
		return nil
	}
}

func (s *Server) each(f func(*conn)) {
	s.mu.Lock()
	all := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		all = append(all, c)
	}
	s.mu.Unlock()
	var wg sync.WaitGroup
	for _, c := range all {
		wg.Go(func() { f(c) }) // it may have to wait for one who is slow
	}
	wg.Wait()
}

// common returns what every answer of this second has.
func (s *Server) common(now time.Time) []byte {
	second := now.Unix()
	if d := s.also.Load(); d != nil && d.second == second {
		return d.packed
	}
	b := appendField(nil, "date", now.UTC().Format(http.TimeFormat))
	for i := 0; i+1 < len(s.Also); i += 2 {
		b = appendField(b, s.Also[i], s.Also[i+1])
	}
	s.also.Store(&dated{second, b})
	return b
}

// refusal is an answer of one sentence.
func refusal(status int, sentence string) site.Answer {
	body := sentence + "\n"
	return site.Answer{Body: []byte(body), Head: press.NewHead(status, "Cache-Control", "no-store", "Content-Type", "text/plain; charset=utf-8",
		"Content-Length", fmt.Sprint(len(body)), "X-Content-Type-Options", "nosniff")}
}

var (
	hasBody   = refusal(http.StatusBadRequest, "A request for a page has no body.")
	badTarget = refusal(http.StatusBadRequest, "This is no address of a page.")
	tooLarge  = refusal(http.StatusRequestEntityTooLarge, "This is more than is taken here.")
	tooMuch   = refusal(http.StatusRequestHeaderFieldsTooLarge, "The request says more than is read here.")
)
