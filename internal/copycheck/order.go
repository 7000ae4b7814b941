package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A story says with one word, before or after, which of two things came first; its source may tell them in that order with an "and", or in
// the other with a "when". So it is asked which of them the source says first, and what it puts between them.

var (
	// sooner and later say of what stands before them that it came first, or last.
	sooner = wordSet(`before until till`)
	later  = wordSet(`after following since once when`)
	// reachOrder is how many words on each side of the story's word tell what it joins.
	reachOrder = 8
)

// orders compares, in the sentence of the story, each "before" and "after" that the source's sentence does not have with the order of the
// source.
func (c *checker) orders(p *pair) {
	if c.story.Bangla() || !p.tight {
		return
	}
	for i, k := range p.story {
		word := c.story.Tokens[k].Folded
		if word != "before" && word != "after" || c.verified[k] || c.story.Tokens[k].Quotation != prose.None || hasWord(p.source, p.sentence, word) {
			continue
		}
		leftFrom, leftTo, left := c.sideOf(p, i, -1)
		rightFrom, rightTo, right := c.sideOf(p, i, 1)
		if left < leastOfSide || right < leastOfSide {
			continue
		}
		var first bool // what is on the left came first, by the source
		var between prose.Range
		switch {
		case leftTo < rightFrom:
			between = prose.Range{From: leftTo + 1, To: rightFrom}
		case rightTo < leftFrom:
			between = prose.Range{From: rightTo + 1, To: leftFrom}
		default:
			continue
		}
		inFront, known := c.comesFirst(p.source, between)
		if !known {
			continue
		}
		if first = inFront == (leftTo < rightFrom); first == (word == "before") {
			continue
		}
		from := p.source.passage(min(leftFrom, rightFrom), max(leftTo, rightTo))
		c.find(Finding{Kind: Opposite, Level: Likely, Reason: sourceSays, Words: []string{p.source.Cut(from.Span)}}, c.span(k, k), from)
	}
}

// leastOfSide is how many words that say something the source must have of each of the two.
const leastOfSide = 2

// sideOf returns from where to where the source has the words on one side of the story's word i, and how many of those say something. They end
// where the story's clause does.
func (c *checker) sideOf(p *pair, i, step int) (from, to, says int) {
	from, to = len(p.source.Tokens), none
	for n, at := 0, i+step; n < reachOrder && at >= 0 && at < len(p.story); n, at = n+1, at+step {
		k := p.story[at]
		if c.story.parted(k, p.story[i]) {
			break
		}
		j := p.like(at)
		if j == none || !c.story.says[k] {
			continue
		}
		says++
		from, to = min(from, p.words[j]), max(to, p.words[j])
	}
	return from, to, says
}

// comesFirst reports whether of two things what the source says first came first, by the words between them, and whether these tell.
func (c *checker) comesFirst(s *text, between prose.Range) (first, known bool) {
	tokens := s.Tokens[between.From:between.To]
	if slices.ContainsFunc(tokens, func(t prose.Token) bool { return later[t.Folded] }) {
		return false, true
	}
	for n := range tokens {
		switch t := &tokens[n]; {
		case sooner[t.Folded], t.Folded == "and", t.Folded == "then":
			return true, true
		case n > 0 && tokens[n-1].Text == "," && strings.HasSuffix(t.Folded, "ing"): // tore through the town, killing six
			return true, true
		}
	}
	return true, false
}
