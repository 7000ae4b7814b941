package copycheck

import (
	"fmt"
	"math"
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A desk works figures out: it adds up, takes away, gives a share for two numbers, a time by its own clock. follows looks for how a
// figure that no source has may follow from those that the sources have where they tell of the same.

// mostOperands is how many figures are tried with one another.
const mostOperands = 40

// operands returns the figures of the sentences that carry the story's sentence, of those beside them, and of those that carry the
// sentence before, which a total or a rest may be of.
func (c *checker) operands(sentence int) (out []figureAt) {
	taken := map[place]bool{}
	take := func(source, n int) {
		s := c.index.sources[source]
		if n < 0 || n >= len(s.Sentences) || taken[place{source, n}] {
			return
		}
		taken[place{source, n}] = true
		for i := s.Sentences[n].From; i < s.Sentences[n].To; i++ {
			if f := s.Tokens[i].Figure; f != prose.None && s.Figures[f].From == i && len(out) < mostOperands {
				out = append(out, figureAt{s, f})
			}
		}
	}
	for n := sentence; n >= max(0, sentence-1); n-- {
		best := c.best(n)
		for _, with := range best[:min(len(best), 3-2*(sentence-n))] {
			take(with.source, with.sentence)
			take(with.source, with.sentence-1)
			take(with.source, with.sentence+1)
		}
	}
	return out
}

// follows returns how the figure follows from others, or "".
func (c *checker) follows(x *prose.Figure) string {
	if x.Kind == prose.Clock {
		return c.otherClock(x)
	}
	if x.Kind == prose.Ordinal || x.Kind == prose.Score || x.Kind == prose.Vague {
		return ""
	}
	sentence := c.story.Tokens[x.From].Sentence
	operands := c.operands(sentence)
	if x.Kind == prose.Measure {
		if how := c.betweenDates(x, sentence, operands); how != "" {
			return how
		}
	}
	if share, ok := c.ratio(x); ok {
		y := prose.Figure{Kind: prose.Fraction, Value: share, Bound: x.Bound}
		if how := shareOf(&y, operands); how != "" {
			return how
		}
	}
	if how := shareOf(x, operands); how != "" {
		return how
	}
	return c.reckoned(x, operands)
}

// ratio returns the share that one in five and four out of five are, if the figure is of one.
func (c *checker) ratio(x *prose.Figure) (float64, bool) {
	number := c.story.Tokens[x.From].Figure
	for _, first := range [...]int{number, number - 1} {
		if first < 0 || first+1 >= len(c.story.Figures) {
			continue
		}
		a, b := &c.story.Figures[first], &c.story.Figures[first+1]
		if a.Value >= b.Value || b.Value > 100 || a.Kind != prose.Count || b.Kind != prose.Count || b.From-a.To > 3 || b.From <= a.To {
			continue
		}
		if w := c.story.Tokens[b.From-1].Folded; w == "in" || w == "of" {
			return a.Value / b.Value, true
		}
	}
	return 0, false
}

// reaches reports whether the figure is the value: as it is, as it is rounded, or as what is said of it allows.
func amounts(x *prose.Figure, value float64) bool {
	if prose.Near(x.Value, value) {
		return true
	}
	y := prose.Figure{Value: value}
	return x.Bound != prose.Exact && agrees(x, &y) && (isRounded(x.Value, value) || math.Abs(x.Value-value) <= .12*value)
}

// shareOf returns how a share, a percentage or a multiple follows from two figures, or from another share.
func shareOf(x *prose.Figure, operands []figureAt) string {
	want, slack := x.Value, .5
	switch x.Kind {
	case prose.Fraction:
		want, slack = 100*x.Value, 2.5
	case prose.Percent:
		if x.Value != math.Trunc(x.Value) {
			slack = .06
		}
	case prose.Times:
	default:
		return ""
	}
	if x.Bound != prose.Exact {
		slack = max(slack, 1, .08*want)
	}
	hits := func(v float64) bool {
		y := prose.Figure{Value: v}
		return math.Abs(v-want) <= slack && (x.Bound == prose.Exact || agrees(&prose.Figure{Value: want, Bound: x.Bound}, &y))
	}
	for i, a := range operands {
		f := a.figure()
		switch {
		case x.Kind == prose.Fraction && f.Kind == prose.Percent && hits(f.Value), f.Kind == prose.Percent && x.Kind != prose.Times && hits(100-f.Value):
			return a.text()
		case x.Kind == prose.Fraction && f.Kind == prose.Fraction && (hits(100*f.Value) || hits(100-100*f.Value)):
			return a.text()
		}
		for j, b := range operands {
			g := b.figure()
			if i == j || f.Kind != g.Kind || f.Unit != g.Unit || !quantity(f) || f.Value <= 0 || g.Value <= 0 || a.source != b.source {
				continue
			}
			if v := f.Value / g.Value; x.Kind == prose.Times && math.Abs(v-x.Value) <= .06*x.Value || x.Kind != prose.Times && (v < 1 && hits(100*v) || hits(100*math.Abs(v-1))) {
				return fmt.Sprintf("%s : %s", a.text(), b.text())
			}
		}
	}
	return ""
}

// quantity reports whether there can be more and less of what the figure is of.
func quantity(f *prose.Figure) bool {
	switch f.Kind {
	case prose.Count, prose.Money, prose.Measure, prose.Percent, prose.PercentPoints, prose.Age:
		return true
	}
	return false
}

// reckoned returns how a figure follows by adding up, taking away, multiplying or dividing, or "".
func (c *checker) reckoned(x *prose.Figure, operands []figureAt) string {
	if !quantity(x) || x.Value == 0 {
		return ""
	}
	alike := func(y *prose.Figure) bool {
		return quantity(y) && (y.Kind == x.Kind && y.Unit == x.Unit || x.Kind == prose.PercentPoints && y.Kind == prose.Percent || x.Bare && y.Kind != prose.Age || y.Bare && y.Kind == prose.Count)
	}
	for i, a := range operands {
		f := a.figure()
		if !alike(f) {
			continue
		}
		sum, terms := f.Value, a.text()
		for j := i + 1; j < len(operands); j++ {
			b := operands[j]
			g := b.figure()
			if !alike(g) || g.Kind != f.Kind || g.Unit != f.Unit {
				continue
			}
			if amounts(x, f.Value+g.Value) {
				return fmt.Sprintf("%s + %s", a.text(), b.text())
			}
			if amounts(x, math.Abs(f.Value-g.Value)) {
				return fmt.Sprintf("%s − %s", larger(f, g, a.text(), b.text()), smaller(f, g, a.text(), b.text()))
			}
			if sum += g.Value; b.source == a.source && j-i <= 6 {
				if terms += " + " + b.text(); amounts(x, sum) {
					return terms
				}
			}
		}
	}
	return c.multiplied(x, operands)
}

// multiplied returns how a figure follows from two of one sentence by multiplying or dividing, or "".
func (c *checker) multiplied(x *prose.Figure, operands []figureAt) string {
	if x.Value < 10 {
		return ""
	}
	for i, a := range operands {
		for _, b := range operands[i+1:] {
			f, g := a.figure(), b.figure()
			if a.source != b.source || a.source.Tokens[f.From].Sentence != b.source.Tokens[g.From].Sentence || !quantity(f) || !quantity(g) || f.Value < 2 || g.Value < 2 {
				continue
			}
			if (f.Kind == prose.Count || g.Kind == prose.Count) && (x.Kind == f.Kind || x.Kind == g.Kind) && amounts(x, f.Value*g.Value) {
				return fmt.Sprintf("%s × %s", a.text(), b.text())
			}
			if x.Kind == prose.Count && f.Kind == g.Kind && (amounts(x, f.Value/g.Value) || amounts(x, g.Value/f.Value)) {
				return fmt.Sprintf("%s : %s", larger(f, g, a.text(), b.text()), smaller(f, g, a.text(), b.text()))
			}
		}
	}
	return ""
}

// otherClock returns the source's time of day that the story's is by the clock of another zone, or "".
func (c *checker) otherClock(x *prose.Figure) string {
	offsets := []int{0}
	_, here := c.story.Date.Zone()
	offsets = append(offsets, here)
	for _, s := range c.index.sources {
		_, there := s.Date.Zone()
		offsets = append(offsets, there)
	}
	slices.Sort(offsets)
	offsets = slices.Compact(offsets)
	for _, s := range c.index.sources {
		for n := range s.Figures {
			y := &s.Figures[n]
			if y.Kind != prose.Clock {
				continue
			}
			for _, a := range offsets {
				for _, b := range offsets {
					z := *y
					if z.Value = math.Mod(y.Value+float64(a-b)/60+1440, 1440); a != b && sameClock(x, &z) {
						return fmt.Sprintf("%s (%+g h)", s.Cut(s.Of(y.Range)), float64(a-b)/3600)
					}
				}
			}
		}
	}
	return ""
}
