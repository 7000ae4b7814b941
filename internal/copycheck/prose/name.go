package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
)

// Name is a proper name.
type Name struct {
	Range
	Words  []string // folded, without titles and the small words between
	Title  string   // what stands before it: "prime minister"
	Kind   NameKind
	Unsure bool // it begins a sentence with a word that need not be a name
	Entity int  // who or what it is of, by whoever knows; None at first
}

// NameKind is what a name is of.
type NameKind int

// The kinds of names.
const (
	Other NameKind = iota
	Person
	Place
	Body // an organisation
)

// Full returns the words of the name with a space between any two.
func (n *Name) Full() string { return strings.Join(n.Words, " ") }

// cases counts how often words that do not begin a sentence are written small and with a capital.
type cases struct{ small, capital map[string]int }

func (d *Document) countCases() {
	d.cases = cases{map[string]int{}, map[string]int{}}
	for i := range d.Tokens {
		switch t := &d.Tokens[i]; {
		case t.Mark || t.Digits:
		case !t.Capital:
			d.cases.small[t.Folded]++
		case !t.First:
			d.cases.capital[t.Folded]++
		}
	}
}

// Cases is how words are written in all the texts of a check: a word at the start of a sentence
// is a name if the others say so.
type Cases struct{ of []cases }

// CasesOf returns the cases of the documents.
func CasesOf(documents ...*Document) Cases {
	var c Cases
	for _, d := range documents {
		c.of = append(c.of, d.cases)
	}
	return c
}

func (c Cases) small(word string) (n int) {
	for _, x := range c.of {
		n += x.small[word]
	}
	return n
}

func (c Cases) capital(word string) (n int) {
	for _, x := range c.of {
		n += x.capital[word]
	}
	return n
}

// FindNames finds the names of an English text anew, by the cases of all the texts of a check. In a Bangla one,
// which has no capitals, it finds those that a title or the lists tell.
func (d *Document) FindNames(c Cases) {
	d.Names = d.Names[:0]
	for i := range d.Tokens {
		d.Tokens[i].Name = None
	}
	if d.Bangla() {
		d.findBanglaNames()
		return
	}
	for _, s := range d.Sentences {
		headline, shouted := d.capitalised(s)
		if shouted {
			continue
		}
		f := nameFinder{d: d, cases: c, headline: headline, end: s.To}
		for i := s.From; i < s.To && len(d.Names) < most; {
			i = f.nameAt(i, s.From)
		}
	}
}

// capitalised reports whether most words of the sentence have a capital, and whether they are all in capitals.
func (d *Document) capitalised(s Range) (headline, shouted bool) {
	words, capital, capitals := 0, 0, 0
	for i := s.From; i < s.To; i++ {
		t := &d.Tokens[i]
		if t.Mark || t.Digits || t.Possessive {
			continue
		}
		words++
		if t.Capital {
			capital++
		}
		if t.Capitals {
			capitals++
		}
	}
	headline = words >= 5 && capital*10 >= words*7
	return headline, headline && capitals*10 >= words*8
}

type nameFinder struct {
	d        *Document
	cases    Cases
	headline bool // capital letters say nothing in this sentence
	end      int  // of the sentence
}

// part reports whether the token is part of a name.
func (f *nameFinder) part(i int, headline bool) bool {
	t := f.d.at(i)
	if t.Mark || !t.Capital || t.Possessive || t.Digits || t.Date != None || t.Figure != None || neverNames[t.Folded] {
		return false
	}
	if !t.First && !headline || t.Capitals && !headline {
		return true
	}
	small, capital := f.cases.small(t.Folded), f.cases.capital(t.Folded)
	switch {
	case capital > 0 && small == 0, titles[t.Folded], lexicon.Country(t.Folded) != "":
		return true
	case small > 0 && capital <= small:
		return false
	case !lexicon.Common(t.Folded) && !lexicon.Common(t.Stem):
		return true
	case lexicon.Given(t.Folded): // Dean Crosby
		next := f.d.at(i + 1)
		return f.d.same(i, i+1) && next.Capital && !next.First && !neverNames[next.Folded] && !lexicon.Common(next.Folded)
	}
	return capital > small
}

// nameAt finds a name that begins at i, and returns where to go on.
func (f *nameFinder) nameAt(i, start int) int {
	if !f.part(i, f.headline) {
		return i + 1
	}
	end := f.extent(i)
	d := f.d
	from, title := f.afterTitles(i, end)
	switch office := f.beforeTitle(from, end); {
	case office == end:
	case f.onlyWords(from, office): // Chief Technology Officer Catherine Mugo
		var more string
		from, more = f.afterTitles(office, end)
		title = strings.TrimSpace(title + " " + more)
	default:
		end = office
	}
	for from < end && small[d.Tokens[from].Folded] && !d.Tokens[from].Capital { // President of France
		from++
	}
	if from >= end { // nothing but titles
		return end
	}
	first := &d.Tokens[from]
	unsure := first.First
	if before := d.at(from - 1); from == i && i > start && before.First && before.Capital && !Stopword(before.Folded) && lexicon.Common(before.Folded) {
		unsure = true
	}
	n := Name{Range: Range{from, end}, Title: title, Unsure: unsure, Entity: None}
	for k := from; k < end; k++ {
		t := &d.Tokens[k]
		if t.Mark || small[t.Folded] && !t.Capital {
			continue
		}
		n.Words = append(n.Words, t.Folded)
	}
	if len(n.Words) == 0 {
		return end
	}
	n.Kind = kindOf(&n, d.Cut(d.Of(n.Range)))
	d.addName(n)
	return end
}

func (d *Document) addName(n Name) {
	for k := n.From; k < n.To; k++ {
		d.Tokens[k].Name = len(d.Names)
	}
	d.Names = append(d.Names, n)
}

// small are words that stand in a name and need no capital.
var small = setOf(`of de del della da di la le van von der den bin ibn al el ul ur e y and for the`)

// extent returns the token after a name that begins at i: initials, and small words between two parts, belong to it.
func (f *nameFinder) extent(i int) int {
	d, last := f.d, i
	for j := i + 1; j < f.end; {
		t, before := &d.Tokens[j], &d.Tokens[j-1]
		switch {
		case t.Possessive:
			return last + 1
		case t.Joined && last == j-1 && !t.Digits && t.Date == None && t.Figure == None && hyphenated(before, t): // Kim Ji-woo
			last = j
			j++
		case t.Text == "." && t.Start == before.End && (utf8.RuneCountInString(before.Folded) == 1 || abbreviations[before.Folded]) &&
			f.part(j+1, false) && j+1 < f.end && d.Tokens[j+1].Start == t.End+1:
			j++
		case t.Text == "&" && j+1 < f.end && f.part(j+1, f.headline):
			j++
		case t.Mark:
			return last + 1
		case f.part(j, f.headline):
			last = j
			j++
		case small[t.Folded] && t.Folded != "and" && t.Folded != "for" && !t.Capital && !f.headline:
			k := j + 1
			if w := d.at(k); k < f.end && !w.Capital && (w.Folded == "the" || w.Folded == "la" || w.Folded == "al") {
				k++
			}
			if k >= f.end || !f.part(k, false) {
				return last + 1
			}
			j = k
		default:
			return last + 1
		}
	}
	return last + 1
}

// hyphenated reports whether the small word after a hyphen may be the rest of a name: woo of Ji-woo, and not based of London-based.
func hyphenated(before, t *Token) bool {
	return before.Capital && !t.Capital && len(t.Folded) <= 6 && !lexicon.Common(t.Folded) && !Stopword(t.Folded)
}

// beforeTitle returns where a name ends that a title and somebody's name follow without a mark: Florida Governor Rick Scott.
func (f *nameFinder) beforeTitle(i, end int) int {
	t := f.d.Tokens
	for k := end - 2; k > i; k-- {
		if !titles[t[k].Folded] || !t[k].Capital {
			continue
		}
		from, first := k+1, k
		for from < end && t[from].Text == "." {
			from++
		}
		if from < end && t[from].Capital && !bodyWords[t[from].Folded] && (lexicon.Given(t[from].Folded) || lexicon.Place(t[i].Folded) != "" || abbreviations[t[k].Folded]) {
			for first-1 > i && titles[t[first-1].Folded] {
				first--
			}
			return first
		}
		break
	}
	return end
}

// onlyWords reports whether the words are all ordinary ones, and no place.
func (f *nameFinder) onlyWords(from, to int) bool {
	for k := from; k < to; k++ {
		if w := f.d.Tokens[k].Folded; !lexicon.Common(w) || placeWords[w] || lexicon.Place(w) != "" || lexicon.Given(w) {
			return false
		}
	}
	return true
}

// afterTitles returns where the name begins after the titles before it, and the titles.
func (f *nameFinder) afterTitles(i, end int) (int, string) {
	t := f.d.Tokens
	var found []string
	for i < end && (titles[t[i].Folded] || t[i].Text == "." || i+1 < end && lexicon.Country(t[i].Folded) != "" && titles[t[i+1].Folded]) {
		if t[i].Text != "." {
			found = append(found, t[i].Folded)
		}
		i++
	}
	return i, strings.Join(found, " ")
}

// kindOf tells from the words of a name what it is of. Of one word that is on no list it says a person.
func kindOf(n *Name, text string) NameKind {
	full, last := n.Full(), n.Words[len(n.Words)-1]
	switch {
	case n.Title == "" && (lexicon.Country(full) != "" || lexicon.Place(full) != ""):
		return Place
	case lexicon.Body(full) != "" && n.Title == "":
		return Body
	}
	for _, w := range n.Words {
		if bodyWords[w] {
			return Body
		}
		if placeWords[w] && len(n.Words) > 1 {
			return Place
		}
	}
	switch {
	case n.Title != "":
		return Person
	case len(n.Words) == 1 && len(text) > 1 && len(text) <= 5 && strings.ToUpper(text) == text:
		return Body
	case len(n.Words) == 1, lexicon.Given(n.Words[0]) && lexicon.Country(last) == "":
		return Person
	case lexicon.Common(last), lexicon.Common(n.Words[0]), lexicon.Country(n.Words[0]) != "", len(n.Words) > 4, lexicon.Place(n.Words[0]) != "":
		return Other
	}
	return Person
}

// With returns the cases with those of one more document.
func (c Cases) With(d *Document) Cases {
	return Cases{append(c.of[:len(c.of):len(c.of)], d.cases)}
}
