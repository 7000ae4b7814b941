// Package archive is the readers' own copy of the edition, on the local disk: what
// pages are printed from when everything else is gone.
//
// It is two files that are only ever added to. stories.log holds each published version
// of a story as JSON, its card and then the whole; index.log holds one short record a
// change, with where its story is. Only the index is read at the start and kept in
// memory, some hundred bytes a story. Each part carries a checksum: what fails it is
// never served.
package archive

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/stet-news/stet/internal/edition"
)

// Archive is the open copy. One goroutine may append; any number may read its views.
type Archive struct {
	stories *os.File
	index   *os.File
	end     int64  // of stories
	queued  []byte // index records written by Append and not by Sync
	view    atomic.Pointer[View]

	mu    sync.RWMutex
	lists map[List]int32 // the place of each list in View.lists
	media map[uint64]int32
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// Open opens the archive in dir, and makes it if it is not there. A record at the end
// that was not written whole is cut off: the change will be asked for again.
func Open(dir string) (*Archive, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the archive: %w", err)
	}
	a := &Archive{lists: map[List]int32{}, media: map[uint64]int32{}}
	var err error
	if a.stories, err = os.OpenFile(filepath.Join(dir, "stories.log"), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, fmt.Errorf("open the archive: %w", err)
	}
	if a.index, err = os.OpenFile(filepath.Join(dir, "index.log"), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("open the archive: %w", err), a.stories.Close())
	}
	if err := a.replay(); err != nil {
		return nil, errors.Join(fmt.Errorf("open the archive: %w", err), a.Close())
	}
	return a, nil
}

// replay applies every whole record of the index and cuts off what follows.
func (a *Archive) replay() error {
	info, err := a.stories.Stat()
	if err != nil {
		return err
	}
	b := a.build()
	good := int64(0)
	for r := bufio.NewReaderSize(a.index, 1<<20); ; {
		e, n, err := readEntry(r)
		if errors.Is(err, errTorn) || errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if e.edition != b.view.edition+1 || e.at.end() > info.Size() {
			break // the story's bytes did not reach the disk
		}
		if err := b.apply(e); err != nil {
			return err
		}
		a.end = max(a.end, e.at.end())
		good += int64(n)
	}
	a.view.Store(b.view)
	if err := errors.Join(a.index.Truncate(good), a.stories.Truncate(a.end)); err != nil {
		return err
	}
	_, err = a.index.Seek(good, io.SeekStart)
	return err
}

// View returns the newest edition. It is never nil; edition 0 is empty.
func (a *Archive) View() *View { return a.view.Load() }

// Append applies the changes, which must follow the newest edition without a gap, and
// returns the edition they make. It can be read at once and is durable after Sync.
func (a *Archive) Append(changes []edition.Change) (*View, error) {
	b := a.build()
	var stories, index []byte
	for _, c := range changes {
		if c.Number != b.view.edition+1 {
			return nil, fmt.Errorf("edition %d cannot follow edition %d", c.Number, b.view.edition)
		}
		e := entryOf(c)
		if c.Story != nil {
			card, err := json.Marshal(c.Story.Card)
			if err != nil {
				return nil, err
			}
			whole, err := json.Marshal(c.Story)
			if err != nil {
				return nil, err
			}
			e.at = place{offset: a.end + int64(len(stories)), card: uint32(len(card)), whole: uint32(len(whole)), cardSum: sum(card), wholeSum: sum(whole)}
			stories = append(append(stories, card...), whole...)
		}
		if err := b.apply(e); err != nil {
			return nil, err
		}
		index = append(index, e.encode()...)
	}
	if _, err := a.stories.WriteAt(stories, a.end); err != nil {
		return nil, fmt.Errorf("append to the archive: %w", err)
	}
	a.end += int64(len(stories))
	a.queued = append(a.queued, index...)
	a.view.Store(b.view)
	return b.view, nil
}

// Sync makes everything appended durable: the stories first, then the index that names
// them.
func (a *Archive) Sync() error {
	if len(a.queued) == 0 {
		return nil
	}
	if err := a.stories.Sync(); err != nil {
		return fmt.Errorf("sync the archive: %w", err)
	}
	if _, err := a.index.Write(a.queued); err != nil {
		return fmt.Errorf("sync the archive: %w", err)
	}
	a.queued = nil
	if err := a.index.Sync(); err != nil {
		return fmt.Errorf("sync the archive: %w", err)
	}
	return nil
}

// Close makes everything durable and closes the files.
func (a *Archive) Close() error {
	return errors.Join(a.Sync(), a.stories.Close(), a.index.Close())
}

// Media reports whether a live story uses the rendition of the name, now.
func (a *Archive) Media(name string) bool {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.media[mediaKey(name)] > 0
}

// read returns the bytes of a part of stories.log, if they are what was written.
func (a *Archive) read(offset int64, length, want uint32) ([]byte, error) {
	b := make([]byte, length)
	if _, err := a.stories.ReadAt(b, offset); err != nil {
		return nil, fmt.Errorf("read the archive: %w", err)
	}
	if sum(b) != want {
		return nil, fmt.Errorf("read the archive: the %d bytes at %d are damaged", length, offset)
	}
	return b, nil
}
