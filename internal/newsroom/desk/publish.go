package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/redline"
	"github.com/stet-news/stet/internal/store"
)

// Out is how a story goes out.
type Out struct {
	// Revision is what the person saw when they decided; if there is a newer one,
	// nothing is published. 0 is whatever is newest.
	Revision int64 `json:"revision,omitempty"`
	// Flash is a line for the bar that leads to the story; empty for none.
	Flash    string `json:"flash,omitempty"`
	Breaking bool   `json:"breaking,omitempty"`
	Minutes  int    `json:"minutes,omitempty"` // how long the line stays; 0 for six hours
}

// released is the detail of a record about what readers get.
type released struct {
	Revision int64     `json:"revision"`
	Edition  int64     `json:"edition,omitempty"`
	Public   string    `json:"public,omitempty"` // SHA-256 of edition.Story as published
	Flash    string    `json:"flash,omitempty"`
	Note     string    `json:"note,omitempty"`
	Kind     string    `json:"kind,omitempty"`
	At       time.Time `json:"at,omitzero"`
	Broken   time.Time `json:"broken,omitzero"` // the embargo that was broken
	// Decided is who published what then went out by itself.
	Decided string `json:"decided,omitempty"`
	// Change is what the change of a live story is, as it was computed.
	Change *redline.Change `json:"change,omitempty"`
}

// Publish puts the story before readers, now.
func (d *Desk) Publish(ctx context.Context, by news.Person, number int64, out Out) (news.Story, error) {
	d.warm(ctx, number)
	return d.change(ctx, by, number, news.Publish, func(t *turn, r *store.Row) (any, error) {
		if err := seen(r, out.Revision); err != nil {
			return nil, err
		}
		if err := t.copyGate(ctx, r); err != nil {
			return nil, err
		}
		return t.release(ctx, r, edition.Published, news.Version{Kind: news.FirstVersion}, out)
	})
}

// seen checks that the person decided on the newest revision.
func seen(r *store.Row, revision int64) error {
	if revision != 0 && revision != r.Revision {
		return news.Errorf(news.Conflict, "The story is at revision %d; you were looking at %d. Nothing was published: read it again.", r.Revision, revision)
	}
	return nil
}

// Schedule makes the story go out by itself at a time, once.
func (d *Desk) Schedule(ctx context.Context, by news.Person, number int64, at time.Time, out Out) (news.Story, error) {
	at = at.UTC().Truncate(time.Microsecond)
	d.warm(ctx, number)
	return d.change(ctx, by, number, news.Schedule, func(t *turn, r *store.Row) (any, error) {
		if err := seen(r, out.Revision); err != nil {
			return nil, err
		}
		if err := checkMinutes(out.Minutes); err != nil {
			return nil, err
		}
		if err := r.CheckSchedule(at, t.now); err != nil {
			return nil, err
		}
		if err := t.mayShow(ctx, r.Number, r.Content, at); err != nil {
			return nil, err
		}
		if err := t.sourcesStand(ctx, r.Number); err != nil {
			return nil, err
		}
		if err := t.copyGate(ctx, r); err != nil {
			return nil, err
		}
		out.Revision = 0 // what is newest then goes out
		plan, err := json.Marshal(plan{Out: out, Asked: r.Revision})
		if err != nil {
			return nil, err
		}
		r.PublishAt, r.Plan, r.Leaving = at, plan, false
		return released{Revision: r.Revision, At: at}, nil
	})
}

// Unschedule takes the story off the schedule; it is ready again.
func (d *Desk) Unschedule(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	note, err := news.CleanNote("note", note)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, news.Unschedule, func(_ *turn, r *store.Row) (any, error) {
		r.PublishAt, r.Plan = time.Time{}, json.RawMessage("{}")
		return noted{Revision: r.Revision, Note: note}, nil
	})
}

// Withdraw takes a live story off the site for review. Reinstate brings it back.
func (d *Desk) Withdraw(ctx context.Context, by news.Person, number int64, reason string) (news.Story, error) {
	reason, err := needed(news.Withdraw, reason)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, news.Withdraw, func(t *turn, r *store.Row) (any, error) {
		return t.off(ctx, r, edition.Withdrawn, reason)
	})
}

// needed returns the reason clean, or an error if there is none.
func needed(verb news.Verb, reason string) (string, error) {
	reason, err := news.CleanNote("reason", reason)
	if err == nil && reason == "" {
		err = news.Errorf(news.Invalid, "To %s needs a reason. It is kept in the log; readers don't see it.", news.InWords(verb))
	}
	return reason, err
}

// off takes the story from readers, who get a notice in its place: its page, its lines on
// the bar, its places on the fronts.
func (t *turn) off(ctx context.Context, r *store.Row, kind edition.Kind, reason string) (released, error) {
	t.takesAway = true
	ended, err := t.EndFlashesOf(ctx, r.Number, t.now.UnixMicro())
	if err != nil {
		return released{}, err
	}
	unlinked, err := t.unlink(ctx, r.Number)
	if err != nil {
		return released{}, err
	}
	bars, err := t.bars(ctx, unique(append(languages(ended), unlinked...))...)
	if err != nil {
		return released{}, err
	}
	fronts, err := t.offFronts(ctx, r.Number)
	if err != nil {
		return released{}, err
	}
	house, err := t.House(ctx)
	if err != nil {
		return released{}, err
	}
	r.Edition, err = t.publish(ctx, edition.Change{Kind: kind, Bars: bars, Fronts: fronts, Notice: &edition.Notice{
		Number: r.Number, Language: r.Content.Language, Section: r.Content.Section, Date: card(r.Story, house).Date, At: t.now,
	}})
	r.Versions = append(r.Versions, news.Version{Edition: r.Edition, Kind: news.WithdrawnVersion, At: t.now})
	return released{Revision: r.PublishedRevision, Edition: r.Edition, Note: reason}, err
}

// Reinstate puts a withdrawn story back as readers last had it.
func (d *Desk) Reinstate(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	note, err := news.CleanNote("note", note)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, news.Reinstate, func(t *turn, r *store.Row) (any, error) {
		was, err := t.Revision(ctx, r.ID, r.PublishedRevision)
		if err != nil {
			return nil, err
		}
		if err := t.mayShow(ctx, r.Number, was.Content, t.now); err != nil {
			return nil, err
		}
		if err := t.sourcesStand(ctx, r.Number); err != nil {
			return nil, err
		}
		r.Versions = append(r.Versions, news.Version{Kind: news.ReinstatedVersion, At: t.now})
		public := r.Story
		public.Content = was.Content
		detail, err := t.hand(ctx, public, edition.Updated, nil)
		r.Edition, detail.Note = detail.Edition, note
		r.Versions[len(r.Versions)-1].Edition = r.Edition
		return detail, err
	})
}

// release hands the newest revision to the readers' side as the version, with a flash if
// there is one.
func (t *turn) release(ctx context.Context, r *store.Row, kind edition.Kind, version news.Version, out Out) (released, error) {
	if err := t.mayShow(ctx, r.Number, r.Content, t.now); err != nil {
		return released{}, err
	}
	if kind == edition.Published { // what changes a live story may be the mending of it
		if err := t.sourcesStand(ctx, r.Number); err != nil {
			return released{}, err
		}
	}
	if r.Published.IsZero() {
		r.Published = t.now
	}
	r.Due = time.Time{}
	if r.Content.Slug == "" {
		r.Content.Slug = news.Slugify(r.Content.Headline)
	}
	if version.At = t.now; version.Kind == news.FirstVersion {
		version.At = r.Published // elsewhere, if it moved in
	}
	r.Versions = append(r.Versions, version)
	r.PublishedRevision, r.PublishAt, r.Plan = r.Revision, time.Time{}, json.RawMessage("{}")
	if err := checkMinutes(out.Minutes); err != nil {
		return released{}, err
	}
	var bars []edition.Bar
	if out.Flash != "" {
		house, err := t.House(ctx)
		if err != nil {
			return released{}, err
		}
		f := news.Flash{Language: r.Content.Language, Text: out.Flash, Story: r.Number, Breaking: out.Breaking, Path: card(r.Story, house).Path()}
		if err := t.breaks(ctx, f, true); err != nil { // somebody decided on it with the story
			return released{}, err
		}
		if _, err := t.addFlash(ctx, f, time.Duration(out.Minutes)*time.Minute); err != nil {
			return released{}, err
		}
		if bars, err = t.bars(ctx, r.Content.Language); err != nil {
			return released{}, err
		}
	}
	detail, err := t.hand(ctx, r.Story, kind, bars)
	r.Edition, detail.Flash = detail.Edition, out.Flash
	r.Versions[len(r.Versions)-1].Edition = r.Edition
	return detail, err
}

// hand makes the public story and publishes it.
func (t *turn) hand(ctx context.Context, s news.Story, kind edition.Kind, bars []edition.Bar) (released, error) {
	if t.now.Before(s.Embargo) || t.clocks.to.Before(s.Embargo) {
		if !t.clocks.agree() {
			return released{}, s.Held(t.clocks.sentence())
		}
		return released{}, s.Held("It cannot go out before.")
	}
	public, err := t.public(ctx, s)
	if err != nil {
		return released{}, err
	}
	n, err := t.publish(ctx, edition.Change{Kind: kind, Story: &public, Bars: bars})
	if err != nil {
		return released{}, err
	}
	sum, err := fingerprint(public)
	return released{Revision: s.PublishedRevision, Edition: n, Public: sum}, err
}

// ReleaseDue publishes the scheduled stories whose time has come, takes expired flashes
// off the bar and stories whose pin has ended off the fronts, and begins a new day. A story
// that cannot go out is taken off the schedule with the reason in the log; while the clocks
// do not agree all stay on it, and Today has an alarm. It carries on past a failure and
// returns all of them.
func (d *Desk) ReleaseDue(ctx context.Context) error {
	clocks, failed := d.watchClocks(ctx)
	var numbers []int64
	if failed == nil && clocks.agree() {
		var err error
		if numbers, err = d.db.Due(ctx, 100); err != nil {
			return fmt.Errorf("find what is due: %w", err)
		}
	}
	for _, n := range numbers {
		if err := d.releaseOne(ctx, n); err != nil {
			failed = errors.Join(failed, fmt.Errorf("release story %d: %w", n, err))
		}
	}
	return errors.Join(failed, d.endExpired(ctx), d.endBanners(ctx), d.lapsePins(ctx), d.turnDay(ctx), d.expireRequests(ctx))
}

// releaseOne publishes a scheduled story if it still is and its time has come.
func (d *Desk) releaseOne(ctx context.Context, number int64) error {
	_, err := do(ctx, d, Stet, func(t *turn) (news.Story, error) {
		r, err := t.Story(ctx, number)
		if err != nil || r.Status != news.Scheduled || !t.clocks.come(r.PublishAt) {
			return r.Story, err // another node was first, somebody took it off, or a clock is wrong
		}
		return t.apply(ctx, &r, news.Publish, func(t *turn, r *store.Row) (any, error) {
			var p plan
			if err := json.Unmarshal(r.Plan, &p); err != nil {
				return nil, err
			}
			if !p.Leaving && p.Asked != r.Revision { // nobody has asked the gate about these words
				if err := t.copyGate(ctx, r); err != nil {
					return nil, err
				}
			}
			detail, err := t.releasePlanned(ctx, r, p)
			detail.Decided = p.By
			return detail, err
		})
	})
	why, refused := errors.AsType[*news.Error](err)
	if !refused {
		return err
	}
	slog.ErrorContext(ctx, "a scheduled story could not go out", "story", number, "why", why.Message)
	_, err = do(ctx, d, Stet, func(t *turn) (news.Story, error) {
		r, err := t.Story(ctx, number)
		if err != nil || r.Status != news.Scheduled || t.now.Before(r.PublishAt) {
			return r.Story, err
		}
		return t.apply(ctx, &r, news.Unschedule, func(_ *turn, r *store.Row) (any, error) {
			r.PublishAt, r.Plan = time.Time{}, json.RawMessage("{}")
			return noted{Revision: r.Revision, Note: "It could not go out: " + why.Message}, nil
		})
	})
	return err
}
