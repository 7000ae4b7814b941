// Package doortest is a small provider of OpenID Connect for tests: discovery, keys, the
// authorization code flow with PKCE, and every way of getting it wrong.
package doortest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// The client that the provider knows.
const (
	Client = "stet-newsroom"
	Secret = "a secret: of the client/+ %"
)

// Provider is a provider on loopback, in which one person is signed in.
type Provider struct {
	*httptest.Server
	Key *ecdsa.PrivateKey

	mu      sync.Mutex
	granted map[string]grant

	// Subject is who is signed in there, and Claims what is said of them beside that. A test
	// sets them before a browser comes.
	Subject string
	Claims  map[string]any

	// Ask, if it is there, asks whoever comes who they are. It returns false when it has
	// answered with a page of its own.
	Ask func(http.ResponseWriter, *http.Request) (subject string, claims map[string]any, ok bool)

	// The ways of getting it wrong; nil for none.
	Discovery func(map[string]any)           // changes what it says of itself
	Back      func(url.Values)               // changes what it sends a browser back with
	Spoil     func(map[string]any)           // changes the claims of an ID token
	Sign      func(claims []byte) string     // makes the ID token
	Token     func(http.ResponseWriter) bool // answers for a code instead
}

// grant is what a code stands for.
type grant struct {
	challenge, nonce, redirect string

	subject string
	claims  map[string]any
}

// New starts a provider, which ends with the test.
func New(t testing.TB) *Provider {
	t.Helper()
	p, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// Start starts a provider, which ends when it is closed.
func Start() (*Provider, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	p := &Provider{Key: key, granted: map[string]grant{}, Subject: "subject-1"}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	return p, nil
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the caller has gone if this fails
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	doc := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"id_token_signing_alg_values_supported": []string{"ES256"}, "authorization_response_iss_parameter_supported": true,
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "code_challenge_methods_supported": []string{"S256"},
	}
	if p.Discovery != nil {
		p.Discovery(doc)
	}
	answer(w, http.StatusOK, doc)
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.Key.Public(), KeyID: "1", Algorithm: "ES256", Use: "sig"}}})
}

// authorize sends the browser back: at once, if nobody asks its person who they are.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("client_id") != Client || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || !strings.Contains(q.Get("scope"), "openid") {
		answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_request"})
		return
	}
	subject, claims := p.Subject, p.Claims
	if p.Ask != nil {
		var ok bool
		if subject, claims, ok = p.Ask(w, r); !ok {
			return
		}
	}
	var b [16]byte
	_, _ = rand.Read(b[:])
	code := hex.EncodeToString(b[:])
	p.mu.Lock()
	p.granted[code] = grant{q.Get("code_challenge"), q.Get("nonce"), q.Get("redirect_uri"), subject, claims}
	p.mu.Unlock()
	back := url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {p.URL}}
	if p.Back != nil {
		p.Back(back)
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// token gives an ID token for a code, once, to the client that has the verifier.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	if p.Token != nil && p.Token(w) {
		return
	}
	id, secret, ok := r.BasicAuth()
	if id, _ = url.QueryUnescape(id); ok {
		secret, _ = url.QueryUnescape(secret)
	}
	p.mu.Lock()
	g, known := p.granted[r.PostFormValue("code")]
	delete(p.granted, r.PostFormValue("code"))
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	switch {
	case id != Client || secret != Secret:
		answer(w, http.StatusUnauthorized, map[string]string{"error": "invalid_client"})
	case !known || g.redirect != r.PostFormValue("redirect_uri") || base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge:
		answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
	default:
		answer(w, http.StatusOK, map[string]any{"access_token": "unused", "token_type": "Bearer", "expires_in": 60, "id_token": p.idToken(g)})
	}
}

func (p *Provider) idToken(g grant) string {
	now := time.Now().Unix()
	claims := map[string]any{"iss": p.URL, "sub": g.subject, "aud": Client, "nonce": g.nonce, "iat": now, "exp": now + 300, "auth_time": now}
	maps.Copy(claims, g.claims)
	if p.Spoil != nil {
		p.Spoil(claims)
	}
	text, err := json.Marshal(claims)
	if err != nil {
		panic(fmt.Sprint("doortest: ", err)) // a test set what is no JSON
	}
	if p.Sign != nil {
		return p.Sign(text)
	}
	return Signed(jose.ES256, p.Key, "1", text)
}

// Signed signs claims.
func Signed(alg jose.SignatureAlgorithm, key any, kid string, claims []byte) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: jose.JSONWebKey{Key: key, KeyID: kid}}, nil)
	if err != nil {
		panic(fmt.Sprint("doortest: ", err)) // a test chose a key that does not fit
	}
	jws, err := signer.Sign(claims)
	if err != nil {
		panic(fmt.Sprint("doortest: ", err))
	}
	text, err := jws.CompactSerialize()
	if err != nil {
		panic(fmt.Sprint("doortest: ", err))
	}
	return text
}
