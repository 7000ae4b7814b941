package prose_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

func TestWhatStandsAroundWordsIsCutAtTheLineAndAtCharacters(t *testing.T) {
	t.Parallel()
	const text = "First.\nপানি বেড়েছে 41 সেন্টিমিটার।\nLast."
	at := prose.Span{Start: len("First.\nপানি বেড়েছে "), End: len("First.\nপানি বেড়েছে 41")}
	for most, want := range map[int][3]string{
		0: {"পানি বেড়েছে ", "41", " সেন্টিমিটার।"},
		4: {"…েছে ", "41", " সেন…"},
	} {
		before, words, after := prose.Around(text, at, most)
		if got := [3]string{before, words, after}; got != want {
			t.Errorf("with %d characters it is %q, not %q", most, got, want)
		}
	}
	if before, words, after := prose.Around(text, prose.Span{Start: 3, End: len(text) + 1}, 0); before+words+after != "" {
		t.Errorf("of a span beyond the text it is %q, %q, %q", before, words, after)
	}
}
