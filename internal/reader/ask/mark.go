package ask

import (
	"strings"

	"github.com/stet-news/stet/internal/terms"
)

// Run is a piece of a text, marked if it is one of the words that were asked for.
type Run struct {
	Text   string
	Marked bool
}

// Marker finds the words of an ask in texts.
type Marker struct {
	words []terms.Term
	known map[string][]terms.Level // of a word: how it is each of the words, none if it is not
}

// none is the level of a word that is another.
const none = terms.Level(terms.Levels)

// NewMarker returns a marker of the words. Words that nearly every story has are not
// marked, unless there are no others.
func NewMarker(words []string) *Marker {
	m := &Marker{known: map[string][]terms.Level{}}
	var common []terms.Term
	for _, text := range words {
		for s := range terms.Words(text) {
			switch t := terms.Asked(text[s.Start:s.End]); {
			case t.Zero():
			case t.Common:
				common = append(common, t)
			default:
				m.words = append(m.words, t)
			}
		}
	}
	if len(m.words) == 0 {
		m.words = common
	}
	return m
}

// levels returns how the word is each of the words.
func (m *Marker) levels(word string) []terms.Level {
	if known, ok := m.known[word]; ok {
		return known
	}
	var list []terms.Level
	t := terms.Of(word)
	for i, w := range m.words {
		for l := range none {
			if t.Is(w, l) {
				if list == nil {
					list = make([]terms.Level, len(m.words))
					for j := range list {
						list[j] = none
					}
				}
				list[i] = l
				break
			}
		}
	}
	m.known[word] = list
	return list
}

// Story is how closely the words of an ask are in the texts of a story: a word that is in it
// as it was typed is marked there, and not where another only sounds like it.
type Story struct {
	marker *Marker
	best   []terms.Level // of each word
}

// most is how much of a text is looked at, in bytes.
const most = 64 << 10

// Story looks at the texts of a story.
func (m *Marker) Story(texts ...string) *Story {
	s := &Story{m, make([]terms.Level, len(m.words))}
	for i := range s.best {
		s.best[i] = none
	}
	for _, text := range texts {
		text = text[:min(len(text), most)]
		for at := range terms.Words(text) {
			for i, l := range m.levels(text[at.Start:at.End]) {
				s.best[i] = min(s.best[i], l)
			}
		}
	}
	return s
}

// spans returns where the text has words to mark, and of each which word it is.
func (s *Story) spans(text string) (spans []terms.Span, which []int) {
	for at := range terms.Words(text) {
		for i, l := range s.marker.levels(text[at.Start:at.End]) {
			if l != none && l == s.best[i] {
				spans, which = append(spans, at), append(which, i)
				break
			}
		}
	}
	return spans, which
}

// Mark returns the text with the words marked, each as whole graphemes. Marked words that
// stand beside each other are one run.
func (s *Story) Mark(text string) []Run {
	spans, _ := s.spans(text)
	return runs(text, spans)
}

func runs(text string, spans []terms.Span) (list []Run) {
	at := 0
	for _, m := range terms.Whole(text, spans) {
		between := text[at:m.Start]
		if n := len(list); n > 0 && strings.TrimSpace(between) == "" && list[n-1].Marked {
			list[n-1].Text += between + text[m.Start:m.End]
		} else {
			if between != "" {
				list = append(list, Run{between, false})
			}
			list = append(list, Run{text[m.Start:m.End], true})
		}
		at = m.End
	}
	if at < len(text) {
		list = append(list, Run{text[at:], false})
	}
	return list
}

// How many words a snippet has before the first marked word, and in all.
const (
	snippetBefore = 5
	snippetWords  = 24
)

// Snippet returns the part of the text that has the most of the words, marked, cut between
// words. A text with none of them is cut from its beginning.
func (s *Story) Snippet(text string) []Run {
	text = strings.Join(strings.Fields(text[:min(len(text), most)]), " ")
	var all []terms.Span
	for at := range terms.Words(text) {
		all = append(all, at)
	}
	if len(all) == 0 {
		return nil
	}
	spans, which := s.spans(text)
	first := s.window(all, spans, which)
	last := min(first+snippetWords, len(all)) - 1
	from, to := all[first].Start, all[last].End
	if first == 0 {
		from = 0
	}
	if last == len(all)-1 {
		to = len(text)
	}
	if whole := terms.Whole(text, []terms.Span{{Start: from, End: to}}); len(whole) > 0 {
		from, to = whole[0].Start, whole[0].End
	}
	list := runs(text[from:to], within(spans, from, to))
	if from > 0 {
		list = append([]Run{{"… ", false}}, list...)
	}
	if to < len(text) {
		list = append(list, Run{" …", false})
	}
	return list
}

// window returns the word at which the snippet begins: some words before that marked word
// from which on the most different ones are within reach.
func (s *Story) window(all, spans []terms.Span, which []int) int {
	best, at := 0, -1
	for i := range spans {
		seen := map[int]bool{}
		for j := i; j < len(spans) && spans[j].Start-spans[i].Start < 12*(snippetWords-snippetBefore); j++ {
			seen[which[j]] = true
		}
		if len(seen) > best {
			best, at = len(seen), i
		}
		if best == len(s.best) || i > 200 {
			break
		}
	}
	if at < 0 {
		return 0
	}
	for i, w := range all {
		if w.Start == spans[at].Start {
			return max(0, i-snippetBefore)
		}
	}
	return 0
}

func within(spans []terms.Span, from, to int) (list []terms.Span) {
	for _, s := range spans {
		if s.Start >= from && s.End <= to {
			list = append(list, terms.Span{Start: s.Start - from, End: s.End - from})
		}
	}
	return list
}
