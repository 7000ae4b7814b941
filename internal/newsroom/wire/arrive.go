package wire

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/store"
)

// Take keeps a document that somebody sent us for the wire: copy that came without being asked for. When it returns nil, everything in the
// document that can be kept is kept. The same document twice is nothing new. An error that is a *news.Error is of the document, or of a wire that takes
// nothing; another is of the store, and then the sender is to send it again. How it went is written into the wire's health either way.
func (r *Room) Take(ctx context.Context, id string, data []byte, from item.Source) (Outcome, error) {
	return r.take(ctx, id, func(w news.Wire) (item.Batch, error) {
		from.Zone = w.Location()
		return format.Read(data, from)
	})
}

// take keeps what read finds in what somebody sent us.
func (r *Room) take(ctx context.Context, id string, read func(news.Wire) (item.Batch, error)) (Outcome, error) {
	w, err := r.options.Store.Wire(ctx, id)
	if err != nil {
		return Outcome{}, err
	}
	if w.Paused {
		return Outcome{}, news.Errorf(news.Unavailable, "%s is paused: nothing is taken from it.", w.Name)
	}
	out, err := r.document(ctx, w, nil, func() (item.Batch, error) { return read(w) })
	err = errors.Join(err, out.Err)
	if err == nil && out.Lost > 0 {
		err = fmt.Errorf("%d items of what %s sent could not be kept", out.Lost, w.Name)
	}
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	if err != nil {
		slog.WarnContext(ctx, "what a wire sent was not taken", "wire", id, "name", w.Name, "err", err)
	} else if out.Fresh > 0 {
		slog.InfoContext(ctx, "copy arrived", "wire", id, "name", w.Name, "dispatches", out.Fresh)
	}
	if out.Fresh > 0 && r.options.Arrived != nil {
		r.options.Arrived()
	}
	if said := r.note(ctx, w, out, err); said != nil {
		slog.ErrorContext(ctx, "how a wire is doing could not be written down", "wire", id, "err", said)
	}
	return out, err
}

// note writes into the wire's health how taking went; what polls have written there stays. While all is well that is once a minute.
func (r *Room) note(ctx context.Context, w news.Wire, out Outcome, went error) error {
	now := time.Now().UTC()
	said := ""
	if out.Err = went; went != nil {
		said = shorten(words(went))
	} else if len(out.Problems) > 0 {
		said = out.health(w, now, 0).Error
	}
	if went == nil && w.Health.Failures == 0 && said == w.Health.Error && now.Sub(w.Health.Succeeded) < healthEvery {
		return nil
	}
	return r.options.Store.Together(ctx, func(tx *store.Tx) error {
		w, err := tx.Wire(ctx, w.ID)
		if err != nil {
			return err
		}
		h := w.Health
		h.Tried, h.Error, h.Failures = now, said, h.Failures+1
		if went == nil {
			h.Succeeded, h.Failures = now, 0
		}
		return tx.SaveWireHealth(ctx, w.ID, h)
	})
}
