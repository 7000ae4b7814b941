package ask

import (
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/terms"
)

// Vocabulary is words that stories have, for who cannot spell one.
type Vocabulary struct{ words map[string]*entry }

// entry is a word of the vocabulary, by its variant.
type entry struct {
	letters []rune
	shown   string // the shortest way in which it was written
	times   int
}

// Add adds the words of a text.
func (v *Vocabulary) Add(text string) {
	if v.words == nil {
		v.words = map[string]*entry{}
	}
	for s := range terms.Words(text) {
		word := text[s.Start:s.End]
		t := terms.Of(word)
		if t.Zero() || t.Common {
			continue
		}
		form := t.Forms[terms.Variant][0]
		e := v.words[form]
		if e == nil {
			e = &entry{letters: []rune(form), shown: word}
			v.words[form] = e
		}
		if e.times++; utf8.RuneCountInString(word) < utf8.RuneCountInString(e.shown) {
			e.shown = word
		}
	}
}

// mostCorrected is how many words of a text are corrected.
const mostCorrected = 4

// Correct returns the words with those that the vocabulary does not have replaced by the
// nearest that it has, and false if there is nothing to correct or none near enough.
func (v *Vocabulary) Correct(words []string) (string, bool) {
	out := make([]string, 0, len(words))
	corrected := 0
	for _, w := range words {
		t := terms.Of(w)
		if t.Zero() || t.Common || v.has(t) || corrected == mostCorrected {
			out = append(out, w)
			continue
		}
		if near := v.nearest([]rune(t.Forms[terms.Variant][0])); near != "" {
			corrected++
			w = near
		}
		out = append(out, w)
	}
	return strings.Join(out, " "), corrected > 0
}

func (v *Vocabulary) has(t terms.Term) bool {
	for _, form := range t.Forms[terms.Variant] {
		if v.words[form] != nil {
			return true
		}
	}
	return false
}

// nearest returns the word that differs least, of those the most frequent, "" if all
// differ by more than a slip.
func (v *Vocabulary) nearest(w []rune) string {
	limit := 1
	if len(w) > 5 {
		limit = 2
	}
	if len(w) < 3 {
		return ""
	}
	var best *entry
	least := limit + 1
	for _, e := range v.words {
		d := distance(w, e.letters, least)
		closer := d < least || d == least && best != nil && (e.times > best.times || e.times == best.times && e.shown < best.shown)
		if d <= limit && closer {
			best, least = e, d
		}
	}
	if best == nil {
		return ""
	}
	return best.shown
}

// distance returns how many letters must be put in, left out, replaced or swapped with
// their neighbour to make one word the other; more than most may be any number above it.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
