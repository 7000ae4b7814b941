package copycheck

import (
	"slices"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// block is a run of words of the story that stands where the source has other words: both are places in the pair's
// words, the second not included.
type block struct {
	*pair
	i0, i1, j0, j1 int
}

// sentencePairs compares each sentence with those of the sources that carry it.
func (c *checker) sentencePairs() {
	for _, p := range c.pairs {
		c.negation(p)
		c.wrongWords(p)
		c.orders(p)
		c.besideRivals(p)
		c.wrongNames(p)
		for _, b := range p.blocks() {
			c.block(b)
		}
		if p.first && p.tight {
			c.attribution(p)
			if p.near {
				c.order(p)
			}
		}
	}
}

// blocks returns the runs of words between two matches that differ on both sides.
func (p *pair) blocks() (out []block) {
	lastI, lastJ := none, none
	for i := 0; i <= len(p.story); i++ {
		j := len(p.words)
		if i < len(p.story) {
			if j = p.to[i]; j == none {
				continue
			}
		}
		if i-lastI > 1 && j-lastJ > 1 {
			out = append(out, block{p, lastI + 1, i, lastJ + 1, j})
		}
		lastI, lastJ = i, j
	}
	return out
}

// longest are how many words a block may have on each side and still be one thing in place of another.
const (
	longestHere  = 8
	longestThere = 12
)

func (c *checker) block(b block) {
	if b.i1-b.i0 > longestHere || b.j1-b.j0 > longestThere {
		return
	}
	if (b.near && b.first || b.copiedHere()) && c.copied(b) {
		return
	}
	if !b.tight || c.otherName(b) || !b.first {
		return
	}
	c.otherWord(b)
}

// aside is how many words on each side of a block tell whether it was copied.
const aside = 4

// copiedHere reports whether the words around the block were copied, whatever became of the rest of the sentence: a story joins
// sentences, and leaves out half of one.
func (b block) copiedHere() bool {
	left, right := 0, 0
	for k := 1; k <= aside; k++ {
		if i, j := b.i0-k, b.j0-k; i >= 0 && j >= 0 && b.to[i] != none && near(b.to[i], j) {
			left++
		}
		if i, j := b.i1+k-1, b.j1+k-1; i < len(b.story) && j < len(b.words) && b.to[i] != none && near(b.to[i], j) {
			right++
		}
	}
	atStart, atEnd := b.i0 == 0 && b.j0 == 0, b.i1 == len(b.story) && b.j1 == len(b.words)
	return left >= 2 && right >= 2 || left >= 3 && (right >= 1 || atEnd) || right >= 3 && (left >= 1 || atStart)
}

func near(a, b int) bool { return a-b <= 1 && b-a <= 1 }

// left and right report whether there are matched words on that side.
func (b block) left() bool  { return b.i0 > 0 }
func (b block) right() bool { return b.i1 < len(b.story) }

// otherName looks for a name in the place of another. It returns true if the names settle the block.
func (c *checker) otherName(b block) bool {
	for i := b.i0; i < b.i1; i++ {
		k := b.story[i]
		t := &c.story.Tokens[k]
		if t.Name == prose.None || c.verified[k] || c.story.Names[t.Name].From != k && i > b.i0 {
			continue
		}
		n, m := &c.story.Names[t.Name], c.names[t.Name]
		for j := b.j0; j < b.j1; j++ {
			u := &b.source.Tokens[b.words[j]]
			if u.Name == prose.None {
				continue
			}
			o := &b.source.Names[u.Name]
			if sameNames(n, o) || m.entity != none && m.entity == o.Entity {
				return true
			}
			if c.mayReplace(b, n, o, m) {
				c.findOtherName(n, o, b.source, c.otherNameLevel(b, m))
				return true
			}
		}
	}
	return false
}

// mayReplace reports whether the story's name stands where the source has the other: neither is in the other's sentence.
func (c *checker) mayReplace(b block, n, o *prose.Name, m nameMatch) bool {
	placed := (n.Kind == prose.Place) != (o.Kind == prose.Place) && n.Kind != prose.Other && o.Kind != prose.Other
	return !placed && m.how != initialsName && !(o.Kind == prose.Other && n.Kind == prose.Person) &&
		!named(b.source, b.sentence, n) && !named(c.story, b.storySentence, o)
}

func (c *checker) otherNameLevel(b block, m nameMatch) Level {
	here, there := b.i1-b.i0, b.j1-b.j0
	inside := b.left() && b.right()
	if !b.first || b.cover < .6 || m.how != unsourcedName || !(here <= 4 && there <= 4 && inside || here <= 3 && there <= 3) {
		return ToCheck
	}
	if inside {
		return Certain
	}
	return Likely
}

// findOtherName notes that the source has another name in the place of the story's.
func (c *checker) findOtherName(n, o *prose.Name, s *text, level Level) {
	if spellsOut(c.story, n, o) || spellsOut(s, o, n) || liesIn(s, o, n) {
		return
	}
	if c.story.Bangla() && n.Unsure && c.names[c.story.Tokens[n.From].Name].entity == none { // no source has such a name, and no letter says that it is one
		level = min(level, ToCheck)
	}
	from := s.of(o.Range)
	said := s.Cut(from.Span)
	c.find(Finding{Kind: kindOfName(n), Level: level, Reason: hasHere, Words: []string{said}, Fix: c.inStory(s, said)}, c.story.Of(n.Range), from)
}

// liesIn reports whether the source has the place o with the story's name after it, as where it lies: in Ishpeming, Michigan. What is in
// the one is in the other.
func liesIn(s *text, o, n *prose.Name) bool {
	r := s.SentenceOf(o.From)
	if o.Kind == prose.Person || n.Kind == prose.Person || o.From == r.From || !located[s.Tokens[o.From-1].Folded] || o.To+1 >= r.To || s.Tokens[o.To].Text != "," {
		return false
	}
	number := s.Tokens[o.To+1].Name
	if number == prose.None || !sameNames(n, &s.Names[number]) {
		return false
	}
	to := s.Names[number].To // else it is one of a row: in Rome, Paris and Lyon
	return to >= r.To || !ands[s.Tokens[to].Folded]
}

// spellsOut reports whether the words that end with the name, small ones between capitals included, are what the other is the acronym of:
// Transport for London, of TfL.
func spellsOut(s *text, n, acronymed *prose.Name) bool {
	if len(acronymed.Words) != 1 || len(acronymed.Words[0]) > 6 {
		return false
	}
	letters, at := []rune(acronymed.Words[0]), len([]rune(acronymed.Words[0]))
	for k := n.To - 1; k >= s.SentenceOf(n.From).From && at > 0 && n.To-k <= 2*len(letters); k-- {
		t := &s.Tokens[k]
		first, _ := utf8.DecodeRuneInString(t.Folded)
		switch {
		case t.Word() && first == letters[at-1]:
			at--
		case t.Capital || t.Mark && t.Text != "'" && t.Text != "’":
			return false
		}
	}
	return at == 0
}

// named reports whether the sentence has the last word of the name, or another word for its country.
func named(s *text, sentence int, n *prose.Name) bool {
	words := mainWords(n.Words)
	last := words[len(words)-1]
	stem := prose.StemOf(s.Language, last)
	country := lexicon.Country(last)
	r := s.Sentences[sentence]
	for i := r.From; i < r.To; i++ {
		t := &s.Tokens[i]
		if t.Folded == last || s.Bangla() && t.Stem == stem || country != "" && lexicon.Country(t.Folded) == country {
			return true
		}
	}
	return false
}

// hasName reports whether the sentence has all words of the name.
func hasName(s *text, sentence int, n *prose.Name) bool {
	has := func(w string) bool { return hasWord(s, sentence, w) || s.Bangla() && hasStemOf(s, sentence, w) }
	return !slices.ContainsFunc(mainWords(n.Words), func(w string) bool { return !has(w) })
}

// hasStemOf reports whether the sentence has a form of the word of a name.
func hasStemOf(s *text, sentence int, word string) bool {
	stem := prose.StemOf(s.Language, word)
	r := s.Sentences[sentence]
	return slices.ContainsFunc(s.Tokens[r.From:r.To], func(t prose.Token) bool { return t.Stem == stem })
}

// hasStem reports whether the sentence has the stem.
func (s *text) hasStem(sentence int, id int32) bool {
	r := s.Sentences[sentence]
	for i := r.From; i < r.To; i++ {
		if s.stem[i] == id {
			return true
		}
	}
	return false
}

// order looks for two names that have exchanged their places in a sentence that was copied: each stands beside the words that the other has
// in the source. A place and a firm only stand in another order: a firm in Oslo, an Oslo firm.
func (c *checker) order(p *pair) {
	here, there := namesIn(c.story, p.story), namesIn(p.source, p.words)
	for x := 0; x+1 < len(here); x++ {
		n, o := &c.story.Names[here[x].name], &c.story.Names[here[x+1].name]
		if p.to[here[x].word] != none && p.to[here[x+1].word] != none || sameNames(n, o) || c.apposed(n, o) || n.Kind != o.Kind || sameSort(n, o) == unlike {
			continue
		}
		first, second := none, none
		for _, y := range there {
			m := &p.source.Names[y.name]
			if sameNames(n, m) {
				first = y.word
			}
			if sameNames(o, m) {
				second = y.word
			}
		}
		if first == none || second == none || first < second {
			continue
		}
		proven := c.besideOthers(n, o, p.source, p.words[first], p.words[second]) && !hasWord(p.source, p.sentence, "by", "and") && !hasWord(c.story, p.storySentence, "by")
		c.find(Finding{Kind: NameKind, Level: levelIf(proven), Reason: nameOrder, Words: []string{c.story.Cut(c.story.Of(o.Range)), c.story.Cut(c.story.Of(n.Range))}},
			c.span(n.From, o.To-1), p.source.passage(p.words[second], p.words[first]))
	}
}

// besideOthers reports whether each of two names of the story stands rather beside the words that the source has beside the other than beside its own.
func (c *checker) besideOthers(n, o *prose.Name, s *text, first, second int) bool {
	m, q := &s.Names[s.Tokens[first].Name], &s.Names[s.Tokens[second].Name]
	return c.besideBoth(n.Range, s, q.Range)+c.besideBoth(o.Range, s, m.Range) > c.besideBoth(n.Range, s, m.Range)+c.besideBoth(o.Range, s, q.Range)
}

// nameAt is a name, and the place of its first word among the pair's.
type nameAt struct{ name, word int }

func namesIn(s *text, words []int) (out []nameAt) {
	for i, k := range words {
		if n := s.Tokens[k].Name; n != prose.None && (len(out) == 0 || out[len(out)-1].name != n) {
			out = append(out, nameAt{n, i})
		}
	}
	return out
}

func hasWord(s *text, sentence int, words ...string) bool {
	r := s.Sentences[sentence]
	for i := r.From; i < r.To; i++ {
		for _, w := range words {
			if s.Tokens[i].Folded == w {
				return true
			}
		}
	}
	return false
}

// apposed reports whether the names are listed, or one is said of the other: Chad's minister, Abba Seid; the union (NUJ).
func (c *checker) apposed(n, o *prose.Name) bool {
	for i := n.To; i < o.From; i++ {
		if t := &c.story.Tokens[i]; t.Text == "," || t.Text == "(" || t.Possessive || t.Folded == "and" {
			return true
		}
	}
	return false
}
