package mailbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// both runs a test with the library's own server and with a real one.
func both(t *testing.T, f func(t *testing.T, w *world)) {
	for name, start := range map[string]func(*testing.T) server{"in memory": inMemory, "dovecot": dovecot} {
		t.Run(name, func(t *testing.T) { f(t, newWorld(t, start(t))) })
	}
}

const office = "office@press.example"

func TestLettersAreTakenOnceFlaggedAndMoved(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		mail := w.mail(t)
		put(t, mail, "INBOX", letter("old", office, "Read long ago", "Old."), imap.FlagSeen)
		put(t, mail, "INBOX", letter("1", office, "River rises", "It rose."))
		id := w.add(w.inbox(""), "river-boat", news.Taking{})
		w.wants(w.try(id), "", id, "River rises v1")
		if got := lies(t, mail, "INBOX"); got != "Read long ago ✓, River rises ✓" {
			t.Error(got)
		}
		// From now on every letter is taken, also one that somebody has read before us.
		put(t, mail, "INBOX", letter("2", office, "Boats leave", "They left."), imap.FlagSeen)
		w.wants(w.try(id), "", id, "Boats leave v1, River rises v1")
		// The same letter by another way, with other lines above it.
		put(t, mail, "INBOX", "Received: from relay.example\r\n"+letter("2", office, "Boats leave", "They left."))
		w.wants(w.try(id), "", id, "Boats leave v1, River rises v1")

		n, err := w.store.Wire(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		n.Taking.Done = "Taken"
		w.change(n)
		put(t, mail, "INBOX", letter("3", office, "Rain ends", "It ended."))
		w.wants(w.try(id), "", id, "Rain ends v1, Boats leave v1, River rises v1")
		if got := lies(t, mail, "Taken"); got != "Rain ends ✓" {
			t.Error(got)
		}
		if got := lies(t, mail, "INBOX"); got != "Read long ago ✓, River rises ✓, Boats leave ✓, Boats leave ✓" {
			t.Error(got)
		}
	})
}

func TestLettersOfThoseWhoAreNotOnTheListAreLeftAndCounted(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		mail := w.mail(t)
		put(t, mail, "INBOX", letter("1", "win@lottery.example", "You won", "Click."))
		put(t, mail, "INBOX", letter("2", "Desk@House.Example", "River rises", "It rose."))
		put(t, mail, "INBOX", letter("3", "office@press.example.evil.example", "Urgent", "Click."))
		put(t, mail, "INBOX", letter("4", office, "Boats leave", "They left."))
		id := w.add(w.inbox("INBOX"), "river-boat", news.Taking{Senders: []string{"@press.example", "desk@house.example"}})
		w.wants(w.try(id), "2 letters of senders who are not on the list were left", id, "Boats leave v1, River rises v1")
		if got := lies(t, mail, "INBOX"); got != "You won, River rises ✓, Urgent, Boats leave ✓" {
			t.Error(got)
		}
		// Somebody new on the list: what they sent, and nobody has read, is taken; what is kept is not kept again.
		n, err := w.store.Wire(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		n.Taking.Senders = append(n.Taking.Senders, "win@lottery.example")
		w.change(n)
		w.wants(w.try(id), "One letter", id, "You won v1, Boats leave v1, River rises v1")
	})
}

func TestAMailboxThatIsAnotherNowIsReadAnewAndNothingIsKeptTwice(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		mail := w.mail(t)
		if err := mail.Create("Press", nil).Wait(); err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			put(t, mail, "Press", letter(fmt.Sprint(i), office, fmt.Sprintf("Story %d", i), "Words."))
		}
		id := w.add(w.inbox("Press"), "river-boat", news.Taking{})
		w.wants(w.try(id), "", id, "Story 2 v1, Story 1 v1, Story 0 v1")
		// The mailbox is made anew: other UIDs for the same letters, and one that came meanwhile and was read by a person.
		if err := mail.Delete("Press").Wait(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(1100 * time.Millisecond) // a server may make the UIDVALIDITY of the second
		if err := mail.Create("Press", nil).Wait(); err != nil {
			t.Fatal(err)
		}
		put(t, mail, "Press", letter("2", office, "Story 2", "Words."))
		put(t, mail, "Press", letter("9", office, "Story 9", "Words."), imap.FlagSeen)
		w.wants(w.try(id), "", id, "Story 9 v1, Story 2 v1, Story 1 v1, Story 0 v1")
	})
}

func TestWhatWasKeptAndNotRememberedIsNotKeptTwice(t *testing.T) {
	w := newWorld(t, inMemory(t))
	mail := w.mail(t)
	put(t, mail, "INBOX", letter("1", office, "River rises", "It rose."))
	id := w.add(w.inbox(""), "river-boat", news.Taking{Done: "Taken"})
	w.wants(w.try(id), "", id, "River rises v1")
	// As a process leaves it that is killed right after it kept the letter.
	err := w.store.Tx(t.Context(), func(tx *store.Tx) error {
		return tx.SaveWireFile(t.Context(), id, store.WireFile{Name: "INBOX", Taken: time.Now()})
	})
	if err != nil {
		t.Fatal(err)
	}
	put(t, mail, "INBOX", letter("1", office, "River rises", "It rose."))
	w.wants(w.try(id), "", id, "River rises v1")
	if got := lies(t, mail, "Taken"); got != "River rises ✓, River rises ✓" {
		t.Error(got)
	}
}

func TestALetterThatCannotBeReadIsRememberedAndTakesNoOtherWithIt(t *testing.T) {
	w := newWorld(t, inMemory(t))
	mail := w.mail(t)
	put(t, mail, "INBOX", letter("1", office, "", ""))
	put(t, mail, "INBOX", letter("2", office, "Too long", strings.Repeat("x", 11<<20)))
	put(t, mail, "INBOX", letter("3", office, "River rises", "It rose."))
	id := w.add(w.inbox(""), "river-boat", news.Taking{})
	w.wants(w.try(id), "Too long: The file is larger than 10 MB", id, "River rises v1")
	bad, err := w.store.WireProblems(t.Context(), id, 10)
	if err != nil || len(bad) != 2 {
		t.Errorf("%+v, %v", bad, err)
	}
	if got := lies(t, mail, "INBOX"); got != ", Too long, River rises ✓" {
		t.Error(got)
	}
}

func TestAMailboxThatCannotBeOpenedSaysWhy(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		id := w.add(w.inbox(""), "wrong", news.Taking{})
		w.wants(w.try(id), "does not let Stet in: the name or the password is wrong", id, "")
		id = w.add(w.inbox("Nowhere"), "river-boat", news.Taking{})
		w.wants(w.try(id), `There is no mailbox "Nowhere"`, id, "")
		// Encryption that begins later is as good.
		put(t, w.mail(t), "INBOX", letter("1", office, "River rises", "It rose."))
		id = w.add(fmt.Sprintf("imap://127.0.0.1:%d", w.plain), "river-boat", news.Taking{})
		w.wants(w.try(id), "", id, "River rises v1")
		// A certificate that nobody vouches for, and a server that is none.
		s := w.server
		s.pool = nil
		other := newWorld(t, s)
		id = other.add(other.inbox(""), "river-boat", news.Taking{})
		other.wants(other.try(id), "certificate", id, "")
	})
}

func TestANewLetterIsTakenAtOnceWhereTheServerHasIDLE(t *testing.T) {
	w := newWorld(t, dovecot(t)) // the library's own server says nothing of what came right before IDLE
	mail := w.mail(t)
	id := w.add(w.inbox(""), "river-boat", news.Taking{})
	w.waitsForLetters(id)
	put(t, mail, "INBOX", letter("1", office, "River rises", "It rose."))
	w.soon(id, "River rises v1")
	put(t, mail, "INBOX", letter("2", office, "Boats leave", "They left."))
	w.soon(id, "Boats leave v1, River rises v1")
}

func TestALetterThatCameWhileTheConnectionWasCutIsTakenSoon(t *testing.T) {
	s := inMemory(t)
	mail := s.mail(t)
	between := lineTo(t, s.secure)
	s.secure = between.port
	w := newWorld(t, s)
	id := w.add(w.inbox(""), "river-boat", news.Taking{})
	w.waitsForLetters(id)
	for deadline := time.Now().Add(time.Minute); between.made.Load() < 2; time.Sleep(50 * time.Millisecond) { // the try, which is ended, and the connection that waits
		if time.Now().After(deadline) {
			t.Fatal("no connection waits for letters")
		}
	}
	between.cut()
	put(t, mail, "INBOX", letter("1", office, "River rises", "It rose."))
	w.soon(id, "River rises v1")
}
