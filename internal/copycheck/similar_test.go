package copycheck

import (
	"math/rand/v2"
	"testing"
)

// What mayBeAlike rules out, winkler does too: of words that are somewhat like each other.
func TestWhatIsRuledOutSoonerIsRuledOutLater(t *testing.T) {
	const seed = 7
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // the same again is what is wanted
	letters := []rune("aeiknrsé")
	word := func() []rune {
		w := make([]rune, 4+random.IntN(6))
		for i := range w {
			w[i] = letters[random.IntN(len(letters))]
		}
		return w
	}
	ruledOut, alike := 0, 0
	for range 200_000 {
		a := word()
		b := word()
		if random.IntN(2) == 0 { // one of the other, with a letter changed, left out and added
			b = append([]rune(nil), a...)
			b[random.IntN(len(b))] = letters[random.IntN(len(letters))]
			b = append(b[:1], b[2:]...)
			b = append(b, letters[random.IntN(len(letters))])
		}
		x, y := string(a), string(b)
		similar := winkler(x, y) >= .82
		if similar {
			alike++
		}
		if !mayBeAlike(x, y) {
			ruledOut++
			if similar {
				t.Fatalf("seed %d: %q and %q are %.3f alike", seed, x, y, winkler(x, y))
			}
		}
	}
	if ruledOut < 1000 || alike < 1000 {
		t.Errorf("%d ruled out, %d alike: the words do not tell", ruledOut, alike)
	}
}
