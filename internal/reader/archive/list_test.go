package archive

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func (l *list) all() (numbers []uint32) {
	l.each(l.len()-1, 0, func(n uint32) bool { numbers = append(numbers, n); return true })
	slices.Reverse(numbers)
	return numbers
}

// Whatever comes and goes anywhere: a list says what a plain slice says, and lists of
// before say what they said.
func TestAListIsASliceThatCanBeShared(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var l list
		var plain []uint32
		if n := rapid.IntRange(0, 3*pieceMost).Draw(r, "from a snapshot"); n > 0 {
			for i := range n {
				plain = append(plain, uint32(i))
			}
			l.pieces = []piece{{0, slices.Clip(slices.Clone(plain))}}
		}
		type kept struct {
			list  list
			plain []uint32
		}
		var all []kept
		next := uint32(1 << 20)
		for range rapid.IntRange(1, 30).Draw(r, "steps") {
			n := 1
			if rapid.IntRange(0, 5).Draw(r, "many") == 0 {
				n = tailMost / 2
			}
			at := rapid.IntRange(0, 1<<20).Draw(r, "at")
			what := rapid.IntRange(0, 3).Draw(r, "what")
			for i := range n {
				if what == 0 && len(plain) > 0 {
					i := (at + i) % len(plain)
					l.remove(i, false)
					plain = slices.Delete(slices.Clone(plain), i, i+1)
					continue
				}
				i := (at + i) % (len(plain) + 1)
				if what == 1 {
					i = len(plain)
				}
				l.insert(i, next, false)
				plain = slices.Insert(slices.Clone(plain), i, next)
				next++
			}
			all = append(all, kept{l, plain})
		}
		for i, k := range all {
			if !slices.Equal(k.list.all(), k.plain) {
				r.Fatalf("after step %d it is another list", i)
			}
		}
	})
}
