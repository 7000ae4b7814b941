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
	Password string    // a PHC string; "" for none
	Disabled time.Time // zero for not
	Signed   time.Time // when they first signed in
	Seen     time.Time // when they last did
	TOTP     string    // the secret of the app with codes, base32; "" for none
	Step     int64     // the last step whose code was used
}

const personColumns = `p.id, p.email, p.name, p.roles, p.grants, p.desk, p.language, p.keys, p.password, p.disabled, p.signed, p.seen, p.totp, p.step`

func scanAccount(row scanner) (a Account, err error) {
	var f fields
	if err := row.Scan(f.of(&a)...); err != nil {
		return a, err
	}
	return a, f.into(&a)
}

// fields are the columns of a person that are not scanned as they are.
type fields struct {
	roles, grants, keys    []byte
	disabled, signed, seen int64
}

// of returns what personColumns are scanned into.
func (f *fields) of(a *Account) []any {
	return []any{&a.ID, &a.Email, &a.Name, &f.roles, &f.grants, &a.Desk, &a.Language, &f.keys, &a.Password, &f.disabled, &f.signed, &f.seen, &a.TOTP, &a.Step}
}

func (f *fields) into(a *Account) error {
	a.Disabled, a.Signed, a.Seen = instant(f.disabled), instant(f.signed), instant(f.seen)
	if err := json.Unmarshal(f.roles, &a.Roles); err != nil {
		return err
	}
	if string(f.grants) != "[]" {
		if err := json.Unmarshal(f.grants, &a.Grants); err != nil {
			return err
		}
	}
	if string(f.keys) == "{}" {
		return nil
	}
	return json.Unmarshal(f.keys, &a.Keys)
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
	return one(db.read.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person p WHERE p.email = $1`, email), scanAccount, "There is no such account.")
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

// Accounts lists everybody, also who is disabled, by name.
func (db *DB) Accounts(ctx context.Context) ([]Account, error) {
	return all(ctx, db.read, scanAccount, `SELECT `+personColumns+` FROM person p ORDER BY p.disabled > 0, p.name, p.id`)
}

// Accounts lists everybody, also who is disabled, by name.
func (tx *Tx) Accounts(ctx context.Context) ([]Account, error) {
	return all(ctx, tx.tx, scanAccount, `SELECT `+personColumns+` FROM person p ORDER BY p.name, p.id`)
}

// Account returns the account with the id.
func (db *DB) Account(ctx context.Context, id string) (Account, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person p WHERE p.id = $1`, id), scanAccount, "There is no such account.")
}

// Account returns the account with the id.
func (tx *Tx) Account(ctx context.Context, id string) (Account, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person p WHERE p.id = $1`, id), scanAccount, "There is no such account.")
}

// People lists everybody who is not disabled, by name.
func (tx *Tx) People(ctx context.Context) ([]Account, error) {
	return all(ctx, tx.tx, scanAccount, `SELECT `+personColumns+` FROM person p WHERE p.disabled = 0 ORDER BY p.name, p.id`)
}

// AddPerson adds an account.
func (tx *Tx) AddPerson(ctx context.Context, a Account, at time.Time) error {
	roles, grants, err := rolesText(a)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO person (id, email, name, roles, grants, desk, language, password, created, disabled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)`,
		a.ID, a.Email, a.Name, roles, grants, a.Desk, a.Language, a.Password, micros(at))
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "There is an account with the e-mail address %s already.", a.Email)
	}
	return err
}

// SaveProfile writes who the person is and what they may, and whether they are disabled.
func (tx *Tx) SaveProfile(ctx context.Context, a Account) error {
	roles, grants, err := rolesText(a)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE person SET email = $1, name = $2, roles = $3, grants = $4, desk = $5, language = $6, disabled = $7 WHERE id = $8`,
		a.Email, a.Name, roles, grants, a.Desk, a.Language, micros(a.Disabled), a.ID)
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "There is an account with the e-mail address %s already.", a.Email)
	}
	return err
}

// SaveScreens writes what the person chose of their own screens.
func (tx *Tx) SaveScreens(ctx context.Context, person string, s news.Screens) error {
	keys, err := text(s.Keys)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE person SET language = $1, keys = $2 WHERE id = $3`, s.Language, keys, person)
	return err
}

// Arrive notes that the person signs in, if they are not disabled and their password is
// still as it was; else it reports false. first says that they never did before.
func (tx *Tx) Arrive(ctx context.Context, person, password string, at time.Time) (ok, first bool, err error) {
	n, err := tx.exec(ctx, `UPDATE person SET seen = $1 WHERE id = $2 AND password = $3 AND disabled = 0`, micros(at), person, password)
	if err != nil || n == 0 {
		return false, false, err
	}
	n, err = tx.exec(ctx, `UPDATE person SET signed = $1 WHERE id = $2 AND signed = 0`, micros(at), person)
	return true, n == 1, err
}

// SetPassword changes the kept password from one to another, and reports whether it was
// that one.
func (tx *Tx) SetPassword(ctx context.Context, person, from, to string) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE person SET password = $1 WHERE id = $2 AND password = $3`, to, person, from)
	return n == 1, err
}

// SetTOTP keeps the secret of the app with codes, and the last step whose code was used.
func (tx *Tx) SetTOTP(ctx context.Context, person, secret string, step int64) error {
	_, err := tx.exec(ctx, `UPDATE person SET totp = $1, step = $2 WHERE id = $3`, secret, step, person)
	return err
}

func rolesText(a Account) (roles, grants string, err error) {
	if a.Roles == nil {
		a.Roles = []news.Role{}
	}
	if a.Grants == nil {
		a.Grants = []news.Grant{}
	}
	if roles, err = text(a.Roles); err == nil {
		grants, err = text(a.Grants)
	}
	return roles, grants, err
}

// UseStep notes that the code of the step was used, and reports false if it or a later
// one was used already: of two who send the same code one gets in.
func (tx *Tx) UseStep(ctx context.Context, person string, step int64) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE person SET step = $1 WHERE id = $2 AND step < $1`, step, person)
	return n == 1, err
}

// IsNotFound reports whether err says that there is no such thing.
func IsNotFound(err error) bool {
	e, ok := errors.AsType[*news.Error](err)
	return ok && e.Kind == news.NotFound
}
