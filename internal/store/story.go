package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

const storyColumns = `id, number, turn, desk, status, owner, owner_name, content, revision, embargo, publish_at, plan,
	created, changed, published_revision, published, updated, edition, corrections, versions, due, length, checks, spiked`

// Row is a story as a transaction reads it, with what belongs to its row and not to
// the story: Turn, which Write checks, and Plan, how it goes out when it is scheduled.
type Row struct {
	news.Story
	Turn int64
	Plan json.RawMessage
}

func scanRow(row scanner) (r Row, err error) {
	var embargo, publishAt, created, changed, published, updated, due, spiked int64
	var content, corrections, versions, plan, checks string
	err = row.Scan(&r.ID, &r.Number, &r.Turn, &r.Desk, &r.Status, &r.Owner.ID, &r.Owner.Name, &content, &r.Revision, &embargo,
		&publishAt, &plan, &created, &changed, &r.PublishedRevision, &published, &updated, &r.Edition, &corrections, &versions,
		&due, &r.Length, &checks, &spiked)
	if err != nil {
		return r, err
	}
	r.Embargo, r.PublishAt, r.Created, r.Changed = instant(embargo), instant(publishAt), instant(created), instant(changed)
	r.Due, r.Spiked = instant(due), instant(spiked)
	if r.Status == news.Scheduled {
		var p struct {
			Leaving bool `json:"leaving"`
		}
		if err := json.Unmarshal([]byte(plan), &p); err != nil {
			return r, fmt.Errorf("plan of story %d: %w", r.Number, err)
		}
		r.Leaving = p.Leaving
	}
	r.Published, r.Updated, r.Plan = instant(published), instant(updated), json.RawMessage(plan)
	if err := json.Unmarshal([]byte(content), &r.Content); err != nil {
		return r, fmt.Errorf("content of story %d: %w", r.Number, err)
	}
	if err := json.Unmarshal([]byte(corrections), &r.Corrections); err != nil {
		return r, fmt.Errorf("corrections of story %d: %w", r.Number, err)
	}
	if err := json.Unmarshal([]byte(versions), &r.Versions); err != nil {
		return r, fmt.Errorf("versions of story %d: %w", r.Number, err)
	}
	if err := json.Unmarshal([]byte(checks), &r.Checks); err != nil {
		return r, fmt.Errorf("checks of story %d: %w", r.Number, err)
	}
	return r, nil
}

func scanStory(row scanner) (news.Story, error) {
	r, err := scanRow(row)
	return r.Story, err
}

// Story returns the story with the number, with its corrections and sources.
func (db *DB) Story(ctx context.Context, number int64) (news.Story, error) {
	r, err := readStory(ctx, db.read, number)
	return r.Story, err
}

// Story returns the story with the number as this transaction sees it.
func (tx *Tx) Story(ctx context.Context, number int64) (Row, error) {
	return readStory(ctx, tx.tx, number)
}

func readStory(ctx context.Context, q queryer, number int64) (Row, error) {
	r, err := one(q.QueryRowContext(ctx, `SELECT `+storyColumns+` FROM story WHERE number = $1`, number), scanRow, "There is no story %d.", number)
	if err != nil {
		return r, err
	}
	r.Sources, err = all(ctx, q, scanSource, `SELECT s.dispatch, s.version, w.name, d.headline
		FROM story_source s JOIN dispatch d ON d.id = s.dispatch JOIN wire w ON w.id = d.wire
		WHERE s.story = $1 ORDER BY s.dispatch`, r.ID)
	return r, err
}

func scanSource(row scanner) (s news.Source, err error) {
	return s, row.Scan(&s.Dispatch, &s.Version, &s.Wire, &s.Headline)
}

// StoryState returns the newest revision of the story and its status, without reading it whole.
func (db *DB) StoryState(ctx context.Context, number int64) (revision int64, status news.Status, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT revision, status FROM story WHERE number = $1`, number).Scan(&revision, &status)
	if errors.Is(err, sql.ErrNoRows) {
		err = news.Errorf(news.NotFound, "There is no story %d.", number)
	}
	return revision, status, err
}

// NextStory returns the number of a new story.
func (tx *Tx) NextStory(ctx context.Context) (int64, error) { return tx.next(ctx, "story") }

// Stories returns how many stories there ever were: the number of the newest.
func (tx *Tx) Stories(ctx context.Context) (n int, err error) {
	err = tx.tx.QueryRowContext(ctx, `SELECT value FROM counter WHERE name = 'story'`).Scan(&n)
	return n, err
}

// Insert adds a new story, at the revision it says.
func (tx *Tx) Insert(ctx context.Context, r Row) error {
	args, err := storyArgs(r)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO story (id, number, turn, created, desk, status, owner, owner_name, language, section, headline, content,
			revision, embargo, publish_at, plan, changed, published_revision, published, updated, edition, corrections, versions, due, length, checks, spiked, translates)
		VALUES ($1, $2, $3 + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)`, args...)
	if err != nil {
		return fmt.Errorf("insert story %d: %w", r.Number, err)
	}
	return tx.useOf(ctx, r.Number, InCopy, picturesIn(r.Content))
}

// Write writes back a story that Tx.Story read.
func (tx *Tx) Write(ctx context.Context, r Row) error {
	args, err := storyArgs(r)
	if err != nil {
		return err
	}
	n, err := tx.exec(ctx, `UPDATE story SET turn = $3 + 1, created = $4, desk = $5, status = $6, owner = $7, owner_name = $8, language = $9,
			section = $10, headline = $11, content = $12, revision = $13, embargo = $14, publish_at = $15, plan = $16, changed = $17,
			published_revision = $18, published = $19, updated = $20, edition = $21, corrections = $22, versions = $23,
			due = $24, length = $25, checks = $26, spiked = $27, translates = $28
		WHERE id = $1 AND number = $2`+claim, args...)
	if err != nil {
		return fmt.Errorf("write story %d: %w", r.Number, err)
	}
	if n == 0 {
		return errRace
	}
	return tx.useOf(ctx, r.Number, InCopy, picturesIn(r.Content))
}

func storyArgs(r Row) ([]any, error) {
	content, err := text(r.Content)
	if err != nil {
		return nil, err
	}
	corrections, err := text(r.Corrections)
	if err != nil {
		return nil, err
	}
	versions, err := text(r.Versions)
	if err != nil {
		return nil, err
	}
	checks, err := text(r.Checks)
	if err != nil {
		return nil, err
	}
	return []any{
		r.ID, r.Number, r.Turn, micros(r.Created), r.Desk, r.Status, r.Owner.ID, r.Owner.Name, r.Content.Language, r.Content.Section,
		r.Content.Headline, content, r.Revision, micros(r.Embargo), micros(r.PublishAt), string(r.Plan), micros(r.Changed),
		r.PublishedRevision, micros(r.Published), micros(r.Updated), r.Edition, corrections, versions,
		micros(r.Due), r.Length, checks, micros(r.Spiked), r.Content.Translates,
	}, nil
}

// AddSource records that the story was made from the dispatch at the version.
func (tx *Tx) AddSource(ctx context.Context, id news.StoryID, dispatch string, version int64) error {
	_, err := tx.exec(ctx, `INSERT INTO story_source (story, dispatch, version) VALUES ($1, $2, $3)`, id, dispatch, version)
	return err
}

// StoryFilter says which stories to list. The zero value lists all, newest change first.
type StoryFilter struct {
	Desk     string
	Statuses []news.Status
	Language news.Language
	Section  string
	Owner    string    // person's ID
	Text     string    // in the headline, in any case
	Before   time.Time // changed before: the cursor of the next page
	Limit    int       // 1 to 200; else 200
}

// Stories lists stories, the last changed first, without their sources.
func (db *DB) Stories(ctx context.Context, f StoryFilter) ([]news.Story, error) {
	var w where
	if f.Desk != "" {
		w.and(`desk = ?`, f.Desk)
	}
	if f.Language != "" {
		w.and(`language = ?`, f.Language)
	}
	if f.Section != "" {
		w.and(`section = ?`, f.Section)
	}
	if f.Owner != "" {
		w.and(`owner = ?`, f.Owner)
	}
	if f.Text != "" {
		w.and(`lower(headline) LIKE ? ESCAPE '\'`, like(f.Text))
	}
	if !f.Before.IsZero() {
		w.and(`changed < ?`, micros(f.Before))
	}
	limit := bound(f.Limit, 200)
	if len(f.Statuses) > 0 {
		w = w.newestOf(f.Statuses, limit)
	}
	return all(ctx, db.read, scanStory, `SELECT `+storyColumns+` FROM story`+w.text()+newestFirst(limit), w.args...)
}

// newestFirst is the order of lists of stories.
func newestFirst(limit int) string {
	return fmt.Sprintf(` ORDER BY changed DESC, number DESC LIMIT %d`, limit)
}

// newestOf is a condition for the stories that pass w and have one of the statuses, as many of the last changed as a list holds. Each status is looked
// up by itself: an index gives the newest of one status at once, and of several only after it has sorted all that there are.
func (w where) newestOf(statuses []news.Status, limit int) where {
	given := where{args: w.args}
	var of []string
	for i, status := range statuses {
		one := where{conditions: slices.Clone(w.conditions), args: given.args}
		one.and(`status = ?`, status)
		given.args = one.args
		of = append(of, fmt.Sprintf(`SELECT * FROM (SELECT number, changed FROM story%s%s) AS s%d`, one.text(), newestFirst(limit), i))
	}
	given.conditions = []string{`number IN (SELECT number FROM (` + strings.Join(of, ` UNION ALL `) + `) AS s)`}
	return given
}

// Due returns the numbers of the scheduled stories whose time has come by the
// database's own clock, the earliest first, at most limit.
func (db *DB) Due(ctx context.Context, limit int) ([]int64, error) {
	return all(ctx, db.read, scanNumber, `SELECT number FROM story WHERE status = 'scheduled' AND publish_at <= `+db.dialect.now+
		fmt.Sprintf(` ORDER BY publish_at, number LIMIT %d`, bound(limit, 100)))
}

func scanNumber(row scanner) (n int64, err error) { return n, row.Scan(&n) }

// Now returns the time by the database's own clock, which schedules go by.
func (tx *Tx) Now(ctx context.Context) (time.Time, error) {
	var us int64
	err := tx.tx.QueryRowContext(ctx, `SELECT `+tx.dialect.now).Scan(&us)
	return instant(us), err
}

// Now is the same outside of a transaction.
func (db *DB) Now(ctx context.Context) (time.Time, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+db.dialect.now), scanInstant, "There is no time.")
}

// AddRevision keeps a save.
func (tx *Tx) AddRevision(ctx context.Context, r news.Revision) error {
	content, err := text(r.Content)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO revision (story, number, at, person, name, label, content) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		r.Story, r.Number, micros(r.At), r.By.ID, r.By.Name, r.Label, content)
	if err != nil {
		return fmt.Errorf("keep revision %d: %w", r.Number, err)
	}
	return tx.settle(ctx, r.Story, r.At)
}

const revisionColumns = `story, number, at, person, name, label, content`

func scanRevision(row scanner) (r news.Revision, err error) {
	var at int64
	var content string
	if err := row.Scan(&r.Story, &r.Number, &at, &r.By.ID, &r.By.Name, &r.Label, &content); err != nil {
		return r, err
	}
	r.At = instant(at)
	return r, json.Unmarshal([]byte(content), &r.Content)
}

// Revisions returns the story's saves, the newest first, at most limit.
func (db *DB) Revisions(ctx context.Context, id news.StoryID, limit int) ([]news.Revision, error) {
	return all(ctx, db.read, scanRevision, `SELECT `+revisionColumns+` FROM revision WHERE story = $1
		ORDER BY number DESC LIMIT `+fmt.Sprint(bound(limit, 500)), id)
}

// Revision returns one save of the story.
func (db *DB) Revision(ctx context.Context, id news.StoryID, number int64) (news.Revision, error) {
	return readRevision(ctx, db.read, id, number)
}

// Revision returns one save of the story as this transaction sees it.
func (tx *Tx) Revision(ctx context.Context, id news.StoryID, number int64) (news.Revision, error) {
	return readRevision(ctx, tx.tx, id, number)
}

// UnnamedSince returns the time of the first save of the story after the last that has a
// name, zero if the last has one.
func (tx *Tx) UnnamedSince(ctx context.Context, id news.StoryID) (time.Time, error) {
	var us int64
	err := tx.tx.QueryRowContext(ctx, `SELECT COALESCE(MIN(at), 0) FROM revision WHERE story = $1 AND number >
		(SELECT COALESCE(MAX(number), 0) FROM revision WHERE story = $1 AND label <> '')`, id).Scan(&us)
	if err != nil || us == 0 {
		return time.Time{}, err
	}
	return instant(us), nil
}

func readRevision(ctx context.Context, q queryer, id news.StoryID, number int64) (news.Revision, error) {
	return one(q.QueryRowContext(ctx, `SELECT `+revisionColumns+` FROM revision WHERE story = $1 AND number = $2`, id, number),
		scanRevision, "There is no revision %d of this story.", number)
}
