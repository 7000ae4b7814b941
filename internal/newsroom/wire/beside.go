package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/store"
)

// waitForItem is how long a picture in a watched folder waits for the item that names it, before it is a dispatch by itself.
const waitForItem = 20 * time.Second

// late is 1 for pictures, which are looked at when the items are read that may name them, and 0 for the others.
func late(name string) int {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".gif", ".tif", ".tiff":
		return 1
	}
	return 0
}

// IsPicture reports whether a file of the name is a picture, which an item may name.
func IsPicture(name string) bool { return late(name) == 1 }

// lying are the files that lie beside the items of a watched folder, in one look.
type lying struct {
	room  *Room
	desk  *desk
	wire  news.Wire
	root  *os.Root
	await map[string]bool // names of files that dispatches of the wire wait for
	taken map[string]bool // names of files that items took in this look; they are moved at its end, for several may name one
}

func (r *Room) lookBeside(ctx context.Context, d *desk, w news.Wire, root *os.Root) (*lying, error) {
	names, err := r.options.Store.AwaitedNames(ctx, w.ID, time.Now().Add(-store.AwaitFor))
	if err != nil {
		return nil, fmt.Errorf("ask what files are waited for: %w", err)
	}
	l := &lying{room: r, desk: d, wire: w, root: root, await: map[string]bool{}, taken: map[string]bool{}}
	for _, name := range names {
		l.await[name] = true
	}
	d.beside = l.take
	return l, nil
}

// take returns a file that an item names, if it is there and whole.
func (l *lying) take(name string) ([]byte, bool) {
	info, err := l.root.Lstat(name)
	if err != nil || filepath.Base(name) != name || passedOver(name, info) || !l.desk.isSettled(name, info, time.Now()) {
		return nil, false
	}
	data, err := l.read(name)
	if err != nil {
		return nil, false
	}
	l.taken[name] = true
	return data, true
}

func (l *lying) read(name string) ([]byte, error) {
	f, err := l.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, mostFile+1))
	return data, errors.Join(err, f.Close())
}

// join gives a file to the dispatches that wait for it, and reports whether some did: then it is none by itself. It moves the file.
func (l *lying) join(ctx context.Context, name string, whole bool) (bool, error) {
	if !whole || !l.await[name] || l.room.options.Files == nil {
		return false, nil
	}
	data, err := l.read(name)
	if err != nil || len(data) > mostFile {
		return false, nil //nolint:nilerr // it is no file that can be kept; what it is, is said where it is taken
	}
	joined, err := l.room.joinFile(ctx, l.wire, item.File{Name: name, Data: data})
	if err != nil || !joined {
		return false, err
	}
	delete(l.desk.files, name)
	return true, l.done(name)
}

// joinFile gives a file to the dispatches of the wire that wait for one of its name, and reports whether some did.
func (r *Room) joinFile(ctx context.Context, w news.Wire, f item.File) (joined bool, err error) {
	if f.Name == "" || r.options.Files == nil {
		return false, nil
	}
	ids, err := r.options.Store.Awaiting(ctx, w.ID, f.Name, time.Now().Add(-store.AwaitFor))
	if err != nil || len(ids) == 0 {
		return false, err
	}
	k := keeping{room: r}
	m, ok, err := k.put(ctx, f)
	if err != nil || !ok {
		return false, err
	}
	err = r.options.Store.Tx(ctx, func(tx *store.Tx) error {
		joined = false
		now := time.Now().UTC()
		if err := r.holdFiles(ctx, tx, news.Dispatch{GUID: f.Name, Received: now, Media: []news.Media{m}}); err != nil {
			return err
		}
		for _, id := range ids {
			one, err := tx.JoinFile(ctx, id, m, now)
			if err != nil {
				return err
			}
			joined = joined || one
		}
		return nil
	})
	return joined && err == nil, err
}

// move moves the files that items took.
func (l *lying) move() error {
	for name := range l.taken {
		if err := l.done(name); err != nil {
			return err
		}
		delete(l.desk.files, name)
	}
	return nil
}

func (l *lying) done(name string) error {
	if err := move(l.root, name, doneFolder, ""); err != nil {
		return folderError(l.wire.Address, err)
	}
	return nil
}
