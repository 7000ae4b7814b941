package account

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

const mostToken = 366 * 24 * time.Hour

// tokenPrefix makes a token known for what it is where it should not be.
const tokenPrefix = "stet_"

// CreateToken makes a token with which a program acts as the person within the scopes, all
// of them if none is named, and returns it: it cannot be read again. It never opens what
// changes accounts.
func (a *Accounts) CreateToken(ctx context.Context, p news.Person, name string, life time.Duration, scopes ...news.Scope) (string, error) {
	name, err := news.CleanLine("token's name", name, 80)
	if err != nil {
		return "", err
	}
	if name == "" {
		return "", news.Errorf(news.Invalid, "Say what the token is for.")
	}
	if life <= 0 || life > mostToken {
		return "", news.Errorf(news.Invalid, "A token lasts from an hour to a year.")
	}
	if len(scopes) == 0 {
		scopes = news.Scopes
	}
	for _, s := range scopes {
		if !slices.Contains(news.Scopes, s) {
			return "", news.Errorf(news.Invalid, "There is no scope %q.", string(s))
		}
	}
	if err := mayManage(p, news.ManageTokens); err != nil {
		return "", err
	}
	value := tokenPrefix + secret()
	now := time.Now()
	t := store.Token{Hash: hashOf(value), ID: uuid.Must(uuid.NewV7()).String(), Name: name, Person: p, Scopes: scopes, Created: now, Expires: now.Add(life)}
	return value, a.db.Tx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Record(ctx, record(p, news.ManageTokens, p.ID, map[string]any{"made": t.ID, "name": name, "scopes": scopes, "until": t.Expires.UTC()})); err != nil {
			return err
		}
		return tx.AddToken(ctx, t)
	})
}

// Tokens lists the tokens of the person, the newest first.
func (a *Accounts) Tokens(ctx context.Context, person string) ([]store.Token, error) {
	return a.db.Tokens(ctx, person, time.Now())
}

// EndToken ends a token of the owner. To end somebody else's takes an administrator.
func (a *Accounts) EndToken(ctx context.Context, by news.Person, owner, id string) error {
	verb := news.ManageTokens
	if owner != by.ID {
		verb = news.ManagePeople
	}
	if err := by.May(verb); err != nil {
		return err
	}
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Record(ctx, record(by, verb, owner, map[string]any{"ended token": id})); err != nil {
			return err
		}
		ended, err := tx.EndToken(ctx, owner, id)
		if err == nil && !ended {
			return news.Errorf(news.NotFound, "That token has ended already.")
		}
		return err
	})
}

// token returns whose token it is, as somebody who may do what it is for, and its id.
func (a *Accounts) token(ctx context.Context, value string) (p news.Person, id string, err error) {
	now := time.Now()
	t, err := a.db.Token(ctx, hashOf(value))
	switch {
	case store.IsNotFound(err):
		return p, "", news.Errorf(news.Unauthorised, "That token is not known.")
	case err != nil:
		return p, "", err
	case now.After(t.Expires):
		return p, "", news.Errorf(news.Unauthorised, "That token ended on %s.", t.Expires.Format(time.DateOnly))
	}
	t.Person.Acting = news.Acting{Token: true, Scopes: t.Scopes}
	if now.Sub(t.Seen) > seeEvery {
		err = a.db.Tx(ctx, func(tx *store.Tx) error { return tx.SeeToken(ctx, t.Hash, now) })
	}
	return t.Person, t.ID, err
}
