package archive

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// What a killed story said leaves the disk, too, before the edition that killed it counts
// as durable. In the place of each version stands what is left of it, and the lines that led
// to it are taken out of the index. So an edition that is durable, and a snapshot, never
// has anything of a story that was killed in it or before.

// doomed are killed stories whose text may be on the disk yet: what is of an edition before
// the one that stands with the number goes.
type doomed map[int64]int64

func (d doomed) add(more doomed) doomed {
	for number, before := range more {
		if d == nil {
			d = doomed{}
		}
		d[number] = max(d[number], before)
	}
	return d
}

// erasing erases what the archive's files have of the stories, up to the end of the index.
type erasing struct {
	*Archive
	doomed doomed
	end    int64
	found  []entry // what is to be written over
	lines  bool    // the index has a line that led there, or a place on a front
}

// erase does it, and returns the new index if it took one: the archive goes over to it then.
func (a *Archive) erase(d doomed, end int64) (*newIndex, error) {
	e := &erasing{Archive: a, doomed: d, end: end}
	whole, err := e.look()
	if err != nil {
		return nil, err
	}
	for _, entry := range e.found {
		if err := a.overwrite(entry); err != nil {
			return nil, err
		}
	}
	if len(e.found) > 0 {
		if err := a.stories.Sync(); err != nil {
			return nil, err
		}
	}
	if !whole {
		slog.ErrorContext(context.Background(), "the readers' index is damaged: what a killed story said may be on the disk yet; move the folder away to have it made anew", "folder", a.dir)
		return nil, nil
	}
	if !e.lines {
		return nil, nil
	}
	return e.rewrite()
}

// look finds what is to go. It reports whether the index could be read to its end.
func (e *erasing) look() (whole bool, err error) {
	r := newRecords(bufio.NewReaderSize(io.NewSectionReader(e.index, indexHeadSize, e.end-indexHeadSize), 1<<20))
	for {
		entry, _, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case errors.Is(err, errTorn):
			return false, nil
		case err != nil:
			return false, err
		}
		if entry.edition < e.doomed[entry.number] && entry.at != (place{}) {
			e.found = append(e.found, entry)
		}
		if cut, err := e.without(entry.parts); err != nil {
			return false, err
		} else if cut != nil {
			e.lines = true
		}
	}
}

// without returns the parts without what led to the stories, nil if nothing did.
func (e *erasing) without(parts []partText) (cut []partText, err error) {
	for i, p := range parts {
		var less any
		switch kindOf(p.name) {
		case barPart:
			var b edition.Bar
			if err := json.Unmarshal(p.text, &b); err != nil {
				return nil, err
			}
			if is, led := e.doomed.bar(b); led {
				less = is
			}
		case frontPart:
			var f edition.Front
			if err := json.Unmarshal(p.text, &f); err != nil {
				return nil, err
			}
			if is, led := e.doomed.front(f); led {
				less = is
			}
		}
		if less == nil {
			continue
		}
		if cut == nil {
			cut = append(cut, parts...)
		}
		if cut[i].text, err = json.Marshal(less); err != nil {
			return nil, err
		}
	}
	return cut, nil
}

// has reports whether the path is that of one of the stories.
func (d doomed) has(path string) bool {
	number, ok := edition.StoryNumber(path)
	_, doomed := d[number]
	return ok && doomed
}

// bar returns the bar without the lines that lead to the stories, and whether there are any.
func (d doomed) bar(b edition.Bar) (_ edition.Bar, led bool) {
	items := make([]edition.BarItem, 0, len(b.Items))
	for _, item := range b.Items {
		if !d.has(item.Path) {
			items = append(items, item)
		}
	}
	led = len(items) < len(b.Items)
	b.Items = items
	if b.Banner != nil {
		if d.has(b.Banner.Path) { // what it says is the house's own
			banner := *b.Banner
			banner.Path, b.Banner, led = "", &banner, true
		}
	}
	return b, led
}

// front returns the front without what a hand wrote over the stories, likewise.
func (d doomed) front(f edition.Front) (_ edition.Front, led bool) {
	blocks := make([]edition.FrontBlock, len(f.Blocks))
	for i, b := range f.Blocks {
		b.Slots = append([]edition.FrontSlot(nil), b.Slots...)
		for j, s := range b.Slots {
			if _, ok := d[s.Story]; ok && s.Headline != "" {
				b.Slots[j].Headline, led = "", true
			}
		}
		blocks[i] = b
	}
	f.Blocks = blocks
	return f, led
}

// overwrite writes what is left of a killed story over a version of it: where it was, in
// which lists and with which files, and nothing that it said. What is left has no headline.
func (a *Archive) overwrite(e entry) error {
	left := edition.Story{Card: edition.Card{Number: e.number, Published: e.published}}
	var was edition.Story
	if err := a.read(e.at, true, &was); err == nil { // else it is damaged, or half written over
		left = whatIsLeft(was)
	}
	b := make([]byte, headSize, e.at.size())
	for i, part := range []struct {
		of   any
		size uint32
	}{{left.Card, e.at.card}, {left, e.at.whole}} {
		text, err := json.Marshal(part.of)
		if err != nil {
			return err
		}
		if len(text) > int(part.size) {
			text = []byte("{}")
		}
		text = append(text, strings.Repeat(" ", int(part.size)-len(text))...)
		binary.LittleEndian.PutUint32(b[4*i:], part.size)
		binary.LittleEndian.PutUint32(b[8+4*i:], sum(text))
		b = append(b, text...)
	}
	_, err := a.stories.WriteAt(b, e.at.offset)
	return err
}

func whatIsLeft(s edition.Story) edition.Story {
	left := edition.Story{
		Card:   edition.Card{Number: s.Number, Language: s.Language, Section: s.Section, Date: s.Date, Published: s.Published},
		Byline: news.Byline{People: s.Byline.People, Desk: s.Byline.Desk}, Topics: s.Topics, Related: s.Related, Translates: s.Translates,
		Former: s.Former,
	}
	for _, c := range s.Corrections {
		left.Corrections = append(left.Corrections, news.Correction{At: c.At})
	}
	if s.Coverage != nil {
		left.Coverage = &news.Coverage{}
		for _, p := range s.Coverage.Posts {
			left.Coverage.Posts = append(left.Coverage.Posts, news.Post{ID: p.ID, At: p.At})
		}
	}
	files := func(p edition.Picture) edition.Picture {
		left := edition.Picture{Renditions: p.Renditions, Crops: p.Crops}
		if c := p.Covered; c != nil {
			left.Covered = &edition.Covered{Cover: c.Cover, Renditions: c.Renditions}
		}
		return left
	}
	if s.Lead != nil {
		lead := files(*s.Lead)
		left.Lead = &lead
	}
	for _, p := range s.Pictures {
		left.Pictures = append(left.Pictures, files(p))
	}
	return left
}

// Erased reports whether the story is only what is left of one that was killed, in a view
// of before.
func Erased(s edition.Story) bool { return s.Headline == "" }

// newIndex is an index that took the place of another.
type newIndex struct {
	file        *os.File
	end, lastAt int64
	lastSum     uint32
	hadSnapshot bool
}

// rewrite puts an index without the lines in the place of the old one, whole or not at all.
// The snapshot goes first, since it may have them too; another is made soon.
func (e *erasing) rewrite() (_ *newIndex, err error) {
	e.keeper.wait()
	name := filepath.Join(e.dir, "index.log")
	f, err := os.OpenFile(name+".tmp", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(name+".tmp"))
		}
	}()
	if err := lock(f); err != nil {
		return nil, err
	}
	is := &newIndex{file: f}
	if err := e.copyTo(is); err != nil {
		return nil, err
	}
	if err := f.Sync(); err != nil {
		return nil, err
	}
	gone := os.Remove(filepath.Join(e.dir, snapshotName))
	if gone != nil && !errors.Is(gone, os.ErrNotExist) {
		return nil, gone
	}
	is.hadSnapshot = gone == nil
	if err := syncFolder(e.dir); err != nil {
		return nil, err
	}
	if err := os.Rename(name+".tmp", name); err != nil {
		return nil, err
	}
	return is, syncFolder(e.dir)
}

// copyTo writes every record into the new index, without the lines.
func (e *erasing) copyTo(is *newIndex) error {
	w := bufio.NewWriterSize(is.file, 1<<20)
	if _, err := w.Write(indexHead[:]); err != nil {
		return err
	}
	is.end = indexHeadSize
	r := newRecords(bufio.NewReaderSize(io.NewSectionReader(e.index, indexHeadSize, e.end-indexHeadSize), 1<<20))
	var b []byte
	for {
		entry, _, err := r.next()
		if errors.Is(err, io.EOF) {
			return w.Flush()
		}
		if err != nil {
			return err
		}
		cut, err := e.without(entry.parts)
		if err != nil {
			return err
		}
		if cut != nil {
			entry.parts = cut
		}
		b = entry.encode(b[:0])
		if _, err := w.Write(b); err != nil {
			return err
		}
		is.lastAt, is.lastSum = is.end, sum(b[8:])
		is.end += int64(len(b))
	}
}
