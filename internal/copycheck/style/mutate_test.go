package style

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// demoStories returns the bodies of the demo newsroom's stories, without tables, lists and pull quotations.
func demoStories(t *testing.T, language string) []string {
	t.Helper()
	files, err := filepath.Glob("../../seed/stories/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var bodies []string
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(content), "\n\n")
		if !strings.Contains(head, "Language: "+language) {
			continue
		}
		var lines []string
		for line := range strings.SplitSeq(body, "\n") {
			if line != "" && !strings.ContainsAny(line[:1], "|>#-!*{0123456789") {
				lines = append(lines, line)
			}
		}
		bodies = append(bodies, strings.Join(lines, "\n"))
	}
	if len(bodies) < 10 {
		t.Fatalf("only %d stories in %s", len(bodies), language)
	}
	return bodies
}

// fault puts one fault into a text, at what the expression finds; "" if it cannot be put in here.
type fault struct {
	rule string
	at   *regexp.Regexp
	with func(found string) string
}

// putIn returns the text with the fault at each of the places, one at a time, and where the fault is.
func (f fault) putIn(text string, do func(wrong string, span prose.Span)) {
	for n, m := range f.at.FindAllStringIndex(text, -1) {
		if n >= 40 {
			return
		}
		if with := f.with(text[m[0]:m[1]]); with != "" {
			do(text[:m[0]]+with+text[m[1]:], prose.Span{Start: m[0], End: m[0] + len(with)})
		}
	}
}

// wrongForms are the misspellings of a sheet, by what is right.
func wrongForms(s *Sheet, rules ...string) func(string) string {
	wrong := map[string]string{}
	for _, id := range rules {
		for _, p := range s.Rule(id).Swap {
			if len(forms(p.From)) == 1 && !strings.ContainsAny(p.To, "|$") {
				wrong[key(p.To)] = p.From
			}
		}
	}
	return func(found string) string { return wrong[key(found)] }
}

func TestFaultsThatArePutIntoStoriesAreFound(t *testing.T) {
	english := []fault{
		{"repeated-word", regexp.MustCompile(` (?:the|of|and|were|said|from) `), func(s string) string { return s + s[1:] }},
		{"spelling", regexp.MustCompile(`\b[a-z]{4,}\b`), func(s string) string {
			if a := lexicon.American(s); a != "" && !iseForIze(s, a) {
				return a
			}
			return ""
		}},
		{"misspelt", regexp.MustCompile(`\b[a-z]{4,}\b`), wrongForms(British(), "misspelt")},
		{"quotation-marks", regexp.MustCompile(`”`), func(string) string { return " " }},
		{"quotation-marks", regexp.MustCompile(`“[^”\n]*”`), func(s string) string { return `"` + strings.Trim(s, "“”") + `"` }},
		{"punctuation", regexp.MustCompile(`[a-z], `), func(s string) string { return s[:1] + " , " }},
		{"punctuation", regexp.MustCompile(`[a-z]\. `), func(s string) string { return s[:1] + ".. " }},
		{"dates", regexp.MustCompile(`\bin the `), func(string) string { return "on July 3 in the " }},
		{"dates", regexp.MustCompile(`\bin the `), func(string) string { return "on 3rd July in the " }},
		{"percent", regexp.MustCompile(`\bper cent\b`), func(string) string { return "percent" }},
	}
	bangla := []fault{
		{"bn-", regexp.MustCompile(`[\p{L}\p{M}]+`), wrongForms(Bangla(), "bn-ikar", "bn-ikar-compounds", "bn-natva", "bn-shatva", "bn-banan")},
		{"bn-danda", regexp.MustCompile(`[\p{L}\p{M}]{4,}।`), func(s string) string { return strings.TrimSuffix(s, "।") + "." }},
		{"bn-digits", regexp.MustCompile(`[০-৯]+`), func(s string) string { return otherDigits(s, "latin") }},
		{"bn-quotation-marks", regexp.MustCompile(`”`), func(string) string { return " " }},
	}
	for language, faults := range map[string][]fault{"en": english, "bn": bangla} {
		sheet, stories := Default(language), demoStories(t, language)
		for i, f := range faults {
			put, got := 0, 0
			for _, story := range stories {
				f.putIn(story, func(wrong string, span prose.Span) {
					quoted := prose.Analyse(prose.Input{Text: wrong, Language: language})
					at := (&text{Document: quoted}).quoted(span)
					if at && !strings.Contains(f.rule, "quotation") && !strings.Contains(f.rule, "punctuation") {
						return // quoted words are not the house's
					}
					put++
					for _, x := range sheet.Check(inBody(wrong)) {
						if strings.HasPrefix(x.Rule, f.rule) && (x.Span.Overlaps(span) || strings.Contains(f.rule, "quotation")) {
							got++
							return
						}
					}
					if put-got <= 3 {
						t.Logf("%s is not found in %q", f.rule, wrong[max(0, span.Start-30):min(len(wrong), span.End+30)])
					}
				})
			}
			t.Logf("%s, fault %d, %s: %d of %d", language, i+1, f.rule, got, put)
			if put > 0 && float64(got) < .95*float64(put) {
				t.Errorf("%s: only %d of %d are found", f.rule, got, put)
			}
		}
	}
}

func TestTheDemosStoriesAreInItsStyle(t *testing.T) {
	for _, language := range []string{"en", "bn"} {
		var m measured
		for _, story := range demoStories(t, language) {
			for _, f := range m.add(t, Default(language), story, "a story of the demo") {
				if f.Level >= Likely {
					t.Errorf("%s: %s: %s", f.Rule, f.Text, f.Sentence)
				}
			}
		}
		t.Logf("%s: %d sentences, %d check, %d info", language, m.sentences, m.levels[ToCheck], m.levels[Info])
	}
}
