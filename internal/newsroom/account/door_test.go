package account_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/account/doortest"
	"github.com/stet-news/stet/internal/store"
)

// porch is a newsroom whose people can sign in elsewhere too, with as much of its pages as
// that takes.
type porch struct {
	*house
	op  *doortest.Provider
	url string
	t   *testing.T
}

func newPorch(t *testing.T, roles ...news.Role) *porch {
	t.Helper()
	h := newHouse(t, roles...)
	p := &porch{house: h, op: doortest.New(t), t: t}
	h.Accounts = account.New(h.db, account.Options{Memory: 64, Elsewhere: &account.Elsewhere{
		Issuer: p.op.URL, Client: doortest.Client, Secret: doortest.Secret, Name: "Padma accounts",
	}})
	mux := http.NewServeMux()
	mux.HandleFunc("/n/go/{purpose}", func(w http.ResponseWriter, r *http.Request) {
		to, err := h.SetOut(w, r, account.Purpose(r.PathValue("purpose")), r.FormValue("link"), "/n/wires")
		p.answer(w, to, err)
	})
	mux.HandleFunc(account.ReturnPath, func(w http.ResponseWriter, r *http.Request) {
		got, err := h.Arrive(w, r)
		if err == nil && got.Session != "" {
			h.SetCookie(w, r, got.Session)
		}
		p.answer(w, fmt.Sprintf("%s %t %s %s", got.For, got.Half != "", got.Next, got.Person.Name), err)
	})
	mux.HandleFunc("/n/who", func(w http.ResponseWriter, r *http.Request) {
		s, ok := account.SessionOf(r.Context())
		p.answer(w, fmt.Sprintf("%s %d %s", s.Account.Name, s.AAL, s.Method), nil)
		_ = ok
	})
	srv := httptest.NewServer(h.Protect(mux))
	t.Cleanup(srv.Close)
	p.url = srv.URL
	return p
}

func (p *porch) answer(w http.ResponseWriter, text string, err error) {
	if err != nil {
		text = "refused: " + err.Error()
	}
	_, _ = io.WriteString(w, text)
}

// visitor is somebody's browser.
type visitor struct {
	*porch
	http *http.Client
}

func (p *porch) browser(session string) *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	u, _ := url.Parse(p.url)
	if session != "" {
		jar.SetCookies(u, []*http.Cookie{{Name: "stet", Value: session, Path: "/"}})
	}
	return &visitor{p, &http.Client{Jar: jar}}
}

func (v *visitor) get(address string) string {
	v.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = v.url + address
	}
	res, err := v.http.Get(address)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return string(text)
}

// visit goes elsewhere and comes back.
func (v *visitor) visit(purpose account.Purpose, link string) string {
	v.t.Helper()
	to := v.get("/n/go/" + string(purpose) + "?link=" + link)
	if !strings.HasPrefix(to, v.op.URL) {
		return to
	}
	return v.get(to)
}

func (p *porch) link() *visitor {
	p.t.Helper()
	v := p.browser(p.signIn().Session)
	if got := v.visit(account.ToLink, ""); !strings.HasPrefix(got, "link false") {
		p.t.Fatal(got)
	}
	return v
}

func TestWhoLinkedAnAccountElsewhereSignsInWithIt(t *testing.T) {
	p := newPorch(t)
	if got := p.browser("").visit(account.ToSignIn, ""); !strings.Contains(got, "opens none here yet") {
		t.Fatal(got)
	}
	if got := p.browser("").visit(account.ToLink, ""); !strings.Contains(got, "Sign in first") {
		t.Error(got)
	}
	v := p.link()
	if got := v.get("/n/who"); got != p.p.Name+" 1 password" {
		t.Errorf("after linking they are %q", got)
	}
	if got := v.visit(account.ToLink, ""); !strings.Contains(got, "already") {
		t.Errorf("linked twice: %s", got)
	}
	w := p.browser("")
	if got := w.visit(account.ToSignIn, ""); got != "sign-in false /n/wires "+p.p.Name || w.get("/n/who") != p.p.Name+" 1 oidc" {
		t.Errorf("%q, then %q", got, w.get("/n/who"))
	}
	if _, err := p.db.VerifyLog(t.Context()); err != nil {
		t.Error(err)
	}
}

// What two factors are worth that were shown elsewhere is what the house says.
func TestAnAccountElsewhereCountsForTwoFactorsOnlyIfItSaysSo(t *testing.T) {
	p := newPorch(t, news.DutyEditor)
	p.link()
	for name, tt := range map[string]struct {
		claims map[string]any
		aal    string
	}{
		"nothing said": {nil, "1"}, "a password": {map[string]any{"amr": []string{"pwd"}}, "1"}, "two factors": {map[string]any{"amr": []string{"pwd", "mfa"}}, "2"},
		"by acr": {map[string]any{"acr": "mfa"}, "2"}, "a word for a list": {map[string]any{"amr": "mfa"}, "1"}, "another acr": {map[string]any{"acr": "0"}, "1"},
	} {
		p.op.Claims = tt.claims
		v := p.browser("")
		v.visit(account.ToSignIn, "")
		sessions, err := p.Sessions(t.Context(), p.p.ID)
		if err != nil || len(sessions) == 0 || fmt.Sprint(sessions[0].AAL) != tt.aal || sessions[0].Method != "oidc" {
			t.Errorf("%s: %+v %v", name, sessions, err)
		}
		if err := p.EndOtherSessions(t.Context(), p.p, ""); err != nil {
			t.Fatal(err)
		}
	}
	// With a second factor here, whoever shows only one elsewhere shows it as well.
	p.op.Claims = nil
	p.withTOTP()
	if got := p.browser("").visit(account.ToSignIn, ""); !strings.HasPrefix(got, "sign-in true") {
		t.Errorf("around the second factor: %s", got)
	}
}

func TestAnInvitationIsTakenWithAnAccountElsewhere(t *testing.T) {
	p := newPorch(t)
	new := nusrat
	new.Email = "new@stet.test"
	link, who, err := p.Invite(t.Context(), account.Console, new)
	if err != nil {
		t.Fatal(err)
	}
	v := p.browser("")
	if got := v.visit(account.ToBegin, link); got != "begin false /n/wires "+who.Name || v.get("/n/who") != who.Name+" 1 oidc" {
		t.Fatal(got)
	}
	if got := p.browser("").visit(account.ToBegin, link); !strings.Contains(got, "used already") {
		t.Errorf("a link is good twice: %s", got)
	}
	s, err := p.Sessions(t.Context(), who.ID)
	if err != nil || len(s) != 1 {
		t.Fatal(s, err)
	}
	refused(t, p.Unlink(t.Context(), s[0], p.op.URL, "subject-1"), news.Conflict, "only way in")
	if err := p.UnlinkOf(t.Context(), account.Console, who.ID, p.op.URL, "subject-1"); err != nil {
		t.Fatal(err)
	}
	if got := v.get("/n/who"); got != " 0 " {
		t.Errorf("after unlinking they are still %q", got)
	}
}

// A link for another password, in whoever's hands, with whoever's account elsewhere, leads
// around no second factor.
func TestALinkAndAnAccountElsewhereLeadAroundNoSecondFactor(t *testing.T) {
	p := newPorch(t)
	p.withTOTP()
	p.op.Claims = map[string]any{"amr": []string{"mfa"}}
	link, err := p.InviteAgain(t.Context(), account.Console, p.p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.browser("").visit(account.ToBegin, link); !strings.HasPrefix(got, "begin true") {
		t.Errorf("it is let in: %s", got)
	}
}

func TestAFreshProofElsewhereIsOfThisPersonAndOfNow(t *testing.T) {
	p := newPorch(t)
	v := p.link()
	sessions, err := p.Sessions(t.Context(), p.p.ID)
	if err != nil {
		t.Fatal(err)
	}
	fresh := func() bool {
		s, err := p.Sessions(t.Context(), p.p.ID)
		return err == nil && len(s) == 1 && time.Since(s[0].Fresh) < time.Minute
	}
	old := sessions[0]
	old.Fresh = time.Now().Add(-time.Hour)
	if err := p.db.Tx(t.Context(), func(tx *store.Tx) error { _, err := tx.RenewSession(t.Context(), old.Hash, old); return err }); err != nil {
		t.Fatal(err)
	}
	p.op.Claims = map[string]any{"auth_time": time.Now().Add(-time.Hour).Unix()}
	if got := v.visit(account.ToProve, ""); !strings.Contains(got, "did not ask you for a proof") || fresh() {
		t.Errorf("signed in there long ago: %s", got)
	}
	p.op.Claims, p.op.Subject = nil, "somebody-else"
	if got := v.visit(account.ToProve, ""); !strings.Contains(got, "somebody else") || fresh() {
		t.Errorf("as somebody else: %s", got)
	}
	p.op.Subject = "subject-1"
	if got := v.visit(account.ToProve, ""); !strings.HasPrefix(got, "prove") || !fresh() {
		t.Errorf("as they are: %s", got)
	}
}

// An address is nobody's: whoever has it elsewhere opens nothing here with it.
func TestTheSameEMailElsewhereOpensNothing(t *testing.T) {
	p := newPorch(t)
	p.op.Claims = map[string]any{"email": p.p.Email, "email_verified": true}
	if got := p.browser("").visit(account.ToSignIn, ""); !strings.Contains(got, "opens none here yet") {
		t.Error(got)
	}
	people, err := p.db.People(t.Context())
	if err != nil || len(people) != 1 {
		t.Errorf("an account was made: %v %v", people, err)
	}
}

// What one browser set out for, no other brings back, and none twice.
func TestAnAnswerIsTakenOnceAndInTheBrowserThatSetOut(t *testing.T) {
	p := newPorch(t)
	p.link()
	stay := func(v *visitor) (address string) { // comes to the newsroom's door and does not go in
		v.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		defer func() { v.http.CheckRedirect = nil }()
		res, err := v.http.Get(v.get("/n/go/sign-in"))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		return res.Header.Get("Location")
	}
	mallory, victim := p.browser(""), p.browser("")
	mine := stay(mallory)
	if got := victim.get(mine); !strings.HasPrefix(got, "refused: ") {
		t.Errorf("a browser that never set out is signed in as the attacker: %s", got)
	}
	stay(victim) // it has a visit of its own under way
	if got := victim.get(mine); !strings.HasPrefix(got, "refused: ") {
		t.Errorf("a browser that set out for itself is signed in as the attacker: %s", got)
	}
	again := p.browser("")
	address := stay(again)
	u, _ := url.Parse(p.url)
	cookies := again.http.Jar.Cookies(u)
	if got := again.get(address); !strings.HasPrefix(got, "sign-in") {
		t.Fatal(got)
	}
	thief := p.browser("")
	thief.http.Jar.SetCookies(u, cookies)
	if got := thief.get(address); !strings.HasPrefix(got, "refused: ") {
		t.Errorf("an answer is taken twice: %s", got)
	}
}

// Somebody who is signed in cannot be made to link the account of another.
func TestNobodyIsMadeToLinkTheAccountOfAnother(t *testing.T) {
	p := newPorch(t)
	victim := p.browser(p.signIn().Session)
	other := nusrat
	other.Email = "other@stet.test"
	if _, err := p.Create(t.Context(), other, password); err != nil {
		t.Fatal(err)
	}
	e, err := p.SignIn(t.Context(), other.Email, password, at("10.0.0.1:1"))
	if err != nil {
		t.Fatal(err)
	}
	mallory := p.browser(e.Session)
	to := mallory.get("/n/go/link")
	u, _ := url.Parse(p.url)
	for _, c := range mallory.http.Jar.Cookies(u) { // even with the attacker's visit planted
		if strings.HasSuffix(c.Name, "-visit") {
			victim.http.Jar.SetCookies(u, []*http.Cookie{c})
		}
	}
	if got := victim.get(to); !strings.HasPrefix(got, "refused: ") {
		t.Error(got)
	}
	if all, err := p.Identities(t.Context(), p.p.ID); err != nil || len(all) != 0 {
		t.Errorf("linked: %v %v", all, err)
	}
}

func TestAProviderThatIsNotItselfIsNotAsked(t *testing.T) {
	for name, spoil := range map[string]func(map[string]any){
		"another issuer":       func(d map[string]any) { d["issuer"] = "https://evil.example" },
		"keys without https":   func(d map[string]any) { d["jwks_uri"] = "http://keys.example/keys" },
		"a token without host": func(d map[string]any) { d["token_endpoint"] = "/token" },
	} {
		p := newPorch(t)
		p.op.Discovery = spoil
		if got := p.browser("").visit(account.ToSignIn, ""); !strings.Contains(got, "cannot be reached") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// What the provider names elsewhere is reached on the public internet alone: it cannot make
// the newsroom ask a machine inside.
func TestTheProviderCannotPointInside(t *testing.T) {
	asked := false
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	t.Cleanup(inside.Close)
	q := newPorch(t)
	q.op.Discovery = func(d map[string]any) { d["token_endpoint"], d["jwks_uri"] = inside.URL+"/token", inside.URL+"/keys" }
	if got := q.browser("").visit(account.ToSignIn, ""); !strings.HasPrefix(got, "refused: ") || asked {
		t.Errorf("%s; asked: %v", got, asked)
	}
}

func TestAnIssuerIsAnAddressByHTTPS(t *testing.T) {
	for issuer, ok := range map[string]bool{
		"https://accounts.news.example": true, "http://127.0.0.1:9000": true, "http://localhost:9000": true, "http://accounts.news.example": false,
		"https://": false, "accounts.news.example": false, "https://a@news.example": false, "https://news.example?x": false,
	} {
		if err := (account.Elsewhere{Issuer: issuer, Client: "stet"}).Check(); (err == nil) != ok {
			t.Errorf("%s: %v", issuer, err)
		}
	}
	if err := (account.Elsewhere{Issuer: "https://news.example"}).Check(); err == nil {
		t.Error("without a client")
	}
}
