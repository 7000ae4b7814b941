package listener

import (
	"net/http"

	"golang.org/x/sys/unix"

	"github.com/stet-news/stet/internal/reader/site"
)

// mostBody is the largest body that is taken, whatever a route says.
const mostBody = 8 << 10

// take answers the requests in buf, one after the other, until one is not whole, its answer
// is not in memory, or so much waits to be written that it is time to write. It returns how
// many bytes were taken. What it has not looked at yet, c.more says.
func (l *loop) take(c *conn, buf []byte) (taken int) {
	c.more = false
	for c.ready() && !c.last && len(l.out) < mostParts/2 {
		rest := buf[taken:]
		end, next := headEnd(rest, min(c.scanned, len(rest)))
		if end < 0 && len(rest) <= mostHead {
			c.scanned = next
			return taken
		}
		c.scanned = 0
		if end < 0 || end > mostHead {
			l.refuse(c, http.StatusRequestHeaderFieldsTooLarge)
			return taken
		}
		if f := parse(rest[:end], &l.head); f != 0 {
			l.refuse(c, int(f))
			return taken
		}
		size, whole := l.body(c, rest[end:])
		if !whole {
			return taken
		}
		taken += end + size
		l.begin(c)
	}
	c.more = taken < len(buf) && !c.last
	return taken
}

// body finds the body of the request whose head was parsed, and returns its size. It
// returns false if the body has not come yet, or is refused.
func (l *loop) body(c *conn, rest []byte) (size int, whole bool) {
	h := &l.head
	if h.length == 0 {
		return 0, true
	}
	most := l.s.site.Takes(h.Method, h.Path)
	switch {
	case most == 0 && h.Method != http.MethodGet && h.Method != http.MethodHead:
		l.refuse(c, http.StatusMethodNotAllowed)
	case most == 0:
		l.refuse(c, http.StatusBadRequest)
	case h.length > int64(min(most, mostBody)):
		l.refuse(c, http.StatusRequestEntityTooLarge)
	case h.length <= int64(len(rest)):
		h.Body = rest[:h.length:h.length]
		return int(h.length), true
	}
	return 0, false
}

// begin answers the request whose head was parsed, or has its answer made.
func (l *loop) begin(c *conn) {
	h := &l.head
	c.last = h.close || l.s.last.Load()
	a, ok := l.s.site.Ready(h.Request)
	switch {
	case ok && a.Stream != "":
		l.join(c, a)
	case ok:
		if h.Method != http.MethodGet && h.Method != http.MethodHead {
			c.last = true // it was refused
		}
		l.put(c, a)
	case l.s.make(h.Request, func(a site.Answer) { l.post(func() { l.made(c, a) }) }):
		c.waiting = true
		l.until(c, 2*patience)
	default:
		l.put(c, site.Unavailable)
	}
}

// made answers with what was made.
func (l *loop) made(c *conn, a site.Answer) {
	if c.closed {
		if a.File != nil {
			closeFile(a.File)
		}
		return
	}
	l.current = c
	c.waiting = false
	c.last = c.last || l.s.last.Load()
	l.put(c, a)
	l.flush(c)
	switch {
	case !c.ready():
	case len(c.buf) > 0:
		l.until(c, l.s.Head)
	default:
		l.until(c, l.s.Idle)
	}
	l.resume(c)
}

// put adds the answer to what is to be written.
func (l *loop) put(c *conn, a site.Answer) {
	tail := l.tails.keep
	if c.last {
		tail = l.tails.last
	}
	l.out = append(l.out, a.Wire, tail)
	if len(a.Body) > 0 {
		l.out = append(l.out, a.Body)
	}
	if a.File != nil {
		if c.pending == nil {
			c.pending = &pending{}
		}
		c.pending.file, c.pending.offset, c.pending.left = a.File, a.Offset, a.Length
	}
}

// refuse answers what cannot be answered, and hangs up.
func (l *loop) refuse(c *conn, status int) {
	c.last, c.linger = true, true
	l.put(c, refusals[status])
}

// flush writes what is to be written.
func (l *loop) flush(c *conn) {
	parts := l.out
	l.out = l.out[:0]
	if c.closed || len(parts) == 0 {
		return
	}
	if c.pending != nil && len(c.pending.parts) > 0 { // an answer was made while what came before it waits
		c.pending.parts = append(c.pending.parts, parts...)
		l.allow(c)
		return
	}
	n, total, errno := l.writeParts(c, parts)
	if errno != 0 {
		l.close(c)
		return
	}
	if n < total {
		if c.pending == nil {
			c.pending = &pending{}
		}
		c.pending.parts = after(parts, n)
	}
	if c.pending == nil {
		l.written(c)
		return
	}
	if c.stream != nil {
		l.until(c, l.s.Slow)
	} else {
		l.allow(c)
	}
	if n == total {
		l.writePending(c) // if it is through, it goes on by c.more and c.unread
	}
}

// written does what is to be done when all is written.
func (l *loop) written(c *conn) {
	switch {
	case c.stream != nil:
		l.until(c, l.s.Beat)
	case c.linger || c.last && l.s.last.Load(): // the client may be saying something more
		l.hangUp(c)
	case c.last:
		l.close(c)
	}
}

// hangUp ends what we say and waits a little for the client to end, too: if we closed while
// something it has sent is not read, the kernel would take back what we have said.
func (l *loop) hangUp(c *conn) {
	c.linger = true
	_ = unix.Shutdown(int(c.fd), unix.SHUT_WR) // if it has gone, epoll tells
	l.until(c, lingering)
	c.unread = true
}
