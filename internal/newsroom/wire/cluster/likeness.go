package cluster

import (
	"math"
	"slices"
)

// How alike two texts of one event are at least.
const (
	AlikeAll = 0.30
	Alike    = 0.50 // the likeness from which on two texts are of one event

	leastWords = 0.20 // of all features that two texts of one event share
	fewFacts   = 25.0 // about one, seldom
)

// factor is how much the facts of a kind count beside those of the others.
var factor = [kinds]float64{Figure: 2, Place: 1.5, Name: 1}

// rarity is how much a term counts by how many have it. While the window is nearly empty all count much the same.
type rarity struct {
	logs []float64 // of small numbers: comparing asks for thousands
	held float64   // the logarithm of how many are held
}

func newRarity() rarity {
	r := rarity{logs: make([]float64, 4096)}
	for n := range r.logs {
		r.logs[n] = math.Log(float64(n) + 0.5)
	}
	return r
}

func (r *rarity) hold(n int) {
	const prior = 40
	r.held = math.Log(float64(n) + prior)
}

func (r *rarity) of(count uint32) float64 {
	if int(count) < len(r.logs) {
		return r.held - r.logs[count]
	}
	return r.held - math.Log(float64(count)+0.5)
}

// query is a text that is compared with many.
type query struct {
	terms []asked        // by number: those that dispatches of the window have
	has   [kinds]float64 // of each kind, those too that nobody else has
}

type asked struct {
	weighed
	rare float64
}

func (x *Index) query(f Features) *query {
	x.rare.hold(x.Len())
	q := &query{terms: make([]asked, 0, len(f))}
	for _, one := range f {
		n, known := x.terms.numbers[one.Hash]
		count := uint32(0)
		if known {
			count = x.terms.all[n].count
		}
		rare := x.rare.of(count)
		q.has[one.Kind] += float64(one.Weight) * rare
		if known {
			q.terms = append(q.terms, asked{weighed{n, one.Weight, one.Kind}, rare})
		}
	}
	slices.SortFunc(q.terms, func(a, b asked) int { return byTerm(a.weighed, b.weighed) })
	return q
}

// share is what two texts have of one kind of features, and what they have in common of it.
type share struct{ common, a, b float64 }

// of returns what is common by the most that could be, between 0 and 1; 0 if one has nothing of the kind.
func (s share) of() float64 {
	if s.a == 0 || s.b == 0 {
		return 0
	}
	return s.common / math.Sqrt(min(s.a, s.b)*math.Sqrt(s.a*s.b))
}

func (s share) with(o share, by float64) share {
	return share{s.common + by*o.common, s.a + by*o.a, s.b + by*o.b}
}

// compare returns what a text shares with one that is held, by kind. A term that is of different kinds in both is of the higher one.
func (x *Index) compare(q *query, h *held) (s [kinds]share) {
	for k := range s {
		s[k].a = q.has[k]
	}
	i := 0
	for _, b := range h.terms {
		for i < len(q.terms) && q.terms[i].term < b.term {
			i++
		}
		if i == len(q.terms) || q.terms[i].term != b.term {
			s[b.kind].b += float64(b.weight) * x.rare.of(x.terms.all[b.term].count)
			continue
		}
		a := &q.terms[i]
		k := max(a.kind, b.kind)
		s[a.kind].a -= float64(a.weight) * a.rare
		s[k].a += float64(a.weight) * a.rare
		s[k].b += float64(b.weight) * a.rare
		s[k].common += float64(min(a.weight, b.weight)) * a.rare
	}
	return s
}

// likeness is how alike two texts are in their figures, places and names, if their words are alike at all: the words of two road accidents
// are the same, their facts are not. A text with next to no facts is compared by its words.
func (x *Index) likeness(q *query, h *held) float64 {
	var all, facts share
	for k, one := range x.compare(q, h) {
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
