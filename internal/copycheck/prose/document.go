// Package prose takes a text apart into what the copy check compares: words, sentences, quotations,
// figures, dates and names, in English and in Bangla. It knows nothing of a second text.
//
// All places are bytes of the text as it was given, and never inside a rune. The same text makes the
// same document, on every machine.
package prose

import "time"

// Input is a text and what must be known of it to read its days.
type Input struct {
	ID       string    // names it in a finding
	Text     string    // paragraphs end with a line feed
	Language string    // "en" or "bn"; anything else is read as "en"
	Date     time.Time // of its dateline, in its zone; zero if that is not known
	Place    string    // of its dateline, "" if that is not known
	Credit   string    // the agency or paper that it is by, "" if that is not known
}

// Document is a text taken apart.
type Document struct {
	Input
	Tokens     []Token
	Sentences  []Range
	Quotations []Quotation
	Figures    []Figure
	Dates      []Date
	Names      []Name // after FindNames
	cases      cases
}

// Span is a part of the text: from the byte Start up to and without End.
type Span struct{ Start, End int }

// Overlaps reports whether the two share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Range is a run of tokens: from From up to and without To.
type Range struct{ From, To int }

// Has reports whether the token is in the run.
func (r Range) Has(token int) bool { return r.From <= token && token < r.To }

// None is the index of no quotation, figure, date or name.
const None = -1

// Token is a word, a part of one (the n't of didn't, the 's of a possessive) or a mark.
type Token struct {
	Span
	Text       string
	Folded     string // in lower case, without accents, its digits 0 to 9; a mark in its plain form
	Stem       string // of a word, by its language; "" of a mark and of a possessive's 's
	Sentence   int
	Paragraph  int
	Mark       bool // no word
	Stop       bool // says too little to be compared
	Digits     bool // begins with a digit
	Capital    bool // begins with a capital letter, or has one where iPhone has
	Capitals   bool // nothing but capital letters, two at least
	Possessive bool // the 's of a possessive
	Joined     bool // to the token before it, by a hyphen
	First      bool // of its sentence or quotation, so that its capital letter says little
	Quotation  int  // that it is in, or None; so too the next three
	Figure     int
	Date       int
	Name       int
}

// Word reports whether the token is a word to be compared.
func (t *Token) Word() bool { return !t.Mark && !t.Possessive }

// Analyse takes a text apart, all but its names: whether a capital letter begins one is told by all
// the texts of a check, so FindNames comes after.
func Analyse(in Input) *Document {
	d := &Document{Input: in}
	d.tokenise()
	d.findSentences()
	d.findQuotations()
	d.countCases()
	d.findDates()
	d.findFigures()
	return d
}

// most is how many figures, dates, names and quotations of a text are found, of each: more has no story, and what has more is not to
// take the longer for it.
const most = 1000

// Cut returns the text of the span.
func (d *Document) Cut(s Span) string { return d.Text[s.Start:s.End] }

// Of returns the span of a run of tokens, which may not be empty.
func (d *Document) Of(r Range) Span { return Span{d.Tokens[r.From].Start, d.Tokens[r.To-1].End} }

// SentenceOf returns the sentence that the token is in.
func (d *Document) SentenceOf(token int) Range { return d.Sentences[d.Tokens[token].Sentence] }

// Bangla reports whether the text is in Bangla.
func (d *Document) Bangla() bool { return d.Language == "bn" }

// at returns the token, or one that is nothing if there is none there.
func (d *Document) at(i int) *Token {
	if i < 0 || i >= len(d.Tokens) {
		return &nothing
	}
	return &d.Tokens[i]
}

var nothing = Token{Mark: true, Sentence: -1, Paragraph: -1, Quotation: None, Figure: None, Date: None, Name: None}

// same reports whether both tokens are there and in one sentence.
func (d *Document) same(i, j int) bool {
	return j >= 0 && j < len(d.Tokens) && d.Tokens[i].Sentence == d.Tokens[j].Sentence
}
