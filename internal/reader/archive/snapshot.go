package archive

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"unsafe"

	"github.com/stet-news/stet/internal/edition"
)

// A snapshot is what is kept in memory of an edition, as it lies there: a start maps it
// and replays only what the index has after it. It is made now and then in the
// background, and can be thrown away: the index has all of it. Its parts are texts, then
// arrays as this machine has them, each aligned to eight bytes.
const (
	snapshotName = "snapshot"
	snapshotForm = 3 // 1 could be of an archive that has the text of killed stories
)

// snapshotHead stands at the beginning of a snapshot.
type snapshotHead struct {
	Magic    [8]byte
	Order    uint32 // in the order of this machine's bytes
	Form     uint32
	Edition  int64
	Time     int64 // microseconds
	IndexEnd int64 // where the index ends that the snapshot stands for
	LastAt   int64 // and its last record begins
	LastSum  uint32
	Sum      uint32 // of all that follows the head
	Stories  int64  // how much of stories.log it needs
	// Texts, slots, words, numbers of lists, keys of media, of old addresses: how many bytes
	// each has.
	Parts   [snapshotParts]int64
	HeadSum uint32 // of the head with 0 here
	_       uint32
}

const snapshotParts = 6

var snapshotMagic = [8]byte{'s', 't', 'e', 't', 's', 'n', 'a', 'p'}

const (
	snapshotOrder     = 0x01020304
	snapshotFormWhole = snapshotForm<<16 | formOfEntry<<8 | formOfLists
	snapshotHeadSize  = int64(unsafe.Sizeof(snapshotHead{}))
)

func (h snapshotHead) sum() uint32 {
	h.HeadSum = 0
	return sum(raw([]snapshotHead{h}))
}

// raw returns the bytes of the things, which have no pointers in them.
func raw[T any](things []T) []byte {
	if len(things) == 0 {
		return nil
	}
	var one T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(things))), len(things)*int(unsafe.Sizeof(one)))
}

// cooked is the opposite of raw: b is aligned to eight bytes.
func cooked[T any](b []byte) []T {
	var one T
	n := len(b) / int(unsafe.Sizeof(one))
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), n)
}

// durable is an edition of which everything is durable, and where the index ends with it.
type durable struct {
	view     *View
	indexEnd int64
	lastAt   int64
	lastSum  uint32
	stories  int64
}

// writeSnapshot writes the snapshot of the edition into dir, whole or not at all, and
// returns it as it is read.
func writeSnapshot(dir string, keys []string, d durable) (_ *View, err error) {
	path := filepath.Join(dir, snapshotName)
	f, err := os.OpenFile(path+".tmp", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := snapshotHead{
		Magic: snapshotMagic, Order: snapshotOrder, Form: snapshotFormWhole, Edition: d.view.edition, Time: d.view.time.UnixMicro(),
		IndexEnd: d.indexEnd, LastAt: d.lastAt, LastSum: d.lastSum, Stories: d.stories,
	}
	if err := d.view.writeTo(f, keys, &h); err != nil {
		return nil, err
	}
	h.HeadSum = h.sum()
	if _, err := f.WriteAt(raw([]snapshotHead{h}), 0); err != nil {
		return nil, err
	}
	if err := f.Sync(); err != nil {
		return nil, err
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		return nil, err
	}
	if err := syncFolder(dir); err != nil {
		return nil, err
	}
	return loadSnapshot(f, d.view.archive)
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// sink counts and sums what is written, and remembers the first error.
type sink struct {
	w   *bufio.Writer
	sum uint32
	n   int64
	err error
}

func (s *sink) write(b []byte) {
	if s.err == nil {
		_, s.err = s.w.Write(b)
		s.sum = crc32.Update(s.sum, castagnoli, b)
		s.n += int64(len(b))
	}
}

// end ends a part and returns how many bytes it has.
func (s *sink) end(began int64) int64 {
	n := s.n - began
	s.write(make([]byte, -n&7))
	return n
}

// forgetEvery is after how many bytes of a file that is read from end to end the memory
// it took is given back.
const forgetEvery = 16 << 20

// writeTo writes the view's parts after a head.
func (v *View) writeTo(f *os.File, keys []string, h *snapshotHead) error {
	if _, err := f.Seek(snapshotHeadSize, io.SeekStart); err != nil {
		return err
	}
	s := &sink{w: bufio.NewWriterSize(f, 1<<20)}
	texts, err := v.texts(keys)
	if err != nil {
		return err
	}
	s.write(texts)
	h.Parts[0] = s.end(0)
	forget := int64(forgetEvery)
	write := func(b []byte) {
		if s.write(b); s.n > forget && v.base != nil {
			v.base.forget()
			forget = s.n + forgetEvery
		}
	}
	for i, part := range []func(func([]byte)){v.eachSlots, v.eachWords, v.eachNumbers, eachKeys(v.media), eachKeys(v.old)} {
		began := s.n
		part(write)
		h.Parts[i+1] = s.end(began)
	}
	runtime.KeepAlive(v)
	h.Sum = s.sum
	if s.err != nil {
		return s.err
	}
	return s.w.Flush()
}

func (v *View) eachSlots(write func([]byte)) {
	for _, c := range v.stories {
		if c != nil {
			write(raw(c.slots[:]))
		}
	}
}

func (v *View) eachWords(write func([]byte)) {
	for _, c := range v.stories {
		if c != nil {
			write(raw(c.words))
		}
	}
}

func (v *View) eachNumbers(write func([]byte)) {
	for _, c := range v.lists {
		if c == nil {
			continue
		}
		for i := range c {
			for _, p := range c[i].pieces {
				write(raw(p.numbers))
			}
			write(raw(c[i].tail))
		}
	}
}

func eachKeys(chunks []*mediaChunk) func(write func([]byte)) {
	return func(write func([]byte)) {
		for _, c := range chunks {
			if c == nil {
				continue
			}
			for _, keys := range c {
				write(raw(keys))
			}
		}
	}
}

// texts returns what is not arrays: what is rare, and how long each array is.
func (v *View) texts(keys []string) ([]byte, error) {
	house, err := json.Marshal(v.house)
	if err != nil {
		return nil, fmt.Errorf("the house: %w", err)
	}
	b := appendText(nil, house)
	parts, err := v.parts()
	if err != nil {
		return nil, err
	}
	b = appendCount(b, len(parts))
	for _, p := range parts {
		b = appendCount(appendText(appendText(b, p.name), p.text), int(p.made))
	}
	b = appendCount(b, len(v.stories))
	for _, c := range v.stories {
		if c == nil {
			b = appendCount(b, 0)
			continue
		}
		b = appendCount(appendCount(b, len(c.words)+1), c.live)
		b = appendCount(binary.AppendVarint(b, c.changed), len(c.notices))
		for _, n := range c.notices {
			text, err := json.Marshal(n)
			if err != nil {
				return nil, err
			}
			b = appendText(b, text)
		}
	}
	keys = keys[:min(len(keys), len(v.lists)<<listBits)]
	b = appendCount(b, len(keys))
	for i, key := range keys {
		l := &noList
		if c := v.lists[i>>listBits]; c != nil {
			l = &c[i&(1<<listBits-1)]
		}
		b = appendCount(appendText(appendText(b, key), l.name), l.len())
	}
	b = appendCount(b, len(v.gone))
	for _, number := range v.gone {
		b = appendCount(b, int(number))
	}
	return appendLengths(appendLengths(b, v.media), v.old), nil
}

// appendLengths appends how many keys each shard has.
func appendLengths(b []byte, chunks []*mediaChunk) []byte {
	b = appendCount(b, len(chunks))
	for _, c := range chunks {
		for shard := range 1 << mediaBits {
			if c == nil {
				b = appendCount(b, 0)
			} else {
				b = appendCount(b, len(c[shard]))
			}
		}
	}
	return b
}

type madePart struct {
	name string
	text []byte
	made int64
}

// parts returns the parts of the view that are no stories, in the order of their names.
func (v *View) parts() (parts []madePart, err error) {
	add := func(kind string, part any, made int64) {
		text, e := json.Marshal(part)
		parts, err = append(parts, madePart{kind + "/", text, made}), errors.Join(err, e)
	}
	for _, b := range v.bars {
		add(barPart, b.bar, b.made)
	}
	for _, f := range v.fronts {
		add(frontPart, f, 0)
	}
	for l, numbers := range v.read {
		add(readPart, edition.MostRead{Language: l, Stories: numbers}, 0)
	}
	slices.SortFunc(parts, func(a, b madePart) int { return slices.Compare(a.text, b.text) })
	return parts, err
}
