// Package delivery brings what is published to clients: each version of a story of a product to each destination for which the product is
// ordered, once, in order, and then what corrects or takes it back.
//
// The table of editions is the outbox. A delivery is a row, made in the transaction that notes how far the editions were read; it is tried
// under a lease until it is accepted, with the same ID each time, so that a process that ends between sending and noting sends again what the
// other side knows by its ID. Each destination has workers of its own: one that is slow or dead delays no other.
package delivery

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Room makes and brings deliveries. Any number of processes may have one.
type Room struct {
	DB     *store.DB
	Client *fetch.Client
	Mail   mail.Sender
	// Secret returns what a destination's copy is signed with, or its password, out of what is kept sealed for it.
	Secret func(destination, sealed string) (string, error)
	// Picture returns the file of a picture by its name, as readers have it. Nil sends items without files.
	Picture func(ctx context.Context, name string) ([]byte, error)
	// Leaves returns why the change may not leave the house now, nil if it may.
	Leaves func(ctx context.Context, c edition.Change) error
	// Parked is called when a delivery waits for a person.
	Parked func()
	// Waits are how long it is waited after each failed try; after as many and one more a delivery is parked. Nil is what is usual.
	Waits []time.Duration
	// Kept is how long the log of deliveries is kept; 0 is 400 days.
	Kept time.Duration

	mu   sync.Mutex
	busy map[string]bool // destinations that have workers
	wake chan struct{}
}

// usualWaits add up to eleven hours.
var usualWaits = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 3 * time.Hour, 4 * time.Hour}

const (
	look = 2 * time.Second
	// workers is how many deliveries are brought to one destination at a time.
	workers = 3
	// lease is how long nobody else tries a delivery that is being tried; patience is how long a try may take.
	lease     = 3 * time.Minute
	patience  = 30 * time.Second
	usualKept = 400 * 24 * time.Hour
	// rest is how long at most a destination is left alone after tries that nobody answered.
	rest = 30 * time.Second
)

// Run makes and brings deliveries until ctx is done. wake has a value when there is a new edition.
func (r *Room) Run(ctx context.Context, wake <-chan struct{}) {
	r.mu.Lock()
	r.busy, r.wake = map[string]bool{}, make(chan struct{}, 1)
	r.mu.Unlock()
	var all sync.WaitGroup
	defer all.Wait()
	failing := false
	for ctx.Err() == nil {
		next, err := r.round(ctx, &all)
		if err != nil && !failing && ctx.Err() == nil {
			slog.ErrorContext(ctx, "what is published is not brought to clients; it is tried again", "err", err)
		}
		failing = err != nil
		timer := time.NewTimer(next)
		select {
		case <-ctx.Done():
		case <-wake:
		case <-r.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// Ring says that something may be due that was not.
func (r *Room) Ring() {
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default: // nobody runs, or it will look in any case
	}
}

// round makes what is new, sets workers to what is due, and returns how long nothing is to be done.
func (r *Room) round(ctx context.Context, all *sync.WaitGroup) (time.Duration, error) {
	more, err := r.follow(ctx)
	for more && err == nil {
		more, err = r.follow(ctx)
	}
	if err != nil {
		return look, err
	}
	if more, err = r.fill(ctx); err != nil {
		return look, err
	}
	due, next, err := r.DB.DueDestinations(ctx)
	if err != nil {
		return look, err
	}
	for _, id := range due {
		if r.take(id) {
			all.Go(func() { r.bring(ctx, id) })
		}
	}
	if more {
		return 10 * time.Millisecond, nil
	}
	if next.IsZero() {
		return look, nil
	}
	now, err := r.DB.Now(ctx)
	return max(0, min(look, next.Sub(now))), err
}

// take reports whether the destination had no workers, and gives it some.
func (r *Room) take(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.busy[id] {
		return false
	}
	r.busy[id] = true
	return true
}

// bring brings everything that is due to the destination.
func (r *Room) bring(ctx context.Context, id string) {
	p := &place{room: r, id: id}
	var all sync.WaitGroup
	for range workers {
		all.Go(func() { p.work(ctx) })
	}
	all.Wait()
	r.mu.Lock()
	delete(r.busy, id)
	r.mu.Unlock()
	r.Ring() // something may have become due since the workers looked
}

// place is a destination while it has workers.
type place struct {
	room *Room
	id   string

	mu     sync.Mutex
	silent int // tries in a row that nobody answered
}

// work tries one delivery after the other until none is due.
func (p *place) work(ctx context.Context) {
	for ctx.Err() == nil && p.pause(ctx) {
		var d news.Delivery
		found := false
		err := p.room.DB.Tx(ctx, func(tx *store.Tx) (err error) {
			d, found, err = tx.NextDelivery(ctx, p.id, lease)
			return err
		})
		if err == nil && found {
			err = p.try(ctx, d)
		}
		if err != nil {
			if ctx.Err() == nil {
				slog.ErrorContext(ctx, "a delivery is not on record; it is tried again", "delivery", d.ID, "err", err)
			}
			return
		}
		if !found {
			return
		}
	}
}

// pause waits while the destination does not answer: the first of its workers to come goes on after a moment, which grows.
func (p *place) pause(ctx context.Context) bool {
	p.mu.Lock()
	silent := p.silent
	p.mu.Unlock()
	if silent == 0 {
		return true
	}
	timer := time.NewTimer(min(rest, 50*time.Millisecond<<min(silent, 10)))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// Forget drops what the log has of deliveries that are over for longer than it is kept.
func (r *Room) Forget(ctx context.Context) error {
	kept := r.Kept
	if kept <= 0 {
		kept = usualKept
	}
	return r.DB.Tx(ctx, func(tx *store.Tx) error { return tx.ForgetDeliveries(ctx, kept) })
}
