package desk

import (
	"context"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/store"
)

// The measures of what is most read (screens.md §1.12).
const (
	readFor     = 24 * time.Hour     // views this old count
	readYoung   = 7 * 24 * time.Hour // stories older than this do not
	mostReadTop = 12                 // some may be killed before it is counted again
)

// AddCounts keeps what was counted on the readers' side.
func (d *Desk) AddCounts(ctx context.Context, c audience.Counts) error {
	if len(c.Views) == 0 && len(c.Vitals) == 0 && len(c.Reads) == 0 {
		return nil
	}
	return d.db.Tx(ctx, func(tx *store.Tx) error { return tx.AddCounts(ctx, c) })
}

// CountMostRead tells readers once an hour what is most read, if that is something else
// than before. Any number of processes may try.
func (d *Desk) CountMostRead(ctx context.Context) error {
	house, err := d.db.House(ctx)
	if store.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	now, err := d.db.Now(ctx)
	if err != nil {
		return err
	}
	at, err := d.db.MostReadHour(ctx, house.Languages)
	if err != nil || !at.Before(now.Truncate(time.Hour)) {
		return err
	}
	_, err = do(ctx, d, Stet, func(t *turn) (int64, error) {
		var changed []edition.MostRead
		for _, l := range house.Languages {
			stories, err := t.MostRead(ctx, l, t.now.Add(-readFor), t.now.Add(-readYoung), mostReadTop)
			if err != nil {
				return 0, err
			}
			is, err := t.SetMostRead(ctx, l, t.now, stories)
			if err != nil {
				return 0, err
			}
			if is {
				changed = append(changed, edition.MostRead{Language: l, Stories: stories})
			}
		}
		if len(changed) == 0 {
			return 0, nil
		}
		return t.publish(ctx, edition.Change{Kind: edition.Counted, MostRead: changed})
	})
	if err != nil {
		return fmt.Errorf("count what is most read: %w", err)
	}
	return nil
}

// How long counts are kept: by the minute for comparison with last week, by the hour for
// comparison with last year.
const (
	keptMinutes = 15 * 24 * time.Hour
	keptHours   = 400 * 24 * time.Hour
)

// ForgetCounts takes out counts that are too old to be of use.
func (d *Desk) ForgetCounts(ctx context.Context) error {
	return d.db.Tx(ctx, func(tx *store.Tx) error {
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		return tx.ForgetCounts(ctx, now.Add(-keptMinutes), now.Add(-keptHours))
	})
}
