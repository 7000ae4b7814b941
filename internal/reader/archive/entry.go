package archive

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/fnv"
	"io"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// place is where a version of a story is in stories.log: its card, and after it the
// whole.
type place struct {
	offset            int64
	card, whole       uint32 // lengths
	cardSum, wholeSum uint32
}

func (p place) end() int64 { return p.offset + int64(p.card) + int64(p.whole) }

// entry is one change as the index has it.
type entry struct {
	edition   int64
	kind      edition.Kind
	time      time.Time
	number    int64 // of the story, 0 for none
	language  news.Language
	section   string
	topics    []edition.Topic
	published time.Time
	media     []uint64
	at        place
	rest      rest
}

// rest is what is rare or small enough to stand in the index as it is.
type rest struct {
	Notice *edition.Notice `json:"notice,omitempty"`
	Bars   []edition.Bar   `json:"bars,omitempty"`
	House  *news.House     `json:"house,omitempty"`
}

func entryOf(c edition.Change) entry {
	e := entry{edition: c.Number, kind: c.Kind, time: c.At, rest: rest{Notice: c.Notice, Bars: c.Bars, House: c.House}}
	switch {
	case c.Story != nil:
		s := c.Story
		e.number, e.language, e.section, e.topics, e.published = s.Number, s.Language, s.Section, s.Topics, s.Published
		pictures := s.Pictures
		if s.Lead != nil {
			pictures = append(pictures[:len(pictures):len(pictures)], *s.Lead)
		}
		for _, p := range pictures {
			for _, r := range p.Renditions {
				e.media = append(e.media, mediaKey(r.Name))
			}
		}
	case c.Notice != nil:
		e.number = c.Notice.Number
	}
	return e
}

func mediaKey(name string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, name) // a hash takes everything
	return h.Sum64()
}

// encode returns the record: its length and checksum, four bytes each, then its fields,
// numbers as varints and texts with their length before them.
func (e entry) encode() []byte {
	b := make([]byte, 8, 256)
	for _, n := range []int64{e.edition, e.time.UnixMicro(), e.number, e.published.UnixMicro(), e.at.offset,
		int64(e.at.card), int64(e.at.whole), int64(e.at.cardSum), int64(e.at.wholeSum)} {
		b = binary.AppendVarint(b, n)
	}
	for _, s := range []string{string(e.kind), string(e.language), e.section} {
		b = appendText(b, s)
	}
	b = binary.AppendVarint(b, int64(len(e.topics)))
	for _, t := range e.topics {
		b = appendText(appendText(b, t.Slug), t.Name)
	}
	b = binary.AppendVarint(b, int64(len(e.media)))
	for _, m := range e.media {
		b = binary.LittleEndian.AppendUint64(b, m)
	}
	text := ""
	if e.rest.Notice != nil || e.rest.House != nil || len(e.rest.Bars) > 0 {
		t, err := json.Marshal(e.rest)
		if err != nil {
			panic("archive: " + err.Error()) // texts, numbers and times always encode
		}
		text = string(t)
	}
	b = appendText(b, text)
	binary.LittleEndian.PutUint32(b, uint32(len(b)-8))
	binary.LittleEndian.PutUint32(b[4:], sum(b[8:]))
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// errTorn says that a record is not whole, or not what was written.
var errTorn = errors.New("torn record")

// maxEntry is more than any record: bars and a house are a few thousand bytes.
const maxEntry = 1 << 20

// readEntry reads one record and returns how many bytes it has.
func readEntry(r *bufio.Reader) (entry, int, error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = errTorn
		}
		return entry{}, 0, err
	}
	n := binary.LittleEndian.Uint32(head[:])
	if n > maxEntry {
		return entry{}, 0, errTorn
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return entry{}, 0, errTorn
	}
	if sum(b) != binary.LittleEndian.Uint32(head[4:]) {
		return entry{}, 0, errTorn
	}
	e, err := decodeEntry(b)
	return e, int(n) + 8, err
}

// fields reads the fields of a record one after the other, and remembers if they ended
// too early.
type fields struct {
	b    []byte
	torn bool
}

func (f *fields) number() int64 {
	v, n := binary.Varint(f.b)
	if n <= 0 {
		f.torn = true
		return 0
	}
	f.b = f.b[n:]
	return v
}

func (f *fields) text() string {
	v, n := binary.Uvarint(f.b)
	if n <= 0 || v > uint64(len(f.b)-n) {
		f.torn = true
		return ""
	}
	s := string(f.b[n : n+int(v)])
	f.b = f.b[n+int(v):]
	return s
}

func decodeEntry(b []byte) (e entry, err error) {
	f := &fields{b: b}
	var at, published int64
	for _, n := range []*int64{&e.edition, &at, &e.number, &published, &e.at.offset} {
		*n = f.number()
	}
	for _, n := range []*uint32{&e.at.card, &e.at.whole, &e.at.cardSum, &e.at.wholeSum} {
		*n = uint32(f.number())
	}
	e.time, e.published = time.UnixMicro(at).UTC(), time.UnixMicro(published).UTC()
	e.kind, e.language, e.section = edition.Kind(f.text()), news.Language(f.text()), f.text()
	for range f.count(len(b)) {
		e.topics = append(e.topics, edition.Topic{Slug: f.text(), Name: f.text()})
	}
	for range f.count(len(b)) {
		if len(f.b) < 8 {
			return e, errTorn
		}
		e.media = append(e.media, binary.LittleEndian.Uint64(f.b))
		f.b = f.b[8:]
	}
	if text := f.text(); text != "" {
		if err := json.Unmarshal([]byte(text), &e.rest); err != nil {
			return e, errTorn
		}
	}
	if f.torn || len(f.b) > 0 {
		return e, errTorn
	}
	return e, nil
}

// count reads a count that cannot be above most.
func (f *fields) count(most int) int64 {
	n := f.number()
	if n < 0 || n > int64(most) {
		f.torn = true
		return 0
	}
	return n
}
