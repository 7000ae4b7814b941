package main

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/jobs"
	"github.com/stet-news/stet/internal/reader/tally"
)

// countEvery is how often what was counted is kept.
const countEvery = 10 * time.Second

// counting takes what the readers' side counted to the newsroom.
type counting struct {
	tally *tally.Tally
	owed  *audience.Counts // what could not be kept yet; nil if nothing is owed
}

// count makes the site count, from its first request on.
func (h *house) count() {
	h.counted = &counting{tally: &tally.Tally{}}
	h.site.Seen = h.counted.tally.Seen
	h.site.Handle(h.counted.tally.Beacon())
}

// keepCounts keeps what was counted, now and then and at the end.
func (h *house) keepCounts(ctx context.Context) {
	keep := func(ctx context.Context) error {
		c := h.counted
		if c.owed == nil { // what is owed goes first, so that memory is bounded while the database is away
			taken := c.tally.Take(h.siteURL())
			c.owed = &taken
		}
		err := h.desk.AddCounts(ctx, *c.owed)
		if err == nil {
			c.owed = nil
		}
		return err
	}
	jobs.Every(ctx, countEvery, "keep what was counted", keep)
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = keep(last) // a process that ends loses ten seconds of counts at the most
}
