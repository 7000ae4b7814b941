package copycheck

import (
	"slices"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// located are words after which a name is of a place, as a rule.
var located = wordSet(`in near outside northern southern eastern western central`)

// settle decides what each entity is of by all that the sources say of it: that it is in a place, how old somebody is.
func (es *entities) settle(sources []*text) {
	for _, e := range es.all {
		if e.kind != prose.Person || len(e.titles) > 0 {
			continue
		}
		places, people := 0, 0
		for _, m := range e.mentions {
			s := sources[m.source]
			n := &s.Names[m.name]
			if n.From > s.SentenceOf(n.From).From && located[s.Tokens[n.From-1].Folded] {
				places++
			}
			if s.aged(n) {
				people++
			}
		}
		if places > 0 && people == 0 && !(len(e.words) > 1 && lexicon.Given(e.words[0])) {
			e.kind = prose.Place
		}
	}
}

// aged reports whether somebody's age follows the name: Tapsell, 54.
func (s *text) aged(n *prose.Name) bool { return s.ageOf(n) > 0 }

// ageOf returns the age that follows the name, or 0.
func (s *text) ageOf(n *prose.Name) float64 {
	if n.To+1 >= len(s.Tokens) || s.Tokens[n.To].Text != "," && s.Tokens[n.To].Text != "(" {
		return 0
	}
	if f := s.Tokens[n.To+1].Figure; f != prose.None && s.Figures[f].Kind == prose.Age {
		return s.Figures[f].Value
	}
	return 0
}

// mayVary reports whether the one name may be another word for the other: a nationality for a person, a city for its club, a capital for
// its government, a firm for who speaks for it. So desks vary a reference.
func (c *checker) mayVary(n, o *prose.Name) bool {
	x, y := n.Full(), o.Full()
	if demonym(x) || demonym(y) {
		a, b := lexicon.Country(x), lexicon.Country(y)
		return a == "" || b == "" || a == b
	}
	kinds := [2]prose.NameKind{n.Kind, o.Kind}
	slices.Sort(kinds[:])
	switch kinds {
	case [2]prose.NameKind{prose.Person, prose.Person}, [2]prose.NameKind{prose.Body, prose.Body}:
		return false
	case [2]prose.NameKind{prose.Place, prose.Place}:
		return lexicon.Within(x, y) || (lexicon.Country(x) != "") != (lexicon.Country(y) != "") && (unlisted(x) || unlisted(y))
	case [2]prose.NameKind{prose.Person, prose.Place}:
		person, place := n, o
		if o.Kind == prose.Person {
			person, place = o, n
		}
		return !c.isPerson(person) || wide(place.Full())
	case [2]prose.NameKind{prose.Place, prose.Body}:
		return governs(x) || governs(y) || sharesWord(n, o) || venue(n) || venue(o)
	case [2]prose.NameKind{prose.Other, prose.Place}:
		return wide(x) != wide(y) || venue(n) || venue(o)
	case [2]prose.NameKind{prose.Person, prose.Body}:
		return c.speaks(n)
	}
	return wide(x) != wide(y)
}

// venues are the last words of what a town is known to have, so that one may be said for the other.
var venues = wordSet(`stadium ground grounds arena hall hotel airport court courthouse parliament palace hospital campus university square park theatre theater
	church mosque temple base prison jail port station oval gardens garden centre center complex field bowl dome museum stock exchange stadium circuit track`)

func venue(n *prose.Name) bool { return len(n.Words) > 1 && venues[lastWord(n)] }

// speaks reports whether the story's name stands beside a verb of speaking: what a firm's director says the firm says.
func (c *checker) speaks(n *prose.Name) bool {
	r := c.story.SentenceOf(n.From)
	for k := max(r.From, n.From-3); k < min(r.To, n.To+3); k++ {
		if prose.Speaking(c.story.Tokens[k].Stem) {
			return true
		}
	}
	return false
}

// unlisted reports whether no list knows the place.
func unlisted(name string) bool { return lexicon.Place(name) == "" && lexicon.Country(name) == "" }

// governs reports whether the name is of a country, a continent or a capital, which may stand for a government.
func governs(name string) bool { return wide(name) || lexicon.Capital(name) != "" }

func sharesWord(n, o *prose.Name) bool {
	return slices.ContainsFunc(n.Words, func(w string) bool { return slices.Contains(o.Words, w) })
}

// wide reports whether the name is of a country or a continent, for which the desk may say a city.
func wide(name string) bool {
	return lexicon.Country(name) != "" || lexicon.Place(name) == "continent"
}

// demonym reports whether the name is of the people of a country, and not the country's own.
func demonym(name string) bool {
	return lexicon.Country(name) != "" && lexicon.Place(name) != "country"
}
