package reading_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
)

func told(hash string, paragraphs ...string) news.Dispatch {
	return news.Dispatch{ID: "d-" + hash, Hash: hash, WireName: "Delta Wire", Headline: "River rises", Body: news.Paragraphs(paragraphs...)}
}

func written(paragraphs ...string) news.Story {
	return news.Story{Content: news.Content{Language: "en", Headline: "River rises", Body: news.Paragraphs(paragraphs...)}, Changed: time.Date(2026, 3, 26, 9, 0, 0, 0, time.UTC)}
}

// What a story says otherwise than its dispatch is found, at its place in the text that is shown; and nothing is said of a story that
// has no dispatch, since nobody can say what it should have said.
func TestAStoryIsReadAgainstItsDispatches(t *testing.T) {
	var r reading.Reader
	dispatch := told("1", "The river rose 41 centimetres in a day, the water board said on Thursday.")
	s := written("The river rose 14 centimetres in a day, the water board said on Thursday.")
	found, _ := r.Read(s, []news.Dispatch{dispatch}, time.UTC)
	if len(found) != 1 || found[0].Level != copycheck.Certain || found[0].Kind != copycheck.FigureKind {
		t.Fatalf("found %+v", found)
	}
	if text := reading.Text(s.Content); text[found[0].Span.Start:found[0].Span.End] != "14 centimetres" {
		t.Errorf("the finding is at %q", text[found[0].Span.Start:found[0].Span.End])
	}
	if same, _ := r.Read(written("The river rose 41 centimetres in a day, the water board said on Thursday."), []news.Dispatch{dispatch}, time.UTC); len(same) != 0 {
		t.Errorf("of a faithful story it found %+v", same)
	}
	if none, _ := r.Read(s, nil, time.UTC); none != nil {
		t.Errorf("without a dispatch it found %+v", none)
	}
}

// "Thursday" at the desk and "yesterday" at the wire are one day or two: that goes by the clocks of both. Of a wire whose zone is not known
// nobody can tell, so it is only to be looked at.
func TestDaysAreThoseOfTheWiresOwnZone(t *testing.T) {
	dhaka := time.FixedZone("Asia/Dhaka", 6*3600)
	s := written("The river rose 41 centimetres on Thursday, the water board said in a statement.")
	for _, c := range []struct {
		zone   string
		issued time.Time
		want   []copycheck.Level
	}{
		{"Asia/Dhaka", time.Date(2026, 3, 27, 3, 0, 0, 0, time.UTC), nil},
		{"Asia/Dhaka", time.Date(2026, 3, 26, 3, 0, 0, 0, time.UTC), []copycheck.Level{copycheck.Likely}},
		{"", time.Date(2026, 3, 26, 3, 0, 0, 0, time.UTC), []copycheck.Level{copycheck.ToCheck}},
	} {
		var r reading.Reader
		dispatch := told("1", "The river rose 41 centimetres yesterday, the water board said in a statement.")
		dispatch.Zone, dispatch.Issued = c.zone, c.issued
		var got []copycheck.Level
		found, err := r.Read(s, []news.Dispatch{dispatch}, dhaka)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			got = append(got, f.Level)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("with the zone %q, issued %s, it found %v and not %v", c.zone, c.issued, got, c.want)
		}
	}
}

// A feed that gives its text as the summary too has said it once: two of what it has one of do not follow.
func TestAnItemWhoseSummaryIsItsTextIsReadOnce(t *testing.T) {
	var r reading.Reader
	dispatch := told("1", "One firefighter was treated for smoke and sent home, the fire service said.")
	dispatch.Summary = "One firefighter was treated for smoke and sent home, the fire service said."
	found, _ := r.Read(written("Two firefighters were treated for smoke and sent home, the fire service said."), []news.Dispatch{dispatch}, time.UTC)
	if len(found) != 1 || found[0].Level < copycheck.Likely || found[0].SourceText != "One" {
		t.Errorf("it found %+v", found)
	}
	if got := reading.TextOf(dispatch); strings.Count(got, "One firefighter") != 1 {
		t.Errorf("it is read as %q", got)
	}
}

// A dispatch that came again with other words is another: the story is read against what it says now.
func TestAChangedDispatchIsReadAnew(t *testing.T) {
	var r reading.Reader
	s := written("The river rose 14 centimetres in a day, the water board said on Thursday.")
	if found, _ := r.Read(s, []news.Dispatch{told("1", "The river rose 14 centimetres in a day, the water board said on Thursday.")}, time.UTC); len(found) != 0 {
		t.Fatalf("found %+v", found)
	}
	if found, _ := r.Read(s, []news.Dispatch{told("2", "The river rose 41 centimetres in a day, the water board said on Thursday.")}, time.UTC); len(found) != 1 {
		t.Errorf("after the change it found %+v", found)
	}
}
