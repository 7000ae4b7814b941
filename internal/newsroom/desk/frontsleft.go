package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// offFronts takes a story that goes off the site from every front and every draft, in the
// edition of this turn, and returns the fronts that readers see changed.
func (t *turn) offFronts(ctx context.Context, story int64) (changed []edition.Front, err error) {
	if _, err := t.take(ctx); err != nil {
		return nil, err
	}
	fronts, err := t.Fronts(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range fronts {
		next, off := f.Live.Without(story)
		var drafted []news.Slot
		if f.Draft != nil {
			var rest news.Arrangement
			if rest, drafted = f.Draft.Without(story); len(drafted) > 0 {
				f.Draft.Arrangement, f.Draft.Revision = rest, f.Turn+1
			}
		}
		f.Removed = slices.DeleteFunc(f.Removed, func(s news.Slot) bool { return s.Story == story })
		switch {
		case len(off) > 0:
			if _, err = t.relaunch(ctx, &f, next, news.FrontLaunch{Kind: news.LaunchTakenOff}); err == nil {
				changed = append(changed, publicFront(f))
			}
		case len(drafted) > 0:
			if f.Draft.Same(f.Live) {
				f.Draft = nil
			}
			err = t.SaveFront(ctx, f)
		}
		if err != nil {
			return nil, fmt.Errorf("take story %d off the front %s: %w", story, f.Name, err)
		}
	}
	return changed, nil
}

// errNoPin says that no pin has come to its end any more.
var errNoPin = errors.New("no pin has ended")

// lapsePins launches each front on which a pin has come to its end, without it. Any number
// of processes may try: a pin lapses once, by the database's clock.
func (d *Desk) lapsePins(ctx context.Context) error {
	names, err := d.db.FrontsDue(ctx)
	if err != nil {
		return fmt.Errorf("find the pins that have ended: %w", err)
	}
	var failed error
	for _, name := range names {
		_, err := do(ctx, d, Stet, func(t *turn) (news.Front, error) {
			t.takesAway = true
			if _, err := t.take(ctx); err != nil {
				return news.Front{}, err
			}
			f, err := t.Front(ctx, name)
			if err != nil {
				return f, err
			}
			next, gone := f.Live.Lapsed(t.now)
			if len(gone) == 0 {
				return f, errNoPin // another process was first; this undoes the edition
			}
			if f.Draft != nil {
				f.Draft.Arrangement, _ = f.Draft.Lapsed(t.now)
			}
			return t.launchAlone(ctx, f, next, news.FrontLaunch{Kind: news.LaunchLapse}, news.LaunchFront)
		})
		if err != nil && !errors.Is(err, errNoPin) {
			failed = errors.Join(failed, fmt.Errorf("launch %s without its pin: %w", name, err))
		}
	}
	return failed
}

// Clip puts a story on the person's own clipboard, or takes it off. It changes nothing
// that anybody else sees, so it leaves no record.
func (d *Desk) Clip(ctx context.Context, by news.Person, story int64, on bool) error {
	if err := by.May(news.CurateFront); err != nil {
		return err
	}
	_, err := do(ctx, d, by, func(t *turn) (bool, error) {
		if on {
			if _, err := t.Story(ctx, story); err != nil {
				return false, err
			}
		}
		return on, t.Tx.Clip(ctx, by.ID, story, on, t.now)
	})
	return err
}
