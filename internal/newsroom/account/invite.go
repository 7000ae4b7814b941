package account

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// inviteLife is how long a link is good for.
const inviteLife = 72 * time.Hour

// The kinds of invitation.
const (
	ToJoin  = "join"
	ToReset = "reset"
)

var errLink = news.Errorf(news.Gone, "This link was used already, or has ended: it is good once, for three days. Ask an administrator for another.")

// Console is whoever sits at the machine that Stet runs on: they can read and change
// everything that it keeps, and may what an administrator may.
var Console = news.Person{ID: "console", Name: "At the console", Roles: []news.Role{news.Admin}}

// JoinLink is the address at which the secret of a link is used.
func JoinLink(origin, link string) string {
	return strings.TrimRight(origin, "/") + "/n/join?key=" + url.QueryEscape(link)
}

// Welcome adds a person as somebody at the console wants it, where there may be no house yet
// and no administrator. It returns the secret of their link.
func (a *Accounts) Welcome(ctx context.Context, p news.Person) (link string, _ news.Person, err error) {
	if p, err = clean(p); err != nil {
		return "", p, err
	}
	link = secret()
	return link, p, a.add(ctx, Console, p, link)
}

// add keeps somebody and the link that they begin with.
func (a *Accounts) add(ctx context.Context, by, p news.Person, link string) error {
	account := store.Account{Person: p}
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Record(ctx, record(by, news.ManagePeople, p.ID, map[string]any{"invited": true, "after": profileOf(account)})); err != nil {
			return err
		}
		if err := tx.AddPerson(ctx, account, time.Now()); err != nil {
			return err
		}
		return tx.Invite(ctx, invitation(link, p.ID, ToJoin, by))
	})
}

// Invite adds a person and returns the secret of a link by which they choose how they sign
// in. Nobody else ever knows it.
func (a *Accounts) Invite(ctx context.Context, by, p news.Person) (link string, _ news.Person, err error) {
	if err := mayManage(by, news.ManagePeople); err != nil {
		return "", p, err
	}
	if p, err = clean(p); err != nil {
		return "", p, err
	}
	house, err := a.db.House(ctx)
	if err != nil {
		return "", p, err
	}
	if err := house.CheckGrants(p.Grants); err != nil {
		return "", p, err
	}
	if p.Desk != "" && !slices.ContainsFunc(house.Desks, func(d news.Desk) bool { return d.Slug == p.Desk }) {
		return "", p, news.Errorf(news.Invalid, "There is no desk %q.", p.Desk)
	}
	link = secret()
	return link, p, a.add(ctx, by, p, link)
}

func invitation(link, person, kind string, by news.Person) store.Invitation {
	now := time.Now()
	return store.Invitation{Hash: hashOf(link), Person: person, Kind: kind, Inviter: by.ID, Created: now, Expires: now.Add(inviteLife)}
}

// InviteAgain returns the secret of a new link for somebody who is here: to choose another
// password, or, if they never signed in, to begin. The link of before ends. What they are
// signed in with lives on until they use it.
func (a *Accounts) InviteAgain(ctx context.Context, by news.Person, id string) (link string, err error) {
	if err := mayManage(by, news.ManagePeople); err != nil {
		return "", err
	}
	link = secret()
	return link, a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.Turnstile(ctx); err != nil {
			return err
		}
		account, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		if !account.Disabled.IsZero() {
			return news.Errorf(news.Conflict, "%s is disabled: enable them first.", account.Name)
		}
		kind := ToReset
		if account.Signed.IsZero() {
			kind = ToJoin
		}
		if err := tx.Invite(ctx, invitation(link, id, kind, by)); err != nil {
			return err
		}
		_, err = tx.Record(ctx, record(by, news.ManagePeople, id, map[string]any{"link": kind}))
		return err
	})
}

// ResetFactors takes every second factor of somebody away who has lost them all. Whatever
// they are signed in with ends; the password stays, and the house asks for a new factor
// before anything else.
func (a *Accounts) ResetFactors(ctx context.Context, by news.Person, id string) error {
	if err := mayManage(by, news.ManagePeople); err != nil {
		return err
	}
	if id == by.ID {
		return news.Errorf(news.Conflict, "You cannot reset your own second factor: ask another administrator, or use a recovery code.")
	}
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.Turnstile(ctx); err != nil {
			return err
		}
		if _, err := tx.Account(ctx, id); err != nil {
			return err
		}
		if err := tx.DropFactors(ctx, id); err != nil {
			return err
		}
		if err := endAll(ctx, tx, id); err != nil {
			return err
		}
		_, err := tx.Record(ctx, record(by, news.ManagePeople, id, map[string]any{"removed": "every second factor"}))
		return err
	})
}

// Invited returns whom the link is for.
func (a *Accounts) Invited(ctx context.Context, link string) (store.Invitation, store.Account, error) {
	i, err := a.db.Invitation(ctx, hashOf(link))
	if store.IsNotFound(err) || err == nil && time.Now().After(i.Expires) {
		return i, store.Account{}, errLink
	}
	if err != nil {
		return i, store.Account{}, err
	}
	account, err := a.db.Account(ctx, i.Person)
	if err == nil && !account.Disabled.IsZero() {
		err = errLink
	}
	return i, account, err
}

// Join takes the link with a password that its person chose, and signs them in; whoever
// has a second factor still shows it. Whatever they were signed in with ends.
func (a *Accounts) Join(ctx context.Context, link, password string, from From) (e Entry, err error) {
	_, account, err := a.Invited(ctx, link)
	if err != nil {
		return e, err
	}
	house, err := a.db.House(ctx)
	if err != nil && !store.IsNotFound(err) {
		return e, err
	}
	if err := a.checkNew(password, account.Person, house); err != nil {
		return e, err
	}
	hash, err := a.hasher.hash(ctx, password)
	if err != nil {
		return e, err
	}
	err = a.db.Tx(ctx, func(tx *store.Tx) error { return a.take(ctx, tx, link, account, hash, "password") })
	if err != nil {
		return e, err
	}
	account.Password = hash
	return a.enter(ctx, account, byPassword, from)
}

// take spends the link and keeps the password.
func (a *Accounts) take(ctx context.Context, tx *store.Tx, link string, account store.Account, hash, what string) error {
	if ok, err := tx.SpendInvitation(ctx, hashOf(link)); err != nil || !ok {
		if err == nil {
			err = errLink
		}
		return err
	}
	if ok, err := tx.SetPassword(ctx, account.ID, account.Password, hash); err != nil || !ok {
		if err == nil {
			err = errLink
		}
		return err
	}
	if err := endAll(ctx, tx, account.ID); err != nil {
		return err
	}
	_, err := tx.Record(ctx, record(account.Person, news.ManageSelf, account.ID, map[string]any{"chose": what, "by": "link"}))
	return err
}

// OfferJoinPasskey begins to make a passkey for whom the link is for. Somebody who has a
// second factor is not let around it.
func (a *Accounts) OfferJoinPasskey(ctx context.Context, link string, rp RP) (c Challenge, err error) {
	i, account, err := a.joiner(ctx, link)
	if err != nil {
		return c, err
	}
	return a.offerKey(ctx, account.Person, i.Hash, rp)
}

func (a *Accounts) joiner(ctx context.Context, link string) (i store.Invitation, account store.Account, err error) {
	if i, account, err = a.Invited(ctx, link); err != nil {
		return i, account, err
	}
	f, err := a.db.Factors(ctx, account.ID)
	if err == nil && f.Any() {
		err = news.Errorf(news.Forbidden, "You have a second factor: choose a password here, and show the factor afterwards.")
	}
	return i, account, err
}

// JoinWithPasskey takes the link with a passkey that its person made, and signs them in. A
// password that they had ends with it.
func (a *Accounts) JoinWithPasskey(ctx context.Context, link, name string, proof Proof, from From) (e Entry, codes []string, err error) {
	i, account, err := a.joiner(ctx, link)
	if err != nil {
		return e, nil, err
	}
	key, ceremony, err := a.made(ctx, account.Person, i.Hash, name, proof)
	if err != nil {
		return e, nil, err
	}
	e.Person = account.Person
	var hashes []string
	codes, hashes = newRecovery(account.ID)
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if ok, err := tx.EndCeremony(ctx, ceremony); err != nil || !ok {
			return orHalf(err)
		}
		if err := a.take(ctx, tx, link, account, "", byPasskey); err != nil {
			return err
		}
		if f, err := tx.Factors(ctx, account.ID); err != nil || f.Any() {
			return orHalf(err)
		}
		if err := tx.AddPasskey(ctx, key); err != nil {
			return err
		}
		if err := tx.SetRecovery(ctx, account.ID, hashes, time.Now()); err != nil {
			return err
		}
		account.Password = ""
		e.Session, err = a.begin(ctx, tx, account, byPasskey, 2, from)
		return err
	})
	return e, codes, err
}

// ChangePassword changes the password of whoever is signed in, who says the old one or has
// proved lately who they are. They stay signed in here, and nowhere else.
func (a *Accounts) ChangePassword(ctx context.Context, s store.Session, old, password string, from From) (value string, err error) {
	if err := mayManage(s.Account.Person, news.ManageSelf); err != nil {
		return "", err
	}
	account, err := a.db.Account(ctx, s.Account.ID)
	if err != nil {
		return "", err
	}
	if account.Password != "" {
		if account, err = a.checkPassword(ctx, account.Email, old, from); err != nil {
			return "", news.Errorf(news.Unauthorised, "The old password is not that.")
		}
	}
	house, err := a.db.House(ctx)
	if err != nil && !store.IsNotFound(err) {
		return "", err
	}
	if err := a.checkNew(password, account.Person, house); err != nil {
		return "", err
	}
	hash, err := a.hasher.hash(ctx, password)
	if err != nil {
		return "", err
	}
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if ok, err := tx.SetPassword(ctx, account.ID, account.Password, hash); err != nil || !ok {
			return orHalf(err)
		}
		if _, err := tx.EndSessionsOf(ctx, account.ID, s.ID); err != nil {
			return err
		}
		if _, err := tx.EndTokensOf(ctx, account.ID); err != nil {
			return err
		}
		if err := tx.DropInvitation(ctx, account.ID); err != nil {
			return err
		}
		if value, err = renew(ctx, tx, s); err != nil {
			return err
		}
		_, err = tx.Record(ctx, record(account.Person, news.ManageSelf, account.ID, map[string]any{"changed": "password"}))
		return err
	})
	return value, err
}

// AccountsList is everybody, with what each has and until when their link is good.
type AccountsList struct {
	Accounts []store.Account
	Factors  map[string]store.Factors
	Links    map[string]store.Invitation
}

// List returns everybody who has an account here.
func (a *Accounts) List(ctx context.Context) (l AccountsList, err error) {
	if l.Accounts, err = a.db.Accounts(ctx); err != nil {
		return l, err
	}
	if l.Factors, err = a.db.FactorsOfAll(ctx); err != nil {
		return l, err
	}
	links, err := a.db.Invitations(ctx, time.Now())
	l.Links = map[string]store.Invitation{}
	for _, i := range links {
		l.Links[i.Person] = i
	}
	return l, err
}
