package copycheck

import "github.com/stet-news/stet/internal/copycheck/prose"

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
	for i := max(r.From, k-inverted); i < k; i++ {
		if w := &c.story.Tokens[i]; inverting[w.Folded] && w.Folded != "who" && w.Folded != "which" || negates(c.story, i) {
			return false
		}
	}
	switch {
	case emphatic[t.Folded]:
		return !before.Mark && next.Word() && !next.Stop && !next.Capital && !negates(c.story, k+1)
	case t.Folded == "yet":
		return auxiliary[before.Folded] && !yetTo[next.Folded] && !next.Mark
	}
	return false
}

// inverted is how far before the verb a word may stand that makes it come before its subject.
const inverted = 6

// denying returns a word of the source's sentence that denies and that the story's sentence does not have, or none.
func (c *checker) denying(s *text, sentence, here int) int {
	r := s.Sentences[sentence]
	for k := r.From; k < r.To; k++ {
		if t := &s.Tokens[k]; t.Word() && (negates(s, k) || undoes(t)) && !c.story.hasStem(here, s.stem[k]) && !c.answersIn(s, k, c.story, here) {
			return k
		}
	}
	return none
}
