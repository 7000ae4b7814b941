// Package terms turns text into what words are looked up by. Documents and queries go
// through the same functions, whatever database keeps the result, so that a word is
// found however it was typed. It is pure.
//
// A word is looked up at three levels, each coarser than the one before. Exact is the word
// without its case, its joiners, its script of digits and its light endings: যমুনায় and
// যমুনা have one, "Floods" and "flooded" have one. Variant is Exact with the spellings
// folded that people mix up: ি and ী, ণ and ন, "colour" and "color". Sound is what it
// sounds like in Latin letters, so that "jomuna", "jamuna" and যমুনা have one.
package terms

import (
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
)

// Version changes whenever the same word gets other terms than before: what was kept
// under another version has to be made again.
const Version = 1

// Level is how closely two words must be alike to be one.
type Level int

// The levels, the closest first.
const (
	Exact Level = iota
	Variant
	Sound
)

// Levels is how many there are.
const Levels = int(Sound) + 1

// Term is a word as it is looked up: by any of its forms at a level. Nearly every word has
// one at the first two levels. It has two where its ending can be read in two ways: শিক্ষকে
// is শিক্ষক and ে, and could be কে after a word শিক্ষ. It may have no sound, if it is short.
type Term struct {
	Forms [Levels][]string // shared: nobody may change them
	// Common says that nearly every story has the word, so that it tells none from another.
	Common bool
}

// Zero reports whether there is no word.
func (t Term) Zero() bool { return len(t.Forms[Exact]) == 0 }

// Is reports whether the two are one word at the level.
func (t Term) Is(other Term, l Level) bool {
	for _, f := range t.Forms[l] {
		if slices.Contains(other.Forms[l], f) {
			return true
		}
	}
	return false
}

// longest is the most letters that a word has: a longer one is known by its beginning.
const longest = 40

// Of returns the term of one word of a story, the zero Term for a text without a letter or
// digit. A short word in Latin letters has no sound in it: "ferry", "fire" and "fairy" have
// one sound, and a reader means one of them.
// Forms hold letters, marks, digits and hyphens, and of ASCII only a to z, 0 to 9 and the
// hyphen.
func Of(word string) Term { return met.of(word, leastLatinConsonants) }

// met and asked hold the terms of words that were met, or asked for, lately: a text has few
// that no other has.
var (
	met, asked memory
	seed       = maphash.MakeSeed()
)

type memory [1 << 14]atomic.Pointer[remembered]

func (m *memory) of(word string, least int) Term {
	slot := &m[maphash.String(seed, word)%uint64(len(m))]
	if r := slot.Load(); r != nil && r.word == word {
		return r.term
	}
	t := of(word, least)
	slot.Store(&remembered{strings.Clone(word), t})
	return t
}

type remembered struct {
	word string
	term Term
}

// Asked returns the term of a word that is looked for. It is Of, but that a short word in
// Latin letters has a sound: "feri" may be a Bangla word.
func Asked(word string) Term { return asked.of(word, 0) }

func of(word string, least int) (t Term) {
	w := clean(word)
	if w == "" {
		return t
	}
	t.Common = common[w]
	if isBangla(w) {
		t.bangla([]rune(w))
		return t
	}
	exact := stemEnglish(w)
	t.Forms[Exact], t.Forms[Variant] = []string{exact}, []string{foldEnglish(exact)}
	for _, sound := range []string{latinSound(w), latinSound(singular(w))} {
		if consonants(sound) >= least {
			t.add(Sound, sound)
		}
	}
	return t
}

// bangla fills in the forms of a Bangla word. It has a sound for each of its endings that
// is left off: who writes in Latin letters leaves off those that they do not hear as one.
func (t *Term) bangla(w []rune) {
	var s stemming
	s.walk(w)
	for _, end := range s.ends {
		t.add(Exact, string(end))
		t.add(Variant, foldBangla(end))
	}
	for _, stage := range s.stages {
		t.add(Sound, banglaSound(stage))
	}
}

// add adds a form that is not there yet.
func (t *Term) add(l Level, form string) {
	if form != "" && !slices.Contains(t.Forms[l], form) {
		t.Forms[l] = append(t.Forms[l], form)
	}
}

// Span is where a word stands in a text, in bytes. It begins and ends between graphemes.
type Span struct{ Start, End int }

// Words returns where the words of the text are, in order. A vowel sign, a hasanta or a
// joiner never splits a word; a hyphen and a danda do.
func Words(text string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for it := words.FromString(text); it.Next(); {
			if !wordy(it.Value()) {
				continue
			}
			for _, s := range split(it.Value(), it.Start()) {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// wordy reports whether a segment of a text has a letter or a digit.
func wordy(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return true
		}
	}
	return false
}

// split takes a segment apart at a full stop, a colon or a low line between two words,
// which the standard keeps together. "U.S." and "3.5" stay whole.
func split(s string, at int) []Span {
	whole := []Span{{at, at + len(s)}}
	if !strings.ContainsAny(s, ".:_") || initials(s) {
		return whole
	}
	var parts []Span
	from := 0
	for i, r := range s {
		between := i > 0 && i+1 < len(s) && isDigit(before(s, i)) && isDigit(after(s, i+1))
		if r == '_' || (r == '.' || r == ':') && !between {
			if wordy(s[from:i]) {
				parts = append(parts, Span{at + from, at + i})
			}
			from = i + 1
		}
	}
	if wordy(s[from:]) {
		parts = append(parts, Span{at + from, at + len(s)})
	}
	return parts
}

// initials reports whether s is single letters with full stops between them.
func initials(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part != "" && graphemeCount(part, 2) != 1 {
			return false
		}
	}
	return true
}

func before(s string, i int) rune { r, _ := utf8.DecodeLastRuneInString(s[:i]); return r }
func after(s string, i int) rune  { r, _ := utf8.DecodeRuneInString(s[i:]); return r }

// graphemeCount returns how many graphemes s has, at most most.
func graphemeCount(s string, most int) int {
	n := 0
	for it := graphemes.FromString(s); n < most && it.Next(); {
		n++
	}
	return n
}

// Whole returns the spans widened to whole graphemes of the text, without those that then
// overlap the one before. They must be in order.
func Whole(text string, spans []Span) []Span {
	if len(spans) == 0 {
		return nil
	}
	out := make([]Span, 0, len(spans))
	it := graphemes.FromString(text)
	for i := 0; i < len(spans) && it.Next(); {
		for i < len(spans) && spans[i].Start < it.End() {
			s := Span{it.Start(), it.End()}
			for s.End < spans[i].End && it.Next() {
				s.End = it.End()
			}
			out = append(out, s)
			for i < len(spans) && spans[i].Start < s.End {
				i++
			}
		}
	}
	return out
}
