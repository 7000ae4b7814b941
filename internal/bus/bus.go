// Package bus is the bell between parts and processes: it says "look", never what
// happened. What happened is a row in the store, and every loop also looks by itself
// now and then, so a bell that is not heard costs a moment and nothing else.
package bus

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/stet-news/stet/internal/news"
)

// Topic is what there is to look at.
type Topic string

// The topics.
const (
	Editions Topic = "editions" // there is a new edition
	Readers  Topic = "readers"  // the readers of a process have another edition
	Newsroom Topic = "newsroom" // something that people in the newsroom see has changed
)

// Bus is a bell.
type Bus interface {
	// Ring tells everybody who listens. It does not block and cannot fail: the listeners
	// look by themselves, later.
	Ring(ctx context.Context, topic Topic)
	// Listen returns a channel that has a value when the topic was rung since the last
	// was taken from it. It works until ctx is done.
	Listen(ctx context.Context, topic Topic) (<-chan struct{}, error)
	io.Closer
}

// Open opens the bus that address names: "local:" within one process, "file:FOLDER"
// between the processes of one machine, "postgres://…" between any.
func Open(ctx context.Context, address string) (Bus, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch scheme {
	case "local":
		return &local{}, nil
	case "file":
		return openFile(ctx, rest)
	case "postgres", "postgresql":
		return openPostgres(ctx, address)
	}
	return nil, news.Errorf(news.Invalid, "There is no bus of the kind %q: give local:, file:FOLDER or postgres://USER@HOST/NAME.", scheme)
}

// local rings within one process.
type local struct {
	mu        sync.Mutex
	listeners map[Topic][]chan struct{}
}

func (l *local) Ring(_ context.Context, topic Topic) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.listeners[topic] {
		select {
		case c <- struct{}{}:
		default: // it has been told and not looked yet
		}
	}
}

func (l *local) Listen(ctx context.Context, topic Topic) (<-chan struct{}, error) {
	c := make(chan struct{}, 1)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listeners == nil {
		l.listeners = map[Topic][]chan struct{}{}
	}
	l.listeners[topic] = append(l.listeners[topic], c)
	context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		for i, o := range l.listeners[topic] {
			if o == c {
				l.listeners[topic] = append(l.listeners[topic][:i:i], l.listeners[topic][i+1:]...)
				return
			}
		}
	})
	return c, nil
}

func (*local) Close() error { return nil }

// postgres rings with NOTIFY and hears with LISTEN, on connections of its own. In this
// process a ring is heard at once, without the way over the server.
type postgres struct {
	local
	config *pgx.ConnConfig
	rings  chan Topic
	stop   context.CancelFunc
	done   sync.WaitGroup
}

func openPostgres(ctx context.Context, address string) (*postgres, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		// The address may hold a password, so it is not said.
		return nil, news.Errorf(news.Invalid, "The address of the bus is not one of a PostgreSQL: write it as postgres://USER@HOST/NAME.")
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	p := &postgres{config: config, rings: make(chan Topic, 64), stop: stop}
	p.done.Go(func() { p.again(ctx, "ringing", p.ring) })
	return p, nil
}

// How long to wait before the first new connection, and at most. An attempt to connect
// is given up after the most as well.
const (
	leastWait = 50 * time.Millisecond
	mostWait  = 5 * time.Second
)

// again runs f with a connection until ctx is done, with a new one when it broke. It
// says once when the server is lost and once when it is found.
func (p *postgres) again(ctx context.Context, what string, f func(context.Context, *pgx.Conn) error) {
	lost := false
	for wait := leastWait; ctx.Err() == nil; wait = min(2*wait, mostWait) {
		conn, err := p.connect(ctx)
		if err == nil {
			if lost {
				slog.InfoContext(ctx, "the bell is back", "for", what)
			}
			wait, lost = leastWait, false
			err = f(ctx, conn)
			_ = conn.Close(ctx) // it is of no use any more, however it closes
		}
		if ctx.Err() != nil {
			return
		}
		if !lost {
			slog.WarnContext(ctx, "the bell is out of reach; everybody looks by themselves until it is back", "for", what, "err", err)
		}
		lost = true
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

func (p *postgres) connect(ctx context.Context) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, mostWait)
	defer cancel()
	return pgx.ConnectConfig(ctx, p.config)
}

func (p *postgres) Ring(ctx context.Context, topic Topic) {
	p.local.Ring(ctx, topic)
	select {
	case p.rings <- topic:
	default: // the server is slow or gone: the others look by themselves
	}
}

func (p *postgres) ring(ctx context.Context, conn *pgx.Conn) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case topic := <-p.rings:
			if _, err := conn.Exec(ctx, `SELECT pg_notify($1, '')`, channel(topic)); err != nil {
				return err
			}
		}
	}
}

func channel(t Topic) string { return "stet_" + string(t) }

func (p *postgres) Listen(ctx context.Context, topic Topic) (<-chan struct{}, error) {
	c, err := p.local.Listen(ctx, topic)
	if err != nil {
		return nil, err
	}
	p.done.Go(func() {
		p.again(ctx, "listening", func(ctx context.Context, conn *pgx.Conn) error {
			if _, err := conn.Exec(ctx, fmt.Sprintf(`LISTEN %s`, pgx.Identifier{channel(topic)}.Sanitize())); err != nil { //nolint:misspell // its own name
				return err
			}
			p.local.Ring(ctx, topic) // what was rung while nobody heard
			for {
				if _, err := conn.WaitForNotification(ctx); err != nil {
					return err
				}
				p.local.Ring(ctx, topic)
			}
		})
	})
	return c, nil
}

// Close stops ringing. Whoever listens must be done before.
func (p *postgres) Close() error {
	p.stop()
	p.done.Wait()
	return nil
}
