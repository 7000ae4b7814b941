package copycheck

import (
	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// content returns the tokens of the words that say something.
func content(s *text, words []int) (out []int) {
	for _, k := range words {
		if t := &s.Tokens[k]; !t.Stop && !t.Digits {
			out = append(out, k)
		}
	}
	return out
}

// ordinary reports whether the token is no name, figure or date.
func ordinary(t *prose.Token) bool {
	return t.Name == prose.None && t.Figure == prose.None && t.Date == prose.None
}

// otherWord looks for a word in the place of another of its kind, in a sentence that was rewritten.
func (c *checker) otherWord(b block) {
	here, there := content(c.story, b.story[b.i0:b.i1]), content(b.source, b.words[b.j0:b.j1])
	if len(here) == 0 || len(there) == 0 || len(here) > 3 || len(there) > 4 {
		return
	}
	for _, i := range here {
		t := &c.story.Tokens[i]
		if !ordinary(t) || c.verified[i] || t.Capital && !t.First || prose.Speaking(t.Stem) || len(t.Folded) < 3 || b.source.hasStem(b.sentence, c.story.stem[i]) {
			continue
		}
		for _, j := range there {
			u := &b.source.Tokens[j]
			if !ordinary(u) || t.Stem == u.Stem || lexicon.Synonym(t.Stem, u.Stem) || c.story.hasStem(b.storySentence, b.source.stem[j]) {
				continue
			}
			if c.exchanged(i, b.source, j) == Word {
				c.findOtherWord(Word, levelIf(!c.mildly(i, b.source, j)), i, b.source, j)
				return
			}
			alike := lexicon.Alike(t.Stem, u.Stem)
			_, carried := c.index.stems[t.Stem]
			single := len(here) == 1 && len(there) == 1 && b.left() && b.right() && b.cover >= .5 && !carried
			if single || alike && (b.left() || b.right()) && len(here) <= 2 && len(there) <= 2 {
				c.findOtherWord(Word, ToCheck, i, b.source, j)
				return
			}
		}
	}
}
