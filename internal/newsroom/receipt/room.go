// Package receipt asks the site's own public addresses, after each change of a story, until
// each shows that version, or no longer shows what was taken away: so that the desk sees
// "live everywhere at 14:03:07" or which surface is behind.
//
// The table of editions is the outbox. A receipt is a row; what is claimed by one process is
// not asked by another, and nothing is lost when a process ends. Each round fetches an
// address once, however many receipts wait for it.
package receipt

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Room asks. Any number of processes may have one.
type Room struct {
	DB     *store.DB
	Client *fetch.Client
	// Bases are the addresses at which the readers' side is asked, without a slash at their
	// end; none for the one that readers know the site by.
	Bases []string
	// Expected is what this process itself would answer at a path with its query, if it has
	// readers.
	Expected func(ctx context.Context, path string) (status int, body []byte, kind string, ok bool)
	// Caches are the names of those before the site that are told what is stale.
	Caches []string
	// Changed is called when a receipt says something new, and Alarm when one takes longer
	// than Budget.
	Changed func()
	Alarm   func(ctx context.Context, r news.Receipt) error
	Budget  time.Duration // 0 is 20 seconds
}

const (
	follower = "receipts"
	look     = 2 * time.Second
	gap      = 250 * time.Millisecond // between the beginnings of two rounds, at least
	longest  = 10 * time.Second       // that a round asks; what is left is asked for in the next
	lease    = time.Minute
	batch    = 100
	fetches  = 4              // at a time
	silences = 4              // of one place, after which a round asks it nothing more
	old      = time.Hour      // ago: what was published then is not asked about any more
	giveUp   = 24 * time.Hour // after the change
	kept     = 30 * 24 * time.Hour
	budget   = 20 * time.Second
)

// Run asks until ctx is done. wake has a value when readers have another edition.
func (r *Room) Run(ctx context.Context, wake <-chan struct{}) {
	failing := false
	pace(ctx, wake, func() time.Duration {
		next, err := r.round(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			slog.ErrorContext(ctx, "whether readers have what is published is not known", "err", err)
		}
		failing = err != nil
		return next
	})
}

// pace does rounds until ctx is done: one when the bell rings or nothing was to be done for
// as long as the last one said, and none sooner than gap after the beginning of the last.
// However much is published, an address is asked four times a second and no more.
func pace(ctx context.Context, wake <-chan struct{}, round func() time.Duration) {
	for ctx.Err() == nil {
		began := time.Now()
		next := time.NewTimer(round())
		select {
		case <-ctx.Done():
		case <-wake:
		case <-next.C:
		}
		next.Stop()
		rest := time.NewTimer(time.Until(began.Add(gap)))
		select {
		case <-ctx.Done():
		case <-rest.C:
		}
		rest.Stop()
	}
}

// round begins what is new, asks for what it is time, and returns how long nothing is to be
// done.
func (r *Room) round(ctx context.Context) (time.Duration, error) {
	if err := r.begin(ctx); err != nil {
		return look, err
	}
	var due []news.Receipt
	err := r.DB.Tx(ctx, func(tx *store.Tx) (err error) {
		due, err = tx.ClaimReceipts(ctx, lease, batch)
		return err
	})
	if err != nil {
		return look, err
	}
	err = r.ask(ctx, due)
	next, err2 := r.DB.NextReceipt(ctx)
	now, err3 := r.DB.Now(ctx)
	if err = errors.Join(err, err2, err3); err != nil || next.IsZero() {
		return look, err
	}
	return max(0, min(look, next.Sub(now))), nil
}

// begin opens the receipts of the changes that are new.
func (r *Room) begin(ctx context.Context) error {
	f, err := r.DB.Follow(ctx, follower)
	if err != nil {
		return err
	}
	changes, err := r.DB.Since(ctx, f.Edition, 200)
	if err != nil || len(changes) == 0 {
		return err
	}
	now, err := r.DB.Now(ctx)
	if err != nil {
		return err
	}
	var open []news.Receipt
	for _, c := range changes {
		one, err := r.receipt(ctx, c, now)
		if err != nil {
			return err
		}
		if len(one.Surfaces) > 0 {
			open = append(open, one)
		}
	}
	return r.DB.Tx(ctx, func(tx *store.Tx) error {
		for _, one := range open {
			if err := tx.OpenReceipt(ctx, one); err != nil {
				return err
			}
		}
		if err := tx.ForgetReceipts(ctx, now.Add(-kept)); err != nil {
			return err
		}
		return tx.Told(ctx, follower, changes[len(changes)-1].Number)
	})
}

// receipt is the receipt of a change; without surfaces if nobody waits for one: it is no
// story's, it is long ago, only its pictures were drawn again, or the story has moved in from elsewhere.
func (r *Room) receipt(ctx context.Context, c edition.Change, now time.Time) (one news.Receipt, err error) {
	one = news.Receipt{Edition: c.Number, Story: c.About(), At: c.At, Gone: c.Story == nil}
	if one.Story == 0 || c.Kind == edition.Redrawn || now.Sub(c.At) > old || c.Kind == edition.Published && c.At.Sub(c.Story.Published) > old {
		return one, nil
	}
	whole, err := r.whole(ctx, c)
	if err != nil {
		return one, err
	}
	bases := r.Bases
	if len(bases) == 0 {
		h, err := r.DB.House(ctx)
		if err != nil {
			return one, err
		}
		bases = []string{strings.TrimSuffix(h.URL, "/")}
	}
	for _, base := range bases {
		one.Surfaces = append(one.Surfaces, whole.surfaces(base)...)
	}
	for _, name := range r.Caches {
		one.Surfaces = append(one.Surfaces, news.Surface{Kind: news.CacheSurface, Of: name, Fault: news.SurfacePending})
	}
	return one, nil
}

// whole returns the change with what was before it.
func (r *Room) whole(ctx context.Context, c edition.Change) (change, error) {
	before, ok, err := r.DB.StoryBefore(ctx, c.About(), c.Number)
	if err != nil || !ok {
		return changeOf(c, nil), err
	}
	return changeOf(c, before.Story), nil
}

func (r *Room) budget() time.Duration {
	if r.Budget > 0 {
		return r.Budget
	}
	return budget
}

// pause is how long to wait after so many tries.
func pause(tries int) time.Duration {
	switch {
	case tries < 4:
		return 250 * time.Millisecond
	case tries < 12:
		return time.Second
	case tries < 24:
		return 5 * time.Second
	case tries < 60:
		return 30 * time.Second
	}
	return 5 * time.Minute
}
