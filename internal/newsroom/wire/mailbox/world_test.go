package mailbox_test

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/mailbox"
	"github.com/stet-news/stet/internal/seal"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// world is a wire room over a real store, with the way in of this package and a server of mail.
type world struct {
	*testing.T
	server
	store *store.DB
	room  *wire.Room
	box   *seal.Box
}

func newWorld(t *testing.T, s server) *world {
	t.Helper()
	w := &world{T: t, server: s, store: storetest.SQLite(t), box: seal.New([]byte(strings.Repeat("k", 32)), "test")}
	loopback := netip.AddrFrom4([4]byte{127, 0, 0, 1})
	client := fetch.New(fetch.Options{Roots: s.pool, Allow: []netip.AddrPort{netip.AddrPortFrom(loopback, s.secure), netip.AddrPortFrom(loopback, s.plain)}})
	t.Cleanup(client.Close)
	taker := &mailbox.Taker{Store: w.store, Abroad: client}
	w.room = wire.New(wire.Options{Store: w.store, Fetch: client, Secrets: w.box, Seed: 1, Try: 20 * time.Second, Ways: map[news.WireKind]wire.Way{news.MailboxWire: taker.Way}})
	return w
}

// add adds a wire of a mailbox, every hour.
func (w *world) add(address, password string, taking news.Taking) string {
	w.Helper()
	n := news.Wire{
		ID: uuid.Must(uuid.NewV7()).String(), Name: address + " " + password, Kind: news.MailboxWire, Address: address, Language: news.English, Every: time.Hour,
		Login: news.Login{How: news.LoginBasic, User: "stet", Since: time.Now()}, Taking: taking,
	}
	w.change(n)
	err := w.store.Tx(w.Context(), func(tx *store.Tx) error {
		return tx.SetWireSecret(w.Context(), n.ID, w.box.Seal(n.Named(), []byte(password)))
	})
	if err != nil {
		w.Fatal(err)
	}
	return n.ID
}

func (w *world) change(n news.Wire) {
	w.Helper()
	if err := w.store.Tx(w.Context(), func(tx *store.Tx) error { return tx.SaveWire(w.Context(), n) }); err != nil {
		w.Fatal(err)
	}
}

// inbox is the address of a mailbox, with encryption from the start.
func (w *world) inbox(name string) string {
	return fmt.Sprintf("imaps://127.0.0.1:%d/%s", w.secure, name)
}

// try tries a wire now, as if its last try was long ago.
func (w *world) try(id string) news.Health {
	w.Helper()
	err := w.store.Tx(w.Context(), func(tx *store.Tx) error { return tx.SaveWireHealth(w.Context(), id, news.Health{}) })
	if err != nil {
		w.Fatal(err)
	}
	h, err := w.room.FetchNow(w.Context(), id)
	if err != nil {
		w.Fatal(err)
	}
	return h
}

func (w *world) headlines(id string) string {
	w.Helper()
	list, err := w.store.Dispatches(w.Context(), store.DispatchFilter{Wire: id})
	if err != nil {
		w.Fatal(err)
	}
	var all []string
	for _, d := range list {
		all = append(all, fmt.Sprintf("%s v%d", d.Headline, d.Version))
	}
	return strings.Join(all, ", ")
}

// waitsForLetters runs the room until the wire was tried once: then nobody asks for an hour. At the test's end the room has to end too.
func (w *world) waitsForLetters(id string) {
	w.Helper()
	ctx, stop := context.WithCancel(w.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.room.Run(ctx) }()
	w.Cleanup(func() {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				w.Error(err)
			}
		case <-time.After(time.Minute):
			w.Error("the room does not end while a mailbox is waited for")
		}
	})
	for range 1200 {
		if n, err := w.store.Wire(w.Context(), id); err == nil && !n.Health.Succeeded.IsZero() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.Fatal("the mailbox was not tried within a minute")
}

// soon fails unless the wire has the headlines within a minute.
func (w *world) soon(id, headlines string) {
	w.Helper()
	for range 1200 {
		if w.headlines(id) == headlines {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.Fatalf("got %s, want %s", w.headlines(id), headlines)
}

// wants fails unless the wire is well, or says what it should, and has the headlines.
func (w *world) wants(h news.Health, says, id, headlines string) {
	w.Helper()
	if says == "" && (h.Error != "" || h.Failures != 0) || !strings.Contains(h.Error, says) {
		w.Errorf("it says %q after %d failures, and should say %q", h.Error, h.Failures, says)
	}
	if got := w.headlines(id); got != headlines {
		w.Errorf("got %s, want %s", got, headlines)
	}
}

// letter is a message as it is sent.
func letter(id, from, subject, text string) string {
	return strings.ReplaceAll(fmt.Sprintf("Message-ID: <%s@press.example>\nFrom: Press office <%s>\nTo: desk@stet.example\nSubject: %s\nDate: Sat, 28 Nov 2026 09:00:00 +0600\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n%s\n",
		id, from, subject, text), "\n", "\r\n")
}
