package news

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slugLength is the most bytes of a slug.
const slugLength = 80

// Slugify returns text as a slug: lower-case Latin letters, digits and single
// hyphens, at most 80 bytes, cut between words. Bangla is written in Latin letters
// by sound, plainly rather than by a scholar's scheme. Text with nothing that can
// be written so gives "story".
func Slugify(text string) string {
	var b strings.Builder
	letters := []rune(norm.NFC.String(text))
	for i, r := range letters {
		if r > unicode.MaxASCII && unicode.Is(unicode.Latin, r) {
			r = []rune(norm.NFD.String(string(r)))[0]
		}
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= 'A' && r <= 'Z':
			b.WriteRune(unicode.ToLower(r))
		case r >= 0x0980 && r <= 0x09FF:
			b.WriteString(banglaSound(letters, i))
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '‘', r == 0x200C, r == 0x200D:
			// an accent, an apostrophe or a joiner: the word goes on
		default:
			b.WriteByte('-')
		}
	}
	words := strings.FieldsFunc(b.String(), func(r rune) bool { return r == '-' })
	slug := ""
	for _, w := range words {
		if len(slug)+1+len(w) > slugLength {
			break
		}
		if slug != "" {
			slug += "-"
		}
		slug += w
	}
	if slug == "" {
		if len(words) > 0 {
			return words[0][:min(len(words[0]), slugLength)]
		}
		return "story"
	}
	return slug
}

// banglaSound returns the letters at i as a Latin reader would say it. A consonant
// carries an "o" unless a vowel sign or hasanta follows, or its word ends with it.
func banglaSound(letters []rune, i int) string {
	r := letters[i]
	if r >= '০' && r <= '৯' {
		return string('0' + r - '০')
	}
	if s, ok := banglaVowels[r]; ok {
		return s
	}
	s, ok := banglaConsonants[r]
	if !ok {
		return ""
	}
	next := i + 1
	if next < len(letters) && letters[next] == 0x09BC { // the dot below
		s = map[rune]string{'য': "y", 'ড': "r", 'ঢ': "rh"}[r]
		next++
	}
	if next < len(letters) {
		n := letters[next]
		_, consonant := banglaConsonants[n]
		_, vowel := banglaVowels[n]
		if consonant && n != 'ং' && n != 'ঃ' && n != 'ৎ' || vowel && n < 0x09BE {
			return s + "o"
		}
	}
	return s
}

var banglaVowels = map[rune]string{
	'অ': "o", 'আ': "a", 'ই': "i", 'ঈ': "i", 'উ': "u", 'ঊ': "u", 'ঋ': "ri", 'এ': "e", 'ঐ': "oi", 'ও': "o", 'ঔ': "ou",
	'া': "a", 'ি': "i", 'ী': "i", 'ু': "u", 'ূ': "u", 'ৃ': "ri", 'ে': "e", 'ৈ': "oi", 'ো': "o", 'ৌ': "ou",
}

var banglaConsonants = map[rune]string{
	'ক': "k", 'খ': "kh", 'গ': "g", 'ঘ': "gh", 'ঙ': "ng", 'চ': "ch", 'ছ': "chh", 'জ': "j", 'ঝ': "jh", 'ঞ': "n",
	'ট': "t", 'ঠ': "th", 'ড': "d", 'ঢ': "dh", 'ণ': "n", 'ত': "t", 'থ': "th", 'দ': "d", 'ধ': "dh", 'ন': "n",
	'প': "p", 'ফ': "f", 'ব': "b", 'ভ': "bh", 'ম': "m", 'য': "j", 'র': "r", 'ল': "l", 'শ': "sh", 'ষ': "sh", 'স': "s",
	'হ': "h", 'ং': "ng", 'ঃ': "h", 'ৎ': "t",
}
