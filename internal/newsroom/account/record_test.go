package account_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// gatehouse is the way in, behind the guard, with the log that it writes.
type gatehouse struct {
	*testing.T
	a    *account.Accounts
	db   *store.DB
	seen int64 // records that were looked at
}

// ask does what a handler behind the guard does, for a request from the address in the session.
func (g *gatehouse) ask(address, session string, do func(*http.Request)) {
	r := httptest.NewRequest("POST", "/n", nil)
	r.RemoteAddr = address
	if session != "" {
		r.AddCookie(&http.Cookie{Name: "stet", Value: session})
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	g.a.Protect(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { do(r) })).ServeHTTP(httptest.NewRecorder(), r)
}

func (g *gatehouse) signIn(address, email, password string) (e account.Entry, err error) {
	g.ask(address, "", func(r *http.Request) { e, err = g.a.SignIn(r.Context(), email, password, account.FromRequest(r)) })
	return e, err
}

// wrote fails unless just these records were written since it was last asked: each as
// "verb actor object from".
func (g *gatehouse) wrote(what string, want ...string) {
	g.Helper()
	records, err := g.db.Log(g.Context(), g.seen, 1000)
	if err != nil {
		g.Fatal(err)
	}
	var got []string
	for _, r := range records {
		g.seen = r.Seq
		got = append(got, fmt.Sprint(r.Verb, " ", r.Actor.ID, " ", r.Object, " ", r.From))
		if strings.Contains(string(r.Detail), "lantern") {
			g.Errorf("%s: what was typed is in the log: %s", what, r.Detail)
		}
	}
	if !slices.Equal(got, want) {
		g.Errorf("%s wrote %q, want %q", what, got, want)
	}
}

func TestWhoComesAndGoesIsInTheLogOnceWithWhereFrom(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			comesAndGoes(&gatehouse{T: t, a: account.New(db, account.Options{Memory: 64}), db: db})
		})
	}
}

func comesAndGoes(g *gatehouse) {
	p, err := g.a.Create(g.Context(), nusrat, password)
	if err != nil {
		g.Fatal(err)
	}
	g.wrote("an account", "manage_people "+p.ID+" person/"+p.ID+" ")
	e, err := g.signIn("203.0.113.7:4711", p.Email, password)
	if err != nil {
		g.Fatal(err)
	}
	g.wrote("a sign-in", "sign_in "+p.ID+" person/"+p.ID+" 203.0.113.7")
	_, err = g.signIn("[2001:db8::9]:1", p.Email, "river lantern rice boat")
	refused(g.T, err, news.Unauthorised, "do not go together")
	g.wrote("a wrong password", "refused_sign_in nobody person/"+p.ID+" 2001:db8::9")
	_, err = g.signIn("198.51.100.2:1", "boat river lantern@stet.test", password)
	refused(g.T, err, news.Unauthorised, "do not go together")
	g.wrote("an address of nobody", "refused_sign_in nobody person 198.51.100.2")
	s := store.Session{}
	g.ask("203.0.113.8:1", e.Session, func(r *http.Request) { s, _ = account.SessionOf(r.Context()) })
	for range 2 {
		g.ask("203.0.113.8:1", e.Session, func(r *http.Request) {
			if err := g.a.SignOut(r.Context(), e.Session); err != nil {
				g.Error(err)
			}
		})
	}
	g.wrote("signing out twice", "sign_out "+p.ID+" person/"+p.ID+" 203.0.113.8 session/"+s.ID)
	if _, err := g.db.VerifyLog(g.Context()); err != nil {
		g.Error(err)
	}
}

// Who signs in while nobody may guess any more is not looked at, and leaves nothing.
func TestAFloodOfRefusedSignInsDoesNotFloodTheLog(t *testing.T) {
	a, db := open(t)
	g := &gatehouse{T: t, a: a, db: db}
	p, err := a.Create(t.Context(), nusrat, password)
	if err != nil {
		t.Fatal(err)
	}
	count := func() (n int) {
		records, err := db.LogNewest(t.Context(), "", 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			if r.Verb == news.RefusedSignIn {
				n++
			}
		}
		return n
	}
	held := 0
	for i := range 400 {
		email := p.Email
		if i%2 == 1 {
			email = fmt.Sprintf("p%d@stet.test", i)
		}
		_, err := g.signIn(fmt.Sprintf("203.0.113.%d:1", i%8), email, "not the password!!")
		if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.TooMany {
			held++
		}
	}
	guessed := count()
	if guessed != 400-held || guessed < 80 || guessed > 100 { // four at the account, and twenty from each of four addresses
		t.Errorf("400 passwords, %d of which were not looked at, wrote %d records", held, guessed)
	}
	// A passkey makes nobody wait, so that its records are counted by themselves.
	for i := range 400 {
		g.ask(fmt.Sprintf("198.51.100.%d:1", i%8), "", func(r *http.Request) {
			_, err := a.SignInWithPasskey(r.Context(), account.Proof{RP: desk, Answers: "x", Passkey: "{}"}, account.FromRequest(r))
			if e, ok := errors.AsType[*news.Error](err); !ok || e.Kind != news.Unauthorised {
				t.Fatalf("a passkey that is none: %v", err)
			}
		})
	}
	if keys := count() - guessed; keys < 8 || keys > 40 { // four from each of eight addresses
		t.Errorf("400 passkeys that are none wrote %d records", keys)
	}
}

// A password alone signs nobody in who has a second factor, and says nothing in the log; the
// second step does, whichever way it ends.
func TestOfASignInInTwoStepsTheSecondIsInTheLog(t *testing.T) {
	h := newHouse(t)
	app, _, _ := h.withTOTP()
	head, _, err := h.db.LogHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	g := &gatehouse{T: t, a: h.Accounts, db: h.db, seen: head}
	e := h.signIn()
	g.wrote("the first step")
	person := h.p.ID + " person/" + h.p.ID
	for _, step := range []struct{ code, wrote string }{
		{"000000", "refused_sign_in nobody person/" + h.p.ID + " 203.0.113.7"},
		{account.CodeAt(app, time.Now()), "sign_in " + person + " 203.0.113.7"},
	} {
		g.ask("203.0.113.7:1", "", func(r *http.Request) {
			_, _ = h.SecondStep(r.Context(), e.Half, account.Proof{Code: step.code}, account.FromRequest(r))
		})
		g.wrote("the code "+step.code, step.wrote)
	}
}
