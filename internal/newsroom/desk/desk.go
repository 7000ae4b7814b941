// Package desk is where copy is worked on: everything a journalist can do to a story,
// the ticker and the newsroom's own settings. It is the only code that changes a story.
//
// Each method is one transaction, which also writes one record in the log; when it
// returns nil, all of it is durable. What may be done is decided by package news: who
// by Person.MayOn, when by Story.Check.
package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
	"github.com/stet-news/stet/internal/seal"
	"github.com/stet-news/stet/internal/store"
)

// Desk works on the stories in a store.
type Desk struct {
	db      *store.DB
	ring    func()
	changed func()
	key     []byte    // of the register of protected identities, and of tombstones; nil for none
	secrets *seal.Box // of wires; nil for none
	stones  func([]news.Tombstone) error
	gate    *gatehouse
	styles  *styles
	clock   func() time.Time // ours
	bell    bell
	reader  reading.Reader
	seal    func(destination, secret string) string // nil where secrets cannot be kept
}

// New returns a desk over db. It calls ring, which must not block, after each commit
// that made an edition.
func New(db *store.DB, ring func()) *Desk {
	return &Desk{db: db, ring: ring, changed: func() {}, stones: func([]news.Tombstone) error { return nil }, gate: &gatehouse{}, styles: &styles{made: map[news.Language]*styled{}}, clock: time.Now}
}

// OnChange makes the desk call ring, which must not block, after each commit that changed
// something that people in the newsroom see. It is to be called before the desk is used.
func (d *Desk) OnChange(ring func()) { d.changed = ring }

// Stet is the person in whose name the program itself acts.
var Stet = news.Person{ID: "stet", Name: "Stet"}

// keyed is what WithKey puts in a context.
type keyed struct{ key, fingerprint string }

type keyedContext struct{}

// WithKey returns a context under which a method of Desk acts once: called again by the
// same person with the same key and fingerprint, it returns what it returned the first
// time and does nothing. The same key with another fingerprint is a Conflict.
func WithKey(ctx context.Context, key, fingerprint string) context.Context {
	return context.WithValue(ctx, keyedContext{}, keyed{key, fingerprint})
}

// turn is one transaction of the desk.
type turn struct {
	*store.Tx
	by        news.Person
	now       time.Time // by the database's clock, microseconds, UTC
	clocks    clocks    // at that moment
	number    int64     // of the edition that this turn makes, once it is taken
	published bool      // an edition was made
	quiet     bool      // nothing that anybody sees was changed
	told      int       // how many people this turn told something new
	takesAway bool      // readers get nothing that they do not have: the gate lets it pass
	key       []byte    // of the register
	gate      *gatehouse
	reader    *reading.Reader
	pictures  map[string]news.Picture // that were read in this turn, for the gate
	stones    []news.Tombstone        // that this turn set or lifted
}

// do runs f in a transaction, once for a context with a key, and rings if it published.
func do[T any](ctx context.Context, d *Desk, by news.Person, f func(*turn) (T, error)) (result T, err error) {
	k, once := ctx.Value(keyedContext{}).(keyed)
	published, quiet := false, false
	var stones []news.Tombstone
	err = d.db.Tx(ctx, func(tx *store.Tx) error {
		var none T
		result, published = none, false
		if once {
			kept, found, err := tx.Recall(ctx, by.ID, k.key, k.fingerprint)
			if err != nil {
				return err
			}
			if found {
				return json.Unmarshal(kept, &result)
			}
		}
		c, err := d.readClocks(ctx, tx.Now)
		if err != nil {
			return err
		}
		now := c.db
		t := &turn{Tx: tx, by: by, now: now, clocks: c, key: d.key, gate: d.gate, reader: &d.reader, pictures: map[string]news.Picture{}}
		if result, err = f(t); err != nil {
			return err
		}
		published, quiet, stones = t.published, t.quiet, t.stones
		if !once {
			return nil
		}
		kept, err := json.Marshal(result)
		if err != nil {
			return err
		}
		return tx.Remember(ctx, by.ID, k.key, k.fingerprint, kept, now.UnixMicro())
	})
	if err == nil && len(stones) > 0 {
		if err := d.stones(stones); err != nil { // the database has them, and the next look puts them there
			slog.ErrorContext(ctx, "a tombstone is not kept beside the database yet; it is tried again", "err", err)
		}
	}
	if err == nil && published {
		d.ring()
	}
	if err == nil && !quiet {
		d.changed()
	}
	if err != nil {
		err = d.blocked(ctx, by, err)
	}
	return result, err
}

// record writes the turn's one record in the log. detail may be nil.
func (t *turn) record(ctx context.Context, verb news.Verb, object string, detail any) error {
	r := news.Record{At: t.now, Actor: t.by.Short(), Verb: verb, Object: object}
	if detail != nil {
		text, err := json.Marshal(detail)
		if err != nil {
			return err
		}
		r.Detail = text
	}
	_, err := t.Record(ctx, r)
	return err
}

// take returns the number of the edition that this turn makes. From then on the turns of
// others that make one wait for this to end. A turn that has taken one must publish it or
// fail.
func (t *turn) take(ctx context.Context) (int64, error) {
	if t.number == 0 {
		n, err := t.NextEdition(ctx)
		if err != nil {
			return 0, fmt.Errorf("take the next edition: %w", err)
		}
		t.number = n
	}
	return t.number, nil
}

// publish numbers the change, hands it to the readers' side and returns its number. It is
// the one door by which anything leaves, and the release gate stands in it.
func (t *turn) publish(ctx context.Context, c edition.Change) (int64, error) {
	n, err := t.take(ctx)
	if err != nil {
		return 0, err
	}
	t.number = 0
	c.Number, c.At = n, t.now
	if c.Story != nil {
		for i := range c.Story.Corrections {
			if c.Story.Corrections[i].Edition == 0 {
				c.Story.Corrections[i].Edition = n
			}
		}
		if v := c.Story.Versions; len(v) > 0 && c.Kind != edition.Redrawn {
			v[len(v)-1].Edition = n
		}
	}
	if c.Notice != nil {
		told, err := t.TimesTold(ctx, c.Notice.Number, n)
		if err != nil {
			return 0, err
		}
		c.Notice.Version = told + 1
	}
	if err := t.pass(ctx, c); err != nil {
		return 0, err
	}
	if c.Story != nil {
		if err := t.askCovers(ctx, c.Story); err != nil {
			return 0, err
		}
	}
	t.published = true
	return n, t.Publish(ctx, c)
}

// change does the verb to the story: it checks that the person may and the story can,
// calls f to change what the verb changes, writes the story at its next status and
// writes the record, whose detail is what f returns.
func (d *Desk) change(ctx context.Context, by news.Person, number int64, verb news.Verb, f func(*turn, *store.Row) (any, error)) (news.Story, error) {
	s, err := do(ctx, d, by, func(t *turn) (news.Story, error) {
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.Story{}, err
		}
		if err := by.MayOn(verb, r.Story); err != nil {
			return news.Story{}, err
		}
		if err := by.Prove(verb); err != nil {
			return news.Story{}, err
		}
		switch verb {
		case news.Embargoing, news.Schedule, news.Unschedule:
			if err := t.checkPublishing(ctx, number); err != nil {
				return news.Story{}, err
			}
		}
		return t.apply(ctx, &r, verb, f)
	})
	return s, d.held(ctx, by, verb, err)
}

// refusal is the detail of a record that somebody was not let do something: an embargo stood
// in the way, or the legal archive is not theirs to open.
type refusal struct {
	Verb news.Verb `json:"refused"`
	Why  string    `json:"text"`
}

// held keeps on record that an embargo stood in the way of the verb, if err says so, and
// returns err. Nothing was changed; but who asks later must see who wanted what, and when.
func (d *Desk) held(ctx context.Context, by news.Person, verb news.Verb, err error) error {
	e, ok := errors.AsType[*news.EmbargoError](err)
	if !ok || e.Story == 0 {
		return err
	}
	return errors.Join(err, d.noteRefusal(ctx, by, e.Story, verb, e))
}

// noteRefusal keeps on record that the person was not let do the verb to the story.
func (d *Desk) noteRefusal(ctx context.Context, by news.Person, story int64, verb news.Verb, why error) error {
	_, err := do(context.WithValue(ctx, keyedContext{}, nil), d, by, func(t *turn) (int, error) {
		return 0, t.record(ctx, news.RefusedVerb, object(story), refusal{verb, why.Error()})
	})
	return err
}

// apply is change for a story that was read, by somebody who may.
func (t *turn) apply(ctx context.Context, r *store.Row, verb news.Verb, f func(*turn, *store.Row) (any, error)) (news.Story, error) {
	if err := r.Check(verb, t.now); err != nil {
		return news.Story{}, err
	}
	next, err := r.Status.Next(verb)
	if err != nil {
		return news.Story{}, err
	}
	was := r.Status
	detail, err := f(t, r)
	if err != nil {
		return news.Story{}, err
	}
	if r.Changed = t.now; r.Status == was { // else f led it elsewhere
		r.Status = next
	}
	r.Leaving = r.Leaving && r.Status == news.Scheduled
	if err := t.Write(ctx, *r); err != nil {
		return news.Story{}, err
	}
	if err := t.tell(ctx, r.Story, verb, detail); err != nil {
		return news.Story{}, err
	}
	return r.Story, t.record(ctx, verb, object(r.Number), detail)
}

func object(number int64) string { return fmt.Sprintf("story/%d", number) }

// fingerprint returns the SHA-256 of v's JSON form, for the log: it proves later what
// a text was without holding it.
func fingerprint(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }
