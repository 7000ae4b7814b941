package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// modals are words that say how sure, how far or how wanted something is, and the class of each. Within one
// class nothing is changed.
var modals = func() map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(modalClasses), "\n") {
		class, words, _ := strings.Cut(line, ":")
		for w := range wordSet(words) {
			m[w] = class
		}
	}
	return m
}()

const modalClasses = `
future: will would shall
able: can
possible: may might could possibly perhaps সম্ভবত হয়তো পারে পারেন পারবে সম্ভাব্য
obliged: should must
likely: likely probably
unlikely: unlikely
reported: reportedly
alleged: allegedly alleged suspected কথিত অভিযুক্ত
apparent: apparently
arranged: set due schedul
planned: plan
expected: expect
considering: consid
proposed: propos
attempted: tri attempt
threatened: threaten
`

// doubtful are classes that a story may not leave out.
var doubtful = wordSet(`possible likely unlikely reported alleged planned expected considering proposed attempted threatened`)

// plainly reports whether a class says nothing that reported speech would not add or leave out.
func plainly(class string) bool {
	return class == "" || class == "future" || class == "able" || class == "arranged"
}

// agree reports whether what the one class says may be said with the other: that something is to be, is due, planned or expected.
func agreeing(x, y string) bool {
	return x == "arranged" && ahead[y] || y == "arranged" && ahead[x] || x == "planned" && y == "future" || x == "expected" && y == "future"
}

// unlikeBefore returns the first of the words before the story's word k that lead to it, or that the source does not have.
func (c *checker) unlikeBefore(p *pair, k int) int {
	first := k
	for r := c.story.SentenceOf(k); first > r.From && k-first < mostLeading; first-- {
		t := &c.story.Tokens[first-1]
		if t.Mark || !t.Stop && p.like(slices.Index(p.story, first-1)) != none {
			break
		}
	}
	return first
}

var can = wordSet(`can could`)

var ahead = wordSet(`future planned expected arranged`)

// classOf returns the class of the token's word, or "". The month of May doubts nothing.
func classOf(t *prose.Token) string {
	if t.Date != prose.None || t.Capital && !t.First {
		return ""
	}
	if m := modals[t.Folded]; m != "" {
		return m
	}
	return modals[t.Stem]
}

// limits are words that say how far something is true.
var limits = wordSet(`fully completely totally entirely wholly partly partially largely mostly mainly nearly almost temporarily permanently indefinitely immediately
possibly potentially unofficially officially formally informally provisionally initially only slightly sharply সম্পূর্ণ পুরোপুরি আংশিক মূলত প্রায় সাময়িকভাবে স্থায়ীভাবে`)

// bounds are those of the limits without which something else is said. Others a desk may cut.
var bounds = wordSet(`partly partially nearly almost temporarily unofficially possibly potentially provisionally আংশিক প্রায় সাময়িকভাবে`)

// compareDoubted compares how sure both are of a word.
func (c *checker) compareDoubted(p *pair, close bool, k, u int, here, there scope) {
	a, doubtedHere := here.doubted[k]
	b, doubtedThere := there.doubted[u]
	x, y := "", ""
	if doubtedHere {
		x = classOf(&c.story.Tokens[a])
	}
	if doubtedThere {
		y = classOf(&p.source.Tokens[b])
	}
	if !doubtedHere && doubtedThere && unable(p.source, b) {
		return
	}
	if doubtedHere && doubtedThere && can[c.story.Tokens[a].Folded] && can[p.source.Tokens[b].Folded] { // as reported speech turns it
		return
	}
	if x == y || plainly(x) && plainly(y) || agreeing(x, y) || beTo(c.story, k) && ahead[y] ||
		doubtedThere && !doubtedHere && nearby(c.story, k, y) || doubtedHere && !doubtedThere && nearby(p.source, u, x) {
		return
	}
	from := p.source.passage(u, u)
	if doubtedThere {
		from = p.source.passage(b, u)
	}
	f := Finding{Kind: Modality, Level: ToCheck, Words: []string{p.source.Cut(from.Span)}}
	span := c.span(c.unlikeBefore(p, k), k)
	if doubtedHere {
		span = c.span(a, k)
	}
	switch {
	case doubtful[y] && x != "possible":
		f.Reason, f.Level = modalityStronger, Likely
		switch {
		case p.near && x != "":
			f.Level = Certain
		case !close:
			f.Level = ToCheck
		}
	case doubtedThere && close && !plainly(x) && plainly(y):
		f.Reason, f.Level = modalityWeaker, Likely
	case doubtedHere && !doubtedThere && x != "future":
		f.Reason = modalityWeaker
		if close && doubtful[x] && !cautious[x] {
			f.Level = Likely
		}
	case doubtedHere && doubtedThere:
		f.Reason = modalityOther
	default:
		return
	}
	c.find(f, span, from)
}

// cautious are classes that a desk adds so as not to say itself what another says.
var cautious = wordSet(`reported alleged`)

// beTo reports whether the word is of what is to be: is to spend.
func beTo(s *text, k int) bool {
	r := s.SentenceOf(k)
	return k-2 >= r.From && s.Tokens[k-1].Folded == "to" && being[s.Tokens[k-2].Folded]
}

var being = wordSet(`is are was were be been being 's 're`)

// nearby reports whether a word of the class is within eight tokens.
func nearby(s *text, k int, class string) bool {
	r := s.SentenceOf(k)
	for i := max(r.From, k-8); i < min(r.To, k+8); i++ {
		if !s.Tokens[i].Mark && classOf(&s.Tokens[i]) == class {
			return true
		}
	}
	return false
}

// compareLimited compares how far both say that a word is true.
func (c *checker) compareLimited(p *pair, close bool, k, u int, here, there scope) {
	a, limitedHere := here.limited[k]
	b, limitedThere := there.limited[u]
	level := ToCheck
	if p.near && close && limitedThere && bounds[p.source.Tokens[b].Folded] {
		level = Likely
	}
	switch {
	case limitedThere && (!limitedHere || c.story.Tokens[a].Folded != p.source.Tokens[b].Folded):
		if !limitedHere && hasWord(c.story, p.storySentence, p.source.Tokens[b].Folded) {
			return
		}
		from := p.source.passage(b, u)
		span := c.span(c.unlikeBefore(p, k), k)
		if limitedHere {
			span = c.span(a, k)
		}
		c.find(Finding{Kind: Degree, Level: level, Reason: degreeLost, Words: []string{p.source.Cut(from.Span)}}, span, from)
	case limitedHere && !limitedThere:
		if hasWord(p.source, p.sentence, c.story.Tokens[a].Folded) {
			return
		}
		span := c.span(a, k)
		c.find(Finding{Kind: Degree, Level: level, Reason: degreeAdded, Words: []string{c.story.Cut(span)}}, span, p.source.passage(u, u))
	}
}
