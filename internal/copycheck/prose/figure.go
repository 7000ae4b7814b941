package prose

import (
	"math"
	"strings"
)

// Figure is a number with what it counts.
type Figure struct {
	Range
	Value   float64 // with its magnitude: 1.2 million is 1200000; of a time of day, minutes after midnight
	Kind    FigureKind
	Unit    string // of money an ISO 4217 code, of a measure and an age a short name; else ""
	Bound   Bound
	Bounded Range // the figure with the words that bound it
	InWords bool
	Half    bool     // of a time of day: which half of the day it is in is known
	Bare    bool     // nothing says what it counts
	Joined  float64  // of a measure of several units, what the smallest is of all that measure the same; else 0
	Scaled  float64  // what it is if it shares the magnitude of a figure near it, or 0: 6.1 to 6.4 billion
	Heads   []string // the stems of the words that follow it, three at most
}

// FigureKind is what a figure is of.
type FigureKind int

// The kinds of figures.
const (
	Count FigureKind = iota
	Ordinal
	Percent
	PercentPoints
	Money
	Age
	Clock
	Measure
	Fraction
	Vague // dozens, thousands
	Times // three times
	Score // 3-1
)

// Bound is what is said of a figure's exactness by the words before it.
type Bound int

// The bounds.
const (
	Exact Bound = iota
	AtLeast
	AtMost
	About
)

// findFigures finds figures from left to right, outside dates.
func (d *Document) findFigures() {
	for i := 0; i < len(d.Tokens) && len(d.Figures) < most; i++ {
		if t := &d.Tokens[i]; t.Date != None || t.Possessive {
			continue
		}
		f := Figure{Range: Range{i, i}}
		d.readFigure(&f)
		if f.To == f.From {
			continue
		}
		d.readParts(&f)
		d.readUnit(&f)
		d.joinSmaller(&f)
		d.joinHundredths(&f)
		f.Bare = d.isBare(&f)
		d.readSurroundings(&f)
		d.shareUnit(&f)
		for k := f.From; k < f.To; k++ {
			d.Tokens[k].Figure = len(d.Figures)
		}
		d.Figures = append(d.Figures, f)
		i = f.To - 1
	}
	d.shareMagnitudes()
}

// readFigure reads a number that begins at f.From, with a currency before it; f.To stays f.From if there is none.
func (d *Document) readFigure(f *Figure) {
	i := f.From
	if d.readShared(f) {
		return
	}
	currency, at := d.currencyBefore(i)
	t := d.at(at)
	switch {
	case t.Digits:
		d.readDigits(f, at, currency != "")
	case t.Mark || currency != "":
	default:
		d.readWords(f, at)
	}
	if f.To > f.From && currency != "" {
		f.Kind, f.Unit = Money, currency
	}
}

// currencyBefore reads $, Tk, US$ and the like before digits, and returns where the digits are: i if there is no currency.
func (d *Document) currencyBefore(i int) (string, int) {
	t := d.at(i)
	if code := currencies[t.Folded]; code != "" {
		switch next := d.at(i + 1); {
		case !d.same(i, i+1):
		case next.Digits:
			return code, i + 1
		case next.Text == "." && d.at(i+2).Digits && (code == "BDT" || code == "INR"):
			return code, i + 2
		}
		return "", i
	}
	if next := d.at(i + 1); t.Capital && next.Text == "$" && next.Start == t.End && d.at(i+2).Digits {
		if code := dollars[t.Folded]; code != "" {
			return code, i + 2
		}
	}
	return "", i
}

// readWords reads a number in words.
func (d *Document) readWords(f *Figure, i int) {
	t := d.at(i)
	if v, to, ok := d.wordNumber(i); ok {
		f.Value, f.To, f.InWords = v, to, true
		if d.Bangla() {
			if _, ending, ok := classified(t.Folded); ok && to == i+1 {
				d.readBanglaClock(f, i, ending)
				return
			}
			d.readDecimal(f)
		}
		if d.at(to).Folded == "and" && d.at(to+1).Folded == "a" && d.at(to+2).Folded == "half" && d.same(i, to+2) {
			f.Value += .5
			f.To += 3
			if m := magnitudes[d.at(f.To).Folded]; m > 0 && d.same(i, f.To) {
				f.Value *= m
				f.To++
			}
		}
		if f.To == to && d.same(i, to) && isDozen(d.at(to).Folded) {
			f.Value *= 12
			f.To++
		}
		d.readFraction(f)
		return
	}
	f.InWords = true
	if d.readPast(f, i) {
		return
	}
	if v, ok := d.located(i); ok {
		f.Value, f.To = v, i+1
		return
	}
	if v, ok := ordinals[t.Folded]; ok {
		if !(t.Folded == "second" && strings.HasPrefix(d.at(i+1).Folded, "half")) {
			f.Value, f.Kind, f.To = v, Ordinal, i+1
		}
		return
	}
	next := d.at(i + 1).Folded
	switch m := magnitudes[next]; {
	case t.Folded == "half" && next == "a" && len(d.at(i+2).Folded) > 2 && magnitudes[d.at(i+2).Folded] > 0:
		f.Value, f.To = magnitudes[d.at(i+2).Folded]/2, i+3
	case (t.Folded == "a" || t.Folded == "an") && parts[next] > 0 && d.isPart(i, i+2):
		f.Value, f.Kind, f.To = 1/parts[next], Fraction, i+2
	case t.Folded == "half" && (next == "a" || next == "an") && measures[d.at(i+2).Folded] != "":
		f.Value, f.Kind, f.Unit, f.To = .5, Measure, measures[d.at(i+2).Folded], i+3
	case (t.Folded == "a" || t.Folded == "an") && measures[next] != "" && d.at(i+2).Folded == "and" && d.at(i+3).Folded == "a" && d.at(i+4).Folded == "half":
		f.Value, f.Kind, f.Unit, f.To = 1.5, Measure, measures[next], i+5
	case (t.Folded == "a" || t.Folded == "an") && m > 0 && len(next) > 2:
		f.Value, f.To = m, i+2
	case vague[t.Folded] > 0 && (t.Folded != "scores" || next == "of"):
		f.Value, f.Kind, f.To = vague[t.Folded], Vague, i+1
		if more := vague[d.at(i+2).Folded]; more > 0 && next == "of" {
			f.Value *= more
			f.To = i + 3
		}
	}
}

// isPart reports whether "a third", with what is before it and from the token after on, is a part of something and no ordinal.
func (d *Document) isPart(i, after int) bool {
	before, next := d.at(i-1).Folded, d.at(after).Folded
	return next == "of" || next == "off" || before == "by" || before == "than" && moreWords[d.at(i-2).Folded] || boundWords[before] != Exact || partly[next]
}

var partly = setOf(`more less higher lower cheaper dearer fewer smaller larger`)

func isDozen(w string) bool { return w == "dozen" || w == Fold("ডজন") }

// wordNumber reads a run of number words from the token i on, and returns what is after it.
func (d *Document) wordNumber(i int) (value float64, to int, ok bool) {
	total, current := 0.0, 0.0
	j := i
	for ; j < len(d.Tokens) && d.Tokens[j].Sentence == d.Tokens[i].Sentence; j++ {
		w := d.Tokens[j].Folded
		if v, _, is := classified(w); is && d.Bangla() && (!ok || current == 0) {
			return total + v, j + 1, true
		}
		if v, is := units[w]; is && !(w == banglaNine && !counted(d.at(j+1).Folded)) {
			tens := math.Mod(current, 100)
			if ok && current != 0 && tens != 0 && (tens < 20 || v >= 10 || math.Mod(current, 10) != 0) {
				break
			}
			current += v
			ok = true
			continue
		}
		m, is := magnitudes[w]
		switch {
		case is && ok && len(w) > 2 && !isDozen(w):
			if m == 100 {
				current *= 100
			} else {
				total += current * m
				current = 0
			}
			continue
		case w == "and" && ok && (math.Mod(current, 100) == 0 && current > 0 || total > 0 && current == 0):
			if _, is := units[d.at(j+1).Folded]; is {
				continue
			}
		}
		break
	}
	return total + current, j, ok
}

// readFraction reads two-thirds and three quarters.
func (d *Document) readFraction(f *Figure) {
	part, ok := parts[d.at(f.To).Folded]
	if !ok || f.Value >= 10 || f.Value == 0 || !d.same(f.From, f.To) || d.at(f.To).Folded == "fifth" && f.Value == 1 {
		return
	}
	f.Value /= part
	f.Kind = Fraction
	f.To++
}

// readSurroundings reads the words around a figure: an age between commas, a score, its bound, what follows it.
func (d *Document) readSurroundings(f *Figure) {
	t, before, after := d.at(f.From), d.at(f.From-1), d.at(f.To)
	whole := f.Value == math.Trunc(f.Value)
	switch {
	case f.Kind != Count:
	case before.Folded == "aged":
		f.Kind, f.Unit = Age, "year"
	case f.InWords || !whole:
	case f.Value < 100 && (after.Digits && after.Joined && len(after.Folded) <= 2 || t.Joined && before.Digits && len(before.Folded) <= 2):
		f.Kind = Score
	case f.Value < 120 && before.Text == "," && d.at(f.From-2).Capital && (after.Mark && strings.Contains(",.;", after.Text) || after.Folded == "and"):
		f.Kind, f.Unit = Age, "year"
	}
	f.Bounded = f.Range
	if f.Bound, f.Bounded.From = d.boundBefore(f.From); f.Bound == Exact && d.Bangla() {
		f.Bound, f.Bounded.To = d.boundAfter(f)
	}
	for i := f.To; i < f.To+4 && d.same(f.From, i) && len(f.Heads) < 3; i++ {
		if d.Tokens[i].Mark {
			break
		}
		if !Stopword(d.Tokens[i].Folded) && !d.Tokens[i].Digits {
			f.Heads = append(f.Heads, d.Tokens[i].Stem)
		}
	}
}

// boundBefore reads "more than", "nearly", "about" within three words before a figure, and returns where the words begin.
func (d *Document) boundBefore(at int) (Bound, int) {
	for i := at - 1; i >= at-3 && d.same(at, i); i-- {
		w, before := d.Tokens[i].Folded, d.at(i-1).Folded
		switch {
		case d.Tokens[i].Mark:
			return Exact, at
		case boundWords[w] != Exact:
			return boundWords[w], i
		case w == "than" && moreWords[before] && denying[d.at(i-2).Folded], w == "as" && manyWords[before] && d.at(i-2).Folded == "as":
			return AtMost, i - 2
		case w == "than" && lessWords[before] && denying[d.at(i-2).Folded], w == "as" && fewWords[before] && d.at(i-2).Folded == "as":
			return AtLeast, i - 2
		case w == "than" && moreWords[before], w == "least" && before == "at":
			return AtLeast, i - 1
		case w == "than" && lessWords[before], w == "most" && before == "at", w == "to" && before == "up":
			return AtMost, i - 1
		}
	}
	return Exact, at
}

// boundAfter reads what follows a figure in Bangla, ১০০ জনের বেশি, and returns where it ends.
func (d *Document) boundAfter(f *Figure) (Bound, int) {
	for i := f.To; i < f.To+3 && d.same(f.From, i); i++ {
		switch w := d.Tokens[i].Folded; {
		case banglaMore[w]:
			return AtLeast, i + 1
		case banglaLess[w]:
			return AtMost, i + 1
		}
	}
	return Exact, f.To
}
