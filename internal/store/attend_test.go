package store_test

import (
	"context"
	"io"
	"net"
	"net/url"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// line stands between a store and its server, and can go dead without a word.
type line struct {
	l    net.Listener
	to   string
	dead atomic.Bool
	mu   sync.Mutex
	open []net.Conn
}

func (l *line) serve(ctx context.Context) {
	for {
		in, err := l.l.Accept()
		if err != nil {
			return
		}
		l.mu.Lock()
		l.open = append(l.open, in)
		l.mu.Unlock()
		if l.dead.Load() {
			continue // it is there and never answers
		}
		out, err := (&net.Dialer{}).DialContext(ctx, "tcp", l.to)
		if err != nil {
			return
		}
		go func() { _, _ = io.Copy(out, l.unless(in)); _ = out.Close() }()
		go func() { _, _ = io.Copy(in, l.unless(out)); _ = in.Close() }()
	}
}

// unless reads from r until the line is dead, and then reads nothing more.
func (l *line) unless(r io.Reader) io.Reader {
	return readerFunc(func(b []byte) (int, error) {
		n, err := r.Read(b)
		if l.dead.Load() {
			return 0, io.EOF
		}
		return n, err
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

// cut ends every connection and, until it is mended, answers none.
func (l *line) cut(dead bool) {
	l.dead.Store(dead)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.open {
		_ = c.Close()
	}
	l.open = nil
}

func TestAServerThatDoesNotAnswerHoldsNobodyUpAndItsAbsenceIsKeptOnce(t *testing.T) {
	address, err := url.Parse(storetest.PostgresAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &line{l: listener, to: address.Host}
	go l.serve(t.Context())
	address.Host = listener.Addr().String()
	db, err := store.Open(t.Context(), address.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close(); _ = listener.Close(); l.cut(true) })
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	told := make(chan news.Incident, 10)
	var watch sync.WaitGroup
	watch.Go(func() {
		db.Attend(ctx, func(ctx context.Context, i news.Incident) error {
			for range 2 { // two processes have seen it
				if err := db.Tx(ctx, func(tx *store.Tx) error { _, err := tx.AddIncident(ctx, i); return err }); err != nil {
					return err
				}
			}
			told <- i
			return nil
		})
	})
	impatient := store.Within(t.Context(), 300*time.Millisecond)
	if _, err := db.Now(impatient); err != nil {
		t.Fatal(err)
	}
	before := runtime.NumGoroutine()
	l.cut(true)
	deadline := time.Now().Add(15 * time.Second)
	for quick := 0; quick < 3; { // known to be away: the answer comes at once
		begun := time.Now()
		_, err := db.Now(impatient)
		if away, _ := store.Away(err); !away || time.Since(begun) > 5*time.Second {
			t.Fatalf("after %s: %v", time.Since(begun), err)
		}
		if time.Since(begun) < 10*time.Millisecond {
			quick++
		}
		if time.Now().After(deadline) {
			t.Fatal("it is never known to be away")
		}
	}
	var all sync.WaitGroup
	for range 1000 {
		all.Go(func() { _, _ = db.Now(impatient) })
	}
	all.Wait()
	if now := runtime.NumGoroutine(); now > before+100 {
		t.Errorf("%d goroutines after a thousand requests, %d before", now, before)
	}
	l.cut(false)
	select {
	case <-told:
	case <-time.After(15 * time.Second):
		t.Fatal("nobody is told that it is back")
	}
	if _, err := db.Now(impatient); err != nil {
		t.Errorf("it is back, and %v", err)
	}
	stop()
	watch.Wait()
	kept, err := db.Incidents(t.Context(), time.Now().Add(-time.Hour))
	if err != nil || len(kept) != 1 || !kept[0].From.Before(kept[0].To) {
		t.Errorf("kept: %v, %v", kept, err)
	}
}
