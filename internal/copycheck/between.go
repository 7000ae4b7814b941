package copycheck

import (
	"fmt"
	"math"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// days is a day, or a longer time, that something was in, and how the text names it.
type days struct {
	first, last int
	text        string
}

// daysOf are how many days a unit of time has.
var daysOf = map[string]float64{"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}

// betweenDates returns the two days that a length of time lies between, or the two times of day: the alarm was turned off on Oct 1 and
// the thieves came on Oct 3, two days later.
func (c *checker) betweenDates(x *prose.Figure, sentence int, operands []figureAt) string {
	if minutes := map[string]float64{"minute": 1, "hour": 60}[x.Unit]; minutes > 0 {
		return betweenClocks(x, minutes, operands)
	}
	unit := daysOf[x.Unit]
	if unit == 0 {
		return ""
	}
	known := c.daysAround(sentence)
	slack := .3 * unit
	if x.Bound != prose.Exact {
		slack = max(slack, .1*unit*x.Value)
	}
	if x.Unit == "day" {
		slack = max(slack-.3, 0) + .01
	}
	for i := range known {
		for _, b := range known[i+1:] {
			a := known[i]
			if b.first < a.first {
				a, b = b, a
			}
			least, greatest := float64(b.first-a.last), float64(b.last-a.first)
			if want := unit * x.Value; want >= least-slack && want <= greatest+slack && greatest-least < 2.2*max(unit, 31) {
				return fmt.Sprintf("%s – %s", a.text, b.text)
			}
		}
	}
	return ""
}

// daysAround returns the days of the texts themselves and those named in the sentences that carry the story's, and in it and beside it.
func (c *checker) daysAround(sentence int) (out []days) {
	add := func(d *prose.Document, n int) {
		if n < 0 || n >= len(d.Sentences) {
			return
		}
		for k := range d.Dates {
			if x := &d.Dates[k]; d.Tokens[x.From].Sentence == n {
				if x.Last != 0 && x.Kind != prose.DecadeDate {
					out = append(out, days{x.First, x.Last, d.Cut(d.Of(x.Range))})
				}
				for _, day := range x.Days {
					out = append(out, days{day, day, d.Cut(d.Of(x.Range))})
				}
			}
		}
	}
	if c.byDay {
		day := prose.DayNumber(c.story.Date)
		out = append(out, days{day, day, c.story.Date.Format("2 January 2006")})
	}
	add(c.story.Document, sentence)
	add(c.story.Document, sentence-1)
	add(c.story.Document, sentence-2)
	for _, with := range c.best(sentence) {
		s := c.index.sources[with.source]
		for n := with.sentence - 1; n <= with.sentence+1; n++ {
			add(s.Document, n)
		}
	}
	return out
}

func betweenClocks(x *prose.Figure, minutes float64, operands []figureAt) string {
	for i, a := range operands {
		for _, b := range operands[i+1:] {
			if a.figure().Kind != prose.Clock || b.figure().Kind != prose.Clock {
				continue
			}
			d := math.Mod(math.Abs(a.figure().Value-b.figure().Value), 720)
			if amounts(x, d/minutes) || amounts(x, (720-d)/minutes) {
				return fmt.Sprintf("%s – %s", a.text(), b.text())
			}
		}
	}
	return ""
}
