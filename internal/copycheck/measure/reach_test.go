package measure_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/measure"
)

// What the check reached when this was written, and a little less, on the pairs that it was written with. docs/copycheck.md has what it
// reaches on others.
const (
	anyReached    = .96
	likelyReached = .925
	kindReached   = .75 // of a kind with at least ten mutations, at likely or certain
	mostLikely    = .3  // false findings at likely per 100 sentences
)

func TestCopyCheckReaches(t *testing.T) {
	s := measure.Measure(pairs(t, "tune"), measure.Seed)
	var table strings.Builder
	if err := s.Write(&table); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + table.String())
	made, found, likely := 0, 0, 0
	for kind, r := range s.Kinds {
		made, found, likely = made+r.Made, found+r.Found[copycheck.Info], likely+r.Found[copycheck.Likely]
		if r.Made >= 10 && float64(r.Found[copycheck.Likely]) < kindReached*float64(r.Made) {
			t.Errorf("of %s only %d of %d are found at likely", kind, r.Found[copycheck.Likely], r.Made)
		}
	}
	if len(s.Kinds) != 21 {
		t.Errorf("there are %d kinds of mutations, and not 21", len(s.Kinds))
	}
	if float64(found) < anyReached*float64(made) || float64(likely) < likelyReached*float64(made) {
		t.Errorf("of %d mutations %d are found, %d at likely", made, found, likely)
	}
	if s.Clean[copycheck.Certain] > 0 || 100*float64(s.Clean[copycheck.Likely]) > mostLikely*float64(s.Sentences) {
		t.Errorf("on unchanged stories there are %d findings at certain and %d at likely", s.Clean[copycheck.Certain], s.Clean[copycheck.Likely])
	}
}
