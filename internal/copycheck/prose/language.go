package prose

import "unicode"

// LanguageOf returns "bn" if most letters of the text are Bangla, and else "en".
func LanguageOf(text string) string {
	bangla, letters := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Bengali, r) {
				bangla++
			}
		}
	}
	if 2*bangla > letters {
		return "bn"
	}
	return "en"
}
