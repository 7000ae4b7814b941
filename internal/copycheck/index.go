// Package copycheck reads a story against its sources, and finds where it does not say what they say: a figure
// that slipped, a quotation that was improved, a name spelt otherwise, a "not" that went missing.
//
// It goes by words and knows no meaning; docs/copycheck.md says what it finds, how surely, and what it cannot see.
// It reads no file and no clock, and the same texts make the same findings, byte for byte, on every machine.
package copycheck

import (
	"math"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Index is the sources of a story, made ready to be looked things up in. It is made once for the versions
// of the sources that a story has, does not change, and may be used by many at once.
type Index struct {
	sources   []*text
	cases     prose.Cases
	stems     map[string]int32   // each stem that a source has
	weights   []float64          // of the stems: the rarer, the heavier
	sentences []place            // all of them
	having    [][]int32          // by stem: the sentences that have it
	words     map[string]bool    // each folded word that a source has
	capital   map[string]bool    // those that one has with a capital
	runs      map[uint64][]at    // three words in a row: where they begin, as a place in text.words
	quoted    map[uint64][]at    // the same for words within quotation marks, in text.quoted
	places    map[string][]at    // by each word as quotations are compared: where it is, in text.words
	tokens    [][]at             // by stem: its tokens
	fields    map[string][]int32 // by each closed field: the stems of it that the sources have
	entities  entities
	lasts     []string       // the last words of the names, each once
	lastsAt   map[string]int // where each is in lasts
	countries map[string]bool
	known     []string        // words of credits and datelines
	credits   [][]string      // the words of each credit
	weekdays  map[string]bool // weekdays with the word after them where that has a capital: "sunday times"
	denials   map[place][]denial
	allDated  bool // the day of every source is known
}

// text is a document with what the check needs beside.
type text struct {
	*prose.Document
	id      int
	stem    []int32  // by token: the number of its stem, or none
	says    []bool   // by token: whether it is a word that says something
	plain   []string // by token: its word as quotations are compared
	words   []int    // the tokens that are words
	quoted  []int    // those of them within quotation marks
	figures [][]int32
	dates   [][]int32 // the contexts of its figures and dates: widely in a source, closely in a story
	named   []around  // of a source: what is around its names
	lasts   []int     // of a source, by name: the number of its last word among the last words of all names
}

// place is a sentence of a source, at a place in its text.words.
type (
	place struct{ source, sentence int }
	at    struct{ source, word int } // a word of a source, as a place in its text.words or as a token
)

const none = -1

// NewIndex takes the sources apart.
func NewIndex(sources []prose.Input) *Index {
	ix := &Index{
		stems: map[string]int32{}, words: map[string]bool{}, capital: map[string]bool{}, runs: map[uint64][]at{}, quoted: map[uint64][]at{}, places: map[string][]at{},
		lastsAt: map[string]int{}, countries: map[string]bool{}, fields: map[string][]int32{}, weekdays: map[string]bool{}, denials: map[place][]denial{}, allDated: len(sources) > 0,
	}
	documents := make([]*prose.Document, 0, len(sources))
	for i, in := range sources {
		d := prose.Analyse(in)
		documents = append(documents, d)
		ix.sources = append(ix.sources, &text{Document: d, id: i})
		ix.allDated = ix.allDated && !in.Date.IsZero()
		ix.know(in.Credit, in.Place)
		if credit := folded(in.Credit); len(credit) > 0 {
			ix.credits = append(ix.credits, credit)
		}
	}
	ix.cases = prose.CasesOf(documents...)
	for _, s := range ix.sources {
		s.FindNames(ix.cases)
		ix.knowDateline(s)
		ix.addWords(s)
		ix.addSentences(s)
	}
	ix.weigh()
	ix.entities = entitiesOf(ix.sources)
	for _, s := range ix.sources {
		s.FindSpeakers()
		s.contexts(widely)
		for i := range s.Names {
			s.named = append(s.named, s.around(s.Names[i].Range))
			s.lasts = append(s.lasts, ix.lastOf(&s.Names[i]))
		}
		for n := range s.Sentences {
			if d := denialsOf(s, n); len(d) > 0 {
				ix.denials[place{s.id, n}] = d
			}
		}
	}
	return ix
}

// lastOf returns the number of the name's last word.
func (ix *Index) lastOf(n *prose.Name) int {
	word := lastWord(n)
	at, ok := ix.lastsAt[word]
	if !ok {
		at = len(ix.lasts)
		ix.lastsAt[word] = at
		ix.lasts = append(ix.lasts, word)
	}
	return at
}

// knowDateline adds the words with a capital that stand before the dash of a dateline.
func (ix *Index) knowDateline(s *text) {
	for k := range min(len(s.Tokens), longestDateline) {
		if plain := s.Tokens[k].Folded; s.Tokens[k].Paragraph > 0 || plain != "-" {
			continue
		}
		ix.knowBracket(s, k)
		for i := range k {
			t := &s.Tokens[i]
			if !t.Capital {
				continue
			}
			ix.known = append(ix.known, t.Folded)
			if v := lexicon.Variant(t.Folded); v != "" {
				ix.known = append(ix.known, v)
			}
		}
		return
	}
}

// knowBracket adds what stands in brackets at the end of a dateline before the token: the agency that the source is by, in short.
func (ix *Index) knowBracket(s *text, dash int) {
	first := dash - 2
	for first > 0 && s.Tokens[first].Text != "(" {
		first--
	}
	if dash < 3 || s.Tokens[dash-1].Text != ")" || first == dash-2 || s.Tokens[first].Text != "(" {
		return
	}
	if credit := folded(s.Cut(s.Of(prose.Range{From: first + 1, To: dash - 1}))); len(credit) > 0 {
		ix.credits = append(ix.credits, credit)
	}
}

// longestDateline is how many words and marks a dateline has at most.
const longestDateline = 14

// folded returns the words of a text as names have them.
func folded(text string) (words []string) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" ,()&", r) }) {
		words = append(words, prose.Fold(word))
	}
	return words
}

// know adds the words of what is known of a source beside its text.
func (ix *Index) know(texts ...string) {
	for _, text := range texts {
		for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' }) {
			word = prose.Fold(word)
			ix.words[word], ix.capital[word] = true, true
			ix.known = append(ix.known, word)
			if country := lexicon.Country(word); country != "" {
				ix.countries[country] = true
			}
		}
	}
}

func (ix *Index) number(stem string) int32 {
	n, ok := ix.stems[stem]
	if !ok {
		n = int32(len(ix.stems)) //nolint:gosec // a text is not that long
		ix.stems[stem] = n
		ix.having, ix.tokens = append(ix.having, nil), append(ix.tokens, nil)
		for f := range strings.FieldsSeq(lexicon.Fields(stem)) {
			number, _, _ := strings.Cut(f, ".")
			ix.fields[number] = append(ix.fields[number], n)
		}
	}
	return n
}

func (ix *Index) addWords(s *text) {
	s.stem = make([]int32, len(s.Tokens))
	for i := range s.Tokens {
		t := &s.Tokens[i]
		s.stem[i] = none
		if !t.Word() {
			continue
		}
		ix.words[t.Folded] = true
		if t.Capital {
			ix.capital[t.Folded] = true
			if c := lexicon.Country(t.Folded); c != "" {
				ix.countries[c] = true
			}
			if before := s.before(i); before != nil && prose.Weekday(before.Folded) && before.Capital {
				ix.weekdays[before.Folded+" "+t.Folded] = true
			}
		}
		s.stem[i] = ix.number(t.Stem)
		if tokens := ix.tokens[s.stem[i]]; len(tokens) < mostTokens {
			ix.tokens[s.stem[i]] = append(tokens, at{s.id, i})
		}
	}
	for i := range s.Names {
		if c := lexicon.Country(s.Names[i].Full()); c != "" {
			ix.countries[c] = true
		}
	}
	s.words, s.quoted = s.streams()
	for k, i := range s.words {
		w := s.plain[i]
		ix.places[w] = append(ix.places[w], at{s.id, k})
	}
	addRuns(ix.runs, s, s.words)
	addRuns(ix.quoted, s, s.quoted)
}

func (s *text) before(i int) *prose.Token {
	if i == 0 || s.Tokens[i-1].Sentence != s.Tokens[i].Sentence {
		return nil
	}
	return &s.Tokens[i-1]
}

// streams returns the words of the text, and those within quotation marks: "…," he said, "…" is one
// run there. The per of per cent is left out, so that all ways to write it are one word.
func (s *text) streams() (words, quoted []int) {
	s.says, s.plain = make([]bool, len(s.Tokens)), make([]string, len(s.Tokens))
	for i := range s.Tokens {
		s.plain[i] = plain(s.Tokens[i].Folded)
		s.says[i] = s.Tokens[i].Word() && !s.Tokens[i].Stop
	}
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if !t.Word() || t.Folded == "per" && i+1 < len(s.Tokens) && s.Tokens[i+1].Folded == "cent" {
			continue
		}
		words = append(words, i)
		if t.Quotation != prose.None {
			quoted = append(quoted, i)
		}
	}
	return words, quoted
}

func addRuns(runs map[uint64][]at, s *text, words []int) {
	for k := 0; k+2 < len(words); k++ {
		h := run(s.plain[words[k]], s.plain[words[k+1]], s.plain[words[k+2]])
		runs[h] = append(runs[h], at{s.id, k})
	}
}

// run is a hash of three words (FNV-1a).
func run(words ...string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return h
}

// plain returns a word as quotations are compared: without the differences of house styles.
func plain(folded string) string {
	switch folded {
	case "percent", "pct", "%", "cent":
		return "percent"
	case "okay":
		return "ok"
	}
	if a := lexicon.American(folded); a != "" {
		return a
	}
	return folded
}

// mostTokens is how many tokens of a stem are kept.
const mostTokens = 60

// mostSentences is how many sentences that have a stem are kept: one that more have tells little.
const mostSentences = 300

func (ix *Index) addSentences(s *text) {
	for n, r := range s.Sentences {
		p, number := place{s.id, n}, int32(len(ix.sentences)) //nolint:gosec // a text is not that long
		for i := r.From; i < r.To; i++ {
			id := s.stem[i]
			if id == none || s.Tokens[i].Stop {
				continue
			}
			if h := ix.having[id]; len(h) < mostSentences && (len(h) == 0 || h[len(h)-1] != number) {
				ix.having[id] = append(h, number)
			}
		}
		ix.sentences = append(ix.sentences, p)
	}
}

func (ix *Index) weigh() {
	n := float64(len(ix.sentences)) + 1
	ix.weights = make([]float64, len(ix.having))
	for id, sentences := range ix.having {
		ix.weights[id] = math.Log(1 + n/math.Max(1, float64(len(sentences))))
	}
}

// weight returns the weight of a stem, that of one that no source has included.
func (ix *Index) weight(id int32) float64 {
	if id >= 0 && int(id) < len(ix.weights) {
		return ix.weights[id]
	}
	return math.Log(2 + float64(len(ix.sentences)))
}

// widely and closely are how many words around a figure or date its context is.
const (
	widely  = 9
	closely = 6
)

// contexts notes the contexts of all figures and dates.
func (s *text) contexts(reach int) {
	for i := range s.Figures {
		s.figures = append(s.figures, s.context(s.Figures[i].Range, reach))
	}
	for i := range s.Dates {
		s.dates = append(s.dates, s.context(s.Dates[i].Range, reach))
	}
}

// context returns the stems that say something among the words on both sides, in the same sentence.
func (s *text) context(r prose.Range, reach int) []int32 {
	var out []int32
	sentence := s.SentenceOf(r.From)
	take := func(i int) bool {
		t := &s.Tokens[i]
		if !t.Word() {
			return false
		}
		if !t.Stop && t.Figure == prose.None && t.Date == prose.None {
			out = append(out, s.stem[i])
		}
		return true
	}
	for i, n := r.From-1, 0; i >= sentence.From && n < reach; i-- {
		if take(i) {
			n++
		}
	}
	for i, n := r.To, 0; i < sentence.To && n < reach; i++ {
		if take(i) {
			n++
		}
	}
	return out
}
