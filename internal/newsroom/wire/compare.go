package wire

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/cluster"
	"github.com/stet-news/stet/internal/newsroom/wire/crossmatch"
	"github.com/stet-news/stet/internal/store"
)

// Comparing puts dispatches that tell of one event into one cluster, as they arrive. What it knows of those that came before is in memory,
// and in the store: any number of processes may compare, and one that starts goes on where it was.
type Comparing struct {
	db *store.DB

	mu    sync.Mutex
	index *cluster.Index
	known time.Time // up to when what others kept was read, by the database's clock
	asked time.Time // when that was, by ours
}

// catchUpEvery is how often it is looked for what another process kept. It costs as much as came in the overlap, so not with every arrival.
const catchUpEvery = 2 * time.Second

// overlap is how far back it is looked each time for what another process kept: its transaction may have ended later than it began.
const overlap = 10 * time.Second

// NewComparing returns one over the store.
func NewComparing(db *store.DB) *Comparing { return &Comparing{db: db, index: cluster.New()} }

// How much is compared in one call, and in one transaction, so that a journalist's save does not wait for it.
const (
	compareRounds = 20
	compareBatch  = 50
)

// Compare compares what arrived and was not compared yet, 1,000 dispatches at most in one call. Dispatches of a newer version stay where they
// are, unless they are by themselves and nobody said that they should be.
func (c *Comparing) Compare(ctx context.Context) error {
	for range compareRounds {
		if left, err := c.CompareSome(ctx); err != nil || !left {
			return err
		}
	}
	return nil
}

// CompareSome does so with 50 dispatches at most, and reports whether there may be more: who waits for what arrived need not wait for what arrives
// meanwhile.
func (c *Comparing) CompareSome(ctx context.Context) (left bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	waiting, err := c.db.Uncompared(ctx, compareBatch)
	if err != nil {
		return false, fmt.Errorf("find dispatches that were not compared: %w", err)
	}
	if len(waiting) == 0 {
		return false, nil
	}
	if err := c.catchUp(ctx); err != nil {
		return false, fmt.Errorf("read what dispatches are compared by: %w", err)
	}
	if err := c.placeAll(ctx, waiting); err != nil {
		return false, fmt.Errorf("compare dispatches: %w", err)
	}
	return len(waiting) == compareBatch, nil
}

// catchUp reads what was kept since the last time, by this process or another.
func (c *Comparing) catchUp(ctx context.Context) error {
	if time.Since(c.asked) < catchUpEvery {
		return nil
	}
	now, err := c.db.Now(ctx)
	if err != nil {
		return err
	}
	since := c.known
	if !since.IsZero() {
		since = since.Add(-overlap)
	}
	kept, err := c.db.KeptFeatures(ctx, since, now.Add(-cluster.Window), cluster.MostHeld)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(kept, func(k store.Kept) bool { return c.index.Has(k.Dispatch, k.Received) })
	for some := range slices.Chunk(others, featuresAtOnce) {
		if err := c.learn(ctx, some); err != nil {
			return err
		}
	}
	c.known, c.asked = now, time.Now()
	return nil
}

// featuresAtOnce are read in one query.
const featuresAtOnce = 200

// learn reads what the dispatches are compared by.
func (c *Comparing) learn(ctx context.Context, dispatches []store.Kept) error {
	all, err := c.db.FeaturesOf(ctx, dispatches)
	if err != nil {
		return err
	}
	for _, one := range all {
		f, err := cluster.FromBytes(one.Features)
		if err != nil {
			slog.WarnContext(ctx, "a dispatch is not compared with others", "dispatch", one.Dispatch, "err", err)
			continue
		}
		c.index.Put(one.Dispatch, one.Received, f)
	}
	return nil
}

// placeAll compares the dispatches in their order, each with those before it as well.
func (c *Comparing) placeAll(ctx context.Context, all []news.Dispatch) error {
	// All that takes a while is done before the transaction: nobody else writes while it is open.
	features, near := make([]cluster.Features, len(all)), make([][]cluster.Near, len(all))
	for i, d := range all {
		features[i] = cluster.Of(cluster.TextOf(d))
		near[i] = c.index.Nearest(d.ID, d.Received, features[i])
		c.index.Put(d.ID, d.Received, features[i]) // it is compared with whether or not this is kept: it is there
	}
	return c.db.Tx(ctx, func(tx *store.Tx) error {
		for i, d := range all {
			to, err := c.clusterFor(ctx, tx, d, features[i], near[i])
			if err != nil {
				return err
			}
			bytes, err := features[i].AppendBinary(nil)
			if err != nil {
				return err
			}
			if _, err := tx.Compared(ctx, d, to, bytes); err != nil {
				return err
			}
		}
		return nil
	})
}

// clusterFor returns the cluster that the dispatch belongs to: its own, or that of the nearest whose others it is like as well.
func (c *Comparing) clusterFor(ctx context.Context, tx *store.Tx, d news.Dispatch, f cluster.Features, near []cluster.Near) (string, error) {
	self, err := tx.Member(ctx, d.ID)
	if err != nil || self.ByHand || len(near) == 0 {
		return self.Cluster, err
	}
	others, err := tx.Members(ctx, self.Cluster)
	if err != nil || len(others) > 1 {
		return self.Cluster, err
	}
	asked := map[string]bool{self.Cluster: true}
	for _, n := range near {
		m, err := tx.Member(ctx, n.ID)
		if store.IsNotFound(err) || err == nil && asked[m.Cluster] {
			continue
		}
		if err != nil {
			return "", err
		}
		asked[m.Cluster] = true
		members, err := tx.Members(ctx, m.Cluster)
		if err != nil {
			return "", err
		}
		var ids []string
		for _, one := range members {
			if one.Language == d.Language { // a person may have put reports in both languages together
				ids = append(ids, one.ID)
			}
		}
		if c.index.Fits(f, ids) {
			return m.Cluster, nil
		}
	}
	return self.Cluster, nil
}

// factsAtOnce is of how many dispatches MakeFacts makes the facts.
const factsAtOnce = 20

// MakeFacts makes by what the dispatches are looked for in the other language, of a few of those that were compared and have none, the last
// received first. It reports whether there may be more. Where a hundred arrive in a second it is not for all of them, so it is asked for apart.
func (c *Comparing) MakeFacts(ctx context.Context) (more bool, err error) {
	list, err := c.db.WithoutFacts(ctx, factsAtOnce, news.English, news.Bangla)
	if err != nil || len(list) == 0 {
		return false, err
	}
	facts := make([][]byte, len(list))
	for i, d := range list {
		if facts[i], err = crossmatch.Of(cluster.TextOf(d)).AppendBinary(nil); err != nil {
			return false, err
		}
	}
	err = c.db.Tx(ctx, func(tx *store.Tx) error {
		for i, d := range list {
			if err := tx.KeepFacts(ctx, d, facts[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return len(list) == factsAtOnce, err
}

// Forget forgets what dispatches were compared by that left the window.
func (c *Comparing) Forget(ctx context.Context) error {
	now, err := c.db.Now(ctx)
	if err != nil {
		return err
	}
	return c.db.Tx(ctx, func(tx *store.Tx) error { return tx.ForgetFeatures(ctx, now.Add(-cluster.Window)) })
}
