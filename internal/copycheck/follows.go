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
// sentence before, which a total or a rest may be of. What another sentence says again is one figure: two agencies' one firefighter are not two.
func (c *checker) operands(sentence int) (out []figureAt) {
	taken := map[place]bool{}
	take := func(source, n int) {
		s := c.index.sources[source]
		if n < 0 || n >= len(s.Sentences) || taken[place{source, n}] {
			return
		}
		taken[place{source, n}] = true
		for i := s.Sentences[n].From; i < s.Sentences[n].To; i++ {
			if f := s.Tokens[i].Figure; f != prose.None && s.Figures[f].From == i && len(out) < mostOperands && !saidBefore(out, figureAt{s, f}) {
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

// target returns how a number of runs that are to be scored follows from the total that it is one more than, wherever the sources have that, or "".
func (c *checker) target(x *prose.Figure, sentence int) string {
	if x.Kind != prose.Count || x.InWords || !c.says(sentence, chasing) {
		return ""
	}
	for _, s := range c.index.sources {
		for n := range s.Figures {
			if y := &s.Figures[n]; y.Kind == prose.Count && y.Value == x.Value-1 && slices.ContainsFunc(y.Heads, func(h string) bool { return runs[h] }) {
				return fmt.Sprintf("%s + 1", s.Cut(s.Of(y.Range)))
			}
		}
	}
	return ""
}

var (
	chasing = wordSet(`target chase chasing chased লক্ষ্য লক্ষ্যে লক্ষ্যের তাড়া`)
	runs    = stemSet(`run runs রান`)
)

// saidBefore reports whether another sentence has the figure, of the same.
func saidBefore(all []figureAt, at figureAt) bool {
	g := at.figure()
	return slices.ContainsFunc(all, func(a figureAt) bool {
		f := a.figure()
		elsewhere := a.source != at.source || a.source.Tokens[f.From].Sentence != at.source.Tokens[g.From].Sentence
		return elsewhere && f.Value == g.Value && f.Kind == g.Kind && f.Unit == g.Unit && slices.Equal(f.Heads[:min(1, len(f.Heads))], g.Heads[:min(1, len(g.Heads))])
	})
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
	if how := c.target(x, sentence); how != "" {
		return how
	}
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
	if x.Kind == prose.Percent && c.says(sentence, rests) {
		for _, a := range operands {
			if f := a.figure(); f.Kind == prose.Percent && prose.Near(100-f.Value, x.Value) {
				return "100 − " + a.text()
			}
		}
	}
	if how := c.reckoned(x, operands); how != "" {
		return how
	}
	return c.multiplied(x, operands)
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
	return x.Bound != prose.Exact && agrees(x, &y) && (isRounded(x.Value, value) || math.Abs(x.Value-value) <= .02*value)
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
		case x.Kind == prose.Fraction && f.Kind == prose.Percent && (hits(f.Value) || hits(100-f.Value)):
			return a.text()
		case x.Kind != prose.Times && f.Kind == prose.Fraction && (hits(100*f.Value) || hits(100-100*f.Value)):
			return a.text()
		}
		for j, b := range operands {
			g := b.figure()
			if i == j || f.Kind != g.Kind || f.Unit != g.Unit || f.Kind == prose.Percent || !quantity(f) || f.Value <= 0 || g.Value <= 0 || a.source != b.source {
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

// The words that say that a figure is a difference, a total, a rest, or of each.
var (
	differences = wordSet(`more less fewer higher lower up down rise rose risen fall fell fallen drop dropped gain gained increase increased decrease decreased by margin lead
		ahead behind beat further another other others remaining remain remained rest left missing short over above below difference gap extra additional but loss lost raise raised cut
		বেশি কম বেড়ে বেড়েছে বাড়িয়ে বাড়ল কমে কমেছে কমিয়ে কমল বাকি অন্য আরও আরো ব্যবধান ব্যবধানে এগিয়ে পিছিয়ে চেয়ে তুলনায় ওপরে নিচে`)
	totals = wordSet(`all total totals totalling totaled totalled altogether together combined both overall sum toll মোট মিলে মিলিয়ে সব সবমিলিয়ে উভয়`)
	rests  = wordSet(`rest remaining others other remainder বাকি অন্য অন্যরা`)
	eaches = wordSet(`each per apiece every প্রতি প্রতিটি প্রত্যেক প্রত্যেককে করে`)
	next   = wordSet(`by but`) // that say so only just before the figure
)

// says reports whether the story's sentence has one of the words.
func (c *checker) says(sentence int, words map[string]bool) bool {
	return hasAny(c.story, sentence, words)
}

func hasAny(s *text, sentence int, words map[string]bool) bool {
	r := s.Sentences[sentence]
	return slices.ContainsFunc(s.Tokens[r.From:r.To], func(t prose.Token) bool { return words[t.Folded] })
}

// isDifference reports whether the words near the figure, without those of its bound, say that it is a difference.
func (c *checker) isDifference(x *prose.Figure) bool {
	r := c.story.SentenceOf(x.From)
	for i := max(r.From, x.Bounded.From-5); i < min(r.To, x.Bounded.To+6); i++ {
		w := c.story.Tokens[i].Folded
		if !x.Bounded.Has(i) && differences[w] && (!next[w] || i == x.Bounded.From-1) {
			return true
		}
	}
	return x.Kind == prose.Measure && x.To < r.To && c.story.Tokens[x.To].Folded == "from"
}

// reckoned returns how a figure follows by adding up or taking away, or "".
func (c *checker) reckoned(x *prose.Figure, operands []figureAt) string {
	if !quantity(x) || x.Value == 0 || x.Kind == prose.Age {
		return ""
	}
	differs, total := c.isDifference(x), c.says(c.story.Tokens[x.From].Sentence, totals)
	for i, a := range operands {
		v, ok := part(x, a.figure())
		if !ok {
			continue
		}
		sum, terms, whole := v, a.text(), true
		for j := i + 1; j < len(operands); j++ {
			b := operands[j]
			w, ok := part(x, b.figure())
			if !ok || !sameKind(a.figure(), b.figure()) {
				continue
			}
			count, side := c.counts(x, a, b), c.ofPeople(x) && sideBySide(a, b)
			if ((side || count && min(v, w) >= leastPart*x.Value) && x.Value == math.Trunc(x.Value) || total && b.source == a.source) && amounts(x, v+w) {
				return fmt.Sprintf("%s + %s", a.text(), b.text())
			}
			if differs && amounts(x, math.Abs(v-w)) && !(x.Kind == prose.Percent && a.figure().Kind == b.figure().Kind) {
				return fmt.Sprintf("%s − %s", larger(a.figure(), b.figure(), a.text(), b.text()), smaller(a.figure(), b.figure(), a.text(), b.text()))
			}
			if whole = whole && (count || total) && b.source == a.source && w >= .05*x.Value; whole && j-i <= 6 {
				sum += w
				if terms += " + " + b.text(); amounts(x, sum) {
					return terms
				}
			}
		}
	}
	return ""
}

// leastPart is how much of a sum the smaller of its two parts is at least, where nothing says that it is one.
const leastPart = .2

// part returns the value of a figure that may be a part of x, or x of it, in the unit of x.
func part(x, y *prose.Figure) (float64, bool) {
	switch {
	case !quantity(y):
		return 0, false
	case inPoints(x) && y.Kind == prose.Percent, x.Kind == prose.Percent && (inPoints(y) || y.Kind == prose.Percent):
		return y.Value, true
	case x.Kind == prose.Measure && y.Kind == prose.Measure && x.Unit != y.Unit:
		a, unit, ok := x.InUnit()
		b, other, too := y.InUnit()
		return b * x.Value / a, ok && too && unit == other
	}
	return y.Value, y.Kind == x.Kind && y.Unit == x.Unit || x.Bare && x.Kind == prose.Count && y.Kind != prose.Age && y.Kind != prose.Percent
}

// inPoints reports whether the figure is a number of points between two percentages.
func inPoints(x *prose.Figure) bool {
	return x.Kind == prose.PercentPoints || x.Kind == prose.Count && len(x.Heads) > 0 && x.Heads[0] == "point"
}

// sameKind reports whether two figures can be added: two percentages cannot, but one and a number of points can.
func sameKind(f, g *prose.Figure) bool {
	if f.Kind == prose.Measure && g.Kind == prose.Measure {
		return true
	}
	return f.Kind == g.Kind && f.Unit == g.Unit || f.Kind == prose.Percent && inPoints(g) || inPoints(f) && g.Kind == prose.Percent
}

// counts reports whether two figures count what x does, or one does not say what it counts: 412 cases in Turkana, 97 in Marsabit.
func (c *checker) counts(x *prose.Figure, a, b figureAt) bool {
	f, g := a.figure(), b.figure()
	switch {
	case x.Kind == prose.Percent:
		return f.Kind != g.Kind
	case x.Kind != prose.Count:
		return true
	case headless(c.story, x):
		return headless(a.source, f) || headless(b.source, g) || c.sameHead(f, g)
	}
	return (headless(a.source, f) || c.sameHead(x, f)) && (headless(b.source, g) || c.sameHead(x, g))
}

// headless reports whether nothing after the figure says what it counts.
func headless(s *text, x *prose.Figure) bool {
	if !x.Bare {
		return len(x.Heads) == 0
	}
	return x.To >= len(s.Tokens) || s.Tokens[x.To].Folded != "of"
}

// multiplied returns how a figure follows from two of one sentence by multiplying or dividing, where something is said of each, or "".
func (c *checker) multiplied(x *prose.Figure, operands []figureAt) string {
	if x.Value < 10 || !quantity(x) {
		return ""
	}
	each := c.says(c.story.Tokens[x.From].Sentence, eaches)
	for i, a := range operands {
		for _, b := range operands[i+1:] {
			f, g := a.figure(), b.figure()
			at := a.source.Tokens[f.From].Sentence
			if a.source != b.source || !each && (at != b.source.Tokens[g.From].Sentence || !hasAny(a.source, at, eaches)) || !quantity(f) || !quantity(g) || f.Value < 2 || g.Value < 2 {
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

// otherClock returns the source's time of day that the story's is by the clock of another zone, or nearly, or "".
func (c *checker) otherClock(x *prose.Figure) string {
	_, here := c.story.Date.Zone()
	offsets := []int{0, here}
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
					if z.Value = math.Mod(y.Value+float64(a-b)/60+1440, 1440); a != b && sameClock(x, &z) || c.nearly(x, &z) {
						return fmt.Sprintf("%s (%+g h)", s.Cut(s.Of(y.Range)), float64(a-b)/3600)
					}
				}
			}
		}
	}
	return ""
}

// roughly are words beside a time of day that is not exact.
var roughly = wordSet(`about around shortly just soon before after or so দিকে পর পরে পরপর পরপরই আগে কিছু প্রায়`)

// nearly reports whether the story has a round time of day for one that is some minutes from it, and says that it is not exact.
func (c *checker) nearly(x, y *prose.Figure) bool {
	d := math.Mod(math.Abs(x.Value-y.Value), 720)
	if min(d, 720-d) > 15 || math.Mod(x.Value, 30) != 0 {
		return false
	}
	r := c.story.SentenceOf(x.From)
	for i := max(r.From, x.From-3); i < min(r.To, x.To+3); i++ {
		if roughly[c.story.Tokens[i].Folded] {
			return true
		}
	}
	return false
}
