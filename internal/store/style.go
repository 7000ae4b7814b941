package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// StyleRevision returns a number that is another one whenever the house's rules for the language are; 0 if it never had any.
func (db *DB) StyleRevision(ctx context.Context, language news.Language) (revision int64, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT revision FROM style_sheet WHERE language = $1`, language).Scan(&revision)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return revision, err
}

// StyleRevisions returns a number that grows whenever the house's rules for any language change.
func (db *DB) StyleRevisions(ctx context.Context) (sum int64, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT CAST(coalesce(sum(revision), 0) AS BIGINT) FROM style_sheet`).Scan(&sum)
	return sum, err
}

// StyleRules returns the house's rules for the language at their newest versions, by their ids.
func (db *DB) StyleRules(ctx context.Context, language news.Language) ([]news.StyleRule, error) {
	return styleRules(ctx, db.read, language)
}

// StyleRules returns the rules as this transaction sees them. From then on the turns of others that change rules for the language
// wait for this to end.
func (tx *Tx) StyleRules(ctx context.Context, language news.Language) ([]news.StyleRule, error) {
	_, err := tx.exec(ctx, `INSERT INTO style_sheet (language, revision) VALUES ($1, 1)
		ON CONFLICT (language) DO UPDATE SET revision = style_sheet.revision + 1`, language)
	if err != nil {
		return nil, err
	}
	return styleRules(ctx, tx.tx, language)
}

func styleRules(ctx context.Context, q queryer, language news.Language) ([]news.StyleRule, error) {
	return all(ctx, q, scanValue[news.StyleRule], `SELECT r.value FROM style_rule r
		JOIN (SELECT id, max(version) AS version FROM style_rule WHERE language = $1 GROUP BY id) n ON n.id = r.id AND n.version = r.version
		WHERE r.language = $1 ORDER BY r.id`, language)
}

// SaveStyleRule keeps a new version of a rule. StyleRules must have been called in the transaction.
func (tx *Tx) SaveStyleRule(ctx context.Context, r news.StyleRule) error {
	value, err := text(r)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO style_rule (language, id, version, value) VALUES ($1, $2, $3, $4)`, r.Language, r.ID, r.Version, value)
	return err
}

// StyleVersions returns what a rule was, the newest first, at most 200.
func (db *DB) StyleVersions(ctx context.Context, language news.Language, id string) ([]news.StyleRule, error) {
	return all(ctx, db.read, scanValue[news.StyleRule],
		`SELECT value FROM style_rule WHERE language = $1 AND id = $2 ORDER BY version DESC LIMIT 200`, language, id)
}

// StoriesSince returns the stories in the language that were changed since the time, the last changed first, at most limit.
func (db *DB) StoriesSince(ctx context.Context, language news.Language, since time.Time, limit int) ([]news.Story, error) {
	return all(ctx, db.read, scanStory, `SELECT `+storyColumns+` FROM story WHERE language = $1 AND changed >= $2
		ORDER BY changed DESC, number DESC`+fmt.Sprintf(` LIMIT %d`, bound(limit, 1000)), language, micros(since))
}
