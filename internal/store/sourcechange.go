package store

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/news"
)

// AddSourceChange keeps that a source of a story changed, under an ID that it gives. Open changes of the same story and dispatch to older
// versions are closed: the new one takes their place, and is since what the first of them was since. It reports whether it was not there
// yet; the same version twice is one change.
func (tx *Tx) AddSourceChange(ctx context.Context, c news.SourceChange) (news.SourceChange, bool, error) {
	open, err := all(ctx, tx.tx, scanValue[news.SourceChange], `SELECT item FROM source_change WHERE story = $1 AND made = $2 AND object = $3 AND dispatch = $4 AND answered = 0 ORDER BY version`,
		c.Story, c.Made, c.Object, c.Dispatch)
	if err != nil {
		return c, false, err
	}
	if len(open) > 0 {
		c.Since = min(c.Since, open[0].Since)
	}
	c.ID = uuid.Must(uuid.NewV7()).String()
	item, err := text(c)
	if err != nil {
		return c, false, err
	}
	n, err := tx.exec(ctx, `INSERT INTO source_change (id, story, made, object, dispatch, version, hold_at, answered, must, item) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)
		ON CONFLICT (story, made, object, dispatch, version) DO NOTHING`, c.ID, c.Story, c.Made, c.Object, c.Dispatch, c.Version, micros(c.HoldAt), number(c.MustLook()), item)
	if err != nil || n == 0 {
		return c, false, err
	}
	for _, old := range open {
		if old.Version >= c.Version {
			continue
		}
		old.Answered = c.At
		if err := tx.SaveSourceChange(ctx, old); err != nil {
			return c, false, err
		}
	}
	return c, true, nil
}

// SaveSourceChange writes what became of a change that is there.
func (tx *Tx) SaveSourceChange(ctx context.Context, c news.SourceChange) error {
	item, err := text(c)
	if err != nil {
		return err
	}
	hold := c.HoldAt
	if !c.Held.IsZero() {
		hold = time.Time{}
	}
	n, err := tx.exec(ctx, `UPDATE source_change SET hold_at = $1, answered = $2, item = $3 WHERE id = $4`, micros(hold), micros(c.Answered), item, c.ID)
	if err == nil && n == 0 {
		return news.Errorf(news.NotFound, "There is no change of a source %s.", c.ID)
	}
	return err
}

const (
	sourceChanges = `SELECT item FROM source_change WHERE story = $1 ORDER BY id`
	openChanges   = `SELECT item FROM source_change WHERE story = $1 AND answered = 0 ORDER BY id`
)

// SourceChanges returns what became of the story's sources, the oldest change first, at most 500.
func (db *DB) SourceChanges(ctx context.Context, story int64) ([]news.SourceChange, error) {
	return all(ctx, db.read, scanValue[news.SourceChange], sourceChanges+` LIMIT 500`, story)
}

// OpenSourceChanges returns those of them that nobody has answered, as this transaction sees them, with those of what stands under the
// story or leads to it.
func (tx *Tx) OpenSourceChanges(ctx context.Context, story int64) ([]news.SourceChange, error) {
	return all(ctx, tx.tx, scanValue[news.SourceChange], openChanges, story)
}

// SourceChange returns the change with the ID.
func (db *DB) SourceChange(ctx context.Context, id string) (news.SourceChange, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT item FROM source_change WHERE id = $1`, id), scanValue[news.SourceChange], "There is no change of a source %s.", id)
}

// SourceChange returns the change with the ID as this transaction sees it.
func (tx *Tx) SourceChange(ctx context.Context, id string) (news.SourceChange, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT item FROM source_change WHERE id = $1`, id), scanValue[news.SourceChange], "There is no change of a source %s.", id)
}

// ToHold returns the open changes whose stories are to be taken from readers by the time, the first that is due first.
func (db *DB) ToHold(ctx context.Context, now time.Time, limit int) ([]news.SourceChange, error) {
	return all(ctx, db.read, scanValue[news.SourceChange],
		fmt.Sprintf(`SELECT item FROM source_change WHERE answered = 0 AND hold_at > 0 AND hold_at <= $1 ORDER BY hold_at LIMIT %d`, bound(limit, 200)), micros(now))
}

// OpenChanges returns the open changes that somebody has to look at, the oldest first. Those of stories that are killed or spiked
// and of lines that are off the bar are left out.
func (db *DB) OpenChanges(ctx context.Context, limit int) ([]news.SourceChange, error) {
	return all(ctx, db.read, scanValue[news.SourceChange], fmt.Sprintf(`SELECT c.item FROM source_change c LEFT JOIN story s ON s.number = c.story
		WHERE c.answered = 0 AND c.must = 1 AND (s.number IS NULL OR s.status NOT IN ('killed', 'spiked'))
		AND (c.made <> 'flash' OR c.object IN (SELECT id FROM flash WHERE ended = 0)) ORDER BY c.id LIMIT %d`, bound(limit, 200)))
}

// UpdateSource says that the story was read against the version of its source.
func (tx *Tx) UpdateSource(ctx context.Context, story news.StoryID, dispatch string, version int64) error {
	_, err := tx.exec(ctx, `UPDATE story_source SET version = $1, due = 1 WHERE story = $2 AND dispatch = $3 AND version < $1`, version, story, dispatch)
	return err
}
