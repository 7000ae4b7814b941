package copycheck

import (
	"cmp"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A desk words a denial anew and joins it to other sentences, so a denial is also looked for by itself: its words must be in one of the
// sentences on the other side, and there something must deny them, if only by the way: "unbeaten", "too far to", "the last".

// denial is a negation of a sentence with the stems of the words around it, those first that it denies.
type denial struct {
	negated
	text     *text
	sentence int
	about    []int32
	denies   int // how many of these it denies
}

const (
	reachCopied  = 4  // the same in a sentence that was copied
	reachNot     = 6  // tokens from it that a negation is at most that answers one
	mostDenials  = 12 // of a sentence, that are looked for
	mostAbout    = 5  // stems that tell what a denial is about
	reachAbout   = 14 // tokens away at most
	reachClose   = 6  // the same, if it only limits them
	reachByTheBy = 10 // tokens from the words that a denial is about, within which a word may deny them by the way
)

// denialsOf returns the negations of the sentence, verbs like one not included, that are about something.
func denialsOf(s *text, sentence int) (out []denial) {
	r := s.Sentences[sentence]
	for _, n := range negationsOf(s, r) {
		if len(out) == mostDenials {
			break
		}
		d := denial{negated: n, text: s, sentence: sentence}
		if n.verb && !refusing(s, n.token) {
			continue
		}
		for _, k := range n.of {
			if s.says[k] {
				d.take(s.stem[k])
			}
		}
		d.denies = len(d.about)
		for away := 1; away <= reachAbout && len(d.about) < mostAbout; away++ {
			for _, k := range [...]int{n.token + away, n.token - away} {
				if r.Has(k) && s.says[k] && len(d.about) < mostAbout {
					d.take(s.stem[k])
				}
			}
		}
		if len(d.about) >= 2 {
			out = append(out, d)
		}
	}
	return out
}

// refusing reports whether the verb denies the one that follows it: unable to agree.
func refusing(s *text, k int) bool {
	return unwilling[s.Tokens[k].Stem] && k+1 < len(s.Tokens) && s.Tokens[k+1].Folded == "to"
}

var unwilling = stemSet(`fail refuse decline unable`)

func (d *denial) take(stem int32) {
	if stem != none && !slices.Contains(d.about, stem) {
		d.about = append(d.about, stem)
	}
}

// meant is how sure it is that a sentence has what a denial is about.
type meant struct {
	share       float64 // by weight
	denied      float64 // the same, of the words that are denied
	pivot       int     // the token of the first word that is denied, or none
	first, last int     // tokens of the sentence, of those that were found
	matched     int
}

// means compares a denial with a sentence of the other side: the words must be near the first of those that are denied.
func (c *checker) means(d *denial, s *text, sentence int) meant {
	m := meant{first: none, last: none, pivot: none}
	r := s.Sentences[sentence]
	r.To = min(r.To, r.From+longestSentence)
	total, got, denies, denied := 0.0, 0.0, 0.0, 0.0
	for n, id := range d.about {
		w := c.denialWeight(d, n)
		best, at := 0.0, none
		for k := r.From; k < r.To; k++ {
			if !s.says[k] || m.pivot != none && (k < m.pivot-reachAbout || k > m.pivot+reachAbout) {
				continue
			}
			if worth := c.alikeStems(d.text, id, s.stem[k]); worth > best && !(worth < 1 && n < d.denies && doer(&s.Tokens[k])) {
				best, at = worth, k
			}
		}
		total, got = total+w, got+w*best
		if n < d.denies {
			denies, denied = denies+w, denied+w*best
		}
		if at != none {
			m.found(at, n < d.denies)
		}
	}
	if total > 0 {
		m.share = got / total
	}
	if denies > 0 {
		m.denied = denied / denies
	}
	return m
}

func (m *meant) found(at int, pivot bool) {
	m.matched++
	if pivot && m.pivot == none {
		m.pivot = at
	}
	if m.first == none || at < m.first {
		m.first = at
	}
	m.last = max(m.last, at)
}

// alikeStems returns what a stem of the one side counts for one of the other.
func (c *checker) alikeStems(of *text, id, other int32) float64 {
	switch {
	case id == other:
		return 1
	case of == c.story && slices.Contains(c.synonyms(id), other), of != c.story && slices.Contains(c.synonyms(other), id):
		return synonymIn
	}
	return 0
}

// answered reports whether the sentence denies, or says by the way, what the other sentence denies. A negation that answers another
// one says nothing of the kind, nor a word that the other sentence has too, nor one of the story's that another sentence of the sources carries.
func (c *checker) answered(d *denial, m meant, s *text, sentence int) bool {
	r := s.Sentences[sentence]
	r.To = min(r.To, r.From+longestSentence)
	from, to := m.first, m.last
	if m.pivot != none {
		from, to = m.pivot, m.pivot
	}
	named := d.text.deniesSomebody(d.negated)
	for k := r.From; k < r.To; k++ {
		t := &s.Tokens[k]
		away := max(from-k, k-to)
		switch {
		case t.Mark, k == m.pivot && s == c.story: // it is what is denied there
		case d.verb && t.Stem == d.text.Tokens[d.token].Stem:
			return true
		case negates(s, k):
			if (away <= reachNot || named) && !(negatingVerbs[t.Stem] && d.hasBeside(t)) && !c.answersIn(s, k, d.text, d.sentence) {
				return true
			}
		case away > reachByTheBy && !named:
		case undoing(t, away <= reachClose):
			if !d.text.hasStem(d.sentence, s.stem[k]) && (named || m.pivot == none || !s.parted(k, m.pivot)) && !(s == c.story && away > 3 && !limiting[t.Stem] && c.accounted(sentence, k)) {
				return true
			}
		case slices.ContainsFunc(d.of, func(l int) bool { return lexicon.Opposite(d.text.Tokens[l].Stem, t.Stem) }):
			return true
		}
	}
	return false
}

// hasBeside reports whether the sentence of the denial has the word besides its own.
func (d *denial) hasBeside(t *prose.Token) bool {
	r := d.text.Sentences[d.sentence]
	for k := r.From; k < r.To; k++ {
		if k != d.token && d.text.Tokens[k].Stem == t.Stem {
			return true
		}
	}
	return false
}

// answering is a negation that answers one of a sentence of the other side. The story's source is none.
type answering struct {
	at
	in place
}

// answersIn reports whether the negation of the text answers one of the other's sentence; answersAny whether it answers one of any.
func (c *checker) answersIn(s *text, token int, other *text, sentence int) bool {
	return c.answers[answering{at{s.id, token}, place{other.id, sentence}}]
}

func (c *checker) answersAny(s *text, token int) bool {
	return c.answers[answering{at{s.id, token}, anywhere}]
}

var anywhere = place{none, none}

// answer pairs the negations of the story with those of the sources that deny the same, each with one and those first that are most alike. It
// notes the tokens of both in c.answers. Another source may deny the same once more, but no sentence of it twice.
func (c *checker) answer(sentence int) {
	type both struct {
		here, there *denial
		alike       float64
	}
	var all []both
	here := denialsOf(c.story, sentence)
	for h := range here {
		for _, with := range c.aligned[sentence][:min(len(c.aligned[sentence]), mostCarriers)] {
			there := c.index.denials[with.place]
			for t := range there {
				alike := c.denyAlike(&here[h], &there[t])
				if d := &there[t]; opensDenying(d.text, d.token) {
					alike = max(alike, c.means(d, c.story, sentence).share)
				}
				if alike > 0 && alike+with.cover/2 >= leastAnswer {
					all = append(all, both{&here[h], &there[t], alike + with.cover/2})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b both) int { return cmp.Compare(b.alike, a.alike) })
	for _, b := range all {
		x := answering{at{none, b.here.token}, place{b.there.text.id, b.there.sentence}}
		y := answering{at{b.there.text.id, b.there.token}, place{none, sentence}}
		if !c.answers[x] && !c.answers[y] {
			for _, a := range [...]answering{x, y, {x.at, anywhere}, {y.at, anywhere}} {
				c.answers[a] = true
			}
		}
	}
}

// What two denials must have in common, with half of what their sentences have, for one to answer the other, and how much it is for that
// if they deny the same word.
const (
	leastAnswer = .5
	denySame    = .15
)

// denyAlike returns how much of what the one denial is about the other has, by weight: of the one that is about less.
func (c *checker) denyAlike(here, there *denial) float64 {
	got, same := 0.0, 0.0
	for i, id := range here.about {
		best := 0.0
		for j, other := range there.about {
			worth := c.alikeStems(c.story, id, other)
			if best = max(best, worth); worth > 0 && i < here.denies && j < there.denies {
				same = denySame
			}
		}
		got += best * c.denialWeight(here, i)
	}
	if got == 0 {
		return 0
	}
	return got/min(c.denialTotal(here), c.denialTotal(there)) + same
}

// denialWeight returns the weight of a stem that a denial is about: those that it denies count twice.
func (c *checker) denialWeight(d *denial, n int) float64 {
	w := min(c.index.weight(d.about[n]), heaviest)
	if n < d.denies {
		w *= 2
	}
	return w
}

func (c *checker) denialTotal(d *denial) (total float64) {
	for n := range d.about {
		total += c.denialWeight(d, n)
	}
	return total
}

// accounted reports whether a sentence of the sources has the story's token in its place.
func (c *checker) accounted(sentence, token int) bool {
	return slices.ContainsFunc(c.of[sentence], func(p *pair) bool {
		i := slices.Index(p.story, token)
		return i >= 0 && p.like(i) != none
	})
}

// undoing reports whether the word denies something by the way, from close by or from further.
func undoing(t *prose.Token, close bool) bool {
	return byTheWay[t.Stem] || byTheWay[t.Folded] || undoes(t) || close && (limiting[t.Stem] || limiting[t.Folded])
}

// explained reports whether a word near the token says by the way what the negation n of the other sentence denies.
func (c *checker) explained(p *pair, s *text, token int, other *text, sentence int, n negated) bool {
	reach, closely := reachNot, reachClose
	if p.near {
		reach, closely = reachCopied, 0
	}
	named := other.deniesSomebody(n)
	r := s.SentenceOf(token)
	for k := max(r.From, token-longestSentence); k < min(r.To, token+longestSentence); k++ {
		away := max(token-k, k-token)
		if s.Tokens[k].Mark || k == token && s == c.story || away > reach && !named || other.hasStem(sentence, s.stem[k]) {
			continue
		}
		if negates(s, k) || undoing(&s.Tokens[k], away <= closely) && (named || !s.parted(k, token)) {
			return true
		}
	}
	return !p.near && turned(other, sentence, n.token, s, s.Tokens[token].Sentence)
}

// parted reports whether a mark stands between two tokens.
func (s *text) parted(a, b int) bool {
	for k := min(a, b) + 1; k < max(a, b); k++ {
		if s.Tokens[k].Mark && s.Tokens[k].Text != "-" {
			return true
		}
	}
	return false
}

var waiting = wordSet(`until till before yet unless once when after এখনো এখনও আগে পর্যন্ত`)

// turned reports whether the negation is one of time, which a desk may say the other way: not until March, not yet.
func turned(s *text, sentence, token int, other *text, there int) bool {
	r := s.Sentences[sentence]
	from := token - 2
	if s.Bangla() { // the negation is the last word
		from = token - reachAbout
	}
	for k := max(from, r.From); k < min(r.To, token+reachAbout); k++ {
		if k > token && s.parted(token, k) {
			break
		}
		if w := s.Tokens[k].Folded; waiting[w] && !hasWord(other, there, w) {
			return true
		}
	}
	return false
}

// negates reports whether the token is a negation or what stands for one: a verb like one, "yet to", "too far to".
func negates(s *text, k int) bool {
	t := &s.Tokens[k]
	if denies(t) || t.Folded == "non" || s.Bangla() && fused(t) || negatingVerbs[t.Stem] {
		return true
	}
	follows := func(within int) bool {
		for i := k + 1; i < min(s.SentenceOf(k).To, k+1+within); i++ {
			if s.Tokens[i].Folded == "to" {
				return true
			}
		}
		return false
	}
	return t.Folded == "yet" && follows(1) || t.Folded == "too" && follows(3)
}

// byTheWay are words that deny something without a negation, and limiting those that limit it so that a desk may put a negation there. The
// first reach further.
var byTheWay, limiting = func() (far, close map[string]bool) {
	far = stemSet(`miss drop cancel scrap abandon suspend halt cease quit lose loss exclude except apart forbid ban bar prohibit block withhold withdraw oppose doubt dispute contradict
impossible absent absence shortage short reluctant spare escape instead rather beyond free empty closed shut overturn quash void dismiss ignore omit resist skip forgo forget neglect delay
postpone pending await immune exempt clear acquit innocent vacant freeze rare seldom refrain cut`)
	for w := range wordSet(`বন্ধ ব্যর্থ অস্বীকার বাতিল প্রত্যাখ্যান বিরত অভাব স্থগিত বাদ অনুপস্থিত নিষেধ নিষেধাজ্ঞা নিষিদ্ধ অসম্ভব মুক্ত শূন্য বিপক্ষে বিরুদ্ধে আপত্তি খালাস নির্দোষ পলাতক ত্যাগ বঞ্চিত বিনা বাইরে
হারিয়ে হারায় অপরাজিত নারাজ`) {
		far[w] = true
	}
	close = stemSet(`end rule remain still until till unless too only just last first little few least before merely alone away against zero nil out off leave keep minimum maximum`)
	for w := range wordSet(`প্রথম শেষ শুধু মাত্র কেবল আগে এখনো এখনও বাকি অপেক্ষা অবশিষ্ট কম বরং নিয়েই`) {
		close[w] = true
	}
	return far, close
}()

// undoes reports whether the word denies by its first letters or its last: unbeaten, disagree, homeless.
func undoes(t *prose.Token) bool {
	for _, prefix := range [...]string{"un", "dis", "non", "mis"} {
		if rest, ok := strings.CutPrefix(t.Folded, prefix); ok && lexicon.Common(rest) {
			return true
		}
	}
	for _, prefix := range [...]string{"in", "im", "ir", "il"} {
		if rest, ok := strings.CutPrefix(t.Folded, prefix); ok && len(rest) > 3 && lexicon.Opposite(t.Stem, prose.Stem(rest)) {
			return true
		}
	}
	return strings.HasSuffix(t.Folded, "less") && len(t.Folded) > 6
}

// fusedEndings are those of Bangla verbs that have their negation in them.
var fusedEndings = strings.Fields(prose.Fold(`েনি য়নি ননি িনি লনি`))

var noFused = wordSet(`তিনি যিনি ইনি উনি`)

// fused reports whether the word is a Bangla verb that has its negation in it: হয়নি.
func fused(t *prose.Token) bool {
	return !noFused[t.Folded] && slices.ContainsFunc(fusedEndings, func(e string) bool { return strings.HasSuffix(t.Folded, e) })
}
