package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/jobs"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// lookForNewsroom is how often a process that serves readers alone looks whether the
// newsroom's database is back.
const lookForNewsroom = 2 * time.Second

var errAway = errors.New("the database is away")

// away is the source of editions while there is no database.
type away struct{ why error }

func (a away) Since(context.Context, int64, int) ([]edition.Change, error) { return nil, a.why }

// canServeAlone reports whether the process may go without the database that could not be
// opened: it serves readers, and has an edition for them on its disk.
func (c *serveCommand) canServeAlone(err error) bool {
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind != news.Unavailable {
		return false // it was asked for something that cannot be
	}
	return c.reader() && c.hasEdition()
}

func (c *serveCommand) hasEdition() bool {
	info, err := os.Stat(filepath.Join(c.Data, "edition", "index.log"))
	return err == nil && info.Size() > 64
}

// missing returns an error if the database is a file that is not there although readers
// have had editions out of it: an empty one must not take its place.
func (c *serveCommand) missing() error {
	path, isFile := strings.CutPrefix(c.DB, "sqlite:")
	path, _, _ = strings.Cut(path, "?")
	if _, err := os.Stat(path); isFile && errors.Is(err, os.ErrNotExist) && c.hasEdition() {
		return fmt.Errorf("the database %s is not there, though readers have editions out of it: put it back, or move %s away to begin anew", path, filepath.Join(c.Data, "edition"))
	}
	return nil
}

// serveAlone serves readers the last edition on this disk until the database can be opened
// again; then it returns the listener that readers still come to.
func (c *serveCommand) serveAlone(ctx context.Context, std streams, why error) (_ net.Listener, err error) {
	slog.ErrorContext(ctx, "the newsroom's database cannot be opened; readers get the last edition on this disk", "err", why)
	l := c.listening
	if err := errors.Join(l.check(), l.secure.check(), l.openHooks()); err != nil {
		return nil, err
	}
	l.limit()
	l.Role, l.Bus, l.hooks = "reader", "local:", nil
	h := &house{listening: l, data: c.Data}
	defer func() { err = errors.Join(err, h.Close()) }()
	if h.bell, err = bus.Open(ctx, l.Bus); err != nil {
		return nil, err
	}
	h.closers = append(h.closers, h.bell)
	files, err := blob.Open(ctx, c.Blob)
	if err != nil {
		return nil, err
	}
	h.closers = append(h.closers, files)
	if err := h.openReaders(ctx, files); err != nil {
		return nil, err
	}
	held, err := hold(h.readers)
	if err != nil {
		return nil, err
	}
	h.announce(std.out)
	alone, back := context.WithCancel(ctx)
	defer back()
	h.chores = append(h.chores, func(ctx context.Context) {
		jobs.Every(ctx, lookForNewsroom, "look for the newsroom's database", func(ctx context.Context) error {
			if c.isBack(ctx) {
				back()
			}
			return nil
		})
	})
	if err := h.run(alone); err != nil || ctx.Err() != nil {
		return nil, errors.Join(err, held.Close())
	}
	slog.InfoContext(ctx, "the newsroom's database is back")
	return held, nil
}

// hold returns the listener once more, so that who comes while the one is closed waits for
// the other.
func hold(l net.Listener) (net.Listener, error) {
	t, ok := l.(*net.TCPListener)
	if !ok {
		return nil, fmt.Errorf("hold %s: it is a %T", l.Addr(), l)
	}
	f, err := t.File()
	if err != nil {
		return nil, err
	}
	held, err := net.FileListener(f)
	return held, errors.Join(err, f.Close())
}

// isBack reports whether the database and the bell can be opened.
func (c *serveCommand) isBack(ctx context.Context) bool {
	if c.missing() != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, lookForNewsroom)
	defer cancel()
	db, err := store.Open(ctx, c.DB)
	if err != nil {
		return false
	}
	bell, err := bus.Open(ctx, c.Bus)
	if err != nil {
		return errors.Join(err, db.Close()) == nil
	}
	return errors.Join(bell.Close(), db.Close()) == nil
}
