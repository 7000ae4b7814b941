// Package export writes the whole site into a folder of files, for a host that can do
// nothing but send them: the pages that readers get, the bar in them, with their feeds,
// sitemaps and pictures. It reads the readers' own copy of the edition, and so needs no
// database and may run beside the program that serves it.
//
// A second run writes what changed since the first one; an interrupted one is gone on with.
package export

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// Export is what to write, and where.
type Export struct {
	Archive string       // folder of the readers' archive
	Press   *press.Press // prints the pages
	Media   *blob.Store  // where pictures are
	Out     string       // folder to write; made if it is not there
	// Compress writes beside each page what it is in gzip and brotli, for a host that sends
	// such files.
	Compress bool
	// Program names the build and the templates: what others made is made anew.
	Program string
	// Progress is told how many pages of how many are done. It is called by one goroutine at
	// a time.
	Progress func(done, of int)
}

// Result is what a run did.
type Result struct {
	Edition int64
	Stories int  // on the site
	Whole   bool // everything was printed, not only what changed
	Written int  // files
	Removed int  // files
	Missing int  // pictures that are not there
}

// Run brings the folder up to the newest edition.
func (e Export) Run(ctx context.Context) (_ Result, err error) {
	if err := os.MkdirAll(e.Out, 0o755); err != nil { //nolint:gosec // it is what everybody may read
		return Result{}, news.Errorf(news.Invalid, "The folder %s cannot be made: %v.", e.Out, err)
	}
	was, fresh, err := e.readState()
	if err != nil {
		return Result{}, err
	}
	after := int64(0)
	if was.Done {
		after = was.Edition
	}
	r, err := archive.Read(e.Archive, after)
	if errors.Is(err, os.ErrNotExist) {
		return Result{}, news.Errorf(news.Unavailable, "There is no edition in %s: readers have not been served from there yet.", e.Archive)
	}
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	v := r.View()
	if v.House() == nil {
		return Result{}, news.Errorf(news.Unavailable, "There is nothing to export: the newsroom is not set up yet.")
	}
	w := &writing{Export: e, view: v, fresh: fresh, state: state{
		Form: stateForm, Program: e.Program, Compress: e.Compress, Edition: v.Edition(), Gone: was.Gone, Moved: was.Moved,
	}}
	w.result = Result{Edition: v.Edition(), Stories: v.Count(archive.List{})}
	changes := w.changes(r)
	switch {
	case was.Done && was.Edition == v.Edition():
	case changes != nil:
		err = w.update(ctx, r.Before, r.Changes, *changes)
	default:
		w.result.Whole = true
		if !was.Done && was.Edition == v.Edition() {
			w.state.Stories = was.Stories
		}
		err = w.whole(ctx)
	}
	if err == nil {
		w.state.Done, w.state.Stories = true, 0
		err = w.writeState()
	}
	w.result.Written, w.result.Removed, w.result.Missing = int(w.written.Load()), int(w.removed.Load()), int(w.missing.Load())
	return w.result, err
}

// writing is a run.
type writing struct {
	Export
	view   *archive.View
	fresh  bool // the folder was empty: nothing can be there already, and nobody serves it
	state  state
	result Result

	written, removed, missing atomic.Int64

	mu   sync.Mutex
	done int             // pages
	made map[string]bool // folders that are there
	has  map[string]bool // pictures that are, or cannot be had
	ours []uint64        // the files of the edition, by hash; see sweep
}

// whole writes every page.
func (w *writing) whole(ctx context.Context) error {
	others := slices.Collect(press.Everything(w.view))
	total := w.result.Stories + len(others)
	if err := w.writeState(); err != nil {
		return err
	}
	if err := w.stories(ctx, total); err != nil {
		return err
	}
	err := each(ctx, len(others), func(i int) error {
		defer w.step(total)
		return w.page(others[i])
	})
	if err == nil {
		err = errors.Join(w.notFound(), w.left())
	}
	if err != nil || w.fresh {
		return err
	}
	return w.sweep()
}

// stories writes the stories, a block of numbers at a time, and notes now and then which
// of them need not be written again.
func (w *writing) stories(ctx context.Context, total int) error {
	blocks := int(w.view.Numbers() / archive.Block)
	finished, upTo := make([]bool, blocks), 0
	noted, before := atomic.Int64{}, w.state.Stories // those that an export before had written
	return each(ctx, blocks, func(i int) error {
		from := int64(i) * archive.Block
		for number := from; number < from+archive.Block; number++ {
			if w.view.State(number) != archive.Live {
				continue
			}
			if err := w.story(number, number < before); err != nil {
				return err
			}
			w.step(total)
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		finished[i] = true
		for upTo < blocks && finished[upTo] {
			upTo++
		}
		if n := int64(upTo) * archive.Block; n > w.state.Stories && n-noted.Load() >= 16*archive.Block {
			noted.Store(n)
			w.state.Stories = n
			return w.writeState()
		}
		return nil
	})
}

// story writes the pages of a story, but for one that was written already.
func (w *writing) story(number int64, already bool) error {
	c, err := w.view.Card(number)
	if err != nil {
		return fmt.Errorf("story %d: %w", number, err)
	}
	pages := press.StoryPages(c.Path())
	if already {
		for _, path := range pages {
			w.note(fileOf(path, true))
		}
		return nil
	}
	f, err := w.Press.File(w.view, pages[0])
	if err != nil || f == nil {
		return fmt.Errorf("story %d: %w", number, err)
	}
	if err := w.write(fileOf(pages[0], true), f.Body); err != nil {
		return err
	}
	if !press.LeadsToVersions(f, pages[0]) {
		pages = pages[:2]
	}
	for _, path := range pages[1:] {
		if err := w.page(path); err != nil {
			return err
		}
	}
	return nil
}

// step tells that one more page is done.
func (w *writing) step(total int) {
	if w.Progress == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done++
	if w.done%64 == 0 || w.done == total {
		w.Progress(w.done, total)
	}
}

// each calls f with 0 to n-1 in about that order, on all processors, until one fails.
func each(ctx context.Context, n int, f func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := f(i); err != nil {
					cancel(err)
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// inOut returns the file's name in the folder that is written.
func (w *writing) inOut(file string) string { return filepath.Join(w.Out, filepath.FromSlash(file)) }
