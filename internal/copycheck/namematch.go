package copycheck

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// nameMatch is what the sources have of a name of the story.
type nameMatch struct {
	how    how
	entity int    // none if the sources have nothing of it
	other  string // what the source has instead
	level  Level
}

type how int

const (
	unsourcedName how = iota
	sameName
	shortName    // of an entity with a longer one
	initialsName // an acronym
	countryName  // another word for a country that the sources name
	variantName  // a known spelling
	similarName  // a spelling that is not known
	otherFirst   // with another first name
	otherSurname // with another surname
	longerName   // with a word that no source has
	combinedName // all words are there, but not as a name
)

// mainWords returns the words of a name without initials.
func mainWords(words []string) []string {
	if !slices.ContainsFunc(words, slight) {
		return words
	}
	var out []string
	for _, w := range words {
		if !slight(w) {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return words
	}
	return out
}

func slight(word string) bool {
	return utf8.RuneCountInString(word) <= 1 || word == "jr" || word == "sr"
}

// matchName finds out what the sources have of the name.
func (c *checker) matchName(n *prose.Name) nameMatch {
	words := mainWords(n.Words)
	if m, ok := c.exactName(n, words); ok {
		return m
	}
	if len(n.Words) > 1 && lexicon.Country(n.Words[0]) != "" { // Russian Vladimir Putin
		rest := *n
		rest.Words = n.Words[1:]
		if m := c.matchName(&rest); m.how == sameName || m.how == shortName {
			return m
		}
	}
	last := words[len(words)-1]
	for _, id := range c.index.entities.word[last] {
		if all(words, c.index.entities.all[id].has) {
			return nameMatch{how: shortName, entity: id}
		}
	}
	return c.partly(n, words)
}

// exactName finds the name as it is, by its surname, its country or its initials.
func (c *checker) exactName(n *prose.Name, words []string) (nameMatch, bool) {
	es := &c.index.entities
	full, plainFull := n.Full(), strings.Join(words, " ")
	if id, ok := es.full[full]; ok {
		return nameMatch{how: sameName, entity: id}, true
	}
	if len(words) == 1 && lexicon.Country(full) == "" {
		for _, id := range es.word[words[0]] {
			if es.all[id].surname() == words[0] {
				return nameMatch{how: shortName, entity: id}, true
			}
		}
	}
	if id, ok := es.full[plainFull]; ok {
		return nameMatch{how: sameName, entity: id}, true
	}
	for _, form := range []string{full, strings.TrimSuffix(full, "s")} {
		if country := lexicon.Country(form); country != "" && c.index.countries[country] {
			return nameMatch{how: countryName, entity: none}, true
		}
	}
	if body := lexicon.Body(full); body != "" {
		for id, e := range es.all {
			if lexicon.Body(strings.Join(e.words, " ")) == body {
				return nameMatch{how: initialsName, entity: id}, true
			}
		}
	}
	text := c.story.Cut(c.story.Of(n.Range))
	if id, ok := es.initial[strings.ReplaceAll(words[0], ".", "")]; ok && len(words) == 1 && strings.ToUpper(text) == text {
		return nameMatch{how: initialsName, entity: id}, true
	}
	misspelt := func(w string) bool { return !c.has(w, len(words)) && c.mostLike(w).alike == similar }
	if len(n.Words) >= 3 && c.index.capital[initialsOf(n.Words)] && !slices.ContainsFunc(words, misspelt) {
		return nameMatch{how: initialsName, entity: none}, true
	}
	return nameMatch{}, false
}

// similarWord is a word of the sources' names that is like one of the story's.
type similarWord struct {
	word  string
	alike likeness
}

// mostLike returns the word of the sources' names that is most like it.
func (c *checker) mostLike(word string) similarWord {
	if s, ok := c.similar[word]; ok {
		if len(s) == 0 {
			return similarWord{}
		}
		return s[0]
	}
	var found []similarWord
	look := func(other string) {
		if a := alike(word, other); a > unlike {
			found = append(found, similarWord{other, a})
		}
	}
	for other := range c.index.entities.word {
		look(other)
	}
	for _, other := range c.index.known {
		look(other)
	}
	slices.SortFunc(found, func(a, b similarWord) int {
		return cmp.Or(int(b.alike)-int(a.alike), cmp.Compare(winkler(word, b.word), winkler(word, a.word)), cmp.Compare(a.word, b.word))
	})
	c.similar[word] = found[:min(len(found), 1)]
	return c.mostLike(word)
}

// has reports whether a source has the word of a name, in one form or another.
func (c *checker) has(word string, among int) bool {
	ix := c.index
	if ix.words[word] {
		return true
	}
	for _, other := range []string{lexicon.American(word), lexicon.British(word)} {
		if other != "" && ix.words[other] {
			return true
		}
	}
	if country := lexicon.Country(word); country != "" && ix.countries[country] {
		return true
	}
	if c.adjectiveOf(word) {
		return true
	}
	if among > 1 {
		_, there := ix.stems[prose.Stem(word)]
		return there
	}
	return false
}

// adjectiveOf reports whether the word is made of a name of the sources with an ending of adjectives: Andean of the Andes.
func (c *checker) adjectiveOf(word string) bool {
	for _, ending := range [...]string{"ean", "ian", "an", "ese", "ish", "i"} {
		base, ok := strings.CutSuffix(word, ending)
		if !ok || len(base) < 3 {
			continue
		}
		for _, end := range [...]string{"", "es", "e", "a", "ia", "o", "s"} {
			if c.index.capital[base+end] {
				return true
			}
		}
	}
	return false
}

// partly judges a name that no source has as it is, by its words.
func (c *checker) partly(n *prose.Name, words []string) nameMatch {
	es := &c.index.entities
	likes, others := make([]likeness, len(words)), make([]string, len(words))
	least, most := same, unlike
	for i, w := range words {
		if c.has(w, len(words)) {
			likes[i] = same
		} else {
			s := c.mostLike(w)
			likes[i], others[i] = s.alike, s.word
		}
		least, most = min(least, likes[i]), max(most, likes[i])
	}
	other := cmp.Or(others...)
	last := len(words) - 1
	switch {
	case least == same && len(words) == 1:
		return nameMatch{how: sameName, entity: es.firstOf(words[0])}
	case least == same:
		return c.combined(n, words)
	case least == variant:
		return nameMatch{how: variantName, entity: es.firstOf(other), other: other}
	case len(words) >= 2 && likes[last] == same:
		return c.otherFirstName(words, others, least)
	case least == similar:
		return nameMatch{how: similarName, entity: c.likeliest(words, others), other: other, level: c.similarLevel(words, likes, others, most)}
	case len(words) >= 2 && likes[0] == same && n.Kind != prose.Person:
		return nameMatch{how: longerName, entity: es.firstOf(words[0])}
	case len(words) >= 2 && likes[0] == same:
		for _, id := range es.word[words[0]] {
			if e := es.all[id]; e.surname() != "" && e.words[0] == words[0] {
				return nameMatch{how: otherSurname, entity: id, other: e.text(c.index.sources), level: Likely}
			}
		}
	case len(words) >= 2 && most == similar: // one word is nearly there
		return nameMatch{how: similarName, entity: c.likeliest(words, others), other: other, level: ToCheck}
	}
	return nameMatch{how: unsourcedName, entity: none}
}

// combined judges a name of which the sources have all words, but not together.
func (c *checker) combined(n *prose.Name, words []string) nameMatch {
	es := &c.index.entities
	last := words[len(words)-1]
	if n.Kind != prose.Person {
		return nameMatch{how: combinedName, entity: es.firstOf(last)}
	}
	for _, id := range es.word[last] {
		e := es.all[id]
		switch {
		case es.shared[words[0]+" "+last] != "":
			return nameMatch{how: shortName, entity: id}
		case len(words) != 2 || e.surname() != last || e.has[words[0]]:
		case len(es.word[words[0]]) > 0: // both are named in the sources: two of a family, as a rule
			return nameMatch{how: combinedName, entity: id}
		default:
			return nameMatch{how: otherFirst, entity: id, other: e.text(c.index.sources), level: Likely}
		}
	}
	return nameMatch{how: combinedName, entity: es.firstOf(last)}
}

// otherFirstName judges a name whose last word the sources have, and another not.
func (c *checker) otherFirstName(words, others []string, least likeness) nameMatch {
	es := &c.index.entities
	if least == similar {
		m := nameMatch{how: similarName, entity: c.likeliest(words, others), other: cmp.Or(others...), level: Likely}
		if m.entity != none && es.all[m.entity].surname() == words[len(words)-1] {
			m.level = Certain
		}
		return m
	}
	last := words[len(words)-1]
	for _, id := range es.word[last] {
		e := es.all[id]
		if e.surname() != last {
			continue
		}
		text := e.text(c.index.sources)
		switch {
		case es.shared[words[0]+" "+last] != "":
			return nameMatch{how: shortName, entity: id}
		case !slices.Equal(words[1:], e.words):
			return nameMatch{how: otherFirst, entity: id, other: text, level: Likely}
		}
	}
	for _, id := range es.word[last] { // of a place or a body, or somebody whose title the lists do not have
		if e := es.all[id]; replacesFirst(words, e.words) {
			return nameMatch{how: otherFirst, entity: id, other: e.text(c.index.sources), level: Likely}
		}
	}
	if id, before := c.titledLike(words[0], last); id != none {
		return nameMatch{how: similarName, entity: id, other: before, level: Likely}
	}
	m := nameMatch{how: longerName, entity: es.firstOf(last), level: ToCheck}
	if lexicon.Given(words[0]) && lexicon.Country(words[0]) == "" && lexicon.Variant(last) == "" { // of those whom the lists know a desk knows the first name
		m.level = Likely
	}
	return m
}

// titledLike returns the entity with the last word that a source names after a word with a capital that is like the first, and that word: a title
// that a name begins with is not taken for a part of it (Premier League), nor a common word at the start of a sentence.
func (c *checker) titledLike(first, last string) (id int, before string) {
	for _, id := range c.index.entities.word[last] {
		for _, at := range c.index.entities.all[id].mentions {
			s := c.index.sources[at.source]
			from := s.Names[at.name].From
			if from > 0 && s.Tokens[from-1].Capital && alike(first, s.Tokens[from-1].Folded) == similar {
				return id, s.Tokens[from-1].Folded
			}
		}
	}
	return none, ""
}

// replacesFirst reports whether the name ends as the entity's but for one word before the last, which is of no country: Western Bank, of the
// Northern Bank.
func replacesFirst(name, entity []string) bool {
	if len(name) < 2 || len(entity) < len(name) {
		return false
	}
	other, others := "", 0
	for i, w := range entity[len(entity)-len(name):] {
		if w != name[i] {
			other, others = name[i], others+1
		}
	}
	return others == 1 && other != name[len(name)-1] && lexicon.Country(other) == "" && lexicon.Place(other) == ""
}

// likeliest returns the entity that has the most of the words, each as it is or as the other that it is like, and the fewest besides.
func (c *checker) likeliest(words, others []string) int {
	es := &c.index.entities
	best, most := none, 0
	for i, w := range words {
		for _, id := range es.word[cmp.Or(others[i], w)] {
			e, n := es.all[id], 0
			for k, v := range words {
				if e.has[cmp.Or(others[k], v)] {
					n += 8
				}
			}
			if n -= len(e.words); best == none || n > most {
				best, most = id, n
			}
		}
	}
	return best
}

// similarLevel returns how sure it is that a name is one of the sources' spelt wrong.
func (c *checker) similarLevel(words []string, likes []likeness, others []string, most likeness) Level {
	level := Likely
	for i, w := range words {
		switch {
		case likes[i] != similar:
		case len(words) == 1 && lexicon.Common(w):
			return ToCheck
		case (len(words) > 1 && most == same || len(w) >= 6) && winkler(w, others[i]) >= .9:
			level = Certain
		}
	}
	return level
}

// sameNames reports whether two names may be of one.
func sameNames(a, b *prose.Name) bool {
	if contrary(a, b) {
		return false
	}
	return alike(lastWord(a), lastWord(b)) > unlike || shareWord(a, b)
}

// contrary reports whether two names of as many words differ in the first of them only, which is the opposite of the other's: দক্ষিণ and উত্তর কোরিয়া.
func contrary(a, b *prose.Name) bool {
	x, y := a.Words, b.Words
	if len(x) != len(y) || len(x) < 2 || x[0] == y[0] || !slices.Equal(x[1:], y[1:]) {
		return false
	}
	return lexicon.Opposite(prose.StemOf("bn", x[0]), prose.StemOf("bn", y[0]))
}

// lastWord returns the last word of a name, a lone letter and jr left out.
func lastWord(n *prose.Name) string {
	words := mainWords(n.Words)
	return words[len(words)-1]
}

// shareWord reports whether two names have a longer word in common, or are of one country.
func shareWord(a, b *prose.Name) bool {
	x, y := mainWords(a.Words), mainWords(b.Words)
	for _, w := range x {
		if len(w) > 3 && slices.Contains(y, w) {
			return true
		}
	}
	country := lexicon.Country(strings.Join(x, " "))
	return country != "" && country == lexicon.Country(strings.Join(y, " "))
}
