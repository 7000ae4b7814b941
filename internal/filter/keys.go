package filter

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/news"
)

// Version changes whenever a dispatch gets other keys than before: what was kept under another version has to be made again.
const Version = 1

// every is a key that each dispatch has.
const every = "k"

// Keys returns what a dispatch is found by, sorted, each once: letters, marks, digits and hyphens, of ASCII only a to z, 0 to 9 and the hyphen.
func Keys(d news.Dispatch) []string {
	i := Of(d)
	keys := make([]string, 0, len(i.keys))
	for k := range i.keys {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// letters are what the keys of a kind begin with.
var letters = map[Kind]string{
	Word: "b", Headline: "h", Place: "p", Topic: "t", Wire: "w", Urgency: "u", Language: "l", Is: "i", Has: "x", Desk: "d", Tag: "g", Priority: "y",
}

const codeLetter = "c"

func wordKey(k Kind, form string) string { return letters[k] + form }

// key returns the value as a key of the kind, "" if nothing of the value can be in one.
func key(letter, value string) string {
	if value = strings.Map(keyRune, strings.ToLower(value)); value == "" {
		return ""
	}
	return letter + value
}

// keyRune leaves out what no key has.
func keyRune(r rune) rune {
	if r <= unicode.MaxASCII && r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') || r > unicode.MaxASCII && !unicode.In(r, unicode.L, unicode.M, unicode.N) {
		return -1
	}
	return r
}

// facts are the keys of what is no word.
func facts(d news.Dispatch) (keys []string) {
	add := func(letter, value string) {
		if k := key(letter, value); k != "" {
			keys = append(keys, k)
		}
	}
	base, _, _ := strings.Cut(string(d.Language), "-")
	add(letters[Wire], d.Wire)
	add(letters[Language], base)
	if d.Urgency > 0 {
		add(letters[Urgency], strconv.Itoa(d.Urgency))
	}
	if d.Change == news.ChangeKill || !d.Killed.IsZero() {
		add(letters[Is], "kill")
	}
	if d.Change != "" && d.Change != news.ChangeKill {
		add(letters[Is], string(d.Change))
	}
	if !d.Embargo.IsZero() {
		add(letters[Is], "embargoed") // once: whether it still is, the clock says
	}
	if slices.ContainsFunc(d.Media, isPicture) {
		add(letters[Has], "picture")
	}
	for _, c := range d.Codes {
		for _, c := range lineage(c) {
			add(codeLetter, c)
		}
	}
	for _, s := range d.Routing.Desks {
		add(letters[Desk], s)
	}
	for _, s := range d.Routing.Tags {
		add(letters[Tag], s)
	}
	if d.Routing.Priority > 0 {
		add(letters[Priority], strconv.Itoa(d.Routing.Priority))
	}
	return keys
}

func isPicture(m news.Media) bool {
	if strings.HasPrefix(strings.ToLower(m.Type), "image/") {
		return true
	}
	path, _, _ := strings.Cut(strings.ToLower(m.URL), "?")
	return slices.ContainsFunc([]string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff"}, func(end string) bool { return strings.HasSuffix(path, end) })
}

// keys returns what an item must have to pass the part, of each group one. Of a phrase the words may stand anywhere.
func (f Filter) keys() (groups [][]string) {
	if words := f.phrase(); words != nil {
		for _, forms := range words {
			group := make([]string, len(forms))
			for i, form := range forms {
				group[i] = wordKey(f.Kind, form)
			}
			groups = append(groups, group)
		}
		return groups
	}
	if f.Kind.counts() {
		var group []string
		for n := f.From; n <= f.To; n++ {
			group = append(group, letters[f.Kind]+strconv.Itoa(n))
		}
		return [][]string{group}
	}
	if f.Kind == Topic {
		var group []string
		for _, c := range asked(f.Text) {
			group = append(group, key(codeLetter, c))
		}
		return [][]string{group}
	}
	return [][]string{{key(letters[f.Kind], f.Text)}}
}

// Query is what a database is asked to find the items of a filter by: keys, joined. The zero Query asks nothing.
type Query struct {
	Kind Kind // All, Any, Not, or "" for one Key
	Key  string
	Of   []Query
}

// Ask returns what is to be asked of a database that keeps Keys, among the wires. What passes the filter is always found; exact reports
// whether nothing else is. all reports that every item may pass, and none that no item can; then nothing is to be asked.
func (f Filter) Ask(wires []news.Wire) (q Query, all, none, exact bool) {
	a := f.ask(wires, true)
	return a.query, a.all, a.none, f.exact()
}

// exact reports whether keys alone decide.
func (f Filter) exact() bool {
	if f.Kind == Is && f.Text == "embargoed" || f.Kind != Wire && len(f.phrase()) > 1 {
		return false
	}
	return !slices.ContainsFunc(f.Of, func(p Filter) bool { return !p.exact() })
}

// answer is a Query, or that all pass, or none.
type answer struct {
	query     Query
	all, none bool
}

// ask returns a question that at least what passes the filter passes, or if it is not wide, one that only what passes does.
func (f Filter) ask(wires []news.Wire, wide bool) answer {
	switch {
	case f.Kind == "":
		return answer{all: true}
	case f.Kind == Not:
		return f.Of[0].ask(wires, !wide).turned()
	case f.Kind == All || f.Kind == Any:
		answers := make([]answer, len(f.Of))
		for i, p := range f.Of {
			answers[i] = p.ask(wires, wide)
		}
		return combine(f.Kind, answers)
	case !wide && !f.exact():
		return answer{none: true}
	case f.Kind == Wire:
		var some []answer
		for _, w := range wires {
			if k := key(letters[Wire], w.ID); k != "" && f.Passes(Of(news.Dispatch{Wire: w.ID, WireName: w.Name}), w.Health.Tried) {
				some = append(some, answer{query: Query{Key: k}})
			}
		}
		return combine(Any, some)
	}
	var groups []answer
	for _, group := range f.keys() {
		var some []answer
		for _, k := range group {
			if k != "" {
				some = append(some, answer{query: Query{Key: k}})
			}
		}
		groups = append(groups, combine(Any, some))
	}
	return combine(All, groups)
}

func (a answer) turned() answer {
	if a.all || a.none {
		return answer{all: a.none, none: a.all}
	}
	return answer{query: Query{Kind: Not, Of: []Query{a.query}}}
}

// combine joins the answers by All or Any.
func combine(k Kind, answers []answer) answer {
	var of []Query
	for _, a := range answers {
		switch {
		case k == All && a.none:
			return answer{none: true}
		case k == Any && a.all:
			return answer{all: true}
		case !a.all && !a.none:
			of = append(of, a.query)
		}
	}
	switch {
	case len(of) == 0 && k == All:
		return answer{all: true}
	case len(of) == 0:
		return answer{none: true}
	case len(of) == 1:
		return answer{query: of[0]}
	}
	return answer{query: Query{Kind: k, Of: of}}
}

// Text writes the query as a database reads it, each key between two quotes: and, or, and and-not as it has them.
func (q Query) Text(quote, and, or, andNot string) string {
	switch q.Kind {
	case Not:
		return "(" + quote + every + quote + andNot + q.Of[0].Text(quote, and, or, andNot) + ")"
	case All, Any:
		parts := make([]string, len(q.Of))
		for i, p := range q.Of {
			parts[i] = p.Text(quote, and, or, andNot)
		}
		if q.Kind == All {
			return "(" + strings.Join(parts, and) + ")"
		}
		return "(" + strings.Join(parts, or) + ")"
	}
	return quote + q.Key + quote
}
