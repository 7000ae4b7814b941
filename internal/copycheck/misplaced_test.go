package copycheck

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A place is out of place where an age follows it, and a story that has no figure at all has no age.
func TestAPlaceIsOutOfPlaceBeforeAnAge(t *testing.T) {
	for story, want := range map[string]bool{
		"The envoys met in Lisbon.":                     false,
		"The envoys met in Lisbon, as before.":          false,
		"A nurse of 34 met the envoys in Lisbon.":       false,
		"The fire killed two nurses, Lisbon, 34, said.": true,
	} {
		in := prose.Input{ID: "story", Language: "en", Text: story}
		index := NewIndex([]prose.Input{{ID: "wire", Language: "en", Text: "Envoys met in Lisbon."}})
		d := prose.Analyse(in)
		d.FindNames(index.cases.With(d))
		c := &checker{index: index, story: &text{Document: d}}
		for i := range d.Names {
			if got := c.outOfPlace(&d.Names[i]); d.Names[i].Full() == "lisbon" && got != want {
				t.Errorf("in %q Lisbon is out of place: %v", story, got)
			}
		}
		if len(d.Names) == 0 {
			t.Errorf("in %q is no name", story)
		}
	}
}
