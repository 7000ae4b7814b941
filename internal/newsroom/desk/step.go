package desk

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// noted is the detail of a record that has only a note.
type noted struct {
	Revision int64     `json:"revision"`
	Note     string    `json:"note,omitempty"`
	Until    time.Time `json:"until,omitzero"`
	Kind     string    `json:"kind,omitempty"`
}

// step does a verb that changes only the status, with a note for the log.
func (d *Desk) step(ctx context.Context, by news.Person, number int64, verb news.Verb, note string) (news.Story, error) {
	note, err := news.CleanNote("note", note)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, verb, func(t *turn, r *store.Row) (any, error) {
		if verb == news.MarkReady {
			if err := t.readyToShow(ctx, r.Story); err != nil {
				return nil, err
			}
		}
		if r.Spiked = (time.Time{}); verb == news.Spike {
			r.Spiked = t.now
		}
		return noted{Revision: r.Revision, Note: note}, nil
	})
}

// Submit hands the story to the desk.
func (d *Desk) Submit(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.Submit, note)
}

// Return gives the story back to its writer, with a note that says why.
func (d *Desk) Return(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.Return, note)
}

// Ready says that the story may be published.
func (d *Desk) Ready(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.MarkReady, note)
}

// Spike drops a story that was never published. Restore brings it back, for 30 days.
func (d *Desk) Spike(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.Spike, note)
}

// Restore brings a spiked story back to its writer.
func (d *Desk) Restore(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.Restore, note)
}

// Embargo sets the time before which no reader may have the story; zero lifts it. To
// lift one that still holds, or move it earlier, takes an editor and a reason. A scheduled
// story that would go out before its embargo ends comes off the schedule.
func (d *Desk) Embargo(ctx context.Context, by news.Person, number int64, until time.Time, note string) (news.Story, error) {
	until = until.UTC().Truncate(time.Microsecond)
	note, err := news.CleanNote("reason", note)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, news.Embargoing, func(t *turn, r *store.Row) (any, error) {
		if t.now.Before(r.Embargo) && until.Before(r.Embargo) {
			if err := by.MayOn(news.LiftEmbargo, r.Story); err != nil {
				return nil, err
			}
			if note == "" {
				return nil, news.Errorf(news.Invalid, "To lift an embargo or move it earlier needs a reason, for the log: say who released the copy.")
			}
		}
		if !until.IsZero() && !t.now.Before(until) {
			return nil, news.Errorf(news.Invalid, "An embargo must end in the future; %s is past.", until.Format(time.RFC3339))
		}
		embargo(r, until)
		return noted{Revision: r.Revision, Until: until, Note: note}, nil
	})
}
