package copycheck

import (
	"slices"
	"sort"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A sentence that a source has word for word from its beginning to its end says what the source says, whatever other sentences there say
// with nearly the same words. Who is quoted and which day is meant do not stand in its words alone.

// leastWhole is how many words a sentence has at least that is taken for the source's: "He was charged" may be of two people.
const leastWhole = 5

var besideWords = map[Kind]bool{QuotationWords: true, QuotationMarks: true, SpeakerKind: true, DateKind: true, Attribution: true, SourcesDiffer: true}

// findWholes notes which sentences of the story a source has word for word.
func (c *checker) findWholes() {
	c.whole = make([]bool, len(c.story.Sentences))
	for i := range c.whole {
		c.whole[i] = slices.ContainsFunc(c.aligned[i], func(with candidate) bool {
			return wordForWord(c.story, c.story.Sentences[i], c.index.sources[with.source], c.index.sources[with.source].Sentences[with.sentence])
		})
	}
}

// wordForWord reports whether the two sentences have the same words, as quotations are compared, and enough of them.
func wordForWord(a *text, in prose.Range, b *text, there prose.Range) bool {
	i, j := in.From, there.From
	for n := 0; ; n++ {
		for i < in.To && !a.Tokens[i].Word() {
			i++
		}
		for j < there.To && !b.Tokens[j].Word() {
			j++
		}
		if i == in.To || j == there.To {
			return i == in.To && j == there.To && n >= leastWhole
		}
		if a.plain[i] != b.plain[j] {
			return false
		}
		i, j = i+1, j+1
	}
}

// isWhole reports whether the span is within a sentence that a source has word for word.
func (c *checker) isWhole(span prose.Span) bool {
	t := c.story.Tokens
	i := sort.Search(len(t), func(i int) bool { return t[i].End > span.Start })
	return i < len(t) && c.whole[t[i].Sentence]
}
