package account

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// Elsewhere is where the people of the house have accounts already, at a provider of OpenID
// Connect.
type Elsewhere struct {
	Issuer string // its address, as it says it itself
	Client string // by what name it knows us
	Secret string // "" for a client that has none
	Name   string // what people call it
	// Strong are the words of an ID token, in acr or amr, that say that somebody signed in
	// there with two factors; none for "mfa" alone.
	Strong []string

	Version, Home string // for the User-Agent
}

// Check refuses what cannot be a provider.
func (e Elsewhere) Check() error {
	u, err := url.Parse(e.Issuer)
	switch {
	case err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return news.Errorf(news.Invalid, "%q is not an issuer: it is an address as https://accounts.news.example.", e.Issuer)
	case u.Scheme != "https" && !loopback(u):
		return news.Errorf(news.Invalid, "The issuer %s is not reached by https: anybody on the way could sign in as anybody.", e.Issuer)
	case e.Client == "":
		return news.Errorf(news.Invalid, "Say by what name the issuer knows this newsroom: --oidc-client.")
	}
	return nil
}

func loopback(u *url.URL) bool {
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "http" && (err == nil && ip.IsLoopback() || u.Hostname() == "localhost")
}

const (
	visitLife   = 10 * time.Minute // for somebody to sign in elsewhere
	knowFor     = time.Hour        // what the provider said of itself
	mostIDToken = 16 << 10         // bytes
	clockSlack  = 5 * time.Minute  // between the provider's clock and ours
	doorTimeout = 10 * time.Second // for the provider to answer
)

// door is the way in by a provider. What it knows of the provider it asks when somebody
// first uses it: the newsroom starts without.
type door struct {
	Elsewhere
	http *http.Client

	mu       sync.Mutex
	asked    time.Time
	provider *oidc.Provider
	said     said
}

// said is what a provider says of itself, beside what the library reads.
type said struct {
	Token      string   `json:"token_endpoint"`
	Auth       string   `json:"authorization_endpoint"`
	Keys       string   `json:"jwks_uri"`
	Methods    []string `json:"token_endpoint_auth_methods_supported"`
	SaysIssuer bool     `json:"authorization_response_iss_parameter_supported"`
}

func newDoor(e *Elsewhere) *door {
	if e == nil {
		return nil
	}
	d := &door{Elsewhere: *e}
	if len(d.Strong) == 0 {
		d.Strong = []string{"mfa"}
	}
	u, err := url.Parse(d.Issuer)
	if err != nil {
		u = &url.URL{}
	}
	o := fetch.Options{Version: d.Version, Home: d.Home, Total: doorTimeout, MaxBody: 1 << 20}
	others := fetch.New(o)
	o.Trusted = true // whoever runs Stet wrote the issuer down
	// The issuer is reached wherever it is; what it names elsewhere, on the public internet alone.
	d.http = fetch.New(o).HTTP(u.Host, others)
	return d
}

// open returns what is known of the provider.
func (d *door) open(ctx context.Context) (*oidc.Provider, said, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.provider != nil && time.Since(d.asked) < knowFor {
		return d.provider, d.said, nil
	}
	p, s, err := d.ask(ctx)
	switch {
	case err == nil:
		d.provider, d.said, d.asked = p, s, time.Now()
	case d.provider == nil:
		slog.WarnContext(ctx, "the sign-in elsewhere cannot be reached", "issuer", d.Issuer, "err", err)
		return nil, said{}, news.Errorf(news.Unavailable, "%s cannot be reached, or does not say what it should. Sign in another way, or try again in a minute.", d.Name)
	}
	return d.provider, d.said, nil
}

func (d *door) ask(ctx context.Context) (p *oidc.Provider, s said, err error) {
	if p, err = oidc.NewProvider(oidc.ClientContext(ctx, d.http), d.Issuer); err != nil {
		return nil, s, err
	}
	if err := p.Claims(&s); err != nil {
		return nil, s, err
	}
	issuer, err := url.Parse(d.Issuer)
	if err != nil {
		return nil, s, err
	}
	for _, address := range []string{s.Token, s.Auth, s.Keys} {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "https" && (!loopback(issuer) || !loopback(u)) {
			return nil, s, fmt.Errorf("it names %q, which is not an address by https", address)
		}
	}
	return p, s, nil
}

// config is how the library asks the provider.
func (d *door) config(p *oidc.Provider, s said, back string) *oauth2.Config {
	end := p.Endpoint()
	end.AuthStyle = oauth2.AuthStyleInHeader
	if d.Secret == "" || len(s.Methods) > 0 && !slices.Contains(s.Methods, "client_secret_basic") {
		end.AuthStyle = oauth2.AuthStyleInParams
	}
	return &oauth2.Config{ClientID: d.Client, ClientSecret: d.Secret, Endpoint: end, RedirectURL: back, Scopes: []string{oidc.ScopeOpenID, "email"}}
}

// proven is what an ID token says, once it is believed.
type proven struct {
	issuer, subject string
	name            string // for people to know the account by; it opens nothing
	strong          bool   // with two factors
	at              time.Time
}

// claims are what we read of an ID token beside what the library does.
type claims struct {
	Party string          `json:"azp"`
	ACR   string          `json:"acr"`
	AMR   json.RawMessage `json:"amr"`
	At    int64           `json:"auth_time"`
	Email string          `json:"email"`
}

var errDoor = news.Errorf(news.Unauthorised, "The sign-in elsewhere was not accepted. Begin again here; if it stays so, use another way in.")

// prove exchanges the code and believes what the ID token says, if all of it is right.
func (d *door) prove(ctx context.Context, v visit, code, back string) (got proven, err error) {
	p, s, err := d.open(ctx)
	if err != nil {
		return got, err
	}
	ctx = oidc.ClientContext(ctx, d.http)
	token, err := d.config(p, s, back).Exchange(ctx, code, oauth2.VerifierOption(v.Verifier))
	if err != nil {
		return got, d.refuse(ctx, fmt.Errorf("exchange the code: %w", err))
	}
	raw, _ := token.Extra("id_token").(string)
	if raw == "" || len(raw) > mostIDToken {
		return got, d.refuse(ctx, fmt.Errorf("an ID token of %d bytes", len(raw)))
	}
	verifier := p.Verifier(&oidc.Config{ClientID: d.Client, SupportedSigningAlgs: []string{oidc.RS256, oidc.ES256, oidc.EdDSA}})
	id, err := verifier.Verify(ctx, raw)
	if err != nil {
		return got, d.refuse(ctx, err)
	}
	var c claims
	if err := id.Claims(&c); err != nil {
		return got, d.refuse(ctx, err)
	}
	now := time.Now()
	switch {
	case subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(v.Nonce)) != 1:
		err = errors.New("another nonce")
	case id.Subject == "" || len(id.Subject) > 255:
		err = errors.New("no subject")
	case id.IssuedAt.After(now.Add(clockSlack)) || id.IssuedAt.Before(v.Begun.Add(-clockSlack)):
		err = fmt.Errorf("issued at %s", id.IssuedAt)
	case c.Party != "" && c.Party != d.Client, len(id.Audience) != 1 && c.Party == "":
		err = errors.New("it is for another party")
	}
	if err != nil {
		return got, d.refuse(ctx, err)
	}
	return proven{issuer: d.Issuer, subject: id.Subject, name: news.CleanText(c.Email), strong: d.isStrong(c), at: time.Unix(c.At, 0)}, nil
}

// isStrong reports whether the claims say that two factors were shown.
func (d *door) isStrong(c claims) bool {
	var amr []string
	if json.Unmarshal(c.AMR, &amr) != nil {
		amr = nil // some send a word where a list is asked for: that is not believed
	}
	return slices.ContainsFunc(append(amr, c.ACR), func(s string) bool { return s != "" && slices.Contains(d.Strong, s) })
}

// refuse logs why and says only that.
func (d *door) refuse(ctx context.Context, why error) error {
	slog.WarnContext(ctx, "a sign-in elsewhere was refused", "issuer", d.Issuer, "why", strings.ToValidUTF8(why.Error(), ""))
	return errDoor
}
