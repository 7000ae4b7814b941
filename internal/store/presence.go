package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Lock is the lock on a part of a story with what its holder has typed and not saved yet.
type Lock struct {
	news.Lock
	Typing *Typing
}

// Typing is the text of one part as its holder has it, before it is saved.
type Typing struct {
	Base    int64        `json:"base"`
	Content news.Content `json:"content"` // only the part counts
	At      time.Time    `json:"at"`
}

func scanLock(row scanner) (l Lock, err error) {
	var value, live string
	if err := row.Scan(&l.Turn, &value, &live); err != nil {
		return l, err
	}
	turn := l.Turn
	if err := json.Unmarshal([]byte(value), &l.Lock); err != nil {
		return l, err
	}
	l.Turn = turn
	if live == "" {
		return l, nil
	}
	l.Typing = new(Typing)
	return l, json.Unmarshal([]byte(live), l.Typing)
}

// Lock returns the lock on the part; one that nobody ever had is nobody's.
func (tx *Tx) Lock(ctx context.Context, story int64, part news.Part) (Lock, error) {
	return readLock(ctx, tx.tx, story, part)
}

// Lock returns the lock on the part; one that nobody ever had is nobody's.
func (db *DB) Lock(ctx context.Context, story int64, part news.Part) (Lock, error) {
	return readLock(ctx, db.read, story, part)
}

func readLock(ctx context.Context, q queryer, story int64, part news.Part) (Lock, error) {
	l, err := one(q.QueryRowContext(ctx, `SELECT turn, value, live FROM part_lock WHERE story = $1 AND part = $2`, story, part), scanLock, "There is no lock.")
	if IsNotFound(err) {
		return Lock{Lock: news.Lock{Story: story, Part: part}}, nil
	}
	return l, err
}

// Locks returns the locks on the story that there ever were, in the order of news.Parts.
func (tx *Tx) Locks(ctx context.Context, story int64) ([]Lock, error) {
	return readLocks(ctx, tx.tx, story)
}

func readLocks(ctx context.Context, q queryer, story int64) ([]Lock, error) {
	locks, err := all(ctx, q, scanLock, `SELECT turn, value, live FROM part_lock WHERE story = $1`, story)
	slices.SortFunc(locks, func(a, b Lock) int { return slices.Index(news.Parts, a.Part) - slices.Index(news.Parts, b.Part) })
	return locks, err
}

// SaveLock writes back a lock that was read. tend is when something happens to it by
// itself; zero for never.
func (tx *Tx) SaveLock(ctx context.Context, l Lock, tend time.Time) error {
	value, err := text(l.Lock)
	if err != nil {
		return err
	}
	live := ""
	if l.Typing != nil {
		if live, err = text(l.Typing); err != nil {
			return err
		}
	}
	if l.Turn == 0 {
		_, err := tx.exec(ctx, `INSERT INTO part_lock (story, part, turn, holder, tend, value, live) VALUES ($1, $2, 1, $3, $4, $5, $6)`,
			l.Story, l.Part, l.Holder.ID, micros(tend), value, live)
		if err != nil && tx.dialect.unique(err) {
			return errRace
		}
		return err
	}
	n, err := tx.exec(ctx, `UPDATE part_lock SET turn = turn + 1, holder = $4, tend = $5, value = $6, live = $7 WHERE story = $1 AND part = $2 AND turn = $3`,
		l.Story, l.Part, l.Turn, l.Holder.ID, micros(tend), value, live)
	if err == nil && n == 0 {
		return errRace
	}
	return err
}

// LocksToTend returns the locks to which something happens by itself now, by the
// database's own clock, at most 100.
func (db *DB) LocksToTend(ctx context.Context) ([]news.Lock, error) {
	return all(ctx, db.read, func(row scanner) (l news.Lock, err error) { return l, row.Scan(&l.Story, &l.Part) },
		`SELECT story, part FROM part_lock WHERE tend > 0 AND tend <= `+db.dialect.now+` ORDER BY tend LIMIT 100`)
}

// HeldBy returns the locks that the person has.
func (db *DB) HeldBy(ctx context.Context, person string) ([]Lock, error) {
	return all(ctx, db.read, scanLock, `SELECT turn, value, live FROM part_lock WHERE holder = $1 ORDER BY story, part`, person)
}

// LocksHeld returns every lock that somebody has.
func (db *DB) LocksHeld(ctx context.Context) ([]Lock, error) {
	return all(ctx, db.read, scanLock, `SELECT turn, value, live FROM part_lock WHERE holder <> '' ORDER BY story, part`)
}

// Presence returns who has the story open at now and who edits what of it.
func (db *DB) Presence(ctx context.Context, story int64, now time.Time) (p news.Presence, err error) {
	p.Story = story
	p.People, err = all(ctx, db.read, scanPresent, `SELECT person, name, client, since, seen, watching FROM present WHERE story = $1 AND seen > $2 ORDER BY since, client`,
		story, micros(now.Add(-news.PresentFor)))
	if err != nil {
		return p, fmt.Errorf("who is there: %w", err)
	}
	locks, err := readLocks(ctx, db.read, story)
	p.Locks = make([]news.Lock, len(locks))
	for i, l := range locks {
		p.Locks[i] = l.Lock
		p.Locks[i].Stale = l.StaleAt(now)
	}
	return p, err
}

func scanPresent(row scanner) (p news.Present, err error) {
	var since, seen int64
	err = row.Scan(&p.Person.ID, &p.Person.Name, &p.Client, &since, &seen, &p.Watching)
	p.Since, p.Seen = instant(since), instant(seen)
	return p, err
}

// See notes that somebody has the story open. Of one window that opened it twice, the later
// counts.
func (tx *Tx) See(ctx context.Context, story int64, p news.Present) error {
	_, err := tx.exec(ctx, `INSERT INTO present (story, client, person, name, since, seen, watching) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (story, client) DO UPDATE SET person = excluded.person, name = excluded.name, since = excluded.since, seen = excluded.seen, watching = excluded.watching
		WHERE excluded.since >= present.since`,
		story, p.Client, p.Person.ID, p.Person.Name, micros(p.Since), micros(p.Seen), p.Watching)
	return err
}

// Unsee notes that the window is gone, unless it has opened the story again since.
func (tx *Tx) Unsee(ctx context.Context, story int64, p news.Present) error {
	_, err := tx.exec(ctx, `DELETE FROM present WHERE story = $1 AND client = $2 AND since <= $3`, story, p.Client, micros(p.Since))
	return err
}

// ForgetPresent drops who was last seen before the time.
func (tx *Tx) ForgetPresent(ctx context.Context, before time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM present WHERE seen < $1`, micros(before))
	return err
}

const asideColumns = `id, story, base, at, person, name, why, content`

func scanAside(row scanner) (a news.Aside, err error) {
	var at int64
	var content string
	if err := row.Scan(&a.ID, &a.Story, &a.Base, &at, &a.By.ID, &a.By.Name, &a.Why, &content); err != nil {
		return a, err
	}
	a.At = instant(at)
	return a, json.Unmarshal([]byte(content), &a.Content)
}

// AddAside keeps a text beside the story.
func (tx *Tx) AddAside(ctx context.Context, a news.Aside) error {
	content, err := text(a.Content)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO aside (`+asideColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.ID, a.Story, a.Base, micros(a.At), a.By.ID, a.By.Name, a.Why, content)
	return err
}

// Asides returns the texts that are kept beside the story, the newest first, at most limit.
func (db *DB) Asides(ctx context.Context, story int64, limit int) ([]news.Aside, error) {
	return all(ctx, db.read, scanAside, `SELECT `+asideColumns+` FROM aside WHERE story = $1 ORDER BY at DESC, id DESC LIMIT `+fmt.Sprint(bound(limit, 200)), story)
}

// Aside returns one of them.
func (db *DB) Aside(ctx context.Context, story int64, id string) (news.Aside, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+asideColumns+` FROM aside WHERE story = $1 AND id = $2`, story, id), scanAside, "There is no text %q beside this story.", id)
}

// LastAside returns the newest text of the person beside the story, and false for none.
func (tx *Tx) LastAside(ctx context.Context, story int64, person string) (news.Aside, bool, error) {
	list, err := all(ctx, tx.tx, scanAside, `SELECT `+asideColumns+` FROM aside WHERE story = $1 AND person = $2 ORDER BY at DESC, id DESC LIMIT 1`, story, person)
	if err != nil || len(list) == 0 {
		return news.Aside{}, false, err
	}
	return list[0], true, nil
}
