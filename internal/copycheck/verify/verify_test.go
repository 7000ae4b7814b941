package verify_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/verify"
)

// A verifier that confirms everything would prove nothing: a finding that was tampered with is refused.
func TestWhatIsNotSoIsRefused(t *testing.T) {
	story := prose.Input{ID: "story", Language: "en", Text: "The river rose 41 cm at Ashuganj and did not reach the market, Amena Khatun said on the bank."}
	sources := []prose.Input{{ID: "wire", Language: "en", Text: "The river rose 14 cm at Ashuganj and reached the market, Amena Khatun said on the bank."}}
	found := copycheck.Check(story, copycheck.NewIndex(sources), copycheck.Options{})
	if len(found) < 2 {
		t.Fatalf("only %d findings", len(found))
	}
	for _, f := range found {
		if err := verify.Finding(story, sources, f); err != nil {
			t.Errorf("%s %q: %v", f.Kind, f.Text, err)
		}
	}
	f := found[0]
	if f.Kind != copycheck.FigureKind || f.SourceText != "14 cm" {
		t.Fatalf("the first finding is of %s, %q for %q", f.Kind, f.Text, f.SourceText)
	}
	for name, tamper := range map[string]func(f *copycheck.Finding){
		"a span elsewhere":              func(f *copycheck.Finding) { f.Span.Start++ },
		"a span outside":                func(f *copycheck.Finding) { f.Span.End = len(story.Text) + 1 },
		"words that are not there":      func(f *copycheck.Finding) { f.Text = "40 cm" },
		"a source that is not there":    func(f *copycheck.Finding) { f.Source = "other" },
		"words that the source has not": func(f *copycheck.Finding) { f.SourceText = "15 cm" },
		"a reason without a sentence":   func(f *copycheck.Finding) { f.Reason = "because" },
		"nowhere, where a source has it": func(f *copycheck.Finding) {
			f.Reason, f.Source, f.Text, f.Span = "name-nowhere", "", "Ashuganj", prose.Span{Start: 24, End: 32}
		},
		"a passage that says the very same": func(f *copycheck.Finding) {
			f.Text, f.Span, f.SourceText, f.SourceSpan = "river", prose.Span{Start: 4, End: 9}, "river", prose.Span{Start: 4, End: 9}
		},
	} {
		g := f
		tamper(&g)
		if verify.Finding(story, sources, g) == nil {
			t.Errorf("%s is confirmed", name)
		}
	}
}
