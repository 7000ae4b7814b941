package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// A name or a word that the sources have may still be in the place of another: then they have the other with the words around it,
// and it with none of them. The words around are taken closely, less closely and widely, since a swap shows best in one or the other.

// reaches are how many words that say something are taken around a place of the story, and around one of a source.
var reaches = [...]struct{ here, there int }{{4, 8}, {6, 10}, {10, 14}}

// around are the stems of the words around a place, the nearest first.
type around struct {
	stems [widest]int32
	n     int
}

const widest = 14 // the last of reaches

// of returns how many of the words one of the reaches takes.
func (a *around) of(size int) int { return min(a.n, size) }

// around returns the stems that say something around a range, the nearest on both sides in turn.
func (s *text) around(r prose.Range) (out around) {
	sentence := s.SentenceOf(r.From)
	take := func(token int) bool {
		if !s.says[token] || out.n == widest {
			return false
		}
		out.stems[out.n] = s.stem[token]
		out.n++
		return true
	}
	for i, j := r.From-1, r.To; out.n < widest && (i >= sentence.From || j < sentence.To); {
		for taken := false; i >= sentence.From && !taken; i-- {
			taken = take(i)
		}
		for taken := false; j < sentence.To && !taken; j++ {
			taken = take(j)
		}
	}
	return out
}

// instance is a name or a word in a source, and how alike the words around it are to those around one of the story.
type instance struct {
	prose.Range
	source *text
	alike  [len(reaches)]float64
}

// wanted is what is around a place of the story, made ready to be compared with many places of the sources.
type wanted struct {
	around
	weight [widest]float64       // of each word
	total  [len(reaches)]float64 // by each reach
	slots  []wantedSlot
	first  []int32 // by stem: its first slot, or none
}

// wantedSlot is a word that a stem stands for, and how well: 1 if it is the same; and the stem's next, or none.
type wantedSlot struct {
	stem, next int32
	word       int
	worth      float64
}

// add notes that a stem of the sources stands for a word.
func (w *wanted) add(stem int32, word int, worth float64) {
	w.slots = append(w.slots, wantedSlot{stem, w.first[stem], word, worth})
	w.first[stem] = int32(len(w.slots) - 1) //nolint:gosec // a few dozen
}

// heaviest is the weight that a word has at most.
const heaviest = 4

// want makes it ready. What was returned before is no longer good.
func (c *checker) want(r prose.Range) *wanted {
	w := &c.wanted
	if w.first == nil {
		w.first = slices.Repeat([]int32{none}, int(c.foreign))
	}
	for i := range w.slots {
		w.first[w.slots[i].stem] = none
	}
	*w = wanted{around: c.story.around(r), slots: w.slots[:0], first: w.first}
	for k := range w.of(reaches[len(reaches)-1].here) {
		id := w.stems[k]
		w.weight[k] = min(c.index.weight(id), heaviest)
		for reach, size := range reaches {
			if k < size.here {
				w.total[reach] += w.weight[k]
			}
		}
		if id < c.foreign {
			w.add(id, k, 1)
		}
		for _, s := range c.synonyms(id) {
			if s != id {
				w.add(s, k, synonymIn)
			}
		}
	}
	return w
}

// synonymIn is what a synonym of a word around counts.
const synonymIn = .7

// instance compares what is around a place of a source.
func (w *wanted) instance(s *text, r prose.Range, with *around) instance {
	at := instance{Range: r, source: s}
	var got [len(reaches)][widest]float64
	for q := range with.n {
		for n := w.first[with.stems[q]]; n != none; n = w.slots[n].next {
			slot := &w.slots[n]
			for reach, size := range reaches {
				if q < size.there && slot.word < size.here {
					got[reach][slot.word] = max(got[reach][slot.word], slot.worth)
				}
			}
		}
	}
	for reach, size := range reaches {
		sum := 0.0
		for k := range w.of(size.here) {
			sum += got[reach][k] * w.weight[k]
		}
		if w.total[reach] > 0 {
			at.alike[reach] = sum / w.total[reach]
		}
	}
	return at
}

func most(a, b [len(reaches)]float64) [len(reaches)]float64 {
	for reach := range a {
		a[reach] = max(a[reach], b[reach])
	}
	return a
}

// shift is how alike the words around must be to those around another in the sources, and how unlike to those around itself, for it
// to be in the other's place, if as many of the words next to it are the same.
type shift struct {
	reach             int
	own, other, ahead float64
	beside            int
}

// shifted returns the one of the others whose place it is that the story's has, or nil. By each reach only the one is asked that the
// words around are most alike to.
func (c *checker) shifted(r prose.Range, own [len(reaches)]float64, others []instance, shifts func(at *instance) []shift) *instance {
	if len(others) == 0 {
		return nil
	}
	for reach := range reaches {
		at := &others[0]
		for k := range others {
			if others[k].alike[reach] > at.alike[reach] {
				at = &others[k]
			}
		}
		beside := c.besideBoth(r, at.source, at.Range)
		for _, s := range shifts(at) {
			if s.reach == reach && own[reach] <= s.own && at.alike[reach] >= s.other && at.alike[reach]-own[reach] >= s.ahead && beside >= s.beside {
				return at
			}
		}
	}
	return nil
}

// besideBoth returns on how many sides of both the next word or mark is the same.
func (c *checker) besideBoth(r prose.Range, s *text, q prose.Range) (sides int) {
	edge := func(t *text, i int) string {
		if i < 0 || i >= len(t.Tokens) {
			return ""
		}
		return t.Tokens[i].Stem
	}
	if edge(c.story, r.From-1) == edge(s, q.From-1) {
		sides++
	}
	if edge(c.story, r.To) == edge(s, q.To) {
		sides++
	}
	return sides
}
