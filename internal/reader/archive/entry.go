package archive

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/fnv"
	"io"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// place is where a version of a story is in stories.log: a head, its card, the whole.
// The head is the lengths of the two and their checksums, four bytes each. The zero
// place is no story.
type place struct {
	offset      int64
	card, whole uint32 // lengths
}

const headSize = 16

func (p place) size() int64 {
	if p.card == 0 {
		return 0
	}
	return headSize + int64(p.card) + int64(p.whole)
}

func (p place) end() int64 { return p.offset + p.size() }

// formOfEntry changes with how an entry is written.
const formOfEntry = 3

// entry is one change as the index has it: all of it but the text of its story.
type entry struct {
	edition   int64
	kind      edition.Kind
	time      time.Time
	number    int64 // of the story, 0 for none
	lists     []listed
	published time.Time
	media     []uint64 // keys of the sets of renditions that the story uses
	old       []uint64 // keys of the addresses at which its pictures stood before
	at        place

	// What is rare and short stands in the index as JSON, nil if it is not there.
	house, notice []byte
	parts         []partText
}

// partText is a part of the edition that is no story, as JSON: a bar, a front, what is
// most read. A later one of the same name replaces it.
type partText struct {
	name string // which part it is: its kind, a slash, and which of its kind
	text []byte
}

// The kinds of part.
const (
	barPart   = "bar"
	frontPart = "front"
	readPart  = "read"
)

// entryOf returns the change's entry and the text of its story, which is to be written
// at the offset.
func entryOf(c edition.Change, offset int64) (e entry, text []byte, err error) {
	e = entry{edition: c.Number, kind: c.Kind, time: c.At}
	if c.House != nil {
		if e.house, err = json.Marshal(c.House); err != nil {
			return e, nil, err
		}
	}
	if e.parts, err = partsOf(c); err != nil {
		return e, nil, err
	}
	switch {
	case c.Story != nil:
		s := c.Story
		e.number, e.published, e.lists = s.Number, s.Published, listsOf(*s)
		e.media = mediaOf(*s)
		for _, key := range s.Old() {
			e.old = append(e.old, oldKey(key, s.Number))
		}
		text, err = storyText(*s)
		if err == nil {
			e.at = place{offset, binary.LittleEndian.Uint32(text), binary.LittleEndian.Uint32(text[4:])}
		}
	case c.Notice != nil:
		e.number = c.Notice.Number
		e.notice, err = json.Marshal(c.Notice)
	}
	return e, text, err
}

// partsOf returns the parts that the change replaces.
func partsOf(c edition.Change) (parts []partText, err error) {
	add := func(name string, part any) {
		text, e := json.Marshal(part)
		parts, err = append(parts, partText{name, text}), errors.Join(err, e)
	}
	for _, b := range c.Bars {
		add(barPart+"/"+string(b.Language), b)
	}
	for _, f := range c.Fronts {
		add(frontPart+"/"+string(f.Language)+"/"+f.Section, f)
	}
	for _, m := range c.MostRead {
		add(readPart+"/"+string(m.Language), m)
	}
	return parts, err
}

// HouseRenditions returns the names of the renditions that the house's own pages use.
func HouseRenditions(h *news.House) []string {
	if h == nil {
		return nil
	}
	return h.Renditions()
}

// storyText returns the story as stories.log has it.
func storyText(s edition.Story) ([]byte, error) {
	card, err := json.Marshal(brief(s.Card))
	if err != nil {
		return nil, err
	}
	whole, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, headSize+len(card)+len(whole))
	for _, n := range []uint32{uint32(len(card)), uint32(len(whole)), sum(card), sum(whole)} {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return append(append(b, card...), whole...), nil
}

// brief returns the card without the files of its picture that nothing shows with a card.
func brief(c edition.Card) edition.Card {
	if c.Lead == nil {
		return c
	}
	lead := *c.Lead
	lead.Crops, lead.Covered = nil, nil
	shown := 0
	for _, crop := range c.Lead.Crops {
		if len(crop.Renditions) > 0 && (crop.Shape == news.Shape3x2 || crop.Shape == news.Shape16x9) {
			lead.Crops = append(lead.Crops, crop)
			shown++
		}
	}
	if shown == 2 {
		lead.Renditions = nil
	}
	c.Lead = &lead
	return c
}

// Renditions returns the names of the files that are answered for the story: those of its renditions, and those
// that they had until lately.
func Renditions(s edition.Story) []string {
	all := used(s)
	for _, f := range s.Former {
		all = append(all, f.Name)
	}
	return all
}

// used returns the names of the files that the story uses.
func used(s edition.Story) []string {
	all := drawn(s)
	for _, r := range s.Recordings {
		all = append(all, r.File)
		for _, c := range r.Captions {
			all = append(all, c.File)
		}
	}
	return all
}

// drawn returns the names of the files of the renditions of its pictures.
func drawn(s edition.Story) (all []string) {
	pictures := s.Pictures[:len(s.Pictures):len(s.Pictures)]
	for _, r := range s.Recordings {
		if r.Poster != nil {
			pictures = append(pictures, *r.Poster)
		}
	}
	if s.Lead != nil {
		pictures = append(pictures, *s.Lead)
	}
	for _, p := range pictures {
		all = append(all, p.Files()...)
	}
	return all
}

// mediaOf returns the keys of the files, each once: those of a set have one.
func mediaOf(s edition.Story) (keys []uint64) {
	for _, name := range Renditions(s) {
		if key := mediaKey(name); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func mediaKey(name string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, news.RenditionSet(name)) // a hash takes everything
	return h.Sum64()
}

// encode appends the record to b: its length and checksum, four bytes each, then its
// fields, numbers as varints and texts with their length before them.
func (e entry) encode(b []byte) []byte {
	start := len(b)
	b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, n := range []int64{e.edition, e.time.UnixMicro(), e.number, e.published.UnixMicro(), e.at.offset, int64(e.at.card), int64(e.at.whole)} {
		b = binary.AppendVarint(b, n)
	}
	b = binary.AppendUvarint(appendText(b, e.kind), uint64(len(e.lists)))
	for _, l := range e.lists {
		b = appendText(appendText(b, l.key), l.name)
	}
	b = binary.AppendUvarint(b, uint64(len(e.media)))
	for _, m := range e.media {
		b = binary.LittleEndian.AppendUint64(b, m)
	}
	b = binary.AppendUvarint(b, uint64(len(e.old)))
	for _, key := range e.old {
		b = binary.LittleEndian.AppendUint64(b, key)
	}
	b = appendText(appendText(b, e.house), e.notice)
	b = binary.AppendUvarint(b, uint64(len(e.parts)))
	for _, p := range e.parts {
		b = appendText(appendText(b, p.name), p.text)
	}
	body := b[start+8:]
	binary.LittleEndian.PutUint32(b[start:], uint32(len(body)))
	binary.LittleEndian.PutUint32(b[start+4:], sum(body))
	return b
}

func appendCount(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

func appendText[T ~string | ~[]byte](b []byte, s T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// errTorn says that a record is not whole, or not what was written.
var errTorn = errors.New("torn record")

// maxEntry is more than any record: fronts and a house are some thousand bytes.
const maxEntry = 1 << 20

// records reads the index.
type records struct {
	r     *bufio.Reader
	b     []byte
	sum   uint32            // of the last record
	texts map[string]string // those that many records share, each kept once
}

func newRecords(r *bufio.Reader) *records { return &records{r: r, texts: map[string]string{}} }

// next returns the next record and how many bytes it has. At the end it returns io.EOF,
// or errTorn if what is there is not a record.
func (r *records) next() (entry, int, error) {
	var head [8]byte
	if _, err := io.ReadFull(r.r, head[:]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = errTorn
		}
		return entry{}, 0, err
	}
	n := int(binary.LittleEndian.Uint32(head[:]))
	if n > maxEntry {
		return entry{}, 0, errTorn
	}
	if cap(r.b) < n {
		r.b = make([]byte, n, 2*n)
	}
	b := r.b[:n]
	if _, err := io.ReadFull(r.r, b); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errTorn
		}
		return entry{}, 0, err
	}
	if r.sum = binary.LittleEndian.Uint32(head[4:]); sum(b) != r.sum {
		return entry{}, 0, errTorn
	}
	e, err := r.decode(b)
	return e, n + len(head), err
}

func (r *records) decode(b []byte) (e entry, err error) {
	f := &fields{b: b}
	e.edition = f.number()
	e.time = time.UnixMicro(f.number()).UTC()
	e.number = f.number()
	e.published = time.UnixMicro(f.number()).UTC()
	e.at = place{f.number(), f.length(), f.length()}
	e.kind = edition.Kind(r.once(f.text()))
	if n := f.count(); n > 0 {
		e.lists = make([]listed, n)
		for i := range e.lists {
			e.lists[i] = listed{r.once(f.text()), r.once(f.text())}
		}
	}
	e.media, e.old = f.keys(), f.keys()
	e.house, e.notice = f.copied(), f.copied()
	for range f.count() {
		e.parts = append(e.parts, partText{r.once(f.text()), f.copied()})
	}
	if f.torn || len(f.b) > 0 || e.at.offset < 0 || e.at.offset > 1<<60 {
		return e, errTorn
	}
	return e, nil
}

func (r *records) once(b []byte) string {
	s, ok := r.texts[string(b)]
	if !ok {
		s = string(b)
		r.texts[s] = s
	}
	return s
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

func (f *fields) length() uint32 {
	n := f.number()
	f.torn = f.torn || n < 0 || n > 1<<31
	return uint32(n)
}

// count reads a number of things of at least a byte each.
func (f *fields) count() int {
	v, n := binary.Uvarint(f.b)
	if n <= 0 || v > uint64(len(f.b)-n) {
		f.torn = true
		return 0
	}
	f.b = f.b[n:]
	return int(v)
}

// keys reads a number of keys of eight bytes.
func (f *fields) keys() (all []uint64) {
	for range f.count() {
		if len(f.b) < 8 {
			f.torn = true
			return nil
		}
		all = append(all, binary.LittleEndian.Uint64(f.b))
		f.b = f.b[8:]
	}
	return all
}

// text reads a text, which is good until the next record is read.
func (f *fields) text() []byte {
	n := f.count()
	s := f.b[:n]
	f.b = f.b[n:]
	return s
}

func (f *fields) copied() []byte { return append([]byte(nil), f.text()...) }
