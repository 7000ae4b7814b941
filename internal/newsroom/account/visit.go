package account

import (
	"context"
	"crypto/subtle"
	"net/http"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Purpose is what somebody goes to sign in elsewhere for.
type Purpose string

// The purposes.
const (
	ToSignIn Purpose = "sign-in"
	ToLink   Purpose = "link"  // to make the account there open the one here
	ToProve  Purpose = "prove" // once more that it is them
	ToBegin  Purpose = "begin" // with an invitation
)

const byElsewhere = "oidc"

// visit is what a browser holds, sealed, while its person is elsewhere: what comes back is
// believed only in the browser that set out, and once.
type visit struct {
	For      Purpose
	State    string
	Nonce    string
	Verifier string // of PKCE
	Session  string // id of the session that is linked or proved
	Link     string // secret of the invitation
	Next     string
	Begun    time.Time
}

// Elsewhere returns what people call the place where they can sign in too, "" for none.
func (a *Accounts) Elsewhere() string {
	if a.door == nil {
		return ""
	}
	return a.door.Name
}

// ReturnPath is where browsers come back to from elsewhere.
const ReturnPath = "/n/sign-in/elsewhere/return"

func (a *Accounts) visitCookie(r *http.Request) string { return a.cookieName(r) + "-visit" }

func (a *Accounts) setVisit(w http.ResponseWriter, r *http.Request, value string) {
	age := int(visitLife.Seconds())
	if value == "" {
		age = -1
	}
	// Lax: the browser comes back by a link on another site.
	http.SetCookie(w, &http.Cookie{Name: a.visitCookie(r), Value: value, Path: "/", HttpOnly: true, Secure: a.secure(r), SameSite: http.SameSiteLaxMode, MaxAge: age})
}

// SetOut returns the address at which the browser's person signs in elsewhere, and has the
// browser remember for what. Who links or proves is signed in; who begins has a link.
func (a *Accounts) SetOut(w http.ResponseWriter, r *http.Request, purpose Purpose, link, next string) (string, error) {
	if a.door == nil {
		return "", news.Errorf(news.NotFound, "There is no sign-in elsewhere in this house.")
	}
	v := visit{For: purpose, State: secret(), Nonce: secret(), Verifier: oauth2.GenerateVerifier(), Next: next, Begun: time.Now()}
	options := []oauth2.AuthCodeOption{oidc.Nonce(v.Nonce), oauth2.S256ChallengeOption(v.Verifier)}
	switch purpose {
	case ToLink, ToProve:
		s, ok := SessionOf(r.Context())
		if !ok {
			return "", errSignIn
		}
		if purpose == ToLink {
			if _, err := a.mayEnrol(r.Context(), s); err != nil {
				return "", err
			}
		} else {
			options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
		}
		v.Session = s.ID
	case ToBegin:
		if _, _, err := a.Invited(r.Context(), link); err != nil {
			return "", err
		}
		v.Link = link
	}
	p, s, err := a.door.open(r.Context())
	if err != nil {
		return "", err
	}
	sealed, err := a.hand(visitDoor, "", v, visitLife)
	if err != nil {
		return "", err
	}
	a.setVisit(w, r, sealed)
	return a.door.config(p, s, a.ownOrigin(r)+ReturnPath).AuthCodeURL(v.State, options...), nil
}

// Arrival is somebody who came back.
type Arrival struct {
	Entry          // of who signs in; of who links or proves, Session is its new secret
	For   Purpose  //
	Next  string   // where they wanted to go
	Link  string   // of an invitation, to go on with if it failed
	Codes []string // recovery codes of somebody who had none
}

// Arrive believes what a browser brings back from elsewhere, if it is the answer to what
// this browser set out for, and does that.
func (a *Accounts) Arrive(w http.ResponseWriter, r *http.Request) (got Arrival, err error) {
	ctx, q := r.Context(), r.URL.Query()
	cookie, err := r.Cookie(a.visitCookie(r))
	if err != nil || a.door == nil {
		return got, errDoor
	}
	a.setVisit(w, r, "")
	var v visit
	c, err := a.handed(cookie.Value, visitDoor, &v)
	if err != nil {
		return got, errDoor
	}
	got.For, got.Next, got.Link = v.For, v.Next, v.Link
	if err := a.answers(ctx, q, v); err != nil {
		return got, err
	}
	// Whichever way it ends, it ends once.
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if ok, err := tx.Spend(ctx, c); err != nil || !ok {
			return orHalf(err)
		}
		return nil
	})
	if err != nil {
		return got, err
	}
	who, err := a.door.prove(ctx, v, q.Get("code"), a.ownOrigin(r)+ReturnPath)
	if err != nil {
		return got, a.refusedFreely(ctx, byElsewhere, "", FromRequest(r), err)
	}
	switch v.For {
	case ToSignIn:
		got.Entry, err = a.enterFrom(ctx, who, FromRequest(r))
	case ToLink:
		got.Session, err = a.linkElsewhere(ctx, v, who)
	case ToProve:
		got.Session, err = a.proveElsewhere(ctx, v, who)
	case ToBegin:
		got.Entry, err = a.beginElsewhere(ctx, v, who, FromRequest(r))
	default:
		err = errDoor
	}
	return got, err
}

// answers refuses what is no answer of the provider to the visit.
func (a *Accounts) answers(ctx context.Context, q url.Values, v visit) error {
	if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(v.State)) != 1 {
		return errDoor
	}
	_, s, err := a.door.open(ctx)
	if err != nil {
		return err
	}
	// An answer that names its issuer is taken from that one alone (RFC 9207).
	if issuer := q.Get("iss"); issuer != a.door.Issuer && (issuer != "" || s.SaysIssuer) {
		return errDoor
	}
	if len(q["code"]) != 1 || len(q["state"]) != 1 || q.Get("error") != "" || q.Get("code") == "" {
		return news.Errorf(news.Unauthorised, "%s did not let you in. Begin again, or use another way in.", a.door.Name)
	}
	return nil
}

// enterFrom begins a session for whom the account elsewhere is linked to. What two factors
// there are worth here is what the house says; whoever lacks them shows one of ours.
func (a *Accounts) enterFrom(ctx context.Context, who proven, from From) (e Entry, err error) {
	i, err := a.db.Identity(ctx, who.issuer, who.subject)
	if store.IsNotFound(err) {
		return e, a.refusedFreely(ctx, byElsewhere, "", from, news.Errorf(news.Unauthorised, "Your account at %s opens none here yet. Sign in the way you did before and link it under Your account, or ask an administrator for a link.", a.door.Name))
	}
	if err != nil {
		return e, err
	}
	account, err := a.db.Account(ctx, i.Person)
	if err != nil {
		return e, err
	}
	return a.enterStrong(ctx, account, who.strong, from)
}

func (a *Accounts) enterStrong(ctx context.Context, account store.Account, strong bool, from From) (e Entry, err error) {
	if !account.Disabled.IsZero() {
		return e, a.refusedFreely(ctx, byElsewhere, account.ID, from, errDoor)
	}
	if !strong {
		return a.enter(ctx, account, byElsewhere, from)
	}
	e.Person = account.Person
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		e.Session, err = a.begin(ctx, tx, account, byElsewhere, 2, from)
		return err
	})
	return e, err
}

// mine returns the session that the visit set out in, if the browser is still in it.
func (a *Accounts) mine(ctx context.Context, v visit) (store.Session, error) {
	s, ok := SessionOf(ctx)
	if !ok || v.Session == "" || s.ID != v.Session {
		return s, errDoor
	}
	return s, nil
}

// linkElsewhere makes the account elsewhere open the one of the session. It is never found
// by an e-mail address: only somebody who is in both accounts at once links them.
func (a *Accounts) linkElsewhere(ctx context.Context, v visit, who proven) (value string, err error) {
	s, err := a.mine(ctx, v)
	if err != nil {
		return "", err
	}
	if _, err := a.mayEnrol(ctx, s); err != nil {
		return "", err
	}
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := a.keepIdentity(ctx, tx, s.Account.Person, who); err != nil {
			return err
		}
		if value, err = renew(ctx, tx, s); err != nil {
			return err
		}
		if _, err := tx.EndSessionsOf(ctx, s.Account.ID, s.ID); err != nil {
			return err
		}
		_, err = tx.Record(ctx, record(s.Account.Person, news.ManageSelf, s.Account.ID, map[string]any{"linked": who.issuer, "subject": who.subject}))
		return err
	})
	return value, err
}

// keepIdentity links the two, if neither is linked already.
func (a *Accounts) keepIdentity(ctx context.Context, tx *store.Tx, p news.Person, who proven) error {
	has, err := tx.Identities(ctx, p.ID)
	if err != nil {
		return err
	}
	if len(has) > 0 {
		return news.Errorf(news.Conflict, "Your account here is opened by %s at %s already: take that link away first.", has[0].Name, a.door.Name)
	}
	name := who.name
	if name == "" {
		name = who.subject
	}
	return tx.AddIdentity(ctx, store.Identity{Issuer: who.issuer, Subject: who.subject, Person: p.ID, Name: name, Created: time.Now()})
}

// proveElsewhere makes the session fresh for somebody who has just signed in elsewhere once
// more, to the account that opens this one.
func (a *Accounts) proveElsewhere(ctx context.Context, v visit, who proven) (value string, err error) {
	s, err := a.mine(ctx, v)
	if err != nil {
		return "", err
	}
	i, err := a.db.Identity(ctx, who.issuer, who.subject)
	if err != nil && !store.IsNotFound(err) {
		return "", err
	}
	if i.Person != s.Account.ID || who.at.Before(v.Begun.Add(-time.Minute)) {
		return "", news.Errorf(news.Unauthorised, "%s did not ask you for a proof, or it was somebody else's. Prove it another way.", a.door.Name)
	}
	s.Fresh = time.Now()
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		value, err = renew(ctx, tx, s)
		return err
	})
	return value, err
}

// beginElsewhere takes an invitation with an account elsewhere. Whoever has a second factor
// shows it all the same: a link leads around none.
func (a *Accounts) beginElsewhere(ctx context.Context, v visit, who proven, from From) (e Entry, err error) {
	_, account, err := a.Invited(ctx, v.Link)
	if err != nil {
		return e, err
	}
	factors, err := a.db.Factors(ctx, account.ID)
	if err != nil {
		return e, err
	}
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := a.take(ctx, tx, v.Link, account, account.Password, "the sign-in at "+who.issuer); err != nil {
			return err
		}
		return a.keepIdentity(ctx, tx, account.Person, who)
	})
	if err != nil {
		return e, err
	}
	return a.enterStrong(ctx, account, who.strong && !factors.Any(), from)
}

// Identities lists the accounts elsewhere that open the person's.
func (a *Accounts) Identities(ctx context.Context, person string) ([]store.Identity, error) {
	return a.db.Identities(ctx, person)
}

// Unlink takes the link to an account elsewhere away: not from who has no other way in.
func (a *Accounts) Unlink(ctx context.Context, s store.Session, issuer, subject string) error {
	if err := mayManage(s.Account.Person, news.ManageSelf); err != nil {
		return err
	}
	return a.unlink(ctx, s.Account.Person, news.ManageSelf, s.Account.ID, s.ID, issuer, subject)
}

// UnlinkOf is Unlink of somebody else's, by an administrator.
func (a *Accounts) UnlinkOf(ctx context.Context, by news.Person, person, issuer, subject string) error {
	if err := mayManage(by, news.ManagePeople); err != nil {
		return err
	}
	return a.unlink(ctx, by, news.ManagePeople, person, "", issuer, subject)
}

func (a *Accounts) unlink(ctx context.Context, by news.Person, verb news.Verb, person, except, issuer, subject string) error {
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.Turnstile(ctx); err != nil {
			return err
		}
		account, err := tx.Account(ctx, person)
		if err != nil {
			return err
		}
		f, err := tx.Factors(ctx, person)
		if err != nil {
			return err
		}
		if verb == news.ManageSelf && account.Password == "" && f.Passkeys == 0 {
			return news.Errorf(news.Conflict, "That is your only way in: choose a password or add a passkey first. Nothing was changed.")
		}
		if ok, err := tx.DropIdentity(ctx, person, issuer, subject); err != nil || !ok {
			if err == nil {
				err = news.Errorf(news.NotFound, "There is no such thing to take away.")
			}
			return err
		}
		if _, err := tx.EndSessionsOf(ctx, person, except); err != nil {
			return err
		}
		_, err = tx.Record(ctx, record(by, verb, person, map[string]any{"unlinked": issuer, "subject": subject}))
		return err
	})
}
