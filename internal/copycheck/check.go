package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Options are what a house may choose.
type Options struct {
	StrictAttribution bool          // a dropped attribution is likely to be wrong, and not only to be looked at
	Off               map[Kind]bool // kinds that are not looked for
}

// checker is one check of a story.
type checker struct {
	index    *Index
	story    *text
	options  Options
	foreign  int32                 // stems from here on are in no source
	own      map[string]int32      // the numbers of those
	likes    [][]int32             // by the number of a stem: its synonyms, nil if they were not looked up
	lasts    map[string][]likeness // by the last word of a name of the story: how alike those of the sources are to it; 0 if that was not asked
	tables   tables
	wanted   wanted
	scores   scores
	findings []Finding
	verified []bool // tokens within quotations that are right
	names    []nameMatch
	similar  map[string][]similarWord
	aligned  [][]candidate
	together []float64
	pairs    []*pair
	of       [][]*pair          // the pairs of each sentence of the story
	contents [][]int32          // the stems that say something of each
	whole    []bool             // sentences of the story that a source has word for word
	answers  map[answering]bool // negations that have one on the other side
	saying   map[int32][]int    // sentences of the story by what they have
	byDay    bool               // days can be compared: every text has its own
}

// Check reads a story against its sources. The findings come in the order of the story.
func Check(story prose.Input, index *Index, options Options) []Finding {
	c := newChecker(index, options)
	c.read(story)
	c.alignAll()
	c.findWholes()
	c.quotations()
	c.answerAll()
	c.sentencePairs() // before the rest: where both say as much, what stands in the matching place is told
	c.doubts()
	c.denials()
	c.checkNames()
	c.misplaced()
	c.exchangedWords()
	c.against()
	c.figures()
	c.dates()
	c.unsourced()
	return c.finish()
}

func newChecker(index *Index, options Options) *checker {
	c := &checker{index: index, options: options, own: map[string]int32{}, lasts: map[string][]likeness{}, similar: map[string][]similarWord{}, answers: map[answering]bool{}, saying: map[int32][]int{}}
	c.foreign = int32(len(index.having)) //nolint:gosec // a text is not that long
	return c
}

// read takes the story apart.
func (c *checker) read(in prose.Input) {
	d := prose.Analyse(in)
	c.story = &text{Document: d, id: none}
	c.byDay = !in.Date.IsZero() && c.index.allDated
	d.FindNames(c.index.cases.With(d))
	c.verified = make([]bool, len(d.Tokens))
	c.story.stem = make([]int32, len(d.Tokens))
	for i := range d.Tokens {
		c.story.stem[i] = none
		if d.Tokens[i].Word() {
			c.story.stem[i] = c.number(d.Tokens[i].Stem)
		}
	}
	c.story.words, c.story.quoted = c.story.streams()
	for i := range d.Names {
		m := c.matchName(&d.Names[i])
		c.names = append(c.names, m)
		if m.entity != none {
			d.Names[i].Entity = m.entity
			if m.how == sameName || m.how == shortName {
				d.Names[i].Kind = c.index.entities.all[m.entity].kind
			}
		}
	}
	d.FindSpeakers()
	c.story.contexts(closely)
}

func (c *checker) number(stem string) int32 {
	if n, ok := c.index.stems[stem]; ok {
		return n
	}
	n, ok := c.own[stem]
	if !ok {
		n = c.foreign + int32(len(c.own)) //nolint:gosec // a text is not that long
		c.own[stem] = n
	}
	return n
}

// synonyms returns the numbers of the stems in the sources that may mean the same as the story's.
func (c *checker) synonyms(id int32) []int32 {
	for int(id) >= len(c.likes) {
		c.likes = append(c.likes, nil)
	}
	if ids := c.likes[id]; ids != nil {
		return ids
	}
	ids := []int32{}
	for s := range strings.FieldsSeq(lexicon.Synonyms(c.stemOf(id))) {
		if n, ok := c.index.stems[s]; ok {
			ids = append(ids, n)
		}
	}
	slices.Sort(ids)
	c.likes[id] = ids
	return ids
}

// stemOf returns the stem of a number, which must be of the story.
func (c *checker) stemOf(id int32) string {
	for i, n := range c.story.stem {
		if n == id {
			return c.story.Tokens[i].Stem
		}
	}
	return ""
}

func (c *checker) alignAll() {
	c.aligned, c.together = make([][]candidate, len(c.story.Sentences)), make([]float64, len(c.story.Sentences))
	c.of, c.contents = make([][]*pair, len(c.story.Sentences)), make([][]int32, len(c.story.Sentences))
	for i := range c.story.Sentences {
		c.contents[i] = c.readContent(i)
		c.aligned[i], c.together[i] = c.align(i)
		for k, with := range c.complements(i) {
			p := c.pairUp(i, with)
			p.first = k == 0
			c.pairs = append(c.pairs, p)
			c.of[i] = append(c.of[i], p)
		}
	}
}

// find notes a finding about the story's span.
func (c *checker) find(f Finding, span prose.Span, from passage) {
	if c.options.Off[f.Kind] || !besideWords[f.Kind] && c.isWhole(span) {
		return
	}
	f.Span, f.Text = span, c.story.Cut(span)
	if from.source != none {
		s := c.index.sources[from.source]
		f.Source, f.SourceSpan, f.SourceText = s.ID, from.Span, s.Cut(from.Span)
	}
	c.findings = append(c.findings, f)
}

// span returns the span of a run of the story's tokens, both ends included.
func (c *checker) span(first, last int) prose.Span {
	return prose.Span{Start: c.story.Tokens[first].Start, End: c.story.Tokens[last].End}
}

// passage returns a run of the source's tokens, both ends included.
func (s *text) passage(first, last int) passage {
	return passage{s.id, prose.Span{Start: s.Tokens[first].Start, End: s.Tokens[last].End}}
}

func (s *text) of(r prose.Range) passage { return passage{s.id, s.Of(r)} }

// overlapping is how many findings before one may overlap it.
const overlapping = 64

// finish puts the findings in order. Of those about the same thing at the same place the surest stays.
func (c *checker) finish() []Finding {
	c.lowerUnproven()
	slices.SortStableFunc(c.findings, func(a, b Finding) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return int(b.Level) - int(a.Level)
	})
	var out []Finding
	for _, f := range c.findings {
		near := out[max(0, len(out)-overlapping):]
		at := slices.IndexFunc(near, func(g Finding) bool { return g.Span.Overlaps(f.Span) && family(g.Kind) == family(f.Kind) })
		switch {
		case at < 0:
			out = append(out, f)
		case near[at].Level < f.Level:
			near[at] = f
		}
	}
	seen := map[string]int{}
	for i := range out {
		key := string(out[i].Kind) + "\x00" + prose.Fold(out[i].Text)
		out[i].seal(seen[key])
		seen[key]++
	}
	return out
}

// family puts kinds together that are about the same thing.
func family(k Kind) Kind {
	switch k {
	case QuotationMarks:
		return QuotationWords
	case PlaceKind:
		return NameKind
	case Word:
		return Opposite
	}
	return k
}
