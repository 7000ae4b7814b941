package account

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RP is by what name a browser reaches the newsroom: passkeys are bound to it.
type RP struct {
	Origin string
	ID     string // the host's name; "" where there can be no passkeys
}

// RPOf returns the name of the newsroom for the request: as it was configured, or else as
// the request has it. An address in numbers is no name, and has no passkeys.
func (a *Accounts) RPOf(r *http.Request) RP {
	origin := a.ownOrigin(r)
	u, err := url.Parse(origin)
	if err != nil {
		return RP{Origin: origin}
	}
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err == nil || host == "" || net.ParseIP(host) != nil {
		return RP{Origin: origin}
	}
	if u.Scheme != "https" && host != "localhost" {
		return RP{Origin: origin}
	}
	return RP{origin, host}
}

var errNoPasskeys = news.Errorf(news.Invalid, "Passkeys need the newsroom to be reached by a name over https, or as localhost. Here use an app with codes.")

// web returns the library's view of the name.
func (rp RP) web() (*webauthn.WebAuthn, error) {
	if rp.ID == "" {
		return nil, errNoPasskeys
	}
	return webauthn.New(&webauthn.Config{
		RPID: rp.ID, RPDisplayName: "Stet", RPOrigins: []string{rp.Origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
	})
}

// holder is a person as the library wants them.
type holder struct {
	news.Person
	keys []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.ID) }
func (h holder) WebAuthnName() string                       { return h.Email }
func (h holder) WebAuthnDisplayName() string                { return h.Name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// holder returns the person with the keys they have.
func (a *Accounts) holder(ctx context.Context, p news.Person) (holder, []store.Passkey, error) {
	kept, err := a.db.Passkeys(ctx, p.ID)
	h := holder{Person: p}
	for _, k := range kept {
		var c webauthn.Credential
		if err := json.Unmarshal([]byte(k.Credential), &c); err != nil {
			return h, nil, err
		}
		h.keys = append(h.keys, c)
	}
	return h, kept, err
}

// Challenge is what a browser is asked to answer with a passkey.
type Challenge struct {
	Ceremony string          `json:"ceremony"` // the secret to end it with
	Options  json.RawMessage `json:"options"`
}

// OfferPasskey begins to make a passkey for the person of the session.
func (a *Accounts) OfferPasskey(ctx context.Context, s store.Session, rp RP) (c Challenge, err error) {
	if _, err := a.mayEnrol(ctx, s); err != nil {
		return c, err
	}
	return a.offerKey(ctx, s.Account.Person, s.ID, rp)
}

func (a *Accounts) offerKey(ctx context.Context, p news.Person, session string, rp RP) (c Challenge, err error) {
	w, err := rp.web()
	if err != nil {
		return c, err
	}
	h, _, err := a.holder(ctx, p)
	if err != nil {
		return c, err
	}
	options, data, err := w.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
	if err != nil {
		return c, err
	}
	if c.Options, err = json.Marshal(options.Response); err != nil {
		return c, err
	}
	c.Ceremony, err = a.start(ctx, enrolKey, p.ID, session, data)
	return c, err
}

// made reads the passkey that the browser made in the ceremony.
func (a *Accounts) made(ctx context.Context, p news.Person, session, name string, proof Proof) (k store.Passkey, ceremony string, err error) {
	w, err := proof.RP.web()
	if err != nil {
		return k, "", err
	}
	var data webauthn.SessionData
	c, err := a.ceremony(ctx, proof.Answers, enrolKey, &data)
	if err != nil {
		return k, "", err
	}
	h, _, err := a.holder(ctx, p)
	if err != nil {
		return k, "", err
	}
	answer, err := protocol.ParseCredentialCreationResponseBytes([]byte(proof.Passkey))
	if err != nil || c.Session != session || c.Person != p.ID {
		return k, "", errKey
	}
	credential, err := w.CreateCredential(h, data, answer)
	if err != nil || !credential.Flags.UserVerified {
		return k, "", errKey
	}
	text, err := json.Marshal(credential)
	if err != nil {
		return k, "", err
	}
	if name, err = news.CleanLine("passkey's name", name, 60); err != nil {
		return k, "", err
	}
	if name == "" {
		name = "Passkey"
	}
	return store.Passkey{ID: base64.RawURLEncoding.EncodeToString(credential.ID), Person: p.ID, Name: name, Credential: string(text), Created: time.Now()}, c.Hash, nil
}

var errKey = news.Errorf(news.Unauthorised, "The passkey was not accepted. Try again; if it stays so, use another way.")

// AcceptPasskey keeps the passkey that the browser made, and returns the session's new
// secret and, if the person had none, recovery codes.
func (a *Accounts) AcceptPasskey(ctx context.Context, s store.Session, name string, proof Proof) (value string, codes []string, err error) {
	before, err := a.mayEnrol(ctx, s)
	if err != nil {
		return "", nil, err
	}
	key, ceremony, err := a.made(ctx, s.Account.Person, s.ID, name, proof)
	if err != nil {
		return "", nil, err
	}
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if ok, err := tx.EndCeremony(ctx, ceremony); err != nil || !ok {
			return orHalf(err)
		}
		if err := tx.AddPasskey(ctx, key); err != nil {
			return err
		}
		if value, codes, err = raise(ctx, tx, s, byPasskey, before); err != nil {
			return err
		}
		_, err = tx.Record(ctx, record(s.Account.Person, news.ManageSelf, s.Account.ID, map[string]any{"added": "passkey", "name": key.Name}))
		return err
	})
	return value, codes, err
}

// Passkeys lists the passkeys of the person, the oldest first.
func (a *Accounts) Passkeys(ctx context.Context, person string) ([]store.Passkey, error) {
	return a.db.Passkeys(ctx, person)
}

// DropPasskey takes a passkey away.
func (a *Accounts) DropPasskey(ctx context.Context, s store.Session, id string) error {
	return a.drop(ctx, s, "passkey", func(tx *store.Tx) (bool, error) { return tx.DropPasskey(ctx, s.Account.ID, id) })
}

// AskPasskey asks a browser for a passkey: of the person, or of whoever it has one of. All
// that it says of a person is what that person's own browser knows already, so that nobody
// learns from it who works here.
func (a *Accounts) AskPasskey(ctx context.Context, rp RP, halfSecret, person string) (c Challenge, err error) {
	w, err := rp.web()
	if err != nil {
		return c, err
	}
	if halfSecret != "" {
		h, err := a.db.Ceremony(ctx, hashOf(halfSecret))
		if err != nil || h.Kind != halfWay {
			return c, errHalf
		}
		person = h.Person
	}
	options, data, err := w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return c, err
	}
	if c.Options, err = json.Marshal(options.Response); err != nil {
		return c, err
	}
	c.Ceremony, err = a.hand(useKey, person, data, ceremonyLife)
	return c, err
}

// assert looks at what a passkey answered in a challenge that was made for the person, and
// returns whose it is. What it returns notes the use, which must be the first with that
// answer.
func (a *Accounts) assert(ctx context.Context, proof Proof, person string) (key store.Passkey, spend func(*store.Tx) error, err error) {
	w, err := proof.RP.web()
	if err != nil {
		return key, nil, err
	}
	var data webauthn.SessionData
	c, err := a.handed(proof.Answers, useKey, &data)
	if err != nil {
		return key, nil, err
	}
	answer, err := protocol.ParseCredentialRequestResponseBytes([]byte(proof.Passkey))
	if err != nil || c.Person != person {
		return key, nil, errKey
	}
	var kept []store.Passkey
	credential, err := w.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) {
		account, err := a.db.Account(ctx, string(handle))
		if err != nil {
			return nil, err
		}
		h, all, err := a.holder(ctx, account.Person)
		kept = all
		return h, err
	}, data, answer)
	if err != nil || !credential.Flags.UserVerified || credential.Authenticator.CloneWarning {
		return key, nil, errKey
	}
	i := slices.IndexFunc(kept, func(k store.Passkey) bool { return k.ID == base64.RawURLEncoding.EncodeToString(credential.ID) })
	if i < 0 {
		return key, nil, errKey
	}
	key = kept[i]
	was := key.Credential
	text, err := json.Marshal(credential)
	if err != nil {
		return key, nil, err
	}
	key.Credential, key.Used = string(bytes.TrimSpace(text)), time.Now()
	return key, func(tx *store.Tx) error {
		if ok, err := tx.Spend(ctx, c); err != nil || !ok {
			return orHalf(err)
		}
		ok, err := tx.UsePasskey(ctx, key, was)
		if err == nil && !ok {
			err = errKey
		}
		return err
	}, nil
}

// SignInWithPasskey begins a session with a passkey alone: it is two factors by itself,
// the device and what unlocks it. Nobody guesses one, so nobody is made to wait: whoever has
// a passkey gets in while others guess at their password.
func (a *Accounts) SignInWithPasskey(ctx context.Context, proof Proof, from From) (e Entry, err error) {
	key, spend, err := a.assert(ctx, proof, "")
	if err != nil {
		return e, a.refusedFreely(ctx, byPasskey, "", from, err)
	}
	account, err := a.db.Account(ctx, key.Person)
	if err != nil {
		return e, err
	}
	e.Person = account.Person
	err = a.db.Tx(ctx, func(tx *store.Tx) error {
		if err := spend(tx); err != nil {
			return err
		}
		e.Session, err = a.begin(ctx, tx, account, byPasskey, 2, from)
		return err
	})
	return e, a.refusedFreely(ctx, byPasskey, account.ID, from, err)
}
