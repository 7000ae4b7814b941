package copycheck

import "github.com/stet-news/stet/internal/copycheck/prose"

// Passage is a sentence of a text and the sentence of a source that it comes from.
type Passage struct {
	Span       prose.Span // of the text
	Source     string     // ID
	SourceSpan prose.Span
	Whole      bool // the source has the sentence word for word
}

// leastShared is how many different words that say something a sentence shares with the one that it comes from, unless it has fewer.
const leastShared = 3

// Passages returns where the sentences of the text come from, in its order, and of one sentence the passage that has most of it first.
// It is found by words: half of the weight of what the sentence says must be matched in one of a source. A sentence that joins two of a
// source comes from both. What is written in another language than its source comes from nowhere, as far as words show.
func Passages(in prose.Input, index *Index) (all []Passage) {
	c := newChecker(index, Options{})
	c.read(in)
	c.alignAll()
	c.findWholes()
	for i := range c.of {
		rests := false
		for _, p := range c.of[i] {
			shared := len(c.carriedBy(c.contents[i], p.candidate))
			if shared < min(leastShared, len(c.contents[i])) || shared == 0 || !rests && !p.tight {
				continue
			}
			rests = true
			all = append(all, Passage{
				Span: c.story.Of(c.story.Sentences[i]), Source: p.source.ID, SourceSpan: p.source.Of(p.source.Sentences[p.candidate.sentence]),
				Whole: p.first && c.whole[i],
			})
		}
	}
	return all
}
