package desk

import (
	"context"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// DatabaseWasAway keeps when it was, once for all processes that have seen it, so that Today
// can say so. What was to be done meanwhile is not done by it.
func (d *Desk) DatabaseWasAway(ctx context.Context, away news.Incident) error {
	err := d.db.Tx(ctx, func(tx *store.Tx) error {
		_, err := tx.AddIncident(ctx, away)
		return err
	})
	if err == nil {
		d.changed()
	}
	return err
}
