// Package announce tells programs elsewhere of what is published: the site's own WebSub hub
// sends feeds to those who subscribed, other hubs are told that feeds changed, and search
// engines that pages did.
//
// The table of editions is the outbox. Each of those who are told has a name and a place in
// it that are kept, so nothing is lost when the process ends; who cannot be reached is tried
// again and holds up nobody else. Nobody is told of an edition before readers have it.
package announce

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Room tells everybody. Any number of processes may have one.
type Room struct {
	DB     *store.DB
	Client *fetch.Client
	// Readers returns the newest edition that all readers have.
	Readers func(context.Context) (int64, error)
	// Page returns what readers get at a path of the site, and its type.
	Page func(ctx context.Context, path string) (body []byte, kind string, err error)
	// Retry is how long to wait after a first failure; 0 is ten seconds. It doubles with each.
	Retry time.Duration

	lines map[string]*line
	hub   chan struct{} // has a value when there is something to say to subscribers
	done  sync.WaitGroup
}

// New returns a room that takes what is asked of the hub. Before it is Run, its other fields
// must be set.
func New(db *store.DB, client *fetch.Client) *Room {
	return &Room{DB: db, Client: client, lines: map[string]*line{}, hub: make(chan struct{}, 1)}
}

const (
	// look is how often everybody looks by themselves.
	look = 2 * time.Second
	// batch is how many editions are told of at once.
	batch = 500
	// old is how long ago something was published that nobody is told of any more: it is
	// no news after somebody was out of reach, or came back.
	old = 24 * time.Hour

	firstRetry = 10 * time.Second
	mostRetry  = time.Hour
)

// told is somebody who is told of every edition.
type told struct {
	name string
	// least is the least time between two times that it is told.
	least time.Duration
	tell  func(ctx context.Context, h news.House, changes []edition.Change) error
}

// line is one of them who is being told.
type line struct {
	stop context.CancelFunc
	wake chan struct{}
}

// Run tells everybody until ctx is done. wake has a value when there is a new edition.
func (r *Room) Run(ctx context.Context, wake <-chan struct{}) {
	defer r.done.Wait()
	r.done.Go(func() { r.serveHub(ctx) })
	tick := time.NewTicker(look)
	defer tick.Stop()
	failing := false
	for {
		h, err := r.DB.House(ctx)
		switch told, isTold := errors.AsType[*news.Error](err); {
		case err == nil:
			r.attend(ctx, h)
		case ctx.Err() != nil:
			return
		case isTold && told.Kind == news.NotFound: // it is not set up yet
		case !failing:
			slog.ErrorContext(ctx, "it is not known who is to be told of what is published", "err", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-wake:
			r.wakeAll()
		case <-tick.C:
		}
	}
}

// ring says that there is something to say to subscribers.
func (r *Room) ring() {
	select {
	case r.hub <- struct{}{}:
	default:
	}
}

func (r *Room) wakeAll() {
	for _, l := range r.lines {
		select {
		case l.wake <- struct{}{}:
		default: // it will look in any case
		}
	}
}

// everybody returns who is to be told as the house wants it.
func (r *Room) everybody(h news.House) (all []told) {
	if h.Machines.Hub {
		all = append(all, told{name: "hub", tell: r.tellOwnHub})
	}
	for _, hub := range h.Machines.Hubs {
		all = append(all, told{"hub " + hub, time.Second, func(ctx context.Context, h news.House, changes []edition.Change) error {
			return r.tellHub(ctx, h, hub, changes)
		}})
	}
	if h.Machines.IndexNow.Endpoint != "" {
		all = append(all, told{"indexnow " + h.Machines.IndexNow.Endpoint, indexEvery, r.tellIndex})
	}
	return all
}

// attend starts and stops telling, so that those are told who are to be.
func (r *Room) attend(ctx context.Context, h news.House) {
	wanted := map[string]bool{}
	for _, t := range r.everybody(h) {
		wanted[t.name] = true
		if r.lines[t.name] != nil {
			continue
		}
		own, stop := context.WithCancel(ctx)
		l := &line{stop, make(chan struct{}, 1)}
		r.lines[t.name] = l
		r.done.Go(func() { r.keep(own, t, l.wake) })
	}
	for name, l := range r.lines {
		if !wanted[name] {
			l.stop()
			delete(r.lines, name)
		}
	}
}

// keep tells one of them whenever there is something, and waits longer after each failure.
func (r *Room) keep(ctx context.Context, t told, wake <-chan struct{}) {
	failures := 0
	for {
		did, err := r.catchUp(ctx, t)
		wait := look
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			failures++
			wait = r.pause(failures, err)
			if failures == 1 {
				slog.ErrorContext(ctx, "somebody cannot be told of what is published; it is tried again", "who", t.name, "err", err)
			}
		case failures > 0:
			failures = 0
			slog.WarnContext(ctx, "the one who could not be told of what is published is told again", "who", t.name)
		case did && t.least > 0:
			wait = t.least
		}
		ring := wake
		if err != nil || did && t.least > 0 {
			ring = nil
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-ring:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// pause is how long to wait after so many failures, the last of which is err.
func (r *Room) pause(failures int, err error) time.Duration {
	first := r.Retry
	if first == 0 {
		first = firstRetry
	}
	wait := mostRetry
	if failures < 12 {
		wait = min(first<<(failures-1), mostRetry)
	}
	if status, ok := errors.AsType[*fetch.StatusError](err); ok {
		wait = max(wait, min(status.RetryAfter, mostRetry))
	}
	return wait
}

// catchUp tells one of them everything that readers have, and returns whether there was
// anything. It keeps in the database that it did, or why it could not.
func (r *Room) catchUp(ctx context.Context, t told) (did bool, err error) {
	f, err := r.DB.Follow(ctx, t.name)
	if err != nil {
		return false, err
	}
	readers, err := r.Readers(ctx)
	if err != nil || readers <= f.Edition {
		return false, err
	}
	changes, err := r.DB.Since(ctx, f.Edition, int(min(batch, readers-f.Edition)))
	if err != nil || len(changes) == 0 {
		return false, err
	}
	last := changes[len(changes)-1].Number
	h, err := r.DB.House(ctx)
	if err != nil {
		return false, err
	}
	if fresh := notOld(changes, time.Now()); len(fresh) > 0 {
		if err := t.tell(ctx, h, fresh); err != nil {
			note := context.WithoutCancel(ctx)
			return false, errors.Join(err, r.DB.Tx(note, func(tx *store.Tx) error { return tx.NotTold(note, t.name, words(err)) }))
		}
		did = true
	}
	return did, r.DB.Tx(ctx, func(tx *store.Tx) error { return tx.Told(ctx, t.name, last) })
}

// notOld returns the changes that are news yet: pictures that were drawn again are none.
func notOld(changes []edition.Change, now time.Time) (fresh []edition.Change) {
	for _, c := range changes {
		if now.Sub(c.At) < old && c.Kind != edition.Redrawn {
			fresh = append(fresh, c)
		}
	}
	return fresh
}

// words returns what of the error is for people.
func words(err error) string {
	if said, ok := errors.AsType[*news.Error](err); ok {
		return said.Message
	}
	return "It could not be told; the log says why."
}
