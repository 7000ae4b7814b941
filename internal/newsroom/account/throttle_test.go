package account

import (
	"fmt"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)

func TestAnAccountIsOpenToTenGuessesAnHour(t *testing.T) {
	for _, every := range []time.Duration{0, time.Second, time.Minute, 7 * time.Minute} {
		var th throttle
		var at []time.Time
		now, tries := noon, 0
		for now.Before(noon.Add(6*time.Hour)) && tries < 100_000 {
			// Each guess comes from a place of its own.
			if th.begin(now, "nusrat@stet.test", fmt.Sprintf("[2001:db8:0:%x::1]:9", tries%65536)) == 0 {
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

func TestGuessesFromElsewhereDoNotHoldUpWhoIsKnown(t *testing.T) {
	var th throttle
	th.begin(noon, "nusrat@stet.test", "10.0.0.1:1")
	th.succeeded(noon, "nusrat@stet.test", "10.0.0.1:1")
	for i := range 50 {
		th.begin(noon, "nusrat@stet.test", fmt.Sprintf("10.0.1.%d:1", i))
	}
	if wait := th.begin(noon, "nusrat@stet.test", "10.0.0.9:1"); wait == 0 {
		t.Error("a stranger does not wait")
	}
	if wait := th.begin(noon, "nusrat@stet.test", "10.0.0.1:2"); wait != 0 {
		t.Errorf("somebody who signed in from there before waits %s", wait)
	}
	for range freeTries {
		th.begin(noon, "nusrat@stet.test", "10.0.0.1:3")
	}
	if wait := th.begin(noon, "nusrat@stet.test", "10.0.0.1:3"); wait == 0 {
		t.Error("at a known address there is no end of guesses")
	}
}

func TestOneAddressCannotTryEveryAccount(t *testing.T) {
	for _, address := range []string{"203.0.113.5:%d", "[2001:db8::%x]:1", "[::ffff:203.0.113.5]:%d"} {
		var th throttle
		looked := 0
		for i := range 200 {
			if th.begin(noon, fmt.Sprintf("p%d@stet.test", i), fmt.Sprintf(address, i+1)) == 0 {
				looked++
			}
		}
		if looked != freeTries*manyPeople {
			t.Errorf("%s: %d were looked at", address, looked)
		}
		// Those who know their password clear the way for the others behind the address.
		if th.succeeded(noon, "p0@stet.test", fmt.Sprintf(address, 1)); th.begin(noon, "q@stet.test", fmt.Sprintf(address, 2)) != 0 {
			t.Errorf("%s: the newsroom behind it waits after one of it signed in", address)
		}
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	var th throttle
	for i := range freeTries {
		th.begin(noon, "nusrat@stet.test", fmt.Sprintf("10.0.0.%d:1", i))
	}
	for i := range 3 * mostTracked {
		th.begin(noon, fmt.Sprintf("p%d@stet.test", i), fmt.Sprintf("10.%d.%d.%d:1", 1+i>>16, i>>8&255, i&255))
	}
	if len(th.tries) > mostTracked+2 {
		t.Errorf("%d tries are remembered", len(th.tries))
	}
	if th.begin(noon.Add(time.Second), "nusrat@stet.test", "10.0.0.99:1") == 0 {
		t.Error("a flood of others made it forget the guesses at an account")
	}
}
