package redline

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// slip reports whether the hunk is a slip of the pen: words that are nearly the same, or are
// written together or apart, a word that stood there twice, a particle.
func (h hunk) slip() bool {
	join := func(words []word) string {
		var b strings.Builder
		for _, w := range words {
			b.WriteString(w.key)
		}
		return b.String()
	}
	switch {
	case join(h.old) == join(h.fresh):
		return true
	case len(h.old) == 0:
		return h.needless(h.fresh, h.beforeFresh, h.afterFresh)
	case len(h.fresh) == 0:
		return h.needless(h.old, h.before, h.after)
	case len(h.old) != len(h.fresh):
		return near(join(h.old), join(h.fresh)) && len(h.old) < 3 && len(h.fresh) < 3
	}
	for i, w := range h.old {
		if !particles[w.key] || !particles[h.fresh[i].key] {
			if !near(w.key, h.fresh[i].key) || common[w.key] && common[h.fresh[i].key] || banglaCommon[w.key] && banglaCommon[h.fresh[i].key] {
				return false
			}
		}
	}
	return true
}

// needless reports whether the words say nothing: particles, or what stands beside them as
// well.
func (h hunk) needless(words, before, after []word) bool {
	if !slices.ContainsFunc(words, func(w word) bool { return !particles[w.key] }) {
		return true
	}
	n := len(words)
	keys := func(all []word) []string { return sames(all) }
	return len(after) >= n && slices.Equal(keys(words), keys(after[:n])) || len(before) >= n && slices.Equal(keys(words), keys(before[len(before)-n:]))
}

// near reports whether one word is the other with a slip of the pen: in a short one two
// letters that changed places or one that stands twice, in a longer one a letter or two. A
// digit is never one of them.
func near(a, b string) bool {
	if a == b {
		return true
	}
	if a == "" || b == "" { // a word of joiners alone
		return false
	}
	if strings.ContainsFunc(a, digit) || strings.ContainsFunc(b, digit) {
		return false
	}
	x, y := []rune(a), []rune(b)
	if x[0] != y[0] && !swapped(x, y) && max(len(x), len(y)) < 6 {
		return false
	}
	switch n := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)); {
	case n <= 3:
		return swapped(x, y) || undoubled(x) == undoubled(y)
	case n <= 5:
		return distance(x, y) <= 1
	default:
		return distance(x, y) <= 2
	}
}

// swapped reports whether two neighbours have changed places, and nothing else.
func swapped(a, b []rune) bool {
	return len(a) == len(b) && distance(a, b) == 1 && sorted(a) == sorted(b)
}

func sorted(w []rune) string {
	w = slices.Clone(w)
	slices.Sort(w)
	return string(w)
}

func undoubled(w []rune) string { return string(slices.Compact(slices.Clone(w))) }

// distance is how many letters were put in, left out, changed or swapped with a neighbour.
func distance(a, b []rune) int {
	if d := len(a) - len(b); d > 3 || d < -3 {
		return 4
	}
	two, one, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(one[j]+1, now[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], two[j-2]+1)
			}
		}
		two, one, now = one, now, two
	}
	return one[len(b)]
}
