package cluster

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// The bounds of an index, and how alike two texts of one event are at least.
const (
	Window     = 48 * time.Hour // between two dispatches of one event
	mostHeld   = 50_000         // dispatches: the oldest leave first
	mostNear   = 60             // texts that are compared exactly with a new one
	mostShared = 500            // texts with a feature: one that more have finds nobody
	AlikeAll   = 0.30
	Alike      = 0.50 // the likeness from which on two texts are of one event
)

// Index holds the features of the dispatches of a window. Its zero value is not ready: see New. It is not safe for several at once.
type Index struct {
	held   map[string]*held
	order  []*held // by time
	with   map[uint32]*holders
	newest time.Time

	log   float64 // of how many are held, for rarity
	logOf int
}

type held struct {
	id       string
	at       time.Time
	features Features
	with     []*holders // of each feature
	gone     bool       // it was forgotten, and may still stand in holders
}

// holders are the dispatches that have a feature. Those that are gone are taken out when they are half of all, so that forgetting one costs
// the same however many have the feature.
type holders struct {
	list []*held
	n    int // of them, that are not gone
}

// New returns an empty index.
func New() *Index { return &Index{held: map[string]*held{}, with: map[uint32]*holders{}, logOf: -1} }

// Len is how many dispatches are held.
func (x *Index) Len() int { return len(x.held) }

// Put holds the dispatch's features, in place of those of an earlier version, and lets go of what left the window.
func (x *Index) Put(id string, at time.Time, f Features) {
	x.drop(x.held[id])
	h := &held{id: id, at: at, features: f}
	x.held[id] = h
	i, _ := slices.BinarySearchFunc(x.order, h, inOrder)
	x.order = slices.Insert(x.order, i, h)
	for _, one := range f {
		with := x.with[one.Hash]
		if with == nil {
			with = &holders{}
			x.with[one.Hash] = with
		}
		with.list = append(with.list, h)
		h.with = append(h.with, with)
		with.n++
	}
	if at.After(x.newest) {
		x.newest = at
	}
	n := 0
	for n < len(x.order) && (len(x.order)-n > mostHeld || x.newest.Sub(x.order[n].at) > Window) {
		x.forget(x.order[n])
		n++
	}
	x.order = slices.Delete(x.order, 0, n)
}

func (x *Index) drop(h *held) {
	if h == nil {
		return
	}
	if i, found := slices.BinarySearchFunc(x.order, h, inOrder); found {
		x.order = slices.Delete(x.order, i, i+1)
	}
	x.forget(h)
}

func inOrder(a, b *held) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) }

func (x *Index) forget(h *held) {
	h.gone = true
	delete(x.held, h.id)
	for _, one := range h.features {
		with := x.with[one.Hash]
		switch with.n--; {
		case with.n == 0:
			delete(x.with, one.Hash)
		case len(with.list) > 2*with.n:
			with.list = slices.DeleteFunc(with.list, func(o *held) bool { return o.gone })
		}
	}
}

// Has reports whether the dispatch is held as it was received then.
func (x *Index) Has(id string, at time.Time) bool {
	h := x.held[id]
	return h != nil && h.at.Equal(at)
}

// count is how many dispatches have the feature.
func (x *Index) count(hash uint32) int {
	if with := x.with[hash]; with != nil {
		return with.n
	}
	return 0
}

// Near is a dispatch that is like another, from 0 for nothing in common to 1.
type Near struct {
	ID       string
	Likeness float64
}

// Nearest returns the dispatches that are alike enough to tell of the same event, the likest first; itself is left out.
func (x *Index) Nearest(id string, at time.Time, f Features) []Near {
	sums, rare := map[*held]float64{}, x.rarities(f)
	for i, one := range f {
		n := x.count(one.Hash)
		if n == 0 || n > mostShared {
			continue
		}
		w := float64(one.Weight) * rare[i]
		for _, h := range x.with[one.Hash].list {
			if !h.gone && h.id != id && at.Sub(h.at).Abs() <= Window {
				sums[h] += w
			}
		}
	}
	candidates := make([]*held, 0, len(sums))
	for h := range sums {
		candidates = append(candidates, h)
	}
	slices.SortFunc(candidates, func(a, b *held) int { return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a.id, b.id)) })
	if len(candidates) > mostNear {
		candidates = candidates[:mostNear]
	}
	var near []Near
	for _, h := range candidates {
		if l := x.likeness(f, rare, h); l >= Alike {
			near = append(near, Near{h.id, l})
		}
	}
	slices.SortFunc(near, func(a, b Near) int { return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), cmp.Compare(b.ID, a.ID)) })
	return near
}

// Fits reports whether a text that is near to one of a cluster's dispatches is of the cluster: it is like the others too, on average. Those
// that left the window are not asked.
func (x *Index) Fits(f Features, members []string) bool {
	sum, n, rare := 0.0, 0.0, x.rarities(f)
	for _, id := range members {
		if h := x.held[id]; h != nil {
			sum += x.likeness(f, rare, h)
			n++
		}
	}
	return n > 0 && sum >= AlikeAll*n
}

// rarity is what a feature counts that n dispatches of the window have. While the window is nearly empty all count much the same.
func (x *Index) rarity(n int) float64 {
	const prior = 40
	if held := len(x.held); held != x.logOf {
		x.logOf, x.log = held, math.Log(float64(held)+prior)
	}
	if n < len(logs) {
		return x.log - logs[n]
	}
	return x.log - math.Log(float64(n)+0.5)
}

// logs are the logarithms that rarity takes away, of small numbers: comparing asks for thousands of them.
var logs = func() (all [4096]float64) {
	for n := range all {
		all[n] = math.Log(float64(n) + 0.5)
	}
	return all
}()

// rarities are those of the features of a text.
func (x *Index) rarities(f Features) []float64 {
	list := make([]float64, len(f))
	for i, one := range f {
		list[i] = x.rarity(x.count(one.Hash))
	}
	return list
}

// share is what two texts have of one kind of features, and what they have in common of it.
type share struct{ common, a, b float64 }

// of returns what is common by the most that could be, between 0 and 1; 0 if one has nothing of the kind.
func (s share) of() float64 {
	if s.a == 0 || s.b == 0 {
		return 0
	}
	return s.common / math.Pow(min(s.a, s.b), .75) / math.Pow(max(s.a, s.b), .25)
}

// compare returns what a text, whose features are so rare, shares with one that is held, by kind.
func (x *Index) compare(a Features, rare []float64, h *held) (s [kinds]share) {
	b, i, j := h.features, 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i].Hash < b[j].Hash:
			s[a[i].Kind].a += float64(a[i].Weight) * rare[i]
			i++
		case i == len(a) || b[j].Hash < a[i].Hash:
			s[b[j].Kind].b += float64(b[j].Weight) * x.rarity(h.with[j].n)
			j++
		default:
			k := max(a[i].Kind, b[j].Kind)
			s[k].common += float64(min(a[i].Weight, b[j].Weight)) * rare[i]
			s[k].a += float64(a[i].Weight) * rare[i]
			s[k].b += float64(b[j].Weight) * rare[i]
			i++
			j++
		}
	}
	return s
}

// likeness is how alike two texts are in their figures, places and names, if their words are alike at all: the words of two road accidents
// are the same, their facts are not. A text with next to no facts is compared by its words.
func (x *Index) likeness(a Features, rare []float64, h *held) float64 {
	var all, facts share
	for k, one := range x.compare(a, rare, h) {
		all = all.with(one, 1)
		facts = facts.with(one, factor[k])
	}
	switch words := all.of(); {
	case words < leastWords:
		return 0
	case min(facts.a, facts.b) < fewFacts:
		return words
	}
	return facts.of()
}

// factor is how much the facts of a kind count beside those of the others.
var factor = [kinds]float64{Figure: 2, Place: 1.5, Name: 1}

const (
	leastWords = 0.20 // of all features that two texts of one event share
	fewFacts   = 25.0 // about one, seldom
)

func (s share) with(o share, by float64) share {
	return share{s.common + by*o.common, s.a + by*o.a, s.b + by*o.b}
}
