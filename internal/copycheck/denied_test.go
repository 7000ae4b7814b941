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
		{
			"nor, of a sentence worded the other way", "en", "The new seats were not heavier, which the pilots had feared most of all, the maker said.",
			"The seats were also safer. Nor were they heavier, the maker said, which pilots had feared most of all.", false,
		},
		{
			"who does it is not what is denied", "en", "No leak was found at the Ferncliff plant, its operator said on Friday.",
			"Harrow Water said on Friday that no leak had been found at its Ferncliff plant, where the pumps were not running.", false,
		},
		{
			"only if it is not", "en", "The builder must pay the fine within 20 days or its owner will have to come to court.",
			"The court fined the builder. If the fine is not paid within 20 days, the owner of the builder will have to come to court, it said.", false,
		},
		{
			"what is to be is not what never was", "en", "Only the winners will reach the finals, to be played in Nairobi in June.",
			"The Falcons won their first match. They have never played in the finals in Nairobi.", false,
		},
		{
			"what never was, played", "en", "The Falcons won their first match. They have played in the finals in Nairobi.",
			"The Falcons won their first match. They have never played in the finals in Nairobi.", true,
		},
	}, copycheck.Negation)
}

func TestAWordIsNoOppositeOfWhatIsSaidInAnotherWay(t *testing.T) {
	walkWords(t, []wordsCase{
		{
			"fewer than a number, and most of them", "en", "On Tuesday 340 patients came to the hospital, fewer than the 412 of the day before.",
			"On Tuesday 340 patients came to the hospital. Most of the patients came to the hospital with a fever, and 412 the day before.", false,
		},
		{"fewer than, more than", "en", "On Tuesday fewer than 340 patients came to the hospital in Mymensingh.", "On Tuesday more than 340 patients came to the hospital in Mymensingh.", true},
		{
			"the opening day, the close of the first", "en", "Zambia were 198 for six at stumps on the opening day of the third Test in Harare.",
			"Zambia were 198 for six at the close of the first day of the third Test in Harare.", false,
		},
		{
			"the last day, the first", "en", "Zambia were 198 for six at stumps on the last day of the third Test in Harare.",
			"Zambia were 198 for six at stumps on the first day of the third Test in Harare.", true,
		},
	}, copycheck.Opposite, copycheck.Word, copycheck.FigureKind)
}

func TestWhatMayBeIsComparedWithItsOwnVerb(t *testing.T) {
	walkWords(t, []wordsCase{
		{
			"of which the source says nothing", "en",
			"Five more people died of cholera in the city in the week to Monday, taking the toll to 91 this year, and doctors warned that the wave may crest late.",
			"Five more people died of cholera in the city in the week to Monday, taking the toll to 91 this year, doctors said.", false,
		},
		{
			"of another, the verb left out", "en", "Auma will miss the second match on Sunday. So may the striker Grace Wambui, who played with a bandaged knee.",
			"Auma will miss the second match on Sunday. Grace Wambui, a striker, played with a bandaged knee.", false,
		},
		{"that will be", "en", "The search of the harbour may resume on Friday morning, the police said.", "The search of the harbour will resume on Friday morning, the police said.", true},
	}, copycheck.Modality)
}

func TestADeskMayAddThatSomethingIsOnlyAlleged(t *testing.T) {
	walkWords(t, []wordsCase{
		{"allegedly", "en", "The driver allegedly took the lorry from a yard in Leeds on Monday.", "The driver took the lorry from a yard in Leeds on Monday.", false},
		{"reportedly", "en", "The driver reportedly took the lorry from a yard in Leeds on Monday.", "The driver took the lorry from a yard in Leeds on Monday.", false},
		{"may", "en", "The driver may have taken the lorry from a yard in Leeds on Monday.", "The driver has taken the lorry from a yard in Leeds on Monday.", true},
	}, copycheck.Modality)
}
