package reading_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
)

// The answer of a reading says where each finding stands in the blocks of the editor and of the Source pane, with what is around it.
func TestAnAnswerSaysWhereItsFindingsStand(t *testing.T) {
	var r reading.Reader
	d := told("1", "A boat sank.", "The river 🌊 rose 41 centimetres in a day, the water board said on Thursday.")
	d.Version, d.Summary = 3, "What the water board said."
	s := written("", "The river 🌊 rose 14 centimetres in a day, the water board said on Thursday.")
	s.Sources = []news.Source{{Dispatch: d.ID, Version: 2}}
	s.Content.Body.Blocks = append([]news.Node{{Type: news.Paragraph}, {Type: news.PictureRef, Attrs: news.Attrs{Picture: "p", Caption: "A boat", Credit: "Delta"}}}, s.Content.Body.Blocks...)
	a := r.Report(t.Context(), reading.Asked{Story: s, Dispatches: []news.Dispatch{d}, Zone: time.UTC, Language: "en", Sheet: style.Default("en")})
	if len(a.Findings) != 1 || a.Counts.Certain != 1 {
		t.Fatalf("found %+v", a)
	}
	f := a.Findings[0]
	if f.Place != (reading.Place{Part: "body", Block: 2, Start: 18, End: 32}) || f.Text != "14 centimetres" {
		t.Errorf("%q is at %+v", f.Text, f.Place)
	}
	if f.SourcePart != "body" || f.SourceBlock != 1 || f.SourceStart != 18 || f.SourceText != "41 centimetres" || f.SourceVersion != 3 || f.SourceWire != "Delta Wire" {
		t.Errorf("the passage is %+v", f)
	}
	if f.SourceBefore != "The river 🌊 rose " || f.SourceAfter != " in a day, the water board said on Thursday." {
		t.Errorf("around the passage are %q and %q", f.SourceBefore, f.SourceAfter)
	}
	if a.Sources[0].Version != 3 || a.Sources[0].Taken != 2 {
		t.Errorf("it was read against %+v", a.Sources)
	}
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{`"part":"body"`, `"stet":null`, `"reopened":null`, `"style":[]`, `"stops":""`} {
		if !strings.Contains(string(text), key) {
			t.Errorf("the answer has no %s: %s", key, text)
		}
	}
}

// A finding in the headline stands there, and one of style at its place too.
func TestAFindingInAHeadlineStandsThere(t *testing.T) {
	var r reading.Reader
	s := written("The river rose 41 centimetres in a day, the the water board said on Thursday.")
	s.Content.Headline = "River rises 14 centimetres in a day, the water board says"
	a := r.Report(t.Context(), reading.Asked{Story: s, Dispatches: []news.Dispatch{told("1", "The river rises 41 centimetres in a day, the water board says.")}, Zone: time.UTC, Language: "bn", Sheet: style.Default("en")})
	if len(a.Findings) == 0 || a.Findings[0].Place != (reading.Place{Part: "headline", Start: 12, End: 26}) {
		t.Errorf("found %+v", a.Findings)
	}
	if len(a.Style) == 0 || a.Style[0].Part != "body" || a.Style[0].Block != 0 || a.Style[0].Start != 40 {
		t.Errorf("of style it found %+v", a.Style)
	}
}

// A story of 600 words is read while somebody writes it.
func BenchmarkReport(b *testing.B) {
	var source, story []string
	for i := range 30 {
		line := fmt.Sprintf("The river rose %d centimetres at gauge %d in a day, the water board of the district said on Thursday evening, and %d families left their homes.", 10+i, i, 100+i)
		source = append(source, line, line)
		story = append(story, strings.Replace(line, "rose 1", "rose 2", 1))
	}
	var r reading.Reader
	s := written(story...)
	dispatches := []news.Dispatch{told("1", source...), told("2", source...), told("3", source...)}
	for b.Loop() {
		s.Content.Body.Blocks[0].Content[0].Text += "."
		r.Report(b.Context(), reading.Asked{Story: s, Dispatches: dispatches, Zone: time.UTC, Language: "en", Sheet: style.Default("en")})
	}
}
