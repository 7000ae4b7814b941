package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// settled is how long a story is left alone before its passages are found and kept: who writes is not made to wait, and not every autosave
// is read.
const settled = 5 * time.Second

// SettlePassages finds where the sentences of each story that was left alone for a while come from, and keeps that with its revision, and
// with the one that readers have. It carries on past a failure and returns all of them; what could not be read is not tried again before
// the next save.
func (d *Desk) SettlePassages(ctx context.Context) error {
	now, err := d.db.Now(ctx)
	if err != nil {
		return err
	}
	return d.settleBefore(ctx, now.Add(-settled))
}

// settleBefore is SettlePassages of what was last changed before the time.
func (d *Desk) settleBefore(ctx context.Context, at time.Time) error {
	waiting, err := d.db.Unsettled(ctx, at, 50)
	if err != nil {
		return fmt.Errorf("find stories whose passages are to be found: %w", err)
	}
	var failed error
	for _, u := range waiting {
		if err := d.settlePassages(ctx, u); err != nil {
			failed = errors.Join(failed, fmt.Errorf("find where story %d comes from: %w", u.Story, err))
		}
	}
	return failed
}

func (d *Desk) settlePassages(ctx context.Context, u store.Unsettled) error {
	s, err := d.db.Story(ctx, u.Story)
	if err != nil {
		return err
	}
	var found []news.PassagesOf
	var unread error
	for _, revision := range slices.Compact([]int64{s.PublishedRevision, s.Revision}) {
		if revision == 0 || s.Readable() != nil {
			continue
		}
		some, err := d.findPassages(ctx, s, revision)
		found, unread = append(found, some...), errors.Join(unread, err)
	}
	return errors.Join(unread, d.db.Tx(ctx, func(tx *store.Tx) error {
		if now, err := tx.Story(ctx, u.Story); err != nil || now.Readable() != nil { // killed meanwhile: its words are gone
			return errors.Join(err, tx.Settled(ctx, u))
		}
		for _, of := range found {
			if err := tx.SavePassages(ctx, s.ID, of); err != nil {
				return err
			}
		}
		return tx.Settled(ctx, u)
	}))
}

// findPassages reads one revision of the story against each of its sources, at the version that it was made from. What is kept is not
// read again.
func (d *Desk) findPassages(ctx context.Context, s news.Story, revision int64) ([]news.PassagesOf, error) {
	all, err := d.db.Passages(ctx, s.ID, revision)
	if err != nil {
		return nil, err
	}
	content := s.Content
	if revision != s.Revision {
		r, err := d.db.Revision(ctx, s.ID, revision)
		if err != nil {
			return nil, err
		}
		content = r.Content
	}
	for _, from := range s.Sources {
		if slices.ContainsFunc(all, func(p news.PassagesOf) bool { return p.Dispatch == from.Dispatch && p.Version == from.Version }) {
			continue
		}
		source, err := d.db.DispatchVersion(ctx, from.Dispatch, from.Version)
		if err != nil {
			return nil, err
		}
		found, err := d.reader.Passages(content, source)
		if err != nil {
			return nil, err
		}
		all = append(all, news.PassagesOf{Revision: revision, Dispatch: from.Dispatch, Wire: source.WireName, Version: from.Version, Passages: found})
	}
	return all, nil
}

// Passages returns which sentences of a revision of the story come from its sources, and from where in them: at each version of a source
// that was read for that revision. 0 is the newest revision.
func (d *Desk) Passages(ctx context.Context, number, revision int64) ([]news.PassagesOf, error) {
	s, err := d.db.Story(ctx, number)
	if err != nil {
		return nil, err
	}
	if err := s.Readable(); err != nil {
		return nil, err
	}
	if revision == 0 || revision == s.Revision {
		return d.findPassages(ctx, s, s.Revision)
	}
	if _, err := d.db.Revision(ctx, s.ID, revision); err != nil {
		return nil, err
	}
	return d.db.Passages(ctx, s.ID, revision)
}

// Resting returns the sentences of the story that rest on what changed: its passages in the source as it was, and what became of each. It
// is nil if nobody knows of any, as for a story in another language than its source.
func (d *Desk) Resting(ctx context.Context, c news.SourceChange) ([]news.Rested, error) {
	was, err := d.db.DispatchVersion(ctx, c.Dispatch, c.Since)
	if err != nil {
		return nil, err
	}
	is, err := d.db.DispatchVersion(ctx, c.Dispatch, c.Version)
	if err != nil {
		return nil, err
	}
	if c.Made != "" {
		return d.resting(saying(c.Text, was.Language), was, is, c.Kind)
	}
	s, err := d.db.Story(ctx, c.Story)
	if err != nil {
		return nil, err
	}
	if err := s.Readable(); err != nil {
		return nil, err
	}
	kept, err := d.db.Passages(ctx, s.ID, s.Revision)
	if err != nil {
		return nil, err
	}
	for _, p := range kept {
		if p.Dispatch == c.Dispatch && p.Version == c.Since {
			return d.fates(p.Passages, is, c.Kind)
		}
	}
	return d.resting(s.Content, was, is, c.Kind)
}

// touched counts in a change the sentences of the content that rest on the source, and on what is otherwise in it than when somebody last
// answered.
func (d *Desk) touched(ctx context.Context, c *news.SourceChange, content news.Content, is news.Dispatch) error {
	asked, err := d.db.SourceChanges(ctx, c.Story)
	if err != nil {
		return err
	}
	since := c.Since
	for _, old := range asked {
		if old.Open() && old.Made == c.Made && old.Object == c.Object && old.Dispatch == c.Dispatch {
			since = min(since, old.Since)
		}
	}
	was, err := d.db.DispatchVersion(ctx, c.Dispatch, since)
	if err != nil {
		return err
	}
	rests, err := d.resting(content, was, is, news.ChangeOf(was, is, is.Received))
	c.Sentences, c.Touched = news.Touched(rests)
	return err
}

// resting is Resting of a text of which no passages are kept.
func (d *Desk) resting(content news.Content, was, is news.Dispatch, kind news.Change) ([]news.Rested, error) {
	found, err := d.reader.Passages(content, was)
	if err != nil {
		return nil, err
	}
	return d.fates(found, is, kind)
}

// fates says what became of the passages. What a wire took back it took back whole.
func (d *Desk) fates(passages []news.Passage, is news.Dispatch, kind news.Change) ([]news.Rested, error) {
	if len(passages) == 0 {
		return nil, nil
	}
	all, err := d.reader.Fates(passages, is)
	if kind.MustAnswer() {
		for i := range all {
			all[i].Fate = news.FateTaken
		}
	}
	return all, err
}
