package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/news"
)

// AddCounts adds what was counted to the hour and the minute that now is in by the
// database's clock.
func (tx *Tx) AddCounts(ctx context.Context, c audience.Counts) error {
	now, err := tx.Now(ctx)
	if err != nil {
		return err
	}
	hour, minute := micros(now.Truncate(time.Hour)), micros(now.Truncate(time.Minute))
	byLanguage := map[news.Language]int64{}
	for _, v := range c.Views {
		byLanguage[v.Language] += v.N
		_, err := tx.exec(ctx, `INSERT INTO view (hour, page, source, language, story, lite, views) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (hour, page, source) DO UPDATE SET views = view.views + excluded.views`,
			hour, v.Page, v.Source.String(), v.Language, v.Story, number(v.Lite), v.N)
		if err != nil {
			return fmt.Errorf("count views of %s: %w", v.Page, err)
		}
	}
	if err := tx.addReading(ctx, c, hour, minute); err != nil {
		return err
	}
	for l, n := range byLanguage {
		_, err := tx.exec(ctx, `INSERT INTO view_minute (minute, language, views) VALUES ($1, $2, $3)
			ON CONFLICT (minute, language) DO UPDATE SET views = view_minute.views + excluded.views`, minute, l, n)
		if err != nil {
			return err
		}
	}
	for _, v := range c.Vitals {
		_, err := tx.exec(ctx, `INSERT INTO vital (hour, kind, language, metric, bucket, times) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (hour, kind, language, metric, bucket) DO UPDATE SET times = vital.times + excluded.times`,
			hour, v.Kind, v.Language, string(v.Metric), v.Bucket, v.N)
		if err != nil {
			return err
		}
	}
	return nil
}

// ForgetCounts takes out what was counted by the minute before the first time, and by the
// hour before the second.
func (tx *Tx) ForgetCounts(ctx context.Context, minutes, hours time.Time) error {
	for table, before := range map[string]time.Time{"view_minute WHERE minute": minutes, "view WHERE hour": hours, "vital WHERE hour": hours, "story_minute WHERE minute": minutes, "read_through WHERE hour": hours} {
		if _, err := tx.exec(ctx, `DELETE FROM `+table+` < $1`, micros(before)); err != nil {
			return err
		}
	}
	return nil
}

// ViewsOf is how often a story, or another page, was read.
type ViewsOf struct {
	Page     string
	Story    int64
	Headline string // of the story as it is now, "" for another page
	Views    int64
	Sources  [audience.Sources]int64
}

// MostViewed returns what was read most since the hour, the most read first, at most
// limit. A story's lite page counts for the story.
func (db *DB) MostViewed(ctx context.Context, since time.Time, limit int) ([]ViewsOf, error) {
	scan := func(row scanner) (v ViewsOf, err error) {
		return v, row.Scan(&v.Page, &v.Story, &v.Headline, &v.Views)
	}
	list, err := all(ctx, db.read, scan, `SELECT min(v.page), v.story, coalesce(min(s.headline), ''), sum(v.views) AS n
		FROM view v LEFT JOIN story s ON s.number = v.story AND v.story <> 0
		WHERE v.hour >= $1 GROUP BY v.story, CASE WHEN v.story = 0 THEN v.page ELSE '' END
		ORDER BY n DESC, 1 LIMIT `+fmt.Sprint(bound(limit, 100)), micros(since.Truncate(time.Hour)))
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := db.sourcesOf(ctx, &list[i], since); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (db *DB) sourcesOf(ctx context.Context, v *ViewsOf, since time.Time) error {
	type part struct {
		source string
		n      int64
	}
	scan := func(row scanner) (p part, err error) { return p, row.Scan(&p.source, &p.n) }
	condition, arg := `page = $2`, any(v.Page)
	if v.Story != 0 {
		condition, arg = `story = $2`, v.Story
	}
	parts, err := all(ctx, db.read, scan, `SELECT source, sum(views) FROM view WHERE hour >= $1 AND `+condition+` GROUP BY source`,
		micros(since.Truncate(time.Hour)), arg)
	for _, p := range parts {
		v.Sources[audience.SourceNamed(p.source)] += p.n
	}
	return err
}

// ViewsSince returns how often the stories were read since the hour, by number.
func (db *DB) ViewsSince(ctx context.Context, since time.Time) (map[int64]int64, error) {
	type of struct{ story, views int64 }
	scan := func(row scanner) (o of, err error) { return o, row.Scan(&o.story, &o.views) }
	list, err := all(ctx, db.read, scan, `SELECT story, sum(views) FROM view WHERE hour >= $1 AND story <> 0 GROUP BY story`,
		micros(since.Truncate(time.Hour)))
	if err != nil {
		return nil, err
	}
	views := make(map[int64]int64, len(list))
	for _, o := range list {
		views[o.story] = o.views
	}
	return views, nil
}

// Minute is how often pages of a language were read in a minute.
type Minute struct {
	At       time.Time
	Language news.Language
	Views    int64
}

// Minutes returns what was counted by the minute from one time to before another, the
// oldest first. A minute without views is left out.
func (db *DB) Minutes(ctx context.Context, from, to time.Time) ([]Minute, error) {
	scan := func(row scanner) (m Minute, err error) {
		var at int64
		err = row.Scan(&at, &m.Language, &m.Views)
		m.At = instant(at)
		return m, err
	}
	return all(ctx, db.read, scan, `SELECT minute, language, views FROM view_minute WHERE minute >= $1 AND minute < $2 ORDER BY minute, language`,
		micros(from), micros(to))
}

// Shares are how views since an hour are divided.
type Shares struct {
	All, Lite int64
	Languages map[news.Language]int64
	Sources   [audience.Sources]int64
}

// SharesSince returns how the views since the hour are divided.
func (db *DB) SharesSince(ctx context.Context, since time.Time) (s Shares, err error) {
	type part struct {
		language news.Language
		source   string
		lite, n  int64
	}
	scan := func(row scanner) (p part, err error) { return p, row.Scan(&p.language, &p.source, &p.lite, &p.n) }
	parts, err := all(ctx, db.read, scan, `SELECT language, source, lite, sum(views) FROM view WHERE hour >= $1 GROUP BY language, source, lite`,
		micros(since.Truncate(time.Hour)))
	s.Languages = map[news.Language]int64{}
	for _, p := range parts {
		s.All += p.n
		s.Lite += p.n * p.lite
		s.Languages[p.language] += p.n
		s.Sources[audience.SourceNamed(p.source)] += p.n
	}
	return s, err
}

// VitalsSince returns what was counted of how fast pages were since the hour.
func (db *DB) VitalsSince(ctx context.Context, since time.Time) ([]audience.Vitals, error) {
	scan := func(row scanner) (v audience.Vitals, err error) {
		return v, row.Scan(&v.Kind, &v.Language, &v.Metric, &v.Bucket, &v.N)
	}
	return all(ctx, db.read, scan, `SELECT kind, language, metric, bucket, sum(times) FROM vital WHERE hour >= $1 GROUP BY kind, language, metric, bucket`,
		micros(since.Truncate(time.Hour)))
}

// MostRead returns the live stories of the language that were published since the second
// time and read most since the first, the most read first.
func (tx *Tx) MostRead(ctx context.Context, l news.Language, read, published time.Time, limit int) ([]int64, error) {
	// What was viewed is counted first: SQLite would begin with every story that is live.
	return all(ctx, tx.tx, scanNumber, `SELECT s.number FROM (SELECT story, sum(views) AS views FROM view WHERE hour >= $1 GROUP BY story) v
		CROSS JOIN story s WHERE s.number = v.story AND s.language = $2 AND s.status = 'live' AND s.published >= $3
		ORDER BY v.views DESC, s.number DESC LIMIT `+fmt.Sprint(bound(limit, 100)),
		micros(read.Truncate(time.Hour)), l, micros(published))
}

// SetMostRead keeps what is most read as it was counted in the hour of now, and reports
// whether it is something else than before. For an hour in which it was kept already it
// does nothing and reports false, so that of many who count only one tells.
func (tx *Tx) SetMostRead(ctx context.Context, l news.Language, now time.Time, stories []int64) (changed bool, err error) {
	list, err := text(stories)
	if err != nil {
		return false, err
	}
	hour := micros(now.Truncate(time.Hour))
	if _, err := tx.exec(ctx, `INSERT INTO most_read (language, hour, stories) VALUES ($1, 0, '[]') ON CONFLICT (language) DO NOTHING`, l); err != nil {
		return false, err
	}
	type kept struct {
		hour    int64
		stories []byte
	}
	scan := func(row scanner) (k kept, err error) { return k, row.Scan(&k.hour, &k.stories) }
	// The update comes first: it is the lock.
	n, err := tx.exec(ctx, `UPDATE most_read SET hour = $1 WHERE language = $2 AND hour < $1`, hour, l)
	if err != nil || n == 0 {
		return false, err
	}
	was, err := one(tx.tx.QueryRowContext(ctx, `SELECT hour, stories FROM most_read WHERE language = $1`, l), scan, "There is no most read.")
	if err != nil {
		return false, err
	}
	var before []int64
	if err := json.Unmarshal(was.stories, &before); err != nil {
		return false, err
	}
	if fmt.Sprint(before) == fmt.Sprint(stories) {
		return false, nil
	}
	_, err = tx.exec(ctx, `UPDATE most_read SET stories = $1 WHERE language = $2`, list, l)
	return err == nil, err
}

// MostReadHour returns the hour in which what is most read was last counted for every
// language of the list; zero if it was not for one of them.
func (db *DB) MostReadHour(ctx context.Context, languages []news.Language) (time.Time, error) {
	least := time.Time{}
	for i, l := range languages {
		at, err := one(db.read.QueryRowContext(ctx, `SELECT coalesce(max(hour), 0) FROM most_read WHERE language = $1`, l), scanInstant, "There is no most read.")
		if err != nil || at.IsZero() {
			return time.Time{}, err
		}
		if i == 0 || at.Before(least) {
			least = at
		}
	}
	return least, nil
}
