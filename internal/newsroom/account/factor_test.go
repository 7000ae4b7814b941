package account_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
)

// house is accounts in a newsroom that is set up, with one person in it.
type house struct {
	*testing.T
	*account.Accounts
	db *store.DB
	p  news.Person
}

func newHouse(t *testing.T, roles ...news.Role) *house {
	t.Helper()
	a, db := open(t)
	h := &house{T: t, Accounts: a, db: db}
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return tx.SaveHouse(t.Context(), aHouse) }); err != nil {
		t.Fatal(err)
	}
	p := nusrat
	if len(roles) > 0 {
		p.Roles = roles
	}
	var err error
	if h.p, err = a.Create(t.Context(), p, password); err != nil {
		t.Fatal(err)
	}
	return h
}

// session returns the session with the secret.
func (h *house) session(secret string) store.Session {
	h.Helper()
	sum := sha256.Sum256([]byte(secret))
	s, err := h.db.Session(h.Context(), hex.EncodeToString(sum[:]))
	if err != nil {
		h.Fatal(err)
	}
	return s
}

func (h *house) signIn() account.Entry {
	h.Helper()
	e, err := h.SignIn(h.Context(), h.p.Email, password, at("10.0.0.1:1"))
	if err != nil {
		h.Fatal(err)
	}
	return e
}

// withTOTP signs in and sets up an app with codes. It returns its secret, the session's and
// the recovery codes. The code that it used is of a step long past, so that the next works.
func (h *house) withTOTP() (app, session string, codes []string) {
	h.Helper()
	s := h.session(h.signIn().Session)
	offer, err := h.OfferTOTP(h.Context(), s, "The Padma Courier")
	if err != nil {
		h.Fatal(err)
	}
	session, codes, err = h.AcceptTOTP(h.Context(), s, offer.Ceremony, account.CodeAt(offer.Secret, time.Now().Add(-30*time.Second)))
	if err != nil {
		h.Fatal(err)
	}
	return offer.Secret, session, codes
}

func TestASessionStandsOnTwoFactorsOnlyWhenItDidBoth(t *testing.T) {
	h := newHouse(t)
	first := h.signIn()
	if s := h.session(first.Session); s.AAL != 1 || !s.Grace || s.Method != "password" {
		t.Errorf("%+v", s)
	}
	app, session, codes := h.withTOTP()
	if s := h.session(session); s.AAL != 2 || s.Grace || len(codes) != 10 {
		t.Errorf("%+v %d codes", s, len(codes))
	}
	if who(h.Accounts, "GET", "http://desk.example/n", "Cookie", "stet="+first.Session) != "" {
		t.Error("a session of before, on one factor, lives on")
	}
	e := h.signIn()
	if e.Session != "" || e.Half == "" {
		t.Fatalf("a password alone signs in: %+v", e)
	}
	if who(h.Accounts, "GET", "http://desk.example/n", "Cookie", "stet="+e.Half) != "" {
		t.Error("the secret between the two steps is a session")
	}
	_, err := h.SecondStep(t.Context(), e.Half, account.Proof{Code: "000000"}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "That is not it")
	done, err := h.SecondStep(t.Context(), e.Half, account.Proof{Code: account.CodeAt(app, time.Now())}, at("10.0.0.1:1"))
	if err != nil || h.session(done.Session).AAL != 2 || h.session(done.Session).Method != "password+code" {
		t.Fatalf("%+v %v", done, err)
	}
	_, err = h.SecondStep(t.Context(), e.Half, account.Proof{Recovery: codes[0]}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "from the beginning") // each sign-in ends once
}

func TestACodeWorksOnceAndInEitherScript(t *testing.T) {
	h := newHouse(t)
	app, _, _ := h.withTOTP()
	code := account.CodeAt(app, time.Now())
	bangla := strings.NewReplacer("0", "০", "1", "১", "2", "২", "3", "৩", "4", "৪", "5", "৫", "6", "৬", "7", "৭", "8", "৮", "9", "৯").Replace(code[:3]) + " " + code[3:]
	if _, err := h.SecondStep(t.Context(), h.signIn().Half, account.Proof{Code: bangla}, at("10.0.0.1:1")); err != nil {
		t.Fatal(err)
	}
	_, err := h.SecondStep(t.Context(), h.signIn().Half, account.Proof{Code: code}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "That is not it")
	// The code of the step before is older than the last one used.
	_, err = h.SecondStep(t.Context(), h.signIn().Half, account.Proof{Code: account.CodeAt(app, time.Now().Add(-30*time.Second))}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "That is not it")
}

// The codes of RFC 6238, appendix B, to six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // "12345678901234567890"
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		if got := account.CodeAt(secret, time.Unix(at, 0)); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
}

func TestARecoveryCodeWorksOnceAndForASignInAlone(t *testing.T) {
	h := newHouse(t)
	_, session, codes := h.withTOTP()
	_, err := h.Refresh(t.Context(), h.session(session), account.Proof{Recovery: codes[1]}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "That is not it")
	loud := strings.ToUpper(strings.ReplaceAll(codes[0], "-", " "))
	e, err := h.SecondStep(t.Context(), h.signIn().Half, account.Proof{Recovery: loud}, at("10.0.0.1:1"))
	if err != nil || h.session(e.Session).AAL != 2 {
		t.Fatal(err)
	}
	_, err = h.SecondStep(t.Context(), h.signIn().Half, account.Proof{Recovery: codes[0]}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "That is not it")
	if f, err := h.Factors(t.Context(), h.p.ID); err != nil || f.Recovery != 9 {
		t.Errorf("%+v %v", f, err)
	}
}

func TestWhoGuessesCodesIsHeldUp(t *testing.T) {
	h := newHouse(t)
	app, _, _ := h.withTOTP()
	tried := 0
	var err error
	for range 4 { // a new sign-in each time does not help
		for range 3 {
			if _, err = h.SecondStep(t.Context(), h.signIn().Half, account.Proof{Code: "123456"}, at("10.0.0.1:1")); strings.Contains(err.Error(), "That is not it") {
				tried++
			}
		}
	}
	refused(t, err, news.TooMany, "Wait")
	if tried > 5 {
		t.Errorf("%d guesses were looked at", tried)
	}
	_, err = h.SecondStep(t.Context(), h.signIn().Half, account.Proof{Code: account.CodeAt(app, time.Now())}, at("10.0.0.2:1"))
	refused(t, err, news.TooMany, "Wait")
}

func TestOneSignInTakesFiveTries(t *testing.T) {
	h := newHouse(t)
	app, _, _ := h.withTOTP()
	half := h.signIn().Half
	ctx := t.Context()
	sum := sha256.Sum256([]byte(half))
	if err := h.db.Tx(ctx, func(tx *store.Tx) error { // five were made on other machines
		for range 5 {
			if _, err := tx.Try(ctx, hex.EncodeToString(sum[:])); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	_, err := h.SecondStep(ctx, half, account.Proof{Code: account.CodeAt(app, time.Now())}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "too many tries")
}

func TestAPasskeyIsTwoFactorsByItself(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	s := h.session(h.signIn().Session)
	d := newDevice(t)
	offer, err := h.OfferPasskey(ctx, s, desk)
	if err != nil {
		t.Fatal(err)
	}
	made := d.create(offer)
	session, codes, err := h.AcceptPasskey(ctx, s, "Phone", made)
	if err != nil || len(codes) != 10 || h.session(session).AAL != 2 {
		t.Fatal(err, len(codes))
	}
	_, _, err = h.AcceptPasskey(ctx, h.session(session), "Again", made)
	refused(t, err, news.Unauthorised, "from the beginning")

	challenge, err := h.AskPasskey(ctx, desk, "", "")
	if err != nil {
		t.Fatal(err)
	}
	used := d.use(challenge)
	e, err := h.SignInWithPasskey(ctx, used, at("10.0.0.1:1"))
	if err != nil || h.session(e.Session).AAL != 2 || e.Person.ID != h.p.ID {
		t.Fatal(e, err)
	}
	_, err = h.SignInWithPasskey(ctx, used, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "") // an answer is good once

	// As a second step, with a challenge of that very sign-in.
	half := h.signIn().Half
	of, err := h.AskPasskey(ctx, desk, half, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = h.SecondStep(ctx, half, d.use(of), at("10.0.0.1:1")); err != nil {
		t.Fatal(err)
	}
}

// What a false device or a false page can send is refused.
func TestAFalsePasskeyIsRefused(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	s := h.session(h.signIn().Session)
	for name, spoil := range map[string]func(*device){
		"nobody unlocked it": func(d *device) { d.unverified = true },
		"another site":       func(d *device) { d.origin = "https://evil.example" },
		"another name":       func(d *device) { d.rp = "evil.example" },
		"another ceremony":   func(d *device) { d.kind = "webauthn.get" },
		"nobody touched it":  func(d *device) { d.absent = true },
	} {
		d := newDevice(t)
		spoil(d)
		offer, err := h.OfferPasskey(ctx, s, desk)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = h.AcceptPasskey(ctx, s, name, d.create(offer))
		refused(t, err, news.Unauthorised, "not accepted")
	}
	good := newDevice(t)
	offer, err := h.OfferPasskey(ctx, s, desk)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.AcceptPasskey(ctx, s, "Phone", good.create(offer)); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*device){
		"nobody unlocked it": func(d *device) { d.unverified = true },
		"another site":       func(d *device) { d.origin = "https://evil.example" },
		"another name":       func(d *device) { d.rp = "evil.example" },
		"another ceremony":   func(d *device) { d.kind = "webauthn.create" },
		"another key":        func(d *device) { d.private = newDevice(t).private },
		"an unknown one":     func(d *device) { d.id = newDevice(t).id },
		"another person":     func(d *device) { d.handle = []byte("nobody") },
		"a copy of the key":  func(d *device) { d.count = 0 },
	} {
		d := *good
		spoil(&d)
		challenge, err := h.AskPasskey(ctx, desk, "", "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.SignInWithPasskey(ctx, d.use(challenge), at("10.0.0.9:1")); err == nil {
			t.Errorf("%s signs in", name)
		}
	}
	// A challenge that was made for another purpose.
	challenge, err := h.AskPasskey(ctx, desk, "", h.p.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.SignInWithPasskey(ctx, good.use(challenge), at("10.0.0.8:1"))
	refused(t, err, news.Unauthorised, "not accepted")
}

func TestAProofIsFreshForTenMinutes(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	secret := h.signIn().Session
	s := h.session(secret)
	s.Fresh = time.Now().Add(-11 * time.Minute)
	was := s.Hash
	if err := h.db.Tx(ctx, func(tx *store.Tx) error { _, err := tx.RenewSession(ctx, was, s); return err }); err != nil {
		t.Fatal(err)
	}
	stale := func(secret string) (is bool) {
		standing(h.Accounts, secret, func(p news.Person) { is = p.Prove(news.Kill) != nil })
		return is
	}
	if !stale(secret) {
		t.Fatal("after eleven minutes it is still fresh")
	}
	_, err := h.Refresh(ctx, h.session(secret), account.Proof{Password: "not the password!!"}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "do not go together")
	renewed, err := h.Refresh(ctx, h.session(secret), account.Proof{Password: password}, at("10.0.0.1:1"))
	if err != nil || stale(renewed.Session) {
		t.Fatal(err)
	}
	if who(h.Accounts, "GET", "http://desk.example/n", "Cookie", "stet="+secret) != "" {
		t.Error("the session's secret of before still opens")
	}
}

func TestWhoReachesReadersMustSetUpASecondFactor(t *testing.T) {
	h := newHouse(t, news.DutyEditor)
	open := func(secret, path string) string {
		return who(h.Accounts, "GET", "http://desk.example"+path, "Cookie", "stet="+secret)
	}
	first := h.signIn().Session
	if open(first, "/n/desk/city") != h.p.Name {
		t.Error("the first session is not let in")
	}
	second := h.signIn().Session
	for path, want := range map[string]string{"/n": "303", "/n/s/1": "303", "/api/v1/stories": "403", "/n/me/factors": h.p.Name, "/n/me/factorsx": "303", "/n/me": "303"} {
		if got := open(second, path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	_, session, _ := h.withTOTP()
	if open(session, "/n/desk/city") != h.p.Name {
		t.Error("with two factors they are not let in")
	}
	refused(t, h.DropTOTP(t.Context(), h.session(session)), news.Conflict, "last second factor")
	if f, err := h.Factors(t.Context(), h.p.ID); err != nil || !f.TOTP {
		t.Errorf("%+v %v", f, err)
	}
}

func TestAReporterNeedsNone(t *testing.T) {
	h := newHouse(t)
	h.signIn()
	if second := h.signIn().Session; who(h.Accounts, "GET", "http://desk.example/n", "Cookie", "stet="+second) != h.p.Name {
		t.Error("a reporter is held up")
	}
}

// A house may ask everybody, whatever they may do.
func TestAHouseThatAsksEveryoneAsksAReporter(t *testing.T) {
	h := newHouse(t)
	all := aHouse
	all.Security.SecondFactor = news.AskEveryone
	if err := h.db.Tx(t.Context(), func(tx *store.Tx) error { return tx.SaveHouse(t.Context(), all) }); err != nil {
		t.Fatal(err)
	}
	h.signIn()
	second := h.signIn().Session
	for path, want := range map[string]string{"/n": "303", "/api/v1/stories": "403", "/n/me/factors": h.p.Name} {
		if got := who(h.Accounts, "GET", "http://desk.example"+path, "Cookie", "stet="+second); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	_, session, _ := h.withTOTP()
	if who(h.Accounts, "GET", "http://desk.example/n", "Cookie", "stet="+session) != h.p.Name {
		t.Error("with two factors they are not let in")
	}
}

// standing calls f with the person that a handler sees.
func standing(a *account.Accounts, secret string, f func(news.Person)) {
	whoIs(a, secret, func(ctx context.Context) {
		if p, ok := account.Of(ctx); ok {
			f(p)
		}
	})
}

func TestAHalfSignInEndsAfterFiveMinutes(t *testing.T) {
	h := newHouse(t)
	app, _, _ := h.withTOTP()
	half := h.signIn().Half
	sum := sha256.Sum256([]byte(half))
	c, err := h.db.Ceremony(t.Context(), hex.EncodeToString(sum[:]))
	if err != nil || time.Until(c.Expires) > 5*time.Minute || strings.Contains(c.Value, password) {
		t.Fatalf("%+v %v", c, err)
	}
	if err := h.db.Tx(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.EndCeremony(t.Context(), c.Hash); err != nil {
			return err
		}
		c.Expires = time.Now().Add(-time.Second)
		return tx.AddCeremony(t.Context(), c)
	}); err != nil {
		t.Fatal(err)
	}
	_, err = h.SecondStep(t.Context(), half, account.Proof{Code: account.CodeAt(app, time.Now())}, at("10.0.0.1:1"))
	refused(t, err, news.Unauthorised, "took too long")
}
