package account

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

var noon = time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)

// ledger is what the database does with counts, for the six hours of a test.
type ledger map[string]store.Tries

func (l ledger) try(now time.Time, who, address string) bool {
	all := counters(ofPasswords, who, address, false)
	for _, c := range all {
		if l[c.key].Until.After(now) {
			return false
		}
	}
	for _, c := range all {
		l[c.key] = c.count(l[c.key], now)
	}
	return true
}

func TestAnAccountIsOpenToTenGuessesAnHour(t *testing.T) {
	for _, every := range []time.Duration{0, time.Second, time.Minute, 7 * time.Minute} {
		l := ledger{}
		var at []time.Time
		now, tries := noon, 0
		for now.Before(noon.Add(6*time.Hour)) && tries < 25_000 {
			// Each guess comes from a place of its own.
			if l.try(now, "nusrat@stet.test", fmt.Sprintf("[2001:db8:0:%x::1]:9", tries%65536)) {
				at = append(at, now)
			}
			now, tries = now.Add(every), tries+1
		}
		for i := range at {
			if i >= 10 && at[i].Sub(at[i-10]) < time.Hour {
				t.Errorf("a guess every %s: 11 were looked at from %s to %s", every, at[i-10], at[i])
				break
			}
		}
		if len(at) < freeTries {
			t.Errorf("a guess every %s: %d were looked at", every, len(at))
		}
	}
}

func TestAllStrangersTogetherHaveThreeHundredGuessesAnHour(t *testing.T) {
	l := ledger{}
	looked := 0
	for i := range 40_000 { // in an hour and a half; each at an account and from a place of its own
		if l.try(noon.Add(time.Duration(i)*135*time.Millisecond), fmt.Sprintf("p%d@stet.test", i), fmt.Sprintf("[2001:db8:0:%x::1]:9", i)) {
			looked++
		}
	}
	if looked < 300 || looked > 650 {
		t.Errorf("%d were looked at", looked)
	}
}

// shared are two processes with one database.
func shared(t *testing.T, db *store.DB, f func(t *testing.T, here, there *Accounts)) {
	t.Helper()
	f(t, New(db, Options{Memory: 64}), New(db, Options{Memory: 64}))
}

func onBoth(t *testing.T, f func(t *testing.T, here, there *Accounts)) {
	t.Run("SQLite", func(t *testing.T) { shared(t, storetest.SQLite(t), f) })
	t.Run("Postgres", func(t *testing.T) { shared(t, storetest.Postgres(t), f) })
}

func waits(t *testing.T, a *Accounts, who, address string) bool {
	t.Helper()
	err := a.try(t.Context(), ofPasswords, who, address)
	if e, ok := err.(*news.Error); err != nil && (!ok || e.Kind != news.TooMany) { //nolint:errorlint // it is returned as it is
		t.Fatal(err)
	}
	return err != nil
}

func TestGuessesFromElsewhereDoNotHoldUpWhoIsKnown(t *testing.T) {
	onBoth(t, func(t *testing.T, here, there *Accounts) {
		waits(t, here, "nusrat@stet.test", "10.0.0.1:1")
		if err := here.succeeded(t.Context(), ofPasswords, "nusrat@stet.test", "10.0.0.1:1"); err != nil {
			t.Fatal(err)
		}
		looked := 0
		for i := range 20 { // half of the guesses at each process
			if !waits(t, []*Accounts{here, there}[i%2], "nusrat@stet.test", fmt.Sprintf("10.0.1.%d:1", i)) {
				looked++
			}
		}
		if looked != freeTries {
			t.Errorf("two processes looked at %d guesses", looked)
		}
		if !waits(t, there, "nusrat@stet.test", "10.0.0.9:1") {
			t.Error("a stranger does not wait")
		}
		if waits(t, there, "nusrat@stet.test", "10.0.0.1:2") {
			t.Error("somebody waits who signed in from there before")
		}
		for range freeTries {
			waits(t, here, "nusrat@stet.test", "10.0.0.1:3")
		}
		if !waits(t, there, "nusrat@stet.test", "10.0.0.1:3") {
			t.Error("at a known address there is no end of guesses")
		}
	})
}

func TestOneAddressCannotTryEveryAccount(t *testing.T) {
	for _, address := range []string{"203.0.113.5:%d", "[2001:db8::%x]:1", "[::ffff:203.0.113.5]:%d"} {
		shared(t, storetest.SQLite(t), func(t *testing.T, here, there *Accounts) {
			looked := 0
			for i := range 40 {
				if !waits(t, []*Accounts{here, there}[i%2], fmt.Sprintf("p%d@stet.test", i), fmt.Sprintf(address, i+1)) {
					looked++
				}
			}
			if looked != freeTries*manyPeople {
				t.Errorf("%s: %d were looked at", address, looked)
			}
			// Those who know their password clear the way for the others behind the address.
			if err := here.succeeded(t.Context(), ofPasswords, "p0@stet.test", fmt.Sprintf(address, 1)); err != nil {
				t.Fatal(err)
			}
			if waits(t, there, "q@stet.test", fmt.Sprintf(address, 2)) {
				t.Errorf("%s: the newsroom behind it waits after one of it signed in", address)
			}
		})
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	onBoth(t, func(t *testing.T, a, _ *Accounts) {
		ctx := t.Context()
		for i := range freeTries {
			waits(t, a, "nusrat@stet.test", fmt.Sprintf("10.0.0.%d:1", i))
		}
		if err := a.db.Tx(ctx, func(tx *store.Tx) error {
			now, err := tx.Now(ctx)
			if err != nil {
				return err
			}
			for i := range 50 { // what a flood of others leaves
				key := hashOf(fmt.Sprint(i))
				if _, err := tx.Tries(ctx, key, now); err != nil {
					return err
				}
				if err := tx.Meet(ctx, key, now); err != nil {
					return err
				}
			}
			return tx.ForgetTries(ctx, now, now.Add(-forgetTries), now.Add(-forgetKnown), 20)
		}); err != nil {
			t.Fatal(err)
		}
		if !waits(t, a, "nusrat@stet.test", "10.0.0.99:1") {
			t.Error("a flood of others made it forget the guesses at an account")
		}
		met := 0
		for i := range 50 {
			if ok, err := a.db.Familiar(ctx, hashOf(fmt.Sprint(i)), noon); err != nil {
				t.Fatal(err)
			} else if ok {
				met++
			}
		}
		if met != 20 {
			t.Errorf("%d places are remembered", met)
		}
	})
}

// What is counted names nobody: who has a copy of the database learns no address of it.
func TestCountsNameNobody(t *testing.T) {
	for _, c := range counters(ofPasswords, "nusrat@stet.test", "203.0.113.5:1", false) {
		if len(c.key) != 64 || strings.Contains(c.key, "nusrat") {
			t.Errorf("a key is %q", c.key)
		}
	}
}
