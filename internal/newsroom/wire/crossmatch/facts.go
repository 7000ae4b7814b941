// Package crossmatch finds dispatches in Bangla and in English that may tell of one event.
//
// What crosses the two scripts is compared: places, bodies, names by their sound, figures, and what the news is about. A text becomes a
// set of facts, which is kept with the dispatch; a Window holds the facts of the dispatches of some hours, and what many of them have counts
// little in it. What it finds is for a person to look at: nothing is put together by it.
//
// The same texts give the same answers, and nothing here but Find reads anything but memory.
package crossmatch

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"slices"

	"github.com/stet-news/stet/internal/newsroom/wire/cluster"
)

// Kind is what sort of thing a fact is.
type Kind uint8

// The kinds of facts, the one that says least first.
const (
	Word    Kind = iota // that may be a name: any word of Bangla, which has no capitals, and a long one of English, which Bangla may have as it is
	Matter              // what the news is about, as a flood
	Figure              // a number, a day of a month
	Measure             // a number with what it measures
	Name                // a word of a name
	Place
	Body // an organisation
	kinds
)

// A Fact is something that a text has, the same in either language: Hash says what.
type Fact struct {
	Hash uint32
	Kind Kind
}

// Facts are those of one text, by Hash, each once. The zero value is a text without facts.
type Facts []Fact

// The bounds of what is read of a text, and of what is kept of it.
const (
	mostBytes = 8_000
	mostWords = 400
	mostFacts = 400
)

// Other returns the language in which the same event is looked for, "" if the language is neither of the two.
func Other(language string) string {
	switch language {
	case "bn":
		return "en"
	case "en":
		return "bn"
	}
	return ""
}

// Of returns the facts of a text. One in another language than Bangla or English has none.
func Of(t cluster.Text) Facts {
	said := saidIn(t)
	list := make(Facts, 0, len(said))
	for what, kind := range said {
		list = append(list, Fact{hash(what), kind})
	}
	slices.SortFunc(list, func(a, b Fact) int { return cmp.Or(cmp.Compare(a.Hash, b.Hash), cmp.Compare(b.Kind, a.Kind)) })
	return slices.CompactFunc(list, func(a, b Fact) bool { return a.Hash == b.Hash })
}

func hash(what string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(what))
	return h.Sum32()
}

// saidIn returns the facts of a text in words.
func saidIn(t cluster.Text) map[string]Kind {
	r := reader{bangla: t.Language == "bn", said: map[string]Kind{}}
	if Other(t.Language) == "" {
		return r.said
	}
	body := t.Body
	if len(body) > mostBytes {
		body = body[:mostBytes] // what is cut of a letter at the end is read over
	}
	r.read(t.Headline + "\n" + body)
	return r.said
}

func (r *reader) add(kind Kind, what string) {
	before, known := r.said[what]
	if known || len(r.said) < mostFacts {
		r.said[what] = max(before, kind)
	}
}

// factBytes is how long one fact is as bytes.
const factBytes = 5

// AppendBinary appends the facts as bytes, which FromBytes reads.
func (f Facts) AppendBinary(to []byte) ([]byte, error) {
	for _, one := range f {
		to = append(binary.BigEndian.AppendUint32(to, one.Hash), byte(one.Kind))
	}
	return to, nil
}

// FromBytes reads what AppendBinary wrote.
func FromBytes(b []byte) (Facts, error) {
	if len(b)%factBytes != 0 || len(b) > mostFacts*factBytes {
		return nil, errors.New("these are no facts of a text")
	}
	list := make(Facts, 0, len(b)/factBytes)
	for ; len(b) > 0; b = b[factBytes:] {
		f := Fact{binary.BigEndian.Uint32(b), Kind(b[4])}
		if f.Kind >= kinds {
			return nil, errors.New("these are no facts of a text: there is no such kind")
		}
		if n := len(list); n > 0 && list[n-1].Hash >= f.Hash {
			return nil, errors.New("these are no facts of a text: they are out of order")
		}
		list = append(list, f)
	}
	return list, nil
}
