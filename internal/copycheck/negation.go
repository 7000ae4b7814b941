package copycheck

import (
	"slices"
	"strings"

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
		if j, i := p.denied(n, p.words, p.unlike); j != none && !anyOf(here, p.story[i]) && c.mayDeny(p, p.story[i], p.words[j]) {
			c.negationLost(p, n, i, j, len(here) > 0)
		}
	}
	c.notOnly(p)
	c.compareScopes(p)
}

// mayDeny reports whether the word of the story may lack what denies it in the source: not within a quotation, which is compared by itself,
// unless it is denied from outside there: was not "vulnerable".
func (c *checker) mayDeny(p *pair, word, there int) bool {
	return c.story.Tokens[word].Quotation == prose.None && !c.verified[word] || p.source.Tokens[there].Quotation != prose.None
}

// notOnly looks for "not only" that is "only" on the other side: of the one there is more, of the other there is not.
func (c *checker) notOnly(p *pair) {
	for i, k := range p.story {
		j := p.like(i)
		if j == none || !onlys[c.story.Tokens[k].Folded] || c.verified[k] || p.around(i, j) < 3 || c.elsewhere(p, k) {
			continue
		}
		u := p.words[j]
		here, there := c.story.before(k), p.source.before(u)
		deniedHere, deniedThere := here != nil && denies(here), there != nil && denies(there)
		if deniedHere == deniedThere {
			continue
		}
		f, span, from := Finding{Kind: Negation, Level: Likely, Reason: negationLost}, c.phrase(k), p.source.passage(u, u)
		if deniedThere {
			from = p.source.passage(u-1, u)
		} else {
			f.Reason, span = negationAdded, c.span(k-1, k)
		}
		f.Words = []string{p.source.Cut(from.Span)}
		c.find(f, span, from)
	}
}

var onlys = wordSet(`only just simply merely`)

// unpaired returns the negations of both sides without those that answer each other, those first that have most in common: words that
// they deny, and their place.
func (c *checker) unpaired(p *pair, here, there []negated) (left, right []negated) {
	type both struct{ here, there, alike int }
	var all []both
	for h, n := range here {
		for t, o := range there {
			if alike := c.answerInPair(p, n, o); alike > 0 {
				all = append(all, both{h, t, alike})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b both) int { return b.alike - a.alike })
	hereToo, thereToo := make([]bool, len(here)), make([]bool, len(there))
	for _, b := range all {
		if !hereToo[b.here] && !thereToo[b.there] {
			hereToo[b.here], thereToo[b.there] = true, true
		}
	}
	for h, n := range here {
		if !hereToo[h] {
			left = append(left, n)
		}
	}
	for t, o := range there {
		if !thereToo[t] {
			right = append(right, o)
		}
	}
	return left, right
}

// answerInPair returns how much a negation of the story and one of the source have in common, 0 if nothing.
func (c *checker) answerInPair(p *pair, n, o negated) int {
	alike := 2 * c.denySame(p, n, o)
	if p.cover >= .4 && (opensDenying(c.story, n.token) || opensDenying(p.source, o.token)) {
		alike++
	}
	if (inverted[c.story.Tokens[n.token].Folded] || inverted[p.source.Tokens[o.token].Folded]) && c.answersIn(c.story, n.token, p.source, p.sentence) && c.answersIn(p.source, o.token, c.story, p.storySentence) {
		alike++
	}
	if j := p.like(slices.Index(p.story, n.token)); j != none && p.words[j] == o.token {
		alike++
		if n.verb && o.verb {
			alike += 2 * mostDenied
		}
	}
	return alike
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
	r.To = min(r.To, r.From+longestSentence)
	for k := r.From; k < r.To; k++ {
		t := &s.Tokens[k]
		next := ""
		if k+1 < r.To {
			next = s.Tokens[k+1].Folded
		}
		verb := (negatingVerbs[t.Stem] || t.Folded == "yet" && next == "to") && !t.Mark
		after := banglaNots[t.Folded] || s.Bangla() && fused(t)
		if !verb && !after && (!denies(t) || halfNegations[t.Folded]) || !verb && deniesNothing(s, r, k, next) {
			continue
		}
		n := negated{token: k, verb: verb}
		if n.before = after && !(banglaNots[t.Folded] && deniesNext(s, r, k)); n.before {
			n.addBefore(s, r)
		} else {
			first := pastAside(s, r, k+1)
			for i := first; i < min(r.To, first+reachDenied) && len(n.of) < mostDenied && !ends(&s.Tokens[i]); i++ {
				n.add(s, i)
				if i == first && len(n.of) == 0 && s.Tokens[i].Word() {
					n.of, n.thin = append(n.of, i), true
				}
			}
		}
		out = append(out, n)
	}
	return out
}

// pastAside returns where the sentence goes on after a word between commas: would not, however, sign.
func pastAside(s *text, r prose.Range, k int) int {
	if k+2 < r.To && s.Tokens[k].Text == "," && s.Tokens[k+2].Text == "," {
		return k + 3
	}
	return k
}

// deniesNothing reports whether the negation k is none: not only, no fewer than, whether or not, কি না, and nine in Bangla.
func deniesNothing(s *text, r prose.Range, k int, next string) bool {
	before := ""
	if k > r.From {
		before = s.Tokens[k-1].Folded
	}
	bound := k+2 < r.To && (s.Tokens[k].Folded == "no" || s.Tokens[k].Folded == "not") && s.Tokens[k+2].Folded == "than" && comparing[next]
	return s.Tokens[k].Folded == "nor" && hasWord(s, s.Tokens[k].Sentence, "neither") || bound || next == "only" || next == "just" || before == "or" || before == whether || s.Tokens[k].Folded == besidesThat && these[before] || s.Tokens[k].Figure != prose.None
}

var (
	comparing = wordSet(`more less fewer later earlier lower higher`)
	whether   = prose.Fold("কি")

	besidesThat = prose.Fold("ছাড়া") // এ ছাড়া: besides
	these       = wordSet(`এ তা`)
)

// deniesNext reports whether the Bangla negation k denies the word after it and not the one before: না নিয়ে, না হলে, না করার.
func deniesNext(s *text, r prose.Range, k int) bool {
	if k+1 >= r.To || s.Tokens[k+1].Mark || saidThat[s.Tokens[k+1].Folded] {
		return false
	}
	if verbalNouns[s.Tokens[k+1].Folded] {
		return true
	}
	return slices.ContainsFunc(verbalEndings, func(e string) bool { return strings.HasSuffix(s.Tokens[k+1].Folded, e) })
}

var (
	verbalEndings = strings.Fields(prose.Fold(`য়ে য়েই রে রেই লে লেও তে তেই নে নেই ার ওয়া ওয়ায় করা করায় থাকা থাকায়`))
	verbalNouns   = wordSet(`পারা আসা রাখা দেওয়া নেওয়া যাওয়া হওয়া করা থাকা পাওয়া`)
	saidThat      = wordSet(`বলে বলেই বলেও তবে পরে`)
)

// ends reports whether a negation does not reach over the mark.
func ends(t *prose.Token) bool {
	return t.Mark && strings.Contains(",;:.!?", t.Folded) || t.Folded == "and" || t.Folded == "but" || t.Folded == "that"
}

func (n *negated) add(s *text, i int) {
	if t := &s.Tokens[i]; t.Word() && !(t.Stop && t.Figure == prose.None) {
		n.of = append(n.of, i)
	}
}

// addBefore adds the word before the negation that it denies: the one that says what is done or not, and the verb that says little (করব না,
// দেওয়া হবে না) only if there is no other.
func (n *negated) addBefore(s *text, r prose.Range) {
	light := none
	for i := n.token - 1; i >= max(r.From, n.token-reachDenied) && len(n.of) < 1 && !ends(&s.Tokens[i]); i-- {
		if prose.LightVerb(s.Tokens[i].Folded) {
			light = max(light, i)
			continue
		}
		n.add(s, i)
	}
	if len(n.of) == 0 && light != none {
		n.add(s, light)
	}
}

// anyOf reports whether one of the negations may deny the token.
func anyOf(negations []negated, token int) bool {
	return slices.ContainsFunc(negations, func(n negated) bool {
		return slices.Contains(n.of, token) || n.before && token < n.token && n.token-token <= 4 || token > n.token && token-n.token <= reachDenied || n.verb && token-n.token <= reachDenied && n.token-token <= reachDenied
	})
}

// inverted are negations after which the verb comes before its subject, so that what they deny may stand far from them.
var inverted = wordSet(`nor neither`)

// denySame returns how many words a negation of the story and one of the source both deny, wherever these stand.
func (c *checker) denySame(p *pair, n, o negated) (words int) {
	for _, a := range n.of {
		if !c.story.Tokens[a].Stop && slices.ContainsFunc(o.of, func(b int) bool { return c.story.stem[a] == p.source.stem[b] }) {
			words++
		}
	}
	return words
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
// else is denied on the other side, whether the word is the nearest that says something, and whether it is the same word.
func negationLevel(p *pair, i, j int, others, nearest, same bool) Level {
	around := p.around(i, j)
	if !same && around < 4 {
		return ToCheck
	}
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
	level := negationLevel(p, i, j, others, n.of[0] == word, c.story.stem[word] == p.source.stem[there])
	if level == Info || c.explained(p, p.source, there, c.story, p.storySentence, n) {
		return
	}
	if level == Likely && !p.near && c.answeredBeside(p, n.token) {
		level = ToCheck
	}
	if strayNot(c.story, n.token) {
		level = max(level, Likely)
	}
	from := p.source.passage(max(p.source.Sentences[p.sentence].From, there-2), there)
	c.find(Finding{Kind: Negation, Level: level, Reason: negationAdded, Words: []string{p.source.Cut(from.Span)}},
		c.span(min(n.token, word), max(n.token, word)), from)
}

func (c *checker) negationLost(p *pair, n negated, i, j int, others bool) {
	word, there := p.story[i], p.words[j]
	level := negationLevel(p, i, j, others, n.of[0] == there, c.story.stem[word] == p.source.stem[there])
	if level == Info || c.explained(p, c.story, word, p.source, p.sentence, n) {
		return
	}
	if !p.near && !counterparts(c.story, word, p.source, n.token) {
		level = min(level, ToCheck)
	}
	from := p.source.passage(min(n.token, there), max(n.token, there))
	c.find(Finding{Kind: Negation, Level: level, Reason: negationLost, Words: []string{p.source.Cut(from.Span)}}, c.phrase(word), from)
}
