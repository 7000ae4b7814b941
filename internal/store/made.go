package store

import (
	"context"

	"github.com/stet-news/stet/internal/news"
)

// AddMade keeps that something was made from a dispatch. What is kept already stays as it is.
func (tx *Tx) AddMade(ctx context.Context, m news.MadeFrom) error {
	_, err := tx.exec(ctx, `INSERT INTO made_from (made, object, story, dispatch, version) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		m.Made, m.Object, m.Story, m.Dispatch, m.Version)
	return err
}

// UpdateMade says that it was read against the version of its source.
func (tx *Tx) UpdateMade(ctx context.Context, m news.MadeFrom) error {
	_, err := tx.exec(ctx, `UPDATE made_from SET version = $1 WHERE made = $2 AND object = $3 AND dispatch = $4 AND version < $1`, m.Version, m.Made, m.Object, m.Dispatch)
	return err
}

// MadeOf returns what else than stories was made from the dispatch, without the lines that are off the bar; at most 500.
func (db *DB) MadeOf(ctx context.Context, dispatch string) ([]news.MadeFrom, error) {
	return all(ctx, db.read, scanMade, `SELECT made, object, story, dispatch, version FROM made_from WHERE dispatch = $1
		AND (made <> 'flash' OR object IN (SELECT id FROM flash WHERE ended = 0)) ORDER BY made, object LIMIT 500`, dispatch)
}

func scanMade(row scanner) (m news.MadeFrom, err error) {
	return m, row.Scan(&m.Made, &m.Object, &m.Story, &m.Dispatch, &m.Version)
}
