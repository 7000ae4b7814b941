package listener

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"github.com/stet-news/stet/internal/reader/site"
)

// conn is one connection. Fifty thousand of them wait at the same time, so it is small:
// what only a busy one needs is elsewhere.
type conn struct {
	fd         int32
	generation int32 // tells it from others that had its descriptor
	index      int32 // in loop.conns
	place      int32 // in the audience of its stream
	deadline   int64 // milliseconds since 1970 when its time is over: see expire

	buf     []byte // what was read and is not answered yet; nil if nothing is
	scanned int    // bytes of buf in which no head ends
	pending *pending
	stream  *audience
	seen    int64 // the number of an event
	from    netip.Addr

	closed  bool
	waiting bool // for an answer that is being made
	last    bool // it is closed when all is written
	linger  bool // nothing is answered any more: see hangUp
	unread  bool // there may be more to read
	more    bool // there may be a whole request in buf
}

// pending is what could not be written at once.
type pending struct {
	parts        [][]byte
	file         *os.File
	offset, left int64

	end  int64 // milliseconds since 1970 when it must have been taken, however slow the line is
	owed int64 // bytes that the reader had not taken when that was last looked at
}

// idle reports whether nothing is under way.
func (c *conn) idle() bool { return len(c.buf) == 0 && c.pending == nil && !c.waiting }

// listen has the loop accept from the socket, for all loops.
func (l *loop) listen(fd int, file *os.File) error {
	l.listener, l.listening = fd, file
	return l.epoll.watch(fd, 0, unix.EPOLLIN)
}

// deafen closes the socket that is accepted from.
func (l *loop) deafen() {
	if l.listener < 0 {
		return
	}
	l.listener = -1
	if err := l.listening.Close(); err != nil {
		slog.ErrorContext(context.Background(), "the readers' listener could not be closed", "err", err)
	}
}

// accept takes in who has come, a few at a time, and hands them round.
func (l *loop) accept() {
	for range 64 {
		if l.listener < 0 || !l.pauseUntil.IsZero() {
			return
		}
		fd, from, err := unix.Accept4(l.listener, unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
		switch {
		case err == nil:
		case errors.Is(err, unix.EAGAIN):
			return
		case errors.Is(err, unix.EMFILE), errors.Is(err, unix.ENFILE), errors.Is(err, unix.ENOMEM), errors.Is(err, unix.ENOBUFS):
			slog.ErrorContext(context.Background(), "no more connections can be taken in for now", "err", err)
			l.pause()
			return
		default: // the client has gone again
			continue
		}
		address := netip.Addr{}
		if l.s.PerAddress > 0 {
			address = addressOf(from)
		}
		if !l.s.admit(address) {
			turnAway(fd)
			continue
		}
		c := &conn{fd: int32(fd), from: address} //nolint:gosec // descriptors are small
		l.s.turn = (l.s.turn + 1) % len(l.s.loops)
		if to := l.s.loops[l.s.turn]; to != l {
			to.post(func() { to.add(c) })
		} else {
			l.add(c)
		}
	}
}

// pause accepts nobody for a moment.
func (l *loop) pause() {
	l.pauseUntil = l.now.Add(100 * time.Millisecond)
	l.sweepAt = l.pauseUntil
}

// turnAway answers one who is too many. It is not waited for.
func turnAway(fd int) {
	a := site.Unavailable
	_, _ = unix.Write(fd, append(append(append([]byte(nil), a.Wire...), "Connection: close\r\n\r\n"...), a.Body...))
	_ = unix.Close(fd)
}

// add makes the connection one of the loop's.
func (l *loop) add(c *conn) {
	fd := int(c.fd)
	for fd >= len(l.byFD) {
		l.byFD = append(l.byFD, make([]*conn, max(1024, len(l.byFD)))...)
	}
	l.generation++
	c.generation, c.index = l.generation, int32(len(l.conns)) //nolint:gosec // there are as many as descriptors
	l.byFD[fd] = c
	l.conns = append(l.conns, c)
	l.until(c, l.s.Head)
	if err := l.epoll.watch(fd, c.generation, unix.EPOLLIN|unix.EPOLLOUT|unix.EPOLLRDHUP|unix.EPOLLET); err != nil {
		slog.ErrorContext(context.Background(), "a connection could not be taken in", "err", err)
		l.close(c)
	}
}

// until sets when the connection's time is over.
func (l *loop) until(c *conn, d time.Duration) { c.deadline = l.now.UnixMilli() + d.Milliseconds() }

// close closes the connection.
func (l *loop) close(c *conn) {
	if c.closed {
		return
	}
	c.closed = true
	if c.stream != nil {
		l.leave(c)
	}
	if c.pending != nil && c.pending.file != nil {
		closeFile(c.pending.file)
	}
	c.buf, c.pending = nil, nil
	l.byFD[c.fd] = nil
	final := l.conns[len(l.conns)-1]
	l.conns[c.index], final.index = final, c.index
	l.conns[len(l.conns)-1] = nil
	l.conns = l.conns[:len(l.conns)-1]
	_ = unix.Close(int(c.fd)) // there is nothing to be done
	l.s.dismiss(c.from)
}

func closeFile(f *os.File) {
	if err := f.Close(); err != nil {
		slog.WarnContext(context.Background(), "a picture's file could not be closed", "err", err)
	}
}

// expire does what is due when the connection's time is over.
func (l *loop) expire(c *conn) {
	switch {
	case c.stream != nil && c.pending == nil:
		l.until(c, l.s.Beat)
		l.send(c, beat)
	case len(c.buf) > 0 && !c.waiting && !c.linger && c.pending == nil: // it has begun something
		l.refuse(c, http.StatusRequestTimeout)
		l.flush(c)
	case c.pending != nil && c.stream == nil && l.takes(c):
	default:
		l.close(c)
	}
}

// handle does what the events are about.
func (l *loop) handle(c *conn, events uint32) {
	if events&(unix.EPOLLERR|unix.EPOLLHUP) != 0 {
		l.close(c)
		return
	}
	if events&(unix.EPOLLIN|unix.EPOLLRDHUP) != 0 {
		c.unread = true
	}
	l.resume(c)
}

// turns is how often a connection is read or answered before others have their turn.
const turns = 8

// resume writes what waits to be written, and then answers what was and what is read.
func (l *loop) resume(c *conn) {
	if c.pending != nil && !l.writePending(c) {
		return
	}
	for range turns {
		switch {
		case !c.ready():
			return
		case c.more:
			l.answer(c, append(l.in[:0], c.buf...), len(c.buf))
		case c.unread:
			l.read(c)
		default:
			return
		}
	}
	l.again = append(l.again, c)
}

// ready reports whether more may be read and answered.
func (c *conn) ready() bool { return !c.closed && !c.waiting && c.pending == nil }

// read reads once, and answers what was read.
func (l *loop) read(c *conn) {
	had := copy(l.in, c.buf)
	room := l.in[had:] // there is some: no more is kept than a head and a body
	n, errno := read(int(c.fd), room)
	switch {
	case errno == unix.EAGAIN:
		c.unread = false
	case errno == unix.EINTR:
	case errno != 0 || n == 0:
		l.close(c)
	default:
		c.unread = n == len(room) // otherwise that was all, and if more comes epoll tells
		if c.stream == nil && !c.linger {
			l.answer(c, l.in[:had+n], had)
		} // what is said now is of no interest
	}
}

// answer answers what can be answered of buf, of which the client had sent so much before,
// and keeps the rest.
func (l *loop) answer(c *conn, buf []byte, had int) {
	taken := l.take(c, buf)
	l.flush(c)
	rest := buf[taken:]
	if c.closed || c.linger || c.stream != nil {
		c.buf, c.more = nil, false
		return
	}
	if len(rest) == 0 {
		c.buf = nil
	} else {
		c.buf = append(c.buf[:0], rest...)
	}
	if !c.ready() {
		return // it has another deadline
	}
	switch {
	case len(rest) == 0:
		l.until(c, l.s.Idle)
	case taken > 0 || had == 0: // otherwise it is as old as it was
		l.until(c, l.s.Head)
	}
}
