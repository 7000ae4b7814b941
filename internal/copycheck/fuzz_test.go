package copycheck_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/verify"
)

// Whatever the texts are, the check ends, and its spans are in them and cut no character.
func FuzzCheck(f *testing.F) {
	f.Add("The river rose 14 cm on Thursday, 3 July, \"and it rose fast,\" said Amena Khatun.", "The river rose 41 cm on Wednesday, “and it rose fast”, said Amina Khatun of the U.S.", false)
	f.Add("বৃহস্পতিবার নদীর পানি ২ লাখ ৬৮ হাজার টাকা, “হবে না” বলেন তিনি।", "গত বৃহস্পতিবার পানি ৩ লাখ, “হবে” জানান।", true)
	f.Add("‘’“”\"\"''``...[ ]--", "\xff\u200d\u09cd1.2.3,4:5", false)
	f.Fuzz(func(t *testing.T, story, source string, bangla bool) {
		in := prose.Input{ID: "story", Text: strings.ToValidUTF8(story, "�"), Language: "en", Date: time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)}
		from := in
		from.ID, from.Text = "source", strings.ToValidUTF8(source, "�")
		if bangla {
			in.Language = "bn"
		}
		for _, found := range copycheck.Check(in, copycheck.NewIndex([]prose.Input{from}), copycheck.Options{StrictAttribution: true}) {
			if err := verify.Spans(in, []prose.Input{from}, found); err != nil {
				t.Errorf("%s %s: %v", found.Level, found.Kind, err)
			}
		}
	})
}

// A text that repeats what costs most takes no longer than one of its length may.
func TestNoInputTakesLong(t *testing.T) {
	unit := []string{
		"a ", "1 ", "1.", "A. ", "“a ", "\"a b c d e\" ", "Ada Ali ", "not ", "3 July 2025, ", "Ada said \"b\". ", "আ ১ না ", "A-b-", "U.S. ", "‘a’ ", "word other thing said ",
	}
	for _, u := range unit {
		text := strings.Repeat(u, 100_000/len(u))
		in := prose.Input{ID: "story", Text: text, Language: "en", Date: time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)}
		from := in
		from.ID = "source"
		start := time.Now()
		copycheck.Check(in, copycheck.NewIndex([]prose.Input{from}), copycheck.Options{})
		if took := time.Since(start); took > 20*time.Second { // twenty times what it may, so that only what does not grow with the length fails on a busy machine
			t.Errorf("100 KB of %q took %s", u, took)
		} else {
			t.Logf("%-24q %s", u, took)
		}
	}
}
