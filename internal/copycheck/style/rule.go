package style

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// Rule is one rule of a sheet. Which of its fields mean something depends on what it extends.
type Rule struct {
	ID      string
	Name    string // what people call it; "" for by its id
	Extends Kind
	Message string // with %s for what was found; of a substitution, first for what should stand there
	Bangla  string // the message in Bangla
	Level   Level
	Owner   string    // who answers for it
	Since   time.Time // a day
	Note    string    // why
	Link    string
	Quoted  bool     // looks at quoted words too
	Scopes  []string // the parts of a story that it looks at; none for those that its kind does

	// Of Vale's schema.
	IgnoreCase bool
	NonWord    bool     // tokens may begin and end within a word
	Tokens     []string // existence, repetition
	Raw        []string // existence: put together to one expression
	Swap       []Pair   // substitution
	Either     []Pair   // consistency
	Exceptions []string
	First      string // conditional: where this stands …
	Second     string // … this must too
	Whole      bool   // conditional: both are whole words
	Token      string // occurrence
	Max, Min   int    // occurrence; of a headline, how many letters
	Alpha      bool   // repetition: of letters only
	Match      string // capitalization: $title, $sentence, $lower, $upper or an expression
	Indicators []string
	Threshold  float64

	// Of our own.
	Endings  bool   // a word of a list may have a Bangla ending
	Form     string // variety, date, percent, quotation, headline, digits
	Mixed    Level  // of a form that is not the house's where the story has both
	Ordinals bool   // dates may be 3rd of July
	Words    int    // numbers up to this are written in words
	Start    bool   // numbers: a sentence may not begin with a figure
	Stop     bool   // headline: may end with a full stop
	Credit   bool   // caption: a credit is asked for
	Days     int    // caption: a picture that is older is to be labelled
	Labels   []string
	Marks    []string // marks: which faults are looked for

	scope scope
	where string // file and line, for messages
}

// At returns the rule at another level: what it says of two forms in one story moves along, never to the other side of it.
func (r Rule) At(l Level) Rule {
	if l < r.Level {
		r.Mixed = min(r.Mixed, l)
	} else {
		r.Mixed = max(r.Mixed, l)
	}
	r.Level = l
	return r
}

// Title is what people call the rule.
func (r Rule) Title() string {
	if r.Name != "" {
		return r.Name
	}
	return r.ID
}

// Pair is two forms that belong together: the one found and what is to stand in its place.
type Pair struct{ From, To string }

// Kind is what a rule extends.
type Kind string

// The kinds of rules, Vale's first.
const (
	Existence      Kind = "existence"
	Substitution   Kind = "substitution"
	Occurrence     Kind = "occurrence"
	Repetition     Kind = "repetition"
	Consistency    Kind = "consistency"
	Conditional    Kind = "conditional"
	Capitalization Kind = "capitalization"

	Variety        Kind = "variety" // British or American
	Number         Kind = "number"
	DateForm       Kind = "date"
	Percent        Kind = "percent"
	Quotation      Kind = "quotation"
	FirstReference Kind = "firstreference"
	HeadlineForm   Kind = "headline"
	CaptionForm    Kind = "caption"
	Digits         Kind = "digits"
	Marks          Kind = "marks"
	Bijoy          Kind = "bijoy"
)

// scope is the part of a story that a rule looks at.
type scope struct {
	fields []FieldName
	piece  string // "paragraph", "sentence" or "" for a whole field
}

var everyField = []FieldName{Headline, Standfirst, Body, CaptionText}

// scopes are the words of the field scope.
var scopes = map[string]scope{
	"text":       {fields: everyField},
	"headline":   {fields: []FieldName{Headline}},
	"heading":    {fields: []FieldName{Headline}}, // Vale's
	"standfirst": {fields: []FieldName{Standfirst}},
	"body":       {fields: []FieldName{Body}},
	"caption":    {fields: []FieldName{CaptionText}},
	"credit":     {fields: []FieldName{Credit}},
	"paragraph":  {fields: []FieldName{Body}, piece: "paragraph"},
	"sentence":   {fields: []FieldName{Standfirst, Body, CaptionText}, piece: "sentence"},
}

func (s scope) has(f FieldName) bool { return slices.Contains(s.fields, f) }

// readScope reads one scope or several, each perhaps with a ~ before it for all but that one. The error is the word that is no scope.
func readScope(words []string) (scope, error) {
	if len(words) == 0 {
		return scopes["text"], nil
	}
	var s scope
	var not []FieldName
	for _, w := range words {
		name, negated := strings.CutPrefix(w, "~")
		one, ok := scopes[name]
		if !ok {
			return s, errors.New(w)
		}
		if negated {
			not = append(not, one.fields...)
			continue
		}
		s.fields = append(s.fields, one.fields...)
		s.piece = one.piece
	}
	if len(s.fields) == 0 {
		s.fields = slices.Clone(everyField)
	}
	s.fields = slices.DeleteFunc(slices.Clone(s.fields), func(f FieldName) bool { return slices.Contains(not, f) })
	return s, nil
}

// say fills the words into the rule's message, or into ours if it has none. Each %s takes the next word.
func (r *Rule) say(ours, banglaOurs string, words ...string) (english, bangla string) {
	switch {
	case r.Message != "":
		return fill(r.Message, words, ""), fill(r.Bangla, words, "bn")
	case r.Bangla != "":
		return fill(ours, words, ""), fill(r.Bangla, words, "bn")
	}
	return fill(ours, words, ""), fill(banglaOurs, words, "bn")
}

// fill puts a word in place of each %s; those that are left over say nothing. In Bangla a number that is not
// between quotation marks is ours, and has Bangla digits.
func fill(message string, words []string, language string) string {
	if !strings.Contains(message, "%") {
		return message
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(message, "%s")
		b.WriteString(strings.ReplaceAll(before, "%%", "%"))
		if !found {
			return b.String()
		}
		if len(words) > 0 {
			word := short(words[0])
			if language == "bn" && !strings.HasSuffix(before, "“") {
				word = otherDigits(word, "bangla")
			}
			b.WriteString(word)
			words = words[1:]
		}
		message = after
	}
}

// short cuts what was found down to what a sentence can hold.
func short(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-1]) + "…"
}

// What a rule says that avoids words, if whoever wrote it had no words of their own.
const (
	AvoidMessage = "Do not write “%s”."
	AvoidBangla  = "“%s” লেখা হয় না।"
)
