package account

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// record is the record of a change to a person's account.
func record(by news.Person, verb news.Verb, person string, detail any) news.Record {
	r := news.Record{At: time.Now().UTC().Truncate(time.Microsecond), Actor: by.Short(), Verb: verb, Object: "person/" + person}
	if detail != nil {
		text, err := json.Marshal(detail)
		if err != nil {
			panic("account: a detail that is not JSON: " + err.Error()) // strings and lists always are
		}
		r.Detail = text
	}
	return r
}

// mayManage refuses who may not do the verb, or has not proved lately who they are.
func mayManage(by news.Person, verb news.Verb) error {
	if err := by.May(verb); err != nil {
		return err
	}
	return by.Prove(verb)
}

// profile is what a record keeps of a person before and after a change.
type profile struct {
	Name     string       `json:"name"`
	Email    string       `json:"email"`
	Roles    []news.Role  `json:"roles"`
	Grants   []news.Grant `json:"grants,omitempty"`
	Desk     string       `json:"desk,omitempty"`
	Disabled bool         `json:"disabled,omitempty"`
}

func profileOf(a store.Account) profile {
	return profile{a.Name, a.Email, a.Roles, a.Grants, a.Desk, !a.Disabled.IsZero()}
}

// change lets f change somebody's account, and ends what they are signed in with when what
// they may do has changed: a session that was begun with other roles does not live on.
func (a *Accounts) change(ctx context.Context, by news.Person, id string, f func(*store.Account) error) error {
	if err := mayManage(by, news.ManagePeople); err != nil {
		return err
	}
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.Turnstile(ctx); err != nil {
			return err
		}
		account, err := tx.Account(ctx, id)
		if err != nil {
			return err
		}
		before := profileOf(account)
		if err := f(&account); err != nil {
			return err
		}
		after := profileOf(account)
		if err := a.keepAdministrator(ctx, tx, account); err != nil {
			return err
		}
		if err := tx.SaveProfile(ctx, account); err != nil {
			return err
		}
		if !slices.Equal(before.Roles, after.Roles) || !slices.Equal(before.Grants, after.Grants) || before.Disabled != after.Disabled {
			if err := endAll(ctx, tx, id); err != nil {
				return err
			}
		}
		_, err = tx.Record(ctx, record(by, news.ManagePeople, id, map[string]any{"before": before, "after": after}))
		return err
	})
}

// endAll ends every session and token of the person.
func endAll(ctx context.Context, tx *store.Tx, person string) error {
	if _, err := tx.EndSessionsOf(ctx, person, ""); err != nil {
		return err
	}
	_, err := tx.EndTokensOf(ctx, person)
	return err
}

// keepAdministrator refuses a change after which nobody could manage people any more.
func (a *Accounts) keepAdministrator(ctx context.Context, tx *store.Tx, changed store.Account) error {
	people, err := tx.People(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.ID != changed.ID && p.May(news.ManagePeople) == nil {
			return nil
		}
	}
	if changed.Disabled.IsZero() && changed.May(news.ManagePeople) == nil {
		return nil
	}
	return news.Errorf(news.Conflict, "%s is the last administrator: make somebody else one first. Nothing was changed.", changed.Name)
}

// SetRoles changes who the person is and what they may do. Whatever they are signed in
// with ends, if what they may has changed.
func (a *Accounts) SetRoles(ctx context.Context, by news.Person, changed news.Person) error {
	clean, err := clean(changed)
	if err != nil {
		return err
	}
	house, err := a.db.House(ctx)
	if err != nil && !store.IsNotFound(err) {
		return err
	}
	if err := house.CheckGrants(clean.Grants); err != nil {
		return err
	}
	return a.change(ctx, by, changed.ID, func(account *store.Account) error {
		account.Name, account.Email, account.Roles, account.Grants, account.Desk = clean.Name, clean.Email, clean.Roles, clean.Grants, clean.Desk
		return nil
	})
}

// Disable shuts the account: whatever the person is signed in with ends at once. What they
// wrote stays theirs.
func (a *Accounts) Disable(ctx context.Context, by news.Person, id string) error {
	if id == by.ID {
		return news.Errorf(news.Conflict, "You cannot disable yourself: ask another administrator.")
	}
	return a.change(ctx, by, id, func(account *store.Account) error {
		if !account.Disabled.IsZero() {
			return news.Errorf(news.Conflict, "%s is disabled already.", account.Name)
		}
		account.Disabled = time.Now()
		return nil // their link, if they have one, opens nothing: see Invited
	})
}

// Enable opens the account again. The person signs in anew.
func (a *Accounts) Enable(ctx context.Context, by news.Person, id string) error {
	return a.change(ctx, by, id, func(account *store.Account) error {
		if account.Disabled.IsZero() {
			return news.Errorf(news.Conflict, "%s is not disabled.", account.Name)
		}
		account.Disabled = time.Time{}
		return nil
	})
}

// SignOutEverywhere ends whatever the person is signed in with, and their tokens.
func (a *Accounts) SignOutEverywhere(ctx context.Context, by news.Person, id string) error {
	if err := mayManage(by, news.ManagePeople); err != nil {
		return err
	}
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Record(ctx, record(by, news.ManagePeople, id, map[string]any{"ended": "all sessions and tokens"})); err != nil {
			return err
		}
		return endAll(ctx, tx, id)
	})
}
