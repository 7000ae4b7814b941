package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// HoldBars holds so many bars of the server at the address open, with as little as that
// takes, so that who measures takes the machine from nobody. It says "open" when they are.
// For each line of in it says "listening" and, when every bar was sent an event with that
// text or some time after the last was, which had it and when, as JSON.
func HoldBars(ctx context.Context, address string, count int, in io.Reader, out io.Writer) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	h := &holding{at: make(map[int32]int64, count)}
	if h.epoll, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC); err != nil {
		return err
	}
	h.ask = fmt.Appendf(nil, "GET /sse/ticker/en HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n", address)
	for range count {
		if err := h.open(to); err != nil {
			return fmt.Errorf("open a bar: %w", err)
		}
	}
	for h.greeted < count {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := h.hear(nil); err != nil {
			return err
		}
	}
	fmt.Fprintln(out, "open")
	for lines := bufio.NewScanner(in); lines.Scan(); {
		fmt.Fprintln(out, "listening")
		result, err := h.wait(ctx, lines.Bytes(), count)
		if err != nil {
			return err
		}
		if err := json.NewEncoder(out).Encode(result); err != nil {
			return err
		}
	}
	return nil
}

// holding is the bars that a process holds open.
type holding struct {
	epoll   int
	ask     []byte
	greeted int             // that have the head of the answer
	at      map[int32]int64 // when each had the flash that is waited for
	buf     [16 << 10]byte
	events  [512]unix.EpollEvent
}

// connect returns a socket that is connected and does not block.
func connect(to netip.AddrPort) (fd int, err error) {
	if fd, err = unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0); err != nil {
		return 0, err
	}
	if err := unix.Connect(fd, &unix.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}); err != nil {
		return 0, err
	}
	return fd, unix.SetNonblock(fd, true)
}

func (h *holding) open(to netip.AddrPort) error {
	fd, err := connect(to)
	if err != nil {
		return err
	}
	if _, err := unix.Write(fd, h.ask); err != nil {
		return err
	}
	return unix.EpollCtl(h.epoll, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN | unix.EPOLLET, Fd: int32(fd)}) //nolint:gosec // it is small
}

// hear reads what was sent, for a moment, and notes which bars were sent the mark.
func (h *holding) hear(mark []byte) error {
	n, err := unix.EpollWait(h.epoll, h.events[:], 100)
	if err != nil && !errors.Is(err, unix.EINTR) {
		return err
	}
	for _, e := range h.events[:max(n, 0)] {
		n, err := unix.Read(int(e.Fd), h.buf[:])
		if errors.Is(err, unix.EAGAIN) {
			continue
		}
		if err != nil || n == 0 {
			return fmt.Errorf("a bar was closed: %w", err)
		}
		text := h.buf[:n]
		if bytes.HasPrefix(text, []byte("HTTP/1.1 ")) {
			if !bytes.HasPrefix(text, []byte("HTTP/1.1 200 ")) {
				return fmt.Errorf("a bar was refused: %.40q", text)
			}
			h.greeted++
		}
		if mark != nil && h.at[e.Fd] == 0 && bytes.Contains(text, mark) {
			h.at[e.Fd] = time.Now().UnixNano()
		}
	}
	return nil
}

// wait waits until every bar was sent the mark, or until no more were for some time.
func (h *holding) wait(ctx context.Context, mark []byte, count int) (held, error) {
	clear(h.at)
	for start, had := time.Now(), 0; len(h.at) < count && ctx.Err() == nil; {
		if err := h.hear(mark); err != nil {
			return held{}, err
		}
		if len(h.at) > had {
			start, had = time.Now(), len(h.at)
		}
		if time.Since(start) > patience {
			break
		}
	}
	r := held{Mark: string(mark), Had: len(h.at)}
	all := make([]int64, 0, len(h.at))
	for _, at := range h.at {
		all = append(all, at)
	}
	if slices.Sort(all); len(all) > 0 {
		r.Median, r.Last = all[len(all)/2], all[len(all)-1]
	}
	return r, ctx.Err()
}
