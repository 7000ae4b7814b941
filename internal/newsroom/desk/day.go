package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// errTurned says that the day was turned already.
var errTurned = errors.New("the day was turned already")

// turnDay makes the first edition of a day in the house's zone if nothing else was
// published since midnight, so that pages can say what day it is without a clock. Any
// number of processes may try: there is one such edition a day.
func (d *Desk) turnDay(ctx context.Context) error {
	last, err := d.db.LastEdition(ctx)
	if err != nil || last.IsZero() {
		return err // nothing is published yet
	}
	house, err := d.db.House(ctx)
	if err != nil {
		return err
	}
	now, err := d.db.Now(ctx)
	if err != nil || sameDay(last, now, house) {
		return err
	}
	_, err = do(ctx, d, Stet, func(t *turn) (int64, error) {
		n, err := t.publish(ctx, edition.Change{Kind: edition.Turned}) // the number is the lock
		if err != nil {
			return 0, err
		}
		before, err := t.EditionAt(ctx, n-1)
		if err != nil {
			return 0, err
		}
		if sameDay(before, t.now, house) {
			return 0, errTurned // which undoes it
		}
		return n, nil
	})
	if err != nil && !errors.Is(err, errTurned) {
		return fmt.Errorf("turn the day: %w", err)
	}
	return nil
}

func sameDay(a, b time.Time, h news.House) bool {
	zone := h.Location()
	return a.In(zone).Format(time.DateOnly) == b.In(zone).Format(time.DateOnly)
}
