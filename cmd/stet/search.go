package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/search"
	"github.com/stet-news/stet/internal/store"
)

type searchCommands struct {
	Reindex reindexCommand `cmd:"" help:"Make the index that readers search anew. It may run while the site is served, and goes on where it was stopped."`
}

type reindexCommand struct {
	storage
	graves
}

// Run brings every published story into the index again.
func (c *reindexCommand) Run(ctx context.Context, std streams) (err error) {
	if err := c.settle(); err != nil {
		return err
	}
	db, err := store.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := c.open(ctx, c.storage, desk.New(db, func() {})); err != nil {
		return err
	}
	if err := db.RefillSearch(ctx); err != nil {
		return err
	}
	var bar *progressbar.ProgressBar
	last := 0
	err = db.FillSearch(ctx, func(done, of int) {
		if bar == nil {
			bar = progressbar.NewOptions(of, progressbar.OptionSetWriter(std.err), progressbar.OptionSetDescription("indexing stories"),
				progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(200*time.Millisecond))
		}
		_ = bar.Set(done) // nothing hangs on it
		last = of
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "The index holds every published story up to number %d.\n", last)
	return err
}

// openSearch answers readers who search. A process that has no database answers that it
// cannot, as one does whose database has gone.
func (h *house) openSearch(printer *press.Press) {
	d := &search.Desk{Press: printer}
	if h.db != nil {
		d.Find = h.db.Search
	}
	h.site.Handle(d.Route())
}

// fillSearch brings into the index what was published before there was one.
func (h *house) fillSearch(ctx context.Context) error {
	var said time.Time
	return h.db.FillSearch(ctx, func(done, of int) {
		if done == of || time.Since(said) > 10*time.Second {
			said = time.Now()
			slog.InfoContext(ctx, "filling the search index", "stories", done, "of", of)
		}
	})
}

// fillDispatches brings into the index of dispatches those from before there was one.
func (h *house) fillDispatches(ctx context.Context) error {
	n, err := h.db.FillDispatches(ctx)
	if n > 0 {
		slog.InfoContext(ctx, "dispatches can be found that could not", "dispatches", n)
	}
	return err
}

// fillPictures brings into the index of the newsroom's pictures those from before there was one.
func (h *house) fillPictures(ctx context.Context) error {
	n, err := h.db.FillPictures(ctx)
	if n > 0 {
		slog.InfoContext(ctx, "pictures can be found that could not", "pictures", n)
	}
	return err
}
