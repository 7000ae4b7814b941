package copycheck_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

const riverWire = `River rises at two points

DHAKA, March 26 (Delta) - The Jamuna rose 41 centimetres in a day at Bahadurabad, the water board said on Thursday.

Ferries were halted at Paturia after a launch struck a sandbar in heavy fog. No one was hurt, a port official said.

“We leave the tin sheets and carry the children,” said Rahima Begum, who lives on the embankment.`

func TestASentenceComesFromTheOneOfASourceThatHasMostOfIt(t *testing.T) {
	story := `Two river points above danger

The Jamuna rose by 41 centimetres in one day at Bahadurabad, according to the water board.

After a launch struck a sandbar in fog, ferries at Paturia were halted. The mayor of Tangail opened a library.

“We leave the tin sheets and carry the children,” said Rahima Begum, who lives on the embankment.`
	index := copycheck.NewIndex([]prose.Input{{ID: "delta", Text: riverWire, Language: "en"}})
	type from struct {
		Ours, Theirs string
		Whole        bool
	}
	var got []from
	for _, p := range copycheck.Passages(prose.Input{ID: "story", Text: story, Language: "en"}, index) {
		got = append(got, from{story[p.Span.Start:p.Span.End], riverWire[p.SourceSpan.Start:p.SourceSpan.End], p.Whole})
	}
	want := []from{
		{
			"The Jamuna rose by 41 centimetres in one day at Bahadurabad, according to the water board.",
			"DHAKA, March 26 (Delta) - The Jamuna rose 41 centimetres in a day at Bahadurabad, the water board said on Thursday.", false,
		},
		{"After a launch struck a sandbar in fog, ferries at Paturia were halted.", "Ferries were halted at Paturia after a launch struck a sandbar in heavy fog.", false},
		{
			"“We leave the tin sheets and carry the children,” said Rahima Begum, who lives on the embankment.",
			"“We leave the tin sheets and carry the children,” said Rahima Begum, who lives on the embankment.", true,
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestASentenceThatJoinsTwoComesFromBoth(t *testing.T) {
	story := "Ferries were halted at Paturia after a launch struck a sandbar, and the Jamuna rose 41 centimetres at Bahadurabad, the water board said."
	index := copycheck.NewIndex([]prose.Input{{ID: "delta", Text: riverWire, Language: "en"}})
	if got := copycheck.Passages(prose.Input{ID: "story", Text: story, Language: "en"}, index); len(got) != 2 || got[0].SourceSpan == got[1].SourceSpan || got[0].Span != got[1].Span {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsInAnotherLanguageComesFromNowhereAsFarAsWordsShow(t *testing.T) {
	index := copycheck.NewIndex([]prose.Input{{ID: "delta", Text: riverWire, Language: "en"}})
	if got := copycheck.Passages(prose.Input{ID: "story", Text: "যমুনার পানি এক দিনে ৪১ সেন্টিমিটার বেড়েছে।", Language: "bn"}, index); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
