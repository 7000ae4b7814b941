package style

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/pattern"
)

// match is something of a list that is in a story.
type match struct {
	text      *text
	span      prose.Span
	pair      int32
	exception bool
	ending    int    // how many bytes of the span are an ending that stays
	to        string // what stands in its place, if an expression found it
}

// listReader reads for existence, substitution and consistency. What the automaton knows was found before.
type listReader struct {
	index       int32
	expressions []listExpression
}

type listExpression struct {
	*expression
	pair      int32
	exception bool
}

// always reports whether the rule reads a story in which the automaton found nothing of it.
func (l *listReader) always() bool { return len(l.expressions) > 0 }

// list puts the rule's words into the automaton, and makes expressions of what is no list of words.
func (s *Sheet) list(index int32, r *Rule) (reader, int, error) {
	l := &listReader{index: index}
	for _, token := range r.Tokens {
		if err := s.listed(l, r, token, entry{rule: index}); err != nil {
			return nil, 0, err
		}
	}
	if len(r.Raw) > 0 {
		e, err := compile(strings.Join(r.Raw, ""), r.IgnoreCase, false)
		if err != nil {
			return nil, 0, err
		}
		l.expressions = append(l.expressions, listExpression{expression: e})
	}
	for i, pair := range r.Swap {
		if err := s.listed(l, r, pair.From, entry{rule: index, pair: int32(i)}); err != nil { //nolint:gosec // there are at most mostPatterns
			return nil, 0, err
		}
	}
	for i, pair := range r.Either {
		for side, form := range []string{pair.From, pair.To} {
			if err := s.listed(l, r, form, entry{rule: index, pair: int32(2*i + side)}); err != nil { //nolint:gosec // as above
				return nil, 0, err
			}
		}
	}
	for _, exception := range r.Exceptions {
		if err := s.listed(l, r, exception, entry{rule: index, exception: true}); err != nil {
			return nil, 0, err
		}
	}
	return l, len(l.expressions), nil
}

// listed puts one pattern of a rule where it is looked for.
func (s *Sheet) listed(l *listReader, r *Rule, pattern string, e entry) error {
	if !r.NonWord && !r.refersTo(e) {
		if list := forms(pattern); len(list) > 0 && s.addAll(list, r, e) {
			return nil
		}
	}
	x, err := compile(pattern, r.IgnoreCase, !r.NonWord)
	if err != nil {
		return fmt.Errorf("%q cannot be looked for: %s", short(pattern), whyBad(err))
	}
	l.expressions = append(l.expressions, listExpression{x, e.pair, e.exception})
	return nil
}

// refersTo reports whether what stands in the place of the entry is made of the groups of its expression.
func (r *Rule) refersTo(e entry) bool {
	return r.Extends == Substitution && !e.exception && strings.Contains(r.Swap[e.pair].To, "$")
}

// addAll puts words and phrases into the automaton, all or none of them.
func (s *Sheet) addAll(list []string, r *Rule, e entry) bool {
	for _, phrase := range list {
		if !wholeWords(phrase) {
			return false
		}
	}
	for _, phrase := range list {
		x := e
		x.endings = r.Endings
		if !r.IgnoreCase {
			x.exact = exactly(phrase)
			x.endings = r.Endings && s.Language == "bn"
		}
		s.lists.add(phrase, s.Language, x)
	}
	return true
}

// wholeWords reports whether a phrase begins and ends with words, so that it is found by its words.
func wholeWords(phrase string) bool {
	first, _ := utf8.DecodeRuneInString(phrase)
	last, _ := utf8.DecodeLastRuneInString(phrase)
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) }
	return inWord(first) && inWord(last) && !strings.Contains(phrase, "\n")
}

// words finds what the automaton knows in every text.
func (r *reading) words() {
	r.matches = map[int32][]match{}
	if len(r.sheet.lists.ids) == 0 {
		return
	}
	for _, t := range r.texts {
		r.sheet.lists.number(t)
		r.sheet.lists.find(t, func(e *entry, run prose.Range, ending int) {
			if rule := &r.sheet.Rules[e.rule]; rule.scope.has(t.field.Name) {
				r.matches[e.rule] = append(r.matches[e.rule], match{text: t, span: t.Of(run), pair: e.pair, exception: e.exception, ending: ending})
			}
		})
	}
}

func (l *listReader) read(r *reading, rule *Rule) {
	found := r.matches[l.index]
	for _, e := range l.expressions {
		r.within(rule, func(t *text) {
			for _, piece := range t.pieces(rule.scope) {
				e.find(t, piece, func(span prose.Span, groups []int) {
					m := match{text: t, span: span, pair: e.pair, exception: e.exception}
					if rule.refersTo(entry{pair: e.pair, exception: e.exception}) {
						m.to = e.inserted(t.Text, rule.Swap[e.pair].To, groups)
					}
					found = append(found, m)
				})
			}
		})
	}
	found = settle(found)
	if rule.Extends == Consistency {
		r.consistency(rule, found)
		return
	}
	for _, m := range found {
		r.listed(rule, m)
	}
}

// inserted puts the groups that matched into the text that stands in their place. The rule's first group is
// our second.
func (e *expression) inserted(s, to string, groups []int) string {
	return string(e.re.ExpandString(nil, shiftGroups(to), s, groups))
}

// shiftGroups makes ${2} of $1 and of ${1}.
func shiftGroups(to string) string {
	return group.ReplaceAllStringFunc(to, func(g string) string {
		n, _ := strconv.Atoi(strings.Trim(g, "${}"))
		return "${" + strconv.Itoa(n+1) + "}"
	})
}

var group = pattern.New(`\$\d{1,2}|\$\{\d{1,2}\}`)

// settle leaves, of what overlaps, the longest that begins first, and drops what an exception covers.
func settle(found []match) []match {
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(fieldOrder(a.text)-fieldOrder(b.text), a.span.Start-b.span.Start, b.span.End-a.span.End, a.ending-b.ending, int(a.pair-b.pair))
	})
	var out []match
	var exceptions []match
	for _, m := range found {
		if m.exception {
			exceptions = append(exceptions, m)
		}
	}
	e := 0
	for _, m := range found {
		if m.exception {
			continue
		}
		for e < len(exceptions) && (fieldOrder(exceptions[e].text) < fieldOrder(m.text) || exceptions[e].text == m.text && exceptions[e].span.End <= m.span.Start) {
			e++
		}
		covered := false
		for k := e; k < len(exceptions) && exceptions[k].text == m.text && exceptions[k].span.Start < m.span.End; k++ {
			covered = covered || exceptions[k].span.Overlaps(m.span)
		}
		if last := len(out) - 1; covered || last >= 0 && out[last].text == m.text && out[last].span.Overlaps(m.span) {
			continue
		}
		out = append(out, m)
	}
	return out
}

func fieldOrder(t *text) int {
	order := map[FieldName]int{Headline: 0, Standfirst: 1, Body: 2, CaptionText: 3, Credit: 4}
	return order[t.field.Name]<<20 + t.field.Index
}

// listed notes a finding of a rule for existence or substitution.
func (r *reading) listed(rule *Rule, m match) {
	found := m.text.Cut(m.span)
	if rule.Extends == Existence {
		english, bangla := rule.say("", "", found)
		r.find(rule, m.text, m.span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
		return
	}
	to := rule.Swap[m.pair].To
	if m.to != "" {
		to = m.to
	}
	to = r.sheet.spelt(to)
	f := Finding{Level: rule.Level}
	shown := to
	if choices := strings.Split(to, "|"); len(choices) > 1 {
		shown = strings.Join(choices, " / ")
	} else if rule.IgnoreCase {
		to = cased(to, found)
		f.Fix, shown = inflectedForm(to, found[len(found)-m.ending:]), to
	} else {
		f.Fix = inflectedForm(to, found[len(found)-m.ending:])
	}
	if exactly(f.Fix) == exactly(found) {
		return
	}
	if m.ending > 0 && f.Fix != "" {
		shown = f.Fix
	}
	f.Sentence, f.Bangla = rule.say("“%s” is the house's form, and not “%s”.", "এখানে “%s” লেখা হয়, “%s” নয়।", shown, found)
	r.find(rule, m.text, m.span, f)
}

// cased writes a form with capital letters where what it takes the place of has them.
func cased(to, found string) string {
	first, size := utf8.DecodeRuneInString(found)
	if !unicode.IsUpper(first) {
		return to
	}
	if upper := strings.ToUpper(found); upper == found && utf8.RuneCountInString(found) > 2 {
		return strings.ToUpper(to)
	}
	start, toSize := utf8.DecodeRuneInString(to)
	if size == 0 || !unicode.IsLower(start) {
		return to
	}
	return string(unicode.ToUpper(start)) + to[toSize:]
}

// consistency notes every form that is not the one the story used first.
func (r *reading) consistency(rule *Rule, found []match) {
	first := map[int32]*match{}
	for i := range found {
		m := &found[i]
		if !rule.Quoted && m.text.quoted(m.span) {
			continue
		}
		pair := m.pair / 2
		if first[pair] == nil {
			first[pair] = m
			continue
		}
		if first[pair].pair == m.pair {
			continue
		}
		was, is := first[pair].text.Cut(first[pair].span), m.text.Cut(m.span)
		f := Finding{Level: rule.Level}
		to := rule.Either[pair].From
		if m.pair%2 == 0 {
			to = rule.Either[pair].To
		}
		if !strings.ContainsAny(to, `\.+*?()|[]{}^$`) {
			f.Fix = cased(to, is) + is[len(is)-m.ending:]
		}
		f.Sentence, f.Bangla = rule.say("The story has “%s” here and “%s” elsewhere.", "এখানে “%s”, অন্য জায়গায় “%s”।", is, was)
		r.find(rule, m.text, m.span, f)
	}
}
