package listener

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// server is the Server of Linux.
type server struct {
	Options
	site   *site.Site
	ticker *ticker.Ticker
	loops  []*loop
	cold   chan struct{} // a place for each answer that is being made

	last  atomic.Bool // each answer is the last on its connection
	open  atomic.Int64
	empty chan struct{} // is sent to when no connection is left while answers are the last
	turn  int           // the loop that gets the next connection

	mu        sync.Mutex
	addresses map[netip.Addr]int
	listening net.Listener
	stopped   bool
}

// mostCold is how many answers that are not in memory are made at a time.
const mostCold = 1024

// New returns a server of the site.
func New(s *site.Site, o Options) Server {
	o = o.settle(runtime.GOMAXPROCS(0), mostConnections(), ticker.Heartbeat)
	if t := s.Ticker(); t.Most == 0 {
		t.Most = o.Most / 10 * 9 // the rest is for pages
	}
	return &server{
		Options: o, site: s, ticker: s.Ticker(),
		cold: make(chan struct{}, mostCold), empty: make(chan struct{}, 1), addresses: map[netip.Addr]int{},
	}
}

// mostConnections is how many connections the process may have, so that a sixteenth of
// the descriptors is left for everything else.
func mostConnections() int {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return 1000
	}
	n := int(min(limit.Cur, 1<<20)) //nolint:gosec // it is small
	return max(n-max(n/16, 128), n/2)
}

// Serve serves l, which must be a TCP listener.
func (s *server) Serve(l net.Listener) error {
	tcp, ok := l.(*net.TCPListener)
	if !ok {
		return fmt.Errorf("serve %s: %T is no listener of TCP", l.Addr(), l)
	}
	file, err := tcp.File() // the same socket, under a descriptor that is ours
	if err != nil {
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	}
	fd := int(file.Fd()) //nolint:gosec // descriptors are small
	err = errors.Join(unix.SetNonblock(fd, true), prepare(fd))
	if err == nil {
		err = s.start(l, fd, file)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("serve %s: %w", l.Addr(), err), file.Close())
	}
	var wg sync.WaitGroup
	for _, lp := range s.loops {
		wg.Go(lp.run)
	}
	stop := s.ticker.Hear(func(language string, e ticker.Event) {
		for _, lp := range s.loops {
			lp.post(func() { lp.cast(language, e) })
		}
	})
	wg.Wait()
	stop()
	return http.ErrServerClosed
}

// start makes the loops.
func (s *server) start(l net.Listener, fd int, file *os.File) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return http.ErrServerClosed
	}
	for range s.Loops {
		lp, err := newLoop(s)
		if err != nil {
			return errors.Join(err, s.closeLoops())
		}
		s.loops = append(s.loops, lp)
	}
	if err := s.loops[0].listen(fd, file); err != nil {
		return errors.Join(err, s.closeLoops())
	}
	s.listening = l
	return nil
}

func (s *server) closeLoops() (err error) {
	for _, lp := range s.loops {
		err = errors.Join(err, lp.free())
	}
	s.loops = nil
	return err
}

// SetKeepAlivesEnabled with false lets each answer say that it is the last.
func (s *server) SetKeepAlivesEnabled(on bool) { s.last.Store(!on) }

// grace is how long a connection may be silent once the server is to stop: what was sent
// meanwhile is still answered.
const grace = 300 * time.Millisecond

// Shutdown stops to listen and lets requests under way be answered.
func (s *server) Shutdown(ctx context.Context) error {
	s.last.Store(true)
	err := s.stopListening()
	for s.open.Load() > 0 && err == nil {
		select {
		case <-s.empty:
		case <-ctx.Done():
			err = errors.Join(err, ctx.Err())
		}
	}
	return errors.Join(err, s.Close())
}

// stopListening closes the listener, and lets every loop end what waits.
func (s *server) stopListening() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped || s.listening == nil {
		s.stopped = true
		return nil
	}
	s.stopped = true
	for _, lp := range s.loops {
		lp.post(lp.sayGoodbye)
	}
	return s.listening.Close()
}

// Close ends everything at once.
func (s *server) Close() error {
	s.last.Store(true)
	err := s.stopListening()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, lp := range s.loops {
		lp.post(func() { lp.stopped = true })
	}
	return err
}

// admit counts a connection in, and reports false if it would be one too many.
func (s *server) admit(from netip.Addr) bool {
	if int(s.open.Add(1)) > s.Most {
		s.dismiss(netip.Addr{})
		return false
	}
	if s.PerAddress == 0 || !from.IsValid() {
		return true
	}
	s.mu.Lock()
	full := s.addresses[from] >= s.PerAddress
	if !full {
		s.addresses[from]++
	}
	s.mu.Unlock()
	if full {
		s.dismiss(netip.Addr{})
	}
	return !full
}

// dismiss counts a connection out.
func (s *server) dismiss(from netip.Addr) {
	if from.IsValid() {
		s.mu.Lock()
		if s.addresses[from]--; s.addresses[from] == 0 {
			delete(s.addresses, from)
		}
		s.mu.Unlock()
	}
	if s.open.Add(-1) == 0 && s.last.Load() {
		select {
		case s.empty <- struct{}{}:
		default:
		}
	}
}

// patience is how long an answer may take to make.
const patience = 15 * time.Second

// make makes an answer that is not in memory and gives it to then, or returns false when
// too many are being made.
func (s *server) make(r site.Request, then func(site.Answer)) bool {
	select {
	case s.cold <- struct{}{}:
	default:
		return false
	}
	r = stay(r)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		a := site.Unavailable
		defer func() {
			if p := recover(); p != nil {
				slog.ErrorContext(context.Background(), "an answer could not be made", "path", r.Path, "panic", p, "stack", string(debug.Stack()))
			}
			<-s.cold
			then(a)
		}()
		a = s.site.Answer(ctx, r)
	}()
	return true
}
