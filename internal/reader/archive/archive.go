// Package archive is the readers' own copy of the edition, on the local disk: what
// pages are printed from when everything else is gone.
//
// It is two files that are added to, and written over only where a story was killed.
// stories.log holds each published version of a story as JSON, its card and then the whole;
// index.log holds one short record a change, with where its story is. Beside them lies a
// snapshot of what the index comes to, made now and then: a start maps it and reads only
// what the index has after it, and of a story nothing is in memory until somebody asks for
// it. Everything carries a checksum: what fails it is never served.
package archive

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"math"
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
	dir     string
	stories *os.File
	index   *os.File
	end     int64  // of what stories holds
	queued  []byte // index records of changes that Append took and Sync did not yet
	last    int    // where the last of these begins
	syncing *syncing
	broken  error // why nothing more can be made durable
	durable durable
	view    atomic.Pointer[View]
	lists   names
	cards   cards
	keeper  snapshots
	reading bool // another process appends: see Read
	buried  map[int64]entry
	doomed  doomed // by what Sync did not make durable yet
	wholes  wholes
}

// names gives each list its place in a view. A list keeps its place for ever, so one
// table serves every view.
type names struct {
	mu    sync.RWMutex
	place map[string]uint32 // by the list's key
	keys  []string          // by place
}

// fill fills a table that is empty.
func (n *names) fill(keys []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.keys) > 0 {
		return
	}
	n.keys, n.place = keys, make(map[string]uint32, len(keys))
	for i, key := range keys {
		n.place[key] = uint32(i)
	}
}

// at returns the place of the list of the key, a new one if it has none. The caller holds
// the lock.
func (n *names) at(key string) uint32 {
	at, ok := n.place[key]
	if !ok {
		at = uint32(len(n.keys))
		n.keys = append(n.keys, key)
		n.place[key] = at
	}
	return at
}

func (n *names) all() []string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.keys
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// Open opens the archive in dir, and makes it if it is not there. What was not written
// whole at the end of the files is cut off: those changes will be asked for again. Only
// one process can have an archive open.
func Open(dir string) (*Archive, error) {
	a := &Archive{dir: dir, wholes: make(wholes, serving)}
	a.lists.fill([]string{})
	if err := a.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("open the archive in %s: %w", dir, err), a.closeFiles())
	}
	return a, nil
}

func (a *Archive) open() (err error) {
	if err := os.MkdirAll(a.dir, 0o700); err != nil {
		return err
	}
	if a.stories, err = openFile(a.dir, "stories.log"); err != nil {
		return err
	}
	if a.index, err = openFile(a.dir, "index.log"); err != nil {
		return err
	}
	if err := lock(a.index); err != nil {
		return news.Errorf(news.Conflict, "The readers' edition in %s is in use by another process. Stop it, or give this one another folder.", a.dir)
	}
	torn, err := a.replay()
	if err != nil {
		return err
	}
	if torn > 0 {
		slog.WarnContext(context.Background(), "the end of the readers' archive was not written whole and is cut off; its changes are asked for again",
			"edition", a.View().edition, "bytes", torn)
	}
	if err := errors.Join(a.index.Truncate(a.durable.indexEnd), a.stories.Truncate(a.end)); err != nil {
		return err
	}
	if a.durable.indexEnd == 0 {
		if err := a.begin(); err != nil {
			return err
		}
	}
	return syncFolder(a.dir) // the files' names are durable
}

func openFile(dir, name string) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE, 0o600)
}

// The index begins with its form: an index of another is as if it were empty.
var indexHead = [indexHeadSize]byte{'s', 't', 'e', 't', 'i', 'x', formOfEntry, formOfLists}

const indexHeadSize = 8

func (a *Archive) begin() error {
	a.durable.indexEnd = indexHeadSize
	_, err := a.index.WriteAt(indexHead[:], 0)
	return errors.Join(err, a.index.Sync())
}

// replay applies every whole record of the index whose story is there too, from where the
// snapshot ends, and returns how many bytes follow that are no such record.
func (a *Archive) replay() (torn int64, err error) {
	has, held, err := a.sizes()
	if err != nil {
		return 0, err
	}
	if v, h := a.snapshot(a.dir); v != nil {
		a.startFrom(v, h)
	} else if a.startEmpty(); a.durable.indexEnd == 0 {
		return held, nil
	}
	err = a.replayFrom(has, held, math.MaxInt64, nil)
	return held - a.durable.indexEnd, err
}

// sizes returns how many bytes the two files have. What the index then names is in the
// stories, since they are written first, or it is left for later.
func (a *Archive) sizes() (stories, index int64, err error) {
	stories, err = size(a.stories)
	if err != nil {
		return 0, 0, err
	}
	index, err = size(a.index)
	return stories, index, err
}

// startFrom starts with a snapshot.
func (a *Archive) startFrom(v *View, h snapshotHead) {
	a.view.Store(v)
	a.keeper.edition = v.edition
	a.end = h.Stories
	a.durable = durable{v, h.IndexEnd, h.LastAt, h.LastSum, h.Stories}
}

// startEmpty starts with nothing, at the beginning of the index if it is one.
func (a *Archive) startEmpty() {
	a.view.Store(&View{archive: a})
	a.durable = durable{view: a.View()}
	var head [indexHeadSize]byte
	if _, err := a.index.ReadAt(head[:], 0); err == nil && head == indexHead {
		a.durable.indexEnd = indexHeadSize
	}
}

// replayFrom applies the records after what is durable already, up to the edition. each is
// told of every one, if it is not nil.
func (a *Archive) replayFrom(has, held, until int64, each func(entry)) error {
	b, d := a.build(), &a.durable
	b.alone = b.view.edition == 0
	r := newRecords(bufio.NewReaderSize(io.NewSectionReader(a.index, d.indexEnd, held-d.indexEnd), 1<<20))
	for b.view.edition < until {
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
		d.lastAt, d.lastSum = d.indexEnd, r.sum
		d.indexEnd += int64(n)
		if each != nil {
			each(e)
		}
	}
	v, err := b.finish()
	if err != nil {
		return err
	}
	a.view.Store(v)
	if !a.reading {
		a.doomed = a.doomed.add(b.doomed)
	}
	d.view, d.stories = v, a.end
	return nil
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
	a.rebase()
	b := a.build()
	var stories, index []byte
	batch := map[int64]*edition.Story{}
	last := 0
	for _, c := range changes {
		if c.Number != b.view.edition+1 {
			return nil, fmt.Errorf("append to the archive: edition %d cannot follow edition %d", c.Number, b.view.edition)
		}
		if err := a.stayBuried(&c); err != nil {
			return nil, err
		}
		if c.Story != nil {
			c.Story = a.withFormer(b.view, batch, c)
			batch[c.Story.Number] = c.Story
		}
		e, text, err := entryOf(c, a.end+int64(len(stories)))
		if err == nil {
			err = b.apply(e)
		}
		if err != nil {
			return nil, fmt.Errorf("append edition %d to the archive: %w", c.Number, err)
		}
		stories = append(stories, text...)
		last = len(index)
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
	if len(index) > 0 {
		a.last = len(a.queued) + last
	}
	a.queued = append(a.queued, index...)
	a.doomed = a.doomed.add(b.doomed)
	a.view.Store(v)
	return v, nil
}

// Close makes everything durable and closes the files. Views cannot be read any more.
func (a *Archive) Close() error {
	err := a.Sync()
	a.lastSnapshot()
	return errors.Join(err, a.closeFiles())
}

func (a *Archive) closeFiles() (err error) {
	for _, f := range []*os.File{a.stories, a.index} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}
