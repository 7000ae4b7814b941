package store

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

const collectionColumns = `c.id, c.name, c.made, c.person, (SELECT COUNT(*) FROM picture_collected p WHERE p.collection = c.id)`

func scanCollection(row scanner) (c news.Collection, err error) {
	var made int64
	var person []byte
	if err := row.Scan(&c.ID, &c.Name, &made, &person, &c.Pictures); err != nil {
		return c, err
	}
	c.Made = instant(made)
	return c, json.Unmarshal(person, &c.By)
}

// mostCollections is how many collections are listed.
const mostCollections = 500

// Collections returns the collections of pictures by their names, at most 500.
func (db *DB) Collections(ctx context.Context) ([]news.Collection, error) {
	return all(ctx, db.read, scanCollection, `SELECT `+collectionColumns+` FROM picture_collection c ORDER BY c.folded LIMIT 500`)
}

// Collection returns the collection.
func (db *DB) Collection(ctx context.Context, id string) (news.Collection, error) {
	return readCollection(ctx, db.read, id)
}

// Collection returns the collection as this transaction sees it.
func (tx *Tx) Collection(ctx context.Context, id string) (news.Collection, error) {
	return readCollection(ctx, tx.tx, id)
}

func readCollection(ctx context.Context, q queryer, id string) (news.Collection, error) {
	return one(q.QueryRowContext(ctx, `SELECT `+collectionColumns+` FROM picture_collection c WHERE c.id = $1`, id), scanCollection, "There is no collection %s.", id)
}

// CollectionsOf returns the collections that the picture is in, by their names.
func (db *DB) CollectionsOf(ctx context.Context, picture string) ([]news.Collection, error) {
	return all(ctx, db.read, scanCollection, `SELECT `+collectionColumns+` FROM picture_collection c JOIN picture_collected m ON m.collection = c.id
		WHERE m.picture = $1 ORDER BY c.folded`, picture)
}

// SaveCollection adds the collection, or gives it its name. It is a Conflict if another has the name, however it is written, or if there are 500.
func (tx *Tx) SaveCollection(ctx context.Context, c news.Collection) error {
	person, err := text(c.By)
	if err != nil {
		return err
	}
	var n, same int
	folded := strings.ToLower(c.Name)
	err = tx.tx.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(CASE WHEN folded = $1 THEN 1 ELSE 0 END), 0) FROM picture_collection WHERE id <> $2`, folded, c.ID).Scan(&n, &same)
	switch {
	case err != nil:
		return err
	case same > 0:
		return nameTaken(c.Name)
	case n >= mostCollections:
		return news.Errorf(news.Conflict, "There are %d collections already. Delete one that nobody needs.", n)
	}
	_, err = tx.exec(ctx, `INSERT INTO picture_collection (id, name, folded, made, person) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, folded = excluded.folded`, c.ID, c.Name, folded, micros(c.Made), person)
	if err != nil && tx.dialect.unique(err) { // somebody made it at the same moment
		return nameTaken(c.Name)
	}
	return err
}

func nameTaken(name string) error {
	return news.Errorf(news.Conflict, "There is a collection “%s” already.", name)
}

// DropCollection deletes the collection. Its pictures stay.
func (tx *Tx) DropCollection(ctx context.Context, id string) error {
	if _, err := tx.exec(ctx, `DELETE FROM picture_collected WHERE collection = $1`, id); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM picture_collection WHERE id = $1`, id)
	return err
}

// Collect puts the picture into the collection and reports whether it was not in it.
func (tx *Tx) Collect(ctx context.Context, collection, picture string) (bool, error) {
	n, err := tx.exec(ctx, `INSERT INTO picture_collected (collection, picture, since) VALUES ($1, $2, `+tx.dialect.now+`) ON CONFLICT DO NOTHING`, collection, picture)
	return n == 1, err
}

// Uncollect takes the picture out of the collection and reports whether it was in it.
func (tx *Tx) Uncollect(ctx context.Context, collection, picture string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM picture_collected WHERE collection = $1 AND picture = $2`, collection, picture)
	return n == 1, err
}
