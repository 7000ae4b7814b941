package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A sentence that was copied and edited is checked by what was edited: a changed name, figure, date or opposite
// is a changed fact, unless it is known to mean the same or another sentence of the sources has it.

// mostCopied are how many words a block of a copied sentence may have on each side.
const (
	mostCopiedHere  = 5
	mostCopiedThere = 6
)

// copied checks a block of a copied sentence. It returns true if it made a finding.
func (c *checker) copied(b block) (found bool) {
	left, right := b.left() || b.j0 == 0, b.right() || b.j1 == len(b.words)
	if b.i1-b.i0 > mostCopiedHere || b.j1-b.j0 > mostCopiedThere || !left || !right {
		return false
	}
	for i := b.i0; i < b.i1; i++ {
		k := b.story[i]
		if c.verified[k] || c.elsewhere(b.pair, k) {
			continue
		}
		t := &c.story.Tokens[k]
		switch {
		case t.Name != prose.None:
			found = c.copiedName(b, i) || found
		case t.Figure != prose.None:
			found = c.copiedFigure(b, k) || found
		case t.Date != prose.None:
			found = c.copiedDate(b, i) || found
		default:
			found = c.copiedWord(b, k) || found
		}
	}
	return found
}

// elsewhere reports whether another sentence of the sources has the token between its neighbours, or with one of them if it has
// more of the story's sentence.
func (c *checker) elsewhere(p *pair, token int) bool {
	for _, q := range c.of[p.storySentence] {
		if q == p {
			continue
		}
		i := slices.Index(q.story, token)
		if i < 0 || q.to[i] == none {
			continue
		}
		before, after := i > 0 && q.to[i-1] != none, i+1 < len(q.story) && q.to[i+1] != none
		if before && after || (before || after) && q.cover >= .3 {
			return true
		}
	}
	return false
}

func (c *checker) copiedName(b block, i int) bool {
	k := b.story[i]
	number := c.story.Tokens[k].Name
	n, m := &c.story.Names[number], c.names[number]
	if n.From != k && i > b.i0 && c.story.Tokens[b.story[i-1]].Name == number {
		return false
	}
	var other *prose.Name
	for j := b.j0; j < b.j1; j++ {
		u := &b.source.Tokens[b.words[j]]
		if u.Name == prose.None {
			continue
		}
		o := &b.source.Names[u.Name]
		if c.sameThing(n, o, m, k, u) {
			return false
		}
		if other == nil {
			other = o
		}
	}
	if other == nil || abbreviates(n, other) || hasName(c.story, b.storySentence, other) { // or it only moved
		return false
	}
	return c.findInSlot(slot{b.pair, b.i0, b.i1 - 1, b.j0, b.j1 - 1}, number, other)
}

// sameThing reports whether the name in the block is another way to name the source's.
func (c *checker) sameThing(n, o *prose.Name, m nameMatch, token int, u *prose.Token) bool {
	if c.story.Tokens[token].Folded == u.Folded || m.entity != none && m.entity == o.Entity && m.how != otherFirst {
		return true
	}
	known := m.how == sameName || m.how == shortName || m.how == variantName || m.how == countryName || m.how == initialsName
	inside := n.To-n.From > 1 && o.To-o.From > 1 && n.From != token // the block is within a longer name: its words count
	return known && sameNames(n, o) && !inside
}

// sameSort reports whether two names are surely of one sort, by title, given name or the lists of places and bodies,
// so that one cannot be another word for the other.
func sameSort(n, o *prose.Name) likeness {
	x, y := n.Full(), o.Full()
	px, py := lexicon.Place(x), lexicon.Place(y)
	cx, cy := lexicon.Country(x), lexicon.Country(y)
	switch {
	case lexicon.Apart(x, y):
		return same
	case cx != "" && cy != "":
		return same
	case (cx != "") != (cy != "") || (px != "") != (py != "") || px != "":
		return unlike
	case n.Kind == prose.Body && o.Kind == prose.Body:
		return same
	case n.Kind != o.Kind:
		return unlike
	}
	return similar
}

// abbreviates reports whether each word begins as the other name's: Lib Dem and Liberal Democrat.
func abbreviates(n, o *prose.Name) bool {
	if len(n.Words) != len(o.Words) {
		return false
	}
	for i := range n.Words {
		a, b := n.Words[i], o.Words[i]
		common := 0
		for common < len(a) && common < len(b) && a[common] == b[common] {
			common++
		}
		if common < 3 {
			return false
		}
	}
	return true
}

func (c *checker) copiedFigure(b block, token int) bool {
	x := &c.story.Figures[c.story.Tokens[token].Figure]
	if x.From != token {
		return false
	}
	for j := b.j0; j < b.j1; j++ {
		number := b.source.Tokens[b.words[j]].Figure
		if number == prose.None {
			continue
		}
		y := figureAt{b.source, number}
		switch {
		case equals(x, y.figure()), isRounded(x.Value, y.figure().Value) && agrees(x, y.figure()), prose.Fold(c.story.Cut(c.story.Of(x.Range))) == prose.Fold(y.text()):
			return false
		case fits(x, y.figure()):
			return c.otherFigure(b, x, y)
		}
	}
	return false
}

// otherFigure judges a figure in the place of another of the same sort.
func (c *checker) otherFigure(b block, x *prose.Figure, y figureAt) bool {
	context := c.story.figures[c.story.Tokens[x.From].Figure]
	sole, how := b.near && c.sole(b, x, y.figure()), c.follows(x)
	switch {
	case c.otherSourceHas(x, y):
		c.findFigure(x, Info, sourcesHaveOthers, &y)
	case c.alsoHere(x), c.trueBound(x, context):
		return false
	case x.Kind != prose.Clock && isRounded(x.Value, y.figure().Value):
		c.findFigure(x, ToCheck, figureRounded, &y)
	case how != "" && (!sole || c.merged(how, y)):
		c.findFigure(x, ToCheck, figureDerived, nil, how)
	case sole && x.Kind == y.figure().Kind && x.Unit == y.figure().Unit && !x.InWords && b.around(b.i0, b.j0) >= 5 && how == "":
		c.findFigure(x, Certain, hasHere, &y)
	case !sole && (c.mayBeOwn(x) || x.Kind != y.figure().Kind):
		c.findFigure(x, ToCheck, hasHere, &y)
	default:
		c.findFigure(x, Likely, hasHere, &y)
	}
	return true
}

// merged reports whether the figure is the sum of the source's and of others that the story leaves out, or how far it is from another.
func (c *checker) merged(how string, y figureAt) bool {
	if slices.Contains(strings.Split(how, " − "), y.text()) {
		return true
	}
	terms := strings.Split(how, " + ")
	return len(terms) > 1 && slices.Contains(terms, y.text()) && !slices.ContainsFunc(terms, func(term string) bool {
		return term != y.text() && strings.Contains(c.story.Text, term)
	})
}

// sole reports whether nothing but the two figures differs in the block.
func (c *checker) sole(b block, x, y *prose.Figure) bool {
	return b.story[b.i0] >= x.From && b.story[b.i1-1] < x.To && b.words[b.j0] >= y.From && b.words[b.j1-1] < y.To
}

// alsoHere reports whether the sentences that carry the story's have the figure too, with some of the words around it.
func (c *checker) alsoHere(x *prose.Figure) bool {
	context := c.story.figures[c.story.Tokens[x.From].Figure]
	equal, _, _ := c.like(x)
	return slices.ContainsFunc(equal, func(f figureAt) bool {
		return f.number != none && (c.carries(x, f) || c.sameHead(x, f.figure())) && c.likeness(context, f.source.figures[f.number]) >= .2
	})
}

func (c *checker) copiedDate(b block, i int) bool {
	k := b.story[i]
	x := &c.story.Dates[c.story.Tokens[k].Date]
	if x.From != k && i != b.i0 {
		return false
	}
	var other *dateAt
	for j := b.words[b.j0]; j <= b.words[b.j1-1]; j++ {
		number := b.source.Tokens[j].Date
		if number == prose.None {
			continue
		}
		y := dateAt{b.source, number}
		if prose.Carries(y.date(), x, c.byDay) != prose.Differs || sameWeekday(x, y.date()) {
			return false
		}
		if prose.Comparable(x, y.date()) {
			other = &y
		}
	}
	if other == nil || c.dayElsewhere(x, b) || x.Kind == prose.YearDate && !b.near && c.yearFollows(x) || x.Kind == prose.MonthDate && x.Year == 0 && !b.near {
		return false
	}
	level := Likely
	if b.near && b.around(b.i0, b.j0) >= 5 && (x.Kind == other.date().Kind || x.IsDay() && other.date().IsDay()) {
		level = Certain
	}
	c.findDate(x, c.zoneShift(Finding{Level: level, Reason: hasHere}, x, *other), other)
	return true
}

// dayElsewhere reports whether a source has the date with much the same words around it, or in another sentence that names
// someone whom only the story's sentence and it name.
func (c *checker) dayElsewhere(x *prose.Date, b block) bool {
	context := c.story.dates[c.story.Tokens[x.From].Date]
	for _, s := range c.index.sources {
		for n := range s.Dates {
			if prose.Carries(&s.Dates[n], x, c.byDay) == prose.Carried && (c.likeness(context, s.dates[n]) >= .3 || c.sharesName(b, s, s.Tokens[s.Dates[n].From].Sentence)) {
				return true
			}
		}
	}
	return false
}

func (c *checker) copiedWord(b block, token int) bool {
	t := &c.story.Tokens[token]
	if t.Capital && !t.First || len(t.Folded) < 3 && !opposed[t.Folded] {
		return false
	}
	for j := b.j0; j < b.j1; j++ {
		u := &b.source.Tokens[b.words[j]]
		if u.Name != prose.None || u.Figure != prose.None || u.Date != prose.None || t.Stem == u.Stem {
			continue
		}
		kind := c.exchanged(token, b.source, b.words[j])
		if pronouns[t.Folded] && lexicon.Opposite(t.Stem, u.Stem) {
			kind = Opposite
		}
		if kind == "" || converses[t.Stem] && converses[u.Stem] && c.mildly(token, b.source, b.words[j]) {
			continue
		}
		c.findOtherWord(kind, Likely, token, b.source, b.words[j])
		return true
	}
	return false
}

func (c *checker) findOtherWord(kind Kind, level Level, token int, s *text, other int) {
	if both(trades, &c.story.Tokens[token], &s.Tokens[other]) && c.changedPlaces(token, s, other) {
		level = min(level, ToCheck)
	}
	said := s.Tokens[other].Text
	c.find(Finding{Kind: kind, Level: level, Reason: hasHere, Words: []string{said}, Fix: c.inStory(s, said)}, c.span(token, token), s.passage(other, other))
}

var (
	opposed  = wordSet(`more less fewer most least over under up down before after above below first last all none in out on off আগে পরে`)
	pronouns = wordSet(`he she his her`)
)

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[prose.Fold(w)] = true
	}
	return m
}

// stemSet returns the set of the stems of the words.
func stemSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range wordSet(list) {
		m[prose.StemOf("bn", w)] = true
	}
	return m
}
