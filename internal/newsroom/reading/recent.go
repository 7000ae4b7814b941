package reading

import "sync"

// recent keeps what was made last, by its key. Any number of goroutines use it. The zero value is ready.
type recent[K comparable, V any] struct {
	mu   sync.Mutex
	kept []entry[K, V] // the last used at the end
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// get returns what is kept under the key.
func (r *recent[K, V]) get(key K) (v V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, e := range r.kept {
		if e.key == key {
			r.kept = append(append(r.kept[:i:i], r.kept[i+1:]...), e)
			return e.value, true
		}
	}
	return v, false
}

// put keeps the value, and forgets what was used longest ago if there are more than most.
func (r *recent[K, V]) put(key K, value V, most int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept = append(r.kept, entry[K, V]{key, value})
	if len(r.kept) > most {
		r.kept = append(r.kept[:0:0], r.kept[len(r.kept)-most:]...)
	}
}
