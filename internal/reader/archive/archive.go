// Package archive is the readers' own copy of the edition, on the local disk: what
// pages are printed from when everything else is gone.
//
// It is two files that are only ever added to. stories.log holds each published version
// of a story as JSON, its card and then the whole; index.log holds one short record a
// change, with where its story is. Only the index is read at the start, and of a story
// some eighty bytes are kept in memory. Everything carries a checksum: what fails it is
// never served.
package archive

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Archive is the open copy. One goroutine may append and sync; any number may read its
// views.
type Archive struct {
	stories *os.File
	index   *os.File
	end     int64  // of what stories holds
	queued  []byte // index records of changes that Append took and Sync did not yet
	broken  error  // why nothing more can be made durable
	view    atomic.Pointer[View]
	lists   names
	cards   cards
}

// names gives each list its place in a view. A list keeps its place for ever, so one
// table serves every view.
type names struct {
	mu    sync.RWMutex
	place map[string]uint32 // by the list's key
	all   []string          // the keys, by place
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// Open opens the archive in dir, and makes it if it is not there. What was not written
// whole at the end of the files is cut off: those changes will be asked for again. Only
// one process can have an archive open.
func Open(dir string) (*Archive, error) {
	a := &Archive{lists: names{place: map[string]uint32{}}}
	if err := a.open(dir); err != nil {
		return nil, errors.Join(fmt.Errorf("open the archive in %s: %w", dir, err), a.closeFiles())
	}
	return a, nil
}

func (a *Archive) open(dir string) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if a.stories, err = openFile(dir, "stories.log"); err != nil {
		return err
	}
	if a.index, err = openFile(dir, "index.log"); err != nil {
		return err
	}
	if err := lock(a.index); err != nil {
		return news.Errorf(news.Conflict, "The readers' edition in %s is in use by another process. Stop it, or give this one another folder.", dir)
	}
	if err := a.replay(); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close()) // the files' names are durable
}

func openFile(dir, name string) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE, 0o600)
}

// replay applies every whole record of the index whose story is there too, and cuts off
// what follows in both files.
func (a *Archive) replay() error {
	has, err := size(a.stories)
	if err != nil {
		return err
	}
	b := a.build()
	b.alone = true
	good := int64(0)
	for r := newRecords(bufio.NewReaderSize(a.index, 1<<20)); ; {
		e, n, err := r.next()
		if errors.Is(err, errTorn) || errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if e.edition != b.view.edition+1 || e.at.end() > has || b.apply(e) != nil {
			break
		}
		a.end = max(a.end, e.at.end())
		good += int64(n)
	}
	v, err := b.finish()
	if err != nil {
		return err
	}
	a.view.Store(v)
	held, err := size(a.index)
	if err != nil {
		return err
	}
	if held > good {
		slog.WarnContext(context.Background(), "the end of the readers' archive was not written whole and is cut off; its changes are asked for again",
			"edition", v.edition, "bytes", held-good)
	}
	if err := errors.Join(a.index.Truncate(good), a.stories.Truncate(a.end)); err != nil {
		return err
	}
	_, err = a.index.Seek(good, io.SeekStart)
	return err
}

func size(f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// View returns the newest edition. It is never nil; edition 0 is empty.
func (a *Archive) View() *View { return a.view.Load() }

// Append applies the changes, which must follow the newest edition without a gap, and
// returns the edition they make. It can be read at once; it is durable after Sync. If
// it fails nothing has changed.
func (a *Archive) Append(changes []edition.Change) (*View, error) {
	b := a.build()
	var stories, index []byte
	for _, c := range changes {
		if c.Number != b.view.edition+1 {
			return nil, fmt.Errorf("append to the archive: edition %d cannot follow edition %d", c.Number, b.view.edition)
		}
		e, text, err := entryOf(c, a.end+int64(len(stories)))
		if err == nil {
			err = b.apply(e)
		}
		if err != nil {
			return nil, fmt.Errorf("append edition %d to the archive: %w", c.Number, err)
		}
		stories = append(stories, text...)
		index = e.encode(index)
	}
	v, err := b.finish()
	if err != nil {
		return nil, fmt.Errorf("append to the archive: %w", err)
	}
	if _, err := a.stories.WriteAt(stories, a.end); err != nil {
		return nil, fmt.Errorf("append to the archive: %w", err)
	}
	a.end += int64(len(stories))
	a.queued = append(a.queued, index...)
	a.view.Store(v)
	return v, nil
}

// Sync makes everything appended durable: the stories first, then the index that names
// them. Once it has failed it fails always, since nobody can say what the disk has then;
// readers go on, and what is not durable is asked for again after a restart.
func (a *Archive) Sync() error {
	if a.broken != nil || len(a.queued) == 0 {
		return a.broken
	}
	err := a.stories.Sync()
	if err == nil {
		_, err = a.index.Write(a.queued)
	}
	if err == nil {
		err = a.index.Sync()
	}
	if err != nil {
		a.broken = fmt.Errorf("make the archive durable: %w", err)
	}
	a.queued = nil
	return a.broken
}

// Close makes everything durable and closes the files. Views cannot be read any more.
func (a *Archive) Close() error { return errors.Join(a.Sync(), a.closeFiles()) }

func (a *Archive) closeFiles() (err error) {
	for _, f := range []*os.File{a.stories, a.index} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}
