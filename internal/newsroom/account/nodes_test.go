package account_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

var arif = news.Person{Name: "Arif Dewan", Email: "arif@stet.test", Roles: []news.Role{news.Admin}}

// What ends somebody's sessions ends them on every machine at once: two Accounts over one
// store are two machines, and neither may keep what it knew.
func TestWhatEndsASessionEndsItOnEveryNode(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { endsEverywhere(t, storetest.SQLite(t)) })
	t.Run("Postgres", func(t *testing.T) { endsEverywhere(t, storetest.Postgres(t)) })
}

// ends is one way for a session to end.
type ends struct {
	event    string
	do       func(t *testing.T, here *account.Accounts, admin, p news.Person, session store.Session) error
	self     bool // the session that it is done in lives on
	tokens   bool // tokens end too
	disabled bool // the old password opens nothing
}

var waysToEnd = []ends{
	{event: "signed out", do: func(t *testing.T, here *account.Accounts, _, p news.Person, s store.Session) error {
		return here.EndSession(t.Context(), p, s.ID)
	}},
	{event: "signed out everywhere else", self: true, do: func(t *testing.T, here *account.Accounts, _, p news.Person, s store.Session) error {
		return here.EndOtherSessions(t.Context(), p, s.ID)
	}},
	{event: "another role", tokens: true, do: func(t *testing.T, here *account.Accounts, admin, p news.Person, _ store.Session) error {
		p.Roles = []news.Role{news.SubEditor}
		return here.SetRoles(t.Context(), admin, p)
	}},
	{event: "a role at a place", tokens: true, do: func(t *testing.T, here *account.Accounts, admin, p news.Person, _ store.Session) error {
		p.Grants = []news.Grant{{Role: news.DeskEditor, Desk: "city"}}
		return here.SetRoles(t.Context(), admin, p)
	}},
	{event: "signed out by an administrator", tokens: true, do: func(t *testing.T, here *account.Accounts, admin, p news.Person, _ store.Session) error {
		return here.SignOutEverywhere(t.Context(), admin, p.ID)
	}},
	{event: "the second factors reset", tokens: true, do: func(t *testing.T, here *account.Accounts, admin, p news.Person, _ store.Session) error {
		return here.ResetFactors(t.Context(), admin, p.ID)
	}},
	{event: "another password by a link", tokens: true, disabled: true, do: func(t *testing.T, here *account.Accounts, admin, p news.Person, _ store.Session) error {
		link, err := here.InviteAgain(t.Context(), admin, p.ID)
		if err == nil {
			_, err = here.Join(t.Context(), link, "kite salt monsoon brick", at("10.0.0.1:1"))
		}
		return err
	}},
	{event: "another password", tokens: true, disabled: true, do: func(t *testing.T, here *account.Accounts, _, p news.Person, s store.Session) error {
		_, err := here.ChangePassword(t.Context(), s, password, "kite salt monsoon brick", at("10.0.0.1:1"))
		return err // the session goes on under a new secret
	}},
	{event: "disabled", tokens: true, disabled: true, do: func(t *testing.T, here *account.Accounts, admin, p news.Person, _ store.Session) error {
		return here.Disable(t.Context(), admin, p.ID)
	}},
	{event: "disabled and enabled again", tokens: true, do: func(t *testing.T, here *account.Accounts, admin, p news.Person, _ store.Session) error {
		if err := here.Disable(t.Context(), admin, p.ID); err != nil {
			return err
		}
		return here.Enable(t.Context(), admin, p.ID)
	}},
}

func endsEverywhere(t *testing.T, db *store.DB) {
	here, there := account.New(db, account.Options{Memory: 64}), account.New(db, account.Options{Memory: 64})
	ctx := t.Context()
	admin, err := here.Create(ctx, arif, password)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Tx(ctx, func(tx *store.Tx) error { return tx.SaveHouse(ctx, aHouse) }); err != nil {
		t.Fatal(err)
	}
	for i, way := range waysToEnd {
		t.Run(way.event, func(t *testing.T) {
			p := nusrat
			p.Email = string(rune('a'+i)) + "@stet.test"
			if p, err = here.Create(ctx, p, password); err != nil {
				t.Fatal(err)
			}
			var secrets []string
			for _, node := range []*account.Accounts{here, there} {
				e, err := node.SignIn(ctx, p.Email, password, at("10.0.0.1:1"))
				if err != nil {
					t.Fatal(err)
				}
				secrets = append(secrets, e.Session)
			}
			token, err := there.CreateToken(ctx, p, "import", time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			known := func(node *account.Accounts, secret string) bool {
				return who(node, "GET", "http://desk.example/n", "Cookie", "stet="+secret) == p.Name
			}
			opens := func(node *account.Accounts) bool {
				return who(node, "GET", "http://desk.example/api/v1/x", "Authorization", "Bearer "+token) == p.Name
			}
			for _, node := range []*account.Accounts{here, there} {
				if !known(node, secrets[0]) || !known(node, secrets[1]) || !opens(node) {
					t.Fatal("it was not open before")
				}
			}
			sessions, err := here.Sessions(ctx, p.ID)
			if err != nil || len(sessions) != 2 {
				t.Fatal(sessions, err)
			}
			session := sessions[0]
			if sessions[0].Created.Before(sessions[1].Created) {
				session = sessions[1] // the second one
			}
			began := time.Now()
			if err := way.do(t, here, admin, p, session); err != nil {
				t.Fatal(err)
			}
			for _, node := range []*account.Accounts{here, there} {
				first := way.event == "signed out" // only the second session ends
				if known(node, secrets[0]) != first || known(node, secrets[1]) != way.self {
					t.Errorf("the first session is known: %v, the second: %v", known(node, secrets[0]), known(node, secrets[1]))
				}
				if opens(node) == way.tokens {
					t.Errorf("the token opens: %v", opens(node))
				}
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
			if _, err := there.SignIn(ctx, p.Email, password, at("10.0.0.1:1")); (err != nil) != way.disabled {
				t.Errorf("signing in again: %v", err)
			}
		})
	}
	if _, err := db.VerifyLog(ctx); err != nil {
		t.Error(err)
	}
}

var aHouse = news.House{
	Names: map[news.Language]string{news.English: "The Padma Courier"}, Languages: []news.Language{news.English}, Zone: "Asia/Dhaka", URL: "http://127.0.0.1:1",
	Sections: []news.Section{{Slug: "sport", Names: map[news.Language]string{news.English: "Sport"}}}, Desks: []news.Desk{{Slug: "city", Name: "City Desk"}},
}

func TestTheLastAdministratorStays(t *testing.T) {
	a, db := open(t)
	ctx := t.Context()
	admin, err := a.Create(ctx, arif, password)
	if err != nil {
		t.Fatal(err)
	}
	demoted := admin
	demoted.Roles = []news.Role{news.Reporter}
	refused(t, a.SetRoles(ctx, admin, demoted), news.Conflict, "last administrator")
	other := arif
	other.Email = "second@stet.test"
	if other, err = a.Create(ctx, other, password); err != nil {
		t.Fatal(err)
	}
	if err := a.SetRoles(ctx, other, demoted); err != nil {
		t.Error(err)
	}
	refused(t, a.Disable(ctx, other, other.ID), news.Conflict, "cannot disable yourself")
	refused(t, a.Disable(ctx, admin, other.ID), news.Conflict, "last administrator") // as who was one when they asked
	stale := other
	stale.Acting.Stale = true
	refused(t, a.Disable(ctx, stale, admin.ID), news.Unproved, "prove once more")
	refused(t, a.Disable(ctx, demoted, other.ID), news.Forbidden, "may not manage people")
	demoted.Grants = []news.Grant{{Role: news.Admin, Desk: "city"}}
	refused(t, a.SetRoles(ctx, other, demoted), news.Invalid, "cannot be held")
	if _, err := db.VerifyLog(ctx); err != nil {
		t.Error(err)
	}
}
