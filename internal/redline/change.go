package redline

import (
	"reflect"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// Class is what a change of what readers have is. Each is more than the one before.
type Class string

// The classes.
const (
	Nothing  Class = ""         // readers read the same words
	Spelling Class = "spelling" // a slip of the pen: letters, spaces, signs
	Wording  Class = "wording"  // other words, the same facts
	Addition Class = "addition" // new sentences, and what was there stays
	Fact     Class = "fact"     // what a reader knew from it is otherwise now
)

// Classes are all of them, in their order.
var Classes = []Class{Nothing, Spelling, Wording, Addition, Fact}

// Over reports whether the class is more than the other.
func (c Class) Over(other Class) bool { return slices.Index(Classes, c) > slices.Index(Classes, other) }

// Kind is what sort of fact has changed.
type Kind string

// The kinds of fact.
const (
	Number    Kind = "number" // or a day, or what is counted
	Name      Kind = "name"
	Quotation Kind = "quotation"
	Negation  Kind = "negation" // or one of two contraries for the other
	Headline  Kind = "headline"
	Label     Kind = "label"
)

// Reason is one fact that has changed. Was or Is is empty if it has come or gone.
type Reason struct {
	Kind Kind   `json:"kind"`
	Was  string `json:"was,omitempty"`
	Is   string `json:"is,omitempty"`
}

// Change is what a change is, and why.
type Change struct {
	Class   Class    `json:"class"`
	Reasons []Reason `json:"reasons,omitempty"` // of a Fact
	Other   []Reason `json:"other,omitempty"`   // words that changed and are none, without a kind
}

// most is how many reasons of a kind are kept apart.
const most = 6

func (c *Change) raise(to Class) {
	if to.Over(c.Class) {
		c.Class = to
	}
}

func (c *Change) fact(k Kind, was, is string) {
	c.raise(Fact)
	r := Reason{k, clip(was), clip(is)}
	if len(c.Reasons) < most && !slices.Contains(c.Reasons, r) {
		c.Reasons = append(c.Reasons, r)
	}
}

func (c *Change) other(to Class, was, is string) {
	c.raise(to)
	if len(c.Other) < most && was+is != "" {
		c.Other = append(c.Other, Reason{"", clip(was), clip(is)})
	}
}

// clip cuts a text to what fits in a sentence.
func clip(s string) string {
	words := strings.Fields(s)
	if len(words) > 8 {
		return strings.Join(words[:8], " ") + " …"
	}
	return strings.Join(words, " ")
}

// Of returns what the change from what readers have to what they would get is. It goes by
// what they read: topics, neighbours and the address are none of it.
func Of(was, is news.Content) Change {
	var c Change
	pairs := []struct {
		kind    Kind // what any change of more than letters is
		was, is []unit
	}{
		{Headline, []unit{{text: was.Headline}}, []unit{{text: is.Headline}}},
		{"", []unit{{text: was.Kicker}}, []unit{{text: is.Kicker}}},
		{"", []unit{{text: was.Standfirst}}, []unit{{text: is.Standfirst}}},
		{"", units(was.Body.Blocks, false), units(is.Body.Blocks, false)},
		{"", captions(was.Lead, is.Lead), captions(is.Lead, was.Lead)},
		{"", []unit{{text: was.Dateline.Place, named: true}}, []unit{{text: is.Dateline.Place, named: true}}},
	}
	read := make([][2][]sentence, len(pairs))
	known := &context{map[string]bool{}, map[string]bool{}}
	for i, p := range pairs {
		read[i] = [2][]sentence{sentences(p.was), sentences(p.is)}
		known.read(read[i][0])
		known.read(read[i][1])
	}
	for i, p := range pairs {
		one := compareTexts(known, read[i][0], read[i][1])
		if one.Class == Nothing && !slices.Equal(p.was, p.is) {
			one.Class = Spelling // spaces and signs
		}
		if p.kind != "" && one.Class.Over(Spelling) && len(one.Reasons) == 0 {
			one.fact(p.kind, p.was[0].text, p.is[0].text)
		}
		c.add(one)
	}
	c.besides(was, is)
	return c
}

func (c *Change) add(one Change) {
	c.raise(one.Class)
	for _, r := range one.Reasons {
		c.fact(r.Kind, r.Was, r.Is)
	}
	for _, r := range one.Other {
		c.other(Nothing, r.Was, r.Is)
	}
}

// captions are the words with the lead picture. Those of another picture are not compared.
func captions(lead, other *news.PictureUse) []unit {
	if lead == nil || other == nil || lead.Picture != other.Picture {
		return nil
	}
	return []unit{{text: lead.Caption}, {text: lead.Credit}, {text: lead.Alt}, {text: lead.Graphic}}
}

// besides compares what readers see of a story beside its text.
func (c *Change) besides(was, is news.Content) {
	if was.Label != is.Label {
		c.fact(Label, string(was.Label), string(is.Label))
	}
	for _, name := range bylines(was) {
		if !slices.Contains(bylines(is), name) {
			c.fact(Name, name, strings.Join(bylines(is), ", "))
		}
	}
	if !slices.Equal(bylines(was), bylines(is)) {
		c.raise(Addition)
	}
	if was.Credit != is.Credit || was.Contributors != is.Contributors || pictureOf(was) != pictureOf(is) {
		c.raise(Wording)
	}
	if !reflect.DeepEqual(pictures(was), pictures(is)) {
		c.raise(Wording)
	}
	if !reflect.DeepEqual(was.Body, is.Body) { // links, headings, what is bold
		c.raise(Spelling)
	}
}

func bylines(c news.Content) []string {
	if c.Byline.Desk != "" {
		return []string{c.Byline.Desk}
	}
	return c.Byline.People
}

func pictureOf(c news.Content) string {
	if c.Lead == nil {
		return ""
	}
	return c.Lead.Picture
}

func pictures(c news.Content) (ids []string) {
	for _, p := range c.Body.Pictures() {
		ids = append(ids, p.Picture)
	}
	return ids
}
