package measure_test

import (
	"os"
	"reflect"
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/measure"
	"github.com/stet-news/stet/internal/copycheck/verify"
)

func pairs(t *testing.T, folder string) []measure.Pair {
	t.Helper()
	all, err := measure.Pairs(os.DirFS("../testdata/pairs/" + folder))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("there are no pairs in %s", folder)
	}
	return all
}

// What the check says of any story, changed or not, another program confirms from the texts alone; and it says the same each time.
func TestEveryFindingProvesItself(t *testing.T) {
	const seed = 7
	t.Logf("mutations by seed %d", seed)
	checked := 0
	for _, p := range pairs(t, "tune") {
		index := copycheck.NewIndex(p.Sources)
		confirm := func(text string) {
			in := p.Story
			in.Text = text
			found := copycheck.Check(in, index, copycheck.Options{StrictAttribution: true})
			for _, f := range found {
				checked++
				if err := verify.Finding(in, p.Sources, f); err != nil {
					t.Errorf("%s: %s %s %q: %v", p.Name, f.Level, f.Kind, f.Text, err)
				}
			}
		}
		confirm(p.Story.Text)
		for i, m := range measure.Mutations(p, seed) {
			if i%5 == 0 {
				confirm(m.Text)
			}
		}
		if a, b := copycheck.Check(p.Story, index, copycheck.Options{}), copycheck.Check(p.Story, copycheck.NewIndex(p.Sources), copycheck.Options{}); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: the same texts have other findings the second time", p.Name)
		}
	}
	if checked < 500 {
		t.Errorf("only %d findings were confirmed: the test has no hold", checked)
	}
}
