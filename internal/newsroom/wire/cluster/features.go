// Package cluster finds dispatches that tell of one event: takes of one agency, and the copy of several about the same thing.
//
// A text becomes a set of features: the stems of its words, pairs of neighbours, and its figures, each with a weight by where it stands.
// An Index holds the features of a window of time and finds the text in it that is nearest to a new one. What many texts of the window
// have counts little, so that two road accidents, which share the words of every road accident, are not one.
//
// The same texts in the same order give the same answers. Nothing here reads or writes anything but memory.
package cluster

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/news"
)

// Text is what of a dispatch is compared.
type Text struct {
	Language string // "en", "bn"; anything else is read as "en"
	Headline string
	Body     string // paragraphs end with a line feed
}

// Kind is what sort of thing a feature is.
type Kind uint8

// The kinds of features. Figures, places and names tell events apart whose words are the same.
const (
	Word Kind = iota
	Figure
	Place
	Name
	Pair // of neighbours
	kinds
)

// A Feature is something that a text has: Hash says what, Weight how much it counts there, in quarters.
type Feature struct {
	Hash   uint32
	Weight uint8
	Kind   Kind
}

// Features are those of one text, by Hash, each once. The zero value is a text without words.
type Features []Feature

// How much is read of a text. What an event is stands at the beginning; a long background at its end is of other events.
const (
	mostBytes    = 6_000
	mostWords    = 220 // of the body
	leadWords    = 30  // of the body, which count as its beginning
	mostFeatures = 400
)

// The weights, in quarters.
const (
	weightBody   = 4
	weightLead   = 8
	weightTitle  = 10
	weightName   = 3 // on top, for a word with a capital inside of a sentence
	weightFigure = 2 // on top
	weightPair   = 2
)

// Of returns the features of a text.
func Of(t Text) Features {
	g := gatherer{found: map[uint32]Feature{}}
	g.read(t.Language, t.Headline, weightTitle, weightTitle)
	body := t.Body
	if len(body) > mostBytes {
		body = body[:mostBytes] // what is cut of a letter at the end is read over
	}
	g.read(t.Language, body, weightLead, weightBody)
	return g.features()
}

type gatherer struct{ found map[uint32]Feature }

// read adds the features of a text: the first leadWords of it with the weight lead, the others with the weight rest.
func (g *gatherer) read(language, text string, lead, rest uint8) {
	d := prose.Analyse(prose.Input{Text: text, Language: language})
	words, before := 0, ""
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if !t.Word() || t.Stop {
			if t.Mark {
				before = ""
			}
			continue
		}
		if words++; words > mostWords {
			break
		}
		weight := rest
		if words <= leadWords {
			weight = lead
		}
		if t.Figure != prose.None {
			if f := &d.Figures[t.Figure]; f.From == i {
				g.figure(f, weight)
			}
			before = ""
			continue
		}
		stem := cmp.Or(t.Stem, t.Folded)
		kind, more := kindOf(t, stem, language)
		if kind == Figure {
			stem = leading(t.Folded)
		}
		g.add(stem, weight+more, kind)
		if before != "" {
			g.add(before+" "+stem, weightPair, Pair)
		}
		before = stem
	}
}

// figure adds what the figure is, so that seven, 7 and ৭টি are one, and once more with what it measures.
func (g *gatherer) figure(f *prose.Figure, weight uint8) {
	value := strconv.FormatFloat(f.Value, 'f', -1, 64)
	if f.InWords && f.Value <= 2 {
		return // one and two are hardly figures
	}
	g.add(value, weight+weightFigure, Figure)
	if f.Kind != prose.Count {
		g.add(value+" "+strconv.Itoa(int(f.Kind))+" "+f.Unit, weightFigure, Figure)
	}
}

// leading returns the digits that a word begins with: 10 of 10pc.
func leading(word string) string {
	if end := strings.IndexFunc(word, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' }); end > 0 {
		return word[:end]
	}
	return word
}

// kindOf returns what sort of word the token is, and what it counts on top of another.
func kindOf(t *prose.Token, stem, language string) (Kind, uint8) {
	switch {
	case t.Date != prose.None:
		return Word, 0
	case t.Digits:
		return Figure, weightFigure
	case lexicon.Country(t.Folded) != "" || lexicon.Country(stem) != "":
		return Word, 0
	case lexicon.Place(t.Folded) != "" || lexicon.Place(stem) != "":
		return Place, weightName
	case t.Capital && !t.First && !lexicon.Common(t.Folded):
		return Name, weightName
	case language == "bn":
		return banglaKind(t.Folded)
	}
	return Word, 0
}

// endings are what Bangla words of places and people end in besides, the longest first.
var endings = []string{"গুলোর", "দেরকে", "েরও", "দের", "কেই", "রও", "ের", "তে", "কে", "য়", "র", "ে"}

// banglaKind returns what sort of word of Bangla it is, which has no capital letters: one that is listed without its ending.
func banglaKind(word string) (Kind, uint8) {
	if lexicon.Given(word) {
		return Name, weightName
	}
	for _, ending := range endings {
		base, has := strings.CutSuffix(word, ending)
		if !has || len(base) < 6 {
			continue
		}
		switch {
		case lexicon.Country(base) != "":
			return Word, 0
		case lexicon.Place(base) != "":
			return Place, weightName
		case lexicon.Given(base):
			return Name, weightName
		}
	}
	return Word, 0
}

func (g *gatherer) add(what string, weight uint8, kind Kind) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(what))
	sum := h.Sum32()
	if g.found[sum].Weight < weight {
		g.found[sum] = Feature{sum, weight, kind}
	}
}

func (g *gatherer) features() Features {
	list := make(Features, 0, len(g.found))
	for _, f := range g.found {
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b Feature) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Hash, b.Hash)) })
	if len(list) > mostFeatures {
		list = list[:mostFeatures]
	}
	slices.SortFunc(list, func(a, b Feature) int { return cmp.Compare(a.Hash, b.Hash) })
	return list
}

// featureBytes is how long one feature is as bytes.
const featureBytes = 6

// AppendBinary appends the features as bytes, which FromBytes reads.
func (f Features) AppendBinary(to []byte) ([]byte, error) {
	for _, one := range f {
		to = append(binary.BigEndian.AppendUint32(to, one.Hash), one.Weight, byte(one.Kind))
	}
	return to, nil
}

// FromBytes reads what AppendBinary wrote.
func FromBytes(b []byte) (Features, error) {
	if len(b)%featureBytes != 0 || len(b) > mostFeatures*featureBytes {
		return nil, errors.New("these are no features of a text")
	}
	list := make(Features, 0, len(b)/featureBytes)
	for ; len(b) > 0; b = b[featureBytes:] {
		if b[5] >= byte(kinds) {
			return nil, errors.New("these are no features of a text: there is no such kind")
		}
		list = append(list, Feature{binary.BigEndian.Uint32(b), b[4], Kind(b[5])})
	}
	if !slices.IsSortedFunc(list, func(a, b Feature) int { return cmp.Compare(a.Hash, b.Hash) }) {
		return nil, errors.New("these are no features of a text: they are out of order")
	}
	return list, nil
}

// TextOf returns what of the dispatch is compared.
func TextOf(d news.Dispatch) Text {
	body := d.Body.Plain()
	if strings.TrimSpace(body) == "" {
		body = d.Summary
	}
	return Text{Language: string(d.Language), Headline: d.Headline, Body: body}
}
