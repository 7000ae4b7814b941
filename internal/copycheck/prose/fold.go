package prose

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns a word as it is compared: in lower case, without accents, its digits 0 to 9, one form of
// each letter that Unicode writes in two ways.
func Fold(s string) string {
	plain, lower := true, true
	for i := range len(s) {
		plain = plain && s[i] < 0x80
		lower = lower && (s[i] < 'A' || s[i] > 'Z')
	}
	switch {
	case plain && lower:
		return s
	case plain:
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r >= 0x300 && r <= 0x36f, r == 0x200c, r == 0x200d: // accents; joiners, which have no sound
		case r >= '০' && r <= '৯':
			b.WriteRune('0' + r - '০')
		case foldedRunes[r] != "":
			b.WriteString(foldedRunes[r])
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

var foldedRunes = map[rune]string{
	'’': "'", '‘': "'", 'ʼ': "'", 'ʻ': "'", '`': "'",
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ı': "i", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th",
}

// marks are those that are written in several ways, and the plain form of each.
var marks = map[string]string{
	"’": "'", "‘": "'", "`": "'",
	"“": `"`, "”": `"`, "``": `"`, "''": `"`, "«": `"`, "»": `"`, "„": `"`,
	"–": "-", "—": "-", "--": "-", "‑": "-",
	"…": "...", "।": ".",
}

func foldMark(s string) string {
	if plain, ok := marks[s]; ok {
		return plain
	}
	if strings.HasPrefix(s, "...") {
		return "..."
	}
	return s
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == 0x200c || r == 0x200d
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }
