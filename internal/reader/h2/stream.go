package h2

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
)

// stream is a request that is not done with. Most never become one: they are answered
// whole the moment they are read.
type stream struct {
	id     uint32
	window int64 // how much of it may be sent
	gone   bool
	stop   context.CancelFunc // of who makes its answer; nil if nobody does

	// While its body comes.
	waiting bool
	began   time.Time
	ask     site.Request
	length  int64 // that was announced; -1 if none was
	got     int64
	most    int // of a body that the path takes

	// While its answer goes: rest, then left bytes of file from at.
	pends    bool
	rest     []byte
	file     *os.File
	at, left int64
	ends     bool // nothing follows the rest
	ended    bool // and that was said
}

// more reports whether the stream has something to send.
func (s *stream) more() bool { return len(s.rest) > 0 || s.left > 0 || s.ends && !s.ended }

// close lets go of what the stream has.
func (s *stream) close() {
	s.gone = true
	if s.stop != nil {
		s.stop()
	}
	if s.file != nil {
		_ = s.file.Close() // it was only read
		s.file = nil
	}
	s.rest = nil
}

// open keeps a stream.
func (c *conn) open(id uint32) *stream {
	if c.streams == nil {
		c.streams = map[uint32]*stream{}
	}
	s := &stream{id: id, window: c.first}
	c.streams[id] = s
	return s
}

// drop forgets a stream.
func (c *conn) drop(s *stream) {
	c.unwait(s)
	s.close()
	delete(c.streams, s.id)
	if c.leaving && len(c.streams) == 0 {
		c.wake()
	}
}

// slowly makes an answer beside the reader and sends it.
func (c *conn) slowly(s *stream, q site.Request) {
	ctx, stop := context.WithCancel(c.ctx)
	s.stop = stop
	go func() {
		defer stop()
		defer func() {
			if r := recover(); r != nil {
				slog.ErrorContext(ctx, "a request failed", "path", q.Path, "err", fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
				c.with(s, func() error { return c.abort(s.id, internalError) })
			}
		}()
		a := c.srv.Site.Answer(ctx, q)
		if a.Stream != "" && q.Method != http.MethodHead {
			c.listen(ctx, s, q, a.Stream)
			return
		}
		if !c.with(s, func() error { return c.answer(s.id, s, a) }) && a.File != nil {
			_ = a.File.Close()
		}
	}()
}

// with calls f, if the stream is there yet, and sends what it put. It returns false if it
// is not.
func (c *conn) with(s *stream, f func() error) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.gone || c.dead {
		return false
	}
	c.look()
	if len(c.pending) == 0 {
		c.moved = c.now
	}
	err := f()
	if err == nil {
		err = c.pump()
	}
	if err == nil {
		err = c.flush()
	}
	if until := c.now.Add(stallTime); len(c.pending) > 0 && until.Before(c.deadline) {
		c.deadline = until // the reader began to wait before there was something to take
		_ = c.net.SetReadDeadline(until)
	}
	if err != nil {
		var broke fatal
		there := errors.As(err, &broke)
		c.farewell(Code(broke), there)
		c.wake()
	}
	return true
}

// listen sends the stream of events of a language until the reader goes.
func (c *conn) listen(ctx context.Context, s *stream, q site.Request, language string) {
	r := (&http.Request{Method: http.MethodGet, Header: http.Header{"Last-Event-Id": {q.LastEventID}}}).WithContext(ctx)
	l := &listener{c: c, s: s, header: http.Header{}}
	c.srv.Ticker.Serve(l, r, language)
	l.end()
}

// mostBehind is how many bytes of events a reader may leave untaken.
const mostBehind = 64 << 10

// listener is what a stream of events is written to.
type listener struct {
	c      *conn
	s      *stream
	header http.Header
	sent   bool
}

var errGone = errors.New("the reader has gone")

func (l *listener) Header() http.Header { return l.header }

func (l *listener) WriteHeader(status int) {
	l.c.with(l.s, func() error { l.head(status); return nil })
}

// head puts the head. Whoever calls it holds the connection.
func (l *listener) head(status int) {
	if l.sent {
		return
	}
	l.sent = true
	var pairs []string
	for name, values := range l.header {
		for _, v := range values {
			pairs = append(pairs, name, v)
		}
	}
	l.c.head(l.s.id, packed(press.NewHead(status, pairs...)), false)
}

func (l *listener) Write(b []byte) (int, error) {
	behind := false
	there := l.c.with(l.s, func() error {
		l.head(http.StatusOK)
		if behind = len(l.s.rest)+len(b) > mostBehind; behind {
			return l.c.abort(l.s.id, enhanceYourCalm)
		}
		l.s.rest = append(l.s.rest, b...)
		l.c.pend(l.s)
		return nil
	})
	if !there || behind {
		return 0, errGone
	}
	return len(b), nil
}

// FlushError and SetWriteDeadline are what http.ResponseController looks for: what is
// written is sent at once, and a connection that does not take it ends.
func (l *listener) FlushError() error { return nil }

// SetWriteDeadline does nothing: see FlushError.
func (l *listener) SetWriteDeadline(time.Time) error { return nil }

// end ends the stream.
func (l *listener) end() {
	l.c.with(l.s, func() error {
		l.head(http.StatusOK)
		l.s.ends = true
		l.c.pend(l.s)
		return nil
	})
}
