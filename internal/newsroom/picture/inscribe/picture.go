package inscribe

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/news"
)

// Of returns what renditions of the picture say: its caption and its credit as editors have them now. Who made it, and what the file says of rights, are among
// them only where the credit or the source of the rights names the same: a picture that somebody sent in confidence may say in its file whose telephone
// took it, and an editor who writes "Handout" over it must not be undone here. Conditions and notes for the newsroom are never among them.
func Of(p news.Picture) Words {
	w := Words{Caption: p.Caption, Credit: p.Credit, Source: string(p.Metadata.Origin)}
	for _, l := range slices.Sorted(maps.Keys(p.Words)) {
		w.Caption = cmp.Or(w.Caption, p.Words[l].Caption)
	}
	public := p.Credit + " " + p.Rights.Source
	if named(p.Metadata.Creator, public) {
		w.Creator = p.Metadata.Creator
	}
	if named(p.Metadata.Copyright, public) {
		w.Rights = p.Metadata.Copyright
	}
	if w.Creator != "" || w.Rights != "" {
		w.Terms = p.Metadata.UsageTerms
	}
	w.Caption, w.Terms = cut(w.Caption, longer), cut(w.Terms, longer)
	return w
}

// named reports whether a line of a file names nobody but whom the public line names, too: each of its words that could be a name is there.
func named(line, public string) bool {
	known := map[string]bool{}
	for _, word := range names(public) {
		known[word] = true
	}
	found := false
	for _, word := range names(line) {
		if !known[word] {
			return false
		}
		found = true
	}
	return found
}

// formulas are the words of a notice that name nobody.
var formulas = map[string]bool{
	"copyright": true, "all": true, "rights": true, "reserved": true, "the": true, "and": true, "photo": true, "by": true, "photograph": true,
	"ltd": true, "limited": true, "inc": true, "llc": true, "ছবি": true, "স্বত্ব": true, "সর্বস্বত্ব": true, "সংরক্ষিত": true,
}

// names returns the words of a line that could be a name: not years, signs, single letters and formulas.
func names(line string) (words []string) {
	for _, word := range strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if len([]rune(word)) > 1 && !formulas[word] {
			words = append(words, word)
		}
	}
	return words
}
