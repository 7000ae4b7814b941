package store

import (
	"context"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/edition"
)

// Follower is somebody who is told of every edition, one after the other.
type Follower struct {
	Name    string
	Edition int64 // up to which it was told
	// Failing is since when telling it fails, zero when it does not; Error is why.
	Failing time.Time
	Error   string
	At      time.Time // of the last attempt
}

// Follow returns how far the follower is. One that is new begins after the newest edition:
// what was published before it came is not news to it.
func (db *DB) Follow(ctx context.Context, name string) (f Follower, err error) {
	list, err := all(ctx, db.read, scanFollower, followers+` WHERE name = $1`, name)
	if err != nil || len(list) > 0 {
		return append(list, f)[0], err
	}
	err = db.Tx(ctx, func(tx *Tx) error {
		_, err := tx.exec(ctx, `INSERT INTO follower (name, edition, failing, error, at)
			SELECT $1, coalesce(max(number), 0), 0, '', `+tx.dialect.now+` FROM edition WHERE true ON CONFLICT (name) DO NOTHING`, name)
		return err
	})
	if err != nil {
		return f, fmt.Errorf("follow editions as %s: %w", name, err)
	}
	return one(db.read.QueryRowContext(ctx, followers+` WHERE name = $1`, name), scanFollower, "There is no follower %q.", name)
}

// Followers returns every follower that there ever was, by name.
func (db *DB) Followers(ctx context.Context) ([]Follower, error) {
	return all(ctx, db.read, scanFollower, followers+` ORDER BY name`)
}

const followers = `SELECT name, edition, failing, error, at FROM follower`

func scanFollower(row scanner) (f Follower, err error) {
	var failing, at int64
	err = row.Scan(&f.Name, &f.Edition, &failing, &f.Error, &at)
	f.Failing, f.At = instant(failing), instant(at)
	return f, err
}

// Told notes that the follower was told everything up to the edition. It never goes back.
func (tx *Tx) Told(ctx context.Context, name string, edition int64) error {
	_, err := tx.exec(ctx, `UPDATE follower SET edition = CASE WHEN edition < $2 THEN $2 ELSE edition END, failing = 0, error = '', at = `+tx.dialect.now+` WHERE name = $1`, name, edition)
	return err
}

// NotTold notes why the follower could not be told.
func (tx *Tx) NotTold(ctx context.Context, name, reason string) error {
	_, err := tx.exec(ctx, `UPDATE follower SET failing = CASE WHEN failing = 0 THEN `+tx.dialect.now+` ELSE failing END, error = $2, at = `+tx.dialect.now+` WHERE name = $1`, name, reason)
	return err
}

// StoryBefore returns the newest change before the edition that put out the story, and
// false if there is none.
func (db *DB) StoryBefore(ctx context.Context, number, before int64) (c edition.Change, ok bool, err error) {
	list, err := all(ctx, db.read, scanChange, `SELECT change FROM edition WHERE story = $1 AND number < $2 AND kind NOT IN ($3, $4) ORDER BY number DESC LIMIT 1`,
		number, before, edition.Killed, edition.Withdrawn)
	if err != nil || len(list) == 0 {
		return c, false, err
	}
	return list[0], true, nil
}
