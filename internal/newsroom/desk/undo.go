package desk

import (
	"context"
	"encoding/json"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// plan is how a story goes out by itself: one that is scheduled at its newest revision, one
// that is leaving at the revision that somebody decided on.
type plan struct {
	Out
	Leaving bool   `json:"leaving,omitempty"`
	By      string `json:"by,omitempty"` // whose decision it was, of one that is leaving
	// Asked is the revision that the gate of the copy check let through, of one that is scheduled.
	Asked int64 `json:"asked,omitempty"`
}

// PublishSoon is Publish for a person at a screen. Readers have the story after the seconds
// that the house leaves to undo it, whatever becomes of the screen meanwhile: it is a schedule,
// which any process carries out once. What cannot go out is refused at once. A story goes out
// at once that breaks, that readers have had, that is leaving already, and any while the house
// leaves no time or the clocks do not agree, since then nothing goes out by itself.
func (d *Desk) PublishSoon(ctx context.Context, by news.Person, number int64, out Out) (news.Story, error) {
	wait, err := d.undoTime(ctx, number, out)
	if err != nil {
		return news.Story{}, err
	}
	if wait == 0 {
		return d.Publish(ctx, by, number, out)
	}
	d.warm(ctx, number)
	return d.change(ctx, by, number, news.PublishSoon, func(t *turn, r *store.Row) (any, error) {
		if err := seen(r, out.Revision); err != nil {
			return nil, err
		}
		if err := t.copyGate(ctx, r); err != nil {
			return nil, err
		}
		out.Revision = r.Revision
		p := plan{Out: out, Leaving: true, By: by.Name}
		err := t.Trial(ctx, func() error {
			trial, row := *t, *r
			_, err := trial.releasePlanned(ctx, &row, p)
			return err
		})
		if err != nil {
			return nil, err
		}
		text, err := json.Marshal(p)
		if err != nil {
			return nil, err
		}
		r.PublishAt, r.Plan, r.Leaving = t.now.Add(wait), text, true
		return released{Revision: r.Revision, At: r.PublishAt, Flash: out.Flash}, nil
	})
}

// undoTime is for how long the publication can be undone; 0 if it goes out at once.
func (d *Desk) undoTime(ctx context.Context, number int64, out Out) (time.Duration, error) {
	s, err := d.db.Story(ctx, number)
	if err != nil {
		return 0, err
	}
	if out.Flash != "" && out.Breaking || !s.Published.IsZero() || s.Leaving {
		return 0, nil
	}
	c, err := d.readClocks(ctx, d.db.Now)
	if err != nil || !c.agree() {
		return 0, err
	}
	house, err := d.db.House(ctx)
	return time.Duration(house.UndoSeconds()) * time.Second, err
}

// UndoPublish takes back a publication that readers do not have yet. The story is ready.
func (d *Desk) UndoPublish(ctx context.Context, by news.Person, number int64) (news.Story, error) {
	return d.change(ctx, by, number, news.UndoPublish, func(_ *turn, r *store.Row) (any, error) {
		r.PublishAt, r.Plan = time.Time{}, json.RawMessage("{}")
		return noted{Revision: r.Revision}, nil
	})
}

// releasePlanned hands the story to readers as it was planned. What was saved since somebody
// decided on it stays a working copy.
func (t *turn) releasePlanned(ctx context.Context, r *store.Row, p plan) (released, error) {
	first := news.Version{Kind: news.FirstVersion}
	if !p.Leaving || p.Revision == r.Revision {
		return t.release(ctx, r, edition.Published, first, p.Out)
	}
	decided, err := t.Revision(ctx, r.ID, p.Revision)
	if err != nil {
		return released{}, err
	}
	newest, content := r.Revision, r.Content
	r.Revision, r.Content = decided.Number, decided.Content
	detail, err := t.release(ctx, r, edition.Published, first, p.Out)
	content.Slug = r.Content.Slug // the address that readers have
	r.Revision, r.Content = newest, content
	return detail, err
}
