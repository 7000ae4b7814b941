package copycheck

import (
	"math"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// equals reports whether two figures say the same.
func equals(x, y *prose.Figure) bool {
	if sayTheSame(x, y) {
		return true
	}
	a, b := *x, *y
	a.Value, b.Value = x.Scaled, y.Scaled
	return x.Scaled > 0 && sayTheSame(&a, y) || y.Scaled > 0 && sayTheSame(x, &b)
}

// sayTheSame is equals, of figures that share no magnitude with others.
func sayTheSame(x, y *prose.Figure) bool {
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
	if x.Kind != prose.Measure || y.Kind != prose.Measure {
		return inPounds(x, y) || inPounds(y, x) || inHundredths(x, y) || inHundredths(y, x)
	}
	a, unit, ok := x.InUnit()
	b, other, too := y.InUnit()
	return ok && too && unit == other && x.Unit != y.Unit && math.Abs(a-b) <= converted(x, y, a, b)
}

// inPounds reports whether the one is the other in pounds of weight, which are read as money.
func inPounds(x, y *prose.Figure) bool {
	if x.Kind != prose.Money || x.Unit != "GBP" || y.Kind != prose.Measure {
		return false
	}
	kg, unit, ok := y.InUnit()
	pounds := prose.Figure{Kind: prose.Measure, Unit: "lb", Value: x.Value}
	v, _, _ := pounds.InUnit()
	return ok && unit == "kg" && math.Abs(v-kg) <= converted(&pounds, y, v, kg)
}

// inHundredths reports whether the one is the other in hundredths: 350 cents, of $3.50.
func inHundredths(x, y *prose.Figure) bool {
	return x.Kind == prose.Money && y.Kind == prose.Money && prose.Hundredth(x.Unit, y.Unit) && prose.Near(x.Value, 100*y.Value)
}

// converted returns how far apart two values in one unit may be: half of the last place of either, or more if one says that it is not exact.
func converted(x, y *prose.Figure, a, b float64) float64 {
	slack := math.Max(.01*math.Max(a, b), .51*math.Max(lastPlace(x.Value)*a/x.Value, lastPlace(y.Value)*b/y.Value))
	if x.Bound != prose.Exact || y.Bound != prose.Exact || x.Joined > 0 || y.Joined > 0 {
		slack = math.Max(slack, .04*math.Max(a, b))
	}
	return math.Min(slack, .1*math.Max(a, b))
}

// lastPlace returns the worth of the last place of a value that is written: 1 of 22, a tenth of 8.9.
func lastPlace(v float64) float64 {
	for unit := 1.0; unit > .001; unit /= 10 {
		if prose.Near(math.Round(v/unit)*unit, v) {
			return unit
		}
	}
	return .001
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
		return x.Kind != prose.Money && x.Kind != prose.Measure && x.Kind != prose.Age || x.Unit == y.Unit || x.Unit == "" || y.Unit == "" || anyDollar(x.Unit, y.Unit) || x.Kind == prose.Measure && (x.Unit == "degree" && isDegrees(y) || y.Unit == "degree" && isDegrees(x))
	}
	if loose[[2]prose.FigureKind{x.Kind, y.Kind}] || loose[[2]prose.FigureKind{y.Kind, x.Kind}] {
		return true
	}
	if x.Kind == prose.Percent && y.Unit == "decimal" || y.Kind == prose.Percent && x.Unit == "decimal" { // শতাংশ, of land
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
	if y != math.Trunc(y) && x == math.Round(y) {
		return true
	}
	if math.Abs(y) < 10 {
		return y*10 != math.Trunc(y*10) && x == math.Round(y*10)/10
	}
	for figures := 1; figures <= 3; figures++ {
		unit := math.Pow(10, math.Floor(math.Log10(math.Abs(y)))-float64(figures-1))
		if unit < 1 && y == math.Trunc(y) {
			return false
		}
		for _, r := range [...]float64{math.Round(y/unit) * unit, math.Floor(y/unit+1e-9) * unit, math.Ceil(y/unit-1e-9) * unit} {
			if prose.Near(r, x) {
				return true
			}
		}
	}
	return false
}

func larger(a, b *prose.Figure, first, second string) string {
	if a.Value >= b.Value {
		return first
	}
	return second
}

func smaller(a, b *prose.Figure, first, second string) string {
	if a.Value < b.Value {
		return first
	}
	return second
}
