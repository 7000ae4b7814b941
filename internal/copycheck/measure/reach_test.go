package measure_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/measure"
)

// What the check reached when this was written, and a little less, on the pairs that it was written with. docs/copycheck.md has what it
// reaches on others.
var reached = []struct {
	part             string
	any, likely      float64 // of all mutations
	kind             float64 // of a kind with at least ten mutations, at likely or certain
	mostCertain      int     // false findings
	mostLikely       float64 // false findings per 100 sentences
	mustHaveAllKinds bool
}{
	{part: "tune", any: .96, likely: .925, kind: .54, mostCertain: 0, mostLikely: .2, mustHaveAllKinds: true},
	{part: "copied", any: .99, likely: .979, kind: .7, mostCertain: 0, mostLikely: .05, mustHaveAllKinds: true},
	{part: "free", any: .825, likely: .72, kind: .25, mostCertain: 1, mostLikely: 5.7},
}

func TestCopyCheckReaches(t *testing.T) {
	for _, want := range reached {
		t.Run(want.part, func(t *testing.T) {
			all := pairs(t, strings.Replace(want.part, "copied", "tune", 1))
			if want.part == "copied" {
				all = measure.Copied(all, measure.Seed)
			}
			s := measure.Measure(all, measure.Seed)
			var table strings.Builder
			if err := s.Write(&table); err != nil {
				t.Fatal(err)
			}
			t.Log("\n" + table.String())
			made, found, likely := 0, 0, 0
			for kind, r := range s.Kinds {
				made, found, likely = made+r.Made, found+r.Found[copycheck.Info], likely+r.Found[copycheck.Likely]
				if r.Made >= 10 && float64(r.Found[copycheck.Likely]) < want.kind*float64(r.Made) {
					t.Errorf("of %s only %d of %d are found at likely", kind, r.Found[copycheck.Likely], r.Made)
				}
			}
			if want.mustHaveAllKinds && len(s.Kinds) != 21 {
				t.Errorf("there are %d kinds of mutations, and not 21", len(s.Kinds))
			}
			if float64(found) < want.any*float64(made) || float64(likely) < want.likely*float64(made) {
				t.Errorf("of %d mutations %d are found, %d at likely", made, found, likely)
			}
			if s.Clean[copycheck.Certain] > want.mostCertain || 100*float64(s.Clean[copycheck.Likely]) > want.mostLikely*float64(s.Sentences) {
				t.Errorf("on unchanged stories there are %d findings at certain and %d at likely", s.Clean[copycheck.Certain], s.Clean[copycheck.Likely])
			}
		})
	}
}
