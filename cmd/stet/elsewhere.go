package main

import (
	"os"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/account"
)

// elsewhere says where the people of the house have accounts already.
type elsewhere struct {
	OIDCIssuer string   `help:"Sign-in by OpenID Connect: the issuer, as https://accounts.news.example. Default: none." name:"oidc-issuer"`
	OIDCClient string   `help:"By what name the issuer knows this newsroom." name:"oidc-client"`
	OIDCSecret string   `help:"File with the secret that goes with it; none for a client without." name:"oidc-secret-file" type:"path"`
	OIDCName   string   `help:"What people call the place, as on the button." name:"oidc-name" default:"the house’s directory"`
	OIDCStrong []string `help:"Words of an ID token, in acr or amr, that say that somebody showed two factors there." name:"oidc-strong" default:"mfa"`
}

// breaches says which passwords nobody may choose.
type breaches struct {
	Breached string `help:"File of breached passwords that nobody may choose, as Pwned Passwords gives it, ordered by SHA-1. Default: those used most alone." name:"breached-passwords" type:"path"`
}

// openElsewhere reads where people sign in too, nil for nowhere.
func (l listening) openElsewhere() (*account.Elsewhere, error) {
	if l.OIDCIssuer == "" {
		return nil, nil
	}
	e := &account.Elsewhere{Issuer: l.OIDCIssuer, Client: l.OIDCClient, Name: l.OIDCName, Strong: l.OIDCStrong, Version: version, Home: l.SiteURL}
	if l.OIDCSecret != "" {
		text, err := os.ReadFile(l.OIDCSecret)
		if err != nil {
			return nil, invalid("The secret of --oidc-client cannot be read from %s: %v.", l.OIDCSecret, err)
		}
		e.Secret = strings.TrimSpace(string(text))
	}
	return e, e.Check()
}
