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
		words := plainWords(c.story, i)
		if len(words) < leastWhole {
			continue
		}
		c.whole[i] = slices.ContainsFunc(c.aligned[i], func(with candidate) bool {
			return slices.Equal(words, plainWords(c.index.sources[with.source], with.sentence))
		})
	}
}

// plainWords returns the words of a sentence as quotations are compared.
func plainWords(s *text, sentence int) (words []string) {
	r := s.Sentences[sentence]
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Word() {
			words = append(words, s.plain[i])
		}
	}
	return words
}

// isWhole reports whether the span is within a sentence that a source has word for word.
func (c *checker) isWhole(span prose.Span) bool {
	t := c.story.Tokens
	i := sort.Search(len(t), func(i int) bool { return t[i].End > span.Start })
	return i < len(t) && c.whole[t[i].Sentence]
}
