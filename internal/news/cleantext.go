package news

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CleanText returns s in NFC, as valid UTF-8, without control characters (a tab
// and line ends become spaces) and without the characters that turn the direction
// of what follows, which have been used to hide text.
func CleanText(s string) string {
	if isPlain(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if strings.IndexFunc(s, isUnclean) >= 0 {
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n' || r == '\t' || r == '\r':
				return ' '
			case isUnclean(r):
				return -1
			}
			return r
		}, s)
	}
	return norm.NFC.String(s)
}

// isUnclean reports whether the character cannot stay as it is.
func isUnclean(r rune) bool {
	return r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// isPlain reports whether s is ASCII without control characters.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
