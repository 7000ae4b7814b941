package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunAccounts holds the stores that open returns to the contract for people, sessions
// and tokens. Each must be empty.
func RunAccounts(t *testing.T, open func(testing.TB) *store.DB) {
	for _, test := range []struct {
		fact string
		run  func(*testing.T, *store.DB)
	}{
		{"APersonComesBackAsTheyWereWritten", personComesBack},
		{"AnAddressBelongsToOnePerson", oneAddress},
		{"ASessionLivesUntilItIsEnded", sessions},
		{"SessionsThatEndedAreForgotten", oldSessions},
		{"ATokenIsItsPersons", tokens},
		{"WhoSeesTheLogSeesWhoCameBefore", logBeforePeople},
	} {
		t.Run(test.fact, func(t *testing.T) {
			t.Parallel()
			test.run(t, open(t))
		})
	}
}

func account(id, email string) store.Account {
	return store.Account{Password: "$argon2id$" + id, Person: news.Person{
		ID: id, Name: "নুসরাত " + id, Email: email, Roles: []news.Role{news.Reporter, news.Admin}, Grants: []news.Grant{{Role: news.DeskEditor, Section: "sport"}}, Desk: "city", Language: news.Bangla,
	}}
}

// hire adds accounts.
func hire(t testing.TB, db *store.DB, accounts ...store.Account) {
	t.Helper()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for _, a := range accounts {
			if err := tx.AddPerson(ctx, a, noon); err != nil {
				return err
			}
		}
		return nil
	})
}

func personComesBack(t *testing.T, db *store.DB) {
	if has, err := db.HasPeople(t.Context()); has || err != nil {
		t.Errorf("before anybody came: %v %v", has, err)
	}
	b, a := account("b", "b@stet.test"), account("a", "a@stet.test")
	hire(t, db, b, a)
	got, err := db.AccountByEmail(t.Context(), "a@stet.test")
	if d := cmp.Diff(a, got); d != "" || err != nil {
		t.Error(d, err)
	}
	if has, err := db.HasPeople(t.Context()); !has || err != nil {
		t.Errorf("after: %v %v", has, err)
	}
	people, err := db.People(t.Context())
	if d := cmp.Diff([]news.Person{a.Person, b.Person}, people); d != "" || err != nil {
		t.Errorf("by name: %s %v", d, err)
	}
	if _, err := db.AccountByEmail(t.Context(), "c@stet.test"); !store.IsNotFound(err) {
		t.Errorf("a stranger: %v", err)
	}
}

func oneAddress(t *testing.T, db *store.DB) {
	hire(t, db, account("a", "a@stet.test"))
	err := db.Tx(t.Context(), func(tx *store.Tx) error {
		return tx.AddPerson(t.Context(), account("b", "a@stet.test"), noon)
	})
	if kindOf(err) != news.Conflict {
		t.Errorf("a second person with the address: %v", err)
	}
}

func sessions(t *testing.T, db *store.DB) {
	a := account("a", "a@stet.test")
	hire(t, db, a)
	ends := noon.Add(12 * time.Hour)
	want := store.Session{
		Hash: "h", ID: "1", Account: a, Created: noon, Seen: noon, Expires: ends, Agent: "A browser", Address: "203.0.113.5", Method: "password", AAL: 1, Fresh: noon, Grace: true,
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.AddSession(ctx, want) })
	got, err := db.Session(t.Context(), "h")
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SeeSession(ctx, "h", noon.Add(time.Hour)) })
	if got, err := db.Session(t.Context(), "h"); err != nil || !got.Seen.Equal(noon.Add(time.Hour)) || !got.Expires.Equal(ends) {
		t.Errorf("seen again: %+v %v", got, err)
	}
	if _, err := db.Token(t.Context(), "h"); !store.IsNotFound(err) {
		t.Errorf("a session is a token too: %v", err)
	}
	for _, want := range []bool{true, false} { // ending what has ended is no mistake
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			ended, err := tx.EndSessionOf(ctx, a.ID, "1")
			if ended != want {
				t.Errorf("ended: %v, want %v", ended, want)
			}
			return err
		})
	}
	if _, err := db.Session(t.Context(), "h"); !store.IsNotFound(err) {
		t.Errorf("after its end: %v", err)
	}
}

func oldSessions(t *testing.T, db *store.DB) {
	a := account("a", "a@stet.test")
	hire(t, db, a)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(
			tx.AddSession(ctx, store.Session{Hash: "old", ID: "1", Account: a, Expires: noon.Add(-time.Microsecond)}),
			tx.AddSession(ctx, store.Session{Hash: "now", ID: "2", Account: a, Expires: noon.Add(time.Hour)}),
			tx.EndOldSessions(ctx, noon),
		)
	})
	if _, err := db.Session(t.Context(), "old"); !store.IsNotFound(err) {
		t.Errorf("the old one: %v", err)
	}
	if _, err := db.Session(t.Context(), "now"); err != nil {
		t.Errorf("the other: %v", err)
	}
}

func tokens(t *testing.T, db *store.DB) {
	a := account("a", "a@stet.test")
	hire(t, db, a)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.AddToken(ctx, store.Token{Hash: "h", ID: "id", Name: "import", Person: a.Person, Scopes: []news.Scope{news.ScopeRead}, Created: noon, Seen: noon, Expires: noon.Add(time.Hour)})
	})
	got, err := db.Token(t.Context(), "h")
	if err != nil || got.Person.ID != "a" || len(got.Person.Roles) != 2 || len(got.Scopes) != 1 || !got.Expires.Equal(noon.Add(time.Hour)) {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := db.Session(t.Context(), "h"); !store.IsNotFound(err) {
		t.Errorf("a token is a session too: %v", err)
	}
}

// logBeforePeople is what the first account of a newsroom rests on: of transactions that
// record and then look for people, only one finds nobody.
func logBeforePeople(t *testing.T, db *store.DB) {
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			err := db.Tx(t.Context(), func(tx *store.Tx) error {
				if _, err := tx.Record(t.Context(), news.Record{At: noon, Actor: nusrat, Verb: news.ManagePeople}); err != nil {
					return err
				}
				if has, err := tx.HasPeople(t.Context()); has || err != nil {
					return err
				}
				return tx.AddPerson(t.Context(), account(fmt.Sprint(i), fmt.Sprintf("p%d@stet.test", i)), noon)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if people, err := db.People(t.Context()); err != nil || len(people) != 1 {
		t.Errorf("%d were first, %v", len(people), err)
	}
}
