package archive

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// mapping is a file's bytes. What lies in it may be looked at as long as somebody has it.
type mapping struct{ bytes []byte }

var errSnapshot = errors.New("it is damaged, or of another form")

// snapshot returns the edition in the folder's snapshot and where the index goes on after
// it, if there is one that was made of this very index. One that cannot be used is told
// of and otherwise as if it were not there.
func (a *Archive) snapshot(dir string) (*View, snapshotHead) {
	f, err := os.Open(filepath.Join(dir, snapshotName))
	if errors.Is(err, os.ErrNotExist) {
		return nil, snapshotHead{}
	}
	var v *View
	var h snapshotHead
	if err == nil {
		if h, err = a.suits(f); err == nil {
			v, err = loadSnapshot(f, a)
		}
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		slog.WarnContext(context.Background(), "the snapshot of the readers' archive cannot be used; the whole index is read instead", "err", err)
		return nil, snapshotHead{}
	}
	return v, h
}

// suits returns the head of a snapshot, if the index goes on where it ends.
func (a *Archive) suits(f *os.File) (snapshotHead, error) {
	h, err := readSnapshotHead(f)
	if err != nil {
		return h, err
	}
	stories, err := size(a.stories)
	if err != nil {
		return h, err
	}
	if stories < h.Stories || h.LastAt < indexHeadSize || h.IndexEnd-h.LastAt < 8 || h.IndexEnd-h.LastAt > maxEntry+8 {
		return h, errSnapshot
	}
	last := make([]byte, h.IndexEnd-h.LastAt)
	if _, err := a.index.ReadAt(last, h.LastAt); err != nil || sum(last[8:]) != h.LastSum || binary.LittleEndian.Uint32(last[4:]) != h.LastSum {
		return h, fmt.Errorf("it was made of another index (%w)", errors.Join(err, errSnapshot))
	}
	return h, nil
}

func readSnapshotHead(f *os.File) (snapshotHead, error) {
	var h snapshotHead
	b := make([]byte, snapshotHeadSize)
	if _, err := f.ReadAt(b, 0); err != nil {
		return h, err
	}
	h = cooked[snapshotHead](b)[0]
	if h.Magic != snapshotMagic || h.Order != snapshotOrder || h.Form != snapshotFormWhole || h.HeadSum != h.sum() {
		return h, errSnapshot
	}
	return h, nil
}

// loadSnapshot returns the snapshot's edition, if every byte of it is what was written.
// All of it is read once; what is looked at later is mapped.
func loadSnapshot(f *os.File, a *Archive) (*View, error) {
	h, err := readSnapshotHead(f)
	if err != nil {
		return nil, err
	}
	at, ends := snapshotHeadSize, [snapshotParts]int64{}
	for i, n := range h.Parts {
		if n < 0 || n > math.MaxInt64/8 {
			return nil, errSnapshot
		}
		ends[i] = at + n
		at += (n + 7) &^ 7
	}
	if has, err := size(f); err != nil || has != at {
		return nil, errors.Join(err, errSnapshot)
	}
	if err := checkSum(f, at, h.Sum); err != nil {
		return nil, err
	}
	m, err := mapFile(f, at)
	if err != nil {
		return nil, err
	}
	l := &loader{view: &View{archive: a, edition: h.Edition, time: time.UnixMicro(h.Time).UTC(), base: m}}
	parts := [snapshotParts][]byte{}
	for i, end := range ends {
		parts[i] = m.bytes[end-h.Parts[i] : end : end]
	}
	l.texts = fields{b: append([]byte(nil), parts[0]...)}
	l.slots, l.words = cooked[slots](parts[1]), cooked[uint32](parts[2])
	l.numbers, l.keys, l.old = cooked[uint32](parts[3]), cooked[uint64](parts[4]), cooked[uint64](parts[5])
	return l.load()
}

// checkSum reads the file from after the head to the end.
func checkSum(f *os.File, end int64, want uint32) error {
	r := io.NewSectionReader(f, snapshotHeadSize, end-snapshotHeadSize)
	b := make([]byte, 1<<20)
	is := uint32(0)
	for {
		n, err := r.Read(b)
		is = crc32.Update(is, castagnoli, b[:n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	if is != want {
		return errSnapshot
	}
	return nil
}

// loader gives the arrays of a snapshot to those that they belong to.
type loader struct {
	view    *View
	texts   fields
	slots   []slots
	words   []uint32
	numbers []uint32
	keys    []uint64
	old     []uint64
	names   []string // keys of the lists
}

// load returns the view, and puts the names of its lists into the archive's table if that
// is empty.
func (l *loader) load() (*View, error) {
	v := l.view
	if err := v.setHouse(l.texts.text()); err != nil {
		return nil, err
	}
	v.bars, v.fronts, v.read = map[news.Language]madeBar{}, map[List]edition.Front{}, map[news.Language][]int64{}
	for range l.texts.count() {
		name, text := string(l.texts.text()), l.texts.text()
		if err := v.setPart(name, madeText{text, int64(l.length())}); err != nil {
			return nil, fmt.Errorf("the part %s: %w", name, err)
		}
	}
	if err := errors.Join(l.loadStories(), l.loadLists(), l.loadMedia()); err != nil {
		return nil, err
	}
	if l.texts.torn || len(l.texts.b)+len(l.slots)+len(l.words)+len(l.numbers)+len(l.keys)+len(l.old) > 0 {
		return nil, errSnapshot
	}
	v.archive.lists.fill(l.names)
	return v, nil
}

// take returns the first n of the things and leaves the others, or sets torn.
func take[T any](things *[]T, n int, torn *bool) []T {
	if n > len(*things) {
		*torn = true
		n = 0
	}
	first := (*things)[:n:n]
	*things = (*things)[n:]
	return first
}

func (l *loader) length() int {
	v, n := binary.Uvarint(l.texts.b)
	if n <= 0 || v > math.MaxInt32 {
		l.texts.torn = true
		return 0
	}
	l.texts.b = l.texts.b[n:]
	return int(v)
}

func (l *loader) loadStories() error {
	n := l.texts.count()
	l.view.stories = make([]*storyChunk, n)
	all := make([]storyChunk, n)
	for i := range n {
		words := l.length()
		if words == 0 {
			continue
		}
		c := &all[i]
		if slots := take(&l.slots, 1, &l.texts.torn); len(slots) == 1 {
			c.slots = &slots[0]
		}
		c.words = take(&l.words, words-1, &l.texts.torn)
		l.view.stories[i] = c
		c.live, c.changed = l.length(), l.texts.number()
		for range l.texts.count() {
			var notice edition.Notice
			if err := json.Unmarshal(l.texts.text(), &notice); err != nil {
				return fmt.Errorf("a notice: %w", err)
			}
			if c.notices == nil {
				c.notices = map[int64]edition.Notice{}
			}
			c.notices[notice.Number] = notice
		}
	}
	if l.texts.torn {
		return errSnapshot
	}
	return nil
}

func (l *loader) loadLists() error {
	n := l.texts.count()
	chunks := (n + 1<<listBits - 1) >> listBits
	l.names, l.view.lists = make([]string, n), make([]*listChunk, chunks)
	all, pieces := make([]listChunk, chunks), make([]piece, n)
	for i := range n {
		c := &all[i>>listBits]
		l.view.lists[i>>listBits] = c
		l.names[i] = string(l.texts.text())
		list := &c[i&(1<<listBits-1)]
		list.name = string(l.texts.text())
		if numbers := take(&l.numbers, l.length(), &l.texts.torn); len(numbers) > 0 {
			pieces[i].numbers = numbers
			list.pieces = pieces[i : i+1 : i+1]
		}
	}
	return nil
}

func (l *loader) loadMedia() error {
	for range l.texts.count() {
		l.view.gone = append(l.view.gone, uint32(l.length()))
	}
	var err error
	if l.view.media, err = l.chunks(&l.keys); err == nil {
		l.view.old, err = l.chunks(&l.old)
	}
	return err
}

// chunks gives keys to the shards that they belong to.
func (l *loader) chunks(keys *[]uint64) ([]*mediaChunk, error) {
	n := l.length()
	if n > 1<<(mediaTop-mediaBits) {
		return nil, errSnapshot
	}
	chunks := make([]*mediaChunk, n)
	for i := range n {
		c, any := new(mediaChunk), false
		for shard := range c {
			c[shard] = take(keys, l.length(), &l.texts.torn)
			any = any || len(c[shard]) > 0
		}
		if any {
			chunks[i] = c
		}
	}
	return chunks, nil
}
