package copycheck_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
)

const quoteSource = `The dam will hold, the minister said on Monday.

"We have checked every gate and every wall, and we are not afraid of the rain," Mariam Okello, the water minister, told reporters. "Nobody needs to leave."

Peter Abebe, a farmer, disagreed. "I have seen that wall from below, and I would not sleep under it," he said.`

var quotes = []struct {
	name, story string
	level       copycheck.Level // of what is found of quotations and speakers, Info-1 if nothing
}{
	{"as it was said", `"We have checked every gate and every wall, and we are not afraid of the rain," said Mariam Okello, the water minister.`, -1},
	{"in two", `"We have checked every gate and every wall," Okello said, "and we are not afraid of the rain."`, -1},
	{"with dots", `"We have checked every gate ... and we are not afraid of the rain," Okello said.`, -1},
	{"with brackets", `"We have checked every gate and every wall [of the dam], and we are not afraid of the rain," Okello said.`, -1},
	{"by he", `Peter Abebe did not agree. "I have seen that wall from below, and I would not sleep under it," he said.`, -1},
	{"by a role", `"We have checked every gate and every wall, and we are not afraid of the rain," the minister said.`, -1},
	{"before it", `Mariam Okello, the water minister, told reporters: "We have checked every gate and every wall, and we are not afraid of the rain."`, -1},
	{"single words", `The minister said that they were “not afraid of the rain”.`, -1},
	{"a word changed", `"We have checked every gate and every door, and we are not afraid of the rain," Okello said.`, copycheck.Certain},
	{"a word left out", `"We have checked every gate and every wall, and we are afraid of the rain," Okello said.`, copycheck.Certain},
	{"a word added", `"We have carefully checked every gate and every wall, and we are not afraid of the rain," Okello said.`, copycheck.Certain},
	{"what nobody said", `"The river belongs to those who live beside it and fear it," Okello said.`, copycheck.Certain},
	{"by another", `"We have checked every gate and every wall, and we are not afraid of the rain," said Peter Abebe, a farmer.`, copycheck.Likely},
	{"of indirect speech", `"The dam will hold," Okello said on Monday.`, copycheck.Likely},
}

func TestQuotationsAndSpeakersAreHeldToTheSource(t *testing.T) {
	for _, c := range quotes {
		most := copycheck.Level(-1)
		for _, f := range checkFacts(t, quoteSource, c.story) {
			switch f.Kind {
			case copycheck.QuotationWords, copycheck.QuotationMarks, copycheck.SpeakerKind:
				most = max(most, f.Level)
			}
		}
		if c.level < 0 && most >= copycheck.Likely || c.level >= copycheck.Likely && most < c.level {
			t.Errorf("%s: found at %d, and not %d", c.name, most, c.level)
		}
	}
}
