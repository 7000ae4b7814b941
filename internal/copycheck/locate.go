package copycheck

import (
	"cmp"
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// diagonal is a source, and how far its words are ahead of the quotation's, in fours.
type diagonal struct{ source, ahead int }

const (
	mostSeen   = 40 // times that words may be in the sources and still tell where they are from
	mostSingle = 12 // words of a quotation that is looked for by single words
)

// locate finds the passage that a run of the story's words is most like: within quotation marks, or anywhere.
func (c *checker) locate(part []int, quoted bool) *found {
	words := make([]string, len(part))
	for i, k := range part {
		words[i] = c.story.plain[k]
	}
	votes := c.votes(words, quoted)
	type counted struct {
		diagonal
		votes int
	}
	var best []counted
	for d, n := range votes {
		best = append(best, counted{d, n + votes[diagonal{d.source, d.ahead + 1}]})
	}
	slices.SortFunc(best, func(a, b counted) int {
		return cmp.Or(b.votes-a.votes, a.source-b.source, a.ahead-b.ahead)
	})
	var f *found
	for _, b := range best[:min(len(best), 3)] {
		s := c.index.sources[b.source]
		stream := s.stream(quoted)
		from, to := max(0, b.ahead*4-4), min(len(stream), b.ahead*4+len(part)+10)
		if from >= to {
			continue
		}
		if g := c.edit(part, words, s, stream[from:to]); g != nil && (f == nil || g.cost < f.cost) {
			f = g
		}
	}
	return f
}

func (s *text) stream(quoted bool) []int {
	if quoted {
		return s.quoted
	}
	return s.words
}

// votes counts on which diagonals three words in a row are the same, or, if none are, single words that say something.
func (c *checker) votes(words []string, quoted bool) map[diagonal]int {
	runs := c.index.runs
	if quoted {
		runs = c.index.quoted
	}
	votes := map[diagonal]int{}
	for i := 0; i+2 < len(words); i++ {
		hits := runs[run(words[i], words[i+1], words[i+2])]
		if len(hits) > mostSeen {
			continue
		}
		for _, h := range hits {
			votes[diagonal{h.source, (h.word - i) >> 2}]++
		}
	}
	if len(votes) > 0 {
		return votes
	}
	if quoted || len(words) > mostSingle { // in the whole text they are found as well
		return votes
	}
	for i, w := range words {
		if prose.Stopword(w) || len(c.index.places[w]) > mostSeen {
			continue
		}
		for _, p := range c.index.places[w] {
			votes[diagonal{p.source, (p.word - i) >> 2}]++
		}
	}
	return votes
}

// edit finds the fewest steps from all the story's words to some in a row of the source's.
func (c *checker) edit(part []int, words []string, s *text, stream []int) *found {
	n, width := len(part), len(stream)+1
	cost, how := make([]float32, (n+1)*width), make([]byte, (n+1)*width)
	for i := 1; i <= n; i++ {
		cost[i*width], how[i*width] = float32(i), 'i'
		for j := 1; j < width; j++ {
			best, step := cost[(i-1)*width+j-1]+1, byte('s')
			if s.plain[stream[j-1]] == words[i-1] || c.sameFigure(part[i-1], s, stream[j-1]) {
				best, step = best-1, '='
			}
			if x := cost[(i-1)*width+j] + 1; x < best {
				best, step = x, 'i'
			}
			if x := cost[i*width+j-1] + 1; x < best {
				best, step = x, 'd'
			}
			cost[i*width+j], how[i*width+j] = best, step
		}
	}
	end := 0
	for j := range width {
		if cost[n*width+j] <= cost[n*width+end] {
			end = j
		}
	}
	f := &found{source: s, cost: float64(cost[n*width+end]), first: none}
	for i, j := n, end; i > 0; {
		h := how[i*width+j]
		st := step{h, none, none}
		if h != 'd' {
			i--
			st.story = part[i]
		}
		if h != 'i' {
			j--
			st.source = stream[j]
		}
		f.steps = append(f.steps, st)
	}
	slices.Reverse(f.steps)
	return f.weighed()
}

// weighed fills in what follows from the steps. It returns nil if nothing is the same.
func (f *found) weighed() *found {
	same, quoted := 0, 0
	for _, st := range f.steps {
		if st.source == none {
			continue
		}
		if f.first == none {
			f.first = st.source
		}
		f.last = st.source
		if st.how == '=' {
			same++
			if f.source.Tokens[st.source].Quotation != prose.None {
				quoted++
			}
		}
	}
	if same == 0 {
		return nil
	}
	f.quoted = float64(quoted) / float64(same)
	return f
}

// sameFigure reports whether two tokens are of figures of one value, written with as many words.
func (c *checker) sameFigure(i int, s *text, j int) bool {
	a, b := c.story.Tokens[i].Figure, s.Tokens[j].Figure
	if a == prose.None || b == prose.None {
		return false
	}
	x, y := &c.story.Figures[a], &s.Figures[b]
	return prose.Near(x.Value, y.Value) && x.Kind == y.Kind && x.Unit == y.Unit && x.To-x.From == y.To-y.From
}
