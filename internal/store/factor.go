package store

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Passkey is a key that a person's device keeps.
type Passkey struct {
	ID         string // of the credential, base64url
	Person     string
	Name       string
	Credential string // JSON, which package account understands
	Created    time.Time
	Used       time.Time
}

func scanPasskey(row scanner) (p Passkey, err error) {
	var created, used int64
	err = row.Scan(&p.ID, &p.Person, &p.Name, &p.Credential, &created, &used)
	p.Created, p.Used = instant(created), instant(used)
	return p, err
}

const passkeyColumns = `id, person, name, credential, created, used`

// Passkeys lists the passkeys of the person, the oldest first.
func (db *DB) Passkeys(ctx context.Context, person string) ([]Passkey, error) {
	return all(ctx, db.read, scanPasskey, `SELECT `+passkeyColumns+` FROM passkey WHERE person = $1 ORDER BY created, id`, person)
}

// AddPasskey adds a passkey. One that is somebody's already is a Conflict.
func (tx *Tx) AddPasskey(ctx context.Context, p Passkey) error {
	_, err := tx.exec(ctx, `INSERT INTO passkey (id, person, name, credential, created, used) VALUES ($1, $2, $3, $4, $5, 0)`,
		p.ID, p.Person, p.Name, p.Credential, micros(p.Created))
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "That passkey is kept here already.")
	}
	return err
}

// UsePasskey notes that the passkey was used, and how it is now, if nobody noted it since
// it was read as was; else it reports false.
func (tx *Tx) UsePasskey(ctx context.Context, p Passkey, was string) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE passkey SET credential = $1, used = $2 WHERE id = $3 AND person = $4 AND credential = $5`, p.Credential, micros(p.Used), p.ID, p.Person, was)
	return n == 1, err
}

// DropPasskey takes a passkey away, and reports whether there was one.
func (tx *Tx) DropPasskey(ctx context.Context, person, id string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM passkey WHERE person = $1 AND id = $2`, person, id)
	return n > 0, err
}

// Factors is what somebody can prove themselves with beside a password.
type Factors struct {
	Passkeys int64
	TOTP     bool
	Recovery int64 // codes that are left
}

// Any reports whether there is a second factor. Recovery codes are a way around a lost
// one, and none by themselves.
func (f Factors) Any() bool { return f.Passkeys > 0 || f.TOTP }

const factorColumns = `(SELECT count(*) FROM passkey k WHERE k.person = p.id), p.totp <> '', (SELECT count(*) FROM recovery r WHERE r.person = p.id)`

func scanFactors(row scanner) (f Factors, err error) {
	return f, row.Scan(&f.Passkeys, &f.TOTP, &f.Recovery)
}

// Factors returns what the person has.
func (db *DB) Factors(ctx context.Context, person string) (Factors, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+factorColumns+` FROM person p WHERE p.id = $1`, person), scanFactors, "There is no such account.")
}

// Factors returns what the person has.
func (tx *Tx) Factors(ctx context.Context, person string) (Factors, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT `+factorColumns+` FROM person p WHERE p.id = $1`, person), scanFactors, "There is no such account.")
}

// FactorsOfAll returns what each person has, by their id.
func (db *DB) FactorsOfAll(ctx context.Context) (map[string]Factors, error) {
	type one struct {
		person string
		Factors
	}
	rows, err := all(ctx, db.read, func(row scanner) (o one, err error) {
		return o, row.Scan(&o.person, &o.Passkeys, &o.TOTP, &o.Recovery)
	}, `SELECT p.id, `+factorColumns+` FROM person p`)
	of := map[string]Factors{}
	for _, r := range rows {
		of[r.person] = r.Factors
	}
	return of, err
}

// SetRecovery keeps the hashes of new recovery codes instead of those before.
func (tx *Tx) SetRecovery(ctx context.Context, person string, hashes []string, at time.Time) error {
	if _, err := tx.exec(ctx, `DELETE FROM recovery WHERE person = $1`, person); err != nil {
		return err
	}
	for _, h := range hashes {
		if _, err := tx.exec(ctx, `INSERT INTO recovery (hash, person, created) VALUES ($1, $2, $3)`, h, person, micros(at)); err != nil {
			return err
		}
	}
	return nil
}

// UseRecovery spends a recovery code, and reports whether there was one.
func (tx *Tx) UseRecovery(ctx context.Context, person, hash string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM recovery WHERE person = $1 AND hash = $2`, person, hash)
	return n == 1, err
}

// DropFactors takes every second factor of the person away.
func (tx *Tx) DropFactors(ctx context.Context, person string) error {
	for _, text := range []string{
		`DELETE FROM passkey WHERE person = $1`, `DELETE FROM recovery WHERE person = $1`, `UPDATE person SET totp = '' WHERE id = $1`,
	} {
		if _, err := tx.exec(ctx, text, person); err != nil {
			return err
		}
	}
	return nil
}

// Invitation is a link by which somebody chooses how they sign in.
type Invitation struct {
	Hash    string // SHA-256 of the link's secret, hex
	Person  string
	Kind    string // "join" or "reset"
	Inviter string
	Created time.Time
	Expires time.Time
}

// Invite keeps the invitation instead of the one that the person had.
func (tx *Tx) Invite(ctx context.Context, i Invitation) error {
	if _, err := tx.exec(ctx, `DELETE FROM invitation WHERE person = $1`, i.Person); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO invitation (hash, person, kind, inviter, created, expires) VALUES ($1, $2, $3, $4, $5, $6)`,
		i.Hash, i.Person, i.Kind, i.Inviter, micros(i.Created), micros(i.Expires))
	return err
}

func scanInvitation(row scanner) (i Invitation, err error) {
	var created, expires int64
	err = row.Scan(&i.Hash, &i.Person, &i.Kind, &i.Inviter, &created, &expires)
	i.Created, i.Expires = instant(created), instant(expires)
	return i, err
}

const invitationColumns = `hash, person, kind, inviter, created, expires`

// Invitation returns the invitation with the hash.
func (db *DB) Invitation(ctx context.Context, hash string) (Invitation, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+invitationColumns+` FROM invitation WHERE hash = $1`, hash), scanInvitation, "There is no such invitation.")
}

// Invitations lists those that end after now.
func (db *DB) Invitations(ctx context.Context, now time.Time) ([]Invitation, error) {
	return all(ctx, db.read, scanInvitation, `SELECT `+invitationColumns+` FROM invitation WHERE expires > $1 ORDER BY created`, micros(now))
}

// SpendInvitation takes the invitation away, and reports whether it was there.
func (tx *Tx) SpendInvitation(ctx context.Context, hash string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM invitation WHERE hash = $1`, hash)
	return n == 1, err
}

// DropInvitation takes the person's invitation away.
func (tx *Tx) DropInvitation(ctx context.Context, person string) error {
	_, err := tx.exec(ctx, `DELETE FROM invitation WHERE person = $1`, person)
	return err
}

// Identity is an account elsewhere that opens one here.
type Identity struct {
	Issuer, Subject string
	Person          string
	Name            string
	Created         time.Time
}

func scanIdentity(row scanner) (i Identity, err error) {
	var created int64
	err = row.Scan(&i.Issuer, &i.Subject, &i.Person, &i.Name, &created)
	i.Created = instant(created)
	return i, err
}

// Identity returns whose account here the account elsewhere opens.
func (db *DB) Identity(ctx context.Context, issuer, subject string) (Identity, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT issuer, subject, person, name, created FROM identity WHERE issuer = $1 AND subject = $2`, issuer, subject), scanIdentity, "There is no such account.")
}

// Identities lists the accounts elsewhere of the person.
func (db *DB) Identities(ctx context.Context, person string) ([]Identity, error) {
	return all(ctx, db.read, scanIdentity, `SELECT issuer, subject, person, name, created FROM identity WHERE person = $1 ORDER BY created`, person)
}

// Identities lists the accounts elsewhere of the person.
func (tx *Tx) Identities(ctx context.Context, person string) ([]Identity, error) {
	return all(ctx, tx.tx, scanIdentity, `SELECT issuer, subject, person, name, created FROM identity WHERE person = $1 ORDER BY created`, person)
}

// AddIdentity links an account elsewhere. One that opens an account already is a Conflict.
func (tx *Tx) AddIdentity(ctx context.Context, i Identity) error {
	_, err := tx.exec(ctx, `INSERT INTO identity (issuer, subject, person, name, created) VALUES ($1, $2, $3, $4, $5)`, i.Issuer, i.Subject, i.Person, i.Name, micros(i.Created))
	if err != nil && tx.dialect.unique(err) {
		return news.Errorf(news.Conflict, "That account elsewhere opens an account here already.")
	}
	return err
}

// DropIdentity takes the link away, and reports whether there was one.
func (tx *Tx) DropIdentity(ctx context.Context, person, issuer, subject string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM identity WHERE person = $1 AND issuer = $2 AND subject = $3`, person, issuer, subject)
	return n > 0, err
}

// Ceremony is a proof that is under way between two requests.
type Ceremony struct {
	Hash    string // SHA-256 of what the browser holds, hex
	Kind    string
	Person  string // "" while it is not known who
	Session string // id of the session that it belongs to, "" for none
	Tries   int64
	Value   string // JSON
	Expires time.Time
}

// AddCeremony keeps the ceremony.
func (tx *Tx) AddCeremony(ctx context.Context, c Ceremony) error {
	_, err := tx.exec(ctx, `INSERT INTO ceremony (hash, kind, person, session, tries, value, expires) VALUES ($1, $2, $3, $4, 0, $5, $6)`,
		c.Hash, c.Kind, c.Person, c.Session, c.Value, micros(c.Expires))
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `DELETE FROM ceremony WHERE person = $1 AND kind = $2 AND hash NOT IN
		(SELECT hash FROM ceremony WHERE person = $1 AND kind = $2 ORDER BY expires DESC, hash LIMIT $3)`, c.Person, c.Kind, mostCeremonies)
	return err
}

// mostCeremonies is how many proofs of a kind somebody can have under way.
const mostCeremonies = 20

// Spend notes that a ceremony of which nothing is kept has ended, and reports whether it is
// the first time: of two who end it one did.
func (tx *Tx) Spend(ctx context.Context, c Ceremony) (bool, error) {
	n, err := tx.exec(ctx, `INSERT INTO ceremony (hash, kind, person, session, tries, value, expires) VALUES ($1, $2, $3, '', 0, '', $4) ON CONFLICT (hash) DO NOTHING`,
		c.Hash, c.Kind+" spent", c.Person, micros(c.Expires))
	return n == 1, err
}

func scanCeremony(row scanner) (c Ceremony, err error) {
	var expires int64
	err = row.Scan(&c.Hash, &c.Kind, &c.Person, &c.Session, &c.Tries, &c.Value, &expires)
	c.Expires = instant(expires)
	return c, err
}

const ceremonyColumns = `hash, kind, person, session, tries, value, expires`

// Ceremony returns the ceremony with the hash.
func (db *DB) Ceremony(ctx context.Context, hash string) (Ceremony, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT `+ceremonyColumns+` FROM ceremony WHERE hash = $1`, hash), scanCeremony, "There is no such ceremony.")
}

// Try counts a try at the ceremony and returns it as it is then.
func (tx *Tx) Try(ctx context.Context, hash string) (Ceremony, error) {
	return one(tx.tx.QueryRowContext(ctx, `UPDATE ceremony SET tries = tries + 1 WHERE hash = $1 RETURNING `+ceremonyColumns, hash), scanCeremony, "There is no such ceremony.")
}

// EndCeremony takes the ceremony away, and reports whether it was there: of two who end it
// one did.
func (tx *Tx) EndCeremony(ctx context.Context, hash string) (bool, error) {
	n, err := tx.exec(ctx, `DELETE FROM ceremony WHERE hash = $1`, hash)
	return n == 1, err
}
