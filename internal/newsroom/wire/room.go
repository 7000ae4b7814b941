// Package wire is where copy arrives: feeds by URL and folders that files are dropped
// in. Every item becomes one dispatch, kept with the bytes it came in; the same item
// with other bytes is the dispatch's next version.
//
// Every wire is followed by itself, with limits of its own, so that one which fails,
// hangs or sends nonsense does not touch another. How each is doing is written down in
// words.
package wire

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/seal"
	"github.com/stet-news/stet/internal/store"
)

const (
	leastEvery  = 5 * time.Second // between two tries of one wire
	lookEvery   = 2 * time.Second // at which wires there are, and into a folder
	mostWait    = time.Hour       // that a failing feed is left alone
	mostFolder  = time.Minute     // that a failing folder is left alone
	tryTime     = 2 * time.Minute // for one try, everything included
	healthEvery = time.Minute     // that the health of a wire is written while nothing happens
)

// Options are what a Room needs.
type Options struct {
	Store *store.DB
	Fetch *fetch.Client
	// Files is where the files of dispatches are kept; without it they are left out, and that is said.
	Files *blob.Store
	// Folders are the folders in which, at any depth, watched folders may be: whoever
	// may add a wire must not thereby be able to move any file of this machine. Without
	// one no folder is watched.
	Folders []string
	// Watch returns what says which tombstone stands on a dispatch that arrives, "" for none;
	// nil says so of all. What was taken down is kept and marked.
	Watch func(context.Context, *store.Tx) (func(news.Wire, news.Dispatch) string, error)
	// Secrets is the box in which the wires' secrets are sealed; without it none is opened.
	Secrets *seal.Box
	// Address is that of Inlet, without a slash at its end, as hubs can reach it; "" if none can.
	Address string
	// Ways are ways in of other packages, besides those of this one.
	Ways map[news.WireKind]Way
	// Try is how much time one try has, everything included; 0 is two minutes.
	Try time.Duration
	// Route does with the dispatches that a transaction received what the routes say, in that transaction, and reports whether somebody was
	// alerted; nil does nothing.
	Route func(context.Context, *store.Tx) (told bool, err error)
	// Arrived is called after dispatches were kept; nil does nothing.
	Arrived func()
	// Seed makes the jitter repeatable; 0 takes one at random. It is logged.
	Seed uint64
}

// Room is the wire room: it follows all wires.
type Room struct {
	options Options
	follow  *following

	mu      sync.Mutex
	random  *rand.Rand
	desks   map[string]*desk // by the wire's ID
	stamped time.Time        // the last time of receipt

	pushes   chan struct{}        // one for each body that is being read
	refusals map[string]time.Time // of each wire, when its health last said so

	strangers map[string]int // letters of a wire, since the start
}

// desk is what the Room remembers of one wire. Its lock is held during a try.
type desk struct {
	lock    chan struct{}
	address string            // that the validators in its health are of
	known   map[string]string // GUID to hash, of the items that are kept already
	memory  map[string]string // what its way in remembers
	wire    news.Wire         // that it remembers this of
	waiting                   // until its next try
	saved   time.Time         // when its health was written
	tried   atomic.Int64      // when it was tried since that was written, in microseconds; 0 if it was not
	// beside returns a file that lies beside the item that is being read, if it is there and whole; nil if nothing can.
	beside func(name string) ([]byte, bool)

	// Of a watched folder: the files there, and what was wrong with the last.
	files    map[string]seen
	trouble  string
	troubled time.Time
}

// has reports whether the item, with these bytes, is kept already.
func (d *desk) has(guid string, raw []byte) bool {
	hash, ok := d.known[guid]
	return ok && hash == hashOf(raw)
}

// New returns a Room. Nothing happens before Run.
func New(o Options) *Room {
	if o.Seed == 0 {
		o.Seed = rand.Uint64()
	}
	r := &Room{options: o, random: rand.New(rand.NewPCG(o.Seed, 0)), desks: map[string]*desk{}, strangers: map[string]int{}, pushes: make(chan struct{}, mostPushes)}
	r.follow = &following{list: o.Store.Wires, try: r.tryInTurn, look: lookEvery}
	return r
}

// Run follows the wires until ctx ends. It notices within seconds when one is added,
// changed, paused or started.
func (r *Room) Run(ctx context.Context) error {
	slog.InfoContext(ctx, "the wire room is open", "jitter_seed", r.options.Seed)
	return r.follow.run(ctx)
}

// FetchNow tries the wire at once, whatever its turn is, and returns how it is doing
// then. Its next turn is counted from now. It works whether or not Run is running.
func (r *Room) FetchNow(ctx context.Context, id string) (news.Health, error) {
	w, err := r.options.Store.Wire(ctx, id)
	if err != nil {
		return news.Health{}, err
	}
	if w.Paused {
		return w.Health, news.Errorf(news.Conflict, "%s is paused: start it, and it is tried at once.", w.Name)
	}
	if !w.Kind.Polled() {
		return w.Health, news.Errorf(news.Conflict, "%s sends by itself: there is nothing to ask.", w.Name)
	}
	if since := time.Since(r.tried(w)); w.Kind != news.FolderWire && since >= 0 && since < leastEvery {
		return w.Health, news.Errorf(news.TooMany, "%s was tried a moment ago; wait %s.", w.Name, leastEvery)
	}
	h, err := r.try(ctx, id)
	if err == nil {
		r.follow.postpone(id, h.Next)
	}
	return h, err
}

// tried is when the wire was tried last, also where that was not worth writing down.
func (r *Room) tried(w news.Wire) time.Time {
	return time.UnixMicro(max(w.Health.Tried.UnixMicro(), r.desk(w.ID).tried.Load()))
}

// tryInTurn is a try of the wire's own turn. It returns when the next is due.
func (r *Room) tryInTurn(ctx context.Context, id string) time.Time {
	h, err := r.try(ctx, id)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			slog.ErrorContext(ctx, "a wire could not be tried", "wire", id, "err", err)
		}
		return time.Now().Add(leastEvery)
	}
	return h.Next
}

// try asks a wire for what is new, keeps it, and writes down how that went. An error is
// of the store, or of ctx: what goes wrong with the wire is in its health.
func (r *Room) try(ctx context.Context, id string) (news.Health, error) {
	d := r.desk(id)
	select {
	case d.lock <- struct{}{}:
		defer func() { <-d.lock }()
	case <-ctx.Done():
		return news.Health{}, ctx.Err()
	}
	d.stopWaiting()
	w, err := r.options.Store.Wire(ctx, id) // as it is now: another may have tried it meanwhile
	if err != nil {
		return news.Health{}, err
	}
	limited, cancel := context.WithTimeout(ctx, cmp.Or(r.options.Try, tryTime))
	defer cancel()
	out := r.attempt(limited, d, w)
	if ctx.Err() != nil {
		return w.Health, ctx.Err() // we were told to stop: that is not the wire's fault
	}
	r.wait(ctx, d, w)
	now := time.Now().UTC()
	h := out.health(w, now, r.chance())
	if out.Err != nil {
		slog.WarnContext(ctx, "a wire failed", "wire", id, "name", w.Name, "failures", h.Failures, "next", h.Next, "err", out.Err)
	} else if out.Fresh > 0 {
		slog.InfoContext(ctx, "copy arrived", "wire", id, "name", w.Name, "dispatches", out.Fresh)
	}
	if out.Fresh > 0 && r.options.Arrived != nil {
		r.options.Arrived()
	}
	often := w.Kind == news.FolderWire || out.Same && w.Every < healthEvery
	if often && out.quiet(w.Health, h) && now.Sub(d.saved) < healthEvery {
		d.tried.Store(now.UnixMicro())
		return h, nil
	}
	err = r.options.Store.Together(ctx, func(tx *store.Tx) error { return tx.SaveWireHealth(ctx, id, h) })
	if err != nil {
		return h, fmt.Errorf("write down how wire %s is doing: %w", w.Name, err)
	}
	d.saved = now
	d.tried.Store(0)
	return h, nil
}

// attempt tries the wire. A fault of ours in reading it becomes an error of this try:
// the other wires, and the newsroom, go on.
func (r *Room) attempt(ctx context.Context, d *desk, w news.Wire) (out Outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			slog.ErrorContext(ctx, "a fault while reading a wire", "wire", w.ID, "fault", fault, "stack", string(debug.Stack()))
			out = Outcome{Fresh: out.Fresh, Err: errFault}
		}
	}()
	way, ok := r.way(w.Kind)
	if !ok {
		return Outcome{Err: news.Errorf(news.Unsupported, "There is no way to follow a wire of the kind %q.", string(w.Kind))}
	}
	secret, err := r.secret(ctx, w)
	if err != nil {
		return Outcome{Err: err}
	}
	if changed(d.wire, w) {
		clear(d.memory)
	}
	d.wire = w
	return way(ctx, &Visit{Wire: w, Secret: secret, Memory: d.memory, room: r, desk: d})
}

var errFault = errors.New("something went wrong in Stet")

func (r *Room) desk(id string) *desk {
	r.mu.Lock()
	defer r.mu.Unlock()
	d, ok := r.desks[id]
	if !ok {
		d = &desk{lock: make(chan struct{}, 1), known: map[string]string{}, memory: map[string]string{}, files: map[string]seen{}}
		r.desks[id] = d
	}
	return d
}

// chance returns a random number from 0 to 1.
func (r *Room) chance() float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.random.Float64()
}
