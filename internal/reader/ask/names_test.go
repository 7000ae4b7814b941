package ask

import (
	"strings"
	"testing"
)

func TestANameIsWhatIsAskedForHoweverItIsSpelled(t *testing.T) {
	for asked, names := range map[string]map[string]bool{
		"sports":    {"Sport": true, "Transport": false},
		"khela":     {"খেলা": true, "বাংলাদেশ": false},
		"যমূনা":     {"যমুনায় বন্যা": true, "পদ্মা সেতু": false},
		"the flood": {"Jamuna floods": true, "The arts": false},
		"":          {"Sport": false},
		"sport win": {"Sport": false},
	} {
		named := Named(strings.Fields(asked))
		for name, want := range names {
			if named(name) != want {
				t.Errorf("%q in %q: %v", asked, name, !want)
			}
		}
	}
}
