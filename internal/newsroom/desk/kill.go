package desk

import (
	"context"
	"errors"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// KillOrder is the decision of one person to kill a story with nobody to approve it.
type KillOrder struct {
	Reason string `json:"reason"`
	Alone  string `json:"alone"` // why no second person is available
}

// decided is the detail of a record of what two people decided, or one alone.
type decided struct {
	released
	Request  string `json:"request,omitempty"`
	Asked    string `json:"asked,omitempty"`    // who asked
	Approved string `json:"approved,omitempty"` // who approved
	Alone    string `json:"alone,omitempty"`
}

// Kill takes the story off the site for good, on the decision of one person who says why
// there is no second. With a second, see AskApproval.
func (d *Desk) Kill(ctx context.Context, by news.Person, number int64, o KillOrder) (news.Story, error) {
	if err := by.May(news.Kill); err != nil {
		return news.Story{}, err
	}
	reason, err := needed(news.Kill, o.Reason)
	if err != nil {
		return news.Story{}, err
	}
	alone, err := news.CleanNote("reason why no one is available", o.Alone)
	if err != nil {
		return news.Story{}, err
	}
	if alone == "" {
		return news.Story{}, news.Errorf(news.Invalid, "A kill takes a second person. Ask for approval; or, if no one is available, say so and why: it is kept in the log.")
	}
	return d.change(ctx, by, number, news.Kill, func(t *turn, r *store.Row) (any, error) {
		out, err := t.kill(ctx, r, news.Killing{Reason: reason, By: by.Short(), Alone: alone})
		return decided{released: out, Alone: alone}, err
	})
}

// kill takes the story from readers for good, and what it said from everybody: the words
// go to the legal archive, and the desk keeps its headline.
func (t *turn) kill(ctx context.Context, r *store.Row, k news.Killing) (released, error) {
	out, err := t.off(ctx, r, edition.Killed, k.Reason)
	if err != nil {
		return out, err
	}
	k.Story, k.Edition = r.Number, out.Edition
	if k.At.IsZero() { // else it was killed before
		k.At, k.Tasks = t.now, news.KillTasks()
	}
	return out, t.bury(ctx, r, k)
}

// bury takes what the story said from everybody who works here.
func (t *turn) bury(ctx context.Context, r *store.Row, k news.Killing) error {
	if err := t.SaveKilling(ctx, k); err != nil {
		return err
	}
	if err := t.ArchiveRevisions(ctx, r.ID); err != nil {
		return err
	}
	c := r.Content
	r.Content = news.Content{Language: c.Language, Section: c.Section, Headline: c.Headline, Slug: c.Slug}
	return t.BlankAnswers(ctx, r.ID)
}

// TickKill says that a task of the kill, outside of this program, is done.
func (d *Desk) TickKill(ctx context.Context, by news.Person, number int64, task string) (news.Killing, error) {
	if err := by.May(news.TickKill); err != nil {
		return news.Killing{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Killing, error) {
		k, err := t.Killing(ctx, number)
		if err != nil {
			return k, err
		}
		r, err := t.Story(ctx, number)
		if err != nil {
			return k, err
		}
		if err := by.MayOn(news.TickKill, r.Story); err != nil {
			return k, err
		}
		if k, err = k.Tick(task, by, t.now); err != nil {
			return k, err
		}
		if err := t.SaveKilling(ctx, k); err != nil {
			return k, err
		}
		return k, t.record(ctx, news.TickKill, object(number), map[string]string{"label": task})
	})
}

// Archived is what a killed story said.
type Archived struct {
	Story     news.Story      `json:"story"`
	Killing   news.Killing    `json:"killing"`
	Revisions []news.Revision `json:"revisions"` // newest first
}

// OpenArchive returns what a killed story said, and keeps on record who read it and why, or
// who was not let in.
func (d *Desk) OpenArchive(ctx context.Context, by news.Person, number int64, why string) (Archived, error) {
	var shut error
	a, err := do(ctx, d, by, func(t *turn) (a Archived, err error) {
		r, err := t.Story(ctx, number)
		if err != nil {
			return a, err
		}
		if shut = by.MayOn(news.OpenArchive, r.Story); shut != nil {
			return a, shut
		}
		if err := by.Prove(news.OpenArchive); err != nil {
			return a, err
		}
		if why, err = needed(news.OpenArchive, why); err != nil {
			return a, err
		}
		if r.Status != news.Killed {
			return a, news.Errorf(news.Conflict, "The legal archive holds killed stories. Story %d was not killed: open it.", number)
		}
		a.Story = r.Story
		if a.Killing, err = t.Killing(ctx, number); err != nil {
			return a, err
		}
		if a.Revisions, err = t.ArchivedRevisions(ctx, r.ID); err != nil {
			return a, err
		}
		return a, t.record(ctx, news.OpenArchive, object(number), noted{Note: why})
	})
	if shut != nil {
		err = errors.Join(err, d.noteRefusal(ctx, by, number, news.OpenArchive, shut))
	}
	return a, err
}
