package account

import (
	"context"
	"encoding/json"
	"time"

	"github.com/stet-news/stet/internal/store"
)

const (
	ceremonyLife = 5 * time.Minute
	mostTries    = 5 // at one ceremony
)

// The kinds of ceremony.
const (
	halfWay   = "half"     // the first of two steps of a sign-in is done
	enrolTOTP = "totp"     // an app with codes is being set up
	enrolKey  = "register" // a passkey is being made
	useKey    = "assert"   // a passkey is being used
	visitDoor = "oidc"     // the browser is at another house's door
)

// hand begins a ceremony of which nothing is kept: what the browser holds is the ceremony
// itself, sealed, so that anybody may begin as many as they like. It ends in spend.
func (a *Accounts) hand(kind, person string, value any, life time.Duration) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	text, err = json.Marshal(store.Ceremony{Kind: kind, Person: person, Value: string(text), Expires: time.Now().Add(life)})
	return a.keys.hand.Seal(kind, text), err
}

// handed reads what hand sealed of the kind, into value.
func (a *Accounts) handed(sealed, kind string, value any) (c store.Ceremony, err error) {
	text, ok := a.keys.hand.Open(kind, sealed)
	if !ok {
		return c, errHalf
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return c, err
	}
	if time.Now().After(c.Expires) {
		return c, errHalf
	}
	c.Hash = hashOf(sealed)
	return c, json.Unmarshal([]byte(c.Value), value)
}

// start begins a ceremony and returns the secret that the browser holds.
func (a *Accounts) start(ctx context.Context, kind, person, session string, value any) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	secretValue := secret()
	return secretValue, a.db.Tx(ctx, func(tx *store.Tx) error {
		return tx.AddCeremony(ctx, store.Ceremony{Hash: hashOf(secretValue), Kind: kind, Person: person, Session: session, Value: string(text), Expires: time.Now().Add(ceremonyLife)})
	})
}

// ceremony returns the ceremony of the kind, read into value, and counts a try at it.
func (a *Accounts) ceremony(ctx context.Context, secretValue, kind string, value any) (c store.Ceremony, err error) {
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		c, err = tx.Try(ctx, hashOf(secretValue))
		return err
	})
	switch {
	case store.IsNotFound(err):
		return c, errHalf
	case err != nil:
		return c, err
	case c.Kind != kind || c.Tries > mostTries || time.Now().After(c.Expires):
		return c, errHalf
	}
	return c, json.Unmarshal([]byte(c.Value), value)
}
