package prose

import (
	"slices"
	"strings"
)

// banglaShares are words before a number that say how much more of one it is: সাড়ে ৬ is six and a half.
var banglaShares = folded(map[string]float64{"সাড়ে": .5, "সোয়া": .25, "পৌনে": -.25})

// readShared reads সাড়ে তিন হাজার, পৌনে ১২টা.
func (d *Document) readShared(f *Figure) bool {
	i := f.From
	share := banglaShares[d.at(i).Folded]
	if share == 0 || !d.Bangla() || !d.same(i, i+1) {
		return false
	}
	g := Figure{Range: Range{i + 1, i + 1}}
	if d.at(i + 1).Digits {
		d.readDigits(&g, i+1, false)
	} else {
		d.readWords(&g, i+1)
	}
	if g.To == g.From || g.Kind != Count && g.Kind != Clock {
		return false
	}
	of := 1.0
	if g.Kind == Clock {
		of = 60
	}
	for k := i + 1; k < g.To; k++ {
		if m := magnitudes[d.at(k).Folded]; m > 0 {
			of = m
		}
	}
	if g.From, g.Value = i, g.Value+share*of; g.Value < 0 { // পৌনে ১২টা at night
		g.Value += 1440
	}
	*f = g
	return true
}

// banglaClassifiers are written on to a number in words: তিনজন, চারটি.
var banglaClassifiers = strings.Fields(Fold(`জনের জনকে টিতে টির টায় টার টাতে জন টি টা`))

// classified returns the number of a word with a classifier, and the classifier. One is left out: একটি is an article.
func classified(w string) (value float64, classifier string, ok bool) {
	for _, form := range [...]string{w, lessEmphatic(w)} {
		for _, c := range banglaClassifiers {
			if stump, is := strings.CutSuffix(form, c); is {
				if v, is := units[stump]; is && v > 1 {
					return v, c, true
				}
			}
		}
	}
	return 0, "", false
}

// arriving are the beginnings of verbs of a number that rises or falls to another.
var arriving = strings.Fields(Fold(`দাঁড় পৌঁছ উন্নীত নেম নাম উঠ`))

// located returns the number of a word with the ending of a place, before a verb that says that something came to it: বেড়ে সাতে দাঁড়িয়েছে.
func (d *Document) located(i int) (float64, bool) {
	w, next := d.at(i).Folded, d.at(i+1).Folded
	if !d.Bangla() || !d.same(i, i+1) || !slices.ContainsFunc(arriving, func(a string) bool { return strings.HasPrefix(next, a) }) {
		return 0, false
	}
	for _, ending := range [...]string{Fold("তে"), Fold("ে"), Fold("য়ে")} {
		if stump, ok := strings.CutSuffix(w, ending); ok && units[stump] > 1 {
			return units[stump], true
		}
	}
	return 0, false
}

// readParts reads ৪ ভাগের ১ ভাগ and তিন ভাগের দুই ভাগ, which begin with the figure.
func (d *Document) readParts(f *Figure) {
	if !d.Bangla() || f.Kind != Count || f.Value < 2 || f.Value > 20 || d.at(f.To).Folded != Fold("ভাগের") {
		return
	}
	g := Figure{Range: Range{f.To + 1, f.To + 1}}
	if d.at(g.From).Digits {
		d.readDigits(&g, g.From, false)
	} else {
		d.readWords(&g, g.From)
	}
	if g.To > g.From && g.Kind == Count && g.Value < f.Value && strings.HasPrefix(d.at(g.To).Folded, Fold("ভাগ")) && d.same(f.From, g.To) {
		f.Kind, f.Value, f.To = Fraction, g.Value/f.Value, g.To+1
	}
}
