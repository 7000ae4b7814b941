package filter

import (
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Item is what a filter is put to: a dispatch with its words made ready. It may be put to any number of filters, one after the other.
type Item struct {
	name    [][]string // of its wire
	wireID  string
	embargo time.Time
	keys    map[string]bool
	texts   map[Kind][][][]string // the words of each text, each by its forms, where a phrase may stand
}

// Of makes a dispatch ready.
func Of(d news.Dispatch) *Item {
	i := &Item{wireID: d.Wire, name: wordsOf(d.WireName), embargo: d.Embargo, keys: map[string]bool{every: true}, texts: map[Kind][][][]string{}}
	i.read(Headline, d.Headline)
	i.read(Word, d.Headline, d.Slugline, d.Summary, d.Body.Plain())
	i.read(Word, d.Keywords...)
	i.read(Place, d.Dateline)
	i.read(Place, d.Places...)
	i.read(Topic, d.Topics...)
	i.read(Topic, d.Keywords...)
	for _, k := range facts(d) {
		i.keys[k] = true
	}
	return i
}

// read takes in texts of the kind.
func (i *Item) read(k Kind, texts ...string) {
	for _, s := range texts {
		words := wordsOf(s)
		if len(words) == 0 {
			continue
		}
		i.texts[k] = append(i.texts[k], words)
		for _, forms := range words {
			for _, form := range forms {
				i.keys[wordKey(k, form)] = true
			}
		}
	}
}

// Passes reports whether the item passes the filter at now.
func (f Filter) Passes(i *Item, now time.Time) bool {
	switch f.Kind {
	case "":
		return true
	case All:
		return !slices.ContainsFunc(f.Of, func(p Filter) bool { return !p.Passes(i, now) })
	case Any:
		return slices.ContainsFunc(f.Of, func(p Filter) bool { return p.Passes(i, now) })
	case Not:
		return !f.Of[0].Passes(i, now)
	case Wire:
		return f.Text == i.wireID || hasPhrase([][][]string{i.name}, wordsOf(f.Text))
	case Is:
		if f.Text == "embargoed" {
			return i.embargo.After(now)
		}
	}
	for _, group := range f.keys() {
		if !slices.ContainsFunc(group, func(k string) bool { return i.keys[k] }) {
			return false
		}
	}
	if words := f.phrase(); len(words) > 1 {
		return hasPhrase(i.texts[f.Kind], words)
	}
	return true
}

// phrase returns the words that the part asks for, in order; nil if it asks for none.
func (f Filter) phrase() [][]string {
	if f.Kind == Word || f.Kind == Headline || f.Kind == Place || f.Kind == Topic && !isCode(f.Text) {
		return wordsOf(f.Text)
	}
	return nil
}

// hasPhrase reports whether the words stand in one of the texts, in that order with nothing between them.
func hasPhrase(texts [][][]string, words [][]string) bool {
	if len(words) == 0 {
		return false
	}
	for _, text := range texts {
		for from := 0; from+len(words) <= len(text); from++ {
			n := 0
			for n < len(words) && shared(text[from+n], words[n]) {
				n++
			}
			if n == len(words) {
				return true
			}
		}
	}
	return false
}

func shared(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// Reason is one part of a filter, and whether it let the item pass.
type Reason struct {
	Part   string `json:"part"`             // as it is written, without what turns it round
	Passed bool   `json:"passed"`           // what the part asks is so
	Turned bool   `json:"turned,omitempty"` // it stands behind a NOT: then what it asks must not be so
}

// Why returns what decided that the item passes, or does not: the parts of the filter that are words and fields, each once. Of parts with OR
// between them it names only those that are so, if one is.
func (f Filter) Why(i *Item, now time.Time) []Reason { return f.why(i, now, false) }

func (f Filter) why(i *Item, now time.Time, turned bool) (reasons []Reason) {
	passes := f.Passes(i, now)
	switch f.Kind {
	case "":
		return nil
	case Not:
		return f.Of[0].why(i, now, !turned)
	case All, Any:
		for _, p := range f.Of {
			// Of a row that is so by one part, and of one that is not so by one, the others decide nothing.
			if decides := f.Kind == All && passes || f.Kind == Any && !passes; decides || p.Passes(i, now) == passes {
				for _, r := range p.why(i, now, turned) {
					if !slices.Contains(reasons, r) {
						reasons = append(reasons, r)
					}
				}
			}
		}
		return reasons
	}
	return []Reason{{Part: f.String(), Passed: passes, Turned: turned}}
}

// Because says the reasons in one line: "flood, no sport".
func Because(reasons []Reason) string {
	parts := make([]string, len(reasons))
	for i, r := range reasons {
		if parts[i] = r.Part; !r.Passed {
			parts[i] = "-" + r.Part
		}
	}
	return strings.Join(parts, " ")
}
