package account_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// walk is three browsers and an administrator that do the steps of signing in, setting up
// and losing factors in any order, right and wrong, with their own secrets and each
// other's. What it knows of a secret is only what was shown to get it.
type walk struct {
	t     *testing.T
	r     *rand.Rand
	db    *store.DB
	a     *account.Accounts
	p     news.Person
	admin news.Person

	halves    []string            // secrets between two steps, of all browsers
	sessions  map[string][]string // by secret: what was shown to get it
	offers    []string            // apps with codes that are being set up, by ceremony
	offered   map[string]string   // their secrets
	app       string
	codes     []string
	used      int64 // the last step whose code was taken
	key       *device
	keyed     bool
	answers   []answer        // of passkeys, for any challenge of before
	accepted  map[string]bool // those that were taken, by what they answer
	link      string
	passwords []string // the last is the one that holds
	succeeded map[string]int
}

// answer is what a passkey answered.
type answer struct {
	account.Proof
	key *device
}

// holds reports whether the answer may be taken: from a key that is kept, and once. One that
// was sent with a wrong secret of another step was never looked at.
func (w *walk) holds(a answer) bool {
	ok := w.keyed && a.key == w.key && !w.accepted[a.Answers]
	w.accepted[a.Answers] = true
	return ok
}

func hashHex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// pick returns one of them, or a made-up one.
func (w *walk) pick(all []string) string {
	if len(all) == 0 || w.r.IntN(12) == 0 {
		return hashHex(fmt.Sprint(w.r.Int()))
	}
	return all[max(0, len(all)-1-w.r.IntN(3))]
}

// session returns a session that lives, of any browser.
func (w *walk) session() (s store.Session, secret string, ok bool) {
	for value := range w.sessions {
		if s, err := w.db.Session(w.t.Context(), hashHex(value)); err == nil {
			s.Account.Acting.Stale = w.r.IntN(8) == 0
			return s, value, true
		}
		delete(w.sessions, value)
	}
	return s, "", false
}

func (w *walk) from() account.From { return at(fmt.Sprintf("10.0.%d.1:1", w.r.IntN(200))) }

// entered notes what an entry was given for. A session for one factor alone is right only
// while there is no second.
func (w *walk) entered(e account.Entry, shown ...string) {
	w.succeeded[fmt.Sprint(shown)]++
	if e.Half != "" {
		w.halves = append(w.halves, e.Half)
	}
	if e.Session != "" {
		w.sessions[e.Session] = shown
	}
}

// proof returns something to show as a second factor, whether it holds, and its name.
func (w *walk) proof(half string) (p account.Proof, holds func() bool, name string) {
	ctx := w.t.Context()
	switch w.r.IntN(4) {
	case 0:
		step := time.Now().Unix()/30 + int64(w.r.IntN(5)) - 2
		if w.app == "" {
			return account.Proof{Code: "123456"}, func() bool { return false }, "code"
		}
		return account.Proof{Code: account.CodeAt(w.app, time.Unix(step*30, 0))}, func() bool {
			near := time.Now().Unix() / 30
			ok := step > w.used && step >= near-1 && step <= near+1
			w.used = max(w.used, step)
			return ok
		}, "code"
	case 1:
		code := w.pick(w.codes)
		return account.Proof{Recovery: code}, func() bool {
			for i, c := range w.codes {
				if c == code {
					w.codes = append(w.codes[:i:i], w.codes[i+1:]...)
					return true
				}
			}
			return false
		}, "recovery"
	case 2: // an answer that was given before, to any challenge
		if len(w.answers) == 0 {
			return account.Proof{}, func() bool { return false }, "nothing"
		}
		old := w.answers[w.r.IntN(len(w.answers))]
		return old.Proof, func() bool { return w.holds(old) }, "passkey"
	}
	var c account.Challenge
	var err error
	if half != "" && w.r.IntN(2) == 0 {
		c, err = w.a.AskPasskey(ctx, desk, half, "")
	} else {
		c, err = w.a.AskPasskey(ctx, desk, "", w.p.ID)
	}
	if err != nil || !w.keyed {
		return account.Proof{}, func() bool { return false }, "nothing"
	}
	now := answer{w.key.use(c), w.key}
	w.answers = append(w.answers, now)
	return now.Proof, func() bool { return w.holds(now) }, "passkey"
}

func (w *walk) forget() {
	ctx := w.t.Context()
	if err := w.db.Tx(ctx, func(tx *store.Tx) error {
		now := time.Now()
		return tx.ForgetTries(ctx, now, now.Add(time.Hour), time.Time{}, 1_000)
	}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *walk) step() {
	ctx := w.t.Context()
	right := w.passwords[len(w.passwords)-1]
	switch w.r.IntN(14) {
	case 0, 1, 2:
		password := right
		if w.r.IntN(6) == 0 {
			password = w.passwords[w.r.IntN(len(w.passwords))]
		}
		if e, err := w.a.SignIn(ctx, w.p.Email, password, w.from()); err == nil {
			if password != right {
				w.t.Error("an old password signs in")
			}
			w.entered(e, "password")
		}
	case 3, 4, 5:
		half := w.pick(w.halves)
		p, holds, name := w.proof(half)
		if e, err := w.a.SecondStep(ctx, half, p, w.from()); err == nil {
			if !holds() {
				w.t.Errorf("a second step is done with a %s that does not hold", name)
			}
			w.entered(e, "password", name)
		}
	case 6:
		c, err := w.a.AskPasskey(ctx, desk, "", "")
		if err != nil {
			w.t.Fatal(err)
		}
		now := answer{w.key.use(c), w.key}
		if len(w.answers) > 0 && w.r.IntN(4) == 0 {
			now = w.answers[w.r.IntN(len(w.answers))]
		}
		if e, err := w.a.SignInWithPasskey(ctx, now.Proof, w.from()); err == nil {
			if !w.holds(now) {
				w.t.Error("a passkey signs in that is not kept, or an answer of before")
			}
			w.entered(e, "passkey", "unlocked")
		}
		w.answers = append(w.answers, now)
	case 7:
		s, value, ok := w.session()
		if !ok {
			return
		}
		p, holds, name := w.proof("")
		if w.r.IntN(3) == 0 {
			p, holds, name = account.Proof{Password: right}, func() bool { return true }, "password"
		}
		if n, err := w.a.Refresh(ctx, s, p, w.from()); err == nil {
			if !holds() {
				w.t.Errorf("freshly proved with a %s that does not hold", name)
			}
			w.sessions[n.Session] = w.sessions[value] // it stands on no more than before
			w.succeeded["fresh"]++
		}
	case 8:
		if s, _, ok := w.session(); ok {
			if o, err := w.a.OfferTOTP(ctx, s, "H"); err == nil {
				w.offers = append(w.offers, o.Ceremony)
				w.offered[o.Ceremony] = o.Secret
			}
		}
	case 9:
		s, value, ok := w.session()
		offer := w.pick(w.offers)
		if !ok || w.offered[offer] == "" {
			return
		}
		if n, codes, err := w.a.AcceptTOTP(ctx, s, offer, account.CodeAt(w.offered[offer], time.Now())); err == nil {
			w.app, w.used = w.offered[offer], time.Now().Unix()/30
			w.sessions[n] = append(w.sessions[value], "code")
			if codes != nil {
				w.codes = codes
			}
			w.succeeded["app"]++
		}
	case 10:
		s, value, ok := w.session()
		if !ok {
			return
		}
		if w.keyed {
			if w.r.IntN(4) == 0 && w.a.DropPasskey(ctx, s, b64.EncodeToString(w.key.id)) == nil {
				w.keyed = false
				w.key = newDevice(w.t)
			}
			return
		}
		if c, err := w.a.OfferPasskey(ctx, s, desk); err == nil {
			if n, codes, err := w.a.AcceptPasskey(ctx, s, "K", w.key.create(c)); err == nil {
				w.keyed = true
				w.sessions[n] = append(w.sessions[value], "passkey", "unlocked")
				if codes != nil {
					w.codes = codes
				}
				w.succeeded["key"]++
			}
		}
	case 11:
		if link, err := w.a.InviteAgain(ctx, w.admin, w.p.ID); err == nil {
			w.link = link
		}
	case 12:
		next := fmt.Sprintf("kite salt monsoon brick %d", w.r.Int())
		f, err := w.a.Factors(ctx, w.p.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		if e, err := w.a.Join(ctx, w.link, next, w.from()); err == nil {
			if f.Any() && e.Session != "" {
				w.t.Error("a link for another password leads around the second factor")
			}
			w.passwords = append(w.passwords, next)
			w.entered(e, "password")
		}
	case 13:
		if w.r.IntN(6) > 0 {
			return
		}
		if w.a.ResetFactors(ctx, w.admin, w.p.ID) == nil {
			w.app, w.codes, w.keyed, w.key = "", nil, false, newDevice(w.t)
			w.succeeded["reset"]++
		}
	}
}

// check is the oracle: a session that stands on two factors was given for both.
func (w *walk) check() (wrong string) {
	sessions, err := w.db.Sessions(w.t.Context(), w.p.ID, time.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	shown := map[string][]string{}
	for value, what := range w.sessions {
		shown[hashHex(value)] = what
	}
	for _, s := range sessions {
		what, known := shown[s.Hash]
		if !known || s.AAL >= 2 && len(what) < 2 {
			return fmt.Sprintf("a session by %s stands on %d factors and was given for %q (known: %v)", s.Method, s.AAL, what, known)
		}
	}
	return ""
}

var long = flag.Bool("long", false, "walk a million steps of signing in; it takes less than an hour with TMPDIR in memory")

// ways are what a walk must have come by, or it shows nothing.
var ways = []string{"[password]", "[password passkey]", "[password recovery]", "[passkey unlocked]", "app", "key", "fresh", "reset"}

// goesOn reports whether the walk goes on after n steps. Each step is some writes that wait
// for the disk, so a short one ends soon after it came by everything, and a long one a little
// before -timeout, to say how far it came.
func (w *walk) goesOn(n int) bool {
	if *long {
		ends, bounded := w.t.Deadline()
		return n < 1_000_000 && (!bounded || time.Until(ends) > 5*time.Second)
	}
	met := !slices.ContainsFunc(ways, func(way string) bool { return w.succeeded[way] == 0 })
	return n < 600 || n < 20_000 && !met
}

func TestNoOrderOfStepsLeadsAroundTheSecondFactor(t *testing.T) {
	seed := uint64(time.Now().UnixNano()) //nolint:gosec // any will do
	t.Logf("seed %d", seed)
	db := storetest.SQLite(t)
	w := &walk{
		t: t, r: rand.New(rand.NewPCG(seed, 1)), db: db, sessions: map[string][]string{}, offered: map[string]string{}, key: newDevice(t), //nolint:gosec // a walk is to be walked again
		passwords: []string{password}, succeeded: map[string]int{}, accepted: map[string]bool{},
	}
	w.a = account.New(db, account.Options{Memory: 64})
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return tx.SaveHouse(t.Context(), aHouse) }); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.admin, err = w.a.Create(t.Context(), arif, password); err != nil {
		t.Fatal(err)
	}
	if w.p, err = w.a.Create(t.Context(), nusrat, password); err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; w.goesOn(n); n++ {
		if n%40 == 0 { // a day later nobody is held up
			w.forget()
		}
		w.step()
		if wrong := w.check(); wrong != "" || t.Failed() {
			t.Fatalf("after %d steps, seed %d: %s", n, seed, wrong)
		}
	}
	t.Logf("%d steps: %v", n, w.succeeded)
	for _, way := range ways {
		if w.succeeded[way] == 0 {
			t.Errorf("the walk never came by %s: it shows nothing", way)
		}
	}
}

// The oracle must be able to see what it looks for.
func TestTheWalkSeesASessionThatWasRaisedForNothing(t *testing.T) {
	h := newHouse(t)
	w := &walk{t: t, db: h.db, a: h.Accounts, p: h.p, sessions: map[string][]string{}}
	value := h.signIn().Session
	w.sessions[value] = []string{"password"}
	if wrong := w.check(); wrong != "" {
		t.Fatal(wrong)
	}
	s := h.session(value)
	s.AAL = 2
	if err := h.db.Tx(t.Context(), func(tx *store.Tx) error { _, err := tx.RenewSession(t.Context(), s.Hash, s); return err }); err != nil {
		t.Fatal(err)
	}
	if w.check() == "" {
		t.Error("it sees nothing")
	}
}
