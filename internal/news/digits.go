package news

import "strings"

// BanglaDigits returns s with Bangla digits in the place of Latin ones.
func BanglaDigits(s string) string { return shifted(s, '0', '০') }

// LatinDigits returns s with Latin digits in the place of Bangla ones: people type both.
func LatinDigits(s string) string { return shifted(s, '০', '0') }

// shifted returns s with the digits that begin at from as those that begin at to.
func shifted(s string, from, to rune) string {
	return strings.Map(func(r rune) rune {
		if r >= from && r <= from+9 {
			return to + r - from
		}
		return r
	}, s)
}
