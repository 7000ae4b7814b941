package bench

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// pagesOpen is how many connections ReadPages has to each server.
const pagesOpen = 16

// ReadPages reads one page so many times a second whatever becomes of those before, from the
// servers in turn. It is a process of its own with one thread, so that what it sees is not
// how busy the rest of the measurement is. It says "reading" when it begins, and at the end
// of in how long each page took, as JSON.
//
// A page takes from when it was due to when its last byte was read. The kernel notes when
// that byte arrived, which tells the server's part of it from the reader's own.
func ReadPages(ctx context.Context, addresses []string, path string, perSecond int, in io.Reader, out io.Writer) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := soon(); err != nil {
		return err
	}
	p := &pages{each: time.Second / time.Duration(perSecond), buf: make([]byte, 64<<10)}
	if err := p.open(addresses, path); err != nil {
		return err
	}
	var ended atomic.Bool
	go func() {
		_, _ = io.Copy(io.Discard, in) // it has no other content than its end
		ended.Store(true)
	}()
	fmt.Fprintln(out, "reading")
	p.next = time.Now()
	for !ended.Load() && ctx.Err() == nil {
		if err := p.turn(true); err != nil {
			return err
		}
	}
	for end := time.Now().Add(patience); p.busy() && time.Now().Before(end); {
		if err := p.turn(false); err != nil {
			return err
		}
	}
	return errors.Join(ctx.Err(), json.NewEncoder(out).Encode(p.seen))
}

// soon asks the kernel that this thread, which does very little each time, has its turn soon
// when it has something to do (sched(7): a short slice; anybody may ask), as a reader with a
// machine of his own would. Kernels before 6.12 do not know of it.
func soon() error {
	a, err := unix.SchedGetAttr(0, 0)
	if err != nil {
		return err
	}
	a.Runtime = uint64(100 * time.Microsecond)
	return unix.SchedSetAttr(0, a, 0)
}

// seen is what ReadPages has seen: milliseconds of each page that came.
type seen struct {
	Took   []float64 `json:"took"`   // from when it was due until it was read
	Server []float64 `json:"server"` // from when it was asked for until it had arrived
	Own    []float64 `json:"own"`    // the rest, in which the reader waited for its own turn
	Failed int       `json:"failed"` // pages with another status
}

// pages reads pages.
type pages struct {
	epoll, timer int
	each         time.Duration
	next         time.Time // when the next page is due
	servers      []*pagesOf
	turns        int // of the servers
	conns        map[int32]*pageConn
	buf          []byte
	control      [64]byte
	events       [64]unix.EpollEvent
	seen         seen
}

// pagesOf is one server and what is asked of it.
type pagesOf struct {
	ask  []byte
	idle []*pageConn
	due  []time.Time // pages that wait for a connection
}

// pageConn is a connection on which one page at a time is read.
type pageConn struct {
	fd         int
	of         *pagesOf
	due, asked time.Time // zero when nothing is
	head       []byte    // of the answer, until it is whole
	left       int       // bytes of the answer after that
	failed     bool
}

func (p *pages) open(addresses []string, path string) (err error) {
	if p.epoll, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC); err != nil {
		return err
	}
	if p.timer, err = unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_CLOEXEC|unix.TFD_NONBLOCK); err != nil {
		return err
	}
	every := unix.NsecToTimespec(int64(p.each))
	if err := unix.TimerfdSettime(p.timer, 0, &unix.ItimerSpec{Interval: every, Value: every}, nil); err != nil {
		return err
	}
	p.conns = map[int32]*pageConn{}
	if err := p.watch(p.timer); err != nil {
		return err
	}
	for _, address := range addresses {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		of := &pagesOf{ask: fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\n\r\n", path, address)}
		p.servers = append(p.servers, of)
		for range pagesOpen {
			fd, err := connect(to)
			if err != nil {
				return err
			}
			if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1); err != nil {
				return err
			}
			c := &pageConn{fd: fd, of: of}
			p.conns[int32(fd)] = c //nolint:gosec // it is small
			of.idle = append(of.idle, c)
			if err := p.watch(fd); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *pages) watch(fd int) error {
	return unix.EpollCtl(p.epoll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)}) //nolint:gosec // it is small
}

func (p *pages) busy() bool {
	for _, of := range p.servers {
		if len(of.due) > 0 || len(of.idle) < pagesOpen {
			return true
		}
	}
	return false
}

// turn waits for something, asks for what is due, if more is to be, and reads what came.
func (p *pages) turn(more bool) error {
	n, err := unix.EpollWait(p.epoll, p.events[:], 100)
	if err != nil && !errors.Is(err, unix.EINTR) {
		return err
	}
	for _, e := range p.events[:max(n, 0)] {
		if int(e.Fd) == p.timer {
			var eight [8]byte
			_, _ = unix.Read(p.timer, eight[:])
			continue
		}
		if err := p.read(p.conns[e.Fd]); err != nil {
			return err
		}
	}
	for now := time.Now(); more && !p.next.After(now); p.next = p.next.Add(p.each) {
		of := p.servers[p.turns%len(p.servers)]
		of.due = append(of.due, p.next) // it is late from when it was due, not from when somebody had time for it
		p.turns++
	}
	for _, of := range p.servers {
		for len(of.due) > 0 && len(of.idle) > 0 {
			c := of.idle[0] // in turn, so that none is closed for being idle
			of.idle, c.due, of.due = of.idle[1:], of.due[0], of.due[1:]
			c.head, c.left, c.asked = c.head[:0], 0, time.Now()
			if n, err := unix.Write(c.fd, of.ask); n < len(of.ask) {
				return fmt.Errorf("ask for a page: %w", err)
			}
		}
	}
	return nil
}

// read reads what came of an answer.
func (p *pages) read(c *pageConn) error {
	n, control, _, _, err := unix.Recvmsg(c.fd, p.buf, p.control[:], unix.MSG_DONTWAIT)
	switch {
	case errors.Is(err, unix.EAGAIN):
		return nil
	case err != nil || n == 0 || c.due.IsZero():
		return fmt.Errorf("a page was cut off: %w", err)
	}
	got := p.buf[:n]
	if c.left == 0 {
		c.head = append(c.head, got...)
		end := bytes.Index(c.head, []byte("\r\n\r\n"))
		if end < 0 {
			return nil
		}
		_, length, _ := bytes.Cut(c.head[:end], []byte("\r\nContent-Length: "))
		length, _, _ = bytes.Cut(length, []byte("\r\n"))
		size, err := strconv.Atoi(string(length))
		if err != nil {
			return fmt.Errorf("a page has no length: %w", err)
		}
		c.failed = !bytes.HasPrefix(c.head, []byte("HTTP/1.1 200 "))
		c.left = end + 4 + size - len(c.head)
	} else {
		c.left -= n
	}
	if c.left > 0 {
		return nil
	}
	p.came(c, arrived(p.control[:control]))
	return nil
}

// came notes a page that is whole.
func (p *pages) came(c *pageConn, at time.Time) {
	if c.failed {
		p.seen.Failed++
	}
	took, server := ms(time.Since(c.due)), ms(at.Sub(c.asked))
	p.seen.Took, p.seen.Server, p.seen.Own = append(p.seen.Took, took), append(p.seen.Server, server), append(p.seen.Own, took-server)
	c.due = time.Time{}
	c.of.idle = append(c.of.idle, c)
}

// arrived returns when the kernel took in what was read (socket(7), SO_TIMESTAMPNS), now if it
// does not say.
func arrived(control []byte) time.Time {
	header := unix.CmsgLen(0)
	if len(control) < header+16 {
		return time.Now()
	}
	seconds, nanoseconds := binary.NativeEndian.Uint64(control[header:]), binary.NativeEndian.Uint64(control[header+8:])
	return time.Unix(int64(seconds), int64(nanoseconds)) //nolint:gosec // it is the time
}
