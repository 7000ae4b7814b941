package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// NextEdition starts an edition. It is the lock that puts publications in order: a
// second transaction waits here until the first has ended.
func (tx *Tx) NextEdition(ctx context.Context) (int64, error) { return tx.next(ctx, "edition") }

// Publish hands the change, whose number is from NextEdition, to the readers' side, and
// brings the index that readers search up to it.
func (tx *Tx) Publish(ctx context.Context, c edition.Change) error {
	body, err := text(c)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO edition (number, kind, story, at, change) VALUES ($1, $2, $3, $4, $5)`,
		c.Number, c.Kind, c.About(), micros(c.At), body)
	if err != nil {
		return fmt.Errorf("publish edition %d: %w", c.Number, err)
	}
	if err := tx.index(ctx, c); err != nil {
		return fmt.Errorf("index edition %d: %w", c.Number, err)
	}
	return tx.useLive(ctx, c)
}

func scanChange(row scanner) (c edition.Change, err error) {
	var body []byte
	if err := row.Scan(&body); err != nil {
		return c, err
	}
	return c, json.Unmarshal(body, &c)
}

// Since returns the changes after the given edition, oldest first, at most limit. It
// makes a DB an edition.Source.
func (db *DB) Since(ctx context.Context, after int64, limit int) ([]edition.Change, error) {
	return all(ctx, db.read, scanChange,
		`SELECT change FROM edition WHERE number > $1 ORDER BY number LIMIT `+fmt.Sprint(bound(limit, 1000)), after)
}

// LastEdition returns when the newest edition was made; zero if there is none.
func (db *DB) LastEdition(ctx context.Context) (time.Time, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT coalesce(max(at), 0) FROM edition WHERE number = (SELECT max(number) FROM edition)`), scanInstant, "There is no edition.")
}

// EditionOlderThan returns the newest edition that was made so long ago, 0 for none.
func (db *DB) EditionOlderThan(ctx context.Context, d time.Duration) (n int64, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) FROM (SELECT number FROM edition WHERE at <= `+db.dialect.now+` - $1 ORDER BY number DESC LIMIT 1) AS newest`, d.Microseconds()).Scan(&n)
	return n, err
}

// EditionAt returns when the edition was made; zero if there is none of the number.
func (tx *Tx) EditionAt(ctx context.Context, number int64) (time.Time, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT coalesce(max(at), 0) FROM edition WHERE number = $1`, number), scanInstant, "There is no edition %d.", number)
}

func scanInstant(row scanner) (time.Time, error) {
	var us int64
	err := row.Scan(&us)
	return instant(us), err
}

// House returns the newsroom's own settings; NotFound before it is set up.
func (db *DB) House(ctx context.Context) (news.House, error) { return readHouse(ctx, db.read) }

// House returns the settings as this transaction sees them.
func (tx *Tx) House(ctx context.Context) (news.House, error) { return readHouse(ctx, tx.tx) }

func readHouse(ctx context.Context, q queryer) (news.House, error) {
	scan := func(row scanner) (h news.House, err error) {
		var value []byte
		if err := row.Scan(&value); err != nil {
			return h, err
		}
		return h, json.Unmarshal(value, &h)
	}
	return one(q.QueryRowContext(ctx, `SELECT value FROM house`), scan, "There is no newsroom yet: set it up first.")
}

// SaveHouse writes the settings.
func (tx *Tx) SaveHouse(ctx context.Context, h news.House) error {
	value, err := text(h)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO house (id, value) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET value = excluded.value`, value)
	if err != nil {
		return err
	}
	return tx.useOf(ctx, 0, OfAuthor, portraits(h))
}
