package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A story that says "up to 12 from 15" or "843, up from 926" says with its own figures that the word is wrong, whatever the source has.

// against looks for words that say which way something moved, against the figures that it moved from and to.
func (c *checker) against() {
	if c.story.Bangla() || !c.sameLanguage() {
		return
	}
	for k := range c.story.Tokens {
		t := &c.story.Tokens[k]
		way := directions[t.Stem]
		if way == 0 || c.verified[k] || t.Quotation != prose.None || denied(c.story.Document, k) {
			continue
		}
		pairs := c.of[t.Sentence]
		x, y := c.movedBetween(k)
		if x == nil || y == nil || len(pairs) == 0 || !ranges(x, y) || (x.Value > y.Value) == (way > 0) || prose.Near(x.Value, y.Value) {
			continue
		}
		from := pairs[0].source.of(pairs[0].source.Sentences[pairs[0].sentence])
		c.find(Finding{Kind: Opposite, Level: Likely, Reason: sourceSays, Words: []string{pairs[0].source.Cut(from.Span)}}, c.span(k, k), from)
	}
}

// ranges reports whether the two figures are amounts of one thing: neither a rank, a time of day nor below zero, which no word before them shows
// to the check.
func ranges(x, y *prose.Figure) bool {
	if x.Kind != y.Kind || x.Unit != y.Unit {
		return false
	}
	return x.Kind == prose.Count || x.Kind == prose.Percent || x.Kind == prose.Money || x.Kind == prose.Measure
}

// movedBetween returns the figures that something moved to and from by the word k: up to 12 from 15; 843, up from 926; up from 15 to 12. Nil if they
// are not said so plainly.
func (c *checker) movedBetween(k int) (to, from *prose.Figure) {
	r := c.story.SentenceOf(k)
	for i := k + 1; i < min(r.To, k+reachMoved); i++ {
		t := &c.story.Tokens[i]
		if t.Mark && t.Text != "-" || ends(t) {
			break
		}
		if i+1 >= r.To || t.Folded != "to" && t.Folded != "from" {
			continue
		}
		x := c.figureAfter(i + 1)
		switch {
		case x == nil:
			return nil, nil
		case t.Folded == "to" && to == nil:
			to = x
		case t.Folded == "from" && from == nil:
			from = x
		}
	}
	if to == nil && from != nil && k-2 >= r.From && c.story.Tokens[k-1].Text == "," { // 843 patients, up from 926
		for i := k - 2; i >= r.From; i-- {
			number := c.story.Tokens[i].Figure
			switch {
			case number == prose.None || to == &c.story.Figures[number]:
			case to != nil: // which of them it is does not show
				return nil, nil
			default:
				to = &c.story.Figures[number]
			}
		}
	}
	return to, from
}

// figureAfter returns the figure that begins at the token, the words of its bound left out, or nil.
func (c *checker) figureAfter(i int) *prose.Figure {
	for n := range c.story.Figures {
		if f := &c.story.Figures[n]; f.From == i || f.Bounded.From == i {
			below := slices.ContainsFunc(c.story.Tokens[max(0, f.From-1):f.From], func(t prose.Token) bool { return t.Folded == "minus" || t.Text == "-" })
			if !below {
				return f
			}
		}
	}
	return nil
}

// reachMoved is how many tokens away the figures stand at most.
const reachMoved = 14
