package listener

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// epoll tells a loop of what happens on its connections.
//
// It is waited for where everything in Go waits for the network. A loop that waited in a
// call of its own would keep its processor meanwhile: with as many loops as processors,
// what has a page to print would get none for milliseconds.
type epoll struct {
	fd       int
	file     *os.File // the same, as Go waits for it
	raw      syscall.RawConn
	look     func(uintptr) bool // finds events
	deadline time.Time

	events [128]unix.EpollEvent
	found  int  // of events
	busy   bool // there were events without waiting
}

func newEpoll() (*epoll, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("epoll_create: %w", err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		return nil, errors.Join(fmt.Errorf("epoll: %w", err), unix.Close(fd))
	}
	e := &epoll{fd: fd, file: os.NewFile(uintptr(fd), "epoll")} //nolint:gosec // descriptors are small
	e.look = func(uintptr) bool { return e.find() > 0 }
	if e.raw, err = e.file.SyscallConn(); err == nil {
		err = e.file.SetReadDeadline(time.Time{}) // that is how Go says that it can wait for it
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("wait for epoll: %w", err), e.file.Close())
	}
	return e, nil
}

// close closes it.
func (e *epoll) close() error { return e.file.Close() }

// watch has it tell of the descriptor.
func (e *epoll) watch(fd int, generation int32, what uint32) error {
	err := unix.EpollCtl(e.fd, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: what, Fd: int32(fd), Pad: generation}) //nolint:gosec // descriptors are small
	if err != nil {
		return fmt.Errorf("epoll_ctl: %w", err)
	}
	return nil
}

// find finds the events that there are, and returns how many.
func (e *epoll) find() int {
	n, _, errno := unix.RawSyscall6(unix.SYS_EPOLL_PWAIT, uintptr(e.fd), uintptr(unsafe.Pointer(&e.events[0])), uintptr(len(e.events)), 0, 0, 0)
	if e.found = int(n); errno != 0 { //nolint:gosec // it is at most len(e.events)
		e.found = 0
	}
	return e.found
}

// poll returns the events that there are. The scheduler is not told that there may be none.
func (e *epoll) poll() []unix.EpollEvent {
	e.busy = e.find() > 0
	return e.events[:e.found]
}

// wait waits for events until then, or without end if that is zero. It returns none if
// there are none by then.
func (e *epoll) wait(until time.Time) []unix.EpollEvent {
	if e.busy {
		if events := e.poll(); len(events) > 0 {
			return events
		}
	}
	if until != e.deadline {
		e.deadline = until
		if err := e.file.SetReadDeadline(until); err != nil {
			return nil
		}
	}
	if err := e.raw.Read(e.look); err != nil {
		return nil
	}
	e.busy = e.found > 1
	return e.events[:e.found]
}
