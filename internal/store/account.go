package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Account is a person with what proves that it is them.
type Account struct {
	news.Person
	Password string // a PHC string; "" for none
	Disabled bool
}

const personColumns = `p.id, p.email, p.name, p.roles, p.desk, p.language, p.password, p.disabled`

func scanAccount(row scanner) (a Account, err error) {
	var roles []byte
	var disabled int64
	if err := row.Scan(&a.ID, &a.Email, &a.Name, &roles, &a.Desk, &a.Language, &a.Password, &disabled); err != nil {
		return a, err
	}
	a.Disabled = disabled != 0
	return a, json.Unmarshal(roles, &a.Roles)
}

// People lists everybody who is not disabled, by name.
func (db *DB) People(ctx context.Context) ([]news.Person, error) {
	accounts, err := all(ctx, db.read, scanAccount, `SELECT `+personColumns+` FROM person p WHERE p.disabled = 0 ORDER BY p.name, p.id`)
	people := make([]news.Person, len(accounts))
	for i, a := range accounts {
		people[i] = a.Person
	}
	return people, err
}

// AccountByEmail returns the account with the e-mail address, in small letters.
func (db *DB) AccountByEmail(ctx context.Context, email string) (Account, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person p WHERE p.email = $1`, email), scanAccount, "such account")
}

// HasPeople reports whether there is anybody at all.
func (tx *Tx) HasPeople(ctx context.Context) (bool, error) {
	var n int
	err := tx.tx.QueryRowContext(ctx, `SELECT count(*) FROM person`).Scan(&n)
	return n > 0, err
}

// HasPeople reports whether there is anybody at all.
func (db *DB) HasPeople(ctx context.Context) (bool, error) {
	var n int
	err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM person`).Scan(&n)
	return n > 0, err
}

// AddPerson adds an account.
func (tx *Tx) AddPerson(ctx context.Context, a Account, at time.Time) error {
	roles, err := text(a.Roles)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO person (id, email, name, roles, desk, language, password, created, disabled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`,
		a.ID, a.Email, a.Name, roles, a.Desk, a.Language, a.Password, micros(at))
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "There is an account with the e-mail address %s already.", a.Email)
	}
	return err
}

// Key is a session or a token: what it opens, and until when.
type Key struct {
	Hash    string // SHA-256 of the secret, hex
	ID      string // of a token
	Name    string // of a token
	Person  news.Person
	Seen    time.Time
	Expires time.Time
}

// AddSession adds a session.
func (tx *Tx) AddSession(ctx context.Context, k Key, at time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO session (hash, person, created, seen, expires) VALUES ($1, $2, $3, $3, $4)`, k.Hash, k.Person.ID, micros(at), micros(k.Expires))
	return err
}

// AddToken adds a token.
func (tx *Tx) AddToken(ctx context.Context, k Key, at time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO token (hash, id, name, person, created, seen, expires) VALUES ($1, $2, $3, $4, $5, $5, $6)`,
		k.Hash, k.ID, k.Name, k.Person.ID, micros(at), micros(k.Expires))
	return err
}

// Session returns the session with the hash, whoever's it is and however old; one of a
// disabled person is NotFound.
func (db *DB) Session(ctx context.Context, hash string) (Key, error) {
	return db.key(ctx, "session", hash)
}

// Token returns the token with the hash, as Session does.
func (db *DB) Token(ctx context.Context, hash string) (Key, error) { return db.key(ctx, "token", hash) }

// key reads from table, which is a literal of this file.
func (db *DB) key(ctx context.Context, table, hash string) (Key, error) {
	scan := func(row scanner) (k Key, err error) {
		var a Account
		var roles []byte
		var disabled, seen, expires int64
		if err := row.Scan(&a.ID, &a.Email, &a.Name, &roles, &a.Desk, &a.Language, &a.Password, &disabled, &seen, &expires); err != nil {
			return k, err
		}
		k = Key{Hash: hash, Person: a.Person, Seen: instant(seen), Expires: instant(expires)}
		return k, json.Unmarshal(roles, &k.Person.Roles)
	}
	return one(db.read.QueryRowContext(ctx, `SELECT `+personColumns+`, k.seen, k.expires FROM `+table+` k JOIN person p ON p.id = k.person
		WHERE k.hash = $1 AND p.disabled = 0`, hash), scan, "such "+table)
}

// SeeSession notes that the session was used.
func (tx *Tx) SeeSession(ctx context.Context, hash string, at time.Time) error {
	_, err := tx.exec(ctx, `UPDATE session SET seen = $1 WHERE hash = $2`, micros(at), hash)
	return err
}

// EndSession ends the session, if there is one.
func (tx *Tx) EndSession(ctx context.Context, hash string) error {
	_, err := tx.exec(ctx, `DELETE FROM session WHERE hash = $1`, hash)
	return err
}

// EndOldSessions forgets the sessions that ended before the time.
func (tx *Tx) EndOldSessions(ctx context.Context, before time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM session WHERE expires < $1`, micros(before))
	return err
}

// IsNotFound reports whether err says that there is no such thing.
func IsNotFound(err error) bool {
	e, ok := errors.AsType[*news.Error](err)
	return ok && e.Kind == news.NotFound
}
