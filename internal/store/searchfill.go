package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

// fillBatch is how many stories one transaction of FillSearch brings into the index: few,
// so that nobody who publishes waits for long.
const fillBatch = 20

// IndexLater leaves what this transaction publishes from now on to FillSearch. It is for
// who brings in many thousand stories at once. What is taken away is taken out of the
// index at once all the same.
func (tx *Tx) IndexLater() { tx.later = true }

func (tx *Tx) indexLater(ctx context.Context) error {
	_, err := tx.exec(ctx, `UPDATE search_fill SET story = 0, done = 0 WHERE done = 1 OR story > 0`)
	return err
}

// FillSearch brings into the index what is published and not in it: what was published
// before there was an index, by another version of package terms, or with IndexLater. It
// can be stopped at any moment and goes on where it was. progress is called after each
// step with how far it is; it is not called if nothing is to do.
func (db *DB) FillSearch(ctx context.Context, progress func(done, of int)) error {
	for {
		f, err := readFill(ctx, db.read)
		if err != nil {
			return fmt.Errorf("fill the search index: %w", err)
		}
		if f.complete() {
			return nil
		}
		if err := db.Tx(ctx, func(tx *Tx) error { return tx.fill(ctx, progress) }); err != nil {
			return fmt.Errorf("fill the search index: %w", err)
		}
		if err := db.TidySearch(ctx); err != nil {
			return err
		}
	}
}

// TidySearch merges what publications have left in small pieces, as the database would in
// the middle of one of them: then now and again somebody who publishes would wait for a
// third of a second on SQLite, and for more than one on PostgreSQL. It works in short steps, between which others write, and does nothing if
// nothing was published since.
func (db *DB) TidySearch(ctx context.Context) error {
	if db.untidy.Swap(0) == 0 {
		return nil
	}
	for _, tidy := range []string{db.dialect.search.tidy, db.dialect.search.dispatches.tidy} {
		for more := true; more; {
			err := db.Tx(ctx, func(tx *Tx) (err error) {
				more, err = tx.tidySearch(ctx, tidy)
				return err
			})
			if err != nil {
				return fmt.Errorf("tidy the search index: %w", err)
			}
		}
	}
	return nil
}

// tidySearch does one step and reports whether there are more.
func (tx *Tx) tidySearch(ctx context.Context, tidy string) (bool, error) {
	var before, after int64
	changes := func(n *int64) error {
		if tx.dialect.search.changes == "" {
			return nil
		}
		return tx.tx.QueryRowContext(ctx, tx.dialect.search.changes).Scan(n)
	}
	if err := changes(&before); err != nil {
		return false, err
	}
	if _, err := tx.exec(ctx, tidy); err != nil {
		return false, err
	}
	err := changes(&after)
	return after-before >= 2, err // the statement itself is one
}

// RefillSearch makes FillSearch go through everything again.
func (db *DB) RefillSearch(ctx context.Context) error {
	return db.Tx(ctx, func(tx *Tx) error {
		_, err := tx.exec(ctx, `UPDATE search_fill SET version = 0`)
		return err
	})
}

// fill is how far the index is filled.
type fill struct{ version, story, done int64 }

func (f fill) complete() bool { return f.version == terms.Version && f.done == 1 }

func readFill(ctx context.Context, q queryer) (f fill, err error) {
	return f, q.QueryRowContext(ctx, `SELECT version, story, done FROM search_fill`).Scan(&f.version, &f.story, &f.done)
}

// fill does one batch.
func (tx *Tx) fill(ctx context.Context, progress func(done, of int)) error {
	// Who publishes takes this lock too, so none of these stories changes meanwhile.
	if _, err := tx.exec(ctx, `UPDATE counter SET value = value WHERE name = 'edition'`); err != nil {
		return err
	}
	f, err := readFill(ctx, tx.tx)
	if err != nil || f.complete() {
		return err
	}
	if f.version != terms.Version { // from here on the version is that of what is put in
		f = fill{version: terms.Version}
		if _, err := tx.exec(ctx, `UPDATE search SET edition = 0`); err != nil {
			return err
		}
	}
	numbers, err := all(ctx, tx.tx, func(row scanner) (n int64, err error) { return n, row.Scan(&n) },
		fmt.Sprintf(`SELECT s.number FROM story s LEFT JOIN search i ON i.story = s.number
			WHERE s.number > $1 AND s.edition > 0 AND COALESCE(i.edition, 0) <> s.edition ORDER BY s.number LIMIT %d`, fillBatch), f.story)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if err := tx.fillStory(ctx, n); err != nil {
			return fmt.Errorf("story %d: %w", n, err)
		}
		f.story = n
	}
	if len(numbers) < fillBatch {
		f.done = 1
	}
	if err := tx.reportFill(ctx, f, progress); err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE search_fill SET version = $1, story = $2, done = $3`, f.version, f.story, f.done)
	return err
}

// fillStory brings one story into the index, or takes it out.
func (tx *Tx) fillStory(ctx context.Context, number int64) error {
	c, err := tx.published(ctx, number)
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.NotFound {
		return tx.unindex(ctx, number)
	}
	if err != nil {
		return err
	}
	return tx.indexStory(ctx, *c.Story, c.Number)
}

func (tx *Tx) reportFill(ctx context.Context, f fill, progress func(done, of int)) error {
	var last int64
	if err := tx.tx.QueryRowContext(ctx, `SELECT value FROM counter WHERE name = 'story'`).Scan(&last); err != nil {
		return err
	}
	if f.done == 1 {
		f.story = last
	}
	progress(int(f.story), int(last))
	return nil
}
