package desk

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/redline"
	"github.com/stet-news/stet/internal/store"
)

// covered is the detail of a record about live coverage.
type covered struct {
	Edition int64  `json:"edition"`
	Public  string `json:"public,omitempty"`
	Did     string `json:"did"`
	Post    string `json:"post,omitempty"`
}

// Cover begins live coverage under a live story, or takes it up again.
func (d *Desk) Cover(ctx context.Context, by news.Person, number int64) (news.Coverage, error) {
	return d.cover(ctx, by, number, func(t *turn, c *news.Coverage) (*news.Coverage, covered, error) {
		if c == nil {
			return &news.Coverage{Began: t.now}, covered{Did: "began"}, nil
		}
		if c.Running() {
			return nil, covered{}, news.Errorf(news.Conflict, "The story is covered live already.")
		}
		again := *c
		again.Ended = time.Time{}
		return &again, covered{Did: "took up"}, nil
	})
}

// EndCoverage says that live coverage has ended. Its posts stay.
func (d *Desk) EndCoverage(ctx context.Context, by news.Person, number int64) (news.Coverage, error) {
	return d.covering(ctx, by, number, func(t *turn, c news.Coverage) (news.Coverage, covered, error) {
		t.takesAway = true
		c.Ended = t.now
		return c, covered{Did: "ended"}, nil
	})
}

// Post puts a post on top of the coverage; one with the ID of another takes its place, at
// its time, and says that it was edited. An edit that changes a fact needs a public note.
func (d *Desk) Post(ctx context.Context, by news.Person, number int64, p news.Post) (news.Coverage, error) {
	return d.PostFrom(ctx, by, number, p, "")
}

// PostFrom is Post of something that was made from the dispatch with the ID, "" for none.
func (d *Desk) PostFrom(ctx context.Context, by news.Person, number int64, p news.Post, dispatch string) (news.Coverage, error) {
	p, err := p.Clean()
	if err != nil {
		return news.Coverage{}, err
	}
	return d.covering(ctx, by, number, func(t *turn, c news.Coverage) (news.Coverage, covered, error) {
		did := "posted"
		if err := t.mayPost(ctx, number, p.Uses()); err != nil {
			return c, covered{}, err
		}
		if p.ID != "" {
			was, err := c.Post(p.ID)
			if err != nil {
				return c, covered{}, err
			}
			if err := checkPost(was, p); err != nil {
				return c, covered{}, err
			}
			if p.Note == "" {
				p.Note = was.Note
			}
			p.At, p.Edited, did = was.At, t.now, "edited"
		} else {
			p.Note = ""
			p.ID, p.At, p.Edited, p.Removed = newID(), t.now, time.Time{}, time.Time{}
		}
		if p.Author == "" {
			p.Author = by.Name
		}
		if err := t.makeFrom(ctx, news.MadePost, p.ID, number, dispatch); err != nil {
			return c, covered{}, err
		}
		c, err := c.Put(p)
		return c, covered{Did: did, Post: p.ID}, err
	})
}

// mayPost returns nil if readers of the story may have the pictures of a post, and their covers say what they cover.
func (t *turn) mayPost(ctx context.Context, number int64, uses []news.Used) error {
	r, err := t.Story(ctx, number)
	if err != nil {
		return err
	}
	for _, u := range uses {
		if err := u.Covers(r.Content.Language); err != nil {
			return err
		}
	}
	return t.mayUse(ctx, number, uses, t.now)
}

// checkPost refuses an edit of a post that changes a fact and does not say so.
func checkPost(was, is news.Post) error {
	c := redline.Of(news.Content{Headline: was.Title, Body: was.Body}, news.Content{Headline: is.Title, Body: is.Body})
	if c.Class == redline.Fact && (is.Note == "" || is.Note == was.Note) {
		return news.Errorf(news.Conflict, "A fact has changed: %s. Readers must be told: write a public note under the post, or take it away and post again.", c.Phrase())
	}
	return nil
}

// RemovePost takes a post away. That it was there stays to be seen, and nothing of it.
func (d *Desk) RemovePost(ctx context.Context, by news.Person, number int64, id string) (news.Coverage, error) {
	return d.covering(ctx, by, number, func(t *turn, c news.Coverage) (news.Coverage, covered, error) {
		t.takesAway = true
		c, err := c.Remove(id, t.now)
		return c, covered{Did: "removed", Post: id}, err
	})
}

// SetKeyPoints writes the key points at the head of the coverage.
func (d *Desk) SetKeyPoints(ctx context.Context, by news.Person, number int64, points []string) (news.Coverage, error) {
	points, err := news.CleanKeyPoints(points)
	if err != nil {
		return news.Coverage{}, err
	}
	return d.covering(ctx, by, number, func(_ *turn, c news.Coverage) (news.Coverage, covered, error) {
		c.KeyPoints = points
		return c, covered{Did: "set the key points"}, nil
	})
}

// covering changes coverage that goes on.
func (d *Desk) covering(ctx context.Context, by news.Person, number int64, change func(*turn, news.Coverage) (news.Coverage, covered, error)) (news.Coverage, error) {
	return d.cover(ctx, by, number, func(t *turn, c *news.Coverage) (*news.Coverage, covered, error) {
		if !c.Running() {
			return nil, covered{}, news.Errorf(news.Conflict, "The story is not covered live now. Begin its coverage first.")
		}
		next, detail, err := change(t, *c)
		return &next, detail, err
	})
}

// cover changes a live story's coverage and gives readers the story as they last had it,
// with the coverage as it is now.
func (d *Desk) cover(ctx context.Context, by news.Person, number int64, change func(*turn, *news.Coverage) (*news.Coverage, covered, error)) (news.Coverage, error) {
	var now news.Coverage
	_, err := d.change(ctx, by, number, news.CoverLive, func(t *turn, r *store.Row) (any, error) {
		next, detail, err := t.cover(ctx, r, change)
		if next != nil {
			now = *next
		}
		return detail, err
	})
	return now, err
}

func (t *turn) cover(ctx context.Context, r *store.Row, change func(*turn, *news.Coverage) (*news.Coverage, covered, error)) (*news.Coverage, covered, error) {
	was, err := t.Coverage(ctx, r.ID)
	if err != nil {
		return nil, covered{}, err
	}
	next, detail, err := change(t, was)
	if err != nil {
		return nil, detail, err
	}
	if was != nil {
		next.Revision = was.Revision
	}
	next.Revision++
	if err := t.SaveCoverage(ctx, r.ID, *next); err != nil {
		return nil, detail, err
	}
	had, err := t.Revision(ctx, r.ID, r.PublishedRevision)
	if err != nil {
		return nil, detail, err
	}
	public := r.Story
	public.Content = had.Content
	out, err := t.hand(ctx, public, edition.Updated, nil)
	r.Edition, detail.Edition, detail.Public = out.Edition, out.Edition, out.Public
	return next, detail, err
}
