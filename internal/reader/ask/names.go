package ask

import "github.com/stet-news/stet/internal/terms"

// Named returns a function which reports whether a name has all the words: however they are
// spelled, and in whichever letters. Words that nearly every text has do not count, and no
// name has none.
func Named(words []string) func(name string) bool {
	m := NewMarker(words)
	return func(name string) bool {
		missing := len(m.words)
		had := make([]bool, missing)
		for s := range terms.Words(name) {
			for i, level := range m.levels(name[s.Start:s.End]) {
				if level != none && !had[i] {
					had[i] = true
					missing--
				}
			}
		}
		return len(had) > 0 && missing == 0
	}
}
