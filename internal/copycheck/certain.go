package copycheck

import "github.com/stet-news/stet/internal/copycheck/prose"

// What is called certain may stop a publication, so it must be seen beside the passage that was copied: nearly all of the story's sentence is matched
// there, and so are nearly all of the words around, on both sides. Words in quotation marks, a calendar and a name's spelling need no such proof.
const (
	copiedShare  = .9 // of the words of the story's sentence, and of those around on each side
	copiedAround = 5  // words before and after
)

// needsCopy are the kinds whose findings are certain only beside what was copied.
var needsCopy = map[Kind]bool{
	FigureKind: true, DateKind: true, NameKind: true, PlaceKind: true, Negation: true, Modality: true, Degree: true, Opposite: true, Word: true,
}

// lowerUnproven makes likely what is certain without having been seen beside a copy.
func (c *checker) lowerUnproven() {
	for i := range c.findings {
		f := &c.findings[i]
		if f.Level != Certain || !needsCopy[f.Kind] || f.Reason == dateWeekday || f.Reason == nameSpelling || f.Reason == nameFirst {
			continue
		}
		if !c.besideCopy(f) {
			f.Level = Likely
		}
	}
}

// besideCopy reports whether the finding's passages stand in a sentence and the one that it was copied from.
func (c *checker) besideCopy(f *Finding) bool {
	for _, p := range c.of[c.sentenceAt(f.Span.Start)] {
		if p.source.ID != f.Source {
			continue
		}
		i, here := matchedAround(c.story, p.story, f.Span, p.to, p.moved)
		j, there := matchedAround(p.source, p.words, f.SourceSpan, p.from, p.movedFrom)
		if i && j && here >= copiedShare && there >= copiedShare && p.share() >= copiedShare {
			return true
		}
	}
	return false
}

func (c *checker) sentenceAt(byte int) int {
	for i := range c.story.Tokens {
		if c.story.Tokens[i].End > byte {
			return c.story.Tokens[i].Sentence
		}
	}
	return len(c.of) - 1
}

// share returns how much of the words of the story's sentence are matched in their order.
func (p *pair) share() float64 {
	n := 0
	for i := range p.to {
		if p.to[i] != none {
			n++
		}
	}
	return float64(n) / float64(max(1, len(p.to)))
}

// matchedAround returns whether the span is among the words, and how many of those around it are matched.
func matchedAround(t *text, words []int, span prose.Span, to, moved []int) (found bool, share float64) {
	first, last := none, none
	for i, k := range words {
		if t.Tokens[k].Overlaps(span) {
			if first == none {
				first = i
			}
			last = i
		}
	}
	if first == none {
		return false, 0
	}
	got, all := 0, 0
	for i := max(0, first-copiedAround); i < min(len(words), last+1+copiedAround); i++ {
		if first <= i && i <= last {
			continue
		}
		all++
		if to[i] != none || moved[i] != none {
			got++
		}
	}
	return true, float64(got) / float64(max(1, all))
}
