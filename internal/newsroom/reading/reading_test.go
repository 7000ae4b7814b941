package reading_test

import (
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
	found := r.Read(s, []news.Dispatch{dispatch}, time.UTC)
	if len(found) != 1 || found[0].Level != copycheck.Certain || found[0].Kind != copycheck.FigureKind {
		t.Fatalf("found %+v", found)
	}
	if text := reading.Text(s.Content); text[found[0].Span.Start:found[0].Span.End] != "14 centimetres" {
		t.Errorf("the finding is at %q", text[found[0].Span.Start:found[0].Span.End])
	}
	if same := r.Read(written("The river rose 41 centimetres in a day, the water board said on Thursday."), []news.Dispatch{dispatch}, time.UTC); len(same) != 0 {
		t.Errorf("of a faithful story it found %+v", same)
	}
	if none := r.Read(s, nil, time.UTC); none != nil {
		t.Errorf("without a dispatch it found %+v", none)
	}
}

// A dispatch that came again with other words is another: the story is read against what it says now.
func TestAChangedDispatchIsReadAnew(t *testing.T) {
	var r reading.Reader
	s := written("The river rose 14 centimetres in a day, the water board said on Thursday.")
	if found := r.Read(s, []news.Dispatch{told("1", "The river rose 14 centimetres in a day, the water board said on Thursday.")}, time.UTC); len(found) != 0 {
		t.Fatalf("found %+v", found)
	}
	if found := r.Read(s, []news.Dispatch{told("2", "The river rose 41 centimetres in a day, the water board said on Thursday.")}, time.UTC); len(found) != 1 {
		t.Errorf("after the change it found %+v", found)
	}
}
