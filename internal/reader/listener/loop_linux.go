package listener

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// loop has a share of the connections and does everything for them, in one goroutine.
type loop struct {
	s          *server
	epoll      *epoll
	bell       int      // an eventfd: another goroutine has posted something
	listener   int      // the socket that is accepted from, -1 for a loop that accepts nothing
	listening  *os.File // the same
	pauseUntil time.Time

	now   time.Time
	tails tails
	in    []byte   // what was read, for the connection that is at its turn
	out   [][]byte // what is to be written to it
	iov   []unix.Iovec
	small [2 << 10]byte // what is written in more parts than it is worth
	head  head

	byFD       []*conn // by descriptor
	generation int32
	conns      []*conn
	swept      int // of conns
	sweepAt    time.Time
	again      []*conn // they have more to do, and were made to wait for others
	current    *conn   // at its turn
	streams    map[string]*audience
	casts      []cast
	stopped    bool

	mu     sync.Mutex
	posted []func()
	rung   bool
	deaf   bool
}

// sweeps is in how many sweeps all connections are looked at, and sweepEvery how often one is
// made: so a timeout comes at most a second late.
const (
	sweeps     = 4
	sweepEvery = 250 * time.Millisecond
)

func newLoop(s *server) (*loop, error) {
	l := &loop{s: s, listener: -1, in: make([]byte, 2*mostHead), iov: make([]unix.Iovec, 0, mostParts), streams: map[string]*audience{}}
	var err error
	if l.epoll, err = newEpoll(); err != nil {
		return nil, err
	}
	if l.bell, err = unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK); err != nil {
		return nil, errors.Join(fmt.Errorf("eventfd: %w", err), l.epoll.close())
	}
	if err := l.epoll.watch(l.bell, 0, unix.EPOLLIN|unix.EPOLLET); err != nil {
		return nil, errors.Join(err, l.free())
	}
	l.tick(time.Now())
	return l, nil
}

// free closes what the loop itself has open.
func (l *loop) free() error { return errors.Join(unix.Close(l.bell), l.epoll.close()) }

// post has the loop call f soon, if it has not ended.
func (l *loop) post(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.deaf {
		return
	}
	l.posted = append(l.posted, f)
	if !l.rung {
		l.rung = true
		one := [8]byte{1}
		_, _ = unix.Write(l.bell, one[:]) // it cannot fill up: it is rung once and then heard
	}
}

// hear calls what was posted.
func (l *loop) hear() {
	l.mu.Lock()
	posted := l.posted
	l.posted, l.rung = nil, false
	l.mu.Unlock()
	for _, f := range posted {
		f()
	}
}

// run serves until the loop is stopped.
func (l *loop) run() {
	for n := 0; !l.stopped; n++ {
		l.turn()
		if n%16 == 0 {
			runtime.Gosched() // others have pages to print, and a busy loop never waits
		}
	}
	l.deafen()
	l.mu.Lock()
	l.deaf = true
	l.mu.Unlock()
	l.hear() // some may have been handed to it
	for len(l.conns) > 0 {
		l.close(l.conns[len(l.conns)-1])
	}
	if err := l.free(); err != nil {
		slog.ErrorContext(context.Background(), "a loop of the readers' listener could not be closed", "err", err)
	}
}

// turn waits until there is something to do, and does it. A panic ends the connection that
// caused it and nothing else.
func (l *loop) turn() {
	defer func() {
		if r := recover(); r != nil {
			slog.ErrorContext(context.Background(), "a request could not be answered", "panic", r, "stack", string(debug.Stack()))
			if c := l.current; c != nil && !c.closed {
				l.close(c)
			}
			l.out = l.out[:0]
		}
		l.current = nil
	}()
	events := l.events()
	l.tick(time.Now())
	rung := false
	for i := range events {
		e := &events[i]
		switch fd := int(e.Fd); fd {
		case l.bell:
			rung = true
		case l.listener:
			l.accept()
		default:
			if c := l.byFD[fd]; c != nil && c.generation == e.Pad {
				l.current = c
				l.handle(c, e.Events)
			}
		}
	}
	if rung {
		var eight [8]byte
		_, _ = unix.Read(l.bell, eight[:])
		l.hear()
	}
	l.goOn()
	l.castSome()
	if !l.now.Before(l.sweepAt) {
		l.sweep()
	}
}

// events waits for events, if there is nothing else to do.
func (l *loop) events() []unix.EpollEvent {
	switch {
	case len(l.casts) > 0 || len(l.again) > 0:
		return l.epoll.poll()
	case len(l.conns) == 0 && l.pauseUntil.IsZero():
		return l.epoll.wait(time.Time{})
	default:
		return l.epoll.wait(l.sweepAt)
	}
}

// tick sets the loop's clock. One reading serves all that is done in a turn.
func (l *loop) tick(now time.Time) {
	l.now = now
	if second := now.Unix(); second != l.tails.second {
		l.tails = tailsAt(now)
	}
}

// goOn lets those go on who had to wait for others.
func (l *loop) goOn() {
	again := l.again
	l.again = nil
	for _, c := range again {
		if !c.closed {
			l.current = c
			l.resume(c)
		}
	}
}

// sweep looks at some of the connections and ends those whose time is over.
func (l *loop) sweep() {
	l.sweepAt = l.now.Add(sweepEvery)
	if !l.pauseUntil.IsZero() && !l.now.Before(l.pauseUntil) {
		l.pauseUntil = time.Time{}
		l.accept()
	}
	now := l.now.UnixMilli()
	for range len(l.conns)/sweeps + 1 {
		if l.swept >= len(l.conns) {
			l.swept = 0
		}
		if len(l.conns) == 0 {
			return
		}
		c := l.conns[l.swept]
		if l.swept++; c.deadline <= now {
			l.current = c
			l.expire(c)
		}
	}
}

// sayGoodbye stops accepting, ends the streams, and gives those who are silent a moment.
func (l *loop) sayGoodbye() {
	l.deafen()
	soon := l.now.Add(grace).UnixMilli()
	for i := len(l.conns) - 1; i >= 0; i-- {
		switch c := l.conns[i]; {
		case c.stream != nil:
			l.close(c)
		case c.idle():
			c.deadline = min(c.deadline, soon)
		}
	}
}
