package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
	"github.com/stet-news/stet/internal/store"
)

// RereadSources reads the stories again that were made from a dispatch which came in a new version since, or was killed, and tells
// their owners and the editors of their desks what is new in them. How far it came stands with the dispatch, and a notice has the
// dispatch's and its version's name: however often it is cut off, and wherever it runs, nobody is told twice. It carries on past a
// failure and returns all of them.
func (d *Desk) RereadSources(ctx context.Context) error {
	for range rereadRounds {
		n, err := d.rereadSome(ctx)
		if err != nil || n < rereadAtOnce {
			return err
		}
	}
	return nil
}

// How much is read again in one call: what two hundred wires send anew in a few seconds, and no more than a chore may take.
const (
	rereadRounds = 20
	rereadAtOnce = 100
)

// rereadSome does so for the dispatches that came first, and returns how many those were.
func (d *Desk) rereadSome(ctx context.Context) (int, error) {
	waiting, err := d.db.Unreread(ctx, rereadAtOnce)
	if err != nil {
		return 0, fmt.Errorf("find what came anew: %w", err)
	}
	n := len(waiting)
	if n == 0 {
		return 0, nil
	}
	var failed error
	done := waiting[:0]
	for _, u := range waiting {
		if err := d.reread(ctx, u); err != nil {
			failed = errors.Join(failed, fmt.Errorf("read the stories of dispatch %s again: %w", u.Dispatch, err))
			continue
		}
		done = append(done, u)
	}
	return n, errors.Join(failed, d.db.Tx(ctx, func(tx *store.Tx) error {
		for _, u := range done {
			if err := tx.Reread(ctx, u.Dispatch, u.Version); err != nil {
				return err
			}
		}
		return nil
	}))
}

// reread reads the stories of one dispatch again. If a newer version has come meanwhile they are read against that one, and once more
// in the next round, when nothing is new.
func (d *Desk) reread(ctx context.Context, u store.Unreread) error {
	source, err := d.db.Dispatch(ctx, u.Dispatch)
	if err != nil {
		return err
	}
	if taken, err := d.db.PicturesFrom(ctx, source.ID); err != nil {
		return err
	} else if len(taken) > 0 {
		if err := d.reachPictures(ctx, source); err != nil {
			return fmt.Errorf("reach its pictures: %w", err)
		}
	}
	for _, number := range source.UsedBy {
		s, err := d.db.Story(ctx, number)
		if err != nil {
			return err
		}
		if s.Status == news.Killed {
			continue
		}
		if err := d.tellOfSource(ctx, s, source, u.Reread); err != nil {
			return err
		}
	}
	return d.rereadMade(ctx, source, u.Reread)
}

// tellOfSource tells people what the new version of the source makes of the story, which was read against it up to the version was.
// They are told mildly where nothing is otherwise: only the owner, only in the newsroom.
func (d *Desk) tellOfSource(ctx context.Context, s news.Story, source news.Dispatch, was int64) error {
	for _, from := range s.Sources {
		if from.Dispatch == source.ID {
			was = max(was, from.Version)
		}
	}
	if was >= source.Version {
		return nil // it was made from this version
	}
	before, err := d.db.DispatchVersion(ctx, source.ID, was)
	if err != nil {
		return err
	}
	c := news.SourceChange{Story: s.Number, Dispatch: source.ID, Wire: source.WireName, Since: was, Version: source.Version}
	if source.Killed.IsZero() {
		if c.Findings, err = d.newFindings(ctx, s, source, was); err != nil {
			return err
		}
	}
	if err := d.touched(ctx, &c, s.Content, source); err != nil {
		slog.ErrorContext(ctx, "what a story has of its source was not found", "story", s.Number, "err", err) // its people are asked all the same
	}
	_, err = do(ctx, d, Stet, func(t *turn) (bool, error) {
		t.quiet = true // until somebody is told
		return true, t.sourceChanged(ctx, c, before, source)
	})
	return err
}

// newFindings counts what is likely or certain of the story against the new version of the source and was not against the old one.
func (d *Desk) newFindings(ctx context.Context, s news.Story, source news.Dispatch, was int64) (int, error) {
	house, err := d.db.House(ctx)
	if err != nil {
		return 0, err
	}
	now, err := newest(ctx, d.db, s)
	if err != nil {
		return 0, err
	}
	before := append([]news.Dispatch(nil), now...)
	for i := range before {
		if before[i].ID == source.ID {
			if before[i], err = d.db.DispatchVersion(ctx, source.ID, was); err != nil {
				return 0, err
			}
		}
	}
	known := map[string]bool{}
	for _, f := range d.reader.Judge(ctx, s, before, house.Location(), nil) {
		known[f.Fingerprint] = true
	}
	n := 0
	for _, f := range d.reader.Judge(ctx, s, now, house.Location(), nil) {
		if f.Level >= copycheck.Likely && f.Kind != reading.SourceKilled && !known[f.Fingerprint] {
			n++
		}
	}
	return n, nil
}
