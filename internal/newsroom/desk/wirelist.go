package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Hide takes events out of the person's own list of dispatches, up to what was received by the moment: what comes of them later is shown.
// Nothing is lost, nobody else is concerned, and the log has nothing of it. It returns when that was, by which ShowHidden takes it back.
func (d *Desk) Hide(ctx context.Context, by news.Person, clusters []string, upto time.Time) (time.Time, error) {
	if err := checkClusters(by, clusters); err != nil {
		return time.Time{}, err
	}
	return do(ctx, d, by, func(t *turn) (time.Time, error) {
		t.quiet = true
		if upto.After(t.now) {
			upto = t.now
		}
		return t.now, t.HideClusters(ctx, by.ID, clusters, upto, t.now)
	})
}

// Show puts events into the person's own list of dispatches again.
func (d *Desk) Show(ctx context.Context, by news.Person, clusters []string) error {
	if err := checkClusters(by, clusters); err != nil {
		return err
	}
	_, err := do(ctx, d, by, func(t *turn) (bool, error) {
		t.quiet = true
		return true, t.ShowClusters(ctx, by.ID, clusters)
	})
	return err
}

// ShowHidden takes back what Hide did at the moment.
func (d *Desk) ShowHidden(ctx context.Context, by news.Person, at time.Time) error {
	if err := by.May(news.ChooseScreens); err != nil {
		return err
	}
	_, err := do(ctx, d, by, func(t *turn) (int64, error) {
		t.quiet = true
		return t.ShowHiddenAt(ctx, by.ID, at)
	})
	return err
}

func checkClusters(by news.Person, clusters []string) error {
	if err := by.May(news.ChooseScreens); err != nil {
		return err
	}
	if len(clusters) == 0 {
		return news.Errorf(news.Invalid, "Mark the dispatches first.")
	}
	if len(clusters) > mostBulk || slices.ContainsFunc(clusters, func(c string) bool { return c == "" || len(c) > 100 }) {
		return news.Errorf(news.Invalid, "From 1 to %d dispatches can be marked at once.", mostBulk)
	}
	return nil
}

// TakeLine is what became of one dispatch of many that were taken.
type TakeLine struct {
	Dispatch string
	Story    int64 // that was made of it; 0 if none was
	Err      error // why none was, a *news.Error
}

// TakeAll takes each of the dispatches in a transaction of its own: one that cannot be taken does not stop the others. The lines are in the
// order of the dispatches. Under a key each is taken once.
func (d *Desk) TakeAll(ctx context.Context, by news.Person, dispatches []string, how Take) ([]TakeLine, error) {
	if err := someDispatches(dispatches); err != nil {
		return nil, err
	}
	var lines []TakeLine
	for _, id := range dispatches {
		each := ctx
		if k, once := ctx.Value(keyedContext{}).(keyed); once {
			each = WithKey(ctx, k.key+"/"+id, k.fingerprint)
		}
		s, err := d.Take(each, by, id, how)
		if _, said := errors.AsType[*news.Error](err); err != nil && !said {
			return lines, err
		}
		lines = append(lines, TakeLine{Dispatch: id, Story: s.Number, Err: err})
	}
	return lines, nil
}
