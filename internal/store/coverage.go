package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/stet-news/stet/internal/news"
)

// Coverage returns the live coverage of the story, nil if it has none.
func (db *DB) Coverage(ctx context.Context, id news.StoryID) (*news.Coverage, error) {
	return readCoverage(ctx, db.read, id)
}

// Coverage returns the live coverage of the story as this transaction sees it.
func (tx *Tx) Coverage(ctx context.Context, id news.StoryID) (*news.Coverage, error) {
	return readCoverage(ctx, tx.tx, id)
}

func readCoverage(ctx context.Context, q queryer, id news.StoryID) (*news.Coverage, error) {
	var value []byte
	err := q.QueryRowContext(ctx, `SELECT value FROM coverage WHERE story = $1`, id).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c := new(news.Coverage)
	return c, json.Unmarshal(value, c)
}

// SaveCoverage writes the live coverage of the story.
func (tx *Tx) SaveCoverage(ctx context.Context, id news.StoryID, c news.Coverage) error {
	value, err := text(c)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO coverage (story, ended, value) VALUES ($1, $2, $3)
		ON CONFLICT (story) DO UPDATE SET ended = excluded.ended, value = excluded.value`, id, micros(c.Ended), value)
	return err
}

// CoveredNow returns the stories with live coverage that has not ended, the last changed
// first, at most 20.
func (db *DB) CoveredNow(ctx context.Context) ([]news.Story, error) {
	return all(ctx, db.read, scanStory, `SELECT `+storyColumns+` FROM (SELECT story FROM coverage WHERE ended = 0) AS c CROSS JOIN story WHERE story.id = c.story AND status = 'live'
		ORDER BY changed DESC, number DESC LIMIT 20`)
}
