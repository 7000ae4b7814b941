package account

import (
	"maps"
	"net/netip"
	"sync"
	"time"
)

// throttle slows down whoever guesses: per account, and per address that guesses come
// from. Nobody is locked out for good, and somebody who has signed in from an address
// before is not held up by guesses at their account from elsewhere.
type throttle struct {
	mu    sync.Mutex
	tries map[string]tries
	known map[string]time.Time // who signed in from where, and when last
}

type tries struct {
	failed int
	until  time.Time // no try is looked at before
	last   time.Time
}

// With four free tries and these waits an account is open to ten guesses an hour.
const (
	freeTries   = 4
	firstWait   = time.Minute // it doubles with each try
	longestWait = 15 * time.Minute
	forgetTries = time.Hour
	forgetKnown = 30 * 24 * time.Hour
	mostTracked = 10_000
	// manyPeople is how many times as much an address may try: a whole newsroom can sit
	// behind one.
	manyPeople = 5
)

// keys are what a try counts against. An IPv6 network is one address.
func keys(email, address string) (account, place string) {
	if ap, err := netip.ParseAddrPort(address); err == nil {
		addr := ap.Addr().Unmap().WithZone("")
		address = addr.String()
		if p, err := addr.Prefix(64); addr.Is6() && err == nil {
			address = p.String()
		}
	}
	return "account " + email, "address " + address
}

// begin counts a try and returns 0, or returns how long to wait and counts nothing. A
// try counts from before it is looked at, so that many at once are many.
func (t *throttle) begin(now time.Time, email, address string) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.tries == nil {
		t.tries, t.known = map[string]tries{}, map[string]time.Time{}
	}
	account, place := t.keys(now, email, address)
	if wait = max(t.tries[account].until.Sub(now), t.tries[place].until.Sub(now)); wait > 0 {
		return wait
	}
	t.sweep(now)
	t.count(now, account, freeTries)
	t.count(now, place, freeTries*manyPeople)
	return 0
}

// keys are as the function's, but somebody known at an address is counted there alone.
func (t *throttle) keys(now time.Time, email, address string) (account, place string) {
	account, place = keys(email, address)
	if at, ok := t.known[account+" "+place]; ok && now.Sub(at) < forgetKnown {
		account += " " + place
	}
	return account, place
}

func (t *throttle) count(now time.Time, key string, free int) {
	e := t.tries[key]
	if now.Sub(e.last) >= forgetTries {
		e = tries{}
	}
	e.failed++
	e.last = now
	if over := e.failed - free; over >= 0 {
		e.until = now.Add(min(longestWait, firstWait<<min(over, 10)))
	}
	t.tries[key] = e
}

// succeeded takes back the try that begin counted, and forgets those at the account.
func (t *throttle) succeeded(now time.Time, email, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.tries == nil { // it was proved in another way
		return
	}
	account, place := t.keys(now, email, address)
	delete(t.tries, account)
	if e, ok := t.tries[place]; ok {
		e.failed, e.until = max(0, e.failed-1), time.Time{}
		t.tries[place] = e
	}
	account, place = keys(email, address)
	t.known[account+" "+place] = now
}

// sweep keeps what is remembered bounded: it forgets first what has no effect any more,
// then what holds nobody up, then whatever comes.
func (t *throttle) sweep(now time.Time) {
	for _, useless := range []func(tries) bool{
		func(e tries) bool { return now.Sub(e.last) >= forgetTries },
		func(e tries) bool { return !now.Before(e.until) },
		func(tries) bool { return true },
	} {
		if len(t.tries) < mostTracked {
			break
		}
		maps.DeleteFunc(t.tries, func(_ string, e tries) bool { return useless(e) })
	}
	if len(t.known) >= mostTracked {
		clear(t.known)
	}
}
