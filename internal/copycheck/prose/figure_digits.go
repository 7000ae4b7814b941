package prose

import (
	"math"
	"strconv"
	"strings"
)

// digits reads the digits at the start of a folded word, and returns what follows them.
func digits(s string) (value float64, rest string, ok bool) {
	isDigit := func(i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }
	j := 0
	for isDigit(j) || j > 0 && j < len(s) && (s[j] == ',' || s[j] == '.') && isDigit(j+1) {
		j++
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(s[:j], ",", ""), 64)
	return value, s[j:], err == nil
}

// readDigits reads a number in digits at the token i.
func (d *Document) readDigits(f *Figure, i int, money bool) {
	t := d.at(i)
	v, rest, ok := digits(t.Folded)
	if !ok {
		return
	}
	f.Value = v
	switch rest {
	case "":
		f.To = i + 1
		d.readClock(f, i)
		if f.Kind == Count {
			d.readMagnitude(f, money)
		}
		if f.Kind == Count && d.at(f.To).Folded == Fold("তম") {
			f.Kind = Ordinal
			f.To++
		}
		return
	case "st", "nd", "rd", "th":
		f.Kind = Ordinal
	case "am", "pm":
		f.Kind, f.Value, f.Half = Clock, minutes(v, strings.Contains(t.Folded, "."), rest), true
	case "p", "c":
		if f.Kind, f.Unit = Money, rest; strings.HasSuffix(t.Text, "C") {
			f.Kind, f.Unit = Measure, "celsius"
		}
	default:
		if !d.readGlued(f, rest) {
			return // A320, 4G
		}
	}
	f.To = i + 1
	if d.readBanglaClock(f, i, rest) {
		return
	}
	if f.Kind == Count {
		d.readMagnitude(f, money)
	}
}

// readGlued reads what is written on to the digits: 5m, 10km, ১০টি, ১ম.
func (d *Document) readGlued(f *Figure, rest string) bool {
	switch {
	case gluedMagnitudes[rest] > 0:
		f.Value *= gluedMagnitudes[rest]
	case measures[rest] != "":
		f.Kind, f.Unit = Measure, measures[rest]
	case !d.Bangla():
		return false
	case banglaOrdinals[rest]:
		f.Kind = Ordinal
	case !banglaCounters[rest] && !banglaCounters[lessEmphatic(rest)]:
		return false
	}
	return true
}

// readMagnitude reads million, lakh crore and the like after a number.
func (d *Document) readMagnitude(f *Figure, money bool) {
	next := d.at(f.To)
	if !d.same(f.From, f.To) {
		return
	}
	m := d.magnitudeAt(f.To)
	if m == 0 && next.Folded == "m" && (money || next.Start == d.at(f.To-1).End) {
		m = 1e6
	}
	last := 0.0
	for ; m > last; m = d.magnitudeAt(f.To) { // লাখ কোটি: each greater than the one before
		f.Value *= m
		f.To++
		last = m
	}
	if d.Bangla() && last == 0 {
		d.readDecimal(f)
	}
	d.readMore(f, last)
}

// readMore reads on in a number of several magnitudes: ২ লাখ ৬৮ হাজার, 2 crore 50 lakh, ৯ হাজার ৪০০ কোটি.
func (d *Document) readMore(f *Figure, last float64) {
	for last > 0 && d.same(f.From, f.To) && d.at(f.To).Digits {
		v, rest, ok := digits(d.at(f.To).Folded)
		m := d.magnitudeAt(f.To + 1)
		switch {
		case !ok || rest != "" && !banglaCounters[rest] || v >= last && m <= last:
			return
		case m == 0 && !d.Bangla():
			return
		case m == 0:
			f.Value += v
			f.To++
			return
		case m > last:
			f.Value = (f.Value + v) * m
		default:
			f.Value += v * m
		}
		f.To += 2
		last = m
	}
}

// readDecimal reads the digits after দশমিক.
func (d *Document) readDecimal(f *Figure) {
	after := d.at(f.To + 1)
	if d.at(f.To).Folded != Fold("দশমিক") || !after.Digits || !d.same(f.From, f.To+1) {
		return
	}
	v, rest, ok := digits(after.Folded)
	if !ok || rest != "" || v != math.Trunc(v) {
		return
	}
	f.Value += v / math.Pow(10, float64(len(after.Folded)))
	f.To += 2
	if m := d.magnitudeAt(f.To); m > 0 {
		f.Value *= m
		f.To++
	}
}

// readUnit reads what a count is of, from the words after it.
func (d *Document) readUnit(f *Figure) {
	j := f.To
	t, next := d.at(j), d.at(j+1)
	if !d.same(f.From, j) {
		return
	}
	w := d.unitAt(j)
	two := d.same(f.From, j+1)
	switch {
	case f.Kind == Clock:
		d.readHalf(f)
	case f.Kind == Fraction:
		d.readPoints(f)
	case f.Kind != Count:
	case d.Bangla() && percents[w] && two && strings.HasPrefix(next.Folded, Fold("পয়েন্ট")):
		f.Kind, f.To = PercentPoints, j+2
	case percents[w]:
		f.Kind, f.To = Percent, j+1
	case w == "per" && two && next.Folded == "cent":
		f.Kind, f.To = Percent, j+2
	case w == "percentage" && two && strings.HasPrefix(next.Folded, "point"):
		f.Kind, f.To = PercentPoints, j+2
	case w == "basis" && two:
		f.Kind, f.Value, f.To = PercentPoints, f.Value/100, j+2
	case currencyWords[w] != "":
		f.Kind, f.Unit, f.To = Money, currencyWords[w], j+1
	case dollarPeople[w] != "" && two && next.Folded == "dollars":
		f.Kind, f.Unit, f.To = Money, dollarPeople[w], j+2
	case two && currencyWords[next.Folded] != "" && (t.Capital || d.Bangla() && !t.Mark && !banglaCounters[w] && !Stopword(w)): // 12 lakh Australian dollars
		f.Kind, f.Unit, f.To = Money, currencyWords[next.Folded], j+2
	case (halves[w] || w == "o'clock" || w == "gmt") && f.Value <= 2400:
		f.Kind, f.Value, f.To, f.Half = Clock, minutes(f.Value, f.Value != math.Trunc(f.Value), w), j+1, w != "o'clock"
		d.readHalf(f)
	case d.partOfDay(j) != "" && f.Value < 13:
		f.Kind, f.Value = Clock, minutes(f.Value, f.Value != math.Trunc(f.Value), "")
		d.readHalf(f)
	case measures[w] != "" && two && next.Folded == "old":
		f.Kind, f.Unit, f.To = Age, measures[w], j+2
	case d.Bangla() && w == Fold("বছর") && two && banglaAged[next.Folded]:
		f.Kind, f.Unit, f.To = Age, "year", j+2
	case d.pairedUnit(j) != "":
		f.Kind, f.Unit, f.To = Measure, d.pairedUnit(j), j+2
	case d.squareUnit(w) != "":
		f.Kind, f.Unit, f.To = Measure, d.squareUnit(w), j+1
	case w == banglaCentury && !landWords[next.Stem]: // a century, of years or of runs
	case measures[w] != "" && !(w == "m" && f.InWords) && !(w == "second" && f.InWords):
		f.Kind, f.Unit, f.To = Measure, measures[w], j+1
		d.readScale(f)
	case w == "times" || w == Fold("গুণ"):
		f.Kind, f.To = Times, j+1
	}
}

// readScale reads what degrees are of, and what a speed is an hour: 30 degrees Celsius, 120 kilometres an hour.
func (d *Document) readScale(f *Figure) {
	j := f.To
	if !d.same(f.From, j) {
		return
	}
	w, next := d.at(j).Folded, d.at(j+1).Folded
	switch {
	case f.Unit == "degree" && (w == "c" || measures[w] == "celsius"):
		f.Unit, f.To = "celsius", j+1
	case f.Unit == "degree" && (w == "f" || measures[w] == "fahrenheit"):
		f.Unit, f.To = "fahrenheit", j+1
	case (f.Unit == "km" || f.Unit == "mile") && (w == "an" || w == "per") && next == "hour":
		f.Unit, f.To = speeds[f.Unit], j+2
	}
}

var speeds = map[string]string{"km": "kph", "mile": "mph"}

// Near reports whether two values are one, but for how a computer keeps fractions.
func Near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}

// InUnit returns a measure in the unit that all of its sort are compared in.
func (f *Figure) InUnit() (value float64, unit string, ok bool) {
	c, ok := conversions[f.Unit]
	return f.Value * c.factor, c.unit, ok && f.Kind == Measure
}

// shareUnit gives the unit of a figure to the one before it: between 4 and 9 per cent.
func (d *Document) shareUnit(f *Figure) {
	if f.Kind != Percent && f.Kind != Measure && f.Kind != Money {
		return
	}
	between, before := d.at(f.From-1), d.at(f.From-2).Figure
	if !rangeWords[between.Folded] || between.Folded == "and" && d.at(d.startOf(before)-1).Folded != "between" || before == None || before != len(d.Figures)-1 || d.Tokens[f.From-2].Sentence != d.Tokens[f.From].Sentence {
		return
	}
	if g := &d.Figures[before]; g.Kind == Count && g.To == f.From-1 {
		g.Kind, g.Unit = f.Kind, f.Unit
	}
}

var rangeWords = setOf(`and to or - থেকে ও বা`)
