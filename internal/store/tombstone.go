package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

const readTombstones = `SELECT value FROM tombstone ORDER BY id`

// Tombstones returns everything that was taken down, the oldest first.
func (db *DB) Tombstones(ctx context.Context) ([]news.Tombstone, error) {
	return all(ctx, db.read, scanValue[news.Tombstone], readTombstones)
}

// Tombstones returns the same as this transaction sees it.
func (tx *Tx) Tombstones(ctx context.Context) ([]news.Tombstone, error) {
	return all(ctx, tx.tx, scanValue[news.Tombstone], readTombstones)
}

// Tombstone returns the one with the ID.
func (tx *Tx) Tombstone(ctx context.Context, id string) (news.Tombstone, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT value FROM tombstone WHERE id = $1`, id), scanValue[news.Tombstone], "There is no tombstone %q.", id)
}

// takenDown reports whether a tombstone stands on the story's number.
func (tx *Tx) takenDown(ctx context.Context, story int64) (down bool, err error) {
	n := 0
	err = tx.tx.QueryRowContext(ctx, `SELECT count(*) FROM tombstone WHERE story = $1`, story).Scan(&n)
	return n > 0, err
}

// SaveTombstone keeps a tombstone.
func (tx *Tx) SaveTombstone(ctx context.Context, s news.Tombstone) error {
	value, err := text(s)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO tombstone (id, story, value) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET value = excluded.value`, s.ID, s.Story, value)
	if err != nil {
		return err
	}
	// Not the next number but any: one of a transaction that fails then never comes again
	// with other tombstones.
	_, err = tx.exec(ctx, `INSERT INTO counter (name, value) VALUES ('tombstones', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, rand.Int64()) //nolint:gosec // no secret
	return err
}

// TombstonesMark returns a number that is another one whenever the tombstones are others.
func (tx *Tx) TombstonesMark(ctx context.Context) (mark int64, err error) {
	err = tx.tx.QueryRowContext(ctx, `SELECT value FROM counter WHERE name = 'tombstones'`).Scan(&mark)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return mark, err
}

// LiftStories makes the next new story's number larger than the given one.
func (tx *Tx) LiftStories(ctx context.Context, number int64) error {
	_, err := tx.exec(ctx, `UPDATE counter SET value = $1 WHERE name = 'story' AND value < $1`, number)
	return err
}

// ChangesOf returns every change that was about the story, the oldest first.
func (tx *Tx) ChangesOf(ctx context.Context, number int64) ([]edition.Change, error) {
	return all(ctx, tx.tx, scanChange, `SELECT change FROM edition WHERE story = $1 ORDER BY number`, number)
}

// LastChange returns the number of the newest edition and when it was made, 0 for none.
func (db *DB) LastChange(ctx context.Context) (edition.Change, error) {
	changes, err := all(ctx, db.read, scanChange, `SELECT change FROM edition ORDER BY number DESC LIMIT 1`)
	return append(changes, edition.Change{})[0], err
}

// BlankAnswers takes what the story said out of what is kept of requests with a key.
func (tx *Tx) BlankAnswers(ctx context.Context, id news.StoryID) error {
	type answer struct{ person, key, result string }
	answers, err := all(ctx, tx.tx, func(row scanner) (a answer, err error) { return a, row.Scan(&a.person, &a.key, &a.result) },
		`SELECT person, key, result FROM idempotency WHERE result LIKE $1`, "%"+string(id)+"%")
	if err != nil {
		return err
	}
	for _, a := range answers {
		var v any
		if err := json.Unmarshal([]byte(a.result), &v); err != nil {
			return fmt.Errorf("what is kept of request %s: %w", a.key, err)
		}
		blank(v, string(id))
		result, err := text(v)
		if err != nil {
			return err
		}
		if _, err := tx.exec(ctx, `UPDATE idempotency SET result = $1 WHERE person = $2 AND key = $3`, result, a.person, a.key); err != nil {
			return err
		}
	}
	return nil
}

// blank empties the content of each story and revision with the ID in the JSON value.
func blank(v any, id string) {
	switch v := v.(type) {
	case map[string]any:
		c, ok := v["content"].(map[string]any)
		if ok && (v["id"] == id || v["story"] == id) {
			language, _ := c["language"].(string)
			section, _ := c["section"].(string)
			v["content"] = news.Content{Language: news.Language(language), Section: section}
			for _, also := range []string{"versions", "corrections", "sources"} { // their notes and headlines
				delete(v, also)
			}
		}
		for _, each := range v {
			blank(each, id)
		}
	case []any:
		for _, each := range v {
			blank(each, id)
		}
	}
}

// Unwiped returns the numbers of killed stories whose text still stands in the editions,
// and of which every follower of editions has been told or was to be told an hour ago.
func (db *DB) Unwiped(ctx context.Context) ([]int64, error) {
	return all(ctx, db.read, scanNumber, `SELECT k.story FROM killing k JOIN story s ON s.number = k.story WHERE k.wiped = 0 AND
		(s.edition <= (SELECT coalesce(min(edition), s.edition) FROM follower WHERE failing = 0) OR k.at < `+db.dialect.now+` - 3600000000) ORDER BY k.at LIMIT 100`)
}

// Wipe takes what a killed story said out of the editions: in the place of each stands the
// notice. Lines on the bar that led to it go too. It returns how many editions it changed.
func (tx *Tx) Wipe(ctx context.Context, number int64) (wiped int, err error) {
	changes, err := tx.ChangesOf(ctx, number)
	if err != nil || len(changes) == 0 {
		return 0, err
	}
	last := changes[len(changes)-1]
	if last.Notice == nil {
		return 0, news.Errorf(news.Conflict, "Story %d is before readers; its editions stay.", number)
	}
	for _, c := range changes {
		if c.Story != nil {
			c.Story, c.Notice, c.Kind = nil, last.Notice, edition.Killed
			if err := tx.rewrite(ctx, c); err != nil {
				return wiped, err
			}
			wiped++
		}
	}
	n, err := tx.wipeBars(ctx, number, changes[0].Number, last)
	if err != nil {
		return wiped, err
	}
	_, err = tx.exec(ctx, `UPDATE killing SET wiped = 1 WHERE story = $1`, number)
	return wiped + n, err
}

// wipeBars takes the flashes that led to the story out of the editions that had them: none
// is older than the first or newer than the last that was about the story.
func (tx *Tx) wipeBars(ctx context.Context, number, first int64, last edition.Change) (wiped int, err error) {
	flashes, err := all(ctx, tx.tx, scanFlash, `SELECT `+flashColumns+` FROM flash WHERE story = $1`, number)
	if err != nil {
		return 0, err
	}
	for _, f := range flashes {
		changes, err := all(ctx, tx.tx, scanChange, `SELECT change FROM edition WHERE number >= $1 AND number <= $2 AND at >= $3 AND change LIKE $4`,
			first, last.Number, micros(f.At), "%"+f.ID+"%")
		if err != nil {
			return wiped, err
		}
		for _, c := range changes {
			for i := range c.Bars {
				for j := range c.Bars[i].Items {
					if item := &c.Bars[i].Items[j]; item.ID == f.ID {
						item.Text, item.Path = "–", ""
					}
				}
			}
			if err := tx.rewrite(ctx, c); err != nil {
				return wiped, err
			}
			wiped++
		}
		if _, err := tx.exec(ctx, `UPDATE flash SET text = '–', path = '' WHERE id = $1`, f.ID); err != nil {
			return wiped, err
		}
	}
	return wiped, nil
}

func (tx *Tx) rewrite(ctx context.Context, c edition.Change) error {
	body, err := text(c)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE edition SET kind = $1, change = $2 WHERE number = $3`, c.Kind, body, c.Number)
	return err
}
