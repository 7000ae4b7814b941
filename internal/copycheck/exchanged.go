package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// wordShifts are what is asked of words: the other is nowhere in the story's sentence. Where it is, bothShifts are.
var (
	wordShifts = []shift{{0, .5, .7, .2, 0}, {0, .4, .4, .2, 1}, {1, .45, .6, .2, 1}, {2, .4, .35, .2, 2}}
	bothShifts = []shift{{1, .4, .6, .3, 1}, {2, .4, .35, .2, 2}}
	thinShifts = []shift{{0, .5, .4, .2, 2}, {1, .5, .4, .2, 2}, {2, .4, .35, .2, 2}} // of words that say little: before, more
)

// nowhereNear is how alike the words around a word are at most to those around it in the sources, if these do not have it there.
const nowhereNear = .1

// exchangedWords looks for words in the place of their opposites, or of others of their closed fields, by what is around: the
// sources have the other with these words and this one with none of them.
func (c *checker) exchangedWords() {
	for k := range c.story.Tokens {
		t := &c.story.Tokens[k]
		if !c.mayBeExchanged(c.story, k) || c.verified[k] || pronouns[t.Folded] {
			continue
		}
		rivals := c.rivals(k)
		if len(rivals) == 0 {
			continue
		}
		words := c.want(prose.Range{From: k, To: k + 1})
		if words.n < 2 {
			continue
		}
		own := [len(reaches)]float64{}
		for _, at := range c.instances(c.itself(k), words) {
			own = most(own, at.alike)
		}
		others := slices.DeleteFunc(c.instances(rivals, words), func(at instance) bool { return c.exchanged(k, at.source, at.From) == "" })
		shifts := func(at *instance) []shift {
			switch {
			case t.Stop:
				return thinShifts
			case c.story.hasStem(t.Sentence, at.source.stem[at.From]):
				return bothShifts
			}
			return wordShifts
		}
		if o := c.shifted(prose.Range{From: k, To: k + 1}, own, others, shifts); o != nil {
			c.findOtherWord(c.exchanged(k, o.source, o.From), levelIf(!c.mildly(k, o.source, o.From)), k, o.source, o.From)
		} else if forces[t.Stem] && c.story.stem[k] >= c.foreign && len(c.synonyms(c.story.stem[k])) == 0 && len(others) > 0 {
			c.findOtherWord(Word, Likely, k, others[0].source, others[0].From)
		} else if slices.Max(own[:]) <= nowhereNear {
			c.rivalInPairs(k)
		}
	}
}

// forces are those that a story may not bring in where the sources only have another: police are in most of what a desk writes, the army is not.
var forces = withBangla(map[string]bool{}, `সেনাবাহিনী নৌবাহিনী বিমানবাহিনী র্যাব বিজিবি আনসার কোস্টগার্ড`)

// rivalInPairs notes that a sentence that carries the token's has an opposite of it, or another of its closed field, and nothing that
// answers either.
func (c *checker) rivalInPairs(k int) {
	for _, p := range c.of[c.story.Tokens[k].Sentence] {
		for j, l := range p.words {
			if p.unlike(j) != none || !c.mayBeExchanged(p.source, l) || c.exchanged(k, p.source, l) == "" || c.story.hasStem(p.storySentence, p.source.stem[l]) {
				continue
			}
			i := slices.Index(p.story, k)
			level := ToCheck
			if p.around(i, j) >= 4 && !c.mildly(k, p.source, l) {
				level = Likely
			}
			c.findOtherWord(c.exchanged(k, p.source, l), level, k, p.source, l)
			return
		}
	}
}

// mayBeExchanged reports whether the token is a word that may be in the place of another: no name, figure or date, and not quoted.
func (c *checker) mayBeExchanged(s *text, k int) bool {
	t := &s.Tokens[k]
	return t.Word() && t.Quotation == prose.None && (!t.Capital || t.First) && (ordinary(t) || opposed[t.Folded]) && !prose.Unit(t.Folded)
}

// itself returns the stems of the sources that say what the token does.
func (c *checker) itself(token int) []int32 {
	id := c.story.stem[token]
	same := c.synonyms(id)
	if id < c.foreign {
		same = append(same[:len(same):len(same)], id)
	}
	return same
}

// instances returns where the sources have the stems.
func (c *checker) instances(stems []int32, words *wanted) (out []instance) {
	for _, id := range stems {
		for _, a := range c.index.tokens[id] {
			s, r := c.index.sources[a.source], prose.Range{From: a.word, To: a.word + 1}
			with := s.around(r)
			if at := words.instance(s, r, &with); slices.Max(at.alike[:]) > 0 {
				out = append(out, at)
			}
		}
	}
	return out
}

// rivals returns the stems of the sources that are opposites of the token's word, or of a closed field with it.
func (c *checker) rivals(token int) (out []int32) {
	stem := c.story.Tokens[token].Stem
	for s := range strings.FieldsSeq(lexicon.Opposites(stem)) {
		if n, ok := c.index.stems[s]; ok {
			out = append(out, n)
		}
	}
	if d := directions[stem]; d != 0 {
		for other, way := range directions {
			if n, ok := c.index.stems[other]; ok && way == -d {
				out = append(out, n)
			}
		}
	}
	for f := range strings.FieldsSeq(lexicon.Fields(stem)) {
		number, _, _ := strings.Cut(f, ".")
		out = append(out, c.index.fields[number]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
