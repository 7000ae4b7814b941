// Package pressroom takes each edition to readers: it hears of a change, appends it to
// the readers' own copy, prints the pages that everybody will ask for, puts all of it
// before readers in one step, and tells those who listen.
package pressroom

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// Room is everything it takes.
type Room struct {
	Source  edition.Source
	Archive *archive.Archive
	Press   *press.Press
	Site    *site.Site
	Ticker  *ticker.Ticker

	opened bool
}

// look is how often the room looks for a change that it was not told of.
const look = 2 * time.Second

// batch is how many changes are taken at a time; more than few are not printed one by
// one.
const (
	batch = 500
	few   = 20
)

// Run catches up whenever it is woken, and by itself now and then, until ctx is done. A
// source that cannot be reached is logged once; readers keep the last edition.
func (r *Room) Run(ctx context.Context, wake <-chan struct{}) {
	tick := time.NewTicker(look)
	defer tick.Stop()
	lost := false
	for {
		err := r.CatchUp(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !lost:
			slog.ErrorContext(ctx, "readers keep the last edition", "edition", r.Site.Edition(), "err", err)
		case err == nil && lost:
			slog.InfoContext(ctx, "editions arrive again", "edition", r.Site.Edition())
		}
		lost = err != nil
		select {
		case <-ctx.Done():
			return
		case <-wake:
		case <-tick.C:
		}
	}
}

// CatchUp takes every change that readers do not have yet to them.
func (r *Room) CatchUp(ctx context.Context) error {
	if !r.opened { // a reader who was cut off by a restart asks for what it missed
		r.opened = true
		v := r.Archive.View()
		if h := v.House(); h != nil {
			r.send(v, h.Languages)
		}
	}
	for {
		before := r.Archive.View()
		changes, err := r.Source.Since(ctx, before.Edition(), batch)
		if err != nil {
			return fmt.Errorf("ask for changes after edition %d: %w", before.Edition(), err)
		}
		if len(changes) == 0 {
			return nil
		}
		if err := r.release(ctx, before, changes); err != nil {
			return err
		}
	}
}

// release takes the changes to readers as one step.
func (r *Room) release(ctx context.Context, before *archive.View, changes []edition.Change) error {
	after, err := r.Archive.Append(changes)
	if err != nil {
		return err
	}
	stale := r.affected(before, after, changes)
	r.Site.Swap(after, stale, r.print(ctx, after, stale.Print))
	r.send(after, barsOf(changes))
	return r.Archive.Sync()
}

// send tells those who listen of the bars of the languages.
func (r *Room) send(v *archive.View, ls []news.Language) {
	for _, l := range ls {
		if _, made := v.Bar(l); made > 0 {
			r.Ticker.Send(string(l), made, press.BarJSON(v, l))
		}
	}
}

func (r *Room) affected(before, after *archive.View, changes []edition.Change) press.Affected {
	if len(changes) > few {
		return press.Affected{All: true, Print: press.Fronts(after)}
	}
	var all press.Affected
	for _, c := range changes {
		all = all.And(press.Affects(before, after, c))
	}
	return all
}

// print prints the pages at the paths, on all processors. A path without a page is left
// out, and so is one that could not be printed: the site tries it again when it is
// asked for, and the others go out.
func (r *Room) print(ctx context.Context, v *archive.View, paths []string) map[string]*press.Page {
	pages := make(map[string]*press.Page, len(paths))
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, path := range paths {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			page, err := r.Press.Print(v, path)
			switch {
			case err != nil:
				slog.ErrorContext(ctx, "a page could not be printed", "path", path, "edition", v.Edition(), "err", err)
			case page != nil:
				mu.Lock()
				pages[path] = page
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return pages
}

func barsOf(changes []edition.Change) (ls []news.Language) {
	for _, c := range changes {
		for _, b := range c.Bars {
			if !slices.Contains(ls, b.Language) {
				ls = append(ls, b.Language)
			}
		}
	}
	return ls
}
