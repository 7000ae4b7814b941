package h2

import (
	"net"
	"sync"
	"time"
)

// cork is a connection that keeps what is written until it is told to send it. crypto/tls
// writes each record by itself; so a batch of records takes one call of the system.
type cork struct {
	net.Conn

	mu   sync.Mutex
	in   bool // what is written is kept
	kept *[]byte
}

// buffers are shared by all connections, since few write at the same moment.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, batch+batch/4); return &b }}

// batch is about how many bytes are written at once.
const batch = 64 << 10

func (c *cork) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.in {
		return c.Conn.Write(b)
	}
	if c.kept == nil {
		c.kept = buffers.Get().(*[]byte)
	}
	*c.kept = append(*c.kept, b...)
	return len(b), nil
}

// put keeps what is written from now on.
func (c *cork) put() {
	c.mu.Lock()
	c.in = true
	c.mu.Unlock()
}

// pull sends what was kept.
func (c *cork) pull() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.in = false
	if c.kept == nil {
		return nil
	}
	_, err := c.Conn.Write(*c.kept)
	if cap(*c.kept) <= 4*batch {
		*c.kept = (*c.kept)[:0]
		buffers.Put(c.kept)
	}
	c.kept = nil
	return err
}

// SetWriteDeadline and the like are the connection's own.
var _ interface{ SetWriteDeadline(time.Time) error } = (*cork)(nil)
