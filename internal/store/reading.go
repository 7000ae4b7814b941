package store

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/audience"
)

// storyMinutes is how long views of a story by the minute are kept: they are for "now".
const storyMinutes = time.Hour

// addReading adds to the minute which stories were viewed, and to the hour which of those
// that were measured were read through.
func (tx *Tx) addReading(ctx context.Context, c audience.Counts, hour, minute int64) error {
	views := map[int64]int64{}
	for _, v := range c.Views {
		if v.Story != 0 {
			views[v.Story] += v.N
		}
	}
	for story, n := range views {
		_, err := tx.exec(ctx, `INSERT INTO story_minute (minute, story, views) VALUES ($1, $2, $3)
			ON CONFLICT (minute, story) DO UPDATE SET views = story_minute.views + excluded.views`, minute, story, n)
		if err != nil {
			return err
		}
	}
	if _, err := tx.exec(ctx, `DELETE FROM story_minute WHERE minute < $1`, minute-storyMinutes.Microseconds()); err != nil {
		return err
	}
	for _, r := range c.Reads {
		_, err := tx.exec(ctx, `INSERT INTO read_through (hour, story, measured, through) VALUES ($1, $2, $3, $4)
			ON CONFLICT (hour, story) DO UPDATE SET measured = read_through.measured + excluded.measured, through = read_through.through + excluded.through`,
			hour, r.Story, r.N, r.Through)
		if err != nil {
			return err
		}
	}
	return nil
}

// StoriesNow returns how often stories were read since the minute, which is at most an hour
// ago, by number.
func (db *DB) StoriesNow(ctx context.Context, since time.Time) (map[int64]int64, error) {
	type of struct{ story, views int64 }
	scan := func(row scanner) (o of, err error) { return o, row.Scan(&o.story, &o.views) }
	list, err := all(ctx, db.read, scan, `SELECT story, sum(views) FROM story_minute WHERE minute >= $1 GROUP BY story`, micros(since))
	views := make(map[int64]int64, len(list))
	for _, o := range list {
		views[o.story] = o.views
	}
	return views, err
}

// ReadsSince returns how many of the measured views of stories since the hour read them
// through, by number.
func (db *DB) ReadsSince(ctx context.Context, since time.Time) (map[int64]audience.Reads, error) {
	scan := func(row scanner) (r audience.Reads, err error) { return r, row.Scan(&r.Story, &r.N, &r.Through) }
	list, err := all(ctx, db.read, scan, `SELECT story, sum(measured), sum(through) FROM read_through WHERE hour >= $1 GROUP BY story`,
		micros(since.Truncate(time.Hour)))
	reads := make(map[int64]audience.Reads, len(list))
	for _, r := range list {
		reads[r.Story] = r
	}
	return reads, err
}
