package account

import (
	"context"
	"crypto/rand"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/seal"
	"github.com/stet-news/stet/internal/store"
)

// keys are what is made of the house's key for accounts, each for one purpose.
type keys struct {
	apps   *seal.Box // of apps with codes, as they are kept; nil without a key
	hand   *seal.Box // of what browsers hold between two requests
	pepper []byte    // of passwords; nil without a key
	proof  string    // of the key: who has it cannot make the key
}

// newKeys makes them. Without a key what browsers hold is sealed under one of this process
// alone.
func newKeys(key []byte) (k keys) {
	if key == nil {
		own := make([]byte, 32)
		_, _ = rand.Read(own) // it never fails: the program ends instead
		k.hand = box(own, "hand")
		return k
	}
	return keys{apps: box(key, "apps"), hand: box(key, "hand"), pepper: seal.Derived(key, useOf("pepper")), proof: hashOf(string(seal.Derived(key, useOf("proof"))))}
}

func useOf(purpose string) string { return "stet accounts " + purpose }

func box(key []byte, purpose string) *seal.Box { return seal.New(key, useOf(purpose)) }

// sealedMark is what the secret of an app with codes begins with that is kept under the key.
const sealedMark = "sealed:"

var errNoKey = news.Errorf(news.Unavailable, "Passwords and codes cannot be looked at: the key of accounts is not there, or is another one. Whoever runs Stet must put its file back; see --accounts-key.")

// sealApp returns the secret of somebody's app with codes as it is kept.
func (k keys) sealApp(person, secret string) string {
	if k.apps == nil {
		return secret
	}
	return sealedMark + k.apps.Seal(person, []byte(secret))
}

// openApp is the other way. What was kept before there was a key is as it was.
func (k keys) openApp(person, kept string) (string, error) {
	text, is := strings.CutPrefix(kept, sealedMark)
	if !is {
		return kept, nil
	}
	if k.apps == nil {
		return "", errNoKey
	}
	secret, ok := k.apps.Open(person, text)
	if !ok {
		return "", errNoKey
	}
	return string(secret), nil
}

// CheckKey refuses a key that is not the one that accounts are kept under, notes it if it is
// the first, and seals what was kept before there was one. It is to be called before
// anybody signs in.
func (a *Accounts) CheckKey(ctx context.Context) error {
	return a.db.Tx(ctx, func(tx *store.Tx) error {
		was, err := tx.AccountKey(ctx)
		if err != nil || was == "" && a.keys.proof == "" {
			return err
		}
		if was != "" && was != a.keys.proof {
			return news.Errorf(news.Unavailable, "The accounts in this database are kept under another key than the one that is here. Put its file back; see --accounts-key. If it is lost, \"stet user forget-key\" takes all passwords and apps with codes away, and \"stet user link\" lets people in again.")
		}
		if was == "" {
			if err := tx.SetAccountKey(ctx, a.keys.proof); err != nil {
				return err
			}
		}
		return a.sealApps(ctx, tx)
	})
}

// sealApps seals the apps with codes that stand as they are.
func (a *Accounts) sealApps(ctx context.Context, tx *store.Tx) error {
	people, err := tx.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.TOTP == "" || strings.HasPrefix(p.TOTP, sealedMark) {
			continue
		}
		if err := tx.SetTOTP(ctx, p.ID, a.keys.sealApp(p.ID, p.TOTP), p.Step); err != nil {
			return err
		}
	}
	return nil
}

// ForgetKey takes away whatever is kept under a key that is lost, and goes on with the one
// that is here. It returns how many people have no way in any more but a new link.
func (a *Accounts) ForgetKey(ctx context.Context, by news.Person) (n int, err error) {
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		n = 0
		people, err := tx.Accounts(ctx)
		if err != nil {
			return err
		}
		for _, p := range people {
			lost := strings.Contains(p.Password, ",keyid=") || strings.HasPrefix(p.TOTP, sealedMark)
			if !lost {
				continue
			}
			n++
			if _, err := tx.SetPassword(ctx, p.ID, p.Password, ""); err != nil {
				return err
			}
			if err := tx.SetTOTP(ctx, p.ID, "", 0); err != nil {
				return err
			}
			if err := endAll(ctx, tx, p.ID); err != nil {
				return err
			}
			if _, err := tx.Record(ctx, record(by, news.ManagePeople, p.ID, map[string]any{"lost": "the key of accounts"})); err != nil {
				return err
			}
		}
		return tx.SetAccountKey(ctx, a.keys.proof)
	})
	return n, err
}
