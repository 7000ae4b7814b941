package delivery

import (
	"slices"
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Fits reports whether the story, which is of the desk, is of a product with the filter.
func Fits(f news.ProductFilter, s edition.Story, desk string) bool {
	if !in(f.Languages, s.Language) || !in(f.Sections, s.Section) || !in(f.Desks, desk) {
		return false
	}
	if len(f.Kinds) > 0 && !slices.ContainsFunc(kinds(s), func(k string) bool { return slices.Contains(f.Kinds, k) }) {
		return false
	}
	if len(f.Topics) > 0 && !slices.ContainsFunc(s.Topics, func(t edition.Topic) bool { return slices.Contains(f.Topics, t.Slug) }) {
		return false
	}
	if len(f.Words)+len(f.Without) == 0 {
		return true
	}
	text := folded(s.Headline + "\n" + s.Standfirst + "\n" + s.Body.Plain())
	has := func(word string) bool { return strings.Contains(text, folded(word)) }
	return (len(f.Words) == 0 || slices.ContainsFunc(f.Words, has)) && !slices.ContainsFunc(f.Without, has)
}

func in[T comparable](list []T, one T) bool { return len(list) == 0 || slices.Contains(list, one) }

// kinds are what the story is called in a filter.
func kinds(s edition.Story) []string {
	kind := string(s.Label)
	if kind == "" {
		kind = news.NewsKind
	}
	if s.Coverage != nil {
		return []string{kind, news.LiveKind}
	}
	return []string{kind}
}

// folded is the text in small letters, its words with one space between and one at each end: a word of a filter is found whole, whatever
// stands around it.
func folded(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && r != '\u200d' && r != '\u200c'
	})
	return " " + strings.Join(words, " ") + " "
}
