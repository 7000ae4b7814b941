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
		f.Kind, f.Value = Clock, minutes(v, strings.Contains(t.Folded, "."), rest)
	case "p", "c":
		f.Kind, f.Unit = Money, rest
	default:
		if !d.readGlued(f, rest) {
			return // A320, 4G
		}
	}
	f.To = i + 1
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
	case !banglaCounters[rest]:
		return false
	}
	return true
}

// readClock reads the minutes of 12:30.
func (d *Document) readClock(f *Figure, i int) {
	colon, after := d.at(i+1), d.at(i+2)
	if colon.Text != ":" || !after.Digits || colon.Start != d.Tokens[i].End || after.Start != colon.End {
		return
	}
	if m, _, ok := digits(after.Folded); ok {
		f.Kind, f.Value, f.To = Clock, f.Value*60+m, i+3
	}
}

// readMagnitude reads million, lakh crore and the like after a number.
func (d *Document) readMagnitude(f *Figure, money bool) {
	next := d.at(f.To)
	if !d.same(f.From, f.To) {
		return
	}
	m := magnitudes[next.Folded]
	if m == 0 && next.Folded == "m" && (money || next.Start == d.at(f.To-1).End) {
		m = 1e6
	}
	last := 0.0
	for ; m > last; m = magnitudes[d.at(f.To).Folded] { // লাখ কোটি: each greater than the one before
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
		m := magnitudes[d.at(f.To+1).Folded]
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
	if m := magnitudes[d.at(f.To).Folded]; m > 0 {
		f.Value *= m
		f.To++
	}
}

// minutes returns the minutes after midnight of 10.30 am and 1030 pm.
func minutes(v float64, pointed bool, half string) float64 {
	hour, minute := v, 0.0
	switch {
	case pointed:
		hour = math.Floor(v)
		minute = math.Round((v - hour) * 100)
	case v > 24:
		hour, minute = math.Floor(v/100), math.Mod(v, 100)
	}
	m := hour*60 + minute
	if strings.HasPrefix(half, "p") && m < 720 {
		m += 720
	}
	return m
}

// readUnit reads what a count is of, from the words after it.
func (d *Document) readUnit(f *Figure) {
	j := f.To
	t, next := d.at(j), d.at(j+1)
	if !d.same(f.From, j) {
		return
	}
	w := t.Folded
	two := d.same(f.From, j+1)
	switch {
	case f.Kind == Clock:
		if halves[w] {
			f.Value = minutes(f.Value/60, false, w)
			f.To++
		}
	case f.Kind != Count:
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
	case (halves[w] || w == "o'clock" || w == "gmt") && f.Value <= 2400:
		f.Kind, f.Value, f.To = Clock, minutes(f.Value, f.Value != math.Trunc(f.Value), w), j+1
	case measures[w] != "" && two && next.Folded == "old":
		f.Kind, f.Unit, f.To = Age, measures[w], j+2
	case d.Bangla() && w == Fold("বছর") && two && banglaAged[next.Folded]:
		f.Kind, f.Unit, f.To = Age, "year", j+2
	case (w == "square" || w == "cubic") && two && measures[next.Folded] != "":
		f.Kind, f.Unit, f.To = Measure, w+" "+measures[next.Folded], j+2
	case measures[w] != "" && !(w == "m" && f.InWords) && !(w == "second" && f.InWords):
		f.Kind, f.Unit, f.To = Measure, measures[w], j+1
	case w == "times" || w == Fold("গুণ"):
		f.Kind, f.To = Times, j+1
	}
}

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
	if !rangeWords[between.Folded] || before == None || before != len(d.Figures)-1 || d.Tokens[f.From-2].Sentence != d.Tokens[f.From].Sentence {
		return
	}
	if g := &d.Figures[before]; g.Kind == Count && g.To == f.From-1 {
		g.Kind, g.Unit = f.Kind, f.Unit
	}
}

var rangeWords = setOf(`and to or - থেকে ও বা`)
