package crossmatch

import (
	"cmp"
	"math"
	"slices"
)

// The weights of the kinds of facts, before how rare they are.
var weights = [kinds]float64{Word: .3, Matter: .8, Figure: .8, Measure: 1.2, Name: 1.5, Place: 1, Body: 1}

// Dispatch is what of a dispatch is compared.
type Dispatch struct {
	ID       string
	Cluster  string // of one cluster one is found
	Language string
	Facts    Facts
}

// Window is the dispatches of some hours, in both languages. The zero value has none.
type Window struct {
	all  []Dispatch
	rare map[uint32]float64 // how much a fact says: the more, the fewer of the window have it
}

// before is as how many dispatches our own copy counts, from which it is known how usual a fact is before a window has many.
const before = 100

// WindowOf returns one of the dispatches.
func WindowOf(all []Dispatch) *Window {
	facts := 0
	for _, d := range all {
		facts += len(d.Facts)
	}
	w := &Window{all, make(map[uint32]float64, facts/4)}
	for _, d := range all {
		for _, f := range d.Facts {
			w.rare[f.Hash]++
		}
	}
	for hash, have := range w.rare {
		w.rare[hash] = math.Log((float64(len(all)) + before) / (have + before*usual()[hash] + 1))
	}
	return w
}

// Evidence is what two texts have in common.
type Evidence struct {
	shared   float64    // the weight of what both have
	one, two float64    // the weight of what each has
	kinds    [kinds]int // how many facts both have
}

// little is the weight of what two have in common that is little: of two texts that are short, half of what is in them may be.
const little = 10

// Likeness is from 0 for nothing in common up to 1 for the same.
func (e Evidence) Likeness() float64 {
	if e.shared <= 0 {
		return 0
	}
	return e.shared / math.Sqrt(e.one*e.two) * e.shared / (e.shared + little)
}

// enough reports whether two have so much in common that a person is to look: who or where, and what or how much too. Figures alone, or a
// place, are no event.
func (e Evidence) enough() bool {
	where, what := e.kinds[Name]+e.kinds[Place]+e.kinds[Body], e.kinds[Matter]+e.kinds[Figure]+e.kinds[Measure]
	return where > 0 && what > 0 && where+what >= leastShared && e.Likeness() >= Alike
}

// Alike is from what likeness on two are said to be perhaps of one event, and leastShared how many facts they share at least.
const (
	Alike       = .42
	leastShared = 4
)

// Compare returns what the two have in common. It is the same from either side.
func (w *Window) Compare(a, b Facts) (e Evidence) {
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i].Hash < b[j].Hash:
			e.one += w.own(a[i])
			i++
		case i == len(a) || a[i].Hash > b[j].Hash:
			e.two += w.own(b[j])
			j++
		default:
			kind := max(a[i].Kind, b[j].Kind)
			weight := weights[kind] * w.rare[a[i].Hash]
			e.kinds[kind]++
			e.shared += weight
			e.one += weight
			e.two += weight
			i++
			j++
		}
	}
	return e
}

// own is the weight of what only one of the texts has. That it has a word which is no name says nothing.
func (w *Window) own(f Fact) float64 {
	if f.Kind == Word {
		return 0
	}
	return weights[f.Kind] * w.rare[f.Hash]
}

// Near is a dispatch that may tell of the same event.
type Near struct {
	ID       string
	Likeness float64
}

// Most is how many are found at most.
const Most = 3

// Nearest returns the dispatches of the other language that may tell of the same event as the one, the likeliest first, at most Most and
// one of each cluster; those of its own cluster are left out.
func (w *Window) Nearest(of Dispatch) []Near {
	var near []Near
	best := map[string]int{}
	language := Other(of.Language)
	for _, d := range w.all {
		if d.Language != language || d.ID == of.ID || d.Cluster == of.Cluster {
			continue
		}
		e := w.Compare(of.Facts, d.Facts)
		if !e.enough() {
			continue
		}
		n := Near{d.ID, e.Likeness()}
		if at, there := best[d.Cluster]; !there {
			best[d.Cluster] = len(near)
			near = append(near, n)
		} else if near[at].Likeness < n.Likeness {
			near[at] = n
		}
	}
	slices.SortFunc(near, func(a, b Near) int { return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), cmp.Compare(a.ID, b.ID)) })
	return near[:min(len(near), Most)]
}
