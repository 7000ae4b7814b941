package wire

import (
	"context"
	"fmt"

	"github.com/stet-news/stet/internal/news"
)

// Try is a try of the wire's own turn, now.
func (r *Room) Try(ctx context.Context, id string) (news.Health, error) { return r.try(ctx, id) }

// LoseStore tries a wire and takes the store away at the moment of keeping.
func (r *Room) LoseStore(ctx context.Context, id string) error {
	w, err := r.options.Store.Wire(ctx, id)
	if err != nil {
		return err
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	out := r.attempt(gone, r.desk(id), w)
	if out.Err == nil {
		return nil
	}
	return fmt.Errorf("as it should: %w", out.Err)
}

// HubOf returns the hub that an answer names, and the feed's own address.
var HubOf = hubOf
