package prose

import (
	"strings"
	"unicode/utf8"
)

// Around returns what stands in the span's line of a text before it, the words of the span, and what stands there after it: on each side at
// most so many characters, with … where more was there; all of it for 0. Of a span that is not within the text it returns nothing.
func Around(text string, s Span, most int) (before, words, after string) {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return "", "", ""
	}
	before, after = text[:s.Start], text[s.End:]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	}
	if n := utf8.RuneCountInString(before); most > 0 && n > most {
		before = "…" + string([]rune(before)[n-most:])
	}
	if r := []rune(after); most > 0 && len(r) > most {
		after = string(r[:most]) + "…"
	}
	return before, text[s.Start:s.End], after
}
