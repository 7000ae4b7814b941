// Package listener serves readers over HTTP/1.1 with as little as the kernel allows: a few
// loops, each with its own connections, wait for what is ready (epoll), take a request
// apart in the buffer that it was read into, and write the answer of package site as it is,
// with one call. A connection has no goroutine, and one that waits, for the next request or
// for news on the bar, takes some 200 bytes.
//
// It understands no more of HTTP than reading pages takes, and refuses all else: see parse.
// Where there is no epoll, net/http serves.
package listener

import (
	"context"
	"net"
	"time"
)

// Server serves one listener until it is shut down.
type Server interface {
	// Serve serves until Shutdown or Close, and returns http.ErrServerClosed then.
	Serve(l net.Listener) error
	// SetKeepAlivesEnabled with false lets each answer say that it is the last on its
	// connection.
	SetKeepAlivesEnabled(bool)
	// Shutdown stops to listen, ends streams, lets requests under way be answered, and
	// returns when no connection is left, or ctx's error when it is done first.
	Shutdown(ctx context.Context) error
	// Close ends everything at once.
	Close() error
}

// Options are the limits of a server. Zero is the default of each.
type Options struct {
	Loops int // one for each processor

	Head  time.Duration // that the head of a request may take: 5 s
	Idle  time.Duration // between two requests: 60 s
	Write time.Duration // that an answer may take: 30 s, and what it takes at Rate
	Rate  int           // bytes a second of the slowest line that is waited for: 4096
	Stall time.Duration // that a reader may take nothing of an answer: 30 s
	Beat  time.Duration // of a quiet stream: ticker.Heartbeat
	Slow  time.Duration // that the reader of a stream may not take what it was sent: 10 s

	Most       int // connections: what the process may open, less some for everything else
	PerAddress int // connections of one address, of the first 64 bits of one in IPv6: no limit
}

func (o Options) settle(loops, most int, beat time.Duration) Options {
	number := func(n *int, otherwise int) {
		if *n == 0 {
			*n = otherwise
		}
	}
	span := func(d *time.Duration, otherwise time.Duration) {
		if *d == 0 {
			*d = otherwise
		}
	}
	number(&o.Loops, loops)
	number(&o.Most, most)
	number(&o.Rate, 4096)
	span(&o.Head, 5*time.Second)
	span(&o.Idle, time.Minute)
	span(&o.Write, 30*time.Second)
	span(&o.Stall, 30*time.Second)
	span(&o.Beat, beat)
	span(&o.Slow, 10*time.Second)
	return o
}
