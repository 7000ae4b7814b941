package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/stet-news/stet/internal/bench"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/store"
)

type benchArchive struct {
	benchWorld
	Pages int `help:"How many pages to ask for." default:"1000"`
}

// Run measures pages of the archive.
func (b *benchArchive) Run(ctx context.Context, std streams) (err error) {
	c, err := b.start(ctx, std)
	defer func() { err = errors.Join(err, c.end()) }()
	if err != nil {
		return err
	}
	report, err := bench.Archive(ctx, c.target.Readers, c.target.PID, b.Stories, b.Pages, progress(std, "asking", b.Pages))
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}

// fillArchive takes what is in the newsroom to the readers' copy, as a process that serves
// readers does when it starts, and goes on with what another began. progress is told the
// edition.
func fillArchive(ctx context.Context, dir string, progress func(int)) (err error) {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "stet.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	shelf, err := archive.Open(filepath.Join(dir, "edition"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type batch struct {
		changes []edition.Change
		err     error
	}
	read := make(chan batch, 2)
	go func() { // the next ones are decoded while some are written
		defer close(read)
		for after := shelf.View().Edition(); ; {
			changes, err := db.Since(ctx, after, 1000)
			select {
			case read <- batch{changes, err}:
			case <-ctx.Done():
				return
			}
			if err != nil || len(changes) == 0 {
				return
			}
			after = changes[len(changes)-1].Number
		}
	}()
	for b := range read {
		if b.err != nil || len(b.changes) == 0 {
			return b.err
		}
		v, err := shelf.Append(b.changes)
		if err == nil {
			err = shelf.Sync()
		}
		if err != nil {
			return err
		}
		progress(int(v.Edition()))
	}
	return ctx.Err()
}
