package copycheck

import (
	"fmt"
	"math"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// equals reports whether two figures say the same.
func equals(x, y *prose.Figure) bool {
	if prose.Near(x.Value, y.Value) && (fits(x, y) || x.Bare && isOf(y) || y.Bare && isOf(x)) {
		return true
	}
	if x.Kind == prose.Clock && y.Kind == prose.Clock {
		return sameClock(x, y)
	}
	if x.Unit == "m" && prose.Near(x.Value*1e6, y.Value) || y.Unit == "m" && prose.Near(y.Value*1e6, x.Value) { // 5m, of money
		return true
	}
	switch {
	case x.Kind == prose.Fraction && y.Kind == prose.Percent:
		return math.Abs(x.Value*100-y.Value) < 1.5
	case y.Kind == prose.Fraction && x.Kind == prose.Percent:
		return math.Abs(y.Value*100-x.Value) < 1.5
	case x.Kind == prose.Vague && (y.Kind == prose.Count || y.Kind == prose.Vague):
		return y.Value >= x.Value && y.Value < x.Value*100
	}
	if c, ok := celsius(x); ok && x.Unit != y.Unit {
		d, too := celsius(y)
		return too && math.Abs(c-d) <= .6 || y.Unit == "degree" && prose.Near(x.Value, y.Value)
	}
	a, unit, ok := x.InUnit()
	b, other, too := y.InUnit()
	return ok && too && unit == other && x.Unit != y.Unit && math.Abs(a-b) <= .03*math.Max(a, b)
}

// isOf reports whether the figure is of something that a number beside others of it need not repeat: from 4.1 to 5.2 per cent.
func isOf(y *prose.Figure) bool {
	return y.Kind == prose.Percent || y.Kind == prose.Money || y.Kind == prose.Measure || y.Kind == prose.Age || y.Kind == prose.Clock
}

// sameClock reports whether two times of day are one: where one does not say which half of the day it is in, it may be either.
func sameClock(x, y *prose.Figure) bool {
	if x.Half && y.Half {
		return prose.Near(x.Value, y.Value)
	}
	return prose.Near(math.Mod(x.Value, 720), math.Mod(y.Value, 720))
}

// celsius returns a temperature in degrees Celsius.
func celsius(x *prose.Figure) (float64, bool) {
	switch {
	case x.Kind == prose.Measure && x.Unit == "celsius":
		return x.Value, true
	case x.Kind == prose.Measure && x.Unit == "fahrenheit":
		return (x.Value - 32) / 1.8, true
	}
	return 0, false
}

// loose are kinds that texts exchange without changing what is said.
var loose = map[[2]prose.FigureKind]bool{
	{prose.Count, prose.Score}: true, {prose.Ordinal, prose.Score}: true, {prose.Age, prose.Score}: true, {prose.Measure, prose.Score}: true, {prose.Percent, prose.Score}: true,
	{prose.Age, prose.Ordinal}: true, {prose.Age, prose.Count}: true, {prose.Count, prose.Measure}: true, {prose.Count, prose.Clock}: true, {prose.Age, prose.Measure}: true,
	{prose.Count, prose.Times}: true, {prose.Count, prose.Money}: true, {prose.Count, prose.Ordinal}: true, {prose.Measure, prose.Clock}: true, {prose.Count, prose.Fraction}: true,
}

// fits reports whether two figures may be of the same thing.
func fits(x, y *prose.Figure) bool {
	if x.Kind == y.Kind {
		return x.Kind != prose.Money && x.Kind != prose.Measure || x.Unit == y.Unit || x.Unit == "" || y.Unit == "" || anyDollar(x.Unit, y.Unit) || x.Kind == prose.Measure && (x.Unit == "degree" && isDegrees(y) || y.Unit == "degree" && isDegrees(x))
	}
	if loose[[2]prose.FigureKind{x.Kind, y.Kind}] || loose[[2]prose.FigureKind{y.Kind, x.Kind}] {
		return true
	}
	if x.Kind == prose.Ordinal && y.Kind == prose.Measure || x.Kind == prose.Measure && y.Kind == prose.Ordinal {
		unit := x.Unit + y.Unit
		return unit == "minute" || unit == "year" || unit == "day"
	}
	return false
}

// anyDollar reports whether both are dollars and one does not say which.
func anyDollar(a, b string) bool {
	return (a == "$" || b == "$") && (a == "$" || strings.HasSuffix(a, "D")) && (b == "$" || strings.HasSuffix(b, "D"))
}

func isDegrees(x *prose.Figure) bool { return x.Unit == "celsius" || x.Unit == "fahrenheit" }

// isRounded reports whether x is y, rounded to one, two or three figures.
func isRounded(x, y float64) bool {
	if y == 0 || x == 0 || math.Abs(x-y) > .15*math.Abs(y) {
		return false
	}
	if math.Abs(y) < 10 {
		return y != math.Trunc(y) && x == math.Round(y) || y*10 != math.Trunc(y*10) && x == math.Round(y*10)/10
	}
	for figures := 1; figures <= 3; figures++ {
		unit := math.Pow(10, math.Floor(math.Log10(math.Abs(y)))-float64(figures-1))
		if unit < 1 && y == math.Trunc(y) {
			return false
		}
		for _, r := range [...]float64{math.Round(y/unit) * unit, math.Floor(y/unit) * unit, math.Ceil(y/unit) * unit} {
			if prose.Near(r, x) {
				return true
			}
		}
	}
	return false
}

// apart is how many figures of a source, and how many sentences, two that are added up may be apart.
const (
	figuresApart  = 8
	sentenceApart = 2
)

// derived returns how the figure follows from two of one source, or "".
func (c *checker) derived(x *prose.Figure) string {
	if x.Kind == prose.Ordinal || x.Kind == prose.Clock || x.Value <= 3 {
		return ""
	}
	for _, s := range c.index.sources {
		for i := range s.Figures {
			a := &s.Figures[i]
			if a.Kind != x.Kind || a.Unit != x.Unit {
				continue
			}
			for j := i + 1; j < min(len(s.Figures), i+figuresApart); j++ {
				b := &s.Figures[j]
				between := s.Tokens[b.From].Sentence - s.Tokens[a.From].Sentence
				if between > sentenceApart {
					break
				}
				if b.Kind != a.Kind || b.Unit != a.Unit {
					continue
				}
				first, second := s.Cut(s.Of(a.Range)), s.Cut(s.Of(b.Range))
				switch {
				case prose.Near(a.Value+b.Value, x.Value):
					return fmt.Sprintf("%s + %s", first, second)
				case between <= 1 && prose.Near(math.Abs(a.Value-b.Value), x.Value):
					return fmt.Sprintf("%s − %s", larger(a, b, first, second), smaller(a, b, first, second))
				}
			}
		}
	}
	return ""
}

func larger(a, b *prose.Figure, first, second string) string {
	if a.Value >= b.Value {
		return first
	}
	return second
}

func smaller(a, b *prose.Figure, first, second string) string { return larger(b, a, second, first) }
