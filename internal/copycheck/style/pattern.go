package style

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

func parseExpression(pattern string) (*syntax.Regexp, error) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	p, err := syntax.Compile(re.Simplify())
	if err == nil && len(p.Inst) > mostSteps {
		err = &syntax.Error{Code: syntax.ErrLarge, Expr: pattern}
	}
	return re, err
}

// mostSteps is how large the program of one expression may be: what each letter of a story is looked at with, at the most.
const mostSteps = 4_000

// mostForms is how many words and phrases an expression may stand for and still be put in the automaton.
const mostForms = 128

// forms returns all that the expression matches, if that is a short list of words: colou?rs? is four.
func forms(pattern string) []string {
	if !strings.ContainsAny(pattern, `\.+*?()|[]{}^$`) {
		return []string{pattern}
	}
	re, err := parseExpression(pattern)
	if err != nil {
		return nil
	}
	list := expand(re)
	slices.Sort(list)
	return slices.Compact(list)
}

// expand returns what the expression matches, nil if that is too much.
func expand(re *syntax.Regexp) []string {
	if re.Flags&syntax.FoldCase != 0 {
		return nil
	}
	switch re.Op {
	case syntax.OpEmptyMatch:
		return []string{""}
	case syntax.OpLiteral:
		return []string{string(re.Rune)}
	case syntax.OpCharClass:
		var list []string
		for i := 0; i+1 < len(re.Rune); i += 2 {
			if re.Rune[i+1]-re.Rune[i] > 10 {
				return nil
			}
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				list = append(list, string(r))
			}
		}
		return atMost(list)
	case syntax.OpCapture:
		return expand(re.Sub[0])
	case syntax.OpQuest:
		if list := expand(re.Sub[0]); list != nil {
			return atMost(append(list, ""))
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			list := expand(sub)
			if list == nil {
				return nil
			}
			if all = append(all, list...); len(all) > mostForms {
				return nil
			}
		}
		return all
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range re.Sub {
			list := expand(sub)
			if list == nil || len(list)*len(all) > mostForms {
				return nil
			}
			longer := make([]string, 0, len(list)*len(all))
			for _, head := range all {
				for _, tail := range list {
					longer = append(longer, head+tail)
				}
			}
			all = longer
		}
		return all
	}
	return nil
}

func atMost(list []string) []string {
	if len(list) > mostForms {
		return nil
	}
	return list
}

// expression is a pattern that is no list of words.
type expression struct {
	re       *regexp.Regexp // its group 1 is what matched
	bounded  bool           // group 1 begins and ends at the edges of words
	fold     bool
	literals []string // one of these is in every match; none if that cannot be said
}

// compile makes an expression. That between edges begins and ends with whole words, which Go's \b sees
// in English only.
func compile(pattern string, ignoreCase, bounded bool) (*expression, error) {
	parsed, err := parseExpression(pattern)
	if err != nil {
		return nil, err
	}
	p := "(" + pattern + ")"
	if bounded {
		p = `(?:^|[^\p{L}\p{M}\p{N}_])` + p + `(?:$|[^\p{L}\p{M}\p{N}_])`
	}
	if ignoreCase {
		p = "(?i)" + p
	}
	re, err := regexp.Compile(p)
	if err != nil {
		return nil, err
	}
	e := &expression{re: re, bounded: bounded, fold: ignoreCase, literals: literals(parsed.Simplify())}
	if e.fold {
		for i := range e.literals {
			e.literals[i] = strings.ToLower(e.literals[i])
		}
	}
	return e, nil
}

// literals returns words one of which every match has in it, nil if there are no such words.
func literals(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if len(re.Rune) < 2 || re.Flags&syntax.FoldCase != 0 {
			return nil
		}
		return []string{string(re.Rune)}
	case syntax.OpCapture, syntax.OpPlus:
		return literals(re.Sub[0])
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if l := literals(sub); l != nil && (best == nil || len(l) < len(best)) {
				best = l
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			l := literals(sub)
			if l == nil {
				return nil
			}
			all = append(all, l...)
		}
		if len(all) <= 16 {
			return all
		}
	}
	return nil
}

// find calls found with each match in the piece of the text, and its groups as the package regexp has them.
func (e *expression) find(t *text, piece prose.Span, found func(span prose.Span, groups []int)) {
	if !e.possible(t) {
		return
	}
	s := t.Text[piece.Start:piece.End]
	for at, matches := 0, 0; at <= len(s) && matches < mostFindings; matches++ {
		m := e.re.FindStringSubmatchIndex(s[at:])
		if m == nil {
			return
		}
		from, to := at+m[2], at+m[3]
		if to > from && e.whole(s, from, to) {
			groups := make([]int, len(m))
			for i := range m {
				groups[i] = m[i] + at + piece.Start
				if m[i] < 0 {
					groups[i] = -1
				}
			}
			found(prose.Span{Start: piece.Start + from, End: piece.Start + to}, groups)
		}
		next := to
		if to == from {
			next = at + m[1]
			if next == at {
				_, size := utf8.DecodeRuneInString(s[at:])
				next += max(size, 1)
			}
		}
		at = next
	}
}

// whole reports whether the match begins and ends at the edges of words: after the first match the
// expression no longer sees what stands before the next.
func (e *expression) whole(s string, from, to int) bool {
	if !e.bounded {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	return (from == 0 || !wordRune(before)) && (to == len(s) || !wordRune(after))
}

func wordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// possible reports whether a match may be in the text, by the words that it would have in it.
func (e *expression) possible(t *text) bool {
	if len(e.literals) == 0 {
		return true
	}
	s := t.Text
	if e.fold {
		s = t.lower()
	}
	return slices.ContainsFunc(e.literals, func(l string) bool { return strings.Contains(s, l) })
}
