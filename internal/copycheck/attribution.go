package copycheck

import "github.com/stet-news/stet/internal/copycheck/prose"

var (
	// hearsay are words that say that somebody else says so.
	hearsay = wordSet(`according allegedly reportedly alleged suspected`)
	// notAttributing are verbs of speaking that have other meanings too often.
	notAttributing = stemSet(`call post continue point write hold`)
	// loaded are verbs that say more than "said", by what they say.
	loaded = func() map[string]string {
		m := map[string]string{}
		for class, verbs := range map[string]string{
			"concession": `admit concede acknowledge`, "doubt": `claim allege`, "denial": `deny`, "emphasis": `insist`, "warning": `warn`, "threat": `threaten`,
			"promise": `vow promise pledge`, "confirmation": `confirm`, "revelation": `reveal`, "accusation": `accuse`, "boast": `boast`, "demand": `demand`, "order": `order`,
		} {
			for v := range stemSet(verbs) {
				m[v] = class
			}
		}
		return m
	}()
	say = prose.Stem("say")
)

// attributes returns the token of the sentence that says who says so, or none. Quotations do not count.
func attributes(s *text, sentence int) int {
	r := s.Sentences[sentence]
	for k := r.From; k < r.To; k++ {
		t := &s.Tokens[k]
		if t.Quotation != prose.None || t.Mark {
			continue
		}
		noun := t.Stem == prose.Stem("report") && k > 0 && s.Tokens[k-1].Folded == "the"
		if s.Speaks(k) && !t.Capital && !notAttributing[t.Stem] && !noun || hearsay[t.Folded] {
			return k
		}
	}
	return none
}

// attribution looks for who said so going missing, and for a verb that says more than the source's.
func (c *checker) attribution(p *pair) {
	there := attributes(p.source, p.sentence)
	if p.cover < .55 || there == none {
		return
	}
	here := attributes(c.story, p.storySentence)
	if here != none {
		c.attributionVerb(p, here, there)
		return
	}
	r := c.story.Sentences[p.storySentence]
	before := p.storySentence > 0 && attributes(c.story, p.storySentence-1) != none
	after := p.storySentence+1 < len(c.story.Sentences) && attributes(c.story, p.storySentence+1) != none
	copied := p.near && !hasQuotation(c.story, r)
	if !copied && (before || after) {
		return
	}
	level := ToCheck
	sameParagraph := before && c.story.Tokens[c.story.Sentences[p.storySentence-1].From].Paragraph == c.story.Tokens[r.From].Paragraph
	if c.options.StrictAttribution && copied && !sameParagraph {
		level = Likely
	}
	from := p.source.passage(max(p.source.Sentences[p.sentence].From, there-2), there)
	c.find(Finding{Kind: Attribution, Level: level, Reason: attributionLost, Words: []string{p.source.Cut(from.Span)}}, c.story.Of(r), from)
}

func (c *checker) attributionVerb(p *pair, here, there int) {
	a, b := c.story.Tokens[here].Stem, p.source.Tokens[there].Stem
	if p.cover <= .6 || b != say || loaded[a] == "" {
		return
	}
	level := levelIf(p.near && c.options.StrictAttribution)
	said := p.source.Tokens[there].Text
	c.find(Finding{Kind: Attribution, Level: level, Reason: attributionVerb, Words: []string{said}, Fix: c.inStory(p.source, said)}, c.span(here, here), p.source.passage(there, there))
}

func hasQuotation(s *text, r prose.Range) bool {
	for k := r.From; k < r.To; k++ {
		if s.Tokens[k].Quotation != prose.None {
			return true
		}
	}
	return false
}
