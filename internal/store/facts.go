package store

import (
	"context"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Facts is by what a dispatch is looked for in the other language.
type Facts struct {
	Dispatch string
	Cluster  string
	Language news.Language
	Facts    []byte // of package crossmatch
}

const crossingFacts = `SELECT f.dispatch, d.cluster, f.language, f.facts FROM dispatch_features f JOIN dispatch d ON d.id = f.dispatch
	WHERE f.language = $1 AND f.facts IS NOT NULL AND f.received `

// FactsAround returns the facts of the dispatches in the language that were received within a time of another, which none of them is further
// from than that: of those before it, itself included, the last, and of those after it the first, at most each of them.
func (db *DB) FactsAround(ctx context.Context, language news.Language, at time.Time, within time.Duration, each int) ([]Facts, error) {
	scan := func(row scanner) (f Facts, err error) {
		return f, row.Scan(&f.Dispatch, &f.Cluster, &f.Language, &f.Facts)
	}
	before, err := all(ctx, db.read, scan, crossingFacts+fmt.Sprintf(`BETWEEN $2 AND $3 ORDER BY f.received DESC, f.dispatch DESC LIMIT %d`, each), language, micros(at.Add(-within)), micros(at))
	if err != nil {
		return nil, err
	}
	after, err := all(ctx, db.read, scan, crossingFacts+fmt.Sprintf(`BETWEEN $2 AND $3 ORDER BY f.received, f.dispatch LIMIT %d`, each), language, micros(at)+1, micros(at.Add(within)))
	return append(before, after...), err
}

// WithoutFacts returns the dispatches in one of the languages that were compared, and of which no facts are kept: of the last received at most
// limit.
func (db *DB) WithoutFacts(ctx context.Context, limit int, languages ...news.Language) ([]news.Dispatch, error) {
	args := make([]any, len(languages))
	for i, l := range languages {
		args[i] = string(l)
	}
	return all(ctx, db.read, scanDispatch, `SELECT `+dispatchColumns+dispatchFrom+` JOIN dispatch_features f ON f.dispatch = d.id
		WHERE f.facts IS NULL AND f.language IN (`+placeholders(len(args))+`) AND v.version = d.version`+
		fmt.Sprintf(` ORDER BY f.received DESC LIMIT %d`, bound(limit, 200)), args...)
}

// KeepFacts keeps by what the version of the dispatch is looked for in the other language, if none are kept and no other version was compared
// meanwhile. None at all are kept as well.
func (tx *Tx) KeepFacts(ctx context.Context, d news.Dispatch, facts []byte) error {
	if facts == nil {
		facts = []byte{}
	}
	_, err := tx.exec(ctx, `UPDATE dispatch_features SET facts = $1 WHERE dispatch = $2 AND facts IS NULL
		AND EXISTS (SELECT 1 FROM dispatch WHERE id = $2 AND compared = $3)`, facts, d.ID, d.Version)
	return err
}
