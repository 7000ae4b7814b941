package account

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
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
	freshFor    = 10 * time.Minute // after a proof, what cannot be taken back may be done
)

// The ways to sign in, as sessions keep them.
const (
	byPassword = "password"
	byPasskey  = "passkey"
	secondStep = "second step" // in the log, of one that was refused
)

// From is where a request comes from.
type From struct{ Agent, Address string }

const mostAgent = 200 // bytes that are kept of what a browser calls itself

// FromRequest returns where the request comes from. Accounts.Protect has put the right
// address into it.
func FromRequest(r *http.Request) From {
	agent := strings.ToValidUTF8(news.CleanText(r.UserAgent()), "")
	return From{Agent: strings.ToValidUTF8(agent[:min(len(agent), mostAgent)], ""), Address: r.RemoteAddr}
}

// Entry is what somebody gets who proved who they are.
type Entry struct {
	Session string // the secret of a session; "" while the second step is to come
	Half    string // the secret of the second step
	Person  news.Person
}

var errNotTogether = news.Errorf(news.Unauthorised, "That e-mail address and password do not go together.")

// SignIn begins a session. A wrong address and a wrong password are the same answer, after
// the same time.
func (a *Accounts) SignIn(ctx context.Context, email, password string, from From) (e Entry, err error) {
	account, err := a.checkPassword(ctx, email, password, from)
	if err != nil {
		return e, err
	}
	return a.enter(ctx, account, byPassword, from)
}

// enter begins a session for somebody who has shown one factor, or asks for the second, if
// they have one.
func (a *Accounts) enter(ctx context.Context, account store.Account, method string, from From) (e Entry, err error) {
	e.Person = account.Person
	factors, err := a.db.Factors(ctx, account.ID)
	if err != nil {
		return e, err
	}
	if factors.Any() {
		e.Half, err = a.startHalf(ctx, account, method)
		return e, err
	}
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if now, err := tx.Factors(ctx, account.ID); err != nil || now.Any() { // one was added this moment
			return orHalf(err)
		}
		e.Session, err = a.begin(ctx, tx, account, method, 1, from)
		return err
	})
	return e, err
}

// checkPassword returns the account that the address and the password open.
func (a *Accounts) checkPassword(ctx context.Context, email, password string, from From) (account store.Account, err error) {
	email = strings.ToLower(strings.TrimSpace(email))
	if len(email) > mostEmail || !utf8.ValidString(email) || strings.Contains(email, "\x00") {
		email = "" // nobody has it, and no database need be asked for such a thing
	}
	if err := a.try(ctx, ofPasswords, email, from.Address); err != nil {
		return account, err
	}
	account, err = a.db.AccountByEmail(ctx, email)
	if err != nil && !store.IsNotFound(err) {
		return account, err
	}
	ok, err := a.hasher.verify(ctx, account.Password, password)
	if err != nil {
		return account, err
	}
	if !ok || !account.Disabled.IsZero() {
		return store.Account{}, a.refused(ctx, byPassword, account.ID, errNotTogether)
	}
	if err := a.succeeded(ctx, ofPasswords, email, from.Address); err != nil {
		return account, err
	}
	return a.rehash(ctx, account, password)
}

func errWait(wait time.Duration) error {
	return news.Errorf(news.TooMany, "Too many tries. Wait %d seconds and try again.", int(wait.Seconds())+1)
}

// begin adds a session of somebody who has proved who they are, and returns its secret.
func (a *Accounts) begin(ctx context.Context, tx *store.Tx, account store.Account, method string, aal int, from From) (string, error) {
	now := time.Now()
	if err := tx.EndOldSessions(ctx, now); err != nil {
		return "", err
	}
	ok, first, err := tx.Arrive(ctx, account.ID, account.Password, now)
	if err != nil {
		return "", err
	}
	if !ok { // disabled, or another password, since it was looked at
		return "", errNotTogether
	}
	value := secret()
	slog.InfoContext(ctx, "signed in", "person", account.ID, "method", method, "aal", aal, "address", from.Address)
	id := uuid.Must(uuid.NewV7()).String()
	if _, err := tx.Record(ctx, record(account.Person, news.SignIn, account.ID, map[string]any{"method": method, "factors": aal, "session": id})); err != nil {
		return "", err
	}
	return value, tx.AddSession(ctx, store.Session{
		Hash: hashOf(value), ID: id, Account: account, Created: now, Seen: now, Expires: now.Add(sessionLife),
		Agent: from.Agent, Address: from.Address, Method: method, AAL: aal, Fresh: now, Grace: first,
	})
}

// SignOut ends the session. One that has ended already is no error.
func (a *Accounts) SignOut(ctx context.Context, value string) error {
	s, err := a.session(ctx, value)
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.Unauthorised {
		return nil
	}
	if err != nil {
		return err
	}
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		ended, err := tx.EndSessionOf(ctx, s.Account.ID, s.ID)
		if err != nil || !ended {
			return err
		}
		_, err = tx.Record(ctx, record(s.Account.Person, news.SignOut, s.Account.ID, nil))
		return err
	})
}

var errSignIn = news.Errorf(news.Unauthorised, "Sign in first.")

// session returns the session with the secret, as the database has it now: whoever is
// disabled or signed out elsewhere is so on every machine at once.
func (a *Accounts) session(ctx context.Context, value string) (store.Session, error) {
	now := time.Now()
	s, err := a.db.Session(ctx, hashOf(value))
	switch {
	case store.IsNotFound(err):
		return s, errSignIn
	case err != nil:
		return s, err
	case now.After(s.Expires) || now.Sub(s.Seen) > sessionIdle:
		return s, news.Errorf(news.Unauthorised, "Your session has ended. Sign in again; nothing that was saved is lost.")
	}
	s.Account.Acting.Stale = now.Sub(s.Fresh) > freshFor
	if now.Sub(s.Seen) > seeEvery {
		return s, a.db.Tx(ctx, func(tx *store.Tx) error { return tx.SeeSession(ctx, s.Hash, now) })
	}
	return s, nil
}

// Sessions lists the sessions of the person, the last used first.
func (a *Accounts) Sessions(ctx context.Context, person string) ([]store.Session, error) {
	now := time.Now()
	all, err := a.db.Sessions(ctx, person, now)
	var live []store.Session
	for _, s := range all {
		if now.Sub(s.Seen) <= sessionIdle {
			live = append(live, s)
		}
	}
	return live, err
}

// EndSession ends one session of the person who is signed in.
func (a *Accounts) EndSession(ctx context.Context, by news.Person, id string) error {
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Record(ctx, record(by, news.ManageSelf, by.ID, map[string]any{"ended session": id})); err != nil {
			return err
		}
		ended, err := tx.EndSessionOf(ctx, by.ID, id)
		if err == nil && !ended {
			return news.Errorf(news.NotFound, "That session has ended already.")
		}
		return err
	})
}

// EndOtherSessions signs the person out everywhere but in the session with the id except.
func (a *Accounts) EndOtherSessions(ctx context.Context, by news.Person, except string) error {
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Record(ctx, record(by, news.ManageSelf, by.ID, map[string]any{"ended sessions": "all others"})); err != nil {
			return err
		}
		_, err := tx.EndSessionsOf(ctx, by.ID, except)
		return err
	})
}
