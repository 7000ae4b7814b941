package listener

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"
)

// lingering is how long a client that was refused may still send.
const lingering = time.Second

// slowest is how long so many bytes take over the slowest line that is waited for.
func (l *loop) slowest(bytes int64) time.Duration {
	return time.Duration(bytes) * time.Second / time.Duration(l.s.Rate)
}

// allow gives the reader the time to take what is pending: as much as the slowest line takes, as long as it takes something
// now and then.
func (l *loop) allow(c *conn) {
	p := c.pending
	p.owed = p.rest()
	p.end = l.now.Add(l.s.Write + l.slowest(p.owed)).UnixMilli()
	p.owed += queued(c)
	l.until(c, l.s.Stall)
	c.deadline = min(c.deadline, p.end)
}

// takes reports whether the reader has taken something of what is pending since that was last looked at, and has time left.
// Then it has some more. The kernel is asked what is on its way: it tells us that there is room when much of its buffer is
// free, and over a slow line that may take longer than we wait for one who takes nothing.
func (l *loop) takes(c *conn) bool {
	p := c.pending
	owed := p.rest() + queued(c)
	took := owed < p.owed
	p.owed = owed
	l.until(c, l.s.Stall)
	c.deadline = min(c.deadline, p.end)
	return took && l.now.UnixMilli() < p.end
}

// rest is how many bytes the kernel does not have yet.
func (p *pending) rest() (n int64) {
	for _, part := range p.parts {
		n += int64(len(part))
	}
	return n + p.left
}

// queued is how many bytes the kernel has that the other side has not taken.
func queued(c *conn) int64 {
	n, err := unix.IoctlGetInt(int(c.fd), unix.SIOCOUTQ)
	if err != nil {
		return 0
	}
	return int64(n)
}

// writeParts writes the parts, at most mostParts of them. It returns how much of how much.
func (l *loop) writeParts(c *conn, parts [][]byte) (n, total int, errno unix.Errno) {
	l.iov = l.iov[:0]
	for _, p := range parts {
		if len(p) == 0 {
			continue
		}
		v := unix.Iovec{Base: &p[0]}
		v.SetLen(len(p))
		l.iov = append(l.iov, v)
		total += len(p)
	}
	if total <= len(l.small) && len(l.iov) > 1 { // as of a 304: one part is sent faster
		one := l.small[:0]
		for _, p := range parts {
			one = append(one, p...)
		}
		l.iov = append(l.iov[:0], unix.Iovec{Base: &one[0]})
		l.iov[0].SetLen(total)
	}
	n, errno = write(int(c.fd), l.iov)
	return n, total, errno
}

// after returns what is left of the parts after n bytes.
func after(parts [][]byte, n int) (left [][]byte) {
	for _, p := range parts {
		if n >= len(p) {
			n -= len(p)
			continue
		}
		left = append(left, p[n:])
		n = 0
	}
	return left
}

// fileAtOnce is how much of a file is sent before others have their turn.
const fileAtOnce = 256 << 10

// writePending goes on to write. It returns true if all is written.
func (l *loop) writePending(c *conn) bool {
	p := c.pending
	if len(p.parts) > 0 {
		n, total, errno := l.writeParts(c, p.parts[:min(len(p.parts), mostParts)])
		if errno != 0 {
			l.close(c)
			return false
		}
		p.parts = after(p.parts, n)
		if n < total {
			return false // epoll tells when there is room
		}
		if len(p.parts) > 0 {
			l.again = append(l.again, c)
			return false
		}
	}
	if p.left > 0 {
		n, err := unix.Sendfile(int(c.fd), int(p.file.Fd()), &p.offset, int(min(p.left, fileAtOnce))) //nolint:gosec // descriptors are small
		switch {
		case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
			return false
		case err != nil || n == 0: // the file has been cut short: there is no other way to say so
			l.close(c)
			return false
		}
		if p.left -= int64(n); p.left > 0 {
			l.again = append(l.again, c)
			return false
		}
	}
	if p.file != nil {
		closeFile(p.file)
	}
	c.pending = nil
	l.until(c, l.s.Idle)
	l.written(c)
	return !c.closed
}
