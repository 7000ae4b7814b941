package measure

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Mutation is a story with one thing changed, as it slips on a desk.
type Mutation struct {
	Kind string
	Text string
	Span prose.Span // of Text: what was changed, or the words around what was left out
	Was  string
}

// mutator finds all places where a story can be changed, with what to put there. It goes by patterns and lists of its own,
// and knows nothing of the check.
type mutator struct {
	kind string
	find func(w *world) []change
}

// change puts words in the place of others.
type change struct {
	from, to int
	with     string
}

// world is a pair with what the mutators need of it.
type world struct {
	Pair
	text    string
	sources string // the texts of all of them
	random  *rand.Rand
	people  []string
	places  []string
	bodies  []string
	phrases []string
}

// acrossLanguages are the kinds that can be found in a story in another language than its sources.
var acrossLanguages = map[string]bool{"figure": true, "unit": true, "date": true, "weekday": true, "year": true}

// mostOfKind is how many mutations of one kind are made of a story.
const mostOfKind = 6

// Mutations returns mutations of the pair's story, the same ones for the same seed.
func Mutations(p Pair, seed uint64) []Mutation {
	w := newWorld(p, seed)
	all := english
	if p.Story.Language == "bn" {
		all = bangla
	}
	var out []Mutation
	crossing := slices.ContainsFunc(p.Sources, func(in prose.Input) bool { return in.Language != p.Story.Language })
	for _, m := range all {
		if crossing && !acrossLanguages[m.kind] {
			continue
		}
		changes := m.find(w)
		w.random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		for _, c := range changes[:min(len(changes), mostOfKind)] {
			out = append(out, w.make(m.kind, c))
		}
	}
	return out
}

func newWorld(p Pair, seed uint64) *world {
	w := &world{Pair: p, text: p.Story.Text, random: rand.New(rand.NewPCG(seed, uint64(len(p.Story.Text))))} //nolint:gosec // the same again is what is wanted
	for _, s := range p.Sources {
		w.sources += s.Text + "\n"
	}
	w.readNames()
	return w
}

// make makes the change. Where words are left out the span is the words on both sides.
func (w *world) make(kind string, c change) Mutation {
	m := Mutation{Kind: kind, Text: w.text[:c.from] + c.with + w.text[c.to:], Was: w.text[c.from:c.to], Span: prose.Span{Start: c.from, End: c.from + len(c.with)}}
	if strings.TrimSpace(c.with) == "" {
		before, after := strings.TrimRight(m.Text[:c.from], " "), m.Text[m.Span.End:]
		m.Span.Start = strings.LastIndexAny(before, " \n") + 1
		trimmed := strings.TrimLeft(after, " ")
		m.Span.End += len(after) - len(trimmed)
		if i := strings.IndexAny(trimmed, " \n"); i >= 0 {
			m.Span.End += i
		} else {
			m.Span.End = len(m.Text)
		}
	}
	return m
}

// each returns a change for each match of the pattern (of its first group, if it has one) that with answers with words.
func (w *world) each(pattern *regexp.Regexp, with func(was string) string) (out []change) {
	for _, m := range pattern.FindAllStringSubmatchIndex(w.text, -1) {
		from, to := m[0], m[1]
		if len(m) > 2 && m[2] >= 0 {
			from, to = m[2], m[3]
		}
		was := w.text[from:to]
		if words := with(was); words != "" && words != was {
			out = append(out, change{from, to, words})
		}
	}
	return out
}

// swaps returns a changer of words by a list of "one/other" pairs, both ways.
func swaps(list string) (*regexp.Regexp, func(string) string) {
	m := map[string]string{}
	var words []string
	for pair := range strings.FieldsSeq(list) {
		a, b, _ := strings.Cut(strings.ReplaceAll(pair, "_", " "), "/")
		m[a], m[b] = b, a
		words = append(words, regexp.QuoteMeta(a), regexp.QuoteMeta(b))
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return regexp.MustCompile(`(?:^|[^\pL\pM])(` + strings.Join(words, "|") + `)(?:$|[^\pL\pM])`), func(was string) string { return m[was] }
}

// changing changes words one way only.
func changing(list string) func(w *world) []change {
	one := map[string]string{}
	for pair := range strings.FieldsSeq(list) {
		a, b, _ := strings.Cut(strings.ReplaceAll(pair, "_", " "), "/")
		one[a] = b
	}
	pattern, _ := swaps(list)
	return func(w *world) []change {
		return w.outsideQuotes(w.each(pattern, func(was string) string { return one[was] }))
	}
}

func swapping(list string) func(w *world) []change {
	pattern, with := swaps(list)
	return func(w *world) []change { return w.outsideQuotes(w.each(pattern, with)) }
}

// where keeps the changes that the words before and after them allow: what makes no sense is no slip of a desk.
func where(find func(w *world) []change, allow func(before, after string) bool) func(w *world) []change {
	return func(w *world) []change {
		return slices.DeleteFunc(find(w), func(c change) bool { return !allow(w.text[:c.from], w.text[c.to:]) })
	}
}

// outsideQuotes leaves out the changes within quotations: those are mutated by their own.
func (w *world) outsideQuotes(changes []change) []change {
	return slices.DeleteFunc(changes, func(c change) bool {
		return slices.ContainsFunc(quoted.FindAllStringIndex(w.text, -1), func(q []int) bool { return q[0] < c.to && c.from < q[1] })
	})
}

// quoted is what is in double marks. A straight mark opens after a space and closes after what is none: between two quotations nobody is quoted.
var quoted = regexp.MustCompile(`(?m)“([^”\n]+)”|(?:^|[\s(\[—–-])"([^"\s](?:[^"\n]*[^"\s])?)"`)

// quotes returns where the words within quotation marks are, of quotations of five words or more.
func quotes(text string) (out [][2]int) {
	for _, m := range quoted.FindAllStringSubmatchIndex(text, -1) {
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		if len(strings.Fields(text[from:to])) >= 5 {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}

// otherFigure returns another number of the same look: two digits exchanged, or one changed.
func (w *world) otherFigure(was string) string {
	value := func(s string) string { return strings.ReplaceAll(s, ",", "") }
	digits := []rune(was)
	var at []int
	zero := '0'
	for i, r := range digits {
		if r >= '0' && r <= '9' {
			at = append(at, i)
		} else if r >= '০' && r <= '৯' {
			at, zero = append(at, i), '০'
		}
	}
	for range 20 {
		d := slices.Clone(digits)
		if len(at) >= 2 && w.random.IntN(2) == 0 {
			i := w.random.IntN(len(at) - 1)
			d[at[i]], d[at[i+1]] = d[at[i+1]], d[at[i]]
		} else {
			i := at[w.random.IntN(len(at))]
			d[i] = zero + rune(1+w.random.IntN(9))
		}
		s := string(d)
		if value(s) != value(was) && d[at[0]] != zero && !strings.Contains(w.sources, s) {
			return s
		}
	}
	return ""
}

// quotedWords returns the words within long quotations that say something.
func (w *world) quotedWords() (out [][2]int) {
	for _, q := range quotes(w.text) {
		for _, m := range contentWord.FindAllStringIndex(w.text[q[0]:q[1]], -1) {
			out = append(out, [2]int{q[0] + m[0], q[0] + m[1]})
		}
	}
	return out
}

var contentWord = regexp.MustCompile(`[\pL\pM]{5,}`)

func (w *world) quoteReplaced() (out []change) {
	words := contentWord.FindAllString(w.sources, -1)
	for _, q := range w.quotedWords() {
		was := w.text[q[0]:q[1]]
		for range 10 {
			other := words[w.random.IntN(len(words))]
			if !strings.EqualFold(other, was) && strings.ToLower(other) == other {
				out = append(out, change{q[0], q[1], other})
				break
			}
		}
	}
	return out
}

// quoteDeleted leaves a word out, with the space before it; never the last, which no sign could mark.
func (w *world) quoteDeleted() (out []change) {
	for _, q := range w.quotedWords() {
		if w.text[q[0]-1] == ' ' && q[1] < len(w.text) && w.text[q[1]] == ' ' {
			out = append(out, change{q[0] - 1, q[1], ""})
		}
	}
	return out
}

func (w *world) quoteInserted(words ...string) (out []change) {
	for _, q := range w.quotedWords() {
		if w.text[q[0]-1] == ' ' {
			out = append(out, change{q[0], q[0], words[w.random.IntN(len(words))] + " "})
		}
	}
	return out
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }
