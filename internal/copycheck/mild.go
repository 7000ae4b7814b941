package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// mildly reports whether the story's word k, which stands for an opposite or a rival of it in the source, may only say the same from the
// other side, or in general: he was given it, he received it; before the one and after the other; the ship, of a ferry.
func (c *checker) mildly(k int, s *text, l int) bool {
	t, u := &c.story.Tokens[k], &s.Tokens[l]
	switch {
	case c.meansAlso(k, s, u.Sentence):
		return true
	case muchWords[t.Folded] && thanAfter(c.story, k) != thanAfter(s, l):
		return true
	case both(converses, t, u):
		return passive(c.story, k) != passive(s, l) || !c.sameBefore(k, s, l)
	case both(spans, t, u):
		return true
	case general[u.Stem]: // the story only says more exactly which
		return true
	case general[t.Stem]:
		_, carried := c.index.stems[t.Stem]
		return carried
	case temporal[t.Folded]:
		return !c.sharesSide(k, s, l, -1) || !c.sharesSide(k, s, l, 1)
	case particles[t.Folded]:
		return !c.sharesSide(k, s, l, 1)
	}
	return false
}

// both reports whether both words are of the set.
func both(stems map[string]bool, t, u *prose.Token) bool { return stems[t.Stem] && stems[u.Stem] }

var (
	// converses say the same when who is named first and who is named last change places too, or one of them is in the passive.
	converses = stemSet(`beat defeat win lose buy sell lend borrow send receive give take get award grant present pay`)
	// trades are such words that stand for a thing as well, so that who stands before and who after must be seen to have changed places.
	trades = stemSet(`export import exporter importer sale purchase lender borrower আমদানি রপ্তানি বিক্রি কেনা ক্রয় বিক্রয় কেনার বিক্রির`)
	// general are words that may be said of what others name more exactly, spans those of which one may be counted by the other.
	general   = stemSet(`ship boat vessel aircraft plane vehicle craft ministry department`)
	spans     = stemSet(`quarter year month week half century decade day`)
	temporal  = wordSet(`before after আগে পরে`)
	particles = wordSet(`in out on off over under up down`)
)

// withBangla adds the stems of Bangla words to a set of stems.
func withBangla(set map[string]bool, words string) map[string]bool {
	for w := range wordSet(words) {
		set[prose.StemOf("bn", w)] = true
	}
	return set
}

// meansAlso reports whether the source's sentence has the story's word somewhere, or one that means the same.
func (c *checker) meansAlso(k int, s *text, sentence int) bool {
	id := c.story.stem[k]
	if turn := turns[c.story.Tokens[k].Folded]; turn != 0 && slices.ContainsFunc(s.Tokens[s.Sentences[sentence].From:s.Sentences[sentence].To], func(u prose.Token) bool { return turns[u.Folded] == turn }) {
		return true
	}
	return s.hasStem(sentence, id) || slices.ContainsFunc(c.synonyms(id), func(o int32) bool { return s.hasStem(sentence, o) })
}

// passive reports whether a form of "be" stands shortly before the word.
func passive(s *text, k int) bool {
	r := s.SentenceOf(k)
	for i := max(r.From, k-3); i < k; i++ {
		if being[s.Tokens[i].Folded] {
			return true
		}
	}
	return false
}

// sameBefore reports whether the names that stand before the two words, if both have any in their sentences, have one in common.
func (c *checker) sameBefore(k int, s *text, l int) bool {
	here, there := namesBefore(c.story, k), namesBefore(s, l)
	return len(here) == 0 || len(there) == 0 || slices.ContainsFunc(here, func(n *prose.Name) bool {
		return slices.ContainsFunc(there, func(o *prose.Name) bool { return sameNames(n, o) })
	})
}

// changedPlaces reports whether a name that stands before the one word stands after the other: A's imports from B, B's exports to A.
func (c *checker) changedPlaces(k int, s *text, l int) bool {
	crossed := func(before, after []*prose.Name) bool {
		return slices.ContainsFunc(before, func(n *prose.Name) bool {
			return slices.ContainsFunc(after, func(o *prose.Name) bool {
				return sameNames(n, o) || s.Bangla() && prose.StemOf("bn", lastWord(n)) == prose.StemOf("bn", lastWord(o))
			})
		})
	}
	return crossed(namesBefore(c.story, k), namesAfter(s, l)) || crossed(namesBefore(s, l), namesAfter(c.story, k))
}

func namesAfter(s *text, k int) (out []*prose.Name) {
	for i := k + 1; i < s.SentenceOf(k).To; i++ {
		if n := s.Tokens[i].Name; n != prose.None && s.Names[n].From == i {
			out = append(out, &s.Names[n])
		}
	}
	return out
}

func namesBefore(s *text, k int) (out []*prose.Name) {
	for i := s.SentenceOf(k).From; i < k; i++ {
		if n := s.Tokens[i].Name; n != prose.None && s.Names[n].From == i {
			out = append(out, &s.Names[n])
		}
	}
	return out
}

// besideBySide is how many tokens on one side of two words are compared.
const besideBySide = 10

// sharesSide reports whether one of the words that say something on one side of the two is the same. Of a word that begins its sentence
// what is before it may stand after it.
func (c *checker) sharesSide(k int, s *text, l, step int) bool {
	here, there := c.story.SentenceOf(k), s.SentenceOf(l)
	reach := [2]int{besideBySide, besideBySide}
	steps := [2]int{step, step}
	if step < 0 && k-here.From < 2 {
		steps[0], reach[0] = 1, longestSentence
	}
	if step < 0 && l-there.From < 2 {
		steps[1], reach[1] = 1, longestSentence
	}
	for i := 1; i <= reach[0] && here.Has(k+i*steps[0]); i++ {
		a := k + i*steps[0]
		if !c.story.says[a] {
			continue
		}
		for j := 1; j <= reach[1] && there.Has(l+j*steps[1]); j++ {
			if b := l + j*steps[1]; s.says[b] && c.alikeStems(c.story, c.story.stem[a], s.stem[b]) > 0 {
				return true
			}
		}
	}
	return false
}
