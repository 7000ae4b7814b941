package account

import (
	"cmp"
	"context"
	"errors"
	"net/netip"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/store"
)

// Whoever guesses is slowed down: per account, per address that guesses come from, and all
// strangers together. The counts are in the database, so that all processes share them.
// Nobody is locked out for good, and somebody who has signed in from an address before is
// not held up by guesses from elsewhere.

// With four free tries and these waits an account is open to ten guesses an hour.
const (
	freeTries   = 4
	firstWait   = time.Minute // it doubles with each try
	longestWait = 15 * time.Minute
	forgetTries = time.Hour
	forgetKnown = 30 * 24 * time.Hour
	mostTracked = 20_000
	sweepEvery  = 128 // tries that a process looks at, between two looks at how many counts there are
	// manyPeople is how many times as much an address may try: a whole newsroom can sit
	// behind one. manyPlaces is how many times as much all strangers together may.
	manyPeople = 5
	manyPlaces = 15
)

// The kinds of things that are guessed.
const (
	ofPasswords = "password"
	ofCodes     = "code"
)

// counter is what a try counts under, and how many such tries are free.
type counter struct {
	key  string
	free int64
	hour bool // it is counted by the hour, however many tries there are
}

// counters returns what a try at the account from the address counts under. An IPv6 network
// is one address. Somebody known at an address is counted there alone.
func counters(kind, who, address string, known bool) []counter {
	account, place, pair := countKeys(kind, who, address)
	if known {
		return []counter{{key: pair, free: freeTries}, {key: place, free: freeTries * manyPeople}}
	}
	return []counter{
		{key: account, free: freeTries},
		{key: place, free: freeTries * manyPeople},
		{key: hashOf(kind + " strangers"), free: freeTries * manyPeople * manyPlaces, hour: true},
	}
}

// byKey orders what is held: two processes hold it in one order, and wait for each other.
func byKey(a, b counter) int { return cmp.Compare(a.key, b.key) }

func countKeys(kind, who, address string) (account, place, pair string) {
	if ap, err := netip.ParseAddrPort(address); err == nil {
		addr := ap.Addr().Unmap().WithZone("")
		address = addr.String()
		if p, err := addr.Prefix(64); addr.Is6() && err == nil {
			address = p.String()
		}
	}
	return hashOf(kind + " account " + who), hashOf(kind + " address " + address), hashOf(kind + " account " + who + " address " + address)
}

// count returns the count with one more try. A try counts from before it is looked at, so
// that many at once are many.
func (c counter) count(t store.Tries, now time.Time) store.Tries {
	if now.Sub(t.Last) >= forgetTries || c.hour && now.Sub(t.Since) >= forgetTries {
		t = store.Tries{Key: t.Key, Since: now}
	}
	t.Failed++
	t.Last = now
	if over := t.Failed - c.free; over >= 0 {
		t.Until = now.Add(min(longestWait, firstWait<<min(over, 10)))
	}
	return t
}

// known reports whether somebody signed in to the account from the address of late.
func (a *Accounts) known(ctx context.Context, kind, who, address string) (bool, error) {
	_, _, pair := countKeys(kind, who, address)
	return a.db.Familiar(ctx, pair, time.Now().Add(-forgetKnown))
}

// errHeld ends a try that is not looked at: nothing is counted.
var errHeld = errors.New("held up")

// try counts a try and returns nil, or counts nothing and returns the error that says how
// long to wait. Whoever must wait costs a look, and no write.
func (a *Accounts) try(ctx context.Context, kind, who, address string) error {
	known, err := a.known(ctx, kind, who, address)
	if err != nil {
		return err
	}
	all := counters(kind, who, address, known)
	wait := time.Duration(0)
	for _, c := range all {
		w, err := a.db.Wait(ctx, c.key)
		if err != nil {
			return err
		}
		wait = max(wait, w)
	}
	if wait > 0 {
		return errWait(wait)
	}
	slices.SortFunc(all, byKey)
	err = a.db.Tx(ctx, func(tx *store.Tx) (err error) {
		wait, err = countAll(ctx, tx, all)
		return err
	})
	if errors.Is(err, errHeld) {
		return errWait(wait)
	}
	if err == nil && a.looked.Add(1)%sweepEvery == 0 {
		err = a.db.Tx(ctx, func(tx *store.Tx) error {
			now, err := tx.Now(ctx)
			if err != nil {
				return err
			}
			return tx.ForgetTries(ctx, now, now.Add(-forgetTries), now.Add(-forgetKnown), mostTracked)
		})
	}
	return err
}

// countAll counts a try under each, unless one of them holds it up.
func countAll(ctx context.Context, tx *store.Tx, all []counter) (wait time.Duration, err error) {
	now, err := tx.Now(ctx)
	if err != nil {
		return 0, err
	}
	counts := make([]store.Tries, len(all))
	for i, c := range all {
		if counts[i], err = tx.Tries(ctx, c.key, now); err != nil {
			return 0, err
		}
		wait = max(wait, counts[i].Until.Sub(now))
	}
	if wait > 0 {
		return wait, errHeld
	}
	for i, c := range all {
		if err := tx.SetTries(ctx, c.count(counts[i], now)); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// succeeded takes back the try that was counted, forgets those at the account, and notes
// from where its person signs in.
func (a *Accounts) succeeded(ctx context.Context, kind, who, address string) error {
	known, err := a.known(ctx, kind, who, address)
	if err != nil {
		return err
	}
	all := counters(kind, who, address, known)
	account := all[0].key
	slices.SortFunc(all, byKey)
	_, _, pair := countKeys(kind, who, address)
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		for _, c := range all {
			t, err := tx.Tries(ctx, c.key, now)
			if err != nil {
				return err
			}
			if c.key == account {
				err = tx.DropTries(ctx, c.key)
			} else {
				t.Failed, t.Until = max(0, t.Failed-1), time.Time{}
				err = tx.SetTries(ctx, t)
			}
			if err != nil {
				return err
			}
		}
		return tx.Meet(ctx, pair, now)
	})
}
