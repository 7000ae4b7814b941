package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// What is denied on one side is only the counterpart of what is said on the other if both are said in the same way: of what is so, and not of
// what may come if something else does.

// deniesSomebody reports whether the negation is of a name, with its title or not: without Captain Karim. What becomes of him may be said
// far away.
func (s *text) deniesSomebody(n negated) bool {
	if len(n.of) == 0 {
		return false
	}
	first := n.of[0]
	return s.Tokens[first].Name != prose.None || prose.Title(s.Tokens[first].Folded) && first+1 < len(s.Tokens) && s.Tokens[first+1].Name != prose.None
}

var conditions = wordSet(`if unless provided otherwise`)

// supposes reports whether what the sentence says at the token is only supposed: if the fine is not paid. A mark ends that.
func supposes(s *text, token int) bool {
	r := s.SentenceOf(token)
	for k := token - 1; k >= r.From && !ends(&s.Tokens[k]); k-- {
		if conditions[s.Tokens[k].Folded] {
			return true
		}
	}
	return false
}

// counterparts reports whether a word of the one side may be what a negation of the other denies: neither is only supposed, and what never was
// is not what is to be.
func counterparts(s *text, word int, other *text, negation int) bool {
	return supposes(s, word) == supposes(other, negation) && !(describesAhead(s, word) && other.Tokens[negation].Folded == "never")
}

// describesAhead reports whether the verb says of what stands before it what is to become of it: the finals, to be played in May.
func describesAhead(s *text, k int) bool {
	r := s.SentenceOf(k)
	return k-3 >= r.From && s.Tokens[k-1].Folded == "be" && s.Tokens[k-2].Folded == "to" && (s.Tokens[k-3].Mark || s.says[k-3])
}

// doer reports whether the word names who does something: an operator runs a plant, but is not what is denied where it does not run.
func doer(t *prose.Token) bool {
	return !t.Stop && len(t.Stem)+2 <= len(t.Folded) && slices.ContainsFunc([]string{"or", "ors", "er", "ers"}, func(e string) bool { return strings.HasSuffix(t.Folded, e) })
}

// standsFor reports whether the word at the place i of the story stands between the same words as another than j of the source, which nothing
// denies there: it says that.
func (p *pair) standsFor(i, j int) bool {
	left, right := p.like(i-1), p.like(i+1)
	return left != none && right == left+2 && left+1 != j && !denied(p.source.Document, p.words[left+1])
}

// opensDenying reports whether the negation denies the whole of a sentence that it begins: nor was it more frequent.
func opensDenying(s *text, token int) bool {
	t := &s.Tokens[token]
	return t.First && (t.Folded == "nor" || t.Folded == "neither")
}

// thanAfter reports whether the token is compared with something: fewer than the day before.
func thanAfter(s *text, k int) bool {
	r := s.SentenceOf(k)
	for i := k + 1; i < min(r.To, k+4); i++ {
		if s.Tokens[i].Folded == "than" {
			return true
		}
	}
	return false
}

var muchWords = wordSet(`more most less least fewer fewest`)

// turnedAlike reports whether the source has, before the word that follows the story's first or last, another that turns it the same way:
// on the opening day, at the close of the first day.
func (c *checker) turnedAlike(k int, s *text, sentence int) bool {
	turn := turns[c.story.Tokens[k].Folded]
	if turn == 0 || k+1 >= c.story.SentenceOf(k).To {
		return false
	}
	r := s.Sentences[sentence]
	for i := r.From; i+1 < r.To; i++ {
		if turns[s.Tokens[i].Folded]*turn > 0 && s.stem[i+1] == c.story.stem[k+1] && s.stem[i+1] != none {
			return true
		}
	}
	return false
}
