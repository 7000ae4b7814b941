package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// settle says that the passages of the story in its sources are to be found again once it was left alone for a while.
func (tx *Tx) settle(ctx context.Context, story news.StoryID, at time.Time) error {
	_, err := tx.exec(ctx, `UPDATE story_source SET due = $1 WHERE story = $2`, max(1, micros(at)), story)
	return err
}

// Unsettled is a story whose passages in its sources are to be found.
type Unsettled struct {
	Story int64 // number
	id    news.StoryID
	since int64
}

// Unsettled returns the stories that were last changed before the time and whose passages are to be found, the one that waits longest first.
func (db *DB) Unsettled(ctx context.Context, before time.Time, limit int) ([]Unsettled, error) {
	return all(ctx, db.read, func(row scanner) (u Unsettled, err error) { return u, row.Scan(&u.Story, &u.id, &u.since) },
		fmt.Sprintf(`SELECT s.number, s.id, max(u.due) AS since FROM story_source u JOIN story s ON s.id = u.story WHERE u.due > 0 AND u.due <= $1
			GROUP BY s.number, s.id ORDER BY since, s.number LIMIT %d`, bound(limit, 200)), micros(before))
}

// Settled notes that the passages of the story are found, unless it was changed again meanwhile.
func (tx *Tx) Settled(ctx context.Context, u Unsettled) error {
	_, err := tx.exec(ctx, `UPDATE story_source SET due = 0 WHERE story = $1 AND due <= $2`, u.id, u.since)
	return err
}

// SavePassages keeps the passages of a revision of the story. Those that are there already stay as they are.
func (tx *Tx) SavePassages(ctx context.Context, story news.StoryID, of news.PassagesOf) error {
	item, err := text(of.Passages)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO story_passage (story, revision, dispatch, version, item) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		story, of.Revision, of.Dispatch, of.Version, item)
	return err
}

// Passages returns the passages that are kept of a revision of the story, by dispatch and version.
func (db *DB) Passages(ctx context.Context, story news.StoryID, revision int64) ([]news.PassagesOf, error) {
	return all(ctx, db.read, func(row scanner) (of news.PassagesOf, err error) {
		var item []byte
		if err := row.Scan(&of.Revision, &of.Dispatch, &of.Version, &item, &of.Wire); err != nil {
			return of, err
		}
		return of, json.Unmarshal(item, &of.Passages)
	}, `SELECT p.revision, p.dispatch, p.version, p.item, w.name FROM story_passage p JOIN dispatch d ON d.id = p.dispatch JOIN wire w ON w.id = d.wire
		WHERE p.story = $1 AND p.revision = $2 ORDER BY p.dispatch, p.version`, story, revision)
}
