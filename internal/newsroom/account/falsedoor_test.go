package account_test

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/account/doortest"
)

// attack is one way to get in without being who it is.
type attack struct {
	name  string
	spoil func(p *porch)
}

// tokenAttacks are false ID tokens.
var tokenAttacks = []attack{
	{"another nonce", claim("nonce", "replayed")},
	{"no nonce", claim("nonce", nil)},
	{"another issuer", claim("iss", "https://evil.example")},
	{"another audience", claim("aud", "another-client")},
	{"two audiences and no party", claim("aud", []string{doortest.Client, "another-client"})},
	{"another party", claim("azp", "another-client")},
	{"expired", claim("exp", time.Now().Add(-time.Minute).Unix())},
	{"no end", claim("exp", nil)},
	{"not valid yet", claim("nbf", time.Now().Add(time.Hour).Unix())},
	{"issued in the future", claim("iat", time.Now().Add(time.Hour).Unix())},
	{"issued long ago", claim("iat", time.Now().Add(-time.Hour).Unix())},
	{"no subject", claim("sub", "")},
	{"a subject that is no text", claim("sub", 7)},
	{"another subject with the same e-mail", claim("sub", "subject-2")},
	{"a subject in other letters", claim("sub", "SUBJECT-1")},
	{"a huge token", claim("email", strings.Repeat("a", 20<<10))},
	{"unsigned", signed(func(_ *porch, text []byte) string {
		return b64.EncodeToString([]byte(`{"alg":"none"}`)) + "." + b64.EncodeToString(text) + "."
	})},
	{"unsigned, in other letters", signed(func(_ *porch, text []byte) string {
		return b64.EncodeToString([]byte(`{"alg":"nOnE"}`)) + "." + b64.EncodeToString(text) + "."
	})},
	{"signed with our secret", signed(func(_ *porch, text []byte) string {
		return doortest.Signed(jose.HS256, []byte(doortest.Secret+strings.Repeat(" ", 32)), "1", text)
	})},
	{"signed with the public key as a secret", signed(func(p *porch, text []byte) string {
		raw, _ := jose.JSONWebKey{Key: p.op.Key.Public()}.MarshalJSON()
		return doortest.Signed(jose.HS256, raw, "1", text)
	})},
	{"signed by another key", signed(func(_ *porch, text []byte) string { return doortest.Signed(jose.ES256, otherKey(), "1", text) })},
	{"signed by a key it brings along", signed(func(_ *porch, text []byte) string {
		key := otherKey()
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, &jose.SignerOptions{EmbedJWK: true})
		if err != nil {
			panic(err)
		}
		jws, err := signer.Sign(text)
		if err != nil {
			panic(err)
		}
		out, _ := jws.CompactSerialize()
		return out
	})},
	{"changed after it was signed", signed(func(p *porch, text []byte) string {
		parts := strings.Split(doortest.Signed(jose.ES256, p.op.Key, "1", text), ".")
		parts[1] = base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(text), "subject-1", "subject-2", 1)))
		return strings.Join(parts, ".")
	})},
	{"a key id that is a path", signed(func(_ *porch, text []byte) string {
		return doortest.Signed(jose.ES256, otherKey(), "../../etc/passwd", text)
	})},
	{"not a token", signed(func(*porch, []byte) string { return "a.b.c" })},
	{"no token", signed(func(*porch, []byte) string { return "" })},
}

// answerAttacks are false answers to a browser, and false words of the provider.
var answerAttacks = []attack{
	{"another state", back("state", "made up")},
	{"no state", back("state", "")},
	{"another issuer's answer", back("iss", "https://evil.example")},
	{"an answer that does not say its issuer", back("iss", "")},
	{"another code", back("code", "made up")},
	{"no code", back("code", "")},
	{"an error and a code", back("error", "access_denied")},
	{"two codes", func(p *porch) { p.op.Back = func(q url.Values) { q.Add("code", "another") } }},
	{"a bomb for a token", func(p *porch) {
		p.op.Token = func(w http.ResponseWriter) bool {
			_, _ = io.WriteString(w, `{"id_token":"`+strings.Repeat("a", 3<<20)+`"}`)
			return true
		}
	}},
	{"the token's address redirects", func(p *porch) {
		p.op.Token = func(w http.ResponseWriter) bool {
			w.Header().Set("Location", p.op.URL+"/keys")
			w.WriteHeader(http.StatusTemporaryRedirect)
			return true
		}
	}},
}

func claim(name string, value any) func(*porch) {
	return func(p *porch) {
		p.op.Spoil = func(c map[string]any) {
			if c[name] = value; value == nil {
				delete(c, name)
			}
		}
	}
}

func signed(f func(*porch, []byte) string) func(*porch) {
	return func(p *porch) { p.op.Sign = func(text []byte) string { return f(p, text) } }
}

func back(name, value string) func(*porch) {
	return func(p *porch) {
		p.op.Back = func(q url.Values) {
			if q.Set(name, value); value == "" {
				q.Del(name)
			}
		}
	}
}

func otherKey() any {
	d := newDevice(new(testing.T))
	return d.private
}

func TestAFalseSignInElsewhereIsRefused(t *testing.T) {
	p := newPorch(t)
	p.op.Claims = map[string]any{"email": p.p.Email, "email_verified": true}
	p.link()
	for _, a := range append(tokenAttacks, answerAttacks...) {
		p.op.Back, p.op.Spoil, p.op.Sign, p.op.Token = nil, nil, nil, nil
		a.spoil(p)
		v := p.browser("")
		if got := v.visit(account.ToSignIn, ""); !strings.HasPrefix(got, "refused: ") || v.get("/n/who") != " 0 " {
			t.Errorf("%s: %s, and they are %s", a.name, got, v.get("/n/who"))
		}
	}
	t.Logf("%d of %d refused", len(tokenAttacks)+len(answerAttacks), len(tokenAttacks)+len(answerAttacks))
	p.op.Back, p.op.Spoil, p.op.Sign, p.op.Token = nil, nil, nil, nil
	if got := p.browser("").visit(account.ToSignIn, ""); !strings.HasPrefix(got, "sign-in false") {
		t.Errorf("the harness itself is broken: %s", got)
	}
}
