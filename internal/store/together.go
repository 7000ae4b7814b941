package store

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// gathering is the small writes that wait to be committed with one another.
type gathering struct {
	mu      sync.Mutex
	waiting []*joiner
	at      bool // somebody commits what waits
}

// joiner is one who waits.
type joiner struct {
	ctx   context.Context //nolint:containedctx // it is the one that f was made with, and f may be run alone
	f     func(*Tx) error
	wrong bool // f failed
	fault any  // what f panicked with
	done  chan error
}

// togetherFor is how long a transaction goes on taking in others. What is there then waits for the next one, and who writes by Tx may come between.
const togetherFor = 20 * time.Millisecond

// Together is Tx for many who write a little at the same moment: they share a transaction, and so one commit. Where one of them fails, each is run
// again in a transaction of its own, so that none takes another with it. f may see in its transaction what
// others wrote in it; Arrived are its own.
func (db *DB) Together(ctx context.Context, f func(*Tx) error) error {
	j := &joiner{ctx: ctx, f: f, done: make(chan error, 1)}
	db.together.mu.Lock()
	db.together.waiting = append(db.together.waiting, j)
	alone := !db.together.at
	db.together.at = true
	db.together.mu.Unlock()
	if alone {
		go db.gather(context.WithoutCancel(ctx))
	}
	err := <-j.done
	if j.fault != nil {
		panic(j.fault) // in the goroutine whose fault it is, as by Tx
	}
	return err
}

// gather commits what waits until nothing does.
func (db *DB) gather(ctx context.Context) {
	for db.together.any() {
		var taken []*joiner
		err := db.Tx(ctx, func(tx *Tx) error {
			begun := time.Now()
			for i := 0; ; i++ {
				if i == len(taken) { // else this is run again, and they are those of before
					next := db.together.next(time.Since(begun))
					if next == nil {
						return nil
					}
					taken = append(taken, next)
				}
				if err := taken[i].run(tx); err != nil {
					return err
				}
			}
		})
		db.answer(taken, err)
	}
}

// answer tells those who were in one transaction how it went.
func (db *DB) answer(taken []*joiner, err error) {
	if len(taken) == 0 && err != nil { // it did not begin: neither would theirs
		for next := db.together.next(0); next != nil; next = db.together.next(0) {
			next.done <- err
		}
		return
	}
	anyWrong := false
	for _, j := range taken {
		anyWrong = anyWrong || j.wrong
	}
	for _, j := range taken {
		own := err
		if j.fault == nil && anyWrong && len(taken) > 1 {
			own = db.Tx(j.ctx, j.run)
		}
		j.done <- own
	}
}

// run is f in the transaction.
func (j *joiner) run(tx *Tx) (err error) {
	defer func() {
		if j.fault = recover(); j.fault != nil {
			err = fmt.Errorf("a fault: %v", j.fault)
		}
		j.wrong = err != nil
	}()
	if err := j.ctx.Err(); err != nil {
		return err
	}
	tx.arrived = nil // those before have done with theirs
	return j.f(tx)
}

// any reports whether somebody waits; if nobody does, the next who comes begins.
func (g *gathering) any() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.at = len(g.waiting) > 0
	return g.at
}

// next takes the one who waits longest into a transaction that has lasted so long, nil if there is none or it has lasted enough.
func (g *gathering) next(lasted time.Duration) *joiner {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) == 0 || lasted > togetherFor {
		return nil
	}
	j := g.waiting[0]
	g.waiting = g.waiting[1:]
	return j
}
