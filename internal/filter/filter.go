// Package filter is a question put to the dispatches of the wires, as data: which of them pass, and why. It is pure.
//
// An editor types one in a line:
//
//	flood OR ferry
//	wire:unb urgency:1-3 -sport topic:"15000000"
//	(flood OR বন্যা) place:sylhet NOT is:kill
//
// What stands side by side must all be so. OR and AND join the two that they stand between; both in one row want parentheses, since people
// read them in two ways. A hyphen or NOT before something turns it round. A word is a whole word in any of its forms, whatever its case: flood
// is also "Floods" and "flooded", and নদী is also নদীর. Several words in quotation marks stand in that order.
//
// A filter that was parsed prints itself in one way, and what is printed parses into the same filter.
package filter

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

// The bounds of a filter.
const (
	MostText   = 1000 // bytes
	mostParts  = 64   // words and fields
	mostDepth  = 8    // parentheses in parentheses
	mostPhrase = 12   // words between quotation marks
)

// Kind is what a part of a filter asks.
type Kind string

// The kinds. The zero value asks nothing: everything passes.
const (
	All Kind = "all" // of the parts in Of, every one
	Any Kind = "any" // one at least
	Not Kind = "not" // not the one part

	Word     Kind = "word"     // Text stands anywhere in the copy
	Headline Kind = "headline" // Text stands in the headline
	Wire     Kind = "wire"     // its wire is called Text, or has it as its ID
	Topic    Kind = "topic"    // a code and what is below it, or words of its topics
	Urgency  Kind = "urgency"  // from From to To, as IPTC counts
	Place    Kind = "place"    // Text stands in its places or its dateline
	Language Kind = "lang"     // of two or three letters
	Is       Kind = "is"       // one of States
	Has      Kind = "has"      // picture
	Desk     Kind = "desk"     // a route gave it to the desk
	Tag      Kind = "tag"      // a route tagged it
	Priority Kind = "priority" // a route gave it one from From to To
)

// States are what Is knows.
var States = []string{"correction", "embargoed", "kill", "update", "withheld"}

// Things are what Has knows.
var Things = []string{"picture"}

// Filter is a part of a filter, or all of it. Only Parse makes one that Check lets pass without question.
type Filter struct {
	Kind     Kind
	Of       []Filter // of All, Any and Not
	Text     string   // of every other, but those that have numbers
	From, To int
}

// Zero reports whether everything passes.
func (f Filter) Zero() bool { return f.Kind == "" }

// counts reports whether the kind asks for a number.
func (k Kind) counts() bool { return k == Urgency || k == Priority }

// Both returns a filter that lets pass what passes both.
func Both(f, g Filter) Filter {
	switch {
	case f.Zero():
		return g
	case g.Zero():
		return f
	}
	return join(All, []Filter{f, g})
}

// OfWire returns the filter for what came over the wire with the ID or the name.
func OfWire(name string) Filter { return Filter{Kind: Wire, Text: plainText(name)} }

// Uses reports whether a part of the filter is of one of the kinds.
func (f Filter) Uses(kinds ...Kind) bool {
	return slices.Contains(kinds, f.Kind) || slices.ContainsFunc(f.Of, func(p Filter) bool { return p.Uses(kinds...) })
}

// join joins the parts, with those of parts of the same kind in their place. There must be one at least.
func join(k Kind, parts []Filter) Filter {
	var flat []Filter
	for _, p := range parts {
		if p.Kind == k {
			flat = append(flat, p.Of...)
			continue
		}
		flat = append(flat, p)
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return Filter{Kind: k, Of: flat}
}

// turned returns the filter turned round.
func turned(f Filter) Filter {
	if f.Kind == Not {
		return f.Of[0]
	}
	return Filter{Kind: Not, Of: []Filter{f}}
}

// depth is how many parentheses stand in one another when the filter is printed.
func (f Filter) depth() int {
	most := 0
	for _, p := range f.Of {
		n := p.depth()
		if p.Kind == All || p.Kind == Any {
			n++
		}
		most = max(most, n)
	}
	return most
}

// String prints the filter as Parse reads it.
func (f Filter) String() string {
	var b strings.Builder
	f.print(&b, true)
	return b.String()
}

func (f Filter) print(b *strings.Builder, outermost bool) {
	switch f.Kind {
	case "":
	case Not:
		b.WriteByte('-')
		f.Of[0].print(b, false)
	case All, Any:
		if !outermost {
			b.WriteByte('(')
		}
		for i, p := range f.Of {
			switch {
			case i > 0 && f.Kind == Any:
				b.WriteString(" OR ")
			case i > 0:
				b.WriteByte(' ')
			}
			p.print(b, false)
		}
		if !outermost {
			b.WriteByte(')')
		}
	default:
		f.printLeaf(b)
	}
}

func (f Filter) printLeaf(b *strings.Builder) {
	if f.Kind != Word {
		b.WriteString(string(f.Kind) + ":")
	}
	if f.Kind.counts() {
		b.WriteString(numbers(f.From, f.To))
		return
	}
	if bare(f.Text, f.Kind == Word) {
		b.WriteString(f.Text)
		return
	}
	b.WriteString(`"` + f.Text + `"`)
}

// bare reports whether the text needs no quotation marks.
func bare(s string, word bool) bool {
	if s == "" || strings.ContainsFunc(s, func(r rune) bool { return blank(r) || r == '(' || r == ')' || r == '|' }) {
		return false
	}
	return !word || !strings.ContainsAny(s, ":") && s[0] != '-' && !slices.Contains(operators, s)
}

// operators are the words that are none.
var operators = []string{"AND", "OR", "NOT"}

// wordsOf are the words of a text, each by the forms that it is known by.
func wordsOf(text string) (words [][]string) {
	for at := range terms.Words(text) {
		if t := terms.Of(text[at.Start:at.End]); !t.Zero() {
			words = append(words, t.Forms[terms.Variant])
		}
	}
	return words
}

// leaf returns the part of the kind that asks for the text, or why there is none.
func leaf(k Kind, text string) (Filter, error) {
	text = plainText(text)
	f := Filter{Kind: k, Text: text}
	switch k {
	case Word, Headline, Place:
		return f, phrase(k, text)
	case Wire:
		if text == "" {
			return f, news.Errorf(news.Invalid, "Say the name of a wire after %q.", string(k)+":")
		}
	case Topic:
		if isCode(text) {
			return f, nil
		}
		return f, phrase(k, text)
	case Urgency, Priority:
		return span(k, text)
	case Language:
		f.Text = strings.ToLower(text)
		if len(f.Text) < 2 || len(f.Text) > 3 || strings.Trim(f.Text, "abcdefghijklmnopqrstuvwxyz") != "" {
			return f, news.Errorf(news.Invalid, "%q is no language: write lang:bn or lang:en.", text)
		}
	case Is, Has:
		known := States
		if k == Has {
			known = Things
		}
		f.Text = strings.ToLower(text)
		if f.Text == "urgent" && k == Is {
			return Filter{Kind: Urgency, From: 1, To: 2}, nil
		}
		if !slices.Contains(known, f.Text) {
			return f, news.Errorf(news.Invalid, "%q is nothing that can stand after %q: it takes %s.", text, string(k)+":", strings.Join(known, ", "))
		}
	case Desk, Tag:
		if f.Text = CleanTag(text); f.Text == "" {
			return f, news.Errorf(news.Invalid, "%q has no letter or digit.", text)
		}
	}
	return f, nil
}

func phrase(k Kind, text string) error {
	switch n := len(wordsOf(text)); {
	case n == 0 && k == Word:
		return news.Errorf(news.Invalid, "%q has no letter or digit.", text)
	case n == 0:
		return news.Errorf(news.Invalid, "Say a word after %q.", string(k)+":")
	case n > mostPhrase:
		return news.Errorf(news.Invalid, "%q has more than %d words.", text, mostPhrase)
	}
	return nil
}

// CleanTag returns the tag as it is kept: small letters, digits and hyphens, "" for none.
func CleanTag(s string) string {
	var parts []string
	for at := range terms.Words(strings.ToLower(s)) {
		word := strings.Map(keyRune, strings.ToLower(s)[at.Start:at.End])
		if word != "" {
			parts = append(parts, word)
		}
	}
	s = strings.Join(parts, "-")
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "")
	}
	return strings.Trim(s, "-")
}
