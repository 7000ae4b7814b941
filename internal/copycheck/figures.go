package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// figureAt is a figure of a source.
type figureAt struct {
	source *text
	number int // of Figures; none if it is a date that has the figure
}

func (f figureAt) figure() *prose.Figure { return &f.source.Figures[f.number] }
func (f figureAt) passage() passage      { return f.source.of(f.figure().Range) }
func (f figureAt) text() string          { return f.source.Cut(f.passage().Span) }

// figures checks each figure by itself.
func (c *checker) figures() {
	for i := range c.story.Figures {
		x := &c.story.Figures[i]
		if c.verified[x.From] {
			continue
		}
		equal, unit, round := c.like(x)
		switch {
		case len(equal) > 0 && c.betterUnit(x, i, equal, unit):
		case len(equal) > 0 && c.reversed(x, i, equal, round):
		case len(equal) > 0:
			c.surroundings(x, i, equal)
			c.sourcesDiffer(x, i, equal)
		case c.saysLittle(x):
		case x.Kind == prose.Vague:
			c.findFigure(x, ToCheck, figureVague, nil)
		case c.samePeriod(x):
		case c.otherUnit(x, i, unit):
		case len(round) > 0:
			c.rounded(x, round[0])
		default:
			c.missing(x, i)
		}
	}
	c.looseUnits()
}

// saysLittle reports whether the figure is one that a story may have by itself: the first, one.
func (c *checker) saysLittle(x *prose.Figure) bool {
	return x.Kind == prose.Ordinal && x.Value <= 2 || x.Kind == prose.Count && x.Value == 0 || x.InWords && x.Value == 1 && (x.Kind == prose.Count || x.Kind == prose.Measure)
}

func (c *checker) findFigure(x *prose.Figure, level Level, reason Reason, y *figureAt, words ...string) {
	f := Finding{Kind: FigureKind, Level: level, Reason: reason, Words: words}
	if reason == sourcesHaveOthers {
		f.Kind = SourcesDiffer
	}
	from, span := nowhere, x.Range
	ofBound := reason == figureBound || reason == figureBoundLost || reason == figureBoundAdded || reason == figureWrongWay
	if ofBound {
		span = x.Bounded
	}
	if y != nil {
		if reason == hasHere && prose.Fold(c.story.Cut(c.story.Of(x.Range))) == prose.Fold(y.text()) { // eight, of the morning and of the evening: the words before tell
			return
		}
		from = y.passage()
		if ofBound {
			from = y.source.of(y.figure().Bounded)
			f.Words = []string{y.source.Cut(from.Span)}
			f.Fix = c.inStory(y.source, f.Words[0])
		}
		if len(words) == 0 {
			f.Words = []string{y.text()}
		}
		if reason == hasHere || reason == figureUnit || reason == figureElsewhere {
			f.Fix = c.inStory(y.source, y.text())
		}
	}
	c.find(f, c.story.Of(span), from)
}

// inStory returns words of a source if they can stand in the story as they are: in its language.
func (c *checker) inStory(s *text, words string) string {
	if s.Language != c.story.Language {
		return ""
	}
	return words
}

// like returns the figures of the sources that have the value: as the same thing, in another unit, and before it was rounded.
func (c *checker) like(x *prose.Figure) (equal, unit, round []figureAt) {
	for _, s := range c.index.sources {
		for n := range s.Figures {
			y := &s.Figures[n]
			switch {
			case equals(x, y) && !s.alsoIn(x, y):
				equal = append(equal, figureAt{s, n})
			case prose.Near(x.Value, y.Value), leads(x, y):
				unit = append(unit, figureAt{s, n})
			case fits(x, y) && x.Kind != prose.Clock && x.Kind != prose.Ordinal && isRounded(x.Value, y.Value):
				round = append(round, figureAt{s, n})
			}
		}
		for n := range s.Dates {
			y := &s.Dates[n]
			if x.Kind == prose.Count && !x.InWords && float64(y.Year) == x.Value || x.Kind == prose.Ordinal && float64(y.Day) == x.Value {
				equal = append(equal, figureAt{s, none})
			}
		}
	}
	return equal, unit, round
}

// alsoIn reports whether the source has y in the unit of x beside it, and not as x is: 13.4 metres (44 feet) for 13.3 metres.
func (s *text) alsoIn(x, y *prose.Figure) bool {
	if x.Unit == y.Unit || x.Kind != prose.Measure || y.Kind != prose.Measure {
		return false
	}
	number := s.Tokens[y.From].Figure
	for _, n := range [...]int{number - 1, number + 1} {
		if n < 0 || n >= len(s.Figures) {
			continue
		}
		if z := &s.Figures[n]; z.Kind == x.Kind && z.Unit == x.Unit && max(z.From-y.To, y.From-z.To) <= 2 && equals(y, z) {
			return !prose.Near(x.Value, z.Value) && !isRounded(x.Value, z.Value)
		}
	}
	return false
}

// samePeriod reports whether the sources have another word for the time: a quarter, a half, a fortnight.
func (c *checker) samePeriod(x *prose.Figure) bool {
	if x.Kind != prose.Measure {
		return false
	}
	var words []string
	switch {
	case x.Unit == "month" && x.Value == 3:
		words = []string{"quarter", "প্রান্তিক", "প্রান্তিকে", "ত্রৈমাসিক"}
	case x.Unit == "month" && x.Value == 6:
		words = []string{"half", "ষাণ্মাসিক"}
	case x.Unit == "week" && x.Value == 2:
		words = []string{"fortnight"}
	case x.Unit == "year" && x.Value == 10:
		words = []string{"decade", "দশকে", "দশক"}
	}
	return slices.ContainsFunc(words, func(w string) bool { return c.index.words[prose.Fold(w)] })
}

// mayBeOwn reports whether a desk may have counted, or put a share in words, by itself: six of them, a third, the fourth.
func (c *checker) mayBeOwn(x *prose.Figure) bool {
	return c.converts(x) || x.InWords && (x.Kind == prose.Count && x.Value <= mostCounted || x.Kind == prose.Ordinal || x.Kind == prose.Fraction)
}

// converts reports whether the figure is money in brackets beside money of another country, which a desk works out by a rate of its own.
func (c *checker) converts(x *prose.Figure) bool {
	if x.Kind != prose.Money {
		return false
	}
	number := c.story.Tokens[x.From].Figure
	for _, n := range [...]int{number - 1, number + 1} {
		if n < 0 || n >= len(c.story.Figures) {
			continue
		}
		y := &c.story.Figures[n]
		first, last := min(x.To, y.To), max(x.From, y.From)
		if y.Kind != prose.Money || y.Unit == x.Unit || last-first > 3 || last <= first {
			continue
		}
		equal, _, _ := c.like(y)
		if w := c.story.Tokens[first].Text; (w == "(" || w == "or" || w == "বা") && len(equal) > 0 && mayExchange(x, y) {
			return true
		}
	}
	return false
}

// strong are currencies of which one is worth about as much as another. All others are worth far less.
var strong = map[string]bool{"$": true, "USD": true, "EUR": true, "GBP": true, "CHF": true, "AUD": true, "CAD": true, "SGD": true, "NZD": true}

// mayExchange reports whether two sums of money may be worth the same.
func mayExchange(x, y *prose.Figure) bool {
	rate := x.Value / y.Value
	switch {
	case strong[x.Unit] && strong[y.Unit]:
		return rate > .3 && rate < 3.5
	case strong[x.Unit]:
		return rate < .5
	case strong[y.Unit]:
		return rate > 2
	}
	return true
}

// mostCounted is how much a desk counts.
const mostCounted = 12

// missing judges a figure that no source has.
func (c *checker) missing(x *prose.Figure, number int) {
	context := c.story.figures[number]
	if c.trueBound(x, context) {
		return
	}
	if how := c.follows(x); how != "" {
		c.findFigure(x, ToCheck, figureDerived, nil, how)
		return
	}
	y, likeness := c.instead(x, context)
	switch {
	case y != nil && likeness >= .6 && (x.Kind != prose.Count || c.sameHead(x, y.figure())):
		c.findFigure(x, Likely, hasHere, y)
	case c.mayBeOwn(x):
		c.findFigure(x, ToCheck, figureNowhere, nil)
	default:
		c.findFigure(x, Likely, figureNowhere, nil)
	}
}

// likeness returns how much of a context another has, by weight: 1 is all.
func (c *checker) likeness(context, other []int32) float64 {
	const heaviest = 4
	total, got := 0.0, 0.0
	for _, id := range context {
		w := min(c.index.weight(id), heaviest)
		total += w
		if slices.Contains(other, id) {
			got += w
		} else if slices.ContainsFunc(c.synonyms(id), func(s int32) bool { return slices.Contains(other, s) }) {
			got += .7 * w
		}
	}
	if total == 0 {
		return 0
	}
	return got / total
}

// instead returns the figure of the same sort that the sources have with most of the words around x.
func (c *checker) instead(x *prose.Figure, context []int32) (*figureAt, float64) {
	var best *figureAt
	most := 0.0
	for _, s := range c.index.sources {
		for n := range s.Figures {
			y := &s.Figures[n]
			if x.Kind != y.Kind || x.Unit != y.Unit || prose.Near(x.Value, y.Value) {
				continue
			}
			if l := c.likeness(context, s.figures[n]); l > most {
				best, most = &figureAt{s, n}, l
			}
		}
	}
	return best, most
}

// sameHead reports whether two figures count the same.
func (c *checker) sameHead(x, y *prose.Figure) bool {
	for _, a := range x.Heads {
		for _, b := range y.Heads {
			if a == b || c.likeWords(a, b) {
				return true
			}
		}
	}
	return false
}

func (c *checker) likeWords(a, b string) bool {
	n, ok := c.index.stems[b]
	return ok && slices.Contains(c.synonyms(c.number(a)), n)
}

// surroundings judges a figure that the sources have: with these words around it, or with others?
func (c *checker) surroundings(x *prose.Figure, number int, equal []figureAt) {
	context := c.story.figures[number]
	if x.Kind == prose.Ordinal || x.Kind == prose.Vague || x.Kind == prose.Score || x.InWords && x.Value <= 2 || len(context) < 3 {
		return
	}
	var best *figureAt
	most := 0.0
	for _, y := range equal {
		if y.number == none {
			return
		}
		if l := c.likeness(context, y.source.figures[y.number]); l > most {
			best, most = &y, l
		}
	}
	if y, l := c.instead(x, context); y != nil && l >= .7 && most < .3 && l-most >= .45 && (x.Kind != prose.Count || c.sameHead(x, y.figure())) && c.exchangedWith(x, y.figure(), equal) {
		if how := c.follows(x); how != "" {
			c.findFigure(x, ToCheck, figureDerived, nil, how)
			return
		}
		if slices.ContainsFunc(equal, func(f figureAt) bool { return f.source != y.source && f.leads(x) }) {
			c.findFigure(x, Info, sourcesHaveOthers, y)
			return
		}
		c.findFigure(x, Likely, figureElsewhere, y, y.text(), c.story.Cut(c.story.Of(x.Range)))
		return
	}
	if best != nil && most >= .3 {
		c.bound(x, *best, equal, most)
	}
}

// leads reports whether the figure is in the first paragraph of its source, which says of what it is: a later dispatch begins with the toll that grew.
func (f figureAt) leads(x *prose.Figure) bool {
	return f.number != none && f.figure().Kind == x.Kind && f.source.Tokens[f.figure().From].Paragraph == 0
}

// exchangedWith reports whether another figure may have taken the place of y: one as large as it, that no sentence has which carries the
// story's, and of which it is not a part.
func (c *checker) exchangedWith(x, y *prose.Figure, equal []figureAt) bool {
	if isRounded(x.Value, y.Value) || x.Value > 20*y.Value || y.Value > 20*x.Value {
		return false
	}
	return !slices.ContainsFunc(equal, func(f figureAt) bool { return c.carries(x, f) })
}
