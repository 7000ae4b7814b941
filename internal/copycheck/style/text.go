package style

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// text is one field of a story, taken apart.
type text struct {
	*prose.Document
	field Field
	words []wordID // of the tokens
	small string   // the text in lower case, once it was asked for
}

// lower returns the text in lower case.
func (t *text) lower() string {
	if t.small == "" {
		t.small = strings.ToLower(t.Text)
	}
	return t.small
}

func (r *reading) takeApart() {
	add := func(name FieldName, index int, in prose.Input) {
		in.Language = r.sheet.Language
		r.texts = append(r.texts, &text{Document: prose.Analyse(in), field: Field{name, index}})
	}
	furniture := func(s string) prose.Input { return prose.Input{Text: s, Date: r.story.Body.Date} }
	add(Headline, 0, furniture(r.story.Headline))
	add(Standfirst, 0, furniture(r.story.Standfirst))
	add(Body, 0, r.story.Body)
	for i, c := range r.story.Captions {
		add(CaptionText, i, furniture(c.Text))
		add(Credit, i, furniture(c.Credit))
	}
	documents := make([]*prose.Document, len(r.texts))
	for i, t := range r.texts {
		documents[i] = t.Document
	}
	r.cases = prose.CasesOf(documents...)
	for _, d := range documents {
		d.FindNames(r.cases)
	}
}

// body returns the text of the story itself.
func (r *reading) body() *text { return r.texts[2] }

// within calls do with each text that the rule looks at.
func (r *reading) within(rule *Rule, do func(*text)) {
	for _, t := range r.texts {
		if rule.scope.has(t.field.Name) {
			do(t)
		}
	}
}

// tokenAt returns the first token that ends after the byte; it may begin after it, or not be there.
func (t *text) tokenAt(b int) int {
	return sort.Search(len(t.Tokens), func(i int) bool { return t.Tokens[i].End > b })
}

// quoted reports whether a word of the span is within quotation marks.
func (t *text) quoted(s prose.Span) bool {
	for i := t.tokenAt(s.Start); i < len(t.Tokens) && t.Tokens[i].Start < s.End; i++ {
		if t.Tokens[i].Quotation != prose.None {
			return true
		}
	}
	return false
}

// gap says what stands between a token and the one before it.
type gap uint64

const (
	nothingBetween gap = iota
	spaceBetween
	hyphenBetween
	paragraphBetween // or it is the first
)

func (t *text) gapBefore(i int) gap {
	switch {
	case i == 0 || t.Tokens[i].Paragraph != t.Tokens[i-1].Paragraph:
		return paragraphBetween
	case t.Tokens[i].Joined:
		return hyphenBetween
	case t.Tokens[i].Start == t.Tokens[i-1].End:
		return nothingBetween
	}
	return spaceBetween
}

// edges reports whether words begin at the token from and end before the token to: the n't of didn't
// is no word by itself.
func (t *text) edges(from, to int) bool {
	wordy := func(i int) bool { return !t.Tokens[i].Mark }
	if wordy(from) && from > 0 && wordy(from-1) && t.gapBefore(from) == nothingBetween {
		return false
	}
	if to < len(t.Tokens) && wordy(to) && wordy(to-1) && t.gapBefore(to) == nothingBetween {
		first, _ := utf8.DecodeRuneInString(t.Tokens[to].Text)
		return strings.ContainsRune("'’ʼ", first)
	}
	return true
}

// after and before return the token next to i, or nil if there is none in its sentence.
func (t *text) after(i int) *prose.Token  { return t.beside(i, i+1) }
func (t *text) before(i int) *prose.Token { return t.beside(i, i-1) }

func (t *text) beside(i, j int) *prose.Token {
	if j < 0 || j >= len(t.Tokens) || t.Tokens[i].Sentence != t.Tokens[j].Sentence {
		return nil
	}
	return &t.Tokens[j]
}

// lines returns the paragraphs that are not empty.
func (t *text) lines() []prose.Span {
	var spans []prose.Span
	start := 0
	for start <= len(t.Text) {
		end := strings.IndexByte(t.Text[start:], '\n')
		if end < 0 {
			end = len(t.Text)
		} else {
			end += start
		}
		if strings.TrimSpace(t.Text[start:end]) != "" {
			spans = append(spans, prose.Span{Start: start, End: end})
		}
		start = end + 1
	}
	return spans
}

// pieces returns the parts of the text that a rule of the scope looks at one by one.
func (t *text) pieces(s scope) []prose.Span {
	switch s.piece {
	case "paragraph":
		return t.lines()
	case "sentence":
		spans := make([]prose.Span, len(t.Sentences))
		for i, r := range t.Sentences {
			spans[i] = t.Of(r)
		}
		return spans
	}
	if t.Text == "" {
		return nil
	}
	return []prose.Span{{Start: 0, End: len(t.Text)}}
}
