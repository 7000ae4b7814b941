package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

var (
	negations     = wordSet(`not no never none neither nor without nobody nothing nowhere hardly scarcely barely না নেই নয় নি নাই নন নহে ছাড়া`)
	halfNegations = wordSet(`hardly scarcely barely`)
	negatingVerbs = stemSet(`fail refuse deny lack decline stop prevent avoid reject unable unlikely`)
	banglaNots    = wordSet(`না নেই নয় নি নাই নন নহে`)
)

// denies reports whether the word is a negation.
func denies(t *prose.Token) bool { return !t.Mark && negations[t.Folded] }

// denied reports whether one of the four words before the token is a negation, or a verb like one. In Bangla
// it comes after.
func denied(d *prose.Document, token int) bool {
	s := d.SentenceOf(token)
	for i := token - 1; i >= max(s.From, token-4); i-- {
		t := &d.Tokens[i]
		if t.Mark {
			break
		}
		if denies(t) && !banglaNots[t.Folded] || negatingVerbs[t.Stem] {
			return true
		}
	}
	if !d.Bangla() {
		return false
	}
	for i := token + 1; i < min(s.To, token+4); i++ {
		if d.Tokens[i].Mark {
			return false
		}
		if banglaNots[d.Tokens[i].Folded] {
			return true
		}
	}
	return false
}

// negation looks for negations that are on one side only, and for words that are doubted or limited on one side only.
func (c *checker) negation(p *pair) {
	here, there := negationsOf(c.story, c.story.Sentences[p.storySentence]), negationsOf(p.source, p.source.Sentences[p.sentence])
	here, there = c.unpaired(p, here, there)
	for _, n := range here {
		if n.verb || c.verified[n.token] || c.story.Tokens[n.token].Quotation != prose.None || c.elsewhere(p, n.token) {
			continue
		}
		if i, j := p.denied(n, p.story, p.like); i != none && !anyOf(there, p.words[j]) {
			c.negationAdded(p, n, i, j, len(there) > 0)
		}
	}
	for _, n := range there {
		if n.verb || p.source.Tokens[n.token].Quotation != prose.None {
			continue
		}
		if j, i := p.denied(n, p.words, p.unlike); j != none && !anyOf(here, p.story[i]) && !c.verified[p.story[i]] && c.story.Tokens[p.story[i]].Quotation == prose.None {
			c.negationLost(p, n, i, j, len(here) > 0)
		}
	}
	c.compareScopes(p)
}

// deniedNowhere notes a negation of a sentence for which none of the sentences that carry it has one.
func (c *checker) deniedNowhere() {
	for sentence, pairs := range c.of {
		if len(pairs) == 0 || pairs[0].cover < .4 || slices.ContainsFunc(pairs, func(p *pair) bool { return len(negationsOf(p.source, p.source.Sentences[p.sentence])) > 0 }) {
			continue
		}
		from := pairs[0].source.Sentences[pairs[0].sentence]
		for _, n := range negationsOf(c.story, c.story.Sentences[sentence]) {
			if n.verb || len(n.of) == 0 || c.verified[n.token] || c.story.Tokens[n.token].Quotation != prose.None {
				continue
			}
			first, last := min(n.token, n.of[0]), max(n.token, n.of[0])
			f := Finding{Kind: Negation, Level: ToCheck, Reason: negationAdded}
			at := pairs[0].source.of(from)
			for _, p := range pairs {
				if i := slices.Index(p.story, n.of[0]); i >= 0 && p.like(i) != none {
					there := p.words[p.like(i)]
					at = p.source.passage(max(p.source.SentenceOf(there).From, there-2), there)
					f.Level = levelIf(pairs[0].cover >= .7 && !n.thin && !undone(pairs[0].source, from))
					break
				}
			}
			f.Words = []string{c.index.sources[at.source].Cut(at.Span)}
			c.find(f, c.span(first, last), at)
		}
	}
}

// unpaired returns the negations of both sides without those that answer each other: the same word in the same place, or two that
// deny the same.
func (c *checker) unpaired(p *pair, here, there []negated) (left, right []negated) {
	paired := make([]bool, len(there))
	pick := func(n negated, same func(o negated) bool) bool {
		k := slices.IndexFunc(there, same)
		for k >= 0 && paired[k] {
			next := slices.IndexFunc(there[k+1:], same)
			if next < 0 {
				return false
			}
			k += next + 1
		}
		if k >= 0 {
			paired[k] = true
		}
		return k >= 0
	}
	var rest []negated
	for _, n := range here {
		i := slices.Index(p.story, n.token)
		if i < 0 || !pick(n, func(o negated) bool { j := p.like(i); return j != none && p.words[j] == o.token }) {
			rest = append(rest, n)
		}
	}
	for _, n := range rest {
		if !pick(n, func(o negated) bool { return c.denySame(p, n, o) }) {
			left = append(left, n)
		}
	}
	for k, n := range there {
		if !paired[k] {
			right = append(right, n)
		}
	}
	return left, right
}

// undone reports whether a word of the range denies by its first letters: unbeaten.
func undone(s *text, r prose.Range) bool {
	for k := r.From; k < r.To; k++ {
		if rest, ok := strings.CutPrefix(s.Tokens[k].Folded, "un"); ok && lexicon.Common(rest) {
			return true
		}
	}
	return false
}

// negated is a negation, and the words that it may deny: those that say something after it, or before it in Bangla, the nearest first.
type negated struct {
	token  int
	before bool // it denies what is before it, as in Bangla
	verb   bool // no negation, but a verb like one: it is no change that one stands for the other
	of     []int
	thin   bool // the first of these says nothing by itself
}

const (
	mostDenied  = 3 // words that a negation may deny
	reachDenied = 8 // tokens away at most
)

func negationsOf(s *text, r prose.Range) (out []negated) {
	for k := r.From; k < r.To; k++ {
		t := &s.Tokens[k]
		next := ""
		if k+1 < r.To {
			next = s.Tokens[k+1].Folded
		}
		verb := (negatingVerbs[t.Stem] || t.Folded == "yet" && next == "to") && !t.Mark
		if !verb && (!denies(t) || halfNegations[t.Folded] || next == "only" || next == "just") {
			continue
		}
		n := negated{token: k, verb: verb, before: banglaNots[t.Folded]}
		if banglaNots[t.Folded] {
			for i := k - 1; i >= max(r.From, k-reachDenied) && len(n.of) < 1 && !ends(&s.Tokens[i]) && !verbalNouns[next]; i-- {
				n.add(s, i)
			}
		} else {
			for i := k + 1; i < min(r.To, k+reachDenied+1) && len(n.of) < mostDenied && !ends(&s.Tokens[i]); i++ {
				n.add(s, i)
				if i == k+1 && len(n.of) == 0 && s.Tokens[i].Word() {
					n.of, n.thin = append(n.of, i), true
				}
			}
		}
		out = append(out, n)
	}
	return out
}

// verbalNouns are words that a Bangla negation before them denies.
var verbalNouns = wordSet(`করা করার করে করলে করতে হওয়া হওয়ার হলে থাকা থাকলে পাওয়া পেয়ে দেওয়া দিলে যাওয়া গেলে`)

// ends reports whether a negation does not reach over the mark.
func ends(t *prose.Token) bool {
	return t.Mark && strings.Contains(",;:.!?", t.Folded) || t.Folded == "and" || t.Folded == "but" || t.Folded == "that"
}

func (n *negated) add(s *text, i int) {
	if t := &s.Tokens[i]; t.Word() && !(prose.Stopword(t.Folded) && t.Figure == prose.None) {
		n.of = append(n.of, i)
	}
}

// anyOf reports whether one of the negations may deny the token.
func anyOf(negations []negated, token int) bool {
	return slices.ContainsFunc(negations, func(n negated) bool {
		return slices.Contains(n.of, token) || n.before && token < n.token && n.token-token <= 4 || token > n.token && token-n.token <= reachDenied || n.verb && token-n.token <= reachDenied && n.token-token <= reachDenied
	})
}

// denySame reports whether a negation of the story and one of the source deny the same word, wherever it stands.
func (c *checker) denySame(p *pair, n, o negated) bool {
	return slices.ContainsFunc(n.of, func(a int) bool {
		return !prose.Stopword(c.story.Tokens[a].Folded) && slices.ContainsFunc(o.of, func(b int) bool { return c.story.stem[a] == p.source.stem[b] })
	})
}

// denied returns the first of the words that the negation denies which the other side has too: its place among the words, and
// its place there. A word that says nothing counts only if the word before the negation stands before it there too.
func (p *pair) denied(n negated, words []int, other func(int) int) (at, there int) {
	for k, w := range n.of {
		i := slices.Index(words, w)
		if i < 0 || other(i) == none {
			continue
		}
		if k == 0 && n.thin {
			if step := slices.Index(words, n.token); step < 1 || other(step-1) != other(i)-1 {
				continue
			}
		}
		return i, other(i)
	}
	return none, none
}

// negationLevel returns how sure it is that a negation is wrong, at the places i and j: by how much was copied, whether something
// else is denied on the other side, and whether the word is the nearest that says something.
func negationLevel(p *pair, i, j int, others, nearest bool) Level {
	around := p.around(i, j)
	switch {
	case p.near && !others:
		return Certain
	case p.near, around >= 5, nearest && around >= 3 && p.like(i-1) != none && p.like(i-1) >= j-2, p.first && p.cover >= .5 && nearest:
		return Likely
	case p.first && p.tight, nearest && p.cover >= .4:
		return ToCheck
	}
	return Info
}

func (c *checker) negationAdded(p *pair, n negated, i, j int, others bool) {
	word, there := p.story[i], p.words[j]
	level := negationLevel(p, i, j, others, n.of[0] == word)
	if level == Info {
		return
	}
	from := p.source.passage(max(p.source.Sentences[p.sentence].From, there-2), there)
	c.find(Finding{Kind: Negation, Level: level, Reason: negationAdded, Words: []string{p.source.Cut(from.Span)}},
		c.span(min(n.token, word), max(n.token, word)), from)
}

func (c *checker) negationLost(p *pair, n negated, i, j int, others bool) {
	word, there := p.story[i], p.words[j]
	level := negationLevel(p, i, j, others, n.of[0] == there)
	if level == Info {
		return
	}
	from := p.source.passage(min(n.token, there), max(n.token, there))
	first := word
	if r := c.story.SentenceOf(word); word > r.From {
		first--
	}
	last := word
	if p.source.Bangla() && word+1 < c.story.SentenceOf(word).To {
		last++
	}
	c.find(Finding{Kind: Negation, Level: level, Reason: negationLost, Words: []string{p.source.Cut(from.Span)}}, c.span(first, last), from)
}
