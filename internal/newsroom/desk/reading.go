package desk

import (
	"context"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
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
	asked := reading.Asked{Story: s, Zone: house.Location(), Language: by.Language}
	if asked.Sheet, err = d.Sheet(ctx, s.Content.Language); err != nil {
		return reading.Report{}, err
	}
	for _, source := range s.Sources {
		newest, err := d.db.Dispatch(ctx, source.Dispatch)
		if err != nil {
			return reading.Report{}, err
		}
		asked.Dispatches = append(asked.Dispatches, newest)
	}
	return d.reader.Report(asked), nil
}
