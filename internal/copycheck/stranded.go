package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Where a "not" went missing the grammar may still show it: "they did lose any of their matches", "it has yet been approved".

var (
	emphatic  = wordSet(`did does`)
	auxiliary = wordSet(`is are was were be been has have had`)
	// inverting are words after which the verb comes before its subject.
	inverting = wordSet(`nor neither only what why how when where who whom whose which if so than as rarely seldom never`)
	yetTo     = wordSet(`to another again more further`)
)

// stranded notes a word of the story's sentence that hardly stands without a negation, if a sentence that may carry it denies something.
func (c *checker) stranded(sentence int) {
	if c.story.Bangla() {
		c.strandedBangla(sentence)
		return
	}
	r := c.story.Sentences[sentence]
	for k := r.From + 1; k+1 < r.To; k++ {
		if c.verified[k] || c.story.Tokens[k].Quotation != prose.None || !c.wantsNegation(r, k) {
			continue
		}
		for _, with := range c.best(sentence) {
			s := c.index.sources[with.source]
			if at := c.denying(s, with.sentence, sentence); at != none {
				from := s.passage(max(s.Sentences[with.sentence].From, at-1), at)
				c.find(Finding{Kind: Negation, Level: levelIf(with.cover >= strandedCover), Reason: sourceSays, Words: []string{s.Cut(from.Span)}}, c.span(k, k+1), from)
				break
			}
		}
	}
}

// strandedCover is how much of a sentence the source's must have, for a negation that is missing to be surely its own.
const strandedCover = .15

// wantsNegation reports whether the word hardly stands where it does without a negation.
func (c *checker) wantsNegation(r prose.Range, k int) bool {
	t, before, next := &c.story.Tokens[k], &c.story.Tokens[k-1], &c.story.Tokens[k+1]
	for i := max(r.From, k-farBefore); i < k; i++ {
		if w := &c.story.Tokens[i]; inverting[w.Folded] && w.Folded != "who" && w.Folded != "which" || negates(c.story, i) {
			return false
		}
	}
	switch {
	case emphatic[t.Folded]:
		return (!before.Mark || before.Text == ",") && next.Word() && !next.Stop && !next.Capital && !negates(c.story, k+1)
	case t.Folded == "yet":
		return auxiliary[before.Folded] && !yetTo[next.Folded] && !next.Mark
	}
	return false
}

// farBefore is how far before the verb a word may stand that makes it come before its subject.
const farBefore = 6

// denying returns a word of the source's sentence that denies and that the story's sentence does not have, or none.
func (c *checker) denying(s *text, sentence, here int) int {
	r := s.Sentences[sentence]
	for k := r.From; k < r.To; k++ {
		if t := &s.Tokens[k]; t.Word() && (negates(s, k) || undoing(t, true)) && !c.story.hasStem(here, s.stem[k]) && !c.answersIn(s, k, c.story, here) {
			return k
		}
	}
	return none
}

// polar are Bangla words that as a rule stand before something that is denied: anybody, any, ever, any more.
var polar = wordSet(`কোনো কেউ কেউই কাউকে কারও কারো কিছুই কখনো কখনোই আর মোটেও আদৌ`)

// strandedBangla is stranded, by a word that stands before what is denied in the sources, with the same word beside it, and before nothing
// that denies in the story: any more, in "the pass is accepted any more"; whether, without the "or not" that it has before a comma.
func (c *checker) strandedBangla(sentence int) {
	r := c.story.Sentences[sentence]
	for k := r.From + 1; k+1 < r.To; k++ {
		t := &c.story.Tokens[k]
		whetherNot := t.Folded == whether && c.story.Tokens[k+1].Text == ","
		if !polar[t.Folded] && !whetherNot || c.verified[k] || t.Quotation != prose.None || clauseDenies(c.story, k) {
			continue
		}
		for _, with := range c.best(sentence) {
			s := c.index.sources[with.source]
			if l := c.deniedWith(s, with.sentence, k); l != none {
				from := s.passage(l, s.lastOfClause(l))
				c.find(Finding{Kind: Negation, Level: Likely, Reason: negationLost, Words: []string{s.Cut(from.Span)}}, c.span(k, c.story.lastOfClause(k)), from)
				break
			}
		}
	}
}

// deniedWith returns where the source's sentence has the story's word k before something that denies, with the same word that says something
// beside it, or none.
func (c *checker) deniedWith(s *text, sentence, k int) int {
	r := s.Sentences[sentence]
	before, after := c.story.sayingBeside(k)
	for l := r.From; l < r.To; l++ {
		if s.Tokens[l].Folded != c.story.Tokens[k].Folded || !clauseDenies(s, l) {
			continue
		}
		b, a := s.sayingBeside(l)
		if before != none && b != none && c.alikeStems(c.story, before, b) > 0 || after != none && a != none && c.alikeStems(c.story, after, a) > 0 {
			return l
		}
	}
	return none
}

// sayingBeside returns the stems of the next words on both sides of the token that say something, up to a mark.
func (s *text) sayingBeside(k int) (before, after int32) {
	r := s.SentenceOf(k)
	step := func(by int) int32 {
		for i := k + by; r.Has(i) && !s.Tokens[i].Mark; i += by {
			if s.says[i] {
				return s.stem[i]
			}
		}
		return none
	}
	return step(-1), step(1)
}

// clauseDenies reports whether something denies after the token, up to a mark.
func clauseDenies(s *text, k int) bool {
	for i := k + 1; i < s.SentenceOf(k).To && !ends(&s.Tokens[i]); i++ {
		if negates(s, i) || undoing(&s.Tokens[i], true) {
			return true
		}
	}
	return false
}

// lastOfClause returns the last token before a mark.
func (s *text) lastOfClause(k int) int {
	last := k
	for last+1 < s.SentenceOf(k).To && !ends(&s.Tokens[last+1]) {
		last++
	}
	return last
}

// strayNot reports whether the negation stands after a Bangla verb that is not denied so: not done is হয়নি and নেই, and never হয়েছে না or আছে না.
func strayNot(s *text, token int) bool {
	if !s.Bangla() || s.Tokens[token].Folded != "না" || token == s.SentenceOf(token).From {
		return false
	}
	verb := s.Tokens[token-1].Folded
	return is[verb] || slices.ContainsFunc(perfectEndings, func(e string) bool { return strings.HasSuffix(verb, e) })
}

var (
	is             = wordSet(`আছে আছেন রয়েছে রয়েছেন`)
	perfectEndings = strings.Fields(`েছে েছেন েছিল েছিলেন`)
)
