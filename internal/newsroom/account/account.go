// Package account is who works here and how they prove it: passwords, sessions, tokens
// for programs, and the guard in front of every page and call of the newsroom.
package account

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/mail"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/web"
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
	// Key is what passwords and apps with codes are kept under, beside the database and never
	// in it; 32 bytes at least. Without one they stand as a copy of the database has them.
	Key []byte
	// Elsewhere is where people can sign in too; nil for nowhere.
	Elsewhere *Elsewhere
	// Breached is a file of passwords that were breached, for CheckBreached; "" for none.
	Breached string
	// Refuse answers a request that the guard does not let through; nil answers as the API
	// does.
	Refuse func(http.ResponseWriter, *http.Request, error)
	// Patience is how long a request may wait for one query or transaction; 0 for what people
	// have.
	Patience time.Duration
}

// Accounts keeps accounts in a store.
type Accounts struct {
	db     *store.DB
	hasher hasher
	keys   keys
	origin string
	looked atomic.Int64 // tries, since the process began
	holds  holds
	door   *door // nil for none

	breached string // path of the list, "" for none

	refuse   func(http.ResponseWriter, *http.Request, error)
	patience time.Duration
}

// New returns the accounts of the store.
func New(db *store.DB, o Options) *Accounts {
	k := newKeys(o.Key)
	if o.Refuse == nil {
		o.Refuse = web.Fail
	}
	return &Accounts{
		db: db, hasher: newHasher(o.Memory, k.pepper), keys: k, origin: o.Origin, door: newDoor(o.Elsewhere), breached: o.Breached,
		refuse: o.Refuse, patience: cmp.Or(o.Patience, patience),
	}
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
		house, err := a.db.House(ctx)
		if err != nil && !store.IsNotFound(err) {
			return p, err
		}
		if err := a.checkNew(password, p, house); err != nil {
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
		_, err := tx.Record(ctx, record(p, news.ManagePeople, p.ID, map[string]any{"after": profileOf(account)}))
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

// ByEmail returns the person with the address.
func (a *Accounts) ByEmail(ctx context.Context, email string) (news.Person, error) {
	account, err := a.db.AccountByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
	if store.IsNotFound(err) {
		return news.Person{}, news.Errorf(news.NotFound, "Nobody here has the e-mail address %s.", email)
	}
	return account.Person, err
}
