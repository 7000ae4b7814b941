package api_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/api"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/presence"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// node is one process that serves the newsroom of a store.
type node struct {
	*account.Accounts
	url string
}

func newNode(t *testing.T, db *store.DB) node {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	room, accounts := presence.New(db, func() {}), account.New(db, account.Options{Memory: 64})
	go room.Run(ctx, nil)
	srv := httptest.NewServer(accounts.Protect(api.New(api.Parts{DB: db, Desk: desk.New(db, func() {}), Presence: room})))
	t.Cleanup(srv.Close)
	t.Cleanup(stop)
	return node{accounts, srv.URL + "/api/v1/stream"}
}

// stream opens a stream and returns what is closed when it ends.
func (n node) stream(t *testing.T, header, value string) <-chan struct{} {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, n.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set(header, value)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("a stream is answered with %d", res.StatusCode)
	}
	lines := bufio.NewScanner(res.Body)
	if !lines.Scan() {
		t.Fatal("a stream says nothing")
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer res.Body.Close()
		for lines.Scan() { //nolint:revive // what it says is of no matter
		}
	}()
	return ended
}

// What ends a session ends what is open in it, in whatever process, within a second; it ends
// nothing else.
func TestStreamsAreCutWithinASecondOfTheirSession(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { streamsAreCut(t, storetest.SQLite(t)) })
	t.Run("Postgres", func(t *testing.T) { streamsAreCut(t, storetest.Postgres(t)) })
}

func streamsAreCut(t *testing.T, db *store.DB) {
	ctx := t.Context()
	here, there := newNode(t, db), newNode(t, db)
	person := func(email string) news.Person {
		p, err := here.Create(ctx, news.Person{Name: "Nusrat Karim", Email: email, Roles: []news.Role{news.Reporter}}, password)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	signIn := func(p news.Person) string {
		e, err := here.SignIn(ctx, p.Email, password, account.From{Address: "10.0.0.1:1"})
		if err != nil {
			t.Fatal(err)
		}
		return "stet=" + e.Session
	}
	bystander := person("bystander@stet.test")
	others := there.stream(t, "Cookie", signIn(bystander))
	for _, tt := range []struct {
		event string
		end   func(p news.Person, session store.Session) error
	}{
		{"signed out", func(p news.Person, s store.Session) error { return here.EndSession(ctx, p, s.ID) }},
		{"signed out by an administrator", func(p news.Person, _ store.Session) error { return here.SignOutEverywhere(ctx, account.Console, p.ID) }},
		{"disabled", func(p news.Person, _ store.Session) error { return here.Disable(ctx, account.Console, p.ID) }},
		{"another role", func(p news.Person, _ store.Session) error {
			p.Roles = []news.Role{news.SubEditor}
			return here.SetRoles(ctx, account.Console, p)
		}},
	} {
		t.Run(tt.event, func(t *testing.T) {
			if tt.event == "disabled" || tt.event == "another role" { // somebody must stay who manages people
				if _, err := here.Create(ctx, news.Person{Name: "A", Email: tt.event[:4] + "@admin.test", Roles: []news.Role{news.Admin}}, ""); err != nil {
					t.Fatal(err)
				}
			}
			p := person(tt.event[:3] + tt.event[len(tt.event)-3:] + "@stet.test")
			cookie := signIn(p)
			sessions, err := here.Sessions(ctx, p.ID)
			if err != nil || len(sessions) != 1 {
				t.Fatal(sessions, err)
			}
			open := []<-chan struct{}{here.stream(t, "Cookie", cookie), there.stream(t, "Cookie", cookie)}
			if tt.event != "signed out" {
				token, err := here.CreateToken(ctx, p, "board", time.Hour)
				if err != nil {
					t.Fatal(err)
				}
				open = append(open, there.stream(t, "Authorization", "Bearer "+token))
			}
			began := time.Now()
			if err := tt.end(p, sessions[0]); err != nil {
				t.Fatal(err)
			}
			late := time.After(time.Minute)
			for i, ended := range open {
				select {
				case <-ended:
				case <-late:
					t.Fatalf("stream %d is open still", i)
				}
			}
			took := time.Since(began) // it is looked at every 0.4 s; the rest is for a machine that is busy
			if t.Logf("they were cut after %s", took); took > 5*time.Second {
				t.Errorf("they were cut after %s", took)
			}
		})
	}
	select {
	case <-others:
		t.Error("somebody else's stream was cut")
	default:
	}
}
