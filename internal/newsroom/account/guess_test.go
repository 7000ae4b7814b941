package account_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store/storetest"
)

// guises are one address as a guesser writes it, so that each looks like another.
var guises = []func(int) string{
	func(int) string { return "nusrat@stet.test" },
	func(int) string { return "NUSRAT@Stet.Test" },
	func(int) string { return "  nusrat@stet.test\t" },
	func(int) string { return "Nusrat@stet.test\u00a0" },
	func(i int) string { return "nusrat@stet.test\x00" + fmt.Sprint(i) },
	func(i int) string { return "nus.rat+" + fmt.Sprint(i) + "@stet.test" },
	func(int) string { return "nuѕrat@stet.test" }, // a Cyrillic letter
	func(int) string { return "nusrat@stet.test." },
	func(int) string { return "\"nusrat\"@stet.test" },
}

// TestNoGuiseOfAnAddressGetsMoreGuesses sends guesses through the guard, from everywhere and
// under every guise: at the account itself ten are looked at in an hour, and its person gets
// in with a passkey all the time. -long sends a hundred thousand.
func TestNoGuiseOfAnAddressGetsMoreGuesses(t *testing.T) {
	a := account.New(storetest.SQLite(t), account.Options{Memory: 64, Origin: "https://desk.example"})
	h := &house{T: t, Accounts: a}
	h.db = a.Store()
	p, err := a.Create(t.Context(), nusrat, password)
	if err != nil {
		t.Fatal(err)
	}
	h.p = p
	s := h.session(h.signIn().Session)
	d := newDevice(t)
	offer, err := h.OfferPasskey(t.Context(), s, desk)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.AcceptPasskey(t.Context(), s, "Phone", d.create(offer)); err != nil {
		t.Fatal(err)
	}
	guesses := 400
	if *long {
		guesses = 100_000
	}
	var looked, entered int
	guess := a.Protect(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, err := a.SignIn(r.Context(), r.FormValue("email"), "not the password!!", account.FromRequest(r))
		e, ok := errors.AsType[*news.Error](err)
		switch clean := strings.ToLower(strings.TrimSpace(r.FormValue("email"))); {
		case err == nil:
			entered++
		case ok && e.Kind == news.Unauthorised && clean == "nusrat@stet.test":
			looked++
		}
	}))
	for i := range guesses {
		r := httptest.NewRequest("POST", "https://desk.example/n/sign-in", nil)
		r.Form = map[string][]string{"email": {guises[i%len(guises)](i)}}
		r.RemoteAddr = "127.0.0.1:9" // the proxy, which says the last of the addresses
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.0.0.%d, 2001:db8:%x:%x::%x", i%256, i>>16, i&0xffff, i))
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		guess.ServeHTTP(httptest.NewRecorder(), r)
		if i%(guesses/20) == 0 {
			c, err := a.AskPasskey(t.Context(), desk, "", "")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := a.SignInWithPasskey(t.Context(), d.use(c), at("198.51.100.7:1")); err != nil {
				t.Errorf("after %d guesses the person is held up: %v", i, err)
			}
		}
	}
	if t.Logf("%d guesses, %d looked at", guesses, looked); entered > 0 || looked > 10 || looked < 4 {
		t.Errorf("%d guesses at the account were looked at, %d got in", looked, entered)
	}
}

// TestWhoWorksHereIsNotToBeTimed compares how long a wrong password takes at an address that
// is known and at one that is not, in turn: Welch's t. -long takes a thousand of each, at the
// cost that people get.
func TestWhoWorksHereIsNotToBeTimed(t *testing.T) {
	n, o := 60, account.Options{Memory: 1 << 10}
	if *long {
		n, o = 1000, account.Options{}
	}
	a := account.New(storetest.SQLite(t), o)
	if _, err := a.Create(t.Context(), nusrat, password); err != nil {
		t.Fatal(err)
	}
	w := &walk{t: t, db: a.Store()}
	var took [2][]float64
	for i := range 2 * n {
		which := (i + i/2) % 2 // in turn, each first as often
		email := []string{"nusrat@stet.test", "nobody@stet.test"}[which]
		if i%4 == 0 {
			w.forget()
		}
		began := time.Now()
		_, err := a.SignIn(t.Context(), email, "not the password!!", at(fmt.Sprintf("10.%d.%d.1:1", i/256, i%256)))
		took[which] = append(took[which], float64(time.Since(began)))
		refused(t, err, news.Unauthorised, "do not go together")
	}
	welch := welchT(took[0], took[1])
	t.Logf("t = %.2f of %d each", welch, n)
	if most := 4.5; math.Abs(welch) > most {
		t.Errorf("t = %.2f: they can be told apart", welch)
	}
	// What it could see: a hash that is left out.
	for i := range took[1] {
		took[1][i] *= 0.5 + 0.1*rand.Float64() //nolint:gosec // noise
	}
	if math.Abs(welchT(took[0], took[1])) < 4.5 {
		t.Error("the comparison sees nothing")
	}
}

// welchT is how far two means are apart, by what they scatter. The slowest tenth of each is
// left out: it is of the machine.
func welchT(a, b []float64) float64 {
	m, v, n := moments(a)
	m2, v2, n2 := moments(b)
	return (m - m2) / math.Sqrt(v/n+v2/n2)
}

func moments(all []float64) (mean, variance, n float64) {
	sorted := slices.Clone(all)
	slices.Sort(sorted)
	kept := sorted[:len(sorted)*9/10]
	for _, x := range kept {
		mean += x
	}
	n = float64(len(kept))
	mean /= n
	for _, x := range kept {
		variance += (x - mean) * (x - mean)
	}
	return mean, variance / (n - 1), n
}

// Whoever asks for a challenge learns nothing of who works here: it is asked of nobody.
func TestAChallengeSaysNothingOfWhoWorksHere(t *testing.T) {
	h := newHouse(t)
	var wg sync.WaitGroup
	sizes := make([]int, 20)
	for i := range sizes {
		wg.Go(func() {
			c, err := h.AskPasskey(t.Context(), desk, "", "")
			if err != nil || strings.Contains(string(c.Options), "allowCredentials") {
				t.Errorf("%s %v", c.Options, err)
			}
			sizes[i] = len(c.Options)
		})
	}
	wg.Wait()
	for _, size := range sizes {
		if size != sizes[0] {
			t.Errorf("challenges are not alike: %v", sizes)
		}
	}
}
