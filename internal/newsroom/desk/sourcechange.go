package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// sourceChanged keeps that a source of a story changed, and tells its people. An embargo of the wire becomes the story's, if readers do not
// have it. The same version is kept once, however often it is told. Nobody is told of a spiked story, and its question is there if it comes
// back.
func (t *turn) sourceChanged(ctx context.Context, c news.SourceChange, was, is news.Dispatch) error {
	r, err := t.Story(ctx, c.Story)
	if err != nil || r.Status == news.Killed {
		return err
	}
	c.At, c.Kind = t.now, news.ChangeOf(was, is, t.now)
	if c.Kind == news.ChangeEmbargo && r.Check(news.Embargoing, t.now) == nil {
		if err := t.embargoBySource(ctx, r, is); err != nil {
			return err
		}
		is.Embargo = was.Embargo // that is done; what else the version says is asked about
		c.Kind = news.ChangeOf(was, is, t.now)
	}
	if r.Status == news.Live && c.Kind.MustAnswer() {
		house, err := t.House(ctx)
		if err != nil {
			return err
		}
		if after := house.HoldAfter(); after > 0 {
			c.HoldAt = t.now.Add(after)
		}
	}
	known, err := t.inheritChange(ctx, &c, is)
	if err != nil {
		return err
	}
	c, fresh, err := t.AddSourceChange(ctx, c)
	if err != nil || !fresh || r.Status == news.Spiked {
		return err
	}
	kind, said := saidOfChange(c, known)
	n := t.notice(kind, r.Story)
	n.ID, n.By, n.Text = fmt.Sprintf("source %s %d %d", is.ID, is.Version, c.Story), news.Person{}, said.String()
	t.quiet = false // the story's screen shows it
	return t.send(ctx, n, reached(r.Story, true, kind == news.NoticeSource))
}

// inheritChange gives a change what nobody has answered to in those whose place it takes: an embargo that still holds, and the hour at
// which readers get a notice. A wire that sends on does not put it off. It returns of how many sentences the people were told that they
// rest on what changed.
func (t *turn) inheritChange(ctx context.Context, c *news.SourceChange, is news.Dispatch) (known int, err error) {
	open, err := t.OpenSourceChanges(ctx, c.Story)
	if err != nil {
		return 0, err
	}
	for _, old := range open {
		if old.Made != c.Made || old.Object != c.Object || old.Dispatch != c.Dispatch || old.Version >= c.Version {
			continue
		}
		known = max(known, old.Touched)
		if old.Kind == news.ChangeEmbargo && is.Embargo.After(t.now) && !c.Kind.MustAnswer() {
			c.Kind, c.HoldAt = news.ChangeEmbargo, old.HoldAt
		}
		if c.Kind.MustAnswer() && !old.HoldAt.IsZero() && old.HoldAt.Before(c.HoldAt) {
			c.HoldAt = old.HoldAt
		}
	}
	return known, nil
}

// behind asks the people of a story about each of its sources that has come in a newer version than the story was made from.
func (t *turn) behind(ctx context.Context, s news.Story) error {
	for _, from := range s.Sources {
		is, err := t.Dispatch(ctx, from.Dispatch)
		if err != nil {
			return err
		}
		if is.Version == from.Version {
			continue
		}
		was, err := t.DispatchVersion(ctx, from.Dispatch, from.Version)
		if err != nil {
			return err
		}
		c := news.SourceChange{Story: s.Number, Dispatch: is.ID, Wire: is.WireName, Since: from.Version, Version: is.Version}
		if err := t.sourceChanged(ctx, c, was, is); err != nil {
			return err
		}
	}
	return nil
}

// saidOfChange returns what a story's people are told, who were told before that the known number of sentences rests on what changed. They
// are told mildly where nothing is otherwise: only the owner, only in the newsroom.
func saidOfChange(c news.SourceChange, known int) (news.NoticeKind, news.Phrase) {
	kind := news.NoticeSource
	switch {
	case c.Kind == news.ChangeKill:
		return kind, news.Phrasef("%s killed the source of #%d.", c.Wire, c.Story)
	case c.Kind == news.ChangeWithheld:
		return kind, news.Phrasef("%s withholds the source of #%d.", c.Wire, c.Story)
	case c.Kind == news.ChangeEmbargo:
		return kind, news.Phrasef("%s put an embargo on the source of #%d, which readers have.", c.Wire, c.Story)
	case c.Findings == 1:
		return kind, news.Phrasef("The source of #%d changed: 1 finding is new.", c.Story)
	case c.Findings > 1:
		return kind, news.Phrasef("The source of #%d changed: %d findings are new.", c.Story, c.Findings)
	case c.Kind == news.ChangeCorrection && c.Untouched():
		return news.NoticeVersion, news.Phrasef("%s corrected the source of #%d: none of what the story has of it is otherwise.", c.Wire, c.Story)
	case c.Touched == 1 && known == 0:
		return kind, news.Phrasef("The source of #%d changed: 1 sentence of the story rests on what changed.", c.Story)
	case c.Touched > max(1, known):
		return kind, news.Phrasef("The source of #%d changed: %d sentences of the story rest on what changed.", c.Story, c.Touched)
	case c.Kind == news.ChangeCorrection:
		return kind, news.Phrasef("%s corrected the source of #%d: nothing in the story is otherwise for it, as far as words show.", c.Wire, c.Story)
	}
	return news.NoticeVersion, news.Phrasef("The source of #%d changed: nothing in the story is otherwise for it, as far as words show.", c.Story)
}

// embargoBySource puts the embargo of a source on a story that readers do not have, and takes it off the schedule if it would go out before.
func (t *turn) embargoBySource(ctx context.Context, r store.Row, source news.Dispatch) error {
	if !source.Embargo.After(r.Embargo) {
		return nil
	}
	t.quiet = false
	_, err := t.apply(ctx, &r, news.Embargoing, func(_ *turn, r *store.Row) (any, error) {
		embargo(r, source.Embargo)
		return noted{Revision: r.Revision, Until: r.Embargo, Note: news.Phrasef("%s put an embargo on the source.", source.WireName).String()}, nil
	})
	if err != nil {
		return err
	}
	n := t.notice(news.NoticeSource, r.Story)
	n.ID, n.By = fmt.Sprintf("embargo %s %d %d", source.ID, source.Version, r.Number), news.Person{}
	n.Text = news.Phrasef("%s put an embargo on the source of #%d, and so it has it too.", source.WireName, r.Number).String()
	return t.send(ctx, n, reached(r.Story, true, true))
}

// embargo sets the time before which no reader may have the story. One that would go out before comes off the schedule.
func embargo(r *store.Row, until time.Time) {
	r.Embargo = until
	if r.Status == news.Scheduled && r.PublishAt.Before(until) {
		r.Status, r.PublishAt, r.Plan = news.Ready, time.Time{}, json.RawMessage("{}")
	}
}

// sourcesStand returns why the story may not go out for what became of its sources, nil if nothing stands in the way.
func (t *turn) sourcesStand(ctx context.Context, story int64) error {
	open, err := t.OpenSourceChanges(ctx, story)
	if err != nil {
		return err
	}
	for _, c := range open {
		if c.Made != "" {
			continue // it may be taken away without the story
		}
		if err := c.Blocks(); err != nil {
			return err
		}
	}
	return nil
}

// answeredSource is the detail of a record that somebody answered for a source that changed.
type answeredSource struct {
	Dispatch string      `json:"dispatch"`
	Since    int64       `json:"since"`
	Version  int64       `json:"version"`
	Kind     news.Change `json:"kind"`
	Note     string      `json:"note,omitempty"`
}

// AnswerSource closes a change of a story's source: what was done about it, or why the story stands. A kill, a copy that is withheld and an
// embargo take a reason, and somebody who may publish.
func (d *Desk) AnswerSource(ctx context.Context, by news.Person, id, answer string) (news.SourceChange, error) {
	answer, err := news.CleanNote("answer", answer)
	if err != nil {
		return news.SourceChange{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.SourceChange, error) {
		c, err := t.SourceChange(ctx, id)
		if err != nil {
			return c, err
		}
		var r store.Row
		if c.Made == "" {
			if r, err = t.Story(ctx, c.Story); err == nil {
				err = errors.Join(by.MayOn(news.AnswerSource, r.Story), r.Check(news.AnswerSource, t.now))
			}
		} else {
			err = by.May(c.Made.Verb())
		}
		if err != nil {
			return c, err
		}
		switch {
		case !c.Open() && c.By.ID == "":
			return c, news.Errorf(news.Conflict, "A newer version of the source came: answer to that one.")
		case !c.Open():
			return c, news.Errorf(news.Conflict, "%s answered to this already.", c.By.Name)
		case c.Kind.MustAnswer() && answer == "":
			return c, news.Errorf(news.Invalid, "Say why the story stands: it is kept in the log, and readers don't see it.")
		}
		if c.Kind.MustAnswer() && c.Made == "" {
			if err := by.MayOn(news.Publish, r.Story); err != nil {
				return c, err
			}
		}
		c.Answered, c.By, c.Answer = t.now, by.Short(), answer
		if c.Made != "" {
			return c, t.answerMade(ctx, c)
		}
		if err := errors.Join(t.SaveSourceChange(ctx, c), t.UpdateSource(ctx, r.ID, c.Dispatch, c.Version)); err != nil {
			return c, err
		}
		return c, t.record(ctx, news.AnswerSource, object(c.Story), answeredSource{c.Dispatch, c.Since, c.Version, c.Kind, answer})
	})
}

// HoldUnanswered puts a notice before readers in place of each live story whose source was killed, withheld or put under an embargo, and to
// which nobody has answered in the house's time. Reinstate brings it back. It carries on past a failure and returns all of them.
func (d *Desk) HoldUnanswered(ctx context.Context) error {
	now, err := d.db.Now(ctx)
	if err != nil {
		return err
	}
	due, err := d.db.ToHold(ctx, now, 100)
	if err != nil {
		return fmt.Errorf("find what is to be held: %w", err)
	}
	var failed error
	for _, c := range due {
		if err := d.hold(ctx, c.ID); err != nil {
			failed = errors.Join(failed, fmt.Errorf("hold story %d: %w", c.Story, err))
		}
	}
	return failed
}

func (d *Desk) hold(ctx context.Context, id string) error {
	_, err := do(ctx, d, Stet, func(t *turn) (news.Story, error) {
		c, err := t.SourceChange(ctx, id)
		if err != nil || !c.Open() || !c.Held.IsZero() || !t.clocks.come(c.HoldAt) {
			return news.Story{}, err // another node was first, somebody answered, or a clock is wrong
		}
		if c.Made != "" {
			return news.Story{}, t.holdMade(ctx, c)
		}
		r, err := t.Story(ctx, c.Story)
		if err != nil {
			return r.Story, err
		}
		c.Held = t.now
		if err := t.SaveSourceChange(ctx, c); err != nil || r.Status != news.Live {
			return r.Story, err
		}
		reason := news.Phrasef("%s took back the source, and nobody answered in time.", c.Wire).String()
		return t.apply(ctx, &r, news.Withdraw, func(t *turn, r *store.Row) (any, error) { return t.off(ctx, r, edition.Withdrawn, reason) })
	})
	return err
}

// AddSource makes a dispatch a source of a story that is there already, as it is now. The embargo of the dispatch becomes the story's; a
// story that readers have takes none under an embargo.
func (d *Desk) AddSource(ctx context.Context, by news.Person, number int64, dispatch string) (news.Story, error) {
	return d.change(ctx, by, number, news.AddSource, func(t *turn, r *store.Row) (any, error) {
		source, err := t.Dispatch(ctx, dispatch)
		if err != nil {
			return nil, err
		}
		if err := t.mayTake(ctx, source); err != nil {
			return nil, err
		}
		for _, s := range r.Sources {
			if s.Dispatch == dispatch {
				return nil, news.Errorf(news.Conflict, "%q is a source of story %d already.", source.Headline, number)
			}
		}
		detail := answeredSource{Dispatch: source.ID, Version: source.Version}
		if source.Embargo.After(t.now) && source.Embargo.After(r.Embargo) {
			if r.Status == news.Live || r.Status == news.Withdrawn {
				return nil, news.Errorf(news.Conflict, "The dispatch is under an embargo until %s, and readers have story %d.", source.Embargo.Format(time.RFC3339), number)
			}
			embargo(r, source.Embargo)
			detail.Kind = news.ChangeEmbargo
		}
		r.Sources = append(r.Sources, news.Source{Dispatch: source.ID, Version: source.Version, Wire: source.WireName, Headline: source.Headline})
		return detail, t.Tx.AddSource(ctx, r.ID, source.ID, source.Version)
	})
}
