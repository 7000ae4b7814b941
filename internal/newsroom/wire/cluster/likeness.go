package cluster

import (
	"math"
	"slices"
)

// How alike two texts of one event are at least. These and the factors below were chosen by the labelled events: see docs/wires.md.
const (
	Alike    = 0.36 // the nearest of a cluster
	AlikeAll = 0.25 // all of the cluster, on average

	leastWords = 0.18 // of all features but the figures: two texts that share only figures, as in two languages, are not compared by them
	fewFacts   = 90.0 // about one, seldom
)

// factor is how much the facts of a kind count beside those of the others.
var factor = [kinds]float64{Figure: 2.5, Place: 0.8, Name: 1.3}

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
	idf := r.held
	if int(count) < len(r.logs) {
		idf -= r.logs[count]
	} else {
		idf -= math.Log(float64(count) + 0.5)
	}
	return idf * math.Sqrt(max(idf, 0)) // a name that two have counts more beside a word that twenty have than its logarithm says
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

// share is what two texts have of some kinds of features, and what they have in common of it.
type share struct{ common, a, b float64 }

// of returns what is common by what there is, between 0 and 1; 0 if one has nothing of the kind.
func (s share) of() float64 {
	if s.a == 0 || s.b == 0 {
		return 0
	}
	return s.common / math.Sqrt(s.a*s.b)
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
	var all, words, facts share
	for k, one := range x.compare(q, h) {
		all = all.with(one, 1)
		if Kind(k) != Figure {
			words = words.with(one, 1)
		}
		facts = facts.with(one, factor[k])
	}
	switch {
	case words.of() < leastWords:
		return 0
	case min(facts.a, facts.b) < fewFacts:
		return all.of()
	}
	return facts.of()
}
