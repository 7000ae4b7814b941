package account

import (
	"context"
	"encoding/json"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Proof is what somebody shows. One of the fields is set.
type Proof struct {
	Password string
	Code     string // of the app with codes
	Recovery string
	Passkey  string // what the browser's key answered, as JSON
	Answers  string // the secret of the challenge that Passkey answers
	RP       RP     // of a passkey: by what name the browser reaches us
}

// guessed reports whether it is a second factor that somebody might guess.
func (p Proof) guessed() bool { return p.Passkey == "" && p.Password == "" }

// half is what is kept of a sign-in between its two steps.
type half struct {
	Method   string `json:"method"`
	Password string `json:"password"` // as it was kept when it was proved
}

var errHalf = news.Errorf(news.Unauthorised, "That took too long, or there were too many tries. Sign in from the beginning.")

// startHalf keeps that the first step is done, and returns the secret of the second.
func (a *Accounts) startHalf(ctx context.Context, account store.Account, method string) (string, error) {
	return a.start(ctx, halfWay, account.ID, "", half{method, account.Password})
}

// HalfFactors returns what the second step of the sign-in may be done with.
func (a *Accounts) HalfFactors(ctx context.Context, halfSecret string) (store.Factors, error) {
	c, err := a.db.Ceremony(ctx, hashOf(halfSecret))
	if store.IsNotFound(err) || err == nil && (c.Kind != halfWay || c.Tries >= mostTries || time.Now().After(c.Expires)) {
		return store.Factors{}, errHalf
	}
	if err != nil {
		return store.Factors{}, err
	}
	return a.db.Factors(ctx, c.Person)
}

// SecondStep ends a sign-in with a second factor: the session is begun by whoever did both
// steps of this very sign-in, and by nobody else.
func (a *Accounts) SecondStep(ctx context.Context, halfSecret string, proof Proof, from From) (e Entry, err error) {
	var h half
	c, err := a.ceremony(ctx, halfSecret, halfWay, &h)
	if err != nil {
		return e, err
	}
	account, err := a.db.Account(ctx, c.Person)
	if err != nil {
		return e, err
	}
	account.Password = h.Password
	check, method, err := a.second(ctx, account, proof, from)
	if err != nil {
		return e, a.noSecond(ctx, account.ID, proof, from, err)
	}
	e.Person = account.Person
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if ok, err := tx.EndCeremony(ctx, c.Hash); err != nil || !ok {
			return orHalf(err)
		}
		if err := check(tx); err != nil {
			return err
		}
		e.Session, err = a.begin(ctx, tx, account, h.Method+"+"+method, 2, from)
		return err
	})
	if err == nil && proof.guessed() {
		err = a.succeeded(ctx, ofCodes, account.ID, from.Address)
	}
	return e, a.noSecond(ctx, account.ID, proof, from, err)
}

func orHalf(err error) error {
	if err == nil {
		return errHalf
	}
	return err
}

var errNotIt = news.Errorf(news.Unauthorised, "That is not it. Look at the app again: a code holds for half a minute and works once.")

// second looks at a second factor of the account. What it returns spends it, in the
// transaction that does what it was shown for.
func (a *Accounts) second(ctx context.Context, account store.Account, proof Proof, from From) (spend func(*store.Tx) error, method string, err error) {
	now := time.Now()
	if proof.guessed() {
		if err := a.try(ctx, ofCodes, account.ID, from.Address); err != nil {
			return nil, "", err
		}
	}
	switch {
	case proof.Code != "" && account.TOTP != "":
		app, err := a.keys.openApp(account.ID, account.TOTP)
		if err != nil {
			return nil, "", err
		}
		step, ok, err := totpMatch(app, proof.Code, now)
		if err != nil {
			return nil, "", err
		}
		if !ok {
			return nil, "", errNotIt
		}
		return spends(func(tx *store.Tx) (bool, error) { return tx.UseStep(ctx, account.ID, step) }), "code", nil
	case proof.Recovery != "":
		return spends(func(tx *store.Tx) (bool, error) {
			return tx.UseRecovery(ctx, account.ID, recoveryHash(account.ID, proof.Recovery))
		}), "recovery", nil
	case proof.Passkey != "":
		key, spend, err := a.assert(ctx, proof, account.ID)
		if err != nil {
			return nil, "", err
		}
		if key.Person != account.ID {
			return nil, "", errNotIt
		}
		return spend, "passkey", nil
	}
	return nil, "", errNotIt
}

func spends(f func(*store.Tx) (bool, error)) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		if ok, err := f(tx); err != nil || !ok {
			if err == nil {
				err = errNotIt
			}
			return err
		}
		return nil
	}
}

// Renewed is a session under a new secret.
type Renewed struct{ Session string }

// Refresh notes that the person of the session proved once more who they are, and gives
// the session a new secret.
func (a *Accounts) Refresh(ctx context.Context, s store.Session, proof Proof, from From) (r Renewed, err error) {
	account, err := a.db.Account(ctx, s.Account.ID)
	if err != nil {
		return r, err
	}
	check := func(*store.Tx) error { return nil }
	if proof.Password != "" {
		if _, err := a.checkPassword(ctx, account.Email, proof.Password, from); err != nil {
			return r, err
		}
	} else if proof.Recovery != "" { // it is for a sign-in without the phone, and for nothing else
		return r, errNotIt
	} else if check, _, err = a.second(ctx, account, proof, from); err != nil {
		return r, a.noSecond(ctx, account.ID, proof, from, err)
	}
	s.Fresh = time.Now()
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := check(tx); err != nil {
			return err
		}
		r.Session, err = renew(ctx, tx, s)
		return err
	})
	if err == nil && proof.guessed() {
		err = a.succeeded(ctx, ofCodes, account.ID, from.Address)
	}
	return r, err
}

// renew gives the session another secret, and returns it.
func renew(ctx context.Context, tx *store.Tx, s store.Session) (string, error) {
	value, was := secret(), s.Hash
	s.Hash = hashOf(value)
	ok, err := tx.RenewSession(ctx, was, s)
	if err == nil && !ok {
		err = errSignIn
	}
	return value, err
}

// raise gives the session, in which a second factor was just set up, a new secret and what
// it stands on now; whatever else the person is signed in with ends. It returns recovery
// codes if there were none.
func raise(ctx context.Context, tx *store.Tx, s store.Session, method string, before store.Factors) (value string, codes []string, err error) {
	if s.AAL < 2 {
		s.AAL, s.Method, s.Grace = 2, s.Method+"+"+method, false
	}
	if value, err = renew(ctx, tx, s); err != nil {
		return "", nil, err
	}
	if _, err := tx.EndSessionsOf(ctx, s.Account.ID, s.ID); err != nil {
		return "", nil, err
	}
	if before.Recovery == 0 {
		var hashes []string
		codes, hashes = newRecovery(s.Account.ID)
		err = tx.SetRecovery(ctx, s.Account.ID, hashes, time.Now())
	}
	return value, codes, err
}

// mayEnrol refuses a new factor in a session that has not proved those there are.
func (a *Accounts) mayEnrol(ctx context.Context, s store.Session) (store.Factors, error) {
	if err := mayManage(s.Account.Person, news.ManageSelf); err != nil {
		return store.Factors{}, err
	}
	f, err := a.db.Factors(ctx, s.Account.ID)
	if err == nil && f.Any() && s.AAL < 2 {
		err = news.Errorf(news.Forbidden, "Sign in with your second factor first; then you can add another.")
	}
	return f, err
}

// TOTPOffer is an app with codes that is being set up.
type TOTPOffer struct {
	Ceremony string // the secret to end it with
	Secret   string // for somebody who types it
	Link     string // for an app's camera
}

// OfferTOTP begins to set up an app with codes.
func (a *Accounts) OfferTOTP(ctx context.Context, s store.Session, house string) (o TOTPOffer, err error) {
	if _, err := a.mayEnrol(ctx, s); err != nil {
		return o, err
	}
	o.Secret = newTOTP()
	o.Link = totpLink(house, s.Account.Email, o.Secret)
	o.Ceremony, err = a.start(ctx, enrolTOTP, s.Account.ID, s.ID, a.keys.sealApp(s.Account.ID, o.Secret))
	return o, err
}

// OfferOf returns the offer again, for somebody whose code was wrong.
func (a *Accounts) OfferOf(ctx context.Context, s store.Session, ceremony, house string) (o TOTPOffer, err error) {
	c, err := a.db.Ceremony(ctx, hashOf(ceremony))
	if err != nil || c.Kind != enrolTOTP || c.Session != s.ID {
		return o, errHalf
	}
	o.Ceremony = ceremony
	if err := json.Unmarshal([]byte(c.Value), &o.Secret); err != nil {
		return o, err
	}
	o.Secret, err = a.keys.openApp(s.Account.ID, o.Secret)
	o.Link = totpLink(house, s.Account.Email, o.Secret)
	return o, err
}

// AcceptTOTP ends it with a code of the app, and returns the session's new secret and, if
// the person had none, recovery codes.
func (a *Accounts) AcceptTOTP(ctx context.Context, s store.Session, ceremony, code string) (value string, codes []string, err error) {
	before, err := a.mayEnrol(ctx, s)
	if err != nil {
		return "", nil, err
	}
	var sealed string
	c, err := a.ceremony(ctx, ceremony, enrolTOTP, &sealed)
	if err != nil {
		return "", nil, err
	}
	app, err := a.keys.openApp(s.Account.ID, sealed)
	if err != nil {
		return "", nil, err
	}
	step, ok, err := totpMatch(app, code, time.Now())
	if err != nil {
		return "", nil, err
	}
	if c.Session != s.ID || c.Person != s.Account.ID || !ok {
		return "", nil, errNotIt
	}
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if ok, err := tx.EndCeremony(ctx, c.Hash); err != nil || !ok {
			return orHalf(err)
		}
		if err := tx.SetTOTP(ctx, s.Account.ID, sealed, step); err != nil {
			return err
		}
		if value, codes, err = raise(ctx, tx, s, "code", before); err != nil {
			return err
		}
		_, err = tx.Record(ctx, record(s.Account.Person, news.ManageSelf, s.Account.ID, map[string]any{"added": "app with codes"}))
		return err
	})
	return value, codes, err
}

// DropTOTP takes the app with codes away.
func (a *Accounts) DropTOTP(ctx context.Context, s store.Session) error {
	return a.drop(ctx, s, "app with codes", func(tx *store.Tx) (bool, error) { return true, tx.SetTOTP(ctx, s.Account.ID, "", 0) })
}

// drop takes a factor away: not the last, where the house asks for one.
func (a *Accounts) drop(ctx context.Context, s store.Session, what string, f func(*store.Tx) (bool, error)) error {
	if err := mayManage(s.Account.Person, news.ManageSelf); err != nil {
		return err
	}
	house, err := a.db.House(ctx)
	if err != nil {
		return err
	}
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.Turnstile(ctx); err != nil {
			return err
		}
		ok, err := f(tx)
		if err == nil && !ok {
			err = news.Errorf(news.NotFound, "There is no such thing to take away.")
		}
		if err != nil {
			return err
		}
		left, err := tx.Factors(ctx, s.Account.ID)
		if err != nil {
			return err
		}
		if !left.Any() && house.Security.Asks(s.Account.Person) {
			return news.Errorf(news.Conflict, "That is your last second factor, and this house asks you for one: add another first. Nothing was changed.")
		}
		if _, err := tx.EndSessionsOf(ctx, s.Account.ID, s.ID); err != nil {
			return err
		}
		_, err = tx.Record(ctx, record(s.Account.Person, news.ManageSelf, s.Account.ID, map[string]any{"removed": what}))
		return err
	})
}

// NewRecovery gives the person new recovery codes instead of those before.
func (a *Accounts) NewRecovery(ctx context.Context, s store.Session) (codes []string, err error) {
	before, err := a.mayEnrol(ctx, s)
	if err != nil {
		return nil, err
	}
	if !before.Any() {
		return nil, news.Errorf(news.Conflict, "Recovery codes stand in for a second factor: add one first.")
	}
	codes, hashes := newRecovery(s.Account.ID)
	return codes, a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.SetRecovery(ctx, s.Account.ID, hashes, time.Now()); err != nil {
			return err
		}
		_, err := tx.Record(ctx, record(s.Account.Person, news.ManageSelf, s.Account.ID, map[string]any{"added": "recovery codes"}))
		return err
	})
}

// Factors returns what the person has beside a password.
func (a *Accounts) Factors(ctx context.Context, person string) (store.Factors, error) {
	return a.db.Factors(ctx, person)
}
