package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

func scanFront(row scanner) (f news.Front, err error) {
	var turn int64
	var value string
	if err := row.Scan(&turn, &value); err != nil {
		return f, err
	}
	err = json.Unmarshal([]byte(value), &f)
	f.Turn = turn
	return f, err
}

// Front returns the front. One that nobody ever touched is empty.
func (db *DB) Front(ctx context.Context, name news.FrontName) (news.Front, error) {
	return readFront(ctx, db.read, name)
}

// Front returns the front as this transaction sees it.
func (tx *Tx) Front(ctx context.Context, name news.FrontName) (news.Front, error) {
	return readFront(ctx, tx.tx, name)
}

func readFront(ctx context.Context, q queryer, name news.FrontName) (news.Front, error) {
	f, err := one(q.QueryRowContext(ctx, `SELECT turn, value FROM front WHERE name = $1`, name.String()), scanFront, "There is no front %s.", name)
	if IsNotFound(err) {
		return news.Front{Name: name}, nil
	}
	return f, err
}

// Fronts returns every front that somebody ever touched.
func (db *DB) Fronts(ctx context.Context) ([]news.Front, error) { return readFronts(ctx, db.read) }

// Fronts returns every front that somebody ever touched as this transaction sees them.
func (tx *Tx) Fronts(ctx context.Context) ([]news.Front, error) { return readFronts(ctx, tx.tx) }

func readFronts(ctx context.Context, q queryer) ([]news.Front, error) {
	return all(ctx, q, scanFront, `SELECT turn, value FROM front ORDER BY name`)
}

// SaveFront writes back a front that Tx.Front read.
func (tx *Tx) SaveFront(ctx context.Context, f news.Front) error {
	value, err := text(f)
	if err != nil {
		return err
	}
	name, lapses := f.Name.String(), micros(f.Live.Lapses())
	if f.Turn == 0 {
		_, err := tx.exec(ctx, `INSERT INTO front (name, turn, lapses, value) VALUES ($1, 1, $2, $3)`, name, lapses, value)
		if err != nil && tx.dialect.unique(err) {
			return errRace
		}
		return err
	}
	n, err := tx.exec(ctx, `UPDATE front SET turn = turn + 1, lapses = $3, value = $4 WHERE name = $1 AND turn = $2`, name, f.Turn, lapses, value)
	if err == nil && n == 0 {
		return errRace
	}
	return err
}

// FrontsDue returns the names of the fronts on which a pin has come to its end by the
// database's own clock.
func (db *DB) FrontsDue(ctx context.Context) ([]news.FrontName, error) {
	scan := func(row scanner) (news.FrontName, error) {
		var name string
		err := row.Scan(&name)
		return news.ReadFrontName(name), err
	}
	return all(ctx, db.read, scan, `SELECT name FROM front WHERE lapses > 0 AND lapses <= `+db.dialect.now+` ORDER BY name`)
}

// AddFrontLaunch keeps a launch of the front, which must be there.
func (tx *Tx) AddFrontLaunch(ctx context.Context, name news.FrontName, l news.FrontLaunch) error {
	value, err := text(l)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO front_launch (front, number, at, value) VALUES ($1, $2, $3, $4)`, name.String(), l.Number, micros(l.At), value)
	if err != nil {
		return fmt.Errorf("keep launch %d of %s: %w", l.Number, name, err)
	}
	return nil
}

func scanFrontLaunch(row scanner) (l news.FrontLaunch, err error) {
	var value string
	if err := row.Scan(&value); err != nil {
		return l, err
	}
	return l, json.Unmarshal([]byte(value), &l)
}

// FrontLaunches returns the launches of the front before the number, the newest first, at
// most limit. A number of 0 is from the newest.
func (db *DB) FrontLaunches(ctx context.Context, name news.FrontName, before int64, limit int) ([]news.FrontLaunch, error) {
	var w where
	w.and(`front = ?`, name.String())
	if before > 0 {
		w.and(`number < ?`, before)
	}
	return all(ctx, db.read, scanFrontLaunch, `SELECT value FROM front_launch`+w.text()+` ORDER BY number DESC LIMIT `+fmt.Sprint(bound(limit, 200)), w.args...)
}

// FrontLaunch returns one launch of the front.
func (tx *Tx) FrontLaunch(ctx context.Context, name news.FrontName, number int64) (news.FrontLaunch, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT value FROM front_launch WHERE front = $1 AND number = $2`, name.String(), number),
		scanFrontLaunch, "There is no launch %d of this front.", number)
}

// Clips returns the numbers of the stories on the person's clipboard, the last put there
// first.
func (db *DB) Clips(ctx context.Context, person string) ([]int64, error) {
	return all(ctx, db.read, scanNumber, `SELECT story FROM clip WHERE person = $1 ORDER BY at DESC, story DESC LIMIT 100`, person)
}

// Clip puts the story on the person's clipboard, or takes it off.
func (tx *Tx) Clip(ctx context.Context, person string, story int64, on bool, at time.Time) error {
	if _, err := tx.exec(ctx, `DELETE FROM clip WHERE person = $1 AND story = $2`, person, story); err != nil || !on {
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO clip (person, story, at) VALUES ($1, $2, $3)`, person, story, micros(at))
	if err != nil && tx.dialect.unique(err) {
		return errRace
	}
	return err
}
