package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// wrongWords looks for a word in the place of its opposite, or of another of its closed field, that have the same words beside
// them or are the only ones of their sort in sentences that say much the same.
func (c *checker) wrongWords(p *pair) {
	for i, k := range p.story {
		t := &c.story.Tokens[k]
		if p.like(i) != none || !ordinary(t) && !opposed[t.Folded] || c.verified[k] || t.Capital && !t.First || t.Quotation != prose.None || pronouns[t.Folded] || c.elsewhere(p, k) {
			continue
		}
		for j, l := range p.words {
			u := &p.source.Tokens[l]
			if p.from[j] != none || slices.Contains(p.moved, j) || !ordinary(u) && !opposed[u.Folded] || u.Capital && !u.First {
				continue
			}
			kind := c.exchanged(k, p.source, l)
			if kind == "" {
				continue
			}
			level := c.exchangeLevel(p, i, j)
			if level == Likely && (!p.near || both(converses, t, u)) && c.mildly(k, p.source, l) {
				level = ToCheck
			}
			if level == Likely && !p.near && kind == Opposite && c.story.hasStem(p.storySentence, p.source.stem[l]) {
				level = ToCheck
			}
			if level > Info {
				c.findOtherWord(kind, level, k, p.source, l)
				break
			}
		}
	}
}

// exchanged returns the kind of finding that the story's word k in the place of the source's word l is, or "".
func (c *checker) exchanged(k int, s *text, l int) Kind {
	t, u := &c.story.Tokens[k], &s.Tokens[l]
	stop := t.Stop || u.Stop
	switch {
	case (isPart(t.Folded, u.Folded) || isPart(u.Folded, t.Folded)) && !(s.Bangla() && lexicon.Opposite(t.Stem, u.Stem)): // জয় is in পরাজয়
	case stop && !opposed[t.Folded], c.turnedAlike(k, s, u.Sentence):
	case (lexicon.Opposite(t.Stem, u.Stem) || directions[t.Stem]*directions[u.Stem] < 0 || turns[t.Folded]*turns[u.Folded] < 0) && !lexicon.Synonym(t.Stem, u.Stem) && denied(c.story.Document, k) == denied(s.Document, l):
		return Opposite
	case lexicon.Rivals(t.Stem, u.Stem):
		return Word
	}
	return ""
}

// directions are words that say which way something moved, or is: any of the one way is the opposite of any of the other.
var directions = func() map[string]int {
	m := map[string]int{}
	for s := range stemSet(`rise increase gain grow climb jump soar surge advance higher high rally rebound up`) {
		m[s] = 1
	}
	for s := range stemSet(`fall decrease lose drop decline slip slide sink tumble plunge shed lower low shrink dip down`) {
		m[s] = -1
	}
	return m
}()

// turns are words of what is first, and of what is last or was before: the opening day is the first one, the last survey the previous one.
var turns = func() map[string]int {
	m := map[string]int{}
	for s := range wordSet(`first opening initial maiden inaugural debut`) {
		m[s] = 1
	}
	for s := range wordSet(`last final closing previous past latest`) {
		m[s] = -1
	}
	return m
}()

// besideRivals looks for a word that both have, but where the source has its opposite, or another of its closed field, between the
// same words and nothing in the story answers that: five were men, of five were women and two were men.
func (c *checker) besideRivals(p *pair) {
	for i := 1; i < len(p.story); i++ {
		k, before := p.story[i], p.like(i-1)
		if p.like(i) == none || before == none || p.like(i) == before+1 || !c.mayBeExchanged(c.story, k) || c.verified[k] || c.elsewhere(p, k) {
			continue
		}
		j := before + 1
		if j >= len(p.words) || p.unlike(j) != none || !c.mayBeExchanged(p.source, p.words[j]) {
			continue
		}
		if kind := c.exchanged(k, p.source, p.words[j]); kind != "" && p.around(i, j) >= 2 {
			c.findOtherWord(kind, levelIf(p.near || !c.mildly(k, p.source, p.words[j])), k, p.source, p.words[j])
		}
	}
}

// isPart reports whether the longer word is made of the shorter and another: southeast of east, but not women of men.
func isPart(part, whole string) bool {
	return len(whole) >= len(part)+3 && (strings.HasPrefix(whole, part) || strings.HasSuffix(whole, part))
}

// contests are verbs that say the opposite when who is named first and who is named last change places too.
var contests = stemSet(`beat defeat win lose buy sell lend borrow send receive give take`)

func (c *checker) exchangeLevel(p *pair, i, j int) Level {
	k, l := p.story[i], p.words[j]
	sides := p.beside(i, j)
	switch {
	case sides == 2, sides == 1 && (p.near || p.around(i, j) >= 4) && !contests[c.story.Tokens[k].Stem], sides == 1 && c.sameActor(k, p.source, l):
		return Likely
	case sides == 1:
		return ToCheck
	case !p.first:
		return Info
	case c.story.Tokens[k].Stop, c.carriedNearby(p.storySentence, c.story.stem[k]), c.story.hasStem(p.storySentence, p.source.stem[l]):
		return Info
	case p.cover >= .6 && lexicon.Rivals(c.story.Tokens[k].Stem, p.source.Tokens[l].Stem):
		return Likely
	case p.cover >= .45:
		return ToCheck
	}
	return Info
}

// sameActor reports whether somebody who is named before both words does the one here and the other there.
func (c *checker) sameActor(k int, s *text, l int) bool {
	return contests[c.story.Tokens[k].Stem] && passive(c.story, k) == passive(s, l) && len(namesBefore(c.story, k)) > 0 && len(namesBefore(s, l)) > 0 && c.sameBefore(k, s, l)
}

// best returns the sentences that are most likely to carry the story's.
func (c *checker) best(sentence int) []candidate {
	return c.aligned[sentence][:min(len(c.aligned[sentence]), 4)]
}

// sharesName reports whether the source's sentence names somebody whom the story's does and the pair's other sentence does not.
func (c *checker) sharesName(b block, s *text, sentence int) bool {
	r := s.Sentences[sentence]
	return slices.ContainsFunc(s.Names, func(n prose.Name) bool {
		return n.From >= r.From && n.To <= r.To && n.Kind == prose.Person && hasName(c.story, b.storySentence, &n) && !hasName(b.source, b.sentence, &n)
	})
}

// carriedNearby reports whether one of the sentences that may carry the story's has the stem, or a synonym of it, with other words
// of it.
func (c *checker) carriedNearby(sentence int, id int32) bool {
	own := c.index.weight(id) / max(c.weightOf(c.contentOf(sentence)), 1)
	return slices.ContainsFunc(c.best(sentence), func(with candidate) bool {
		s := c.index.sources[with.source]
		return with.cover-own >= besides && (s.hasStem(with.sentence, id) || slices.ContainsFunc(c.synonyms(id), func(l int32) bool { return s.hasStem(with.sentence, l) }))
	})
}

// besides is how much of a story's sentence a source's must have besides the word in question, for it to be about the same.
const besides = .18

// wrongNames looks for a name that has the same words beside it as another of the source's sentence, where neither is in the
// other's sentence.
func (c *checker) wrongNames(p *pair) {
	for i := 0; i < len(p.story); i++ {
		number := c.story.Tokens[p.story[i]].Name
		if number == prose.None || c.story.Names[number].From != p.story[i] || c.verified[p.story[i]] {
			continue
		}
		n, m := &c.story.Names[number], c.names[number]
		last := i
		for last+1 < len(p.story) && c.story.Tokens[p.story[last+1]].Name == number {
			last++
		}
		if m.how == initialsName || m.how == countryName {
			continue
		}
		o, at := c.nameInstead(p, i, last, n, m)
		if o == nil {
			continue
		}
		c.findInSlot(at, number, o)
	}
}

// isFar reports whether the sources have the name, and with hardly one of the words around it.
func (c *checker) isFar(n *prose.Name, m nameMatch) bool {
	if m.entity == none || m.how != sameName && m.how != shortName {
		return false
	}
	words := c.want(n.Range)
	own, _ := c.places(n, m.entity, words)
	return words.n >= 3 && slices.Max(own[:]) <= farAway
}

// farAway is how alike the words around a name are at most to those around it in the sources, if it is surely not theirs.
const farAway = .2

// nameInstead returns the name of the source's sentence that stands most surely between the same words, and the slot.
func (c *checker) nameInstead(p *pair, first, last int, n *prose.Name, m nameMatch) (best *prose.Name, in slot) {
	most := 0
	for j := 0; j < len(p.words); j++ {
		number := p.source.Tokens[p.words[j]].Name
		if number == prose.None || p.source.Names[number].From != p.words[j] {
			continue
		}
		o := &p.source.Names[number]
		end := j
		for end+1 < len(p.words) && p.source.Tokens[p.words[end+1]].Name == number {
			end++
		}
		if sameNames(n, o) || abbreviates(n, o) || m.entity != none && m.entity == o.Entity || named(c.story, p.storySentence, o) {
			continue
		}
		if sides := p.besideRun(first, last, j, end); sides > most {
			best, most, in = o, sides, slot{p, first, last, j, end}
		}
	}
	return best, in
}

// besideRun is beside, of a run of words on each side.
func (p *pair) besideRun(first, last, j, end int) (sides int) {
	for away := 1; away <= 2; away++ {
		if at := p.like(first - away); at != none {
			if d := j - at; d >= 1 && d <= 2 {
				sides++
			}
			break
		}
	}
	for away := 1; away <= 2; away++ {
		if at := p.like(last + away); at != none {
			if d := at - end; d >= 1 && d <= 2 {
				sides++
			}
			break
		}
	}
	return sides
}
