package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// The size of the work that Expire does at a time: nobody waits for it, and it lets everybody by.
const (
	expireBatch = 50  // dispatches in one transaction
	expireMost  = 100 // transactions of one wire in one go
)

// expired is the detail of a record that dispatches of a wire were removed.
type expired struct {
	Removed int       `json:"removed"` // dispatches
	Before  time.Time `json:"before"`  // they came last before it
}

// Expire removes dispatches whose time is over, by what their wires say, and of which nothing was made: with all their versions and files, a few
// in a transaction, which is one record in the log. What is left comes next time. It carries on with the other wires past a failure.
func (r *Room) Expire(ctx context.Context) error {
	wires, err := r.options.Store.Wires(ctx)
	if err != nil {
		return fmt.Errorf("list the wires: %w", err)
	}
	now, err := r.options.Store.Now(ctx)
	if err != nil {
		return err
	}
	var failed error
	for _, w := range wires {
		if err := r.expireWire(ctx, w, now); err != nil {
			failed = errors.Join(failed, fmt.Errorf("remove old dispatches of %s: %w", w.Name, err))
		}
	}
	failed = errors.Join(failed, r.options.Store.Tx(ctx, func(tx *store.Tx) error { return tx.ForgetGone(ctx, now) }))
	return errors.Join(failed, r.removeFiles(ctx, now))
}

func (r *Room) expireWire(ctx context.Context, w news.Wire, now time.Time) error {
	before := w.KeptSince(now)
	if before.IsZero() {
		return nil
	}
	for range expireMost {
		removed := 0
		err := r.options.Store.Tx(ctx, func(tx *store.Tx) (err error) {
			if removed, err = tx.RemoveDispatches(ctx, w.ID, before, now, expireBatch); err != nil || removed == 0 {
				return err
			}
			detail, err := json.Marshal(expired{removed, before})
			if err != nil {
				return err
			}
			_, err = tx.Record(ctx, news.Record{At: now, Actor: news.Person{ID: "stet", Name: "Stet"}, Verb: news.ExpireDispatches, Object: "wire/" + w.ID, Detail: detail})
			return err
		})
		if err != nil {
			return err
		}
		if removed > 0 {
			slog.InfoContext(ctx, "old dispatches were removed", "wire", w.ID, "name", w.Name, "dispatches", removed, "before", before)
		}
		if removed < expireBatch {
			return nil
		}
	}
	return nil
}

// removeFiles removes the files that no dispatch has any more.
func (r *Room) removeFiles(ctx context.Context, now time.Time) error {
	if r.options.Files == nil {
		return nil
	}
	for range expireMost {
		hashes, err := r.options.Store.UnnamedFiles(ctx, now, expireBatch)
		if err != nil || len(hashes) == 0 {
			return err
		}
		for _, hash := range hashes {
			err := r.options.Store.Tx(ctx, func(tx *store.Tx) error {
				gone, err := tx.LetGoOfFile(ctx, hash, now)
				if err != nil || !gone {
					return err
				}
				return errors.Join(r.options.Files.Remove(ctx, blob.WireFile(hash)), r.options.Files.Remove(ctx, blob.WireSmall(hash)))
			})
			if err != nil {
				return fmt.Errorf("remove the file %s: %w", hash, err)
			}
		}
	}
	return nil
}
