package desk

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
	"github.com/stet-news/stet/internal/store"
)

// mostRead is how many bytes of a story's text are read while somebody writes it.
const mostRead = 200 << 10

// Read reads a story against its dispatches, each at its newest version, and the house's style: as it is kept, or the content given in
// its place, which is not kept.
func (d *Desk) Read(ctx context.Context, by news.Person, number int64, unsaved *news.Content) (reading.Report, error) {
	s, err := d.db.Story(ctx, number)
	if err != nil {
		return reading.Report{}, err
	}
	if err := s.Readable(); err != nil {
		return reading.Report{}, err
	}
	house, err := d.db.House(ctx)
	if err != nil {
		return reading.Report{}, err
	}
	if unsaved != nil {
		s.Content = *unsaved
		if s.Content.Language != news.English && s.Content.Language != news.Bangla {
			return reading.Report{}, news.Errorf(news.Invalid, "The language %q is not one of this site's.", s.Content.Language)
		}
		if len(reading.Text(s.Content)) > mostRead {
			return reading.Report{}, news.Errorf(news.TooLarge, "The text has more than %d KB: it is not read while it is written.", mostRead>>10)
		}
	}
	asked := reading.Asked{Story: s, Zone: house.Location(), Language: by.Language, Gate: house.CopyGate}
	if asked.Sheet, err = d.Sheet(ctx, s.Content.Language); err != nil {
		return reading.Report{}, err
	}
	if asked.Dispatches, err = newest(ctx, d.db, s); err != nil {
		return reading.Report{}, err
	}
	if asked.Stets, err = d.db.StetsOf(ctx, number); err != nil {
		return reading.Report{}, err
	}
	return d.reader.Report(ctx, asked), nil
}

// dispatches is where dispatches are read: the store, or a transaction.
type dispatches interface {
	Dispatch(ctx context.Context, id string) (news.Dispatch, error)
}

// newest returns the dispatches that the story was made from, each at its newest version.
func newest(ctx context.Context, from dispatches, s news.Story) (all []news.Dispatch, err error) {
	for _, source := range s.Sources {
		d, err := from.Dispatch(ctx, source.Dispatch)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// judged is the story, with the content that it has in s, read as this transaction sees its dispatches and stets.
func (t *turn) judged(ctx context.Context, s news.Story, zone *time.Location) ([]reading.Judged, []news.Dispatch, error) {
	sources, err := newest(ctx, t.Tx, s)
	if err != nil {
		return nil, nil, err
	}
	stets, err := t.StetsOf(ctx, s.Number)
	if err != nil {
		return nil, nil, err
	}
	return t.reader.Judge(ctx, s, sources, zone, stets), sources, nil
}

// copyGate returns why the story may not go out as it is at its newest revision, by the house's gate; nil if it may. It is asked in
// the transaction that lets it out, so what was read is what goes out.
func (t *turn) copyGate(ctx context.Context, r *store.Row) error {
	house, err := t.House(ctx)
	if err != nil || house.CopyGate == news.GateOpen {
		return err
	}
	findings, _, err := t.judged(ctx, r.Story, house.Location())
	if err != nil {
		return err
	}
	return reading.Stops(house.CopyGate, findings)
}

// warm reads the story as it is kept before a transaction that will: it then finds what was found, and holds nobody up.
func (d *Desk) warm(ctx context.Context, number int64) {
	s, err := d.db.Story(ctx, number)
	if err != nil {
		return // the transaction says so
	}
	house, err := d.db.House(ctx)
	if err != nil || house.CopyGate == news.GateOpen {
		return
	}
	if sources, err := newest(ctx, d.db, s); err == nil {
		_, _ = d.reader.Read(s, sources, house.Location())
	}
}
