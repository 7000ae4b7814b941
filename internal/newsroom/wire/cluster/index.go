package cluster

import (
	"cmp"
	"slices"
	"time"
)

// The bounds of an index.
const (
	Window    = 48 * time.Hour // between two dispatches of one event
	MostHeld  = 50_000         // dispatches: those that came first leave first
	mostAsked = 4_000          // dispatches that are looked up by the terms of a text, of its rarest terms first
	mostNear  = 24             // of them, that are compared exactly
)

// Index holds the features of the dispatches of a window. Its zero value is not ready: see New. It is not safe for several at once.
type Index struct {
	numbers map[string]uint32 // of the dispatches
	held    []held            // each at its number modulo how many there is room for, so that the newest take the place of the oldest
	next    uint32            // the number of the next dispatch
	oldest  uint32            // the first that may still be held
	newest  time.Time
	terms   terms
	rare    rarity

	sums  []float32 // what was found of each held while candidates are looked for; all 0 between
	found []uint32
}

type held struct {
	id     string
	number uint32
	here   bool // it was not forgotten
	at     time.Time
	terms  []weighed // by number
}

// weighed is a term with what it counts in a text.
type weighed struct {
	term   uint32
	weight uint8
	kind   Kind
}

// New returns an empty index.
func New() *Index { return &Index{numbers: map[string]uint32{}, terms: newTerms(), rare: newRarity()} }

// Len is how many dispatches are held.
func (x *Index) Len() int { return len(x.numbers) }

func (x *Index) of(number uint32) *held { return &x.held[number%MostHeld] }

func (x *Index) here(number uint32) bool {
	h := x.of(number)
	return h.here && h.number == number
}

// Put holds the dispatch's features, in place of those of an earlier version, and lets go of what left the window.
func (x *Index) Put(id string, at time.Time, f Features) {
	if n, known := x.numbers[id]; known {
		x.forget(n)
	}
	if x.next == isList { // after eight months of 100 a second
		*x = *New()
	}
	if at.After(x.newest) {
		x.newest = at
	}
	for x.oldest < x.next && (x.next-x.oldest >= MostHeld || !x.here(x.oldest) || x.newest.Sub(x.of(x.oldest).at) > Window) {
		x.forget(x.oldest)
		x.oldest++
	}
	number := x.next
	x.next++
	if int(number) < MostHeld {
		x.held, x.sums = append(x.held, held{}), append(x.sums, 0)
	}
	h := x.of(number)
	*h = held{id: id, number: number, here: true, at: at, terms: h.terms[:0]}
	for _, one := range f {
		h.terms = append(h.terms, weighed{x.terms.add(one.Hash, number, x.here), one.Weight, one.Kind})
	}
	slices.SortFunc(h.terms, byTerm)
	x.numbers[id] = number
}

func byTerm(a, b weighed) int { return cmp.Compare(a.term, b.term) }

func (x *Index) forget(number uint32) {
	if !x.here(number) {
		return
	}
	h := x.of(number)
	h.here = false
	delete(x.numbers, h.id)
	for _, one := range h.terms {
		x.terms.remove(one.term)
	}
}

// get returns the dispatch, nil if it is not held.
func (x *Index) get(id string) *held {
	if n, known := x.numbers[id]; known {
		return x.of(n)
	}
	return nil
}

// Has reports whether the dispatch is held as it was received then.
func (x *Index) Has(id string, at time.Time) bool {
	h := x.get(id)
	return h != nil && h.at.Equal(at)
}

// Near is a dispatch that is like another, from 0 for nothing in common to 1.
type Near struct {
	ID       string
	Likeness float64
}

// Nearest returns the dispatches that are alike enough to tell of the same event, the likest first; itself is left out.
func (x *Index) Nearest(id string, at time.Time, f Features) []Near {
	q := x.query(f)
	var near []Near
	for _, n := range x.candidates(id, at, q) {
		h := x.of(n)
		if l := x.likeness(q, h); l >= Alike {
			near = append(near, Near{h.id, l})
		}
	}
	slices.SortFunc(near, func(a, b Near) int { return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), cmp.Compare(b.ID, a.ID)) })
	return near
}

// candidates returns the dispatches that share the most with the text, the likeliest first, as far as its rarest terms say.
func (x *Index) candidates(id string, at time.Time, q *query) []uint32 {
	x.found = x.found[:0]
	rarest := slices.Clone(q.terms)
	slices.SortFunc(rarest, func(a, b asked) int {
		return cmp.Or(cmp.Compare(x.terms.all[a.term].count, x.terms.all[b.term].count), cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
	})
	var single [1]uint32
	left := mostAsked
	for _, one := range rarest {
		who := x.terms.who(one.term, &single)
		if left -= len(who); left < 0 {
			break
		}
		w := float32(one.weight) * float32(one.rare)
		for _, n := range who {
			if n < x.oldest {
				continue
			}
			sum := &x.sums[n%MostHeld]
			if *sum == 0 {
				x.found = append(x.found, n)
			}
			*sum += w
		}
	}
	likeliest := x.likeliest(id, at)
	for _, n := range x.found {
		x.sums[n%MostHeld] = 0
	}
	return likeliest
}

// likeliest returns those of which the most was found, at most mostNear of them, the most first.
func (x *Index) likeliest(id string, at time.Time) []uint32 {
	sum := func(n uint32) float32 { return x.sums[n%MostHeld] }
	best := make([]uint32, 0, mostNear+1)
	for _, n := range x.found {
		if len(best) == mostNear && sum(n) <= sum(best[mostNear-1]) {
			continue
		}
		if h := x.of(n); !x.here(n) || h.id == id || at.Sub(h.at).Abs() > Window {
			continue
		}
		i, _ := slices.BinarySearchFunc(best, n, func(a, b uint32) int { return cmp.Or(cmp.Compare(sum(b), sum(a)), cmp.Compare(a, b)) })
		best = slices.Insert(best, i, n)
		best = best[:min(len(best), mostNear)]
	}
	return best
}

// Fits reports whether a text that is near to one of a cluster's dispatches is of the cluster: it is like the others too, on average. Those
// that left the window are not asked.
func (x *Index) Fits(f Features, members []string) bool {
	sum, n, q := 0.0, 0.0, x.query(f)
	for _, id := range members {
		if h := x.get(id); h != nil {
			sum += x.likeness(q, h)
			n++
		}
	}
	return n > 0 && sum >= AlikeAll*n
}
