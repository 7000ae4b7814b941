package account

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

type standingKey struct{}

// standing is who makes a request, and in which session; none for a program.
type standing struct {
	person  news.Person
	session *store.Session
	token   string // id of the token, "" for none
	due     bool   // the house asks for a second factor, and they have none yet

	accounts *Accounts // that they were looked up in
}

// Due reports whether the house asks whoever makes the request for a second factor that
// they do not have yet. In their first session they may put it off.
func Due(ctx context.Context) bool {
	s, _ := ctx.Value(standingKey{}).(standing)
	return s.due
}

// Of returns who makes the request, and false for nobody.
func Of(ctx context.Context) (news.Person, bool) {
	s, ok := ctx.Value(standingKey{}).(standing)
	return s.person, ok
}

// SessionOf returns the session that the request came in, and false for none.
func SessionOf(ctx context.Context) (store.Session, bool) {
	s, ok := ctx.Value(standingKey{}).(standing)
	if !ok || s.session == nil {
		return store.Session{}, false
	}
	return *s.session, true
}

// Must returns who makes the request, or the error that asks them to sign in.
func Must(ctx context.Context) (news.Person, error) {
	if p, ok := Of(ctx); ok {
		return p, nil
	}
	return news.Person{}, errSignIn
}

// secure reports whether the newsroom is reached over https, here or at a proxy.
func (a *Accounts) secure(r *http.Request) bool {
	return r.TLS != nil || strings.HasPrefix(a.origin, "https://")
}

// cookieName is the session's cookie: over https one that no other host can set.
func (a *Accounts) cookieName(r *http.Request) string {
	if a.secure(r) {
		return "__Host-stet"
	}
	return "stet"
}

// SetCookie gives the browser the session.
func (a *Accounts) SetCookie(w http.ResponseWriter, r *http.Request, value string) {
	http.SetCookie(w, &http.Cookie{
		Name: a.cookieName(r), Value: value, Path: "/", HttpOnly: true, Secure: a.secure(r), SameSite: http.SameSiteLaxMode,
		MaxAge: int(sessionLife.Seconds()),
	})
}

// Secret returns the secret of the session that the request came in, "" for none.
func (a *Accounts) Secret(r *http.Request) string {
	c, err := r.Cookie(a.cookieName(r))
	if err != nil {
		return ""
	}
	return c.Value
}

// halfName is the cookie of a sign-in between its two steps.
func (a *Accounts) halfName(r *http.Request) string { return a.cookieName(r) + "-half" }

// SetHalf gives the browser the secret of a sign-in's second step; "" takes it away.
func (a *Accounts) SetHalf(w http.ResponseWriter, r *http.Request, value string) {
	age := int(ceremonyLife.Seconds())
	if value == "" {
		age = -1
	}
	// Lax, since the first step may have been elsewhere: the browser comes from another site.
	http.SetCookie(w, &http.Cookie{Name: a.halfName(r), Value: value, Path: "/", HttpOnly: true, Secure: a.secure(r), SameSite: http.SameSiteLaxMode, MaxAge: age})
}

// Half returns the secret of the second step that the browser holds, "" for none.
func (a *Accounts) Half(r *http.Request) string {
	c, err := r.Cookie(a.halfName(r))
	if err != nil {
		return ""
	}
	return c.Value
}

// ClearCookie takes it away, and returns what it was.
func (a *Accounts) ClearCookie(w http.ResponseWriter, r *http.Request) string {
	c, err := r.Cookie(a.cookieName(r))
	if err != nil {
		return ""
	}
	http.SetCookie(w, &http.Cookie{Name: a.cookieName(r), Path: "/", HttpOnly: true, Secure: a.secure(r), SameSite: http.SameSiteLaxMode, MaxAge: -1})
	return c.Value
}

// Protect stands before every handler of the newsroom. It refuses what another site made
// a browser send, and notes who makes the request; whether they may is the handler's to
// ask.
func (a *Accounts) Protect(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if isFile(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		r = a.behindProxy(r)
		r = r.WithContext(store.Within(r.Context(), a.patience))
		var err error
		if !a.isProgram(r) {
			err = a.sameSite(cross, r)
		}
		var who standing
		known := false
		if err == nil { // whoever is refused is shown a form that they sent: not one of another site
			who, known, err = a.who(r)
		}
		if err != nil {
			a.refuse(w, r, err)
			return
		}
		if who.due && !who.session.Grace && !opensHalf(r.URL.Path) {
			a.askForFactor(w, r)
			return
		}
		r = r.WithContext(store.WithFrom(r.Context(), fromOf(r, who)))
		if known {
			who.accounts = a
			r = r.WithContext(context.WithValue(r.Context(), standingKey{}, who))
		}
		next.ServeHTTP(w, r)
	})
}

// patience is how long somebody waits for one query or one transaction at the most.
const patience = 10 * time.Second

// isFile reports whether the path is of a script or a style, which anybody may have: a page
// that says that the database is away needs them too.
func isFile(path string) bool { return strings.HasPrefix(path, "/n/assets/") || path == "/n/sw.js" }

// behindProxy returns the request with the address that it came from before the proxy on
// this machine, if one stands before us; else everybody would share the proxy's, and
// whoever guesses there would hold up all. The last entry is the proxy's own word.
func (a *Accounts) behindProxy(r *http.Request) *http.Request {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if a.origin == "" || err != nil || !peer.Addr().Unmap().IsLoopback() {
		return r
	}
	said := strings.Join(r.Header.Values("X-Forwarded-For"), ",")
	from, err := netip.ParseAddr(strings.TrimSpace(said[strings.LastIndexByte(said, ',')+1:]))
	if err != nil {
		return r
	}
	r = r.WithContext(r.Context())
	r.RemoteAddr = netip.AddrPortFrom(from, 0).String()
	return r
}

// isProgram reports whether the request has a token and no session: no browser was made
// to send that.
func (a *Accounts) isProgram(r *http.Request) bool {
	_, err := r.Cookie(a.cookieName(r))
	return err != nil && r.Header.Get("Authorization") != ""
}

// tokensOpen is the only place that tokens open. Nothing in it changes an account.
const tokensOpen = "/api/"

// who returns who the request is from. A token that is not known is an error; a session
// that has ended is nobody.
func (a *Accounts) who(r *http.Request) (s standing, known bool, err error) {
	if value, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		if !strings.HasPrefix(r.URL.Path, tokensOpen) {
			return s, false, news.Errorf(news.Forbidden, "A token opens %s only. Sign in to use the newsroom's pages.", tokensOpen)
		}
		s.person, s.token, err = a.token(r.Context(), value)
		return s, err == nil, err
	}
	if r.Header.Get("Authorization") != "" {
		return s, false, news.Errorf(news.Unauthorised, "The Authorization header must be \"Bearer\" and a token.")
	}
	c, err := r.Cookie(a.cookieName(r))
	if err != nil {
		return s, false, nil //nolint:nilerr // without a cookie it is nobody, which is no mistake
	}
	session, err := a.session(r.Context(), c.Value)
	if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.Unauthorised {
		return s, false, nil
	}
	if err != nil {
		return s, false, err
	}
	s = standing{person: session.Account.Person, session: &session}
	s.due, err = a.isDue(r.Context(), session)
	return s, err == nil, err
}

var errCrossSite = news.Errorf(news.Forbidden, "That request came from another site and was refused. Nothing was changed.")

// sameSite refuses a request that changes something unless a page of ours sent it. The
// standard check lets through an old browser that says nothing, and an origin with
// another scheme: with a cookie neither is good enough.
func (a *Accounts) sameSite(cross *http.CrossOriginProtection, r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions {
		return nil
	}
	if err := cross.Check(r); err != nil {
		return errCrossSite
	}
	origin := r.Header.Get("Origin")
	if origin != "" && origin != a.ownOrigin(r) {
		return errCrossSite
	}
	_, err := r.Cookie(a.cookieName(r))
	if err == nil && origin == "" && r.Header.Get("Sec-Fetch-Site") == "" {
		return errCrossSite
	}
	return nil
}

// ownOrigin is the newsroom's origin: as it was configured, or else as the request has it.
func (a *Accounts) ownOrigin(r *http.Request) string {
	switch {
	case a.origin != "":
		return a.origin
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// isDue reports whether the session's person must set up a second factor.
func (a *Accounts) isDue(ctx context.Context, s store.Session) (bool, error) {
	if s.AAL >= 2 {
		return false, nil
	}
	house, err := a.db.House(ctx)
	if store.IsNotFound(err) { // it is being set up
		return false, nil
	}
	return house.Security.Asks(s.Account.Person), err
}

// FactorPage is where a second factor is set up.
const FactorPage = "/n/me/factors"

// opensHalf reports whether somebody may see the path who must set up a second factor
// first.
func opensHalf(path string) bool {
	return path == FactorPage || strings.HasPrefix(path, FactorPage+"/") || strings.HasPrefix(path, "/n/fresh") || strings.HasPrefix(path, "/n/assets/") || path == "/n/sign-out" || path == ReturnPath
}

var errFactor = news.Errorf(news.Forbidden, "This house asks you for a second factor: set it up at "+FactorPage+" first. Nothing was changed.")

// askForFactor takes a browser to where it is set up, and refuses everything else.
func (a *Accounts) askForFactor(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/") {
		http.Redirect(w, r, FactorPage, http.StatusSeeOther)
		return
	}
	a.refuse(w, r, errFactor)
}

// As returns the request as one that came in the session with the secret: it goes on with
// what its person has proved since it came.
func (a *Accounts) As(r *http.Request, value string) (*http.Request, error) {
	session, err := a.session(r.Context(), value)
	if err != nil {
		return nil, err
	}
	due, err := a.isDue(r.Context(), session)
	if err != nil {
		return nil, err
	}
	who := standing{person: session.Account.Person, session: &session, due: due, accounts: a}
	return r.Clone(context.WithValue(r.Context(), standingKey{}, who)), nil
}
