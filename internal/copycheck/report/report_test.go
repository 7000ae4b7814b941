package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/report"
	"github.com/stet-news/stet/internal/copycheck/style"
)

// world is a story with a wrong figure on its second line, in a paragraph with letters of more than one byte before it, and a word that the
// house spells otherwise.
func world(t *testing.T) report.Report {
	t.Helper()
	story := prose.Input{ID: "story.txt", Language: "en", Text: "River rises\nCafé owners saw the river rise 14 inches in a day, the water board said. New <b>defense</b> works began."}
	source := prose.Input{ID: "wire <1>.txt", Language: "en", Text: "Café owners saw the river rise 41 inches in a day, the water board said. New defense works began."}
	r := report.Report{Story: story, Sources: []prose.Input{source}, Language: "en"}
	r.Findings = copycheck.Check(story, copycheck.NewIndex(r.Sources), copycheck.Options{})
	in := style.Story{Body: story}
	for _, f := range style.British().Check(in) {
		if f.Rule == "spelling" {
			r.Style = append(r.Style, f)
		}
	}
	if len(r.Findings) != 1 || len(r.Style) != 1 {
		t.Fatalf("the world has %d findings and %d of style: %+v", len(r.Findings), len(r.Style), r.Findings)
	}
	return r
}

func written(t *testing.T, r report.Report, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTheTextNamesLineAndCharacterAndShowsBothPassages(t *testing.T) {
	t.Parallel()
	want := []string{
		"story.txt:2:32: certain: ",
		"    story   Café owners saw the river rise [14 inches] in a day, the water board said.…",
		"    source  Café owners saw the river rise [41 inches] in a day, the water board said.… (wire <1>.txt:1:32)",
		"story.txt:2:81: likely: ",
		"(spelling)",
		"1 certain, 1 likely, 0 to check, 0 for information\n",
	}
	got := written(t, world(t), "text")
	for _, line := range want {
		if !strings.Contains(got, line) {
			t.Errorf("there is no %q in\n%s", line, got)
		}
	}
}

// Whoever reads the JSON finds the words at the bytes that it names.
func TestTheSpansOfTheJSONAreBytesOfTheTexts(t *testing.T) {
	t.Parallel()
	r := world(t)
	type span struct{ Start, End, Line, Character int }
	var got struct {
		Findings []struct {
			Kind, Level, Text, SourceText, Sentence, Fix, Fingerprint string
			At                                                        span
			SourceAt                                                  *span
		}
		Style []struct {
			Rule, Text, Fix string
			At              span
		}
		Counts map[string]int
	}
	if err := json.Unmarshal([]byte(written(t, r, "json")), &got); err != nil {
		t.Fatal(err)
	}
	f, s := got.Findings[0], got.Style[0]
	if r.Story.Text[f.At.Start:f.At.End] != f.Text || r.Sources[0].Text[f.SourceAt.Start:f.SourceAt.End] != f.SourceText || f.Sentence == "" || f.Fingerprint == "" {
		t.Errorf("the finding is %+v", f)
	}
	if r.Story.Text[s.At.Start:s.At.End] != "defense" || s.Fix != "defence" {
		t.Errorf("the finding of style is %+v", s)
	}
	if got.Counts["certain"] != 1 || got.Counts["likely"] != 1 {
		t.Errorf("it counts %v", got.Counts)
	}
}

// SARIF 2.1.0 §3.27 and §3.28 to §3.30: each result has a rule that the driver names, and a region that counts from 1 in code points.
func TestTheResultsOfSARIFNameRulesThatAreThere(t *testing.T) {
	t.Parallel()
	type region struct {
		StartLine, StartColumn, EndLine, EndColumn int
		Snippet                                    struct{ Text string }
	}
	type location struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI string }
			Region           region
		}
	}
	var got struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID, Level               string
				Locations, RelatedLocations []location
			}
		}
	}
	if err := json.Unmarshal([]byte(written(t, world(t), "sarif")), &got); err != nil {
		t.Fatal(err)
	}
	run := got.Runs[0]
	if got.Version != "2.1.0" || run.ColumnKind != "unicodeCodePoints" || len(run.Results) != 2 || len(run.Tool.Driver.Rules) != 2 {
		t.Fatalf("it is %+v", got)
	}
	for i, want := range []struct{ rule, level string }{{"figure", "error"}, {"style/spelling", "warning"}} {
		if run.Results[i].RuleID != want.rule || run.Results[i].Level != want.level || run.Tool.Driver.Rules[i].ID != want.rule {
			t.Errorf("result %d is %+v", i, run.Results[i])
		}
	}
	at := run.Results[0].Locations[0].PhysicalLocation.Region
	if at.StartLine != 2 || at.StartColumn != 32 || at.EndColumn != 32+len("14 inches") || at.Snippet.Text != "14 inches" {
		t.Errorf("the first is at %+v", at)
	}
	if uri := run.Results[0].RelatedLocations[0].PhysicalLocation.ArtifactLocation.URI; uri != "wire%20%3C1%3E.txt" {
		t.Errorf("its source is at %q", uri)
	}
}

// What a story has in it is text on the page, whatever it looks like.
func TestThePageEscapesWhatItShows(t *testing.T) {
	t.Parallel()
	got := written(t, world(t), "html")
	for _, want := range []string{"&lt;b&gt;<mark>defense</mark>&lt;/b&gt;", "wire &lt;1&gt;.txt", "<mark>41 inches</mark>", `<article class="certain">`} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "<b>") {
		t.Error("the story's own tag is a tag of the page")
	}
}

// In Bangla the sentences are Bangla in every form.
func TestTheSentencesAreInTheLanguageAskedFor(t *testing.T) {
	t.Parallel()
	r := world(t)
	r.Language = "bn"
	sentence := r.Findings[0].Sentence("bn")
	for _, format := range report.Formats {
		if got := written(t, r, format); !strings.Contains(got, sentence) {
			t.Errorf("%s does not say %q", format, sentence)
		}
	}
}
