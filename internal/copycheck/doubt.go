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
			c.banglaDoubt(sentence, pairs)
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
		c.surer(pairs, k, next)
	case supposing[t.Folded] && classOf(t) != "":
		c.doubtAdded(pairs, k, next)
	}
}

// doubtAdded notes a "may" of the story whose verb no sentence of the sources that carries it doubts.
func (c *checker) doubtAdded(pairs []*pair, k, next int) {
	p := pairs[0]
	if p.cover < .3 || slices.ContainsFunc(pairs, func(p *pair) bool {
		return doubtAnywhere(p.source, p.sentence) != none || wonders(p.source, p.sentence)
	}) {
		return
	}
	from, about := c.undoubted(pairs, next)
	about = about && c.doubtsVerb(k, next)
	f := Finding{Kind: Modality, Level: levelIf(about && (p.cover >= .6 || c.together[p.storySentence] >= .6)), Reason: modalityWeaker, Words: []string{p.source.Cut(p.source.Of(p.source.Sentences[p.sentence]))}}
	if from.source != none {
		f.Words[0] = c.index.sources[from.source].Cut(from.Span)
	} else {
		from = p.source.of(p.source.Sentences[p.sentence])
	}
	c.find(f, c.span(k, next), from)
}

// undoubted returns where the sources have the verb that the story doubts, or say what is to come in a sentence that carries the story's, and
// whether they have anything of its clause: what may be is not what they say of something else.
func (c *checker) undoubted(pairs []*pair, verb int) (from passage, about bool) {
	for _, p := range pairs {
		if j := p.like(slices.Index(p.story, verb)); j != none {
			return p.source.passage(p.words[j], p.words[j]), true
		}
	}
	for _, p := range pairs {
		if k := looksAhead(p.source, p.sentence); k != none {
			return p.source.passage(k, min(k+1, p.source.Sentences[p.sentence].To-1)), true
		}
	}
	return nowhere, slices.ContainsFunc(pairs, func(p *pair) bool { return c.clauseMatched(p, verb) })
}

var determiners = wordSet(`the a an this that these those his her its their our my your no some any`)

// doubtsVerb reports whether the word after the modal word k is its verb, and no name or article comes before it: not so may the other, nor may
// be why no others.
func (c *checker) doubtsVerb(k, verb int) bool {
	for i := k + 1; i < verb; i++ {
		if w := c.story.Tokens[i].Folded; inverting[w] || determiners[w] && i == k+1 {
			return false
		}
	}
	return true
}

// looksAhead returns the word of the sentence that says that something is to come, or none.
func looksAhead(s *text, sentence int) int {
	for k := s.Sentences[sentence].From; k < s.Sentences[sentence].To; k++ {
		if ahead[classOf(&s.Tokens[k])] || beTo(s, k) {
			return k
		}
	}
	return none
}

// clauseMatched reports whether the source's sentence has half of the words that say something in the clause of the story's word.
func (c *checker) clauseMatched(p *pair, k int) bool {
	r := c.story.SentenceOf(k)
	first := k
	for first > r.From && !ends(&c.story.Tokens[first-1]) {
		first--
	}
	says, matched := 0, 0
	for i := first; i <= c.story.lastOfClause(k); i++ {
		if c.story.says[i] {
			says++
			if p.like(slices.Index(p.story, i)) != none {
				matched++
			}
		}
	}
	return says > 0 && 2*matched >= says
}

// surer notes a "will" of the story where the sources only doubt.
func (c *checker) surer(pairs []*pair, k, next int) {
	for _, p := range pairs {
		b := doubtIn(p.source, p.sentence)
		if b == none || p.cover < .3 || hasWord(p.source, p.sentence, "will", "shall", "would", "'ll") || c.story.hasStem(p.storySentence, p.source.stem[b]) {
			continue
		}
		same := p.hasNear(next, b)
		if same || p.first && p.tight {
			c.find(Finding{Kind: Modality, Level: levelIf(same && p.cover >= .4 || p.tight && (p.cover >= .8 || p.cover >= .5 && classOf(&p.source.Tokens[b]) != "possible")), Reason: modalityStronger, Words: []string{p.source.Tokens[b].Text}}, c.span(k, next), p.source.passage(b, b))
			return
		}
	}
}

// banglaDoubt compares the words that doubt, which stand after their verb: a story may not leave one out, or add one.
func (c *checker) banglaDoubt(sentence int, pairs []*pair) {
	p := pairs[0]
	here := doubtIn(c.story, sentence)
	if here != none {
		if p.tight && !slices.ContainsFunc(pairs, func(p *pair) bool { return doubtAnywhere(p.source, p.sentence) != none }) {
			from := p.source.Sentences[p.sentence]
			c.find(Finding{Kind: Modality, Level: levelIf(p.near), Reason: modalityWeaker, Words: []string{p.source.Cut(p.source.Of(from))}}, c.span(max(here-1, c.story.SentenceOf(here).From), here), p.source.of(from))
		}
		return
	}
	if wonders(c.story, sentence) {
		return
	}
	for _, p := range pairs {
		there := doubtIn(p.source, p.sentence)
		if there == none {
			continue
		}
		if i, j := p.leading(there); i != none && (p.tight || p.around(i, j) >= 3) {
			sure := p.near || p.around(i, j) >= 3 || p.cover >= .6
			c.find(Finding{Kind: Modality, Level: levelIf(sure), Reason: modalityStronger, Words: []string{p.source.Tokens[there].Text}}, c.span(p.story[i], c.clauseEnd(p.story[i])), p.source.passage(there, there))
			return
		}
	}
}

// leading returns the last word before the source's token that the story has: the verb, or what is left of it.
func (p *pair) leading(token int) (i, j int) {
	for j = slices.Index(p.words, token) - 1; j >= 0; j-- {
		if i = p.unlike(j); i != none {
			return i, j
		}
	}
	return none, none
}

// clauseEnd returns the last token before a mark, or five on.
func (c *checker) clauseEnd(k int) int {
	last := k
	for last+1 < c.story.SentenceOf(k).To && last-k < 5 && !c.story.Tokens[last+1].Mark {
		last++
	}
	return last
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
		if t := &c.story.Tokens[i]; t.Word() && !t.Stop {
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

// doubtIn returns the word of the sentence that doubts, outside quotations, or none.
func doubtIn(s *text, sentence int) int { return doubtWhere(s, sentence, false) }

// doubtAnywhere returns the word of the sentence that doubts, if only what is quoted in it, or none: a story may say it in its own words.
func doubtAnywhere(s *text, sentence int) int { return doubtWhere(s, sentence, true) }

func doubtWhere(s *text, sentence int, quoted bool) int {
	for k := s.Sentences[sentence].From; k < s.Sentences[sentence].To; k++ {
		if t := &s.Tokens[k]; t.Word() && (quoted || t.Quotation == prose.None) && doubtful[classOf(t)] && !t.Capital && !(t.Folded == "can" && unable(s, k)) {
			return k
		}
	}
	return none
}

// unable reports whether the word is the could of "could not", which doubts nothing.
func unable(s *text, k int) bool {
	next := ""
	if k+1 < len(s.Tokens) {
		next = s.Tokens[k+1].Folded
	}
	return (next == "not" || next == "n't") && (s.Tokens[k].Folded == "can" || s.Tokens[k].Folded == "could")
}

func wonders(s *text, sentence int) bool {
	for k := s.Sentences[sentence].From; k < s.Sentences[sentence].To; k++ {
		if t := &s.Tokens[k]; wondering[t.Folded] || wondering[t.Stem] {
			return true
		}
	}
	return false
}
