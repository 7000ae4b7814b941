package account_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
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
	value, who, err := a.SignIn(ctx, " nusrat@stet.test", password, "127.0.0.1:1")
	if err != nil || who.ID != p.ID {
		t.Fatal(who, err)
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
	_, _, wrong := a.SignIn(ctx, "nusrat@stet.test", "not the password!!", "10.0.0.1:1")
	_, _, unknown := a.SignIn(ctx, "nobody@stet.test", "not the password!!", "10.0.0.1:1")
	refused(t, wrong, news.Unauthorised, "do not go together")
	if wrong.Error() != unknown.Error() {
		t.Errorf("%v and %v tell them apart", wrong, unknown)
	}
	var err error
	for range 5 {
		_, _, err = a.SignIn(ctx, "nusrat@stet.test", "not the password!!", "10.0.0.2:1")
	}
	refused(t, err, news.TooMany, "Wait")
	_, _, err = a.SignIn(ctx, "NUSRAT@stet.test", password, "10.0.0.3:1")
	refused(t, err, news.TooMany, "Wait")
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
	a, db := open(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	first := 0
	for _, email := range []string{"a@stet.test", "b@stet.test", "c@stet.test"} {
		wg.Go(func() {
			_, err := a.SetUp(t.Context(), news.Person{Name: "A", Email: email}, password)
			if err == nil {
				mu.Lock()
				first++
				mu.Unlock()
				return
			}
			refused(t, err, news.Conflict, "set up already")
		})
	}
	wg.Wait()
	people, err := db.People(t.Context())
	if err != nil || first != 1 || len(people) != 1 || people[0].May(news.ManagePeople) != nil {
		t.Errorf("%d were first: %v %v", first, people, err)
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
	if _, _, err := a.SignIn(ctx, p.Email, "", "127.0.0.1:1"); err == nil {
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
