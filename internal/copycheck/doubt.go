package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// doubts compares how sure the story's sentences are as wholes, where no two words show it: a "will" where the sources only have "may"
// or "plans", and the other way round.
func (c *checker) doubts() {
	if !c.sameLanguage() {
		return
	}
	for sentence, pairs := range c.of {
		if len(pairs) == 0 {
			continue
		}
		if c.story.Bangla() {
			c.banglaDoubt(pairs[0])
			continue
		}
		for k := c.story.Sentences[sentence].From; k < c.story.Sentences[sentence].To; k++ {
			if t := &c.story.Tokens[k]; t.Word() && t.Quotation == prose.None && !c.verified[k] {
				c.doubt(pairs, k)
			}
		}
	}
}

// sure are the words of a thing that will be, supposing the words of one that may be.
var (
	sure      = wordSet(`will shall`)
	supposing = wordSet(`may might`)
	wondering = wordSet(`if whether unless possible possibility risk chance option could can would suggest consider hope fear potential`)
)

// doubt compares the story's modal word k with what the sources' sentences have.
func (c *checker) doubt(pairs []*pair, k int) {
	t := &c.story.Tokens[k]
	next := c.after(k)
	if next == none {
		return
	}
	switch {
	case sure[t.Folded]:
		for _, p := range pairs {
			if b := doubtIn(p.source, p.sentence); b != none && p.cover >= .3 && !hasWord(p.source, p.sentence, "will", "shall", "would", "'ll") && (p.hasNear(next, b) || p.first && p.tight) {
				c.find(Finding{Kind: Modality, Level: levelIf(p.cover >= .5), Reason: modalityStronger, Words: []string{p.source.Tokens[b].Text}}, c.span(k, next), p.source.passage(b, b))
				return
			}
		}
	case supposing[t.Folded] && classOf(t) != "":
		p := pairs[0]
		if p.cover < .45 || slices.ContainsFunc(pairs, func(p *pair) bool { return doubtIn(p.source, p.sentence) != none || wonders(p.source, p.sentence) }) {
			return
		}
		from := p.source.Sentences[p.sentence]
		f := Finding{Kind: Modality, Level: levelIf(p.cover >= .7), Reason: modalityWeaker, Words: []string{p.source.Cut(p.source.Of(from))}}
		c.find(f, c.span(k, next), p.source.of(from))
	}
}

// banglaDoubt compares the words that doubt, which stand after their verb: a story may not leave one out, or add one.
func (c *checker) banglaDoubt(p *pair) {
	here, there := doubtIn(c.story, p.storySentence), doubtIn(p.source, p.sentence)
	if !p.tight || (here == none) == (there == none) {
		return
	}
	if here != none {
		from := p.source.Sentences[p.sentence]
		c.find(Finding{Kind: Modality, Level: levelIf(p.near), Reason: modalityWeaker, Words: []string{p.source.Cut(p.source.Of(from))}}, c.span(max(here-1, c.story.SentenceOf(here).From), here), p.source.of(from))
		return
	}
	if wonders(c.story, p.storySentence) {
		return
	}
	for j := slices.Index(p.words, there) - 1; j >= 0; j-- { // the verb, or what is left of it
		if i := p.unlike(j); i != none {
			last := min(i+1, len(p.story)-1)
			c.find(Finding{Kind: Modality, Level: levelIf(p.near || p.around(i, j) >= 4 || p.cover >= .6), Reason: modalityStronger, Words: []string{p.source.Tokens[there].Text}}, c.span(p.story[i], p.story[last]), p.source.passage(there, there))
			return
		}
	}
}

func levelIf(sure bool) Level {
	if sure {
		return Likely
	}
	return ToCheck
}

// after returns the next word of the sentence that says something, or none.
func (c *checker) after(k int) int {
	for i := k + 1; i < c.story.SentenceOf(k).To; i++ {
		if t := &c.story.Tokens[i]; t.Word() && !prose.Stopword(t.Folded) {
			return i
		}
	}
	return none
}

// hasNear reports whether the source has the story's word shortly after its own word b.
func (p *pair) hasNear(token, b int) bool {
	i := slices.Index(p.story, token)
	if i < 0 {
		return false
	}
	j := p.like(i)
	return j != none && p.words[j] > b && p.words[j]-b <= reachDoubted
}

// doubtIn returns the word of the source's sentence that doubts, outside quotations, or none.
func doubtIn(s *text, sentence int) int {
	for k := s.Sentences[sentence].From; k < s.Sentences[sentence].To; k++ {
		if t := &s.Tokens[k]; t.Word() && t.Quotation == prose.None && doubtful[classOf(t)] && !t.Capital {
			return k
		}
	}
	return none
}

func wonders(s *text, sentence int) bool {
	for k := s.Sentences[sentence].From; k < s.Sentences[sentence].To; k++ {
		if t := &s.Tokens[k]; wondering[t.Folded] || wondering[t.Stem] {
			return true
		}
	}
	return false
}
