package measure

import (
	"math/rand/v2"
	"regexp"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// cut is the share of a source's paragraphs that a hurried desk leaves out.
const cut = .35

// Copied returns pairs whose stories are what a desk in a great hurry makes of the same sources: about two paragraphs of three, in their order, with
// the style of figures, days and titles turned by rule and nothing else. They are the same for the same seed.
func Copied(pairs []Pair, seed uint64) []Pair {
	random := rand.New(rand.NewPCG(seed, uint64(len(pairs)))) //nolint:gosec // the same again is what is wanted
	var out []Pair
	for _, p := range pairs {
		story := p.Sources[0]
		var kept []string
		for paragraph := range strings.SplitSeq(story.Text, "\n\n") {
			if random.Float64() >= cut {
				kept = append(kept, turn(paragraph, story.Language, random))
			}
		}
		if len(kept) == 0 {
			continue
		}
		story.ID, story.Text = "story", strings.Join(kept, "\n\n")
		out = append(out, Pair{Name: p.Name, Story: story, Sources: append([]prose.Input(nil), p.Sources...)})
	}
	return out
}

// turned are the turns of style: each is made in half of the paragraphs that have it.
var turned = map[string][]struct {
	was  *regexp.Regexp
	with string
}{
	"en": {
		{regexp.MustCompile(`\bpercent\b`), "per cent"},
		{regexp.MustCompile(`(\d) per cent\b`), "$1%"},
		{regexp.MustCompile(`\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2})\b([^,\d]|$)`), "$2 $1$3"},
		{regexp.MustCompile(`\b(Mr|Ms|Mrs|Dr)\. `), "$1 "},
		{regexp.MustCompile(`\btold reporters\b`), "said"},
		{regexp.MustCompile(`^[A-Z][A-Z ]+, [A-Z][a-z]+\.? \d+ \([A-Za-z ]+\) [-–—] `), ""},
		{regexp.MustCompile(`\bkilometers\b`), "kilometres"},
		{regexp.MustCompile(`\bthe United States\b`), "the US"},
		{regexp.MustCompile(`(\d),(\d{3})\b`), "$1$2"},
	},
	"bn": {
		{regexp.MustCompile(`শতাংশ`), "ভাগ"},
		{regexp.MustCompile(`বলেছেন`), "বলেন"},
		{regexp.MustCompile(`জানিয়েছেন`), "জানান"},
	},
}

// turn turns a paragraph. What is in quotation marks no desk turns, and so none of the paragraph is.
func turn(paragraph, language string, random *rand.Rand) string {
	if strings.ContainsAny(paragraph, "“\"") {
		return paragraph
	}
	for _, t := range turned[language] {
		if random.IntN(2) == 0 {
			paragraph = t.was.ReplaceAllString(paragraph, t.with)
		}
	}
	return paragraph
}
