package terms

import (
	"testing"

	"pgregory.net/rapid"
)

// The shortcut for what is in its form already must see nothing that the long way would
// change.
func TestAWordThatIsPlainIsCleanAlready(t *testing.T) {
	letters := rapid.StringOf(rapid.RuneFrom([]rune("অআকযডঢতািে়্ংঁৗৎ২কখর\u09df\u200d\u09bd")))
	rapid.Check(t, func(t *rapid.T) {
		w := letters.Draw(t, "word")
		if isPlainBangla(w) {
			if long := cleanLong(w); long != w {
				t.Fatalf("%+q is %+q", w, long)
			}
		}
	})
}
