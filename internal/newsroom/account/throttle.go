package account

import (
	"net/netip"
	"sync"
	"time"
)

// throttle slows down whoever guesses: per account, and per address that guesses come
// from. Nobody is locked out for good.
type throttle struct {
	mu    sync.Mutex
	tries map[string]tries
}

type tries struct {
	failed int
	until  time.Time // no try is looked at before
	last   time.Time
}

const (
	freeTries   = 5
	longestWait = 15 * time.Minute
	mostTracked = 10_000
)

// keys are what a try counts against. An IPv6 network is one address.
func keys(email, address string) [2]string {
	if ap, err := netip.ParseAddrPort(address); err == nil {
		addr := ap.Addr().Unmap()
		if addr.Is6() {
			if p, err := addr.Prefix(64); err == nil {
				address = p.String()
			}
		} else {
			address = addr.String()
		}
	}
	return [2]string{"account " + email, "address " + address}
}

// wait returns how long to wait before the next try, 0 for not at all.
func (t *throttle) wait(now time.Time, email, address string) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, k := range keys(email, address) {
		wait = max(wait, t.tries[k].until.Sub(now))
	}
	return wait
}

func (t *throttle) failed(now time.Time, email, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.tries == nil || len(t.tries) > mostTracked {
		t.tries = map[string]tries{}
	}
	for i, k := range keys(email, address) {
		e := t.tries[k]
		if now.Sub(e.last) > time.Hour {
			e = tries{}
		}
		e.failed++
		e.last = now
		free := freeTries
		if i == 1 {
			free *= 4 // a whole newsroom can sit behind one address
		}
		if over := e.failed - free; over >= 0 {
			e.until = now.Add(min(longestWait, time.Second<<min(over+1, 10)))
		}
		t.tries[k] = e
	}
}

func (t *throttle) succeeded(email string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.tries, keys(email, "")[0])
}
