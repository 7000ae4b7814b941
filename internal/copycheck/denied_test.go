package copycheck_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
)

func TestADenialIsAnsweredWhereverTheSourcesHaveIt(t *testing.T) {
	walkWords(t, []wordsCase{
		{
			"in the sentence after", "en", "The ferry's Norwegian cook, Lars Hagen, was examined on Friday at Bergen but has not been charged.",
			"The ferry's cook, Lars Hagen, a Norwegian of 44, was examined on Friday at Bergen. He has not been charged.", false,
		},
		{
			"in no sentence near", "en", "The ferry's Norwegian cook, Lars Hagen, was examined on Friday at Bergen but has not been charged.",
			"The ferry's cook, Lars Hagen, a Norwegian of 44, was examined on Friday at Bergen. He has been charged.", true,
		},
		{
			"without somebody who will miss it", "en", "The Falcons play on Sunday without captain Joyce Auma, who was booked in the first match.",
			"Captain Joyce Auma was booked in the first match and, the Falcons said, will miss the one on Sunday.", false,
		},
	}, copycheck.Negation)
}

func TestADeskMayAddThatSomethingIsOnlyAlleged(t *testing.T) {
	walkWords(t, []wordsCase{
		{"allegedly", "en", "The driver allegedly took the lorry from a yard in Leeds on Monday.", "The driver took the lorry from a yard in Leeds on Monday.", false},
		{"reportedly", "en", "The driver reportedly took the lorry from a yard in Leeds on Monday.", "The driver took the lorry from a yard in Leeds on Monday.", false},
		{"may", "en", "The driver may have taken the lorry from a yard in Leeds on Monday.", "The driver has taken the lorry from a yard in Leeds on Monday.", true},
	}, copycheck.Modality)
}
