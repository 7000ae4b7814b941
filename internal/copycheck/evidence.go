package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A name that the sources have stands in the place of another of theirs if what is around it speaks for that: the words near and far are
// rather those around the other, the same words are beside it, and the sentence that names the other has more of the story's than any that
// names it. No one of these decides, so they are weighed together. The weights part best the names of the pairs that the check was
// written with from names put in their places (a logistic regression; what it reached was measured on pairs left out of it).

// evidence are the facts about a name of the story and another of the sources, each with its weight.
type evidence [factCount]float64

const (
	always        = iota
	nearWords     // how much more alike the four nearest words are to those around the other than to those around the name
	fartherWords  // the same of six
	farthestWords // the same of ten
	ownWords      // how alike the words are at most to those around the name in the sources
	besideOther   // on how many sides the next word is that beside the other
	besideItself  // on how many it is that beside the name itself
	otherHardly   // the sentence of the other has hardly any of the rest of the story's
	itselfCovers  // how much a sentence that names it has at most
	covering      // how much more that of the other has
	bothNamed     // the sentence of the other names it too
	wordThere     // that sentence may have a word for it: he, the company
	sameLeft      // how many of the four words before are the same in both sentences
	sameRight     // how many after
	sameBoth      // the less of these
	isSubject     // the sources are about it
	fewWords      // how few words there are around
	sameNoun      // the sources have it beside the same word: the operator Fingrid
	ofCountry     // it is of a country, and the other of no place
	datelined     // it is in a dateline, and the other is of no place
	placedOnly    // only one of them stands after a word of place
	ofOneKind     // both are people, places or bodies
	nounElsewhere // the word that it is said of stands elsewhere in the sentence of the other: the delegate Adeyinka, of "its delegate to talks in Geneva"
	meantThere    // a sentence that has more of the story's has a word for it that it may be meant by: she
	pronounThere  // the sentence of the other has a pronoun beside the word that the story has beside the name
	othersAge     // the age that follows the name is that of the other, and not of whom it names
	othersTitle   // the title before the name is one of the other, and not of whom it names
	factCount
)

var weights = evidence{.35, 1.65, .5, .9, -1.3, .95, -.55, -.5, -2, 1.7, -.1, -.3, 1.65, 1.05, .9, -.65, -.85, -.8, -.45, -.2, -.15, .55, -.55, -1.1, -2, 3, 2}

// surely is the weight of the evidence from which a name is likely to be wrong.
const surely = 2.

// surely is more in Bangla, where endings stand for the little words of place and no letter says where a name ends.
func (c *checker) surely() float64 {
	if c.story.Bangla() {
		return surely + .7
	}
	return surely
}

// hardly is how much of a sentence is little.
const hardly = .3

// rather is the weight from which it is so if something else speaks for it too.
const rather = 1.2

// mostBySentence is the most that the sentence of the other adds.
var mostBySentence = weights[covering] + weights[sameLeft] + weights[sameRight] + weights[sameBoth]

func (e *evidence) weight() (w float64) {
	for k, fact := range e {
		w += weights[k] * fact
	}
	return w
}

// rivalOf returns the one of the others for whose place most speaks, and the evidence. The others are those with like words around them.
func (c *checker) rivalOf(number int, own [len(reaches)]float64, others []instance, words int) (rival *instance, best evidence) {
	n, m := &c.story.Names[number], c.names[number]
	if len(others) == 0 || c.anyStoryHas(n) {
		return nil, best
	}
	itself := c.itsOwn(n, m, own, words)
	for k := range others {
		o := &others[k]
		if c.mayBeSame(n, o.name(), o.source) {
			continue
		}
		e := itself
		e[nearWords], e[fartherWords], e[farthestWords] = o.alike[0]-own[0], o.alike[1]-own[1], o.alike[2]-own[2]
		e[besideOther] = float64(c.besideBoth(n.Range, o.source, o.Range))
		other := o.name().Kind != prose.Place
		e[ofCountry], e[datelined] = one(other && wide(n.Full())), one(other && n.Kind == prose.Place && c.ofDateline(n))
		v := o.name()
		e[placedOnly] = one(c.story.isLocated(n) != o.source.isLocated(v))
		e[ofOneKind] = one(n.Kind == v.Kind && n.Kind != prose.Other)
		e[othersAge], e[othersTitle] = one(c.hasAgeOf(n, m, v.Entity)), one(c.hasTitleOf(n, m, v.Entity))
		if e.weight()+mostBySentence < rather { // whatever its sentence says
			continue
		}
		e[nounElsewhere], e[meantThere] = one(c.nounElsewhere(n, o)), one(c.meantIn(n, m, o))
		c.bySentence(n, m, o, &e)
		if rival == nil || e.weight() > best.weight() {
			rival, best = o, e
		}
	}
	return rival, best
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// itsOwn returns the facts about the name that are the same beside any other.
func (c *checker) itsOwn(n *prose.Name, m nameMatch, own [len(reaches)]float64, words int) (e evidence) {
	beside, cover := c.ownPlaces(n, m)
	e[always], e[ownWords], e[besideItself], e[itselfCovers] = 1, slices.Max(own[:]), float64(beside), cover
	e[isSubject], e[fewWords] = one(m.entity != none && c.index.leads(m.entity)), 1/float64(max(words, 1))
	e[sameNoun] = one(c.besideTheSame(n, m))
	return e
}

// bySentence adds what the sentence of the other says.
func (c *checker) bySentence(n *prose.Name, m nameMatch, o *instance, e *evidence) {
	sentence, there := c.story.Tokens[n.From].Sentence, o.source.Tokens[o.From].Sentence
	e[otherHardly] = 1
	for _, with := range c.aligned[sentence] {
		if with.source == o.source.id && with.sentence == there {
			cover := c.coverBeside(n, sentence, with)
			e[otherHardly], e[covering] = one(cover < hardly), max(0, cover-e[itselfCovers])
		}
	}
	e[bothNamed] = one(c.namesIt(o.source, there, n, m))
	for back := 1; back <= wordFor && there-back >= 0; back++ {
		if c.namesIt(o.source, there-back, n, m) && c.hasWordFor(o.source, there, n) {
			e[wordThere], e[pronounThere] = 1, one(c.pronounFor(n, o))
		}
	}
	for _, p := range c.of[sentence] {
		if p.source != o.source || p.sentence != there {
			continue
		}
		first, last := slices.Index(p.story, n.From), slices.Index(p.story, n.To-1)
		from, end := slices.Index(p.words, o.From), slices.Index(p.words, o.To-1)
		if first < 0 || last < 0 || from < 0 || end < 0 {
			continue
		}
		l, r := slot{p, first, last, from, end}.sides(false)
		e[sameLeft], e[sameRight] = float64(min(l, aside))/aside, float64(min(r, aside))/aside
		e[sameBoth] = min(e[sameLeft], e[sameRight])
	}
}

// ownPlaces returns on how many sides of the name the next word is as beside it in the sources at most, and how much of the rest of its
// sentence one of theirs that names it has at most.
func (c *checker) ownPlaces(n *prose.Name, m nameMatch) (beside int, cover float64) {
	if m.entity != none {
		for _, at := range c.index.entities.all[m.entity].mentions {
			s := c.index.sources[at.source]
			beside = max(beside, c.besideBoth(n.Range, s, s.Names[at.name].Range))
		}
	}
	sentence := c.story.Tokens[n.From].Sentence
	for _, with := range c.aligned[sentence] {
		if c.namesIt(c.index.sources[with.source], with.sentence, n, m) {
			cover = max(cover, c.coverBeside(n, sentence, with))
		}
	}
	return beside, cover
}

// anyStoryHas reports whether the name is one that any story may have, or hardly a name: of an agency that a source is by, made of a name
// of the sources with an ending, or a common word alone.
func (c *checker) anyStoryHas(n *prose.Name) bool {
	alone := len(n.Words) == 1
	return c.isAside(n) || c.setsScene(n) || c.credited(n) || alone && (lexicon.Common(n.Words[0]) && n.Kind != prose.Place || !c.index.words[n.Words[0]] && c.adjectiveOf(n.Words[0]))
}

// setsScene reports whether the name only says where, at the head of a sentence: In Dhaka, the secretary said.
func (c *checker) setsScene(n *prose.Name) bool {
	r := c.story.SentenceOf(n.From)
	return n.Kind == prose.Place && n.From == r.From+1 && c.story.isLocated(n) && n.To < r.To && c.story.Tokens[n.To].Text == ","
}

// inLetters reports whether the story's name is an acronym, which a desk may add.
func (c *checker) inLetters(n *prose.Name) bool {
	return len(n.Words) == 1 && c.story.Tokens[n.From].Capitals
}

// mayBeSame reports whether the source's name is of what the story's is by another word: its acronym, or the venue in its town.
func (c *checker) mayBeSame(n, o *prose.Name, s *text) bool {
	if c.inLetters(n) && o.Kind != prose.Body {
		return true
	}
	return spellsOut(c.story, n, o) || spellsOut(s, o, n) || inVenue(n, o) || c.mayLieIn(n, o) || c.credited(o) || demonym(n.Full()) || demonym(o.Full())
}

// mayLieIn reports whether the source's name is of a place that may lie in the capital that the story names. The Bangla lists have the quarters of
// Dhaka as cities.
func (c *checker) mayLieIn(n, o *prose.Name) bool {
	return o.Kind == prose.Place && lexicon.Capital(n.Full()) != "" && (c.story.Bangla() || !lexicon.Apart(n.Full(), o.Full()) && c.ofDateline(n))
}

// inVenue reports whether one name is of a place and the other of what a town is known to have.
func inVenue(n, o *prose.Name) bool {
	return n.Kind == prose.Place && venue(o) || o.Kind == prose.Place && venue(n)
}

// placing are words after which a place is named.
var placing = wordSet(`in at near from to into outside inside across around through over towards toward via northern southern eastern western central`)

// isLocated reports whether the name stands after a word of place.
func (s *text) isLocated(n *prose.Name) bool {
	k := n.From - 1
	for first := s.SentenceOf(n.From).From; k > first && (s.Tokens[k].Folded == "the" || s.Tokens[k].Capital && s.Tokens[k].Word()); {
		k--
	}
	return k >= 0 && placing[s.Tokens[k].Folded]
}

// nounElsewhere reports whether the word beside the name stands in the sentence of the other, but not beside that.
func (c *checker) nounElsewhere(n *prose.Name, o *instance) bool {
	before, _ := c.story.beside(n.Range)
	if before == "" {
		return false
	}
	r, there := o.source.SentenceOf(o.From), false
	for k := r.From; k < r.To; k++ {
		if o.source.Tokens[k].Stem != before || o.Has(k) {
			continue
		}
		if k >= o.From-1-mostBetween && k <= o.To+mostBetween {
			return false
		}
		there = true
	}
	return there
}

// meantIn reports whether a sentence that has more of the story's than that of the other has a word that may stand for the name, which is
// named a little before.
func (c *checker) meantIn(n *prose.Name, m nameMatch, o *instance) bool {
	sentence := c.story.Tokens[n.From].Sentence
	for _, p := range c.of[sentence] {
		if p.source == o.source && p.sentence == o.source.Tokens[o.From].Sentence {
			return false
		}
		if !c.hasPronoun(p.source, p.sentence, n.Kind) {
			continue
		}
		for back := 1; back <= wordFor && p.sentence-back >= 0; back++ {
			if c.namesIt(p.source, p.sentence-back, n, m) {
				return true
			}
		}
	}
	return false
}

// pronounFor reports whether the sentence of the other has a pronoun that may stand for the name, with the same word beside it.
func (c *checker) pronounFor(n *prose.Name, o *instance) bool {
	before, after := c.story.beside(n.Range)
	r := o.source.SentenceOf(o.From)
	for k := r.From; k < r.To; k++ {
		if w := o.source.Tokens[k].Folded; n.Kind == prose.Person && !persons[w] || n.Kind != prose.Person && !things[w] {
			continue
		}
		if b, a := o.source.beside(prose.Range{From: k, To: k + 1}); before != "" && b == before || after != "" && a == after {
			return true
		}
	}
	return false
}

// hasAgeOf reports whether the age that follows the story's name is one that the sources give the other, and not whom it names.
func (c *checker) hasAgeOf(n *prose.Name, m nameMatch, other int) bool {
	age := c.story.ageOf(n)
	return age > 0 && other != m.entity && c.index.ages(other)[age] && (m.entity == none || !c.index.ages(m.entity)[age])
}

// ages returns the ages that the sources give the entity.
func (ix *Index) ages(entity int) map[float64]bool {
	ages := map[float64]bool{}
	for _, at := range ix.entities.all[entity].mentions {
		s := ix.sources[at.source]
		ages[s.ageOf(&s.Names[at.name])] = true
	}
	return ages
}

// hasTitleOf reports whether the title before the story's name ends with a word of one that the sources give the other, and not whom it names.
func (c *checker) hasTitleOf(n *prose.Name, m nameMatch, other int) bool {
	title := n.Title[strings.LastIndexByte(n.Title, ' ')+1:]
	return title != "" && other != m.entity && c.index.titled(other, title) && (m.entity == none || !c.index.titled(m.entity, title))
}

// titled reports whether the sources give the entity such a title.
func (ix *Index) titled(entity int, title string) bool {
	for t := range ix.entities.all[entity].titles {
		if slices.Contains(strings.Fields(t), title) {
			return true
		}
	}
	return false
}
