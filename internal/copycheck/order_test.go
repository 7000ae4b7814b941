package copycheck_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
)

// Which of two things came first is a fact, whichever word says so.
func TestWhatCameFirstIsComparedInWhateverWordsItStands(t *testing.T) {
	walkWords(t, []wordsCase{
		{
			"told in order, and turned", "en", "The ferry sank off Bhola before a barge struck the trawler's stern in the fog.",
			"A barge struck the trawler's stern in the fog and the ferry sank off Bhola.", true,
		},
		{
			"told in order, and kept", "en", "The ferry sank off Bhola after a barge struck the trawler's stern in the fog.",
			"A barge struck the trawler's stern in the fog and the ferry sank off Bhola.", false,
		},
		{
			"told with when, and turned", "en", "The warehouse roof collapsed before the night guard opened the gas valve.",
			"The warehouse roof collapsed when the night guard opened the gas valve.", true,
		},
		{
			"told with when, and kept", "en", "The warehouse roof collapsed after the night guard opened the gas valve.",
			"The warehouse roof collapsed when the night guard opened the gas valve.", false,
		},
		{
			"before for until", "en", "The court kept the bank accounts frozen before the auditors returned their report.",
			"The court kept the bank accounts frozen until the auditors returned their report.", false,
		},
	}, copycheck.Opposite)
}

// A story may say with its own figures that its word is wrong.
func TestAWordAgainstItsOwnFiguresIsWrong(t *testing.T) {
	const source = "The price of onions in the city's markets was 84 taka a kilogram on Monday. It had been 92 taka a week earlier. Traders spoke of a good harvest."
	for story, wrong := range map[string]bool{
		"The price of onions in the city's markets rose to 84 taka a kilogram on Monday from 92 taka a week earlier.":   true,
		"The price of onions in the city's markets fell to 84 taka a kilogram on Monday from 92 taka a week earlier.":   false,
		"Onions cost 84 taka a kilogram in the city's markets on Monday, up from 92 taka a week earlier.":               true,
		"Onions cost 84 taka a kilogram in the city's markets on Monday, down from 92 taka a week earlier.":             false,
		"The price of onions in the city's markets did not rise to 84 taka a kilogram from 92 taka a week earlier.":     false,
		"Onions cost 84 taka a kilogram in the city's markets on Monday, traders said, and 92 taka a week before that.": false,
	} {
		level, found := surest("en", story, []string{source}, copycheck.Opposite)
		if got := found && level >= copycheck.Likely; got != wrong {
			t.Errorf("%q: found %v at %s", story, found, level)
		}
	}
}
