package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

const (
	surelyMeant  = .5 // of what a denial is about, that the other side must have for it to be surely the same
	mostlyMeant  = .6 // the same, if it has not even the word that is denied
	hardlyMeant  = .3
	leastCarried = .2 // of the story's sentence, that the other must have for its words to be surely of the same
	mostCarriers = 6  // sentences that may carry a denial
	answersFor   = .8 // of what the best of these has, that another must have to deny it for that
)

// carrier is a sentence that has some of what a denial is about.
type carrier struct {
	meant
	text     *text
	sentence int
}

// denials compares what is denied in the story with what its sources say, and what is denied there with the story.
func (c *checker) denials() {
	if !c.sameLanguage() {
		return
	}
	for sentence := range c.story.Sentences {
		for _, d := range denialsOf(c.story, sentence) {
			if !d.verb && !c.answersAny(c.story, d.token) && !c.verified[d.token] && c.story.Tokens[d.token].Quotation == prose.None {
				c.deniedHere(&d)
			}
		}
	}
	c.deniedThere()
	for sentence := range c.story.Sentences {
		c.stranded(sentence)
	}
}

// answerAll pairs the negations of the story with those of its sources.
func (c *checker) answerAll() {
	if !c.sameLanguage() {
		return
	}
	for sentence := range c.story.Sentences {
		c.say(sentence)
		c.answer(sentence)
	}
}

// deniedHere notes a denial of the story if the sentences that carry what it is about do not deny it in any way.
func (c *checker) deniedHere(d *denial) {
	var best *carrier
	cover, answers := 0.0, 0.0 // of the best; and how surely the one is about it that denies it
	for _, with := range c.aligned[d.sentence][:min(len(c.aligned[d.sentence]), mostCarriers)] {
		s := c.index.sources[with.source]
		m := c.means(d, s, with.sentence)
		if with.cover >= .3 && c.hasAnother(d, s, with.sentence) {
			return
		}
		if c.answered(d, m, s, with.sentence) {
			answers = max(answers, m.share)
		}
		if m.matched > 0 && (best == nil || m.share > best.share) {
			best, cover = &carrier{m, s, with.sentence}, with.cover
		}
	}
	if best == nil || best.share < hardlyMeant || answers >= best.share*answersFor || c.deniedNextTo(d, best) {
		return
	}
	sure := best.share >= surelyMeant && best.denied >= .5 && (best.denied > synonymIn || best.matched >= 3) || best.matched >= 4 && best.share >= mostlyMeant && !d.text.Bangla()
	sure = sure || strayNot(d.text, d.token)
	from := best.text.passage(best.first, best.last)
	other := d.token
	if len(d.of) > 0 {
		other = d.of[0]
	}
	c.find(Finding{Kind: Negation, Level: levelIf(sure && cover >= leastCarried && !turned(d.text, d.sentence, d.token, best.text, best.sentence)), Reason: negationAdded, Words: []string{best.text.Cut(from.Span)}},
		c.span(min(d.token, other), max(d.token, other)), from)
}

// deniedNextTo reports whether the sentence before or after the one that carries a denial of the story denies the same word: a desk makes one
// sentence of two.
func (c *checker) deniedNextTo(d *denial, with *carrier) bool {
	if d.denies == 0 {
		return false
	}
	for next := max(0, with.sentence-1); next < min(len(with.text.Sentences), with.sentence+2); next++ {
		if next != with.sentence && slices.ContainsFunc(negationsOf(with.text, with.text.Sentences[next]), func(n negated) bool {
			return !n.verb && slices.ContainsFunc(n.of, func(k int) bool { return c.alikeStems(c.story, d.about[0], with.text.stem[k]) > 0 })
		}) {
			return true
		}
	}
	return false
}

// answeredBeside reports whether another sentence that carries the pair's denies in some way what the story's negation denies.
func (c *checker) answeredBeside(p *pair, token int) bool {
	denials := denialsOf(c.story, p.storySentence)
	k := slices.IndexFunc(denials, func(d denial) bool { return d.token == token })
	return k >= 0 && slices.ContainsFunc(c.best(p.storySentence), func(with candidate) bool {
		s := c.index.sources[with.source]
		m := c.means(&denials[k], s, with.sentence)
		return with.place != p.place && m.share >= surelyMeant && c.answered(&denials[k], m, s, with.sentence)
	})
}

// hasAnother reports whether the sentence has the same negation, one of those that are rare.
func (c *checker) hasAnother(d *denial, s *text, sentence int) bool {
	word := d.text.Tokens[d.token].Folded
	return rareNegations[word] && hasWord(s, sentence, word)
}

var rareNegations = wordSet(`never none neither nor without nobody nothing nowhere ছাড়া`)

// deniedThere notes what the sources deny and the sentence of the story that has most of it does not deny in any way.
func (c *checker) deniedThere() {
	for _, place := range c.index.sentences {
		for _, d := range c.index.denials[place] {
			if c.answersAny(d.text, d.token) {
				continue
			}
			for _, t := range c.tellers(&d) {
				c.deniedNot(&d, t)
			}
		}
	}
}

// mostSaying is how many sentences of the story that have a stem are kept.
const mostSaying = 40

// say notes in c.saying what the sentence has, and what it has synonyms of.
func (c *checker) say(sentence int) {
	note := func(id int32) {
		if at := c.saying[id]; len(at) < mostSaying && (len(at) == 0 || at[len(at)-1] != sentence) {
			c.saying[id] = append(at, sentence)
		}
	}
	for _, id := range c.contentOf(sentence) {
		note(id)
		for _, s := range c.synonyms(id) {
			note(s)
		}
	}
}

// tellers returns the sentences of the story that have most of what a denial of a source is about.
func (c *checker) tellers(d *denial) (out []carrier) {
	var sentences []int
	for _, id := range d.about[:d.denies] {
		sentences = append(sentences, c.saying[id]...)
	}
	slices.Sort(sentences)
	most := 0.0
	for _, sentence := range slices.Compact(sentences) {
		m := c.means(d, c.story, sentence)
		if m.share < surelyMeant {
			continue
		}
		worth := m.share
		for _, with := range c.best(sentence) {
			if with.place == (place{d.text.id, d.sentence}) {
				worth += with.cover
			}
		}
		if worth < most {
			continue
		}
		if worth > most {
			out = out[:0]
		}
		most = worth
		out = append(out, carrier{m, c.story, sentence})
	}
	return out
}

func (c *checker) deniedNot(d *denial, t carrier) {
	if t.pivot == none || t.denied < .5 || c.verified[t.pivot] || c.story.Tokens[t.pivot].Quotation != prose.None || c.answered(d, t.meant, c.story, t.sentence) || c.affirmed(d, t) {
		return
	}
	from := d.text.passage(min(d.token, d.of[0]), max(d.token, d.of[0]))
	c.find(Finding{Kind: Negation, Level: levelIf(t.share >= .6 && !d.aside() && counterparts(c.story, t.pivot, d.text, d.token) && !turned(d.text, d.sentence, d.token, t.text, t.sentence)), Reason: negationLost, Words: []string{d.text.Cut(from.Span)}},
		c.phrase(t.pivot), from)
}

// aside reports whether the denial is only by the way, of what a story may leave out: without naming any.
func (d *denial) aside() bool {
	return d.text.Tokens[d.token].Folded == "without" && d.token+1 < len(d.text.Tokens) && strings.HasSuffix(d.text.Tokens[d.token+1].Folded, "ing")
}

// phrase returns the span of a word with the verb of its clause, or else the words before it that only lead to it, and in Bangla the verbs after
// it: where a negation would have stood.
func (c *checker) phrase(word int) prose.Span {
	r := c.story.SentenceOf(word)
	first, last := word, word
	if verb := c.verbOf(word); verb != none {
		return c.span(min(verb, word), max(min(verb+1, r.To-1), word))
	}
	for first > r.From && word-first < mostLeading && !c.story.Tokens[first-1].Mark && (first == word || c.story.Tokens[first].Stop) {
		first--
	}
	for c.story.Bangla() && last+1 < r.To && !c.story.Tokens[last+1].Mark && (last == word || prose.LightVerb(c.story.Tokens[last+1].Folded)) {
		last++
	}
	return c.span(first, last)
}

// verbOf returns the verb of the word's clause that a "not" would follow, the nearest before it or after it, or none.
func (c *checker) verbOf(word int) int {
	r := c.story.SentenceOf(word)
	for _, step := range [...]int{-1, 1} {
		for k := word + step; r.Has(k) && max(k-word, word-k) <= mostToVerb && !c.story.Tokens[k].Mark && !clauses[c.story.Tokens[k].Folded]; k += step {
			if verbs[c.story.Tokens[k].Folded] {
				return k
			}
		}
	}
	return none
}

// mostToVerb is how many words away it is at most.
const mostToVerb = 6

var (
	verbs   = wordSet(`is are was were has have had will would could can did does do should may might must`)
	clauses = wordSet(`and but or that which who whom whose because although though while whereas if when as than`)
)

// mostLeading is how many words lead to another at most.
const mostLeading = 4

// affirmed reports whether another sentence of the sources has the words of the denial where the story has them, and does not deny them.
func (c *checker) affirmed(d *denial, t carrier) bool {
	return slices.ContainsFunc(c.of[t.sentence], func(p *pair) bool {
		i := slices.Index(p.story, t.pivot)
		j := p.like(i)
		if p.source == d.text && p.sentence == d.sentence {
			return i >= 0 && p.standsFor(i, j)
		}
		return i >= 0 && j != none && p.around(i, j) >= 2 && !denied(p.source.Document, p.words[j])
	})
}
