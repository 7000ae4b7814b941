package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Dial connects to a server that is no web server: one of files, of mail. The address may lead to public addresses only, as for Get, and to
// the protocol's own port or one above 1023. The connection ends when ctx does, whatever deadlines are set on it, and after most bytes were
// read from it: then reading returns an error.
func (c *Client) Dial(ctx context.Context, address string, own uint16, most int64) (net.Conn, error) {
	dialer := &net.Dialer{Timeout: c.options.Header, Resolver: c.options.Resolver, ControlContext: func(_ context.Context, network, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || (network != "tcp4" && network != "tcp6") {
			return news.Errorf(news.Forbidden, "The address leads to %s over %s, which Stet does not fetch from.", address, network)
		}
		return c.permitPort(to, func(port uint16) bool { return port == own || port > 1023 })
	}}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	b := &bounded{Conn: conn}
	b.left.Store(most)
	if end, ok := ctx.Deadline(); ok {
		b.end = end
	}
	b.stop = context.AfterFunc(ctx, func() { _ = conn.Close() }) // whoever reads is told
	return b, b.SetDeadline(time.Time{})
}

// TLS returns how to encrypt a connection to the host.
func (c *Client) TLS(host string) *tls.Config {
	return &tls.Config{RootCAs: c.options.Roots, ServerName: host, MinVersion: tls.VersionTLS12}
}

// Transport returns what requests go through that a library makes by itself: of the protocol's own port or one above 1023, each answer of at
// most so many bytes. It is to be closed with CloseIdleConnections.
func (c *Client) Transport(most int64) *Transport {
	t := &http.Transport{
		Proxy: nil, TLSClientConfig: &tls.Config{RootCAs: c.options.Roots, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true,
		TLSHandshakeTimeout: c.options.Header, ResponseHeaderTimeout: c.options.Header, MaxResponseHeaderBytes: maxHeader, MaxIdleConnsPerHost: 1,
		DisableCompression: true,
	}
	dialer := &net.Dialer{Timeout: c.options.Header, Resolver: c.options.Resolver, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		return c.permitPort(to, func(port uint16) bool { return c.publicPort(port) || port > 1023 })
	}}
	t.DialContext = dialer.DialContext
	return &Transport{Transport: t, most: most}
}

// Transport makes requests for a library, with the guard and the limits of its Client.
type Transport struct {
	*http.Transport
	most int64
}

// RoundTrip makes one request.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := t.Transport.RoundTrip(r)
	if err == nil {
		res.Body = http.MaxBytesReader(nil, res.Body, t.most)
	}
	return res, err
}

// Explain returns err, which a library that used a connection of the Client met, as one sentence about the host.
func (c *Client) Explain(ctx context.Context, host string, err error) error {
	end, ends := ctx.Deadline()
	late := ends && !time.Now().Before(end) && !errors.Is(ctx.Err(), context.Canceled) // a connection ends at the same moment, and can be the first to say so
	if late || errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &failure{said: news.Errorf(news.Unavailable, "%s was not done answering in the time that one try has.", host), cause: err}
	}
	return c.explain(ctx, host, err)
}

// permitPort returns nil if a connection may be made to the address, for a protocol that has ports of its own.
func (c *Client) permitPort(to netip.AddrPort, may func(uint16) bool) error {
	to = netip.AddrPortFrom(to.Addr().Unmap(), to.Port())
	allowed := c.options.Trusted || slices.ContainsFunc(c.options.Allow, func(a netip.AddrPort) bool {
		return netip.AddrPortFrom(a.Addr().Unmap(), a.Port()) == to
	})
	switch {
	case allowed:
		return nil
	case !Public(to.Addr()):
		return news.Errorf(news.Forbidden, "The address leads to %s, which is not on the public internet but inside this machine or a network, so Stet does not fetch it.", to.Addr())
	case !may(to.Port()):
		return news.Errorf(news.Forbidden, "The address has port %d, which belongs to something else.", to.Port())
	}
	return nil
}

// bounded is a connection with an end in time and in bytes.
type bounded struct {
	net.Conn
	left atomic.Int64
	end  time.Time // zero for none
	stop func() bool
}

var errTooMuch = news.Errorf(news.TooLarge, "The server sent more than Stet reads in one try.")

func (b *bounded) Read(p []byte) (int, error) {
	if b.left.Load() <= 0 {
		return 0, errTooMuch
	}
	n, err := b.Conn.Read(p)
	b.left.Add(-int64(n))
	return n, err
}

func (b *bounded) Close() error {
	b.stop()
	return b.Conn.Close()
}

// least returns the earlier of the deadline and the end.
func (b *bounded) least(t time.Time) time.Time {
	if t.IsZero() || !b.end.IsZero() && b.end.Before(t) {
		return b.end
	}
	return t
}

func (b *bounded) SetDeadline(t time.Time) error      { return b.Conn.SetDeadline(b.least(t)) }
func (b *bounded) SetReadDeadline(t time.Time) error  { return b.Conn.SetReadDeadline(b.least(t)) }
func (b *bounded) SetWriteDeadline(t time.Time) error { return b.Conn.SetWriteDeadline(b.least(t)) }
