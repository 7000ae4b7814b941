package store

import (
	"slices"
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

// A story is found by tokens. Each is a letter for where a word stands, a letter for the
// level at which it is known, and one of the word's forms; or a letter and a fact.
const (
	inHeadline = "h"
	inSummary  = "s" // the headline, the standfirst or a topic
	anywhere   = "b"
	inByline   = "a"

	ofLanguage = "l"
	ofSection  = "c"
	ofKind     = "k"
)

var levelLetters = [terms.Levels]string{terms.Exact: "e", terms.Variant: "v", terms.Sound: "p"}

// everyStory is a token that every story has.
const everyStory = ofKind + "story"

// tokens returns what the story is found by, sorted, each once.
func tokens(s edition.Story) []string {
	byline := strings.Join(s.Byline.People, " ") + " " + s.Byline.Desk
	summary := s.Standfirst
	for _, t := range s.Topics {
		summary += " " + t.Name
	}
	words := placed{}
	words.add(s.Kicker+" "+s.Headline, 1<<headline|1<<summed)
	words.add(summary, 1<<summed)
	words.add(byline, 1<<signed)
	words.add(s.Dateline.Place+" "+s.Credit+" "+s.LeadCaption+" "+s.LeadCredit, 0)
	words.add(s.Body.Plain(), 0)
	all := make([]string, 0, 4*len(words)+8)
	for word, at := range words {
		for l, forms := range terms.Of(word).Forms {
			for _, f := range forms {
				all = append(all, anywhere+levelLetters[l]+f)
				for i, place := range places {
					if at&(1<<i) != 0 {
						all = append(all, place+levelLetters[l]+f)
					}
				}
			}
		}
	}
	all = append(all, everyStory, ofLanguage+string(s.Language), ofSection+s.Section)
	if s.Lead != nil || len(s.Pictures) > 0 {
		all = append(all, ofKind+string(edition.WithPictures))
	}
	if slices.ContainsFunc(s.Corrections, func(n news.Correction) bool { return n.Kind == news.Corrected }) {
		all = append(all, ofKind+string(edition.WithCorrection))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// places are where a word stands beside anywhere, and headline, summed and signed which of
// them.
var places = [...]string{headline: inHeadline, summed: inSummary, signed: inByline}

const (
	headline = iota
	summed
	signed
)

// placed is the words of a story, each with a bit for every place it stands at.
type placed map[string]int

func (p placed) add(text string, at int) {
	for s := range terms.Words(text) {
		p[text[s.Start:s.End]] |= at
	}
}

// condition is what a story must have: of each group, one.
type condition [][]string

// text writes the condition as the database reads it.
func (c condition) text(d searchDialect) string {
	var b strings.Builder
	for i, group := range c {
		if i > 0 {
			b.WriteString(d.and)
		}
		b.WriteByte('(')
		for j, token := range group {
			if j > 0 {
				b.WriteString(d.or)
			}
			b.WriteString(d.quote + strings.Map(tokenLetter, strings.ToValidUTF8(token, "")) + d.quote)
		}
		b.WriteByte(')')
	}
	return b.String()
}

// tokenLetter leaves out what no token has, so that nothing has to be escaped. Forms have
// none of it: see terms.Of. What a section or language is called may come from an address.
func tokenLetter(r rune) rune {
	if r <= unicode.MaxASCII && r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') {
		return -1
	}
	return r
}

// plan is how a query is answered: the conditions whose stories come first, in order, and
// the broadest that is always asked. What only sounds alike is asked for when little else
// was found.
type plan struct {
	nothing    bool // no story can be found
	order      []condition
	variants   condition
	afterwards []condition
	sounds     *condition
}

func planOf(q edition.Query) (p plan) {
	facts, ok := factsOf(q)
	if !ok {
		return plan{nothing: true}
	}
	words := meaningful(q.Words)
	if len(words) == 0 {
		p.variants = facts
		return p
	}
	at := func(place string, l terms.Level) condition {
		c := condition{}
		for _, w := range words {
			c = append(c, group(place, w, l))
		}
		return append(c, facts...)
	}
	levels := func(l terms.Level) (list []condition) {
		if q.Best {
			list = append(list, at(inHeadline, l), at(inSummary, l))
			if len(words) > 1 {
				list = append(list, append(at(anywhere, l), someOf(inHeadline, words, l)))
			}
		}
		return append(list, at(anywhere, l))
	}
	p.order = append(levels(terms.Exact), levels(terms.Variant)...)
	p.variants = at(anywhere, terms.Variant)
	if slices.ContainsFunc(words, func(t terms.Term) bool { return len(t.Forms[terms.Sound]) > 0 }) {
		sounds := at(anywhere, terms.Sound)
		p.sounds, p.afterwards = &sounds, levels(terms.Sound)
	}
	return p
}

// group returns the tokens by which the word is known at the place: at a level also those
// of the levels before, so that each level finds what the one before found.
func group(place string, t terms.Term, l terms.Level) (tokens []string) {
	from := l
	if l == terms.Sound {
		from = terms.Variant // two words can be variants and be written so that they sound apart
	}
	for ; from <= l; from++ {
		for _, f := range t.Forms[from] {
			tokens = append(tokens, place+levelLetters[from]+f)
		}
	}
	return tokens
}

// someOf returns the tokens of all the words: one of them must be there.
func someOf(place string, words []terms.Term, l terms.Level) (tokens []string) {
	for _, t := range words {
		tokens = append(tokens, group(place, t, l)...)
	}
	return tokens
}

// meaningful returns the words that tell one story from another, or all if none does.
func meaningful(words []string) (list []terms.Term) {
	var common []terms.Term
	for _, text := range words {
		for at := range terms.Words(text) {
			switch t := terms.Asked(text[at.Start:at.End]); {
			case t.Zero():
			case t.Common:
				common = append(common, t)
			default:
				list = append(list, t)
			}
		}
	}
	if len(list) == 0 {
		return common
	}
	return list
}

// factsOf returns what the story must have beside the words, and false if none can.
func factsOf(q edition.Query) (condition, bool) {
	c := condition{}
	if q.Language != "" {
		c = append(c, []string{ofLanguage + string(q.Language)})
	}
	if q.Section != "" {
		c = append(c, []string{ofSection + q.Section})
	}
	if q.Kind != "" {
		c = append(c, []string{ofKind + string(q.Kind)})
	}
	if q.Author != "" {
		names := meaningful([]string{q.Author})
		if len(names) == 0 {
			return nil, false
		}
		for _, t := range names {
			c = append(c, group(inByline, t, terms.Sound))
		}
	}
	if len(c) == 0 {
		c = append(c, []string{everyStory})
	}
	return c, true
}
