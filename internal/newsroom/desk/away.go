package desk

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// away takes the story under the tombstone from readers and from the desk, if it is not
// away, and returns the edition that did.
func (t *turn) away(ctx context.Context, s news.Tombstone) (done bool, made int64, err error) {
	r, err := t.Story(ctx, s.Story)
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.NotFound {
		made, err = t.stand(ctx, s)
		return made > 0, made, err
	}
	if err != nil || r.Status == news.Killed {
		return false, 0, err
	}
	if s.Date != "" && r.Published.IsZero() { // its notice stands where it stood
		day, err := time.Parse("2006/01/02", s.Date)
		if err != nil {
			return false, 0, err
		}
		r.Published = day.Add(12 * time.Hour) // it is that day in every zone
	}
	out, err := t.kill(ctx, &r, news.Killing{Reason: s.Reason, By: s.By, Approved: s.Approved, Takedown: s.ID, Basis: s.Basis})
	if err != nil {
		return false, 0, err
	}
	r.Status, r.Changed, r.PublishAt, r.Plan = news.Killed, t.now, time.Time{}, json.RawMessage("{}")
	for _, from := range r.Sources {
		if err := t.MarkDispatch(ctx, from.Dispatch, s.ID); err != nil {
			return false, 0, err
		}
	}
	return true, out.Edition, t.Write(ctx, r)
}

// stand puts the notice of a story before readers that this database never had.
func (t *turn) stand(ctx context.Context, s news.Tombstone) (int64, error) {
	changes, err := t.ChangesOf(ctx, s.Story)
	if err != nil || len(changes) > 0 && changes[len(changes)-1].Kind == edition.Killed {
		return 0, err
	}
	t.takesAway = true
	return t.publish(ctx, edition.Change{Kind: edition.Killed, Notice: &edition.Notice{
		Number: s.Story, Language: s.Language, Section: s.Section, Date: s.Date, At: t.now,
	}})
}

// recovered is the detail of a record about editions that were taken up from readers.
type recovered struct {
	From    int64   `json:"from"`
	To      int64   `json:"to"`
	Stories []int64 `json:"stories,omitempty"`
}

// Recover takes up editions that readers have and the database has not: it is older than
// they are, since somebody put a copy of it back. The changes must follow the database's
// newest edition without a gap. What readers have of a story then is what the desk has too,
// as a revision of its own; what was taken from them stays away.
func (d *Desk) Recover(ctx context.Context, changes []edition.Change, highest int64) error {
	_, err := do(context.WithValue(ctx, keyedContext{}, nil), d, Stet, func(t *turn) (int, error) {
		newest := map[int64]edition.Change{}
		detail := recovered{From: changes[0].Number, To: changes[len(changes)-1].Number}
		for _, c := range changes {
			n, err := t.NextEdition(ctx)
			if err != nil {
				return 0, err
			}
			if n != c.Number {
				return 0, news.Errorf(news.Conflict, "Edition %d of readers cannot follow the database's edition %d.", c.Number, n-1)
			}
			if err := t.Tx.Publish(ctx, c); err != nil {
				return 0, err
			}
			if c.House != nil {
				if err := t.SaveHouse(ctx, *c.House); err != nil {
					return 0, err
				}
			}
			if number := c.About(); number > 0 {
				if _, again := newest[number]; !again {
					detail.Stories = append(detail.Stories, number)
				}
				newest[number] = c
			}
		}
		t.published = true
		for _, number := range detail.Stories {
			if err := t.takeUp(ctx, number, newest[number]); err != nil {
				return 0, err
			}
		}
		if err := t.LiftStories(ctx, highest); err != nil {
			return 0, err
		}
		return 0, t.record(ctx, news.Recover, "editions", detail)
	})
	return err
}

// takeUp makes the desk's story what readers have of it.
func (t *turn) takeUp(ctx context.Context, number int64, c edition.Change) error {
	r, err := t.Story(ctx, number)
	missing := false
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.NotFound {
		missing = true
	} else if err != nil {
		return err
	}
	if c.Notice != nil {
		if missing || r.Status == news.Killed {
			return nil
		}
		return t.putAway(ctx, r, c)
	}
	if missing {
		house, err := t.House(ctx)
		if err != nil {
			return err
		}
		desk, err := deskOf(house, "", Stet)
		if err != nil {
			return err
		}
		r = store.Row{Story: news.Story{ID: news.StoryID(newID()), Number: number, Desk: desk, Owner: Stet.Short(), Created: c.Story.Published}}
	}
	r.Status, r.Content, r.Edition = news.Live, contentOf(*c.Story), c.Number
	r.Published, r.Updated, r.Corrections, r.Versions = c.Story.Published, c.Story.Updated, c.Story.Corrections, c.Story.Versions
	r.Revision, r.Changed, r.PublishAt, r.Plan = r.Revision+1, t.now, time.Time{}, json.RawMessage("{}")
	r.PublishedRevision = r.Revision
	if missing {
		err = t.Insert(ctx, r)
	} else {
		err = t.Write(ctx, r)
	}
	if err != nil {
		return err
	}
	if c.Story.Coverage != nil {
		if err := t.SaveCoverage(ctx, r.ID, *c.Story.Coverage); err != nil {
			return err
		}
	}
	_, err = t.keep(ctx, &r, "Taken up from what readers have")
	return err
}

// putAway makes a story that was taken from readers so at the desk too.
func (t *turn) putAway(ctx context.Context, r store.Row, c edition.Change) error {
	r.Edition, r.Changed = c.Number, t.now
	r.PublishAt, r.Plan = time.Time{}, json.RawMessage("{}")
	r.Versions = append(r.Versions, news.Version{Edition: c.Number, Kind: news.WithdrawnVersion, At: c.At})
	if c.Kind != edition.Killed {
		if !r.Published.IsZero() {
			r.Status = news.Withdrawn
		}
		return t.Write(ctx, r)
	}
	r.Status = news.Killed
	k := news.Killing{Story: r.Number, At: c.At, Reason: "Killed after this copy of the database was made.", By: Stet.Short(), Edition: c.Number, Tasks: news.KillTasks()}
	if err := t.bury(ctx, &r, k); err != nil {
		return err
	}
	return t.Write(ctx, r)
}

// contentOf is what a desk has to write for readers to have the story.
func contentOf(s edition.Story) news.Content {
	c := news.Content{
		Language: s.Language, Section: s.Section, Kicker: s.Kicker, Headline: s.Headline, Standfirst: s.Standfirst, Slug: s.Slug,
		Byline: s.Byline, Dateline: s.Dateline, Body: s.Body, Credit: s.Credit, Label: s.Label, Contributors: s.Contributors,
		Related: s.Related, Translates: s.Translates,
	}
	for _, t := range s.Topics {
		c.Topics = append(c.Topics, t.Name)
	}
	if s.Lead != nil {
		c.Lead = &news.PictureUse{Picture: s.Lead.ID, Alt: s.Lead.Alt, Caption: s.LeadCaption, Credit: s.LeadCredit, File: s.Lead.File}
	}
	return c
}
