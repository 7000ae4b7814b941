package account_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

const password = "boat river lantern rice"

var nusrat = news.Person{Name: "Nusrat Karim", Email: "Nusrat@Stet.test", Roles: []news.Role{news.Reporter}}

func open(t testing.TB) (*account.Accounts, *store.DB) {
	db := storetest.SQLite(t)
	return account.New(db, account.Options{Memory: 64}), db
}

func at(address string) account.From { return account.From{Agent: "Test", Address: address} }

func refused(t *testing.T, err error, kind news.Kind, says string) {
	t.Helper()
	e, ok := errors.AsType[*news.Error](err)
	if !ok || e.Kind != kind || !strings.Contains(e.Message, says) {
		t.Errorf("got %v, want %s: …%s…", err, kind, says)
	}
}

func TestWhoSignsInIsKnownUntilTheySignOut(t *testing.T) {
	a, _ := open(t)
	ctx := t.Context()
	p, err := a.Create(ctx, nusrat, password)
	if err != nil {
		t.Fatal(err)
	}
	entry, err := a.SignIn(ctx, " nusrat@stet.test", password, at("127.0.0.1:1"))
	value := entry.Session
	if err != nil || entry.Person.ID != p.ID {
		t.Fatal(entry, err)
	}
	me := func(cookie string) string {
		name := ""
		h := a.Protect(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			p, _ := account.Of(r.Context())
			name = p.Name
		}))
		r := httptest.NewRequest("GET", "/n", nil)
		r.AddCookie(&http.Cookie{Name: "stet", Value: cookie})
		h.ServeHTTP(httptest.NewRecorder(), r)
		return name
	}
	if me(value) != "Nusrat Karim" || me("x"+value) != "" || me("") != "" {
		t.Error("a session is not its secret")
	}
	if err := a.SignOut(ctx, value); err != nil || me(value) != "" {
		t.Errorf("still known after signing out, %v", err)
	}
}

func TestAWrongPasswordAndAnUnknownAddressAreOneAnswerAndThenAWait(t *testing.T) {
	a, _ := open(t)
	ctx := t.Context()
	if _, err := a.Create(ctx, nusrat, password); err != nil {
		t.Fatal(err)
	}
	_, wrong := a.SignIn(ctx, "nusrat@stet.test", "not the password!!", at("10.0.0.1:1"))
	_, unknown := a.SignIn(ctx, "nobody@stet.test", "not the password!!", at("10.0.0.1:1"))
	refused(t, wrong, news.Unauthorised, "do not go together")
	if wrong.Error() != unknown.Error() {
		t.Errorf("%v and %v tell them apart", wrong, unknown)
	}
	var err error
	for range 5 {
		_, err = a.SignIn(ctx, "nusrat@stet.test", "not the password!!", at("10.0.0.2:1"))
	}
	refused(t, err, news.TooMany, "Wait")
	_, err = a.SignIn(ctx, "NUSRAT@stet.test", password, at("10.0.0.3:1"))
	refused(t, err, news.TooMany, "Wait")
}

func TestGuessesAtOnceAreAllCounted(t *testing.T) {
	a := account.New(storetest.SQLite(t), account.Options{Memory: 4 << 10})
	var looked atomic.Int64
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			_, err := a.SignIn(t.Context(), "nusrat@stet.test", "not the password!!", at(fmt.Sprintf("10.0.%d.1:1", i)))
			if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.Unauthorised {
				looked.Add(1)
			}
		})
	}
	wg.Wait()
	if n := looked.Load(); n > 10 {
		t.Errorf("%d of 60 guesses at once were looked at", n)
	}
}

func TestASessionEndsTwelveHoursAfterSignInOrAnHourWithoutARequest(t *testing.T) {
	a, db := open(t)
	ctx := t.Context()
	p, err := a.Create(ctx, nusrat, password)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for value, tt := range map[string]struct {
		began, seen time.Time
		known       bool
	}{
		"fresh":     {now, now, true},
		"quiet":     {now.Add(-2 * time.Hour), now.Add(-59 * time.Minute), true},
		"idle":      {now.Add(-2 * time.Hour), now.Add(-61 * time.Minute), false},
		"almost":    {now.Add(-12*time.Hour + time.Minute), now, true},
		"yesterday": {now.Add(-12*time.Hour - time.Second), now, false},
	} {
		sum := sha256.Sum256([]byte(value))
		k := store.Session{
			Hash: hex.EncodeToString(sum[:]), ID: value, Account: store.Account{Person: p}, Created: tt.began, Seen: tt.seen, Expires: tt.began.Add(12 * time.Hour),
		}
		if err := db.Tx(ctx, func(tx *store.Tx) error { return tx.AddSession(ctx, k) }); err != nil {
			t.Fatal(err)
		}
		if known := who(a, "GET", "http://desk.example/n", "Cookie", "stet="+value) == p.Name; known != tt.known {
			t.Errorf("%s: known %v", value, known)
		}
		if after, err := db.Session(ctx, k.Hash); err != nil || tt.known && time.Since(after.Seen) > time.Minute || !after.Expires.Equal(k.Expires.Truncate(time.Microsecond)) {
			t.Errorf("%s: seen %s, ends %s, %v", value, after.Seen, after.Expires, err)
		}
	}
}

// who returns who a handler behind the guard sees, "" for nobody, or the status of a
// refusal.
func who(a *account.Accounts, method, url string, headers ...string) (name string) {
	r := httptest.NewRequest(method, url, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	a.Protect(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		p, _ := account.Of(r.Context())
		name = p.Name
	})).ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return fmt.Sprint(w.Code)
	}
	return name
}

func TestOverHTTPSTheCookieIsOneThatNoOtherHostCanSet(t *testing.T) {
	db := storetest.SQLite(t)
	for origin, want := range map[string]string{
		"https://desk.example": "__Host-stet=v; Path=/; Max-Age=43200; HttpOnly; Secure; SameSite=Lax",
		"":                     "stet=v; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax",
	} {
		a := account.New(db, account.Options{Memory: 64, Origin: origin})
		w := httptest.NewRecorder()
		a.SetCookie(w, httptest.NewRequest("GET", "http://desk.example/", nil), "v")
		if got := w.Header().Get("Set-Cookie"); got != want {
			t.Errorf("%q: %s", origin, got)
		}
		// What no other host can set is not taken from where any can.
		r := httptest.NewRequest("GET", "http://desk.example/", nil)
		r.Header.Set("Cookie", "stet=planted; __Host-stet=ours")
		if got := a.ClearCookie(httptest.NewRecorder(), r); (got == "ours") != (origin != "") {
			t.Errorf("%q: the session is %q", origin, got)
		}
	}
}

func TestBehindAProxyEachIsKnownByTheirOwnAddress(t *testing.T) {
	db := storetest.SQLite(t)
	for _, tt := range []struct{ origin, peer, said, want string }{
		{"https://desk.example", "127.0.0.1:5", "6.6.6.6, 203.0.113.5", "203.0.113.5:0"},
		{"https://desk.example", "[::1]:5", "2001:db8::7", "[2001:db8::7]:0"},
		{"https://desk.example", "127.0.0.1:5", "", "127.0.0.1:5"},
		{"https://desk.example", "127.0.0.1:5", "203.0.113.5, nonsense", "127.0.0.1:5"},
		{"https://desk.example", "198.51.100.2:5", "203.0.113.5", "198.51.100.2:5"},
		{"", "127.0.0.1:5", "203.0.113.5", "127.0.0.1:5"},
	} {
		r := httptest.NewRequest("GET", "http://desk.example/n", nil)
		r.RemoteAddr = tt.peer
		r.Header.Set("X-Forwarded-For", tt.said)
		got := ""
		account.New(db, account.Options{Memory: 64, Origin: tt.origin}).Protect(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			got = r.RemoteAddr
		})).ServeHTTP(httptest.NewRecorder(), r)
		if got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
}

func TestATokenOpensTheAPIOnlyAndNoBrowserCanBeMadeToUseIt(t *testing.T) {
	a, _ := open(t)
	p, err := a.Create(t.Context(), nusrat, "")
	if err != nil {
		t.Fatal(err)
	}
	token, err := a.CreateToken(t.Context(), p, "import", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ method, path, cookie, want string }{
		{"POST", "/api/v1/stories", "", p.Name},
		{"GET", "/n", "", "403"},
		{"POST", "/n/people", "", "403"},
		{"POST", "/api", "", "403"},
		{"POST", "/apis/", "", "403"},
		{"GET", "/api/v1/stories", "stet=x", p.Name},
		{"POST", "/api/v1/stories", "stet=x", "403"},
	} {
		headers := []string{"Authorization", "Bearer " + token}
		if tt.cookie != "" {
			headers = append(headers, "Cookie", tt.cookie)
		}
		if got := who(a, tt.method, "http://desk.example"+tt.path, headers...); got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
}

func TestWhatIsNoAddressIsOnlyWrong(t *testing.T) {
	a, _ := open(t)
	for _, email := range []string{"", "\x00", "a\xff@stet.test", strings.Repeat("a", 5_000) + "@stet.test"} {
		_, err := a.SignIn(t.Context(), email, password, at("10.0.0.1:1"))
		refused(t, err, news.Unauthorised, "do not go together")
	}
}

func TestAWeakPasswordIsRefusedInASentence(t *testing.T) {
	a, _ := open(t)
	for p, says := range map[string]string{
		"short": "needs 15", strings.Repeat("a", 20): "too easy", "nusrat karim 12": "too easy", strings.Repeat("long ", 300): "longer than",
	} {
		_, err := a.Create(t.Context(), nusrat, p)
		refused(t, err, news.Invalid, says)
	}
	_, err := a.Create(t.Context(), news.Person{Name: "X", Email: "not an address", Roles: nusrat.Roles}, password)
	refused(t, err, news.Invalid, "not an e-mail address")
}

func TestOnlyOneCanBeTheFirst(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { onlyOneFirst(t, storetest.SQLite(t)) })
	t.Run("Postgres", func(t *testing.T) { onlyOneFirst(t, storetest.Postgres(t)) })
}

func onlyOneFirst(t *testing.T, db *store.DB) {
	a := account.New(db, account.Options{Memory: 64})
	var wg sync.WaitGroup
	var first atomic.Int64
	for i := range 16 {
		wg.Go(func() {
			if _, err := a.SetUp(t.Context(), news.Person{Name: "A", Email: fmt.Sprintf("p%d@stet.test", i)}, password); err == nil {
				first.Add(1)
			} else {
				refused(t, err, news.Conflict, "")
			}
		})
	}
	wg.Wait()
	people, err := db.People(t.Context())
	if err != nil || first.Load() != 1 || len(people) != 1 || people[0].May(news.ManagePeople) != nil {
		t.Errorf("%d were first: %v %v", first.Load(), people, err)
	}
	_, err = a.SetUp(t.Context(), news.Person{Name: "A", Email: "late@stet.test"}, password)
	refused(t, err, news.Conflict, "set up already")
	if n, err := db.VerifyLog(t.Context()); n != 1 || err != nil {
		t.Errorf("the log has %d records, %v", n, err)
	}
}

func TestATokenOpensWhatItsPersonMayUntilItEnds(t *testing.T) {
	a, _ := open(t)
	ctx := t.Context()
	p, err := a.Create(ctx, nusrat, "")
	if err != nil {
		t.Fatal(err)
	}
	long, err := a.CreateToken(ctx, p, "import", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	short, err := a.CreateToken(ctx, p, "import", time.Nanosecond)
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]int{"Bearer " + long: 200, "Bearer " + short: 401, "Bearer x": 401, "Basic x": 401, "": 200} {
		r := httptest.NewRequest("POST", "/api/v1/stories", nil)
		if header != "" {
			r.Header.Set("Authorization", header)
		}
		w := httptest.NewRecorder()
		a.Protect(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if _, known := account.Of(r.Context()); known != (header == "Bearer "+long) {
				t.Errorf("%.12s: known %v", header, known)
			}
		})).ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%.12s: %d, want %d", header, w.Code, want)
		}
	}
	if _, err := a.SignIn(ctx, p.Email, "", at("127.0.0.1:1")); err == nil {
		t.Error("an account without a password was opened with an empty one")
	}
}

func TestAnotherSiteCannotMakeABrowserChangeAnything(t *testing.T) {
	a, _ := open(t)
	for _, tt := range []struct {
		fact    string
		headers map[string]string
		want    int
	}{
		{"our own form", map[string]string{"Origin": "http://desk.example", "Sec-Fetch-Site": "same-origin", "Cookie": "stet=x"}, 200},
		{"another site", map[string]string{"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", "Cookie": "stet=x"}, 403},
		{"a sister site", map[string]string{"Origin": "http://www.example", "Sec-Fetch-Site": "same-site", "Cookie": "stet=x"}, 403},
		{"an old browser that says nothing", map[string]string{"Cookie": "stet=x"}, 403},
		{"another scheme", map[string]string{"Origin": "https://desk.example", "Cookie": "stet=x"}, 403},
		{"a name in the origin", map[string]string{"Origin": "http://user@desk.example", "Cookie": "stet=x"}, 403},
		{"no origin to speak of", map[string]string{"Origin": "null", "Cookie": "stet=x"}, 403},
		{"a program without a cookie", map[string]string{}, 200},
	} {
		r := httptest.NewRequest("POST", "http://desk.example/n/stories", nil)
		for k, v := range tt.headers {
			r.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		a.Protect(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})).ServeHTTP(w, r)
		if w.Code != tt.want {
			t.Errorf("%s: %d, want %d", tt.fact, w.Code, tt.want)
		}
	}
}

// whoIs calls f with the context that a handler gets in the session.
func whoIs(a *account.Accounts, secret string, f func(context.Context)) {
	r := httptest.NewRequest("GET", "http://desk.example/n/me/factors", nil)
	r.AddCookie(&http.Cookie{Name: "stet", Value: secret})
	a.Protect(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { f(r.Context()) })).ServeHTTP(httptest.NewRecorder(), r)
}
