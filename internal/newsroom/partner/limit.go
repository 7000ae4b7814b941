package partner

import (
	"sync"
	"time"
)

// limits counts how often each key is used, in this process.
type limits struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

// bucket holds what a key may still ask for at once.
type bucket struct {
	left float64
	at   time.Time
}

// mostBuckets is how many keys are counted at a time; what was full again long ago is thrown away before.
const mostBuckets = 10_000

// take takes one request off what the key may ask for in a minute, and returns 0, or how long to wait until one is left.
func (l *limits) take(key string, perMinute int, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	whole := float64(max(1, perMinute))
	b := l.buckets[key]
	if b == nil {
		if len(l.buckets) >= mostBuckets {
			for id, old := range l.buckets {
				if now.Sub(old.at) > time.Minute {
					delete(l.buckets, id)
				}
			}
		}
		b = &bucket{left: whole, at: now}
		l.buckets[key] = b
	}
	b.left = min(whole, b.left+whole*now.Sub(b.at).Minutes())
	b.at = now
	if b.left < 1 {
		return time.Duration((1 - b.left) / whole * float64(time.Minute))
	}
	b.left--
	return 0
}
