package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/jobs"
	"github.com/stet-news/stet/internal/purge"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/store"
)

// purging says which caches are before the readers' site.
type purging struct {
	Purge []string `help:"Cache before the readers' site, told at once what is stale: fastly:SERVICE, cloudflare:ZONE, varnish:http://HOST:PORT or a webhook's https:// address, each with ?token-file=PATH. May be given more than once." placeholder:"CACHE"`

	hooks []*purge.Hook
	kinds []press.Cache
}

// openHooks reads the flags.
func (p *purging) openHooks() error {
	for _, text := range p.Purge {
		h, err := purge.Parse(text, os.Getenv, fetch.Options{Version: version}) //nolint:forbidigo // this is cmd/stet
		if err != nil {
			return err
		}
		p.hooks = append(p.hooks, h)
		if kind := press.Cache(h.Kind); !slices.Contains(p.kinds, kind) {
			p.kinds = append(p.kinds, kind)
		}
	}
	return nil
}

// handOver notes in the database what readers have, for those who tell caches.
type handOver struct {
	db      *store.DB
	bell    bus.Bus
	process string
	serving bool // readers can see what the room hands over
}

// openPurge makes the readers' side note what it does, if there is a cache to tell. What
// it returns is to be called when the first edition is there and readers may come.
func (h *house) openPurge() (ready func()) {
	if len(h.hooks) == 0 {
		return func() {}
	}
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	data, err := filepath.Abs(h.data)
	if err != nil {
		data = h.data
	}
	h.handed = &handOver{db: h.db, bell: h.bell, process: host + ":" + data}
	h.room.Handed = h.handed.step
	h.chores = append(h.chores, h.reportReaders)
	return func() { h.handed.serving = true }
}

// step notes one step. When it cannot, caches find the gap and forget everything.
func (o *handOver) step(ctx context.Context, after, edition int64, stale press.Affected) {
	ctx = context.WithoutCancel(ctx)
	step := store.Handed{Process: o.process, After: after, Edition: edition, Stale: store.Stale(stale.Purge())}
	if err := o.db.Tx(ctx, func(tx *store.Tx) error { return tx.HandOver(ctx, step, o.serving) }); err != nil {
		slog.ErrorContext(ctx, "what is stale could not be noted; caches will forget everything", "edition", edition, "err", err)
		return
	}
	o.bell.Ring(ctx, bus.Readers)
}

// reportReaders says that this process serves readers, until ctx is done.
func (h *house) reportReaders(ctx context.Context) {
	jobs.Every(ctx, 3*time.Second, "note which edition readers have", func(ctx context.Context) error {
		return h.db.Tx(ctx, func(tx *store.Tx) error { return tx.ReaderHas(ctx, h.handed.process, h.site.Edition()) })
	})
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := h.db.Tx(last, func(tx *store.Tx) error { return tx.ReaderGone(last, h.handed.process) }); err != nil {
		slog.WarnContext(last, "it could not be noted that this process serves readers no more", "err", err)
	}
}

// runPurge tells the caches until ctx is done.
func (h *house) runPurge(ctx context.Context) {
	room := purge.Room{DB: h.db, Hooks: h.hooks}
	room.Run(ctx, func(ctx context.Context) <-chan struct{} {
		wake, err := h.bell.Listen(ctx, bus.Readers)
		if err != nil { // it looks by itself
			slog.ErrorContext(ctx, "those who tell caches do not hear the bell", "err", err)
		}
		return wake
	})
}

// purgeCommand shows how far each cache was told.
type purgeCommand struct{ storage }

// Run prints a line for each cache. It is an error if one is not told at present.
func (c *purgeCommand) Run(ctx context.Context, std streams) (err error) {
	if err := c.settle(); err != nil {
		return err
	}
	db, err := store.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	list, err := db.Purges(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	failing := 0
	for _, p := range list {
		state := "told"
		if !p.Failing.IsZero() {
			failing++
			state = fmt.Sprintf("failing since %s: %s", p.Failing.Format(time.RFC3339), p.Error)
		}
		fmt.Fprintf(w, "%s\tedition %d\t%s\n", p.Hook, p.Edition, state)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if failing > 0 {
		return fmt.Errorf("%d of %d caches are not told what is stale", failing, len(list))
	}
	return nil
}
