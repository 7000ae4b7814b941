package desk

import (
	"context"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/gate"
)

// stones returns the yard of the tombstones that have the mark, and reads them if they are
// not those of the last time.
func (g *gatehouse) stones(mark int64, read func() ([]news.Tombstone, error)) (*gate.Yard, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.yard == nil || g.mark != mark {
		stones, err := read()
		if err != nil {
			return nil, err
		}
		g.yard, g.mark = gate.NewYard(stones), mark
	}
	return g.yard, nil
}

// graves are what was taken down, as this transaction sees it: read anew only if that is
// another than it was for the turn before.
func (t *turn) graves(ctx context.Context) (gate.Graves, error) {
	mark, err := t.TombstonesMark(ctx)
	if err != nil {
		return gate.Graves{}, err
	}
	yard, err := t.gate.stones(mark, func() ([]news.Tombstone, error) { return t.Tombstones(ctx) })
	if err != nil || yard.Empty() {
		return gate.Graves{}, err
	}
	g := gate.Graves{Prints: gate.NewPrints(t.key), Yard: yard}
	if !yard.Under(g.Prints) {
		return g, news.Errorf(news.Conflict, "What was taken down cannot be told from other copy: the key of the tombstones is not there, or is another one. Nothing goes out until the key's file is back; see --register-key. If it is lost, lift the takedowns.")
	}
	return g, nil
}
