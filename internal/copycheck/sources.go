package copycheck

import (
	"slices"
	"strconv"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Where the sources do not agree the desk has chosen, and should know it.

// sourcesDiffer tells that another source has another figure of the same with much the same words around it.
func (c *checker) sourcesDiffer(x *prose.Figure, number int, equal []figureAt) {
	if x.Kind != prose.Count && x.Kind != prose.Percent && x.Kind != prose.Money && x.Kind != prose.Measure || len(c.story.figures[number]) < 3 {
		return
	}
	for _, s := range c.index.sources {
		if slices.ContainsFunc(equal, func(y figureAt) bool { return y.source == s }) {
			continue
		}
		for n := range s.Figures {
			y := &s.Figures[n]
			if x.Kind != y.Kind || x.Unit != y.Unit || prose.Near(x.Value, y.Value) || isRounded(x.Value, y.Value) || isRounded(y.Value, x.Value) || !c.sameHead(x, y) {
				continue
			}
			if at := (figureAt{s, n}); c.likeness(c.story.figures[number], s.figures[n]) >= .5 {
				c.findFigure(x, Info, sourcesHaveOthers, &at)
				return
			}
		}
	}
}

// otherSourceHas reports whether another source than y's has the figure, about the same: then the sources differ.
func (c *checker) otherSourceHas(x *prose.Figure, y figureAt) bool {
	context := c.story.figures[c.story.Tokens[x.From].Figure]
	equal, _, _ := c.like(x)
	return slices.ContainsFunc(equal, func(f figureAt) bool {
		return f.source != y.source && f.number != none && (c.likeness(context, f.source.figures[f.number]) >= .2 || c.sameHead(x, f.figure()))
	})
}

// sourcesDifferOnDay tells that one source has the story's day and another has another day with much the same words around it.
func (c *checker) sourcesDifferOnDay(x *prose.Date, number int) {
	context := c.story.dates[number]
	if !c.byDay || !x.IsDay() || len(x.Days) == 0 || len(context) < 3 || len(c.index.sources) < 2 {
		return
	}
	has := func(s *text, least float64) bool {
		for n := range s.Dates {
			if prose.Carries(&s.Dates[n], x, true) == prose.Carried && c.likeness(context, s.dates[n]) >= least {
				return true
			}
		}
		return false
	}
	if !slices.ContainsFunc(c.index.sources, func(s *text) bool { return has(s, .4) }) {
		return
	}
	for _, s := range c.index.sources {
		if has(s, 0) || slices.Contains(x.Days, prose.DayNumber(s.Date)) {
			continue
		}
		for n := range s.Dates {
			y := &s.Dates[n]
			if y.IsDay() && len(y.Days) > 0 && c.likeness(context, s.dates[n]) >= .4 {
				at := dateAt{s, n}
				from := at.passage()
				c.find(Finding{Kind: SourcesDiffer, Level: Info, Reason: sourcesHaveOthers, Words: []string{at.text()}}, c.story.Of(x.Range), from)
				return
			}
		}
	}
}

// leastCounted is how many words a quotation has at least to be counted in a story in another language than its sources.
const leastCounted = 4

// countQuotations compares how many quotations a story in another language has with how many its sources have: of each speaker whom
// lists name in both, and in all. No word can be compared.
func (c *checker) countQuotations() {
	there, all := map[int]int{}, 0
	for _, s := range c.index.sources {
		for i := range s.Quotations {
			q := &s.Quotations[i]
			if q.Words < leastCounted {
				continue
			}
			all++
			if n := q.Speaker.Name; n != prose.None && s.Names[n].Entity != prose.None {
				there[s.Names[n].Entity]++
			}
		}
	}
	here, total := map[int]int{}, 0
	for i := range c.story.Quotations {
		q := &c.story.Quotations[i]
		if q.Words < leastCounted {
			continue
		}
		total++
		own := none
		if n := q.Speaker.Name; n != prose.None && q.Speaker.How == prose.Named {
			own = c.names[n].entity
		}
		if own != none {
			here[own]++
		}
		if total > all || own != none && there[own] > 0 && here[own] > there[own] {
			have := all
			if total <= all {
				have = there[own]
			}
			c.find(Finding{Kind: QuotationWords, Level: ToCheck, Reason: quoteCount, Words: []string{strconv.Itoa(have)}}, c.story.Of(q.Range), nowhere)
		}
	}
}
