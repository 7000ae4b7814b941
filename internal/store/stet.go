package store

import (
	"context"
	"fmt"

	"github.com/stet-news/stet/internal/news"
)

// AddStet keeps the stet under the next number, and returns that.
func (tx *Tx) AddStet(ctx context.Context, s news.Stet) (int64, error) {
	var err error
	if s.Number, err = tx.next(ctx, "stet"); err != nil {
		return 0, err
	}
	value, err := text(s)
	if err != nil {
		return 0, err
	}
	_, err = tx.exec(ctx, `INSERT INTO stet (number, story, kind, reason, ended, value) VALUES ($1, $2, $3, $4, 0, $5)`, s.Number, s.Story, s.Kind, s.Reason, value)
	return s.Number, err
}

// EndStet keeps that the stet was taken back.
func (tx *Tx) EndStet(ctx context.Context, s news.Stet) error {
	value, err := text(s)
	if err != nil {
		return err
	}
	n, err := tx.exec(ctx, `UPDATE stet SET ended = $1, value = $2 WHERE number = $3 AND ended = 0`, micros(s.Ended), value, s.Number)
	if err == nil && n == 0 {
		return news.Errorf(news.Conflict, "Stet %d was taken back already.", s.Number)
	}
	return err
}

// Stet returns a stet of the story.
func (tx *Tx) Stet(ctx context.Context, story, number int64) (news.Stet, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT value FROM stet WHERE story = $1 AND number = $2`, story, number), scanValue[news.Stet], "The story has no stet %d.", number)
}

const stetsOf = `SELECT value FROM stet WHERE story = $1 AND ended = 0 ORDER BY number`

// StetsOf returns the stets of the story that nobody took back, in the order they were made.
func (db *DB) StetsOf(ctx context.Context, story int64) ([]news.Stet, error) {
	return all(ctx, db.read, scanValue[news.Stet], stetsOf, story)
}

// StetsOf returns the same as this transaction sees it.
func (tx *Tx) StetsOf(ctx context.Context, story int64) ([]news.Stet, error) {
	return all(ctx, tx.tx, scanValue[news.Stet], stetsOf, story)
}

// StetFilter says which stets to list.
type StetFilter struct {
	Reason news.Objection // "" for any
	Before int64          // numbers below: the cursor of the next page; 0 for the newest
	Limit  int            // 1 to 200; else 200
}

// Stets lists the house's stets, the newest first, and those that were taken back too. What a killed story said is not among them.
func (db *DB) Stets(ctx context.Context, f StetFilter) ([]news.Stet, error) {
	w := where{conditions: []string{`NOT EXISTS (SELECT 1 FROM story s WHERE s.number = stet.story AND s.status = 'killed')`}}
	if f.Reason != "" {
		w.and(`reason = ?`, f.Reason)
	}
	if f.Before > 0 {
		w.and(`number < ?`, f.Before)
	}
	return all(ctx, db.read, scanValue[news.Stet], `SELECT value FROM stet`+w.text()+fmt.Sprintf(` ORDER BY number DESC LIMIT %d`, bound(f.Limit, 200)), w.args...)
}

// StetCount is how many stets there are of findings of a kind, and how many say that the check is wrong. Those taken back do not count.
type StetCount struct {
	Kind  string
	All   int
	Wrong int
}

// StetCounts counts the house's stets by kind.
func (db *DB) StetCounts(ctx context.Context) ([]StetCount, error) {
	return all(ctx, db.read, func(row scanner) (c StetCount, err error) { return c, row.Scan(&c.Kind, &c.All, &c.Wrong) },
		`SELECT kind, COUNT(*), SUM(CASE WHEN reason = $1 THEN 1 ELSE 0 END) FROM stet WHERE ended = 0 GROUP BY kind ORDER BY kind`, news.CheckerWrong)
}
