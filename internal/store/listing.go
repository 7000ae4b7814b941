package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Listing is a story as a product has it now.
type Listing struct {
	Product  string
	Story    int64
	Position int64 // in the product's order; a story that changes comes last again
	Edition  int64 // in which readers got this version
	At       time.Time
	Gone     bool // readers have a notice in its place
}

const listings = `SELECT product, story, position, edition, at, gone FROM listing`

func scanListing(row scanner) (l Listing, err error) {
	var at int64
	err = row.Scan(&l.Product, &l.Story, &l.Position, &l.Edition, &at, &l.Gone)
	l.At = instant(at)
	return l, err
}

// List puts the version of the story last into the product. One that the product has in this version or a newer one stays where it is.
func (tx *Tx) List(ctx context.Context, product string, c edition.Change) error {
	position, err := tx.next(ctx, "listing")
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO listing (product, story, position, edition, at, gone) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (product, story) DO UPDATE SET position = excluded.position, edition = excluded.edition, at = excluded.at, gone = excluded.gone WHERE listing.edition < excluded.edition`,
		product, c.About(), position, c.Number, micros(c.At), number(c.Story == nil))
	return err
}

// ListedIn returns the IDs of the products that have, or had, the story.
func (tx *Tx) ListedIn(ctx context.Context, story int64) ([]string, error) {
	return all(ctx, tx.tx, func(row scanner) (id string, err error) { return id, row.Scan(&id) }, `SELECT product FROM listing WHERE story = $1`, story)
}

// ListingFilter says which listings of a product to return.
type ListingFilter struct {
	Product string
	After   int64     // the position of the last one that was had
	Since   time.Time // only those that changed since then; zero for all
	Limit   int       // 1 to 200; else 200
}

// Listings returns what of the product comes after, in its order.
func (db *DB) Listings(ctx context.Context, f ListingFilter) ([]Listing, error) {
	return all(ctx, db.read, scanListing, listings+fmt.Sprintf(` WHERE product = $1 AND position > $2 AND at >= $3 ORDER BY position LIMIT %d`, bound(f.Limit, 200)), f.Product, f.After, micros(f.Since))
}

// Listed returns the story as the product has it; NotFound if it never had it.
func (db *DB) Listed(ctx context.Context, product string, story int64) (Listing, error) {
	return one(db.read.QueryRowContext(ctx, listings+` WHERE product = $1 AND story = $2`, product, story), scanListing, "There is no story %d in this product.", story)
}

// VersionOf returns the change that made the edition, which is of the story, with the files that its pictures have now.
func (db *DB) VersionOf(ctx context.Context, story, number int64) (edition.Change, error) {
	list, err := all(ctx, db.read, scanChange, `SELECT change FROM edition WHERE story = $1 AND number >= $2
		AND number < coalesce((SELECT min(number) FROM edition WHERE story = $1 AND number > $2 AND kind <> $3), 9223372036854775807) ORDER BY number`, story, number, edition.Redrawn)
	if err == nil && (len(list) == 0 || list[0].Number != number) {
		err = news.Errorf(news.NotFound, "There is no edition %d of story %d.", number, story)
	}
	if err != nil {
		return edition.Change{}, err
	}
	c := list[0]
	if last := list[len(list)-1]; c.Story != nil && last.Story != nil {
		c.Story = last.Story
	}
	return c, nil
}

// TimesTold returns how many times readers were told something of the story up to the edition: a number that grows with each version, also where the
// text of the versions is gone.
func (db *DB) TimesTold(ctx context.Context, story, number int64) (int, error) {
	return timesTold(ctx, db.read, story, number)
}

// TimesTold returns the same as this transaction sees it.
func (tx *Tx) TimesTold(ctx context.Context, story, number int64) (int, error) {
	return timesTold(ctx, tx.tx, story, number)
}

func timesTold(ctx context.Context, q queryer, story, number int64) (n int, err error) {
	err = q.QueryRowContext(ctx, `SELECT count(*) FROM edition WHERE story = $1 AND number <= $2 AND kind <> $3`, story, number, edition.Redrawn).Scan(&n)
	return n, err
}

// NewestOf returns the newest change of the story that is news, and false if there is none.
func (db *DB) NewestOf(ctx context.Context, story int64) (c edition.Change, ok bool, err error) {
	return newestOf(ctx, db.read, story)
}

func newestOf(ctx context.Context, q queryer, story int64) (c edition.Change, ok bool, err error) {
	list, err := all(ctx, q, scanChange, `SELECT change FROM edition WHERE story = $1 AND kind <> $2 ORDER BY number DESC LIMIT 1`, story, edition.Redrawn)
	if err != nil || len(list) == 0 {
		return c, false, err
	}
	return list[0], true, nil
}

// Unfilled is a product of which not every older story was asked yet whether it is of it.
type Unfilled struct {
	Product news.Product
	After   int64 // the number of the last story that was asked
}

// Unfilled returns the products that are to be filled.
func (db *DB) Unfilled(ctx context.Context) ([]Unfilled, error) {
	return all(ctx, db.read, func(row scanner) (u Unfilled, err error) {
		var value []byte
		if err := row.Scan(&value, &u.After); err != nil {
			return u, err
		}
		return u, json.Unmarshal(value, &u.Product)
	}, `SELECT value, filled FROM product WHERE filled >= 0 ORDER BY id`)
}

// LiveStory is a story that readers have, with its newest change and its desk.
type LiveStory struct {
	Number int64
	Desk   string
	Change edition.Change
}

// LiveAfter returns the live stories whose numbers come after, by number.
func (tx *Tx) LiveAfter(ctx context.Context, after int64, limit int) ([]LiveStory, error) {
	list, err := all(ctx, tx.tx, func(row scanner) (l LiveStory, err error) { return l, row.Scan(&l.Number, &l.Desk) },
		fmt.Sprintf(`SELECT number, desk FROM story WHERE number > $1 AND status = $2 ORDER BY number LIMIT %d`, bound(limit, 1000)), after, news.Live)
	if err != nil {
		return nil, err
	}
	for i, l := range list {
		if list[i].Change, _, err = newestOf(ctx, tx.tx, l.Number); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Filled notes up to which story the product was filled, -1 for all, unless it was changed since it stood at before.
func (tx *Tx) Filled(ctx context.Context, product string, before, after int64) error {
	_, err := tx.exec(ctx, `UPDATE product SET filled = $1 WHERE id = $2 AND filled = $3`, after, product, before)
	return err
}
