package desk

import (
	"context"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Preview returns the newest revision of the story as readers would get it if it went out
// now, through the same code. It changes nothing and makes no edition: what it returns is
// for somebody who may read copy, and is to be kept nowhere.
func (d *Desk) Preview(ctx context.Context, by news.Person, number int64) (p edition.Story, err error) {
	if err := by.May(news.ReadCopy); err != nil {
		return p, err
	}
	err = d.db.Tx(ctx, func(tx *store.Tx) error {
		r, err := tx.Story(ctx, number)
		if err != nil {
			return err
		}
		t := &turn{Tx: tx, by: by, pictures: map[string]news.Picture{}}
		if t.now, err = tx.Now(ctx); err != nil {
			return err
		}
		if r.Published.IsZero() {
			r.Published = t.now
		}
		p, err = t.public(ctx, r.Story)
		return err
	})
	return p, err
}
