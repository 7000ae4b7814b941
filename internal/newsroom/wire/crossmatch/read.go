package crossmatch

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/terms"
)

// reader collects the facts of one text.
type reader struct {
	bangla bool
	said   map[string]Kind
}

// read adds the facts of the text.
func (r *reader) read(text string) {
	language := "en"
	if r.bangla {
		language = "bn"
	}
	d := prose.Analyse(prose.Input{Text: text, Language: language})
	d.FindNames(prose.CasesOf(d))
	end := endOf(d)
	for i := range d.Tokens[:end] {
		if t := &d.Tokens[i]; t.Word() && !t.Stop && t.Figure == prose.None && t.Date == prose.None {
			r.word(d, t, i)
		}
	}
	for i := range d.Figures {
		if f := &d.Figures[i]; f.To <= end {
			r.figure(f)
		}
	}
	for i := range d.Dates {
		if x := &d.Dates[i]; x.To <= end {
			r.date(x)
		}
	}
}

// endOf returns up to which token the text is read.
func endOf(d *prose.Document) int {
	words := 0
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Word() && !t.Stop {
			if words++; words > mostWords {
				return i
			}
		}
	}
	return len(d.Tokens)
}

// word adds what a word is, and what it is a part of.
func (r *reader) word(d *prose.Document, t *prose.Token, i int) {
	for _, m := range matters()[t.Stem] {
		r.add(Matter, "matter "+m)
	}
	if t.Name == prose.None {
		r.sound(Word, t.Text)
		return
	}
	n := &d.Names[t.Name]
	if n.From == i && (r.listed(n.Words) || r.possessive(d, i)) {
		return
	}
	switch {
	case r.bangla && (n.Kind == prose.Place || n.Kind == prose.Body): // it is listed, and was added with its first word
	case r.bangla || !r.listed([]string{t.Folded}):
		r.sound(Name, t.Text)
	}
}

// possessive adds a place that is listed with a possessive in it, as Cox's Bazar, and reports whether one begins at the token.
func (r *reader) possessive(d *prose.Document, i int) bool {
	return i+2 < len(d.Tokens) && d.Tokens[i+1].Possessive && d.Tokens[i+2].Capital &&
		r.listed([]string{d.Tokens[i].Folded + "'s", d.Tokens[i+2].Folded})
}

// listed adds a name that the lists have, in whatever language, and reports whether they have it.
func (r *reader) listed(words []string) bool {
	name := strings.Join(words, " ")
	if country := lexicon.Country(name); country != "" {
		r.add(Place, "country "+country)
		return true
	}
	if body := lexicon.Body(name); body != "" {
		r.add(Body, "body "+body)
		return true
	}
	if lexicon.Place(name) == "" {
		return false
	}
	if v := lexicon.Variant(name); v != "" {
		name = v
	}
	key := ""
	for word := range strings.FieldsSeq(name) {
		if sounds := terms.Asked(word).Forms[terms.Sound]; len(sounds) > 0 {
			key += bones(sounds[0])
		}
	}
	if key == "" {
		key = name
	}
	r.add(Place, "sound "+key)
	return true
}

// sound adds what a word sounds like in either script. A Bangla word has a sound for each ending that may be one.
func (r *reader) sound(kind Kind, word string) {
	for _, s := range terms.Of(word).Forms[terms.Sound] {
		if b := bones(s); len(b) >= leastBones {
			r.add(kind, "sound "+b)
		}
	}
}

// leastBones is how many consonants tell a word.
const leastBones = 3

// bones returns a sound without its vowels but for one at the beginning: they are what transliterations differ in.
func bones(sound string) string {
	var b strings.Builder
	for i := range len(sound) {
		switch c := sound[i]; {
		case c != 'a' && c != 'i' && c != 'u':
			b.WriteByte(c)
		case i == 0:
			b.WriteByte('a')
		}
	}
	return b.String()
}

// figure adds what the figure is, so that seven, 7 and ৭টি are one, and once more with what it measures.
func (r *reader) figure(f *prose.Figure) {
	switch f.Kind {
	case prose.Fraction, prose.Vague, prose.Clock, prose.Times:
		return
	case prose.Count, prose.Ordinal, prose.Age:
		if f.Value <= 2 {
			return // one and two are hardly figures
		}
	}
	value := strconv.FormatFloat(f.Value, 'f', -1, 64)
	r.add(Figure, "figure "+value)
	switch f.Kind {
	case prose.Percent, prose.PercentPoints:
		r.add(Measure, "measure % "+value)
	case prose.Money, prose.Measure:
		r.add(Measure, "measure "+f.Unit+" "+value)
	}
}

// date adds a day of a month, and a year.
func (r *reader) date(x *prose.Date) {
	if x.Month > 0 && x.Day > 0 {
		r.add(Figure, "day "+strconv.Itoa(x.Month)+"-"+strconv.Itoa(x.Day))
	}
	if x.Kind == prose.YearDate {
		r.add(Figure, "year "+strconv.Itoa(x.Year))
	}
}

//go:embed matters.txt
var matterList string

//go:embed usual.txt
var usualList string

// usual returns how large a share of all copy has the facts that are common in it.
var usual = sync.OnceValue(func() map[uint32]float64 {
	m := map[uint32]float64{}
	for line := range strings.Lines(usualList) {
		share, what, ok := strings.Cut(strings.TrimSpace(line), " ")
		if v, err := strconv.ParseFloat(share, 64); ok && err == nil {
			m[hash(what)] = v
		}
	}
	return m
})

// matters returns, for the stem of a word of either language, the matters that it is of: each as the first English word of its line.
var matters = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for line := range strings.Lines(matterList) {
		english, bangla, ok := strings.Cut(line, "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		name, _, _ := strings.Cut(english, " ")
		for w := range strings.FieldsSeq(english) {
			stem := prose.StemOf("en", prose.Fold(w))
			m[stem] = append(m[stem], name)
		}
		for w := range strings.FieldsSeq(bangla) {
			stem := prose.StemOf("bn", prose.Fold(w))
			m[stem] = append(m[stem], name)
		}
	}
	return m
})
