package h2

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Door is where readers come in who want encryption. Who speaks HTTP/2 gets it from H2,
// everybody else HTTP/1.1 from Old.
type Door struct {
	H2     *Server
	Old    *http.Server
	Config *tls.Config // its NextProtos say what is spoken
	// Most is how many connections there may be; one more is closed. 0 is 10,000.
	Most int

	open atomic.Int64
	late sync.WaitGroup
}

// handshakeTime is how long a client may take to agree on how to encrypt.
const handshakeTime = 5 * time.Second

// Serve takes connections from the listener until it is closed.
func (d *Door) Serve(ctx context.Context, l net.Listener) error {
	old := &handed{addr: l.Addr(), conns: make(chan net.Conn), closed: make(chan struct{})}
	go func() { _ = d.Old.Serve(old) }() // it ends when the door is closed
	defer d.late.Wait()
	defer old.end()
	for wait := 5 * time.Millisecond; ; {
		c, err := l.Accept()
		switch {
		case err == nil:
			wait = 5 * time.Millisecond
		case errors.Is(err, net.ErrClosed):
			return nil
		default: // as when there are no more file descriptors
			slog.WarnContext(ctx, "a connection could not be taken", "err", err)
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(wait):
			}
			wait = min(2*wait, time.Second)
			continue
		}
		if d.open.Add(1) > d.most() {
			d.open.Add(-1)
			_ = c.Close() // there are too many
			continue
		}
		d.late.Go(func() { d.greet(ctx, c, old) })
	}
}

func (d *Door) most() int64 {
	if d.Most > 0 {
		return int64(d.Most)
	}
	return 10_000
}

// greet agrees with a client on how to encrypt and what to speak, and lets it in.
func (d *Door) greet(ctx context.Context, c net.Conn, old *handed) {
	under := &cork{Conn: c}
	t := tls.Server(under, d.Config)
	within, cancel := context.WithTimeout(ctx, handshakeTime)
	err := t.HandshakeContext(within)
	cancel()
	if err != nil {
		d.open.Add(-1)
		_ = c.Close() // it was none of ours
		return
	}
	switch t.ConnectionState().NegotiatedProtocol {
	case "h2":
		defer d.open.Add(-1)
		d.H2.serve(ctx, t, under)
	case "", "http/1.1":
		old.hand(&counted{Conn: t, gone: func() { d.open.Add(-1) }})
	default: // it only wanted to see the certificate, as who proves a name does
		d.open.Add(-1)
		_ = t.Close()
	}
}

// Shutdown tells everybody to go and waits for them until ctx is done. The listener is
// closed before.
func (d *Door) Shutdown(ctx context.Context) error {
	d.Old.SetKeepAlivesEnabled(false)
	var wg sync.WaitGroup
	var first, second error
	wg.Go(func() { first = d.H2.Shutdown(ctx) })
	wg.Go(func() {
		if second = d.Old.Shutdown(ctx); second != nil {
			second = d.Old.Close()
		}
	})
	wg.Wait()
	return errors.Join(first, second)
}

// handed is a listener of connections that another has taken.
type handed struct {
	addr   net.Addr
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (h *handed) hand(c net.Conn) {
	select {
	case h.conns <- c:
	case <-h.closed:
		_ = c.Close() // nobody is there any more
	}
}

// Accept returns the next.
func (h *handed) Accept() (net.Conn, error) {
	select {
	case c := <-h.conns:
		return c, nil
	case <-h.closed:
		return nil, net.ErrClosed
	}
}

func (h *handed) end() { h.once.Do(func() { close(h.closed) }) }

// Close ends it.
func (h *handed) Close() error { h.end(); return nil }

// Addr is the other's.
func (h *handed) Addr() net.Addr { return h.addr }

// counted is a connection that says once when it is closed.
type counted struct {
	net.Conn
	once sync.Once
	gone func()
}

// Close closes it.
func (c *counted) Close() error {
	c.once.Do(c.gone)
	return c.Conn.Close()
}
