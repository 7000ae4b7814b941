package terms

import (
	"slices"
	"strings"
)

// ending is a light ending of a Bangla word.
type ending struct {
	letters []rune
	after   func(rune) bool // what the word before it must end with; nil is anything
	least   int             // consonants and vowels that must be left
	other   []rune          // a shorter ending that it may be instead: the word goes on into it
}

// endings are those of nouns: case, number, the article and the two particles that lean on
// any word. They are taken off one after the other until none is left, so that শহরগুলোতেই,
// শহরগুলো and শহরের meet in শহর. Longer ones stand before those that they end with. A word
// that ends by itself as if it had one loses it too, always the same way: সরকার and
// সরকারের meet in সরকা, which nobody sees.
var endings = []ending{
	{letters: []rune("গুলো"), least: 2},
	{letters: []rune("গুলি"), least: 2},
	{letters: []rune("গুলা"), least: 2},
	{letters: []rune("েরা"), after: isConsonant, least: 2},
	{letters: []rune("দের"), least: 2, other: []rune("ের")},                           // কর্মীদের, and সংবাদের
	{letters: []rune("\u09AF\u09BCের"), after: isVowel, least: 1, other: []rune("র")}, // জুলাইয়ের, and মেয়ের
	{letters: []rune("\u09AF\u09BCে"), after: isVowel, least: 2},                      // জুলাইয়ে
	{letters: []rune("টি"), least: 2},
	{letters: []rune("টা"), least: 2},
	{letters: []rune("কে"), least: 2, other: []rune("ে")}, // লেখককে, and বৈঠকে
	{letters: []rune("ের"), after: isConsonant, least: 1},
	{letters: []rune("তে"), after: isVowel, least: 2, other: []rune("ে")}, // নদীতে, and আহতে
	{letters: []rune("রা"), after: isVowel, least: 2},
	{letters: []rune("\u09AF\u09BC"), after: isOpenVowel, least: 2}, // যমুনায়
	{letters: []rune("র"), after: isVowel, least: 2},
	{letters: []rune("ে"), after: isConsonant, least: 2},
	{letters: []rune("ই"), least: 2},
	{letters: []rune("ও"), least: 2},
}

// kept are frequent words that only look as if they had an ending, and would without it be
// taken for others: করে (doing) for কর (tax), বলে (says) for বল (ball).
var kept = wordSet(`করে বলে চলে হলে পরে ধরে মতে সবে তবে যদি নিজে আগে কাছে দিকে দিয়ে নিয়ে গিয়ে হয়ে চেয়ে থেকে
	পেয়ে মাঝে সঙ্গে সাথে মধ্যে জন্যে করবে বলবে থাকে আছে গেছে হবে যাবে পারে কেউই কোটি কমে বাড়ে মিলে তুলে ফেলে
	খুলে জানে মনে গেলে বসে এসে শেষে হওয়ায় দেওয়ায়`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[clean(w)] = true
	}
	return set
}

// mostReadings is how many ways a word is read.
const mostReadings = 3

// stemming is a word on its way through its endings.
type stemming struct {
	stages [][]rune // the word, and after each ending that was taken off
	ends   [][]rune // where nothing was left to take off
}

// walk takes the endings off, along each way that the word can be read.
func (s *stemming) walk(w []rune) {
	s.stages = append(s.stages, w)
	if !kept[string(w)] {
		for _, e := range endings {
			rest, ok := e.cut(w)
			if !ok {
				continue
			}
			s.walk(rest)
			if n := len(w) - len(e.other); e.other != nil && len(s.ends) < mostReadings && letterCount(w[:n]) > 1 {
				s.walk(w[:n])
			}
			return
		}
	}
	s.ends = append(s.ends, w)
}

// cut returns the word without the ending, if it has it.
func (e ending) cut(w []rune) ([]rune, bool) {
	n := len(w) - len(e.letters)
	if n <= 0 || !slices.Equal(w[n:], e.letters) {
		return nil, false
	}
	rest := w[:n]
	if end := rest[n-1]; end == hasanta || e.after != nil && !e.after(end) {
		return nil, false
	}
	return rest, letterCount(rest) >= e.least || isNumber(rest)
}

// letterCount counts consonants, vowels and digits; a vowel sign is none.
func letterCount(w []rune) int {
	n := 0
	for _, r := range w {
		if isConsonant(r) && r != nukta || r >= 0x0985 && r <= 0x0994 || isDigit(r) {
			n++
		}
	}
	return n
}

func isNumber(w []rune) bool {
	return !slices.ContainsFunc(w, func(r rune) bool { return !isDigit(r) })
}

// isConsonant is true of a consonant, also when a dot is under it.
func isConsonant(r rune) bool {
	return r >= 'ক' && r <= 'হ' || r == nukta || r == 'ৎ' || r == 'ং'
}

// isVowel is true of a vowel and a vowel sign.
func isVowel(r rune) bool { return r >= 0x0985 && r <= 0x0994 || r >= 0x09BE && r <= 0x09CC }

// isOpenVowel is true of the vowels after which the locative is a glide.
func isOpenVowel(r rune) bool { return r == 'া' || r == 'ো' || r == 'আ' || r == 'ও' }

// folded are the letters that one letter stands for in a Variant.
var folded = map[rune]rune{
	'ী': 'ি', 'ঈ': 'ই', 'ূ': 'ু', 'ঊ': 'উ', 'ণ': 'ন', 'ঞ': 'ন', 'শ': 'স', 'ষ': 'স', 'য': 'জ', 'ঙ': 'ং',
	'ৈ': 'ে', 'ঁ': 0, 'ঃ': 0, '\u09F1': 'ব',
}

// foldBangla returns the word with the spellings folded that people mix up.
func foldBangla(w []rune) string {
	out := make([]rune, 0, len(w))
	for i := 0; i < len(w); i++ {
		r := w[i]
		if i+1 < len(w) && w[i+1] == nukta { // ড় ঢ় য়
			switch r {
			case 'ড', 'ঢ':
				r = 'র'
			default:
				r = '\u09DF' // stays what it is
			}
			i++
		} else if to, ok := folded[r]; ok {
			r = to
		}
		switch r {
		case 0:
		case 'ৎ':
			out = append(out, 'ত', hasanta)
		default:
			out = append(out, r)
		}
	}
	out = foldConjuncts(out)
	if n := len(out); n > 2 && (out[n-1] == 'ো' || out[n-1] == hasanta) { // ভাল is ভালো
		out = out[:n-1]
	}
	return string(out)
}

// foldConjuncts writes a doubled consonant once where a reph stands over it, as in
// কার্য্যালয়, and ঙ্গ as ং, since both are said as they are in বাংলা.
func foldConjuncts(w []rune) []rune {
	out := w[:0]
	for i := 0; i < len(w); i++ {
		n := len(out)
		switch {
		case n >= 3 && w[i] == hasanta && i+1 < len(w) && w[i+1] == out[n-1] && out[n-2] == hasanta && out[n-3] == 'র':
			i++
		case w[i] == hasanta && i+1 < len(w) && n > 0 && out[n-1] == 'ং':
			// the hasanta of ঙ্গ and ঙ্ক
		default:
			out = append(out, w[i])
		}
	}
	return out
}
