package account_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// under is the house's accounts under the key.
func (h *house) under(key string) *house {
	return &house{T: h.T, db: h.db, p: h.p, Accounts: account.New(h.db, account.Options{Memory: 64, Key: []byte(strings.Repeat(key, 32))})}
}

func (h *house) kept() store.Account {
	h.Helper()
	kept, err := h.db.Account(h.Context(), h.p.ID)
	if err != nil {
		h.Fatal(err)
	}
	return kept
}

// A copy of the database is of no use without the key, and what was kept before there was
// one is brought under it.
func TestWhatProvesPeopleIsKeptUnderAKeyThatIsNotInTheDatabase(t *testing.T) {
	bare := newHouse(t)
	app, _, _ := bare.withTOTP()
	if bare.kept().TOTP != app {
		t.Fatal("without a key the secret is not as it is")
	}
	h := bare.under("k")
	if err := h.CheckKey(t.Context()); err != nil {
		t.Fatal(err)
	}
	if kept := h.kept().TOTP; strings.Contains(kept, app) || !strings.HasPrefix(kept, "sealed:") {
		t.Errorf("the secret is kept as %q", kept)
	}
	half := h.signIn().Half
	if _, err := h.SecondStep(t.Context(), half, account.Proof{Code: account.CodeAt(app, time.Now())}, at("10.0.0.1:1")); err != nil {
		t.Errorf("a sealed secret opens nothing: %v", err)
	}
	if kept := h.kept().Password; !strings.Contains(kept, ",keyid=") {
		t.Errorf("after a sign-in the password is kept as %.50s", kept)
	}
	h.signIn() // the peppered hash opens too

	for name, other := range map[string]*house{"another key": h.under("x"), "no key": bare} {
		_, err := other.SignIn(t.Context(), h.p.Email, password, at("10.0.0.2:1"))
		refused(t, err, news.Unavailable, "the key of accounts")
		if err := other.CheckKey(t.Context()); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestOfALostKeyOnlyALinkLeadsBack(t *testing.T) {
	h := newHouse(t).under("k")
	ctx := t.Context()
	if err := h.CheckKey(ctx); err != nil {
		t.Fatal(err)
	}
	h.signIn()
	h.withTOTP()
	next := h.under("n")
	n, err := next.ForgetKey(ctx, account.Console)
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if err := next.CheckKey(ctx); err != nil {
		t.Fatal(err)
	}
	_, err = next.SignIn(ctx, h.p.Email, password, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "do not go together")
	link, err := next.InviteAgain(ctx, account.Console, h.p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if e, err := next.Join(ctx, link, "kite salt monsoon brick", at("10.0.0.1:1")); err != nil || e.Session == "" {
		t.Error(e, err)
	}
}

// What people get is what is written of it.
func TestPasswordsCostSixtyFourMegabytesAndThreePasses(t *testing.T) {
	_, db := open(t)
	a := account.New(db, account.Options{})
	if _, err := a.Create(t.Context(), nusrat, password); err != nil {
		t.Fatal(err)
	}
	kept, err := db.AccountByEmail(t.Context(), "nusrat@stet.test")
	if err != nil || !strings.HasPrefix(kept.Password, "$argon2id$v=19$m=65536,t=3,p=1$") {
		t.Errorf("%.40s %v", kept.Password, err)
	}
	if _, err := a.SignIn(t.Context(), nusrat.Email, password, at("10.0.0.1:1")); err != nil {
		t.Error(err)
	}
}
