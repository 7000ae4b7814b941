package copycheck

import (
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
)

// likeness is how alike two words of names are.
type likeness int

const (
	unlike  likeness = iota
	similar          // probably the same name spelt wrong, or written in another way
	variant          // the lists say that it is the same name
	same
)

// alike compares two folded words of names. That two names sound alike never makes them the same: Khamenei is
// not Khomeini. Only the lists do.
func alike(a, b string) likeness {
	if a == b {
		return same
	}
	if v := lexicon.Variant(a); v != "" && v == lexicon.Variant(b) {
		return variant
	}
	if len(a) > 3 && strings.TrimSuffix(a, "s") == strings.TrimSuffix(b, "s") {
		return same
	}
	shorter := min(len(a), len(b))
	if shorter < 4 {
		return unlike
	}
	most := 1
	if shorter >= 8 {
		most = 2
	}
	if (shorter >= 5 || a[0] == b[0]) && distance(a, b, most) <= most {
		return similar
	}
	if !mayBeAlike(a, b) {
		return unlike
	}
	x, y := consonants(a), consonants(b)
	if x == y && len(x) >= 3 && winkler(a, b) >= .82 {
		return similar
	}
	return unlike
}

// mayBeAlike is false where winkler is surely below .82, which is sooner said than what the words sound like: that takes at least 1.1 for the shares
// that the letters of both have in each.
func mayBeAlike(a, b string) bool {
	var left [utf8.RuneSelf]int8
	for i := range len(a) {
		if a[i] >= utf8.RuneSelf {
			return true
		}
		left[a[i]]++
	}
	common := 0
	for i := range len(b) {
		if b[i] >= utf8.RuneSelf {
			return true
		}
		if left[b[i]] > 0 {
			left[b[i]]--
			common++
		}
	}
	return 10*common*(len(a)+len(b)) >= 11*len(a)*len(b)
}

// sounds are letters that transliterations write for one another, longer ones first.
var sounds = strings.NewReplacer(
	"tch", "c", "sch", "S", "ch", "c", "sh", "S", "kh", "k", "gh", "g", "ph", "f", "th", "t", "dh", "d", "bh", "b", "jh", "j", "ts", "s", "tz", "s", "zh", "S", "dj", "j",
	"ce", "s", "ci", "s", "cy", "s", "c", "k", "q", "k", "z", "s", "x", "s", "w", "v",
	"a", "", "e", "", "i", "", "o", "", "u", "", "'", "", "-", "", ".", "",
)

// consonants returns the sounds of a name that do not change from one transliteration to the other.
func consonants(word string) string {
	first := ""
	if strings.ContainsRune("aeiou", rune(word[0])) {
		first = "a"
	}
	s := sounds.Replace(word)
	s = strings.ReplaceAll(strings.TrimPrefix(s, "y"), "y", "")
	if strings.HasPrefix(word, "y") {
		first = "y"
	}
	var b strings.Builder
	b.WriteString(first)
	last := rune(0)
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// distance returns how many letters must be changed, added, left out or exchanged with their neighbour to make b of
// a, or most+1 if it is more than most (the optimal string alignment distance).
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	var room [3][32]int // for nearly all words, without asking for memory
	rows := [3][]int{room[0][:], room[1][:], room[2][:]}
	if len(y) >= len(room[0]) {
		rows = [3][]int{make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)}
	}
	for j := range len(y) + 1 {
		rows[1][j] = j
	}
	for i := 1; i <= len(x); i++ {
		before2, before, now := rows[0], rows[1], rows[2]
		now[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			now[j] = min(before[j-1]+change, before[j]+1, now[j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				now[j] = min(now[j], before2[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > most {
			return most + 1
		}
		rows[0], rows[1], rows[2] = before, now, before2
	}
	return rows[1][len(y)]
}

// winkler returns the similarity of Jaro and Winkler: 1 is the same, 0 has nothing in common.
func winkler(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	reach := max(0, max(len(x), len(y))/2-1)
	inX, inY := make([]bool, len(x)), make([]bool, len(y))
	common := 0
	for i := range x {
		for j := max(0, i-reach); j < min(len(y), i+reach+1); j++ {
			if !inY[j] && x[i] == y[j] {
				inX[i], inY[j] = true, true
				common++
				break
			}
		}
	}
	if common == 0 {
		return 0
	}
	k, moved := 0, 0
	for i := range x {
		if !inX[i] {
			continue
		}
		for !inY[k] {
			k++
		}
		if x[i] != y[k] {
			moved++
		}
		k++
	}
	m := float64(common)
	jaro := (m/float64(len(x)) + m/float64(len(y)) + (m-float64(moved)/2)/m) / 3
	prefix := 0
	for prefix < 4 && prefix < len(x) && prefix < len(y) && x[prefix] == y[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*.1*(1-jaro)
}
