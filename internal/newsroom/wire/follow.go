package wire

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// following keeps one goroutine for every wire that is not paused.
type following struct {
	list func(context.Context) ([]news.Wire, error)
	// try asks a wire for what is new, and returns when to do so again.
	try  func(ctx context.Context, id string) time.Time
	look time.Duration // between looks at the list

	mu    sync.Mutex
	lines map[string]*line
	done  sync.WaitGroup
}

// line is one wire that is followed.
type line struct {
	wire  news.Wire
	stop  context.CancelFunc
	moved chan time.Time // a new time for the next try
}

// run follows the wires until ctx ends, and returns when every try has ended.
func (f *following) run(ctx context.Context) error {
	defer f.done.Wait()
	timer := time.NewTimer(0)
	defer timer.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		wires, err := f.list(ctx)
		if err == nil {
			f.attend(ctx, wires)
		} else if !failing && ctx.Err() == nil { // said once, not every two seconds
			slog.ErrorContext(ctx, "the wires cannot be listed; those that are known are followed", "err", err)
		}
		failing = err != nil
		timer.Reset(f.look)
	}
}

// attend starts and stops lines so that they are those of the wires.
func (f *following) attend(ctx context.Context, wires []news.Wire) {
	f.mu.Lock()
	defer f.mu.Unlock()
	starting := f.lines == nil
	if starting {
		f.lines = map[string]*line{}
	}
	wanted := map[string]news.Wire{}
	for _, w := range wires {
		if !w.Paused && w.Kind.Polled() {
			wanted[w.ID] = w
		}
	}
	for id, l := range f.lines {
		if w, ok := wanted[id]; !ok || changed(l.wire, w) {
			l.stop()
			delete(f.lines, id)
		}
	}
	for id, w := range wanted {
		if _, ok := f.lines[id]; ok {
			continue
		}
		if !starting {
			w.Health.Next = time.Time{} // it was added, changed or started just now
		}
		own, stop := context.WithCancel(ctx)
		l := &line{wire: w, stop: stop, moved: make(chan time.Time, 1)}
		f.lines[id] = l
		f.done.Go(func() { f.keep(own, l) })
	}
}

// changed reports whether a wire is to be followed otherwise than before.
func changed(a, b news.Wire) bool {
	return a.Kind != b.Kind || a.Address != b.Address || a.Every != b.Every || a.Language != b.Language ||
		a.Zone != b.Zone || a.Login != b.Login || a.Taking.Done != b.Taking.Done || !slices.Equal(a.Taking.Senders, b.Taking.Senders)
}

// keep tries one wire whenever it is due, first at the time in its health, so that a
// restart asks nobody more often.
func (f *following) keep(ctx context.Context, l *line) {
	next := l.wire.Health.Next
	timer := time.NewTimer(min(time.Until(next), 24*time.Hour))
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case next = <-l.moved:
		case <-timer.C:
			next = f.try(ctx, l.wire.ID)
		}
		timer.Reset(time.Until(next))
	}
}

// postpone moves the next try of a wire.
func (f *following) postpone(id string, next time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	l, ok := f.lines[id]
	if !ok {
		return
	}
	select {
	case <-l.moved: // an older one that was not taken up yet
	default:
	}
	l.moved <- next
}
