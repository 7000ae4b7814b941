package copycheck

import (
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// entity is who or what the sources name, with all the names that they give it.
type entity struct {
	words    []string // of its longest name
	has      map[string]bool
	kind     prose.NameKind
	titles   map[string]bool
	mentions []mention
}

// mention is one name in a source.
type mention struct{ source, name int }

// entities are those of all sources.
type entities struct {
	all     []*entity
	full    map[string]int    // by the whole name
	word    map[string][]int  // by each of its words
	initial map[string]int    // by its initials: of three words or more
	shared  map[string]string // "michael wagner", of "Michael and Johanne Wagner": two words that no name has together
	bracket map[string]string // by an acronym: the name that it stands after in brackets
}

// mostWords is how many words of a name are told apart by length.
const mostWords = 8

// entitiesOf finds out which names are of one: the longest first, so that a surname finds its person.
func entitiesOf(sources []*text) entities {
	es := entities{full: map[string]int{}, word: map[string][]int{}, initial: map[string]int{}, shared: map[string]string{}, bracket: map[string]string{}}
	byLength := make([][]mention, mostWords+1)
	for _, s := range sources {
		for n := range s.Names {
			words := min(len(s.Names[n].Words), mostWords)
			byLength[words] = append(byLength[words], mention{s.id, n})
			es.noteShared(s, &s.Names[n])
			es.noteBracket(s, &s.Names[n])
		}
	}
	for words := mostWords; words >= 1; words-- {
		for _, m := range byLength[words] {
			es.add(sources[m.source], m)
		}
	}
	es.settle(sources)
	for _, s := range sources {
		es.noteJoined(s)
		for n := range s.Names {
			s.Names[n].Kind = es.all[s.Names[n].Entity].kind
		}
	}
	return es
}

// noteShared notes the surname that "Michael and Johanne Wagner" gives to Michael.
func (es *entities) noteShared(s *text, n *prose.Name) {
	if n.From < 2 || len(n.Words) < 2 || s.Tokens[n.From-1].Folded != "and" {
		return
	}
	if first := &s.Tokens[n.From-2]; first.Name != prose.None && lexicon.Given(first.Folded) {
		es.shared[first.Folded+" "+n.Words[len(n.Words)-1]] = s.Cut(s.Of(n.Range))
	}
}

// noteBracket notes the acronym that stands after a name in brackets or after "or": European Space Agency (ESA).
func (es *entities) noteBracket(s *text, n *prose.Name) {
	if n.To+2 >= len(s.Tokens) || len(n.Words) < 2 {
		return
	}
	a, b, c := &s.Tokens[n.To], &s.Tokens[n.To+1], &s.Tokens[n.To+2]
	switch {
	case a.Text == "(" && c.Text == ")" && acronym(b):
		es.bracket[b.Folded] = n.Full()
	case a.Text == "," && b.Folded == "or" && acronym(c):
		es.bracket[c.Folded] = n.Full()
	}
}

// acronym reports whether the word has two capital letters at least: SuV, IMD.
func acronym(t *prose.Token) bool {
	capitals := 0
	for _, r := range t.Text {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return !t.Mark && capitals >= 2
}

// acronymOf returns the entity that a name of one word in capital letters is the acronym of: of three words or more, or by brackets.
func (es *entities) acronymOf(s *text, n *prose.Name) (int, bool) {
	if len(n.Words) != 1 || !acronym(&s.Tokens[n.From]) || lexicon.Country(n.Words[0]) != "" {
		return 0, false
	}
	if id, ok := es.full[es.bracket[n.Words[0]]]; ok {
		return id, true
	}
	id, ok := es.initial[n.Words[0]]
	return id, ok && len(n.Words[0]) >= 3 && es.all[id].kind != prose.Person
}

// noteJoined notes the initials of names that "and" joins, which may be one name: Manufacturers and Exporters Association.
func (es *entities) noteJoined(s *text) {
	for n := 1; n < len(s.Names); n++ {
		a, b := &s.Names[n-1], &s.Names[n]
		if a.To+1 != b.From || s.Tokens[a.To].Folded != "and" {
			continue
		}
		if initials := initialsOf(a.Words) + initialsOf(b.Words); es.initial[initials] == 0 {
			es.initial[initials] = a.Entity
		}
	}
}

func (es *entities) add(s *text, m mention) {
	n := &s.Names[m.name]
	id, ok := es.full[n.Full()]
	if !ok && len(n.Words) < 4 {
		id, ok = es.shortOf(n)
	}
	if !ok {
		if id, ok = es.acronymOf(s, n); ok {
			es.full[n.Full()] = id
		}
	}
	if !ok {
		id = es.found(n)
	}
	e := es.all[id]
	e.mentions = append(e.mentions, m)
	if n.Title != "" {
		e.titles[n.Title] = true
		if e.kind != prose.Place || len(n.Words) == 1 && lexicon.Country(n.Words[0]) == "" {
			e.kind = prose.Person
		}
	}
	n.Entity = id
}

// shortOf returns the entity that the name is a short form of: a surname, the last words of a body.
func (es *entities) shortOf(n *prose.Name) (int, bool) {
	last := n.Words[len(n.Words)-1]
	for _, id := range es.word[last] {
		if e := es.all[id]; len(n.Words) == 1 && e.surname() == last && lexicon.Country(last) == "" {
			return id, true
		}
	}
	for _, id := range es.word[last] {
		e := es.all[id]
		if !all(n.Words, e.has) || e.kind == prose.Body && n.Words[0] != e.words[0] {
			continue
		}
		if n.Kind == prose.Place && e.kind != prose.Place {
			continue
		}
		return id, true
	}
	return 0, false
}

// surname returns the last name of a person who has another, or "".
func (e *entity) surname() string {
	if e.kind == prose.Person && len(e.words) > 1 {
		return e.words[len(e.words)-1]
	}
	return ""
}

// found adds an entity that was not known.
func (es *entities) found(n *prose.Name) int {
	id := len(es.all)
	e := &entity{words: n.Words, has: map[string]bool{}, kind: n.Kind, titles: map[string]bool{}}
	es.all = append(es.all, e)
	es.full[n.Full()] = id
	for _, w := range n.Words {
		if !e.has[w] {
			e.has[w] = true
			es.word[w] = append(es.word[w], id)
		}
	}
	initials := initialsOf(n.Words)
	if _, there := es.initial[initials]; !there && len(n.Words) >= 2 {
		es.initial[initials] = id
	}
	return id
}

func all(words []string, in map[string]bool) bool {
	for _, w := range words {
		if !in[w] {
			return false
		}
	}
	return true
}

// firstOf returns an entity that has the word, or none.
func (es *entities) firstOf(word string) int {
	if ids := es.word[word]; len(ids) > 0 {
		return ids[0]
	}
	return none
}

// text returns the longest name of the entity.
func (e *entity) text(sources []*text) string {
	for _, m := range e.mentions {
		if n := &sources[m.source].Names[m.name]; len(n.Words) == len(e.words) {
			return sources[m.source].Cut(sources[m.source].Of(n.Range))
		}
	}
	return strings.Join(e.words, " ")
}
