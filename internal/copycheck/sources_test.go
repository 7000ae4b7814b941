package copycheck_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/verify"
)

// Where two sources do not agree the story may say what either says, and the other is shown.
func TestSourcesThatDifferAreTold(t *testing.T) {
	sources := []prose.Input{
		{ID: "one", Language: "en", Date: factsDay, Text: "The collapse of the bridge at Ashuganj killed 12 people on Sunday, the fire service said."},
		{ID: "two", Language: "en", Date: factsDay, Text: "The collapse of the bridge at Ashuganj killed 17 people on Saturday, hospital officials said."},
	}
	in := prose.Input{ID: "story", Language: "en", Date: factsDay, Text: "The collapse of the bridge at Ashuganj killed 12 people on Sunday, the fire service said."}
	told := map[string]string{}
	for _, f := range copycheck.Check(in, copycheck.NewIndex(sources), copycheck.Options{}) {
		if f.Level > copycheck.ToCheck {
			t.Errorf("%s %s %q: %s", f.Level, f.Kind, f.Text, f.Sentence("en"))
		}
		if f.Kind == copycheck.SourcesDiffer {
			told[f.Text] = f.SourceText
		}
		if err := verify.Finding(in, sources, f); err != nil {
			t.Error(err)
		}
	}
	if told["12"] != "17" || told["Sunday"] != "Saturday" {
		t.Errorf("told is %v", told)
	}
	in.Text = "The collapse of the bridge at Ashuganj killed 21 people on Sunday, the fire service said."
	found := copycheck.Check(in, copycheck.NewIndex(sources), copycheck.Options{})
	if len(found) == 0 || found[0].Text != "21" || found[0].Level < copycheck.Likely {
		t.Errorf("what neither says is not found: %v", found)
	}
}

// A story in another language cannot have more quotations than its sources.
func TestQuotationsThatNoForeignSourceHasAreToBeChecked(t *testing.T) {
	source := `"We will open the gates tomorrow at dawn," the minister, Mariam Okello, said on Monday.`
	one := `মন্ত্রী মরিয়ম ওকেলো বলেন, “আমরা কাল ভোরে ফটক খুলে দেব।”`
	count := func(story string) (n int) {
		for _, f := range checkBetween(t, "en", source, "bn", story) {
			if f.Kind == copycheck.QuotationWords {
				n++
			}
		}
		return n
	}
	if n := count(one); n != 0 {
		t.Errorf("%d findings for the quotation that the source has", n)
	}
	if n := count(one + " তিনি আরও বলেন, “নদীর পানি কমতে শুরু করেছে আজ থেকে।”"); n != 1 {
		t.Errorf("%d findings, and not 1, for the quotation that no source has", n)
	}
}
