package copycheck

import (
	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// slot is a run of words of the story's sentence where the source's has another: places in the pair's words, both ends included.
type slot struct {
	*pair
	first, last, from, end int
}

// sides returns how many of the words next to the slot are the same on each side: four at most, and three at an edge that is one of both.
// In order are only those that did not move.
func (s slot) sides(inOrder bool) (left, right int) {
	like := s.like
	if inOrder {
		like = func(i int) int {
			if i < 0 || i >= len(s.pair.to) {
				return none
			}
			return s.pair.to[i]
		}
	}
	if s.first == 0 && s.from == 0 {
		left = 3
	}
	if s.last == len(s.story)-1 && s.end == len(s.words)-1 {
		right = 3
	}
	for k := 1; k <= aside; k++ {
		if at := like(s.first - k); at != none && near(at, s.from-k) {
			left++
		}
		if at := like(s.last + k); at != none && near(at, s.end+k) {
			right++
		}
	}
	return left, right
}

// tightly reports whether most of the words around the slot are the same, on both sides.
func tightly(left, right int) bool { return left >= 2 && right >= 2 && left+right >= 6 }

// findInSlot notes that the source has another name in the slot, unless the sources carry the story's there. It returns true if it did.
func (c *checker) findInSlot(s slot, number int, o *prose.Name) bool {
	n, m := &c.story.Names[number], c.names[number]
	if c.credited(n) || n.Unsure && len(n.Words) == 1 && lexicon.Common(n.Words[0]) {
		return false
	}
	level := c.slotLevel(s, n, o, m)
	itself := c.namesIt(s.source, s.sentence, n, m)
	switch on := c.footingOf(number); {
	case itself || on == carried:
		left, right := s.sides(true)
		if !(s.near || !itself && s.tight) || c.kin(n, o) || !tightly(left, right) || s.like(s.first) != none && (s.first == 0 || s.last == len(s.story)-1) {
			if itself {
				return false
			}
			level = ToCheck
		}
	case level != ToCheck:
	case !c.mayVary(n, o) && !c.kin(n, o) && c.isFar(n, m), on == adrift && !c.broader(n, o) && !demonym(n.Full()) && c.coverBeside(n, s.storySentence, s.candidate) >= .5:
		level = Likely
	}
	if level >= Likely && c.fromOtherSide(s) && c.isParty(s.pair, n, m) {
		level = ToCheck
	}
	c.findOtherName(n, o, s.source, level)
	return true
}

// slotLevel returns how sure it is that the story's name n is wrong where the source has o.
func (c *checker) slotLevel(s slot, n, o *prose.Name, m nameMatch) Level {
	left, right := s.sides(false)
	sort, tightly := sameSort(n, o), tightly(s.sides(true))
	switch {
	case c.broader(n, o), inVenue(n, o), c.mayVary(n, o) && c.speaks(n) && (governs(n.Full()) || governs(o.Full())), c.kin(n, o) && !(tightly && c.narrower(n, o)):
		return ToCheck
	case tightly && sort != unlike && s.near && s.cover >= .5:
		return Certain
	case tightly:
		return Likely
	case c.mayVary(n, o):
		return ToCheck
	case left >= 1 && right >= 1 && left+right >= 4 && sort != unlike:
		return Likely
	case sort == same && left+right >= 3, sort == similar && left+right >= 4:
		return Likely
	}
	return ToCheck
}

// broader reports whether the story names the country or region that the source's place lies in, or the city of its quarter, which is true of
// it too.
func (c *checker) broader(n, o *prose.Name) bool {
	x, y := n.Full(), o.Full()
	return lexicon.Within(x, y) && (lexicon.Country(x) != "" || lexicon.Place(x) == "region" && lexicon.Country(y) == "" || lexicon.Place(y) == "quarter")
}

// narrower reports whether the story says of one place what the source says of a wider one: no other word for its government, that is.
func (c *checker) narrower(n, o *prose.Name) bool {
	before := &c.story.Tokens[max(c.story.SentenceOf(n.From).From, n.From-1)]
	return n.Kind == prose.Place && o.Kind == prose.Place && !sharesWord(n, o) && (lexicon.Capital(n.Full()) == "" || located[before.Folded])
}

// kin reports whether one of the names is a more or less exact one of what the other is of: a city and its country, a capital and its
// government.
func (c *checker) kin(n, o *prose.Name) bool {
	x, y := n.Full(), o.Full()
	if lexicon.Within(x, y) || sharesWord(n, o) && !contrary(n, o) {
		return true
	}
	a, b := lexicon.Country(x), lexicon.Country(y)
	if n.Kind == prose.Place && o.Kind == prose.Place && (a != "" && unlisted(y) || b != "" && unlisted(x)) {
		return true
	}
	if a == "" {
		a = lexicon.Capital(x)
	}
	if b == "" {
		b = lexicon.Capital(y)
	}
	return a != "" && a == b
}
