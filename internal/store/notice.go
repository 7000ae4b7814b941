package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

func scanNote(row scanner) (n news.Note, err error) {
	var value string
	if err := row.Scan(&value); err != nil {
		return n, err
	}
	return n, json.Unmarshal([]byte(value), &n)
}

// SaveNote adds a note, or changes it.
func (tx *Tx) SaveNote(ctx context.Context, n news.Note) error {
	value, err := text(n)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO note (id, story, at, person, name, value, waits) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET value = excluded.value, waits = excluded.waits`,
		n.ID, n.Story, micros(n.At), n.By.ID, n.By.Name, value, number(n.Question && n.Answered.IsZero()))
	return err
}

// Note returns the note on the story.
func (tx *Tx) Note(ctx context.Context, story int64, id string) (news.Note, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT value FROM note WHERE story = $1 AND id = $2`, story, id), scanNote, "There is no note %q on this story.", id)
}

// Notes returns the notes on the story, the oldest first; at most the newest limit of them.
func (db *DB) Notes(ctx context.Context, story int64, limit int) ([]news.Note, error) {
	return all(ctx, db.read, scanNote, `SELECT value FROM (SELECT value, at, id FROM note WHERE story = $1 ORDER BY at DESC, id DESC LIMIT `+
		fmt.Sprint(bound(limit, 500))+`) newest ORDER BY at, id`, story)
}

// Questions returns the newest 200 questions that wait for an answer, the oldest first.
func (db *DB) Questions(ctx context.Context) ([]news.Note, error) {
	return all(ctx, db.read, scanNote, `SELECT value FROM (SELECT value, at, id FROM note WHERE waits = 1 ORDER BY at DESC, id DESC LIMIT 200) newest ORDER BY at, id`)
}

// ToldNotice is a notice with whom and how it is told.
type ToldNotice struct {
	news.Notice
	Person string
	Inbox  bool
	Mail   bool
}

// AddNotice tells somebody, and reports whether it is news: a notice with an ID that is
// there already is not told again.
func (tx *Tx) AddNotice(ctx context.Context, n ToldNotice) (bool, error) {
	added, err := tx.exec(ctx, `INSERT INTO notice (id, person, kind, story, title, text, who, name, at, show, read, inbox, mail, dispatch, wire)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, $13, $14) ON CONFLICT (id) DO NOTHING`,
		n.ID, n.Person, n.Kind, n.Story, n.Title, n.Text, n.By.ID, n.By.Name, micros(n.At), micros(n.Show), number(n.Inbox), number(n.Mail), n.Dispatch, n.Wire)
	return added == 1, err
}

const noticeColumns = `id, kind, story, title, text, who, name, at, show, read, dispatch, wire`

func scanNotice(row scanner) (n news.Notice, err error) {
	var at, show, read int64
	err = row.Scan(&n.ID, &n.Kind, &n.Story, &n.Title, &n.Text, &n.By.ID, &n.By.Name, &at, &show, &read, &n.Dispatch, &n.Wire)
	n.At, n.Show, n.Read = instant(at), instant(show), instant(read)
	return n, err
}

// Notices returns what the person is told in the newsroom, the newest first, at most limit;
// with unread, only what they have not read.
func (db *DB) Notices(ctx context.Context, person string, unread bool, limit int) ([]news.Notice, error) {
	only := ""
	if unread {
		only = ` AND read = 0`
	}
	return all(ctx, db.read, scanNotice, `SELECT `+noticeColumns+` FROM notice WHERE person = $1 AND inbox = 1`+only+
		` ORDER BY at DESC, id DESC LIMIT `+fmt.Sprint(bound(limit, 200)), person)
}

// Unread returns how many notices are new to the person at now, at most 10, and the last of
// them; what their quiet hours keep from them does not count.
func (db *DB) Unread(ctx context.Context, person string, now time.Time) (n int, last news.Notice, err error) {
	list, err := all(ctx, db.read, scanNotice, `SELECT `+noticeColumns+` FROM notice WHERE person = $1 AND read = 0 AND inbox = 1 AND show <= $2
		ORDER BY at DESC, id DESC LIMIT 10`, person, micros(now))
	if len(list) > 0 {
		last = list[0]
	}
	return len(list), last, err
}

// ReadNotices notes that the person has read what they were told: the notice with the ID,
// all of a story, or with neither all there are.
func (tx *Tx) ReadNotices(ctx context.Context, person, id string, story int64, at time.Time) error {
	w := where{args: []any{micros(at)}}
	w.and(`person = ?`, person)
	if id != "" {
		w.and(`id = ?`, id)
	}
	if story != 0 {
		w.and(`story = ?`, story)
	}
	_, err := tx.exec(ctx, `UPDATE notice SET read = $1, mail = 0`+w.text()+` AND read = 0`, w.args...)
	return err
}

// NoticeChoices returns what the person wants to be told of.
func (db *DB) NoticeChoices(ctx context.Context, person string) (news.NoticeChoices, error) {
	return readChoices(ctx, db.read, person)
}

// NoticeChoices returns what the person wants to be told of.
func (tx *Tx) NoticeChoices(ctx context.Context, person string) (news.NoticeChoices, error) {
	return readChoices(ctx, tx.tx, person)
}

func readChoices(ctx context.Context, q queryer, person string) (c news.NoticeChoices, err error) {
	list, err := all(ctx, q, func(row scanner) (s string, err error) { return s, row.Scan(&s) }, `SELECT value FROM notice_choice WHERE person = $1`, person)
	if err != nil || len(list) == 0 {
		return c, err
	}
	return c, json.Unmarshal([]byte(list[0]), &c)
}

// SaveNoticeChoices keeps them.
func (tx *Tx) SaveNoticeChoices(ctx context.Context, person string, c news.NoticeChoices) error {
	value, err := text(c)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO notice_choice (person, value) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET value = excluded.value`, person, value)
	return err
}

// Staff returns everybody who is not disabled, as this transaction sees them.
func (tx *Tx) Staff(ctx context.Context) ([]news.Person, error) {
	accounts, err := all(ctx, tx.tx, scanAccount, `SELECT `+personColumns+` FROM person p WHERE p.disabled = 0 ORDER BY p.name, p.id`)
	people := make([]news.Person, len(accounts))
	for i, a := range accounts {
		people[i] = a.Person
	}
	return people, err
}

// ToMail returns what waits for the person's next digest, the oldest first, at most 200.
func (db *DB) ToMail(ctx context.Context, person string, now time.Time) ([]news.Notice, error) {
	return all(ctx, db.read, scanNotice, `SELECT `+noticeColumns+` FROM notice WHERE person = $1 AND mail = 1 AND show <= $2 ORDER BY at, id LIMIT 200`, person, micros(now))
}

// WaitingForMail returns for whom something waits to be sent at now.
func (db *DB) WaitingForMail(ctx context.Context, now time.Time) ([]string, error) {
	return all(ctx, db.read, func(row scanner) (s string, err error) { return s, row.Scan(&s) },
		`SELECT DISTINCT person FROM notice WHERE mail = 1 AND show <= $1 ORDER BY person`, micros(now))
}

// ClaimDigest takes the right to send the person the digest of the slot, if nobody has sent
// it and nobody took the right since the time.
func (tx *Tx) ClaimDigest(ctx context.Context, person string, slot, now, since time.Time) (bool, error) {
	n, err := tx.exec(ctx, `INSERT INTO digest (person, slot, claimed, sent) VALUES ($1, $2, $3, 0)
		ON CONFLICT (person, slot) DO UPDATE SET claimed = excluded.claimed WHERE digest.sent = 0 AND digest.claimed < $4`,
		person, micros(slot), micros(now), micros(since))
	return n == 1, err
}

// SentDigest notes that the digest was sent, with the notices in it.
func (tx *Tx) SentDigest(ctx context.Context, person string, slot, now time.Time, notices []string) error {
	if _, err := tx.exec(ctx, `UPDATE digest SET sent = $3 WHERE person = $1 AND slot = $2`, person, micros(slot), micros(now)); err != nil {
		return err
	}
	for _, id := range notices {
		if _, err := tx.exec(ctx, `UPDATE notice SET mail = 0 WHERE id = $1 AND person = $2`, id, person); err != nil {
			return err
		}
	}
	return nil
}

// ForgetNotices drops what was read before the time, and the digests of slots before it.
func (tx *Tx) ForgetNotices(ctx context.Context, before time.Time) error {
	if _, err := tx.exec(ctx, `DELETE FROM notice WHERE read > 0 AND read < $1`, micros(before)); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `DELETE FROM digest WHERE slot < $1`, micros(before))
	return err
}

// EmbargoesEnding returns the stories that are not out and whose embargo ends after the one
// time and not after the other, the earliest first.
func (db *DB) EmbargoesEnding(ctx context.Context, after, until time.Time) ([]news.Story, error) {
	return all(ctx, db.read, scanStory, `SELECT `+storyColumns+` FROM story WHERE embargo > 0 AND embargo > $1 AND embargo <= $2
		AND status NOT IN ('live', 'withdrawn', 'killed', 'spiked') ORDER BY embargo, number LIMIT 100`, micros(after), micros(until))
}
