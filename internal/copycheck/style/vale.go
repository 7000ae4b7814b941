package style

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// occurrence counts how often something is in a piece of a story.
type occurrence struct{ *expression }

func newOccurrence(r *Rule) (reader, int, error) {
	e, err := compile(r.Token, r.IgnoreCase, false)
	return occurrence{e}, 1, err
}

func (o occurrence) read(r *reading, rule *Rule) {
	r.within(rule, func(t *text) {
		for _, piece := range t.pieces(rule.scope) {
			count := 0
			var over prose.Span // the first that is too many
			o.find(t, piece, func(span prose.Span, _ []int) {
				if count++; count == rule.Max+1 {
					over = span
				}
			})
			if rule.Max > 0 && count > rule.Max {
				english, bangla := rule.say("", "", strconv.Itoa(count))
				r.find(rule, t, over, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
			}
			if count < rule.Min {
				english, bangla := rule.say("", "", strconv.Itoa(count))
				r.find(rule, t, piece, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
			}
		}
	})
}

// repetition finds words that are written twice.
type repetition struct {
	tokens     []*expression // that a word must match; any word does if there are none
	exceptions map[string]bool
}

func newRepetition(r *Rule) (reader, int, error) {
	p := repetition{exceptions: map[string]bool{}}
	for _, token := range r.Tokens {
		e, err := compile("^(?:"+token+")$", r.IgnoreCase, false)
		if err != nil {
			return nil, 0, err
		}
		p.tokens = append(p.tokens, e)
	}
	for _, e := range r.Exceptions {
		p.exceptions[key(e)] = true
	}
	return p, len(p.tokens), nil
}

func (p repetition) read(r *reading, rule *Rule) {
	r.within(rule, func(t *text) {
		for i := 0; i < len(t.Tokens); {
			n := 1
			for i+n < len(t.Tokens) && p.repeats(rule, t, i+n) {
				n++
			}
			if n > max(rule.Max, 1) {
				span := t.Of(prose.Range{From: i, To: i + n})
				word := t.Tokens[i].Text
				english, bangla := rule.say("“%s” is repeated.", "“%s” দুবার লেখা হয়েছে।", word)
				r.find(rule, t, span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla, Fix: word})
			}
			i += n
		}
	})
}

// repeats reports whether the token says again what the one before it does. Two with a capital are a name.
func (p repetition) repeats(rule *Rule, t *text, i int) bool {
	a, b := &t.Tokens[i-1], &t.Tokens[i]
	switch {
	case t.gapBefore(i) != spaceBetween || a.Sentence != b.Sentence || a.Mark || b.Mark || a.Digits || a.Capital && b.Capital:
		return false
	case !t.edges(i-1, i) || !t.edges(i, i+1) || utf8.RuneCountInString(b.Text) < 2 && b.Folded != "a" && b.Folded != "i":
		return false
	case i+1 < len(t.Tokens) && (t.gapBefore(i+1) == hyphenBetween || t.Tokens[i+1].Possessive):
		return false
	case a.Joined:
		return false
	}
	x, y := a.Text, b.Text
	if rule.IgnoreCase || len(p.tokens) == 0 {
		x, y = key(x), key(y)
	}
	if x != y || p.exceptions[key(b.Text)] {
		return false
	}
	for _, e := range p.tokens {
		if e.re.MatchString(b.Text) {
			return true
		}
	}
	return len(p.tokens) == 0 && !(rule.Alpha && strings.ContainsFunc(b.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) }))
}

// conditional finds what stands alone and should not: an acronym that is nowhere written out.
type conditional struct {
	first, second *expression
	exceptions    map[string]bool
}

func newConditional(r *Rule) (reader, int, error) {
	first, err := compile(r.First, r.IgnoreCase, r.Whole)
	if err != nil {
		return nil, 0, err
	}
	second, err := compile(r.Second, r.IgnoreCase, r.Whole)
	if err != nil {
		return nil, 0, err
	}
	c := conditional{first, second, map[string]bool{}}
	for _, e := range r.Exceptions {
		c.exceptions[key(e)] = true
	}
	return c, 2, nil
}

func (c conditional) read(r *reading, rule *Rule) {
	explained := map[string]bool{}
	said := func(t *text, groups []int) string {
		if len(groups) > 4 && groups[4] >= 0 { // the rule's own first group
			return t.Text[groups[4]:groups[5]]
		}
		return t.Text[groups[2]:groups[3]]
	}
	r.within(rule, func(t *text) {
		c.second.find(t, prose.Span{Start: 0, End: len(t.Text)}, func(_ prose.Span, groups []int) { explained[said(t, groups)] = true })
	})
	grouped := c.second.re.NumSubexp() > 1
	r.within(rule, func(t *text) {
		for _, piece := range t.pieces(rule.scope) {
			c.first.find(t, piece, func(span prose.Span, groups []int) {
				word := said(t, groups)
				if c.exceptions[key(word)] || explained[word] || !grouped && len(explained) > 0 {
					return
				}
				explained[word] = true // once is enough
				english, bangla := rule.say("", "", word)
				r.find(rule, t, span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
			})
		}
	})
}

// capitalization asks how the words of a piece begin.
type capitalization struct {
	match      *expression
	exceptions map[string]bool
}

func newCapitalization(r *Rule) (reader, int, error) {
	c := capitalization{exceptions: map[string]bool{}}
	for _, e := range r.Exceptions {
		for _, form := range forms(e) {
			c.exceptions[exactly(form)] = true
		}
	}
	if strings.HasPrefix(r.Match, "$") {
		return c, 0, nil
	}
	e, err := compile("^(?:"+r.Match+")$", false, false)
	c.match = e
	return c, 1, err
}

func (c capitalization) read(r *reading, rule *Rule) {
	r.within(rule, func(t *text) {
		for _, piece := range t.pieces(rule.scope) {
			s := strings.TrimSpace(t.Cut(piece))
			if s == "" || c.right(rule, t, piece, s) {
				continue
			}
			english, bangla := rule.say("", "", s)
			r.find(rule, t, piece, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
		}
	})
}

// mostSmall is how much of a headline in sentence case must be small, if the rule does not say.
const mostSmall = .8

func (c capitalization) right(rule *Rule, t *text, piece prose.Span, s string) bool {
	switch rule.Match {
	case "$lower":
		return s == strings.ToLower(s)
	case "$upper":
		return s == strings.ToUpper(s)
	case "$title", "$sentence":
	default:
		return c.match.re.MatchString(s)
	}
	words, right, starts := 0, 0, true
	for i := t.tokenAt(piece.Start); i < len(t.Tokens) && t.Tokens[i].End <= piece.End; i++ {
		w := &t.Tokens[i]
		if w.Mark || w.Possessive {
			starts = starts || w.Mark && strings.Contains(strings.Join(rule.Indicators, " "), w.Text)
			continue
		}
		words++
		small := smallWords[w.Folded] && !starts
		switch {
		case c.exceptions[exactly(w.Text)] || w.Digits || w.Capitals:
			right++
		case rule.Match == "$title" && (w.Capital || small), rule.Match == "$sentence" && w.Capital == starts:
			right++
		}
		starts = false
	}
	if rule.Match == "$title" {
		return right == words
	}
	least := rule.Threshold
	if least == 0 {
		least = mostSmall
	}
	return words == 0 || float64(right) >= least*float64(words)
}

// smallWords are those that a headline in title case leaves small.
var smallWords = wordSet(`a an the and or but nor for of in on at to by as from with over into up off out vs v via per`)

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[prose.Fold(w)] = true
	}
	return m
}
