package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

const dispatchCollections = `SELECT c.id, c.name, c.made, c.person, (SELECT COUNT(*) FROM dispatch_collected m WHERE m.collection = c.id) FROM dispatch_collection c`

func scanDispatchCollection(row scanner) (c news.DispatchCollection, err error) {
	var made int64
	var person []byte
	if err := row.Scan(&c.ID, &c.Name, &made, &person, &c.Dispatches); err != nil {
		return c, err
	}
	c.Made = instant(made)
	return c, json.Unmarshal(person, &c.By)
}

// DispatchCollections returns the collections of dispatches by their names.
func (db *DB) DispatchCollections(ctx context.Context) ([]news.DispatchCollection, error) {
	return all(ctx, db.read, scanDispatchCollection, dispatchCollections+fmt.Sprintf(` ORDER BY c.folded LIMIT %d`, news.MostDispatchCollections))
}

// DispatchCollectionsOf returns the collections that the dispatch is in, or another of its event, by their names.
func (db *DB) DispatchCollectionsOf(ctx context.Context, dispatch string) ([]news.DispatchCollection, error) {
	return all(ctx, db.read, scanDispatchCollection, dispatchCollections+` WHERE EXISTS (SELECT 1 FROM dispatch_collected m WHERE m.collection = c.id AND m.dispatch IN (`+ofItsEvent+`))
		ORDER BY c.folded`, dispatch)
}

// ofItsEvent selects the IDs of the dispatches that are of one event with the dispatch $1.
const ofItsEvent = `SELECT d.id FROM dispatch d WHERE d.cluster = (SELECT x.cluster FROM dispatch x WHERE x.id = $1)`

// DispatchCollection returns the collection of dispatches as this transaction sees it.
func (tx *Tx) DispatchCollection(ctx context.Context, id string) (news.DispatchCollection, error) {
	return one(tx.tx.QueryRowContext(ctx, dispatchCollections+` WHERE c.id = $1`, id), scanDispatchCollection, "There is no collection %s.", id)
}

// SaveDispatchCollection adds the collection, or gives it its name. It is a Conflict if another has the name, however it is written, or if there are as
// many as there may be.
func (tx *Tx) SaveDispatchCollection(ctx context.Context, c news.DispatchCollection) error {
	person, err := text(c.By)
	if err != nil {
		return err
	}
	var n, same int
	folded := strings.ToLower(c.Name)
	err = tx.tx.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(CASE WHEN folded = $1 THEN 1 ELSE 0 END), 0) FROM dispatch_collection WHERE id <> $2`, folded, c.ID).Scan(&n, &same)
	switch {
	case err != nil:
		return err
	case same > 0:
		return nameTaken(c.Name)
	case n >= news.MostDispatchCollections:
		return news.Errorf(news.Conflict, "There are %d collections already. Delete one that nobody needs.", n)
	}
	_, err = tx.exec(ctx, `INSERT INTO dispatch_collection (id, name, folded, made, person) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, folded = excluded.folded`, c.ID, c.Name, folded, micros(c.Made), person)
	if err != nil && tx.dialect.unique(err) { // somebody made it at the same moment
		return nameTaken(c.Name)
	}
	return err
}

// DropDispatchCollection deletes the collection. Its dispatches stay for as long as others do.
func (tx *Tx) DropDispatchCollection(ctx context.Context, id string) error {
	if _, err := tx.exec(ctx, `DELETE FROM dispatch_collected WHERE collection = $1`, id); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM dispatch_collection WHERE id = $1`, id)
	return err
}

// CollectDispatch puts the dispatch into the collection and reports whether it was not in it.
func (tx *Tx) CollectDispatch(ctx context.Context, collection, dispatch string, at time.Time) (bool, error) {
	n, err := tx.exec(ctx, `INSERT INTO dispatch_collected (collection, dispatch, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, collection, dispatch, micros(at))
	return n == 1, err
}

// UncollectDispatch takes the dispatch, with all that are of its event, out of the collection, and reports whether one was in it: in a list an event
// is one row.
func (tx *Tx) UncollectDispatch(ctx context.Context, collection, dispatch string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM dispatch_collected WHERE dispatch IN (`+ofItsEvent+`) AND collection = $2`, dispatch, collection)
	return n > 0, err
}

// CollectedDispatches returns the dispatches of the collection, the last received first.
func (db *DB) CollectedDispatches(ctx context.Context, collection string) ([]news.Dispatch, error) {
	return all(ctx, db.read, scanDispatch, `SELECT `+dispatchColumns+dispatchFrom+` JOIN dispatch_collected m ON m.dispatch = d.id
		WHERE v.version = d.version AND m.collection = $1`+fmt.Sprintf(` ORDER BY d.received DESC, d.id DESC LIMIT %d`, news.MostCollected), collection)
}
