package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A name that the sources have stands in the place of another of theirs if what is around it speaks for that: the words near and far are
// rather those around the other, the same words are beside it, and the sentence that names the other has more of the story's than any that
// names it. No one of these decides, so they are weighed together. The weights part best the names of the pairs that the check was
// written with from names put in their places (a logistic regression; what it reached was measured on pairs left out of it).
const (
	weighsAtFirst   = .1
	weighsNear      = 1.8  // how much more alike the four nearest words are to those around the other than to those around the name
	weighsFarther   = .8   // the same of six
	weighsFarthest  = .6   // the same of ten
	weighsOwn       = -1.4 // how alike the words are at most to those around the name in the sources
	weighsBeside    = 1.   // on how many sides the next word is that beside the other
	weighsOwnBeside = -.6  // on how many it is that beside the name itself
	weighsCover     = .4   // how much of the rest of the story's sentence that of the other has
	weighsOwnCover  = -2.  // how much a sentence that names it has at most
	weighsGain      = 1.5  // how much more the first is
	weighsBoth      = -.2  // the sentence of the other names it too
	weighsWord      = -.5  // that sentence may have a word for it: he, the company
	weighsLeft      = 1.5  // how many of the four words before are the same in both sentences
	weighsRight     = 1.   // how many after
	weighsSides     = 1.   // the less of these
	weighsSubject   = -.5  // the sources are about it
	weighsFew       = -.6  // how few words there are around
)

// surely is the weight of the evidence from which a name is likely to be wrong.
const surely = 2.6

// rivalOf returns the one of the others for whose place most speaks, and how much. The others are those with like words around them.
func (c *checker) rivalOf(number int, own [len(reaches)]float64, others []instance, words int) (rival *instance, weight float64) {
	n, m := &c.story.Names[number], c.names[number]
	if c.anyStoryHas(n) {
		return nil, 0
	}
	beside, cover := c.ownPlaces(n, m)
	base := weighsAtFirst + weighsOwn*slices.Max(own[:]) + weighsOwnBeside*float64(beside) + weighsOwnCover*cover + weighsFew/float64(max(words, 1))
	if m.entity != none && c.index.leads(m.entity) {
		base += weighsSubject
	}
	for k := range others {
		o := &others[k]
		if c.mayBeSame(n, o.name(), o.source) {
			continue
		}
		w := base + weighsNear*(o.alike[0]-own[0]) + weighsFarther*(o.alike[1]-own[1]) + weighsFarthest*(o.alike[2]-own[2]) +
			weighsBeside*float64(c.besideBoth(n.Range, o.source, o.Range)) + c.bySentence(n, m, o, cover)
		if rival == nil || w > weight {
			rival, weight = o, w
		}
	}
	return rival, weight
}

// bySentence weighs what the sentence of the other says.
func (c *checker) bySentence(n *prose.Name, m nameMatch, o *instance, ownCover float64) (w float64) {
	sentence, there := c.story.Tokens[n.From].Sentence, o.source.Tokens[o.From].Sentence
	for _, with := range c.aligned[sentence] {
		if with.source == o.source.id && with.sentence == there {
			cover := c.coverBeside(n, sentence, with)
			w += weighsCover*cover + weighsGain*max(0, cover-ownCover)
		}
	}
	if c.namesIt(o.source, there, n, m) {
		w += weighsBoth
	}
	for back := 1; back <= wordFor && there-back >= 0; back++ {
		if c.namesIt(o.source, there-back, n, m) && c.hasWordFor(o.source, there, n) {
			w += weighsWord
			break
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
		left, right := float64(min(l, aside))/aside, float64(min(r, aside))/aside
		w += weighsLeft*left + weighsRight*right + weighsSides*min(left, right)
	}
	return w
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
	return c.isAside(n) || c.credited(n) || alone && (lexicon.Common(n.Words[0]) && n.Kind != prose.Place || !c.index.words[n.Words[0]] && c.adjectiveOf(n.Words[0]))
}

// mayBeSame reports whether the source's name is of what the story's is by another word: its acronym, or the venue in its town.
func (c *checker) mayBeSame(n, o *prose.Name, s *text) bool {
	return spellsOut(c.story, n, o) || spellsOut(s, o, n) || inVenue(n, o) || c.credited(o) || demonym(n.Full()) || demonym(o.Full())
}

// inVenue reports whether one name is of a place and the other of what a town is known to have.
func inVenue(n, o *prose.Name) bool {
	return n.Kind == prose.Place && venue(o) || o.Kind == prose.Place && venue(n)
}
