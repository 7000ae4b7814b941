package terms

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	hasanta = '\u09CD'
	nukta   = '\u09BC'
)

func isBangla(w string) bool {
	for _, r := range w {
		if r >= 0x0980 && r <= 0x09FF {
			return true
		}
	}
	return false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '০' && r <= '৯' }

// clean returns the word in one form: composed as Unicode has it, lower case, digits in
// ASCII, without accents on Latin letters, joiners, apostrophes and other signs. "" is no
// word.
func clean(word string) string {
	if isPlain(word) || isPlainBangla(word) {
		return word
	}
	return cleanLong(word)
}

func cleanLong(word string) string {
	w := possessive(strings.ToLower(norm.NFKC.String(word)))
	var b strings.Builder
	n, last := 0, rune(0)
	for i, r := range w {
		r = cleanRune(r)
		switch {
		case r == '.' && isDigit(last) && i+1 < len(w) && isDigit(after(w, i+1)):
			r = '-' // a decimal point
		case !unicode.In(r, unicode.L, unicode.Mn, unicode.Mc, unicode.N):
			continue
		}
		if n++; n > longest {
			break
		}
		last = r
		b.WriteRune(r)
	}
	s := b.String()
	s = strings.ReplaceAll(s, "অা", "আ") // typed as two, seen as one
	if rest, ok := strings.CutSuffix(s, "ত"+string(hasanta)); ok {
		s = rest + "ৎ" // as it was written before it had a letter of its own
	}
	if !wordy(s) {
		return ""
	}
	return s
}

// isPlain reports whether the word is in its form already, as most English words are.
func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(word) > 0 && len(word) <= longest
}

// isPlainBangla reports whether the word is Bangla letters in their form already.
func isPlainBangla(word string) bool {
	n, last := 0, rune(0)
	for _, r := range word {
		switch {
		case r < 0x0981 || r > 0x09CE || !unicode.Is(unicode.Bengali, r), n == 0 && !unicode.IsLetter(r):
			return false // not a letter, a sign or ৎ
		case r == 'া' && (last == 'ে' || last == 'অ'), r == nukta && last != 'য' && last != 'ড' && last != 'ঢ':
			return false // what composes, or is out of order
		}
		if n++; n > longest {
			return false
		}
		last = r
	}
	return n > 0 && last != hasanta
}

// cleanRune returns the letter without its accent and the digit in ASCII.
func cleanRune(r rune) rune {
	switch {
	case r >= '০' && r <= '৯':
		return r - '০' + '0'
	case r == '\u09F0': // the ra of Assam
		return 'র'
	case r == 'ß' || r == 'ẞ':
		return 's'
	case r > unicode.MaxASCII && unicode.Is(unicode.Latin, r):
		for _, base := range norm.NFD.String(string(r)) {
			return base
		}
	case unicode.Is(unicode.Mn, r) && (r < 0x0980 || r > 0x09FF) && unicode.Is(unicode.Inherited, r):
		return -1 // an accent that stands alone, or a selector
	}
	return r
}

// possessive returns the word without an English 's.
func possessive(w string) string {
	for _, s := range [...]string{"'s", "’s", "‘s"} {
		if rest, ok := strings.CutSuffix(w, s); ok {
			return rest
		}
	}
	return w
}
