package cluster

import (
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// known is how much of a sentence's words an earlier sentence has, so that it says nothing new but for its figures.
const known = 0.6

// Adds returns the sentences of a text, as they stand there, that none of the earlier texts has: their words are others, or they give a figure
// that is in none. It returns at most the first most of them, and how many more there are.
func Adds(earlier []Text, later Text, most int) (sentences []string, more int) {
	var said []map[string]bool
	figures := map[string]bool{}
	for _, t := range earlier {
		each(t, func(_ string, words, numbers map[string]bool) {
			said = append(said, words)
			for n := range numbers {
				figures[n] = true
			}
		})
	}
	each(later, func(sentence string, words, numbers map[string]bool) {
		switch {
		case len(words) == 0 || !isNew(words, numbers, said, figures):
		case len(sentences) < most:
			sentences = append(sentences, sentence)
		default:
			more++
		}
	})
	return sentences, more
}

func isNew(words, numbers map[string]bool, said []map[string]bool, figures map[string]bool) bool {
	for n := range numbers {
		if !figures[n] {
			return true
		}
	}
	for _, s := range said {
		both := 0
		for w := range words {
			if s[w] {
				both++
			}
		}
		if float64(both) >= known*float64(len(words)) {
			return false
		}
	}
	return true
}

// each calls f with every sentence of the body, its words that say something and its figures.
func each(t Text, f func(sentence string, words, figures map[string]bool)) {
	body := t.Body
	if len(body) > mostBytes {
		body = strings.ToValidUTF8(body[:mostBytes], "")
	}
	d := prose.Analyse(prose.Input{Text: body, Language: t.Language})
	for _, s := range d.Sentences {
		if s.From == s.To {
			continue
		}
		words, figures := map[string]bool{}, map[string]bool{}
		for i := s.From; i < s.To; i++ {
			t := &d.Tokens[i]
			switch {
			case !t.Word() || t.Stop:
			case t.Figure != prose.None:
				figures[strconv.FormatFloat(d.Figures[t.Figure].Value, 'f', -1, 64)] = true
			default:
				words[t.Stem] = true
			}
		}
		f(strings.TrimSpace(d.Cut(d.Of(s))), words, figures)
	}
}
