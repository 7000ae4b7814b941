package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// pair is a sentence of the story beside one of a source, word by word.
type pair struct {
	candidate
	storySentence int
	source        *text
	story, words  []int // the words of both, as tokens
	to            []int // for each of story: its place in words, or none
	from          []int // the other way
	moved         []int // for each of story that is not matched: the place of the same word, elsewhere in the source's sentence, or none
	movedFrom     []int // the other way
	tight         bool  // half of what it says is matched
	near          bool  // the source's sentence was copied and edited
	first         bool  // the best pair of its sentence
}

// nearShare is how much of the words of a copied sentence are matched.
const nearShare = .72

// longestSentence is how many tokens of a sentence are compared word by word. No sentence of a newspaper is as long.
const longestSentence = 250

func wordsOf(t *text, r prose.Range) []int {
	var out []int
	for i := r.From; i < min(r.To, r.From+longestSentence); i++ {
		if t.Tokens[i].Word() {
			out = append(out, i)
		}
	}
	return out
}

// pairUp matches the words of the two sentences in their order, so that most weight is matched.
func (c *checker) pairUp(sentence int, with candidate) *pair {
	s := c.index.sources[with.source]
	p := &pair{candidate: with, storySentence: sentence, source: s}
	p.story, p.words = wordsOf(c.story, c.story.Sentences[sentence]), wordsOf(s, s.Sentences[with.sentence])
	c.match(p)
	total, got, matched := 0.0, 0.0, 0
	for i, k := range p.story {
		if p.to[i] != none {
			matched++
		}
		if c.story.Tokens[k].Stop {
			continue
		}
		w := c.index.weight(c.story.stem[k])
		total += w
		if p.to[i] != none {
			got += w
		}
	}
	p.tight = total > 0 && got/total >= .5
	p.near = len(p.story) >= 6 && float64(matched) >= nearShare*float64(len(p.story)) && p.tight
	return p
}

// adjacent is what two matches in a row are worth more than two apart.
const adjacent = .2

// match matches the words of both sentences in their order, and then those that are left, which stand in another order.
func (c *checker) match(p *pair) {
	p.to = c.inOrder(p.story, p.source, p.words)
	p.from = slices.Repeat([]int{none}, len(p.words))
	for i, j := range p.to {
		if j != none {
			p.from[j] = i
		}
	}
	p.moved, p.movedFrom = slices.Repeat([]int{none}, len(p.story)), slices.Repeat([]int{none}, len(p.words))
	for range movedParts {
		here, there := lone(p.to, p.moved), lone(p.from, p.movedFrom)
		for i, j := range c.inOrder(pick(p.story, here), p.source, pick(p.words, there)) {
			if j != none {
				p.moved[here[i]], p.movedFrom[there[j]] = there[j], here[i]
			}
		}
		c.dropStrays(p)
	}
}

// movedParts is how many parts of a sentence may stand in another order.
const movedParts = 3

func pick(words, places []int) (out []int) {
	for _, at := range places {
		out = append(out, words[at])
	}
	return out
}

// lone returns the places without a counterpart.
func lone(counterpart, moved []int) (out []int) {
	for i, j := range counterpart {
		if j == none && moved[i] == none {
			out = append(out, i)
		}
	}
	return out
}

// dropStrays undoes the matches of words that say nothing and have no neighbour that moved with them.
func (c *checker) dropStrays(p *pair) {
	for i, j := range p.moved {
		if j == none || !c.story.Tokens[p.story[i]].Stop {
			continue
		}
		before, after := i > 0 && p.like(i-1) == j-1, i+1 < len(p.story) && p.like(i+1) == j+1
		if !before && !after {
			p.moved[i], p.movedFrom[j] = none, none
		}
	}
}

// inOrder finds the matching of the most worth in which no two matches cross (a longest common subsequence, weighted). It returns
// the place among the source's words for each of the story's, or none.
func (c *checker) inOrder(story []int, s *text, words []int) []int {
	n, m := len(story), len(words)
	worth, best := c.tables.get((n + 1) * (m + 1)) // of matching i with j, with a rim of nothing; and from i and j on
	for i := range n {
		likes := c.synonyms(c.story.stem[story[i]])
		for j := range m {
			worth[i*(m+1)+j] = c.worth(story[i], likes, s, words[j])
		}
	}
	take := func(i, j int) float32 {
		w := worth[i*(m+1)+j]
		if w == 0 {
			return -1
		}
		if worth[(i+1)*(m+1)+j+1] > 0 {
			w += adjacent
		}
		return best[(i+1)*(m+1)+j+1] + w
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i*(m+1)+j] = max(best[(i+1)*(m+1)+j], best[i*(m+1)+j+1], take(i, j))
		}
	}
	to := slices.Repeat([]int{none}, n)
	for i, j := 0, 0; i < n && j < m; {
		switch here := best[i*(m+1)+j]; {
		case take(i, j) >= here-1e-4:
			to[i] = j
			i++
			j++
		case best[(i+1)*(m+1)+j] >= best[i*(m+1)+j+1]:
			i++
		default:
			j++
		}
	}
	return to
}

// tables are what inOrder writes in, kept from one matching to the next.
type tables struct{ worth, best []float32 }

// get returns two tables with so many places, all 0.
func (t *tables) get(size int) (worth, best []float32) {
	if len(t.worth) < size {
		t.worth, t.best = make([]float32, 2*size), make([]float32, 2*size)
	}
	clear(t.worth[:size])
	clear(t.best[:size])
	return t.worth[:size], t.best[:size]
}

// like returns the place of the story's word i in the source's sentence, in order or not, or none.
func (p *pair) like(i int) int {
	if i < 0 || i >= len(p.to) {
		return none
	}
	if p.to[i] != none {
		return p.to[i]
	}
	return p.moved[i]
}

// unlike is like, the other way: from the source's word j.
func (p *pair) unlike(j int) int {
	if j < 0 || j >= len(p.from) {
		return none
	}
	if p.from[j] != none {
		return p.from[j]
	}
	return p.movedFrom[j]
}

// beside returns on how many sides of the story's word i and the source's word j the same words stand: 0, 1 or 2.
func (p *pair) beside(i, j int) (sides int) {
	for _, step := range [...]int{-1, 1} {
		for away := 1; away <= 2; away++ {
			if at := p.like(i + step*away); at != none {
				if d := (at - j) * step; d >= 1 && d <= 2 {
					sides++
				}
				break
			}
		}
	}
	return sides
}

// around returns how many of the eight words nearest to the story's word i stand as near to the source's word j.
func (p *pair) around(i, j int) (n int) {
	for k := -4; k <= 4; k++ {
		if at := p.like(i + k); at != none && near(at-j, k) {
			n++
		}
	}
	return n
}

// worth returns what it is worth to match a word of the story, which has those synonyms, with one of the source; 0 if they are not alike.
func (c *checker) worth(i int, likes []int32, s *text, j int) float32 {
	a, b := &c.story.Tokens[i], &s.Tokens[j]
	if a.Figure != prose.None || b.Figure != prose.None {
		if a.Figure != prose.None && b.Figure != prose.None {
			if w := figureWorth(a, b, &c.story.Figures[a.Figure], &s.Figures[b.Figure]); w > 0 {
				return w
			}
		}
		if a.Folded != b.Folded || a.Digits {
			return 0
		}
	}
	switch {
	case a.Folded == b.Folded && a.Stop:
		return .7
	case a.Folded == b.Folded:
		return 2
	case c.story.stem[i] == s.stem[j]:
		return 1.7
	case a.Date != prose.None && b.Date != prose.None && prose.Month(a.Folded) != 0 && prose.Month(a.Folded) == prose.Month(b.Folded):
		return 1.9
	case len(a.Folded) > 3 && c.story.plain[i] == s.plain[j]:
		return 1.9
	}
	if a.Capital && b.Capital {
		if country := lexicon.Country(a.Folded); country != "" && country == lexicon.Country(b.Folded) {
			return 1.5
		}
		if v := lexicon.Variant(a.Folded); v != "" && v == lexicon.Variant(b.Folded) {
			return 1.5
		}
	}
	if len(likes) > 0 && !a.Capital && !a.Stop && !b.Stop && slices.Contains(likes, s.stem[j]) {
		return 1.1
	}
	return 0
}

func figureWorth(a, b *prose.Token, x, y *prose.Figure) float32 {
	if !prose.Near(x.Value, y.Value) || x.Kind != y.Kind && x.Kind != prose.Age && y.Kind != prose.Age {
		return 0
	}
	if a.Folded == b.Folded || x.To-x.From == 1 || y.To-y.From == 1 {
		return 2
	}
	return 1.5
}

// stands reports whether the words on both sides of story word i are matched, or those next to them.
func (p *pair) stands(i int) bool {
	left := i == 0 || p.to[i-1] != none || i > 1 && p.to[i-2] != none
	right := i+1 >= len(p.story) || p.to[i+1] != none || i+2 < len(p.story) && p.to[i+2] != none
	return left && right
}
