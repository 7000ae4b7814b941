package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Session is somebody who is signed in, in one browser.
type Session struct {
	Hash    string // SHA-256 of the secret, hex; "" in a list
	ID      string // by which it is listed and ended
	Account Account
	Created time.Time
	Seen    time.Time
	Expires time.Time
	Agent   string // what the browser calls itself
	Address string // where it was when it signed in
	Method  string // how they signed in
	AAL     int    // how many factors it stands on
	Fresh   time.Time
	Grace   bool // it may put off the second factor
}

const sessionColumns = `k.hash, k.id, k.created, k.seen, k.expires, k.agent, k.address, k.method, k.aal, k.fresh, k.grace`

func scanSession(row scanner) (s Session, err error) {
	var f fields
	var created, seen, expires, fresh, grace int64
	to := append(f.of(&s.Account), &s.Hash, &s.ID, &created, &seen, &expires, &s.Agent, &s.Address, &s.Method, &s.AAL, &fresh, &grace)
	if err := row.Scan(to...); err != nil {
		return s, err
	}
	s.Created, s.Seen, s.Expires, s.Fresh, s.Grace = instant(created), instant(seen), instant(expires), instant(fresh), grace != 0
	return s, f.into(&s.Account)
}

// AddSession adds a session of s.Account.
func (tx *Tx) AddSession(ctx context.Context, s Session) error {
	_, err := tx.exec(ctx, `INSERT INTO session (hash, id, person, created, seen, expires, agent, address, method, aal, fresh, grace)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		s.Hash, s.ID, s.Account.ID, micros(s.Created), micros(s.Seen), micros(s.Expires), s.Agent, s.Address, s.Method, s.AAL, micros(s.Fresh), number(s.Grace))
	return err
}

// Session returns the session with the hash, whoever's it is and however old; one of a
// disabled person is NotFound.
func (db *DB) Session(ctx context.Context, hash string) (Session, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+personColumns+`, `+sessionColumns+` FROM session k JOIN person p ON p.id = k.person
		WHERE k.hash = $1 AND p.disabled = 0`, hash), scanSession, "There is no such session.")
}

// Session returns the session with the hash, as DB's does, for a change of it.
func (tx *Tx) Session(ctx context.Context, hash string) (Session, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT `+personColumns+`, `+sessionColumns+` FROM session k JOIN person p ON p.id = k.person
		WHERE k.hash = $1 AND p.disabled = 0`, hash), scanSession, "There is no such session.")
}

// Sessions lists the sessions of the person that end after now, the last used first.
func (db *DB) Sessions(ctx context.Context, person string, now time.Time) ([]Session, error) {
	return all(ctx, db.read, scanSession, `SELECT `+personColumns+`, `+sessionColumns+` FROM session k JOIN person p ON p.id = k.person
		WHERE k.person = $1 AND k.expires > $2 ORDER BY k.seen DESC, k.id`, person, micros(now))
}

// Alive returns which of the sessions and tokens with the ids have not ended: none that
// expired before now, none of somebody disabled, no session that was last used before idle.
func (db *DB) Alive(ctx context.Context, ids []string, now, idle time.Time) (map[string]bool, error) {
	alive := map[string]bool{}
	for some := range slices.Chunk(ids, mostIDs) {
		list, args := strings.Builder{}, []any{micros(now), micros(idle)}
		for i, id := range some {
			if i > 0 {
				list.WriteByte(',')
			}
			args = append(args, id)
			fmt.Fprintf(&list, "$%d", len(args))
		}
		found, err := all(ctx, db.read, func(row scanner) (id string, err error) { return id, row.Scan(&id) },
			`SELECT k.id FROM session k JOIN person p ON p.id = k.person WHERE k.expires > $1 AND k.seen > $2 AND p.disabled = 0 AND k.id IN (`+list.String()+`)
			UNION ALL SELECT k.id FROM token k JOIN person p ON p.id = k.person WHERE k.expires > $1 AND p.disabled = 0 AND k.id IN (`+list.String()+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			alive[id] = true
		}
	}
	return alive, nil
}

// mostIDs is how many ids one question to the database names.
const mostIDs = 400

// SeeSession notes that the session was used, and its person with it.
func (tx *Tx) SeeSession(ctx context.Context, hash string, at time.Time) error {
	if _, err := tx.exec(ctx, `UPDATE session SET seen = $1 WHERE hash = $2`, micros(at), hash); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `UPDATE person SET seen = $1 WHERE id = (SELECT person FROM session WHERE hash = $2)`, micros(at), hash)
	return err
}

// RenewSession gives the session another secret, and notes what was proved.
func (tx *Tx) RenewSession(ctx context.Context, hash string, s Session) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE session SET hash = $1, aal = $2, fresh = $3, method = $4, grace = $5 WHERE hash = $6`,
		s.Hash, s.AAL, micros(s.Fresh), s.Method, number(s.Grace), hash)
	return n == 1, err
}

// EndSessionOf ends the session of the person with the id, and reports whether there was
// one.
func (tx *Tx) EndSessionOf(ctx context.Context, person, id string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM session WHERE person = $1 AND id = $2`, person, id)
	return n > 0, err
}

// EndSessionsOf ends all sessions of the person but the one with the id except, and
// returns how many.
func (tx *Tx) EndSessionsOf(ctx context.Context, person, except string) (int64, error) {
	return tx.exec(ctx, `DELETE FROM session WHERE person = $1 AND id <> $2`, person, except)
}

// EndOldSessions forgets the sessions, invitations and proofs under way that ended before
// the time.
func (tx *Tx) EndOldSessions(ctx context.Context, before time.Time) error {
	for _, text := range []string{
		`DELETE FROM session WHERE expires < $1`, `DELETE FROM invitation WHERE expires < $1`, `DELETE FROM ceremony WHERE expires < $1`,
	} {
		if _, err := tx.exec(ctx, text, micros(before)); err != nil {
			return err
		}
	}
	return nil
}

// Token is what lets a program act for a person.
type Token struct {
	Hash    string // SHA-256 of the secret, hex; "" in a list
	ID      string
	Name    string
	Person  news.Person
	Scopes  []news.Scope
	Created time.Time
	Seen    time.Time
	Expires time.Time
}

const tokenColumns = `k.hash, k.id, k.name, k.scopes, k.created, k.seen, k.expires`

func scanToken(row scanner) (t Token, err error) {
	var f fields
	var a Account
	var scopes []byte
	var created, seen, expires int64
	if err := row.Scan(append(f.of(&a), &t.Hash, &t.ID, &t.Name, &scopes, &created, &seen, &expires)...); err != nil {
		return t, err
	}
	if err := f.into(&a); err != nil {
		return t, err
	}
	t.Person, t.Created, t.Seen, t.Expires = a.Person, instant(created), instant(seen), instant(expires)
	return t, json.Unmarshal(scopes, &t.Scopes)
}

// AddToken adds a token.
func (tx *Tx) AddToken(ctx context.Context, t Token) error {
	scopes, err := text(t.Scopes)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO token (hash, id, name, person, scopes, created, seen, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		t.Hash, t.ID, t.Name, t.Person.ID, scopes, micros(t.Created), micros(t.Seen), micros(t.Expires))
	return err
}

// Token returns the token with the hash, as Session does.
func (db *DB) Token(ctx context.Context, hash string) (Token, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+personColumns+`, `+tokenColumns+` FROM token k JOIN person p ON p.id = k.person
		WHERE k.hash = $1 AND p.disabled = 0`, hash), scanToken, "There is no such token.")
}

// Tokens lists the tokens of the person that end after now, the newest first.
func (db *DB) Tokens(ctx context.Context, person string, now time.Time) ([]Token, error) {
	return all(ctx, db.read, scanToken, `SELECT `+personColumns+`, `+tokenColumns+` FROM token k JOIN person p ON p.id = k.person
		WHERE k.person = $1 AND k.expires > $2 ORDER BY k.created DESC, k.id`, person, micros(now))
}

// SeeToken notes that the token was used.
func (tx *Tx) SeeToken(ctx context.Context, hash string, at time.Time) error {
	_, err := tx.exec(ctx, `UPDATE token SET seen = $1 WHERE hash = $2`, micros(at), hash)
	return err
}

// EndToken ends the token of the person with the id, and reports whether there was one.
func (tx *Tx) EndToken(ctx context.Context, person, id string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM token WHERE person = $1 AND id = $2`, person, id)
	return n > 0, err
}

// EndTokensOf ends all tokens of the person, and returns how many.
func (tx *Tx) EndTokensOf(ctx context.Context, person string) (int64, error) {
	return tx.exec(ctx, `DELETE FROM token WHERE person = $1`, person)
}
