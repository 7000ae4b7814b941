package place_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/place"
	"github.com/stet-news/stet/internal/seal"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// world is a wire room over a real store, with the ways in of this package.
type world struct {
	*testing.T
	store *store.DB
	room  *wire.Room
	box   *seal.Box
}

// tryTime is what one try has: more than any of them needs, less than a test that hangs.
const tryTime = 20 * time.Second

// newWorld lets the room reach those ports of loopback, and trust the test's certificates.
func newWorld(t *testing.T, options fetch.Options, ports ...uint16) *world {
	t.Helper()
	w := &world{T: t, store: storetest.SQLite(t), box: seal.New([]byte(strings.Repeat("k", 32)), "test")}
	for _, p := range ports {
		options.Allow = append(options.Allow, netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), p))
	}
	client := fetch.New(options)
	t.Cleanup(client.Close)
	taker := &place.Taker{Store: w.store, Abroad: client, Settled: 50 * time.Millisecond}
	w.room = wire.New(wire.Options{
		Store: w.store, Fetch: client, Secrets: w.box, Seed: 1, Try: tryTime,
		Ways: map[news.WireKind]wire.Way{news.FTPWire: taker.Way, news.BucketWire: taker.Way},
	})
	return w
}

// add adds a wire whose user is "stet".
func (w *world) add(n news.Wire, how news.LoginHow, secret string) string {
	w.Helper()
	return w.addAs("stet", n, how, secret)
}

func (w *world) addAs(user string, n news.Wire, how news.LoginHow, secret string) string {
	w.Helper()
	n.ID, n.Language, n.Every = uuid.Must(uuid.NewV7()).String(), news.English, time.Minute
	if n.Name = n.Address + " " + secret; how != news.LoginNone {
		n.Login = news.Login{How: how, User: user, Since: time.Now()}
	}
	err := w.store.Tx(w.Context(), func(tx *store.Tx) error {
		if err := tx.SaveWire(w.Context(), n); err != nil {
			return err
		}
		return tx.SetWireSecret(w.Context(), n.ID, w.box.Seal(n.Named(), []byte(secret)))
	})
	if err != nil {
		w.Fatal(err)
	}
	return n.ID
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

// headlines are those of a wire's dispatches with their versions, the last first.
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
