package prose

import "strings"

// emphatics are "just" and "also", which in Bangla are written on to any word: ১৯ শতাংশই, ৭ জনও.
var emphatics = [...]string{Fold("ই"), Fold("ও")}

// lessEmphatic returns a folded Bangla word without "just" or "also".
func lessEmphatic(w string) string {
	for _, e := range emphatics {
		if stump, ok := strings.CutSuffix(w, e); ok && stump != "" {
			return stump
		}
	}
	return w
}

// formOf returns the form of a folded word that one of the lists has: in Bangla শতাংশই is শতাংশ, and একরেরও একর. Any other word stays as it is.
func (d *Document) formOf(w string, listed func(string) bool) string {
	if !d.Bangla() || listed(w) {
		return w
	}
	stump := lessEmphatic(w)
	for range mostEndings {
		if listed(stump) {
			return stump
		}
		rest, ok := lessEnding(stump)
		if !ok || rest == banglaGram { // villages are counted in any case
			return w
		}
		stump = rest
	}
	return w
}

var banglaGram = Fold("গ্রাম")

// unitAt returns the form of the token's word that the lists of units, shares and currencies have, or the word.
func (d *Document) unitAt(i int) string {
	return d.formOf(d.at(i).Folded, func(w string) bool { return measures[w] != "" || percents[w] || currencyWords[w] != "" })
}

// magnitudeAt returns how many of one the token says that there are: a lakh, লাখেরও. It is 0 if it is no such word.
func (d *Document) magnitudeAt(i int) float64 {
	return magnitudes[d.formOf(d.at(i).Folded, func(w string) bool { return magnitudes[w] > 0 })]
}

// pairedUnits are units of two words.
var pairedUnits = map[[2]string]string{
	{"nautical", "mile"}: "nmi", {"sea", "mile"}: "nmi", {Fold("নটিক্যাল"), "mile"}: "nmi", {"metric", "ton"}: "tonne", {"metric", "tonne"}: "tonne",
}

// squares are words that make a unit of length one of an area or of room.
var squares = folded(map[string]string{"square": "square", "sq": "square", "cubic": "cubic", "বর্গ": "square", "ঘন": "cubic"})

// pairedUnit returns the unit that the two words at the token are, or "".
func (d *Document) pairedUnit(j int) string {
	if !d.same(j, j+1) {
		return ""
	}
	w, unit := d.at(j).Folded, measures[d.unitAt(j+1)]
	if both := pairedUnits[[2]string{w, unit}]; both != "" {
		return both
	}
	if s := squares[w]; s != "" && unit != "" {
		return s + " " + unit
	}
	return ""
}

// squareUnit returns the unit of area or room that one Bangla word is: বর্গকিলোমিটার, ঘনফুট.
func (d *Document) squareUnit(w string) string {
	for square, s := range squares {
		if rest, ok := strings.CutPrefix(w, square); ok && d.Bangla() {
			if unit := measures[d.formOf(rest, func(w string) bool { return measures[w] != "" })]; unit != "" {
				return s + " " + unit
			}
		}
	}
	return ""
}

// banglaCentury is a hundredth of an acre where land is counted, and a century elsewhere.
var (
	banglaCentury = Fold("শতক")
	landWords     = setOf(`জমি ভুমি জায়গা`)
)

// hundredths are units of money of which a hundred are one of each of others.
var hundredths = map[string]map[string]bool{
	"paisa": {"BDT": true, "INR": true, "PKR": true, "NPR": true}, "p": {"GBP": true},
	"c": {"$": true, "USD": true, "AUD": true, "CAD": true, "NZD": true, "SGD": true, "EUR": true},
}

// Hundredth reports whether a hundred of the one unit of money are one of the other: cents, of a dollar.
func Hundredth(unit, of string) bool { return hundredths[unit][of] }

// joinHundredths adds what follows a sum of money in its hundredths to it: ৮ টাকা ৪৫ পয়সা, 3 dollars and 20 cents.
func (d *Document) joinHundredths(f *Figure) {
	i := f.To
	if f.Kind != Money {
		return
	}
	for d.same(f.From, i) && i < f.To+1 && joins[d.at(i).Folded] {
		i++
	}
	g := Figure{Range: Range{i, i}}
	if !d.same(f.From, i) {
		return
	}
	d.readFigure(&g)
	if g.To == g.From || g.Kind != Count {
		return
	}
	if d.readUnit(&g); g.Kind == Money && Hundredth(g.Unit, f.Unit) && g.Value < 100 {
		f.Value += g.Value / 100
		f.To = g.To
	}
}

// shareMagnitudes notes of bare figures what they are if they share the magnitude of another in their sentence: between 6.1 and 6.4 billion,
// 1,900 million a day, against a demand of 4,000.
func (d *Document) shareMagnitudes() {
	for n := range d.Figures {
		f := &d.Figures[n]
		if f.Kind == Ordinal || f.Kind == Clock || f.Kind == Age || f.Kind == Score || d.scaleOf(f) != 1 {
			continue
		}
		for _, other := range [...]int{n + 1, n - 1, n + 2, n - 2} {
			if other < 0 || other >= len(d.Figures) || d.Tokens[d.Figures[other].From].Sentence != d.Tokens[f.From].Sentence {
				continue
			}
			if s := d.scaleOf(&d.Figures[other]); s > 1 && (f.Bare || other == n+1 && d.ranges(f, &d.Figures[other])) {
				f.Scaled = f.Value * s
				break
			}
		}
	}
}

// ranges reports whether only a word like "to" stands between two figures.
func (d *Document) ranges(f, g *Figure) bool {
	return f.To+1 == g.From && rangeWords[d.at(f.To).Folded]
}

// scaleOf returns the magnitude that a figure is written with, 1 if it has none, or 0 if it has several.
func (d *Document) scaleOf(f *Figure) float64 {
	for k := f.From; k < f.To; k++ {
		v, _, ok := digits(d.at(k).Folded)
		if !ok {
			v, ok = units[d.at(k).Folded]
		}
		if !ok || v == 0 {
			continue
		}
		for _, s := range [...]float64{1, 100, 1e3, 1e5, 1e6, 1e7, 1e9, 1e12} {
			if Near(v*s, f.Value) {
				return s
			}
		}
		return 0
	}
	return 0
}
