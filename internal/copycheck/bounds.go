package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// bound compares what is said of a figure's exactness.
func (c *checker) bound(x *prose.Figure, y figureAt, equal []figureAt, likeness float64) {
	there := y.figure().Bound
	bounded := x.Bound == prose.AtLeast || x.Bound == prose.AtMost
	exact := slices.ContainsFunc(equal, func(f figureAt) bool { return f.figure().Bound == prose.Exact })
	switch {
	case x.Bound == prose.AtLeast && there == prose.AtMost, x.Bound == prose.AtMost && there == prose.AtLeast:
		level := Certain
		if likeness < .7 || x.Kind != y.figure().Kind {
			level = Likely
		}
		c.findFigure(x, level, figureBound, &y)
	case likeness < .5:
	case bounded && x.Kind != y.figure().Kind && falseBound(x, y.figure()):
		c.findFigure(x, Likely, figureWrongWay, &y)
	case bounded && there == prose.Exact && prose.Near(x.Value, y.figure().Value):
		c.findFigure(x, ToCheck, figureBoundAdded, &y)
	case x.Bound == prose.Exact && (there == prose.AtLeast || there == prose.AtMost) && !exact:
		c.findFigure(x, ToCheck, figureBoundLost, &y)
	}
}

// reversed looks for "more than" where the sources have "less than", or a figure on the other side, where they tell of the same. It
// returns true if there is one.
func (c *checker) reversed(x *prose.Figure, number int, equal, round []figureAt) bool {
	if x.Bound != prose.AtLeast && x.Bound != prose.AtMost {
		return false
	}
	context := c.story.figures[number]
	var other *figureAt
	most := 0.0
	for _, y := range equal {
		if y.number == none {
			continue
		}
		l := c.likeness(context, y.source.figures[y.number])
		if l < .3 && (l < .1 || !c.carries(x, y)) {
			continue
		}
		if there := y.figure().Bound; there != prose.AtLeast && there != prose.AtMost || there == x.Bound {
			return false
		}
		if l > most {
			other, most = &y, l
		}
	}
	if other != nil {
		level := Likely
		if most >= .7 && x.Kind == other.figure().Kind {
			level = Certain
		}
		c.findFigure(x, level, figureBound, other)
		return true
	}
	for _, y := range round {
		if y.number != none && c.carries(x, y) && c.likeness(context, y.source.figures[y.number]) >= .3 && x.Kind == y.figure().Kind && !agrees(x, y.figure()) {
			c.findFigure(x, Likely, figureWrongWay, &y)
			return true
		}
	}
	return false
}

// carries reports whether the figure is in one of the sentences that may carry the story's.
func (c *checker) carries(x *prose.Figure, y figureAt) bool {
	at := y.source.Tokens[y.figure().From].Sentence
	return slices.ContainsFunc(c.best(c.story.Tokens[x.From].Sentence), func(with candidate) bool { return with.source == y.source.id && with.sentence == at })
}

// falseBound reports whether "more than a fifth" is said of 19.6 per cent.
func falseBound(x, y *prose.Figure) bool {
	a, b := x.Value, y.Value
	if x.Kind == prose.Fraction {
		a *= 100
	}
	if y.Kind == prose.Fraction {
		b *= 100
	}
	return x.Bound == prose.AtLeast && b < a-1e-9 || x.Bound == prose.AtMost && b > a+1e-9
}

// agrees reports whether the words before x say what is true of y.
func agrees(x, y *prose.Figure) bool {
	return x.Bound == prose.About || x.Bound == prose.AtLeast && y.Value >= x.Value || x.Bound == prose.AtMost && y.Value <= x.Value
}

func (c *checker) rounded(x *prose.Figure, y figureAt) {
	switch {
	case agrees(x, y.figure()):
	case x.Bound != prose.Exact:
		c.findFigure(x, Likely, figureWrongWay, &y)
	default:
		c.findFigure(x, ToCheck, figureRounded, &y)
	}
}

// trueBound reports whether "more than 200" is true of a figure with much the same words around it.
func (c *checker) trueBound(x *prose.Figure, context []int32) bool {
	if x.Bound != prose.AtLeast && x.Bound != prose.AtMost {
		return false
	}
	for _, s := range c.index.sources {
		for n := range s.Figures {
			y := &s.Figures[n]
			if y.Kind == x.Kind && y.Unit == x.Unit && agrees(x, y) && isRounded(x.Value, y.Value) && c.likeness(context, s.figures[n]) >= .2 {
				return true
			}
		}
	}
	return false
}
