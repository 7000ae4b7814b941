package copycheck

import "slices"

// candidate is a sentence of a source that may carry a sentence of the story.
type candidate struct {
	place
	score float64
	cover float64 // how much of the story's sentence it has, by weight
}

const (
	mostCandidates = 12 // that are kept for a sentence
	synonymWorth   = .6 // of a word, if the source has a synonym of it
	leastCover     = .3 // of a sentence, that the best must have for words to be compared
)

// align returns the sentences of the sources that have most of the story's sentence, the best first, and how
// much of it the three best have together: 1 is all.
func (c *checker) align(sentence int) (out []candidate, together float64) {
	ids := c.contentOf(sentence)
	total := 0.0
	c.scores.start(len(c.index.sentences))
	for _, id := range ids {
		w := c.index.weight(id)
		total += w
		c.scores.word++
		if id < c.foreign {
			for _, n := range c.index.having[id] {
				c.scores.add(n, w)
			}
		}
		for _, s := range c.synonyms(id) {
			for _, n := range c.index.having[s] {
				c.scores.add(n, w*synonymWorth)
			}
		}
	}
	if total == 0 {
		return nil, 1
	}
	for _, n := range c.scores.touched {
		p, cover := c.index.sentences[n], c.scores.of[n]/total
		r := c.index.sources[p.source].Sentences[p.sentence]
		out = append(out, candidate{p, cover - .002*float64(r.To-r.From) - 1e-6*float64(p.sentence) - 1e-4*float64(p.source), cover})
	}
	slices.SortFunc(out, func(a, b candidate) int {
		switch {
		case a.score != b.score:
			return sign(b.score - a.score)
		case a.source != b.source:
			return a.source - b.source
		}
		return a.sentence - b.sentence
	})
	out = out[:min(len(out), mostCandidates)]
	return out, c.covered(ids, out) / total
}

// scores are those of all sentences of the sources for one of the story. A word counts once, with the first worth that it is added with.
type scores struct {
	of      []float64
	last    []int32 // the last word that each was given something for
	touched []int32
	word    int32
}

func (s *scores) start(sentences int) {
	if s.of == nil {
		s.of, s.last = make([]float64, sentences), make([]int32, sentences)
	}
	for _, n := range s.touched {
		s.of[n] = 0
	}
	s.touched = s.touched[:0]
}

func (s *scores) add(n int32, worth float64) {
	if s.last[n] == s.word {
		return
	}
	if s.of[n] == 0 {
		s.touched = append(s.touched, n)
	}
	s.of[n] += worth
	s.last[n] = s.word
}

func sign(f float64) int {
	if f < 0 {
		return -1
	}
	return 1
}

// A story joins sentences of its sources, so the sentences that a sentence of it is compared with are chosen so that they have
// most of it together: the best, and then those that have most of what is still missing.
const (
	mostComplements = 3
	leastComplement = .14 // of the sentence, that another must have of what is missing
)

// complements returns the sentences that the story's is compared with, the best first.
func (c *checker) complements(sentence int) (out []candidate) {
	missing := c.contentOf(sentence)
	total := c.weightOf(missing)
	pool := c.aligned[sentence]
	for len(pool) > 0 && len(out) < mostComplements {
		best, most := none, 0.0
		for k, with := range pool {
			w := with.score // of the first, as it is
			if len(out) > 0 {
				w = c.weightOf(c.carriedBy(missing, with)) / total
			}
			if best == none || w > most {
				best, most = k, w
			}
		}
		with := pool[best]
		if len(out) == 0 && with.cover < leastCover || len(out) > 0 && most < leastComplement {
			break
		}
		out = append(out, with)
		carried := c.carriedBy(missing, with)
		missing = slices.DeleteFunc(slices.Clone(missing), func(id int32) bool { return slices.Contains(carried, id) })
		pool = slices.Delete(slices.Clone(pool), best, best+1)
	}
	return out
}

func (c *checker) weightOf(ids []int32) (w float64) {
	for _, id := range ids {
		w += c.index.weight(id)
	}
	return w
}

// carriedBy returns those of the stems that the sentence has, or has synonyms of.
func (c *checker) carriedBy(ids []int32, with candidate) (out []int32) {
	s := c.index.sources[with.source]
	for _, id := range ids {
		if s.hasStem(with.sentence, id) || slices.ContainsFunc(c.synonyms(id), func(l int32) bool { return s.hasStem(with.sentence, l) }) {
			out = append(out, id)
		}
	}
	return out
}

// contentOf returns the different stems that say something in a sentence of the story.
func (c *checker) contentOf(sentence int) []int32 { return c.contents[sentence] }

func (c *checker) readContent(sentence int) []int32 {
	var ids []int32
	r := c.story.Sentences[sentence]
	for i := r.From; i < min(r.To, r.From+longestSentence); i++ {
		if id := c.story.stem[i]; id != none && !c.story.Tokens[i].Stop && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// covered returns the weight of the stems that the three best sentences have together.
func (c *checker) covered(ids []int32, best []candidate) (weight float64) {
	has := map[int32]bool{}
	for _, b := range best[:min(len(best), 3)] {
		s := c.index.sources[b.source]
		r := s.Sentences[b.sentence]
		for i := r.From; i < r.To; i++ {
			has[s.stem[i]] = true
		}
	}
	for _, id := range ids {
		switch {
		case has[id]:
			weight += c.index.weight(id)
		case slices.ContainsFunc(c.synonyms(id), func(s int32) bool { return has[s] }):
			weight += synonymWorth * c.index.weight(id)
		}
	}
	return weight
}
