package copycheck

import (
	"math"
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// otherUnit looks for the same figure of something else with the same words around it. It returns true if there is one.
func (c *checker) otherUnit(x *prose.Figure, number int, unit []figureAt) bool {
	for _, y := range unit {
		if sameSortOf(x, y.figure()) && c.likeness(c.story.figures[number], y.source.figures[y.number]) >= .3 {
			return c.unitChanged(x, y)
		}
	}
	return false
}

// betterUnit looks for the same figure of something else in the place of the story's, or with the words around it, where the sources have
// it of this with others only. It returns true if there is one.
func (c *checker) betterUnit(x *prose.Figure, number int, equal, unit []figureAt) bool {
	if x.Kind != prose.Measure && x.Kind != prose.Money && x.Kind != prose.Age && x.Kind != prose.Percent && x.Kind != prose.Times {
		return false
	}
	own := 0.0
	for _, y := range equal {
		if y.number != none {
			own = max(own, c.likeness(c.story.figures[number], y.source.figures[y.number]))
		}
	}
	for _, y := range unit {
		if !sameSortOf(x, y.figure()) {
			continue
		}
		l := c.likeness(c.story.figures[number], y.source.figures[y.number])
		if l >= .5 && l-own >= .3 || own < .5 && c.sameSlot(x, y) {
			return c.unitChanged(x, y)
		}
	}
	return false
}

// sameSlot reports whether the number stands in the place of the source's in sentences that are about the same.
func (c *checker) sameSlot(x *prose.Figure, y figureAt) bool {
	sentence := c.story.Tokens[x.From].Sentence
	for _, p := range c.of[sentence] {
		if p.source != y.source || p.sentence != y.source.Tokens[y.figure().From].Sentence {
			continue
		}
		i, j := slices.Index(p.story, x.From), slices.Index(p.words, y.figure().From)
		if i >= 0 && j >= 0 && p.around(i, j) >= 3 {
			return true
		}
	}
	return false
}

// sameSortOf reports whether two figures are measured alike, in other units: miles and kilometres, taka and dollars, but not years and
// degrees.
func sameSortOf(x, y *prose.Figure) bool {
	if x.Kind == prose.Measure && y.Kind == prose.Measure {
		_, a, ok := x.InUnit()
		_, b, too := y.InUnit()
		return ok && too && a == b
	}
	return true
}

// leads reports whether y is of several units and x has as many of another as y of its first: six minutes, six hours and 11 minutes.
func leads(x, y *prose.Figure) bool {
	return y.Joined > 0 && x.Joined == 0 && x.Kind == prose.Measure && x.Unit != y.Unit && math.Floor(y.Value) == x.Value
}

func (c *checker) unitChanged(x *prose.Figure, y figureAt) bool {
	if prose.Fold(c.story.Cut(c.story.Of(x.Range))) == prose.Fold(y.text()) {
		return false
	}
	c.findFigure(x, Likely, figureUnit, &y)
	return true
}

// looseUnits looks for a unit without a figure in the place of another of its sort: a tonne, per kilogram.
func (c *checker) looseUnits() {
	for _, p := range c.pairs {
		for i, k := range p.story {
			t := &c.story.Tokens[k]
			if t.Figure != prose.None || t.Date != prose.None || p.like(i) != none || c.verified[k] || prose.UnitOf(t.Folded) == "" || c.elsewhere(p, k) {
				continue
			}
			for j, l := range p.words {
				u := &p.source.Tokens[l]
				if u.Figure == prose.None && u.Date == prose.None && p.unlike(j) == none && prose.SameSort(prose.UnitOf(t.Folded), prose.UnitOf(u.Folded)) && p.beside(i, j) == 2 && p.around(i, j) >= 4 {
					from := p.source.passage(l, l)
					c.find(Finding{Kind: FigureKind, Level: Likely, Reason: hasHere, Words: []string{u.Text}, Fix: c.inStory(p.source, u.Text)}, c.span(k, k), from)
					break
				}
			}
		}
	}
}
