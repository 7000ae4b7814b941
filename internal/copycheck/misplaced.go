package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Of two names that are of one sort less is asked than of a person and a place, say, of which one may be another word for the other.
var (
	alikeShifts  = []shift{{0, .4, .45, .25, 1}, {0, .2, .6, .4, 0}, {1, .3, .45, .35, 0}, {1, .4, .4, .2, 1}, {2, .2, .4, .25, 0}, {2, .3, .4, .2, 1}, {0, .1, .5, .4, 0}, {1, .1, .45, .35, 0}, {2, .1, .4, .3, 0}}
	unlikeShifts = []shift{{0, .35, .35, .2, 2}, {0, .1, .45, .4, 1}, {1, .35, .35, .2, 2}, {1, .1, .45, .4, 1}, {2, .25, .35, .2, 2}, {2, .1, .45, .4, 1}, {0, .1, .9, .8, 0}, {1, .1, .9, .8, 0}}
)

// varyShifts are asked of a name that may well be another word for the other: a club for its city, a capital for its country.
var varyShifts = []shift{{0, .35, .35, .2, 2}, {1, .35, .35, .2, 2}, {2, .25, .35, .2, 2}}

// misplaced looks for names that the sources have, but with other words: they have another name with these.
func (c *checker) misplaced() {
	for i := range c.story.Names {
		n, m := &c.story.Names[i], c.names[i]
		known := m.entity != none && (m.how == sameName || m.how == shortName)
		if c.verified[n.From] || m.how == unsourcedName || c.isAside(n) {
			continue
		}
		words := c.want(n.Range)
		if words.n < 2 {
			continue
		}
		on := c.footingOf(i)
		own, others := c.places(n, m.entity, words)
		rival, e := c.rivalOf(i, own, others, words.n)
		if rival != nil && e.weight() >= c.surely() {
			c.findOtherName(n, rival.name(), rival.source, Likely)
			continue
		}
		if !known {
			continue
		}
		if o := c.shifted(n.Range, own, others, func(at *instance) []shift { return c.shiftsOf(n, at.name()) }); o != nil {
			c.findOtherName(n, o.name(), o.source, levelIf((on == adrift || on == familiar && n.Kind != prose.Person) && rival != nil && e.weight() >= rather))
		} else if on == carried {
			continue
		} else if slices.Max(own[:]) <= farAway && words.n >= 3 && !c.ofDateline(n) {
			c.nowhereNear(i, words.n)
		}
	}
}

// nowhereNear notes that the sources have the name with none of the words around it.
func (c *checker) nowhereNear(number, words int) {
	n, m := &c.story.Names[number], c.names[number]
	if c.betweenTheSame(n, m.entity) {
		return
	}
	if c.footingOf(number) == adrift && !c.index.leads(m.entity) && !c.inLetters(n) {
		if o, s := c.nameOfKind(n); o != nil {
			c.findOtherName(n, o, s, Likely)
			return
		}
	}
	f := Finding{Kind: kindOfName(n), Level: ToCheck, Reason: nameElsewhere}
	if c.outOfPlace(n) || c.isForeign(number) {
		f.Level = Likely
	}
	if f.Level == Likely || words >= 4 {
		c.find(f, c.story.Of(n.Range), c.mentionOf(m.entity))
	}
}

// isForeign reports whether a sentence of the sources has most of the rest of the name's, and neither it nor one nearby has anything to do with
// the name, which is not what the sources are about, nor any that a desk adds: a people, a court, an acronym, who "a patrolman" is.
func (c *checker) isForeign(number int) bool {
	n, m := &c.story.Names[number], c.names[number]
	sentence := c.story.Tokens[n.From].Sentence
	common := !slices.ContainsFunc(n.Words, func(w string) bool { return !lexicon.Common(w) })
	if n.Unsure || common && n.Kind != prose.Place || demonym(n.Full()) || c.story.Tokens[n.From].Capitals || c.betweenCommas(n) || c.anyStoryHas(n) || c.index.leads(m.entity) || c.footingOf(number) != adrift {
		return false
	}
	return slices.ContainsFunc(c.aligned[sentence], func(with candidate) bool { return c.coverBeside(n, sentence, with) >= mostElse })
}

// betweenTheSame reports whether a source has the name between the same two words, whatever they say.
func (c *checker) betweenTheSame(n *prose.Name, entity int) bool {
	before, after := c.story.wordBeside(n.From, -1), c.story.wordBeside(n.To-1, 1)
	return slices.ContainsFunc(c.index.entities.all[entity].mentions, func(at mention) bool {
		s := c.index.sources[at.source]
		o := &s.Names[at.name]
		return s.wordBeside(o.From, -1) == before && s.wordBeside(o.To-1, 1) == after
	})
}

// wordBeside returns the next word on one side of a token, marks left out.
func (s *text) wordBeside(token, by int) string {
	for k := token + by; k >= 0 && k < len(s.Tokens); k += by {
		if !s.Tokens[k].Mark {
			return s.Tokens[k].Folded
		}
	}
	return ""
}

// leads reports whether the sources have the entity in their first paragraph, or again and again: any sentence may be about it.
func (ix *Index) leads(entity int) bool {
	mentions := ix.entities.all[entity].mentions
	return len(mentions) >= oftenNamed || slices.ContainsFunc(mentions, func(at mention) bool {
		s := ix.sources[at.source]
		return s.Tokens[s.Names[at.name].From].Paragraph == 0
	})
}

// oftenNamed is how often the sources name what they are about.
const oftenNamed = 4

// nameOfKind returns a name of the same kind that the story's sentence does not have, from a sentence of the sources that has most of the rest
// of it, or the one before if that has a pronoun.
func (c *checker) nameOfKind(n *prose.Name) (*prose.Name, *text) {
	sentence := c.story.Tokens[n.From].Sentence
	for _, p := range c.of[sentence] {
		if c.coverBeside(n, sentence, p.candidate) < mostElse {
			continue
		}
		if o := c.sameKindIn(n, p.source, p.sentence); o != nil {
			return o, p.source
		}
		if p.sentence > 0 && c.hasPronoun(p.source, p.sentence, n.Kind) {
			if o := c.sameKindIn(n, p.source, p.sentence-1); o != nil {
				return o, p.source
			}
		}
	}
	return nil, nil
}

// mostElse is how much of the rest of a sentence a source must have, for a name that it does not have there to be likely to be wrong.
const mostElse = .55

// sameKindIn returns a name of the source's sentence that is of the kind of the story's and not in the story's sentence.
func (c *checker) sameKindIn(n *prose.Name, s *text, sentence int) *prose.Name {
	r := s.Sentences[sentence]
	for k := r.From; k < r.To; k++ {
		number := s.Tokens[k].Name
		if number == prose.None {
			continue
		}
		o := &s.Names[number]
		if (c.kin(n, o) && !c.broader(n, o) && n.Kind == o.Kind || !c.kin(n, o) && !c.mayVary(n, o) && (n.Kind == o.Kind || !c.betweenCommas(n))) && !named(c.story, c.story.Tokens[n.From].Sentence, o) {
			return o
		}
	}
	return nil
}

// betweenCommas reports whether the name is only added to what is before it: the delegate, Adeyinka, said.
func (c *checker) betweenCommas(n *prose.Name) bool {
	return n.From > 0 && n.To < len(c.story.Tokens) && c.story.Tokens[n.From-1].Text == "," && c.story.Tokens[n.To].Text == ","
}

// hasPronoun reports whether the sentence has a pronoun that may be of such a name.
func (c *checker) hasPronoun(s *text, sentence int, kind prose.NameKind) bool {
	r := s.Sentences[sentence]
	return slices.ContainsFunc(s.Tokens[r.From:r.To], func(t prose.Token) bool {
		return kind == prose.Person && persons[t.Folded] || kind != prose.Person && things[t.Folded]
	})
}

// isAside reports whether the name says little by itself: in brackets after another, or a common word that begins a sentence.
func (c *checker) isAside(n *prose.Name) bool {
	return n.From > 0 && c.story.Tokens[n.From-1].Text == "(" || n.Unsure && len(n.Words) == 1 && lexicon.Common(n.Words[0]) && n.Kind != prose.Place
}

// places returns how alike the words around a name are at most to those around the entity, and the names that they may be more alike
// to.
func (c *checker) places(n *prose.Name, entity int, words *wanted) (own [len(reaches)]float64, others []instance) {
	sentence := c.story.Tokens[n.From].Sentence
	likeness := c.likenesses(lastWord(n))
	for _, s := range c.index.sources {
		for k := range s.Names {
			o := &s.Names[k]
			at := words.instance(s, o.Range, &s.named[k])
			switch {
			case slices.Max(at.alike[:]) == 0 && n.Title == "":
			case o.Entity == entity || c.likenessOf(likeness, n, s.lasts[k]) > unlike || shareWord(n, o):
				own = most(own, at.alike)
			case (slices.Max(at.alike[:]) >= leastAlike || c.hasTitleOf(n, nameMatch{entity: entity}, o.Entity) || c.hasAgeOf(n, nameMatch{entity: entity}, o.Entity)) && !lexicon.Common(o.Full()) && !named(c.story, sentence, o) && !c.kin(n, o):
				others = append(others, at)
			}
		}
	}
	return own, others
}

// likenesses returns how alike the last words of the sources' names are to a word, as far as that was asked: 0, or one more than the likeness.
func (c *checker) likenesses(word string) []likeness {
	if c.lasts[word] == nil {
		c.lasts[word] = make([]likeness, len(c.index.lasts))
	}
	return c.lasts[word]
}

func (c *checker) likenessOf(known []likeness, n *prose.Name, last int) likeness {
	if known[last] == 0 {
		known[last] = alike(lastWord(n), c.index.lasts[last]) + 1
	}
	return known[last] - 1
}

// leastAlike is how alike the words around another must be for it to be looked at: the least that any shift asks.
const leastAlike = .35

// outOfPlace reports whether a person is named where a place is, or a place where somebody's age follows.
func (c *checker) outOfPlace(n *prose.Name) bool {
	if n.Kind == prose.Person {
		before := c.story.before(n.From)
		return before != nil && (before.Folded == "in" || before.Folded == "near") && c.isPerson(n)
	}
	if n.To+1 >= len(c.story.Tokens) || c.story.Tokens[n.To].Text != "," {
		return false
	}
	figure := c.story.Tokens[n.To+1].Figure
	return figure != prose.None && c.story.Figures[figure].Kind == prose.Age
}

// name returns the name that begins there.
func (at *instance) name() *prose.Name { return &at.source.Names[at.source.Tokens[at.From].Name] }

func (c *checker) shiftsOf(n, o *prose.Name) []shift {
	switch {
	case c.mayVary(n, o):
		return varyShifts
	case sameSort(n, o) == unlike, c.ofDateline(n):
		return unlikeShifts
	}
	return alikeShifts
}

// ofDateline reports whether a source's dateline or credit has the name: its text need not say that with any words.
func (c *checker) ofDateline(n *prose.Name) bool {
	return slices.Contains(c.index.known, n.Words[len(n.Words)-1])
}
