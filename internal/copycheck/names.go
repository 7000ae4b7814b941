package copycheck

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// mentionOf returns where a source first names the entity.
func (c *checker) mentionOf(entity int) passage {
	if entity == none || len(c.index.entities.all[entity].mentions) == 0 {
		return nowhere
	}
	m := c.index.entities.all[entity].mentions[0]
	s := c.index.sources[m.source]
	return s.of(s.Names[m.name].Range)
}

// kindOfName returns the kind of a finding about the name.
func kindOfName(n *prose.Name) Kind {
	if n.Kind == prose.Place || n.Kind == prose.Body {
		return PlaceKind
	}
	return NameKind
}

// checkNames checks each name by itself.
func (c *checker) checkNames() {
	for i := range c.story.Names {
		n, m := &c.story.Names[i], c.names[i]
		if c.verified[n.From] || c.inTheDesksTime(n) {
			continue
		}
		if c.otherAcronym(n) {
			continue
		}
		span, from := c.story.Of(n.Range), c.mentionOf(m.entity)
		f := Finding{Kind: kindOfName(n), Level: m.level, Words: []string{m.other}}
		switch m.how {
		case variantName:
			f.Level, f.Reason = Info, nameVariant
		case similarName:
			f.Reason = nameSpelling
			if w := c.written(m); w != "" {
				f.Words, f.Fix = []string{w}, c.spelt(n, m.other, w)
			}
		case otherFirst:
			f.Reason, f.Fix = nameFirst, m.other
		case otherSurname:
			f.Reason = nameSurname
		case longerName:
			if m.entity == none {
				continue
			}
			f.Level, f.Reason, f.Words = max(m.level, ToCheck), nameAdded, []string{c.index.entities.all[m.entity].text(c.index.sources)}
		case combinedName:
			if n.Kind != prose.Person || len(mainWords(n.Words)) < 2 || lexicon.Common(mainWords(n.Words)[0]) {
				continue
			}
			f.Level, f.Reason, f.Words, from = ToCheck, nameCombined, nil, nowhere
		case unsourcedName:
			f = c.unsourcedName(n)
		case sameName, shortName:
			if title := c.otherTitle(n, m); title != "" {
				f = Finding{Kind: NameKind, Level: c.titleLevel(n, title), Reason: nameTitle, Words: []string{title}}
				span.Start = c.story.Tokens[max(c.story.SentenceOf(n.From).From, n.From-1)].Start
				break
			}
			continue
		default:
			continue
		}
		if c.story.Bangla() && f.Level > ToCheck { // a name is found by its title there, and no capital letter says where it ends
			f.Level = ToCheck
		}
		c.find(f, span, from)
	}
}

// otherAcronym looks for a name that an acronym in brackets follows which the sources have for another: X (BBC), where they have it
// of Y. It returns true if it made a finding.
func (c *checker) otherAcronym(n *prose.Name) bool {
	t := c.story.Tokens
	if n.To+2 >= len(t) || t[n.To].Text != "(" || t[n.To+2].Text != ")" || !t[n.To+1].Capitals || len(n.Words) < 2 {
		return false
	}
	acronym := t[n.To+1].Folded
	id, ok := c.index.entities.initial[acronym]
	if !ok {
		return false
	}
	e := c.index.entities.all[id]
	if len(e.words) < 2 || slices.ContainsFunc(n.Words, func(w string) bool { return e.has[w] }) || strings.HasSuffix(acronym, initialsOf(n.Words)) || len(e.mentions) == 0 {
		return false
	}
	s := c.index.sources[e.mentions[0].source]
	c.findOtherName(n, &s.Names[e.mentions[0].name], s, Likely)
	return true
}

func initialsOf(words []string) string {
	initials := ""
	for _, w := range words {
		initials += string([]rune(w)[:1])
	}
	return initials
}

// spelt returns the story's name with the one word of it that is like the source's put right, or "" if there is not one.
func (c *checker) spelt(n *prose.Name, other, written string) string {
	at := none
	for i := n.From; i < n.To; i++ {
		if t := &c.story.Tokens[i]; t.Word() && alike(t.Folded, other) == similar {
			if at != none {
				return ""
			}
			at = i
		}
	}
	if at == none {
		return ""
	}
	name, word := c.story.Of(n.Range), c.story.Tokens[at].Span
	return c.story.Text[name.Start:word.Start] + written + c.story.Text[word.End:name.End]
}

// written returns the source's word with the capitals that it has there.
func (c *checker) written(m nameMatch) string {
	if m.entity == none {
		return ""
	}
	for _, at := range c.index.entities.all[m.entity].mentions {
		s := c.index.sources[at.source]
		r := s.Names[at.name].Range
		for i := max(0, r.From-1); i < r.To; i++ {
			if s.Tokens[i].Folded == m.other {
				return s.Tokens[i].Text
			}
		}
	}
	return ""
}

func (c *checker) unsourcedName(n *prose.Name) Finding {
	f := Finding{Kind: kindOfName(n), Level: Likely, Reason: nameNowhere}
	if text := c.story.Cut(c.story.Of(n.Range)); len(n.Words) == 1 && len(text) <= 6 && strings.ToUpper(text) == text { // a desk adds the acronym that it knows
		f.Level = ToCheck
	}
	if n.Kind == prose.Place && slices.Contains(strings.Fields(prose.Fold(c.story.Place)), n.Full()) { // the desk's own town
		f.Level = ToCheck
	}
	the := n.From > 0 && c.story.Tokens[n.From-1].Folded == "the" // the Centre
	if (n.Unsure || the && len(n.Words) == 1) && lexicon.Common(n.Words[0]) || c.story.Bangla() {
		f.Level = ToCheck
	}
	if full := n.Full(); lexicon.Place(full) != "" || lexicon.Country(full) != "" {
		f.Kind = PlaceKind
		if c.hasPlaceIn(full) {
			f.Level = ToCheck
		}
	}
	return f
}

// hasPlaceIn reports whether a source names a place, or is filed from one, that lies in the story's or has it in it: a desk adds
// the country of a city for its readers.
func (c *checker) hasPlaceIn(name string) bool {
	near := func(other string) bool {
		return lexicon.Place(other) != "" && wide(name) != wide(other) && !lexicon.Apart(name, other)
	}
	return slices.ContainsFunc(c.index.known, near) || slices.ContainsFunc(c.index.entities.all, func(e *entity) bool { return near(strings.Join(e.words, " ")) })
}

// offices are titles that one person has for one thing. A president is no minister.
var (
	offices = strings.Fields(`president minister premier chancellor king queen prince princess pope senator governor general judge mayor ambassador secretary chairman coach manager captain`)
	alone   = strings.Fields(`president minister premier chancellor king queen prince princess pope vice-president mayor governor`)
	short   = map[string]string{"sen": "senator", "gov": "governor", "gen": "general"}
)

// office returns the office that a title names, or "".
func office(title string) string {
	words := strings.Fields(title)
	for i, w := range slices.Backward(words) {
		if long := short[w]; long != "" {
			w = long
		}
		if w == "president" && i > 0 && words[i-1] == "vice" {
			return "vice-president"
		}
		if slices.Contains(offices, w) {
			return w
		}
	}
	return ""
}

// otherTitle returns the title that the sources give the person, if it is of another office.
func (c *checker) otherTitle(n *prose.Name, m nameMatch) string {
	here := office(n.Title)
	if m.entity == none || here == "" || strings.Contains(n.Title, "former") || strings.Contains(n.Title, "then") {
		return ""
	}
	other := ""
	titles := make([]string, 0, 2)
	for t := range c.index.entities.all[m.entity].titles {
		titles = append(titles, t)
	}
	slices.Sort(titles)
	for _, t := range titles {
		switch office(t) {
		case here:
			return ""
		case "":
		default:
			other = t
		}
	}
	return other
}

func (c *checker) titleLevel(n *prose.Name, other string) Level {
	if slices.Contains(alone, office(n.Title)) && slices.Contains(alone, office(other)) {
		return Likely
	}
	return ToCheck
}

// inTheDesksTime reports whether the name only says by whose clock a time is: Bangladesh time.
func (c *checker) inTheDesksTime(n *prose.Name) bool {
	return n.Kind == prose.Place && n.To < len(c.story.Tokens) && c.story.Tokens[n.To].Folded == "time"
}
