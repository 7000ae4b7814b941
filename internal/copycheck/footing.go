package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A name that the sources have stands where it should if a sentence of theirs that carries the story's names the same: by this name or a
// longer or shorter one, by its acronym, as a people for its country, or with a word for it whose name stands a little before.

// footing is how well the sources carry a name of the story where it stands.
type footing int

const (
	adrift   footing = iota // no sentence of theirs that is about the same names it, nor one nearby
	familiar                // one before may name it, and that one may have a word for it
	carried                 // one names it
)

// footingOf returns the footing of one of the story's names.
func (c *checker) footingOf(number int) footing {
	n, m := &c.story.Names[number], c.names[number]
	if c.credited(n) || c.besideTheSame(n, m) {
		return carried
	}
	best := adrift
	sentence := c.story.Tokens[n.From].Sentence
	for _, with := range c.carriers(n, sentence) {
		s := c.index.sources[with.source]
		if c.namesIt(s, with.sentence, n, m) {
			return carried
		}
		for back := 1; back <= wordFor && with.sentence-back >= 0; back++ {
			if c.namesIt(s, with.sentence-back, n, m) && c.hasWordFor(s, with.sentence, n) {
				best = familiar
			}
		}
	}
	return best
}

// besideTheSame reports whether a source has the name beside the same word that says something: the operator, Fingrid.
func (c *checker) besideTheSame(n *prose.Name, m nameMatch) bool {
	if m.entity == none || m.how == otherFirst || m.how == otherSurname {
		return false
	}
	e := c.index.entities.all[m.entity]
	if k := n.From - 1; k >= c.story.SentenceOf(n.From).From && e.has[c.story.Tokens[k].Folded] { // Cyclone Bulbuli
		return true
	}
	before, after := c.story.beside(n.Range)
	for _, at := range e.mentions {
		s := c.index.sources[at.source]
		b, a := s.beside(s.Names[at.name].Range)
		if before != "" && before == b || after != "" && after == a {
			return true
		}
	}
	return false
}

// beside returns the stems of the next words on both sides that say something, if only little words and marks are between.
func (s *text) beside(r prose.Range) (before, after string) {
	sentence := s.SentenceOf(r.From)
	step := func(from, by int) string {
		for k := from; k >= sentence.From && k < sentence.To && (k-from)*by <= mostBetween; k += by {
			switch t := &s.Tokens[k]; {
			case t.Text == "." || t.Figure != prose.None || prose.Speaking(t.Stem):
				return ""
			case s.says[k]:
				return t.Stem
			}
		}
		return ""
	}
	return step(r.From-1, -1), step(r.To, 1)
}

// mostBetween is how many little words and marks may be between a name and a word beside it.
const mostBetween = 2

// wordFor is how many sentences after a name a word may still stand for it: he, the company.
const wordFor = 3

// carriers returns the sentences of the sources that have enough of the story's sentence beside the name.
func (c *checker) carriers(n *prose.Name, sentence int) (out []candidate) {
	for _, p := range c.of[sentence] {
		out = append(out, p.candidate)
	}
	for _, with := range c.best(sentence) {
		if !slices.ContainsFunc(out, func(o candidate) bool { return o.place == with.place }) {
			out = append(out, with)
		}
	}
	return slices.DeleteFunc(out, func(with candidate) bool { return c.coverBeside(n, sentence, with) < besides })
}

// coverBeside returns how much of what the story's sentence says beside the name the source's has.
func (c *checker) coverBeside(n *prose.Name, sentence int, with candidate) float64 {
	total, s := c.weightOf(c.contentOf(sentence)), c.index.sources[with.source]
	own, there, seen := 0.0, 0.0, make([]int32, 0, 4)
	for k := n.From; k < n.To; k++ {
		id := c.story.stem[k]
		if id == none || !c.story.says[k] || slices.Contains(seen, id) {
			continue
		}
		seen = append(seen, id)
		own += c.index.weight(id)
		if s.hasStem(with.sentence, id) {
			there += c.index.weight(id)
		}
	}
	if total <= own {
		return 0
	}
	return (with.cover*total - there) / (total - own)
}

// namesIt reports whether the source's sentence names what the story's name is of.
func (c *checker) namesIt(s *text, sentence int, n *prose.Name, m nameMatch) bool {
	r := s.Sentences[sentence]
	country, capital := lexicon.Country(n.Full()), lexicon.Capital(n.Full())
	if country == "" && capital != "" && !c.hasCountry(c.story.Tokens[n.From].Sentence, capital) {
		country = capital
	}
	for k := r.From; k < r.To; k++ {
		t := &s.Tokens[k]
		if country != "" && t.Capital && lexicon.Country(t.Folded) == country {
			return true
		}
		if t.Name == prose.None || k > r.From && s.Tokens[k-1].Name == t.Name {
			continue
		}
		if c.sameReferent(n, &s.Names[t.Name], m) {
			return true
		}
	}
	return false
}

// hasCountry reports whether the story's sentence names the country by another word.
func (c *checker) hasCountry(sentence int, country string) bool {
	r := c.story.Sentences[sentence]
	return slices.ContainsFunc(c.story.Tokens[r.From:r.To], func(t prose.Token) bool { return t.Capital && lexicon.Country(t.Folded) == country })
}

// sameReferent reports whether the source's name is of what the story's is.
func (c *checker) sameReferent(n, o *prose.Name, m nameMatch) bool {
	if m.entity != none && m.entity == o.Entity && m.how != otherFirst && m.how != otherSurname || sameNames(n, o) {
		return true
	}
	x, y := n.Full(), o.Full()
	if body := lexicon.Body(x); body != "" && body == lexicon.Body(y) {
		return true
	}
	if country := lexicon.Country(x); country != "" {
		return country == lexicon.Country(y) || country == lexicon.Capital(y)
	}
	v := lexicon.Variant(x)
	return v != "" && v == lexicon.Variant(y)
}

var (
	persons = wordSet(`he she him his her hers`)
	things  = wordSet(`it its they them their`)
)

// hasWordFor reports whether the source's sentence has a word that may stand for a name that was before: a pronoun, or "the" and what it is.
func (c *checker) hasWordFor(s *text, sentence int, n *prose.Name) bool {
	r := s.Sentences[sentence]
	for k := r.From; k < r.To; k++ {
		t := &s.Tokens[k]
		switch {
		case persons[t.Folded] && n.Kind == prose.Person, things[t.Folded] && n.Kind != prose.Person:
			return true
		case t.Folded == "the" && k+1 < r.To && !s.Tokens[k+1].Capital:
			return true
		case s.Bangla():
			return true
		}
	}
	return false
}

// credited reports whether the name is of an agency or a paper that a source is by: any story may say where it has it from.
func (c *checker) credited(n *prose.Name) bool {
	full := n.Full()
	return slices.ContainsFunc(c.index.credits, func(credit []string) bool {
		return all(n.Words, setOfWords(credit)) || initialsOf(credit) == full || strings.Join(credit, " ") == full
	})
}

func setOfWords(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}
