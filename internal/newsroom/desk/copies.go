package desk

import (
	"context"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// copied is the detail of a record about a story that was started from another.
type copied struct {
	written
	Of int64 `json:"of"` // number
}

// Duplicate starts a story with the text of another. What held that one back holds this.
func (d *Desk) Duplicate(ctx context.Context, by news.Person, number int64) (news.Story, error) {
	return d.from(ctx, by, number, news.Duplicate, "", func(_ *turn, r store.Row) (news.Content, error) {
		c := r.Content
		c.Slug, c.Flash = "", ""
		return c, nil
	})
}

// Translate starts the story in another language, linked to this one. It starts without
// text: what readers get in a language is written in it.
func (d *Desk) Translate(ctx context.Context, by news.Person, number int64, into news.Language) (news.Story, error) {
	return d.from(ctx, by, number, news.Translate, "", func(t *turn, r store.Row) (news.Content, error) {
		c := r.Content
		if c.Language == into {
			return c, news.Errorf(news.Invalid, "The story is in that language already.")
		}
		there, err := t.Translations(ctx, number)
		if err != nil {
			return c, err
		}
		if of := c.Translates; of > 0 {
			original, err := t.Story(ctx, of)
			if err != nil {
				return c, err
			}
			there = append(there, original.Story)
		}
		for _, s := range there {
			if s.Content.Language == into && s.Status != news.Spiked && s.Status != news.Killed {
				return c, news.Errorf(news.Conflict, "Story %d is this one in that language already. Open it.", s.Number)
			}
		}
		return news.Content{
			Language: into, Section: c.Section, Headline: c.Headline, Topics: c.Topics, Byline: c.Byline, Dateline: c.Dateline, Lead: c.Lead,
			Credit: c.Credit, Label: c.Label, Translates: number,
		}, nil
	})
}

// FollowUp starts a story that follows this one: in its section, under its topics, with a
// way back to it.
func (d *Desk) FollowUp(ctx context.Context, by news.Person, number int64) (news.Story, error) {
	return d.FollowUpFrom(ctx, by, number, "")
}

// FollowUpFrom is FollowUp with the dispatch as the source of the new story; "" is none. An embargo of the dispatch is the story's.
func (d *Desk) FollowUpFrom(ctx context.Context, by news.Person, number int64, dispatch string) (news.Story, error) {
	return d.from(ctx, by, number, news.FollowUp, dispatch, func(_ *turn, r store.Row) (news.Content, error) {
		c := r.Content
		return news.Content{Language: c.Language, Section: c.Section, Topics: c.Topics, Related: []int64{number}}, nil
	})
}

// from starts a story from another, which stays as it is, and from the dispatch, if one is named.
func (d *Desk) from(ctx context.Context, by news.Person, number int64, verb news.Verb, dispatch string, content func(*turn, store.Row) (news.Content, error)) (news.Story, error) {
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.Story{}, err
		}
		if err := by.MayOn(verb, r.Story); err != nil {
			return news.Story{}, err
		}
		if err := r.Check(verb, t.now); err != nil {
			return news.Story{}, err
		}
		n := Start{Desk: r.Desk}
		if n.Content, err = content(t, r); err != nil {
			return news.Story{}, err
		}
		if verb != news.FollowUp && t.now.Before(r.Embargo) {
			n.Embargo = r.Embargo
		}
		source, err := t.toFollow(ctx, dispatch, &n)
		if err != nil {
			return news.Story{}, err
		}
		made, kept, err := t.start(ctx, n, "Started", func(to *store.Row) {
			for _, c := range news.AllChecks {
				if r.Checks.Of(c) == news.Needed && verb != news.FollowUp {
					to.Checks = to.Checks.With(c, news.Needed)
				}
			}
		})
		if err != nil {
			return news.Story{}, err
		}
		if verb != news.FollowUp {
			for _, s := range r.Sources {
				if err := t.AddSource(ctx, made.ID, s.Dispatch, s.Version); err != nil {
					return news.Story{}, err
				}
			}
			made.Sources = r.Sources
			if err := t.behind(ctx, made.Story); err != nil {
				return news.Story{}, err
			}
		}
		if dispatch != "" {
			if err := by.MayOn(news.AddSource, made.Story); err != nil {
				return news.Story{}, err
			}
			if err := t.madeOf(ctx, &made, source, &kept); err != nil {
				return news.Story{}, err
			}
		}
		return made.Story, t.record(ctx, verb, object(made.Number), copied{kept, number})
	})
}

// toFollow returns the dispatch, if one is named and may be taken, and gives the story that begins its embargo.
func (t *turn) toFollow(ctx context.Context, dispatch string, n *Start) (news.Dispatch, error) {
	if dispatch == "" {
		return news.Dispatch{}, nil
	}
	source, err := t.Dispatch(ctx, dispatch)
	if err != nil {
		return source, err
	}
	if source.Embargo.After(t.now) {
		n.Embargo = source.Embargo
	}
	return source, t.mayTake(ctx, source)
}
