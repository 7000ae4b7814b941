package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/stet-news/stet/internal/news"
)

func scanRequest(row scanner) (r news.Request, err error) {
	var value []byte
	if err := row.Scan(&value); err != nil {
		return r, err
	}
	return r, json.Unmarshal(value, &r)
}

// AddRequest keeps a new request. While one for the same verb on the same story is open,
// another is a Conflict.
func (tx *Tx) AddRequest(ctx context.Context, r news.Request) error {
	value, err := text(r)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO request (id, verb, story, state, until, value) VALUES ($1, $2, $3, $4, $5, $6)`,
		r.ID, r.Verb, r.Story, r.State, micros(r.Until), value)
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "Somebody asked for this at the same moment. Nothing was changed.")
	}
	return err
}

// AnswerRequest writes what became of a request that was open. Of two who answer at once
// one does: the other starts again and finds it answered.
func (tx *Tx) AnswerRequest(ctx context.Context, r news.Request) error {
	value, err := text(r)
	if err != nil {
		return err
	}
	n, err := tx.exec(ctx, `UPDATE request SET state = $2, until = $3, value = $4 WHERE id = $1 AND state = 'asked'`, r.ID, r.State, micros(r.Until), value)
	if err != nil {
		return fmt.Errorf("answer request %s: %w", r.ID, err)
	}
	if n == 0 {
		return errRace
	}
	return nil
}

// Request returns the request with the ID.
func (db *DB) Request(ctx context.Context, id string) (news.Request, error) {
	return readRequest(ctx, db.read, id)
}

// Request returns the request as this transaction sees it.
func (tx *Tx) Request(ctx context.Context, id string) (news.Request, error) {
	return readRequest(ctx, tx.tx, id)
}

func readRequest(ctx context.Context, q queryer, id string) (news.Request, error) {
	return one(q.QueryRowContext(ctx, `SELECT value FROM request WHERE id = $1`, id), scanRequest, "There is no request %q.", id)
}

// OpenRequests returns the requests that wait for a second person by the database's
// clock, the one that expires first at the top. With a story's number, only its own.
func (db *DB) OpenRequests(ctx context.Context, story int64) ([]news.Request, error) {
	return openRequests(ctx, db.read, db.dialect, story)
}

// OpenRequests returns the same as this transaction sees it.
func (tx *Tx) OpenRequests(ctx context.Context, story int64) ([]news.Request, error) {
	return openRequests(ctx, tx.tx, tx.dialect, story)
}

func openRequests(ctx context.Context, q queryer, d dialect, story int64) ([]news.Request, error) {
	return all(ctx, q, scanRequest, `SELECT value FROM request WHERE state = 'asked' AND until > `+d.now+` AND ($1 = 0 OR story = $1)
		ORDER BY until, id LIMIT 200`, story)
}

// RequestsOf returns all requests about the story, the newest first.
func (db *DB) RequestsOf(ctx context.Context, story int64) ([]news.Request, error) {
	return all(ctx, db.read, scanRequest, `SELECT value FROM request WHERE story = $1 ORDER BY id DESC LIMIT 200`, story)
}

// OverdueRequests returns the requests that nobody answered in time.
func (db *DB) OverdueRequests(ctx context.Context) ([]news.Request, error) {
	return all(ctx, db.read, scanRequest, `SELECT value FROM request WHERE state = 'asked' AND until <= `+db.dialect.now+` ORDER BY until LIMIT 100`)
}

func scanKilling(row scanner) (k news.Killing, err error) {
	var value []byte
	if err := row.Scan(&value); err != nil {
		return k, err
	}
	return k, json.Unmarshal(value, &k)
}

// Killing returns what is known of the kill of the story.
func (db *DB) Killing(ctx context.Context, story int64) (news.Killing, error) {
	return readKilling(ctx, db.read, story)
}

// Killing returns the same as this transaction sees it.
func (tx *Tx) Killing(ctx context.Context, story int64) (news.Killing, error) {
	return readKilling(ctx, tx.tx, story)
}

func readKilling(ctx context.Context, q queryer, story int64) (news.Killing, error) {
	return one(q.QueryRowContext(ctx, `SELECT value FROM killing WHERE story = $1`, story), scanKilling, "There is no kill of story %d.", story)
}

// SaveKilling writes what is known of the kill.
func (tx *Tx) SaveKilling(ctx context.Context, k news.Killing) error {
	value, err := text(k)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO killing (story, at, value) VALUES ($1, $2, $3) ON CONFLICT (story) DO UPDATE SET value = excluded.value`,
		k.Story, micros(k.At), value)
	return err
}

// ArchiveRevisions moves every save of the story to the legal archive.
func (tx *Tx) ArchiveRevisions(ctx context.Context, id news.StoryID) error {
	if _, err := tx.exec(ctx, `INSERT INTO archived_revision (`+revisionColumns+`) SELECT `+revisionColumns+` FROM revision WHERE story = $1`, id); err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `DELETE FROM story_passage WHERE story = $1`, id); err != nil { // they are found again of what is archived
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM revision WHERE story = $1`, id)
	return err
}

// ArchivedRevisions returns the saves of a killed story, the newest first. Who reads
// them must have left a record of it.
func (tx *Tx) ArchivedRevisions(ctx context.Context, id news.StoryID) ([]news.Revision, error) {
	return all(ctx, tx.tx, scanRevision, `SELECT `+revisionColumns+` FROM archived_revision WHERE story = $1 ORDER BY number DESC LIMIT 500`, id)
}

// Translations returns the stories that are translations of the one with the number.
func (db *DB) Translations(ctx context.Context, number int64) ([]news.Story, error) {
	return translations(ctx, db.read, number)
}

// Translations returns the same as this transaction sees it.
func (tx *Tx) Translations(ctx context.Context, number int64) ([]news.Story, error) {
	return translations(ctx, tx.tx, number)
}

func translations(ctx context.Context, q queryer, number int64) ([]news.Story, error) {
	return all(ctx, q, scanStory, `SELECT `+storyColumns+` FROM story WHERE translates = $1 AND translates > 0 ORDER BY number LIMIT 20`, number)
}

// Person returns somebody who works here and is not disabled.
func (tx *Tx) Person(ctx context.Context, id string) (news.Person, error) {
	a, err := one(tx.tx.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person p WHERE p.id = $1 AND p.disabled = 0`, id), scanAccount, "There is no person %q who works here.", id)
	return a.Person, err
}
