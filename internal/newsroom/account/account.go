// Package account is who works here and how they prove it: passwords, sessions, tokens
// for programs, and the guard in front of every page and call of the newsroom.
package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// How long things last.
const (
	sessionLife = 12 * time.Hour   // from sign-in
	sessionIdle = 60 * time.Minute // without a request
	seeEvery    = time.Minute      // between notes that a session was used
	mostToken   = 366 * 24 * time.Hour
)

const mostEmail = 254 // bytes of an address (RFC 5321)

// Options are how accounts are kept.
type Options struct {
	// Memory is what one password hash takes, in KiB; 0 for the 64 MiB that people get.
	// Tests take less. What a password was hashed with stands in its hash.
	Memory uint32
	// Origin is the newsroom's address in browsers, as "https://desk.news.example", when a
	// proxy stands before it; empty for the address that each request names.
	Origin string
}

// Accounts keeps accounts in a store.
type Accounts struct {
	db       *store.DB
	hasher   hasher
	throttle throttle
	origin   string
}

// New returns the accounts of the store.
func New(db *store.DB, o Options) *Accounts {
	return &Accounts{db: db, hasher: newHasher(o.Memory), origin: o.Origin}
}

// secret returns 256 random bits as text.
func secret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // it never fails: the program ends instead
	return hex.EncodeToString(b[:])
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Create adds an account. An empty password makes one that only tokens open.
func (a *Accounts) Create(ctx context.Context, p news.Person, password string) (news.Person, error) {
	return a.create(ctx, p, password, false)
}

// SetUp adds the first account, an administrator and duty editor. It is a Conflict when
// there is anybody already.
func (a *Accounts) SetUp(ctx context.Context, p news.Person, password string) (news.Person, error) {
	if password == "" {
		return p, news.Errorf(news.Invalid, "Choose a password.")
	}
	p.Roles = []news.Role{news.Admin, news.DutyEditor}
	return a.create(ctx, p, password, true)
}

func (a *Accounts) create(ctx context.Context, p news.Person, password string, first bool) (news.Person, error) {
	p, err := clean(p)
	if err != nil {
		return p, err
	}
	account := store.Account{Person: p}
	if password != "" {
		if err := checkPassword(password, p); err != nil {
			return p, err
		}
		if account.Password, err = a.hasher.hash(ctx, password); err != nil {
			return p, err
		}
	}
	return p, a.db.Tx(ctx, func(tx *store.Tx) error {
		now := time.Now()
		// The record comes first: it holds the log until the end, so that of two who set
		// up at once the second sees the first.
		_, err := tx.Record(ctx, news.Record{At: now.UTC().Truncate(time.Microsecond), Actor: p.Short(), Verb: news.ManagePeople, Object: "person/" + p.ID})
		if err != nil {
			return err
		}
		if first {
			has, err := tx.HasPeople(ctx)
			if err != nil {
				return err
			}
			if has {
				return news.Errorf(news.Conflict, "This newsroom is set up already. Sign in.")
			}
		}
		return tx.AddPerson(ctx, account, now)
	})
}

func clean(p news.Person) (news.Person, error) {
	var err error
	if p.Name, err = news.CleanLine("name", p.Name, 80); err != nil {
		return p, err
	}
	p.Email = strings.ToLower(strings.TrimSpace(p.Email))
	address, err := mail.ParseAddress(p.Email)
	switch {
	case p.Name == "":
		return p, news.Errorf(news.Invalid, "Say who it is: the name is empty.")
	case len(p.Email) > mostEmail || err != nil || address.Address != p.Email:
		return p, news.Errorf(news.Invalid, "%q is not an e-mail address.", p.Email)
	case len(p.Roles) == 0:
		return p, news.Errorf(news.Invalid, "%s needs a role.", p.Name)
	}
	for _, r := range p.Roles {
		if !slices.Contains(news.Roles, r) {
			return p, news.Errorf(news.Invalid, "There is no role %q.", string(r))
		}
	}
	if p.Language == "" {
		p.Language = news.English
	}
	p.ID = uuid.Must(uuid.NewV7()).String()
	return p, nil
}

// SignIn begins a session and returns its secret. A wrong address and a wrong password
// are the same answer, after the same time. address is where the request came from.
func (a *Accounts) SignIn(ctx context.Context, email, password, address string) (secretValue string, p news.Person, err error) {
	email = strings.ToLower(strings.TrimSpace(email))
	now := time.Now()
	if len(email) > mostEmail || !utf8.ValidString(email) || strings.Contains(email, "\x00") {
		email = "" // nobody has it, and no database need be asked for such a thing
	}
	if wait := a.throttle.begin(now, email, address); wait > 0 {
		return "", p, news.Errorf(news.TooMany, "Too many tries. Wait %d seconds and try again.", int(wait.Seconds())+1)
	}
	account, err := a.db.AccountByEmail(ctx, email)
	if err != nil && !store.IsNotFound(err) {
		return "", p, err
	}
	ok, err := a.hasher.verify(ctx, account.Password, password)
	if err != nil {
		return "", p, err
	}
	if !ok || account.Disabled {
		return "", p, news.Errorf(news.Unauthorised, "That e-mail address and password do not go together.")
	}
	a.throttle.succeeded(now, email, address)
	value := secret()
	return value, account.Person, a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.EndOldSessions(ctx, now); err != nil {
			return err
		}
		return tx.AddSession(ctx, store.Key{Hash: hashOf(value), Person: account.Person, Expires: now.Add(sessionLife)}, now)
	})
}

// SignOut ends the session.
func (a *Accounts) SignOut(ctx context.Context, value string) error {
	return a.db.Tx(ctx, func(tx *store.Tx) error { return tx.EndSession(ctx, hashOf(value)) })
}

var errSignIn = news.Errorf(news.Unauthorised, "Sign in first.")

// session returns whose session it is.
func (a *Accounts) session(ctx context.Context, value string) (news.Person, error) {
	now := time.Now()
	k, err := a.db.Session(ctx, hashOf(value))
	switch {
	case store.IsNotFound(err):
		return news.Person{}, errSignIn
	case err != nil:
		return news.Person{}, err
	case now.After(k.Expires) || now.Sub(k.Seen) > sessionIdle:
		return news.Person{}, news.Errorf(news.Unauthorised, "Your session has ended. Sign in again; nothing that was saved is lost.")
	case now.Sub(k.Seen) > seeEvery:
		return k.Person, a.db.Tx(ctx, func(tx *store.Tx) error { return tx.SeeSession(ctx, k.Hash, now) })
	}
	return k.Person, nil
}

// tokenPrefix makes a token known for what it is where it should not be.
const tokenPrefix = "stet_"

// CreateToken makes a token with which a program acts as the person, and returns it:
// it cannot be read again. It never opens what changes accounts.
func (a *Accounts) CreateToken(ctx context.Context, p news.Person, name string, life time.Duration) (string, error) {
	name, err := news.CleanLine("token's name", name, 80)
	if err != nil {
		return "", err
	}
	if life <= 0 || life > mostToken {
		return "", news.Errorf(news.Invalid, "A token lasts from an hour to a year.")
	}
	value := tokenPrefix + secret()
	now := time.Now()
	k := store.Key{Hash: hashOf(value), ID: uuid.Must(uuid.NewV7()).String(), Name: name, Person: p, Expires: now.Add(life)}
	return value, a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.AddToken(ctx, k, now); err != nil {
			return err
		}
		_, err := tx.Record(ctx, news.Record{At: now.UTC().Truncate(time.Microsecond), Actor: p.Short(), Verb: news.ManagePeople, Object: "token/" + k.ID})
		return err
	})
}

// token returns whose token it is.
func (a *Accounts) token(ctx context.Context, value string) (news.Person, error) {
	k, err := a.db.Token(ctx, hashOf(value))
	switch {
	case store.IsNotFound(err):
		return news.Person{}, news.Errorf(news.Unauthorised, "That token is not known.")
	case err != nil:
		return news.Person{}, err
	case time.Now().After(k.Expires):
		return news.Person{}, news.Errorf(news.Unauthorised, "That token ended on %s.", k.Expires.Format(time.DateOnly))
	}
	return k.Person, nil
}

// ByEmail returns the person with the address.
func (a *Accounts) ByEmail(ctx context.Context, email string) (news.Person, error) {
	account, err := a.db.AccountByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
	if store.IsNotFound(err) {
		return news.Person{}, news.Errorf(news.NotFound, "Nobody here has the e-mail address %s.", email)
	}
	return account.Person, err
}
