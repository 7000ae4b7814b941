package wire_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// agency is a feed that a test controls, on a real server on loopback.
type agency struct {
	*httptest.Server
	mu     sync.Mutex
	answer http.HandlerFunc
	asked  []http.Header
}

func newAgency(t *testing.T) *agency {
	t.Helper()
	a := &agency{}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		a.asked = append(a.asked, r.Header)
		answer := a.answer
		a.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(a.Close)
	return a
}

func (a *agency) answers(h http.HandlerFunc) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer = h
}

// sends makes the agency send a document with validators, and nothing if it is known.
func (a *agency) sends(doc string) {
	tag := fmt.Sprintf(`"%x"`, len(doc)*31+int(doc[len(doc)/2]))
	a.answers(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		w.Header().Set("ETag", tag)
		w.Header().Set("Last-Modified", "Tue, 24 Nov 2026 09:00:00 GMT")
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, doc)
	})
}

func (a *agency) times() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.asked)
}

func (a *agency) place() netip.AddrPort {
	return netip.MustParseAddrPort(a.Listener.Addr().String())
}

// world is a wire room over a real store.
type world struct {
	*testing.T
	store *store.DB
	room  *wire.Room
}

func newWorld(t *testing.T, o wire.Options, agencies ...*agency) *world {
	t.Helper()
	if o.Store == nil {
		o.Store = storetest.SQLite(t)
	}
	if o.Fetch == nil {
		options := fetch.Options{Total: 5 * time.Second}
		for _, a := range agencies {
			options.Allow = append(options.Allow, a.place())
		}
		o.Fetch = fetch.New(options)
		t.Cleanup(o.Fetch.Close)
	}
	o.Seed = 1
	return &world{T: t, store: o.Store, room: wire.New(o)}
}

func (w *world) save(wire news.Wire) news.Wire {
	w.Helper()
	if wire.ID == "" {
		wire.ID = uuid.Must(uuid.NewV7()).String()
	}
	err := w.store.Tx(w.Context(), func(tx *store.Tx) error { return tx.SaveWire(w.Context(), wire) })
	if err != nil {
		w.Fatal(err)
	}
	return wire
}

func (w *world) feed(name string, a *agency) news.Wire {
	w.Helper()
	return w.save(news.Wire{Name: name, Kind: news.FeedWire, Address: a.URL, Language: news.English, Every: time.Minute})
}

// try tries a wire now, as if its last try was long ago.
func (w *world) try(id string) news.Health {
	w.Helper()
	h, err := w.room.Try(w.Context(), id)
	if err != nil {
		w.Fatal(err)
	}
	return h
}

// dispatches are those of a wire, the newest first.
func (w *world) dispatches(id string) []news.Dispatch {
	w.Helper()
	all, err := w.store.Dispatches(w.Context(), store.DispatchFilter{Wire: id})
	if err != nil {
		w.Fatal(err)
	}
	return all
}

func (w *world) headlines(id string) string {
	w.Helper()
	var all []string
	for _, d := range w.dispatches(id) {
		all = append(all, fmt.Sprintf("%s v%d", d.Headline, d.Version))
	}
	return strings.Join(all, ", ")
}

func item(guid, title string) string {
	return "<item><guid>" + guid + "</guid><title>" + title + "</title></item>"
}

func rss(items ...string) string {
	return "<rss version=\"2.0\"><channel><title>Delta</title>\n" + strings.Join(items, "\n") + "\n</channel></rss>"
}

func (w *world) keepHub(h store.WireHub) {
	w.Helper()
	if err := w.store.Tx(w.Context(), func(tx *store.Tx) error { return tx.SaveWireHub(w.Context(), h) }); err != nil {
		w.Fatal(err)
	}
}

func places(agencies ...*agency) (all []netip.AddrPort) {
	for _, a := range agencies {
		all = append(all, a.place())
	}
	return all
}
