// Package pressroom takes each edition to readers: it hears of a change, appends it to
// the readers' own copy, prints the pages that everybody will ask for, puts all of it
// before readers in one step, and tells those who listen.
package pressroom

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// Room is everything it takes. One goroutine uses it, and appends to the archive.
type Room struct {
	Source  edition.Source
	Archive *archive.Archive
	Press   *press.Press
	Site    *site.Site
	Ticker  *ticker.Ticker
	// Pictures is where the newsroom keeps its pictures and Media where the site has
	// them from. What an edition needs is copied before readers get it, unless the two
	// are one or not given.
	Pictures, Media *blob.Store

	// Handed is told, after the readers have it, of each step from one edition to another
	// and what it made stale. It may be nil.
	Handed func(ctx context.Context, after, edition int64, stale press.Affected)

	sent   map[news.Language]int64 // the edition whose bar was sent last
	wanted map[string]bool         // renditions that are to be copied yet
	last   release
}

// release is what was done for an edition.
type release struct {
	edition int64
	stale   press.Affected
	printed map[string]*press.Page
}

// look is how often the room looks for a change that it was not told of.
const look = 2 * time.Second

// batch is how many changes are taken at a time. Of more than few at once the pages are
// not told apart: all are stale.
const (
	batch = 500
	few   = 20
)

// Run catches up whenever it is woken, and by itself now and then, until ctx is done.
// While that fails readers keep the edition they have; it is said once, and once more
// when it works again.
func (r *Room) Run(ctx context.Context, wake <-chan struct{}) {
	tick := time.NewTicker(look)
	defer tick.Stop()
	lost := false
	for {
		err := r.catchUp(ctx)
		synced, failed := r.Archive.SyncAside() // the next publication does not wait for the disk
		err = errors.Join(err, failed)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !lost:
			slog.ErrorContext(ctx, "editions do not arrive; readers keep the one they have", "edition", r.Site.Edition(), "err", err)
		case err == nil && lost:
			slog.InfoContext(ctx, "editions arrive again", "edition", r.Site.Edition())
		}
		lost = err != nil
		select {
		case <-ctx.Done():
			return
		case <-wake:
		case <-synced:
		case <-tick.C:
		}
	}
}

// CatchUp takes every change that readers do not have yet to them, in one step however
// many there are, and makes it durable. What it could take before an error, readers have.
func (r *Room) CatchUp(ctx context.Context) error {
	return errors.Join(r.catchUp(ctx), r.Archive.Sync())
}

func (r *Room) catchUp(ctx context.Context) error {
	before := r.Archive.View()
	r.tell(before) // after a restart: a reader who was cut off asks for what it missed
	after, stale, covered, err := r.take(ctx, before)
	if after != before {
		printed := r.print(ctx, after, stale.Print)
		r.Site.Swap(after, stale, printed)
		r.tell(after)
		r.tellPosts(ctx, before, after, covered)
		if r.Handed != nil {
			r.Handed(ctx, before.Edition(), after.Edition(), stale)
		}
		r.last = release{after.Edition(), stale, printed}
	}
	return err
}

// take appends the changes to the archive until there are no more. covered are the stories
// among them that are or were covered live.
func (r *Room) take(ctx context.Context, v *archive.View) (_ *archive.View, stale press.Affected, covered []int64, err error) {
	for taken := 0; ; {
		changes, err := r.Source.Since(ctx, v.Edition(), batch)
		if err != nil {
			return v, stale, covered, fmt.Errorf("ask for changes after edition %d: %w", v.Edition(), err)
		}
		r.copyPictures(ctx, changes)
		if len(changes) == 0 {
			return v, stale, covered, nil
		}
		next, err := r.Archive.Append(changes)
		if err != nil {
			return v, stale, covered, err
		}
		covered = append(covered, coveredBy(changes)...)
		if taken += len(changes); taken > few {
			stale = press.Affected{All: true, Print: press.Fronts(next)}
		}
		for _, c := range changes[:min(len(changes), few)] {
			if !stale.All {
				stale = stale.And(press.Affects(v, next, c))
			}
		}
		v = next
		if len(changes) < batch {
			return v, stale, covered, nil
		}
		if err := r.Archive.Sync(); err != nil { // there is more to do: let it not grow
			return v, stale, covered, err
		}
	}
}

// tell sends the bars that were not sent yet to those who listen.
func (r *Room) tell(v *archive.View) {
	h := v.House()
	if h == nil {
		return
	}
	if r.sent == nil {
		r.sent = map[news.Language]int64{}
	}
	for _, l := range h.Languages {
		if _, made := v.Bar(l); made != r.sent[l] {
			r.Ticker.Send(string(l), made, press.BarJSON(v, l))
			r.sent[l] = made
		}
	}
}

// coveredBy returns the stories with live coverage that the changes are about.
func coveredBy(changes []edition.Change) (covered []int64) {
	for _, c := range changes {
		if c.Story != nil && c.Story.Coverage != nil {
			covered = append(covered, c.Story.Number)
		}
	}
	return covered
}

// tellPosts tells those who have one of the stories open what changed of its live coverage.
func (r *Room) tellPosts(ctx context.Context, before, after *archive.View, covered []int64) {
	slices.Sort(covered)
	for _, number := range slices.Compact(covered) {
		c, err := after.Card(number)
		if err != nil {
			continue // it was taken away meanwhile
		}
		text, running, err := press.LiveJSON(before, after, number)
		if err != nil {
			slog.ErrorContext(ctx, "readers of live coverage are not told of a post; they will ask", "story", number, "err", err)
			continue
		}
		if text != nil {
			r.Ticker.Post(string(c.Language), number, after.Edition(), text, !running)
		}
	}
}

// print prints the pages of the names. A name without a page is left out, and so is one
// that could not be printed: the site tries it again when it is asked for, and the
// others go out.
func (r *Room) print(ctx context.Context, v *archive.View, names []string) map[string]*press.Page {
	pages := make([]*press.Page, len(names))
	each(len(names), func(i int) {
		var err error
		if pages[i], err = site.Print(r.Press, v, names[i]); err != nil {
			slog.ErrorContext(ctx, "a page could not be printed", "name", names[i], "edition", v.Edition(), "err", err)
		}
	})
	printed := make(map[string]*press.Page, len(names))
	for i, name := range names {
		if pages[i] != nil {
			printed[name] = pages[i]
		}
	}
	return printed
}

// each calls f with 0 to n-1, on all processors at once.
func each(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				f(i)
			}
		})
	}
	wg.Wait()
}

// copyPictures copies what the changes' stories show to where the site has it from. A
// picture that cannot be had does not hold up the news: it is tried again later.
func (r *Room) copyPictures(ctx context.Context, changes []edition.Change) {
	if r.Pictures == nil || r.Media == nil || r.Pictures == r.Media {
		return
	}
	if r.wanted == nil {
		r.wanted = map[string]bool{}
	}
	for _, c := range changes {
		for _, name := range archive.HouseRenditions(c.House) {
			r.wanted[name] = true
		}
		if c.Story != nil {
			for _, name := range archive.Renditions(*c.Story) {
				r.wanted[name] = true
			}
		}
	}
	names := make([]string, 0, len(r.wanted))
	for name := range r.wanted {
		names = append(names, name)
	}
	errs := make([]error, len(names))
	each(len(names), func(i int) { errs[i] = r.copyPicture(ctx, blob.Rendition(names[i])) })
	for i, name := range names {
		if errs[i] == nil {
			delete(r.wanted, name)
		} else if r.wanted[name] {
			r.wanted[name] = false // it was said
			slog.ErrorContext(ctx, "a picture of the edition cannot be had; it is tried again", "name", name, "err", errs[i])
		}
	}
}

func (r *Room) copyPicture(ctx context.Context, name string) error {
	if has, err := r.Media.Has(ctx, name); err != nil || has {
		return err
	}
	data, err := r.Pictures.Get(ctx, name)
	if err != nil {
		return err
	}
	return r.Media.Put(ctx, name, data)
}
