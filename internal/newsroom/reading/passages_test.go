package reading_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
)

const (
	rose    = "The river rose 41 centimetres in a day, the water board said."
	halted  = "Ferries were halted at Paturia after a launch struck a sandbar."
	nobody  = "Nobody was hurt when the launch was pulled free, a port official said."
	rose47  = "The river rose 47 centimetres in a day, the water board said."
	another = "A cyclone warning was issued for the southern coast."
)

// resting says of each passage what is ours and what became of it.
func resting(t *testing.T, c news.Content, was, is news.Dispatch) (all []string) {
	t.Helper()
	var r reading.Reader
	found, err := r.Passages(c, was)
	if err != nil {
		t.Fatal(err)
	}
	fates, err := r.Fates(found, is)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fates {
		all = append(all, f.Part+": "+f.Text+" "+string(f.Fate)+" "+f.Now)
	}
	return all
}

func TestAPassageOfASourceStandsIsChangedOrIsGone(t *testing.T) {
	ours := news.Content{Language: "en", Headline: "Ferries stop", Body: news.Paragraphs(halted, rose+" "+nobody)}
	want := []string{"headline: Ferries stop same ", "body: " + halted + " same ", "body: " + rose + " changed " + rose47, "body: " + nobody + " gone "}
	if diff := cmp.Diff(want, resting(t, ours, told("1", rose, halted, nobody), told("2", rose47, "  "+halted, another))); diff != "" {
		t.Error(diff)
	}
	if got := resting(t, ours, told("1", another), told("2", rose47)); len(got) != 0 {
		t.Errorf("of a source that the story has nothing of: %v", got)
	}
}

// What is cut out of the middle of a longer sentence is not that sentence any more.
func TestASentenceThatGoesOnIsAnother(t *testing.T) {
	ours := news.Content{Language: "en", Body: news.Paragraphs("The river rose in the north, officials said on Thursday.")}
	was := told("1", "The river rose in the north, officials said on Thursday.")
	is := told("2", "It is not true that the river rose in the north, officials said on Thursday.")
	if got := resting(t, ours, was, is); len(got) != 1 || got[0] != "body: The river rose in the north, officials said on Thursday. changed It is not true that the river rose in the north, officials said on Thursday." {
		t.Errorf("%q", got)
	}
}

func TestTheCaptionOfTheLeadPictureComesFromWhatTheDispatchPointsTo(t *testing.T) {
	var r reading.Reader
	d := told("1", rose)
	d.Media = []news.Media{{URL: "https://wire.test/1.jpg", Caption: ""}, {URL: "https://wire.test/2.jpg", Caption: "Families wait for a ferry at Paturia on Thursday morning."}}
	c := news.Content{Language: "en", Headline: "নদী", Body: news.Paragraphs(rose), Lead: &news.PictureUse{Picture: "p", Caption: "Families wait for a ferry at Paturia."}}
	got, err := r.Passages(c, d)
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	want := news.Passage{
		Part: "caption", End: 37, Text: "Families wait for a ferry at Paturia.",
		SourcePart: "caption", SourceBlock: 1, SourceEnd: 57, SourceText: "Families wait for a ferry at Paturia on Thursday morning.",
	}
	if diff := cmp.Diff(want, got[1]); diff != "" {
		t.Error(diff)
	}
	if body := got[0]; body.Part != "body" || body.Block != 0 || body.Start != 0 || body.End != len(rose) || !body.Whole || body.SourcePart != "body" {
		t.Errorf("%+v", body)
	}
}
