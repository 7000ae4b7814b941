package crossmatch

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Within is how long before or after a dispatch another that tells of the same event is received.
const Within = 36 * time.Hour

// How many dispatches a window has at most: on each side of the dispatch, of its own language, by which it is known what is rare, and of the other.
const (
	mostOwn   = 150
	mostOther = 300
)

// Find returns the dispatches of the other language that may tell of the same event, the likeliest first, at most Most of them; none of a dispatch
// in a third language, or one that was not compared yet or is older than the window of the clusters.
func Find(ctx context.Context, db *store.DB, d news.Dispatch) ([]news.Dispatch, error) {
	other := Other(string(d.Language))
	if other == "" {
		return nil, nil
	}
	own, err := db.FactsAround(ctx, d.Language, d.Received, Within, mostOwn)
	if err != nil {
		return nil, fmt.Errorf("read by what dispatches are looked for: %w", err)
	}
	others, err := db.FactsAround(ctx, news.Language(other), d.Received, Within, mostOther)
	if err != nil {
		return nil, fmt.Errorf("read by what dispatches are looked for: %w", err)
	}
	var all []Dispatch
	var of Dispatch
	for _, one := range append(own, others...) {
		facts, err := FromBytes(one.Facts)
		if err != nil {
			slog.WarnContext(ctx, "a dispatch is not looked for in the other language", "dispatch", one.Dispatch, "err", err)
			continue
		}
		all = append(all, Dispatch{one.Dispatch, one.Cluster, string(one.Language), facts})
		if one.Dispatch == d.ID {
			of = all[len(all)-1]
		}
	}
	var found []news.Dispatch
	for _, near := range WindowOf(all).Nearest(of) {
		one, err := db.Dispatch(ctx, near.ID)
		if store.IsNotFound(err) { // it was removed meanwhile
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, nil
}
