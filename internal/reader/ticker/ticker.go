// Package ticker tells readers of each change to the bar as it happens, as server-sent
// events. The id of an event is the edition that made it, so a reader who was cut off
// names the last one it saw and misses nothing.
package ticker

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// How much is remembered, how far a reader may fall behind before it is cut off to come
// back with its last id, how many may listen, and how long each is given.
const (
	remembered   = 64
	behind       = 16
	most         = 15_000
	heartbeat    = 25 * time.Second
	writeTimeout = 10 * time.Second
)

// event is one bar, as it is sent.
type event struct {
	edition int64
	text    []byte
}

// Ticker remembers the last bars of each language and sends every new one to all who
// listen. Its zero value is ready.
type Ticker struct {
	mu        sync.Mutex
	recent    map[string][]event // by language, oldest first
	listeners map[string]map[chan event]bool
	count     int
}

// Send sends the bar of the language, one line of JSON, that the edition made. It never
// blocks.
func (t *Ticker) Send(language string, edition int64, bar []byte) {
	e := event{edition, fmt.Appendf(nil, "id: %d\ndata: %s\n\n", edition, bar)}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.recent == nil {
		t.recent, t.listeners = map[string][]event{}, map[string]map[chan event]bool{}
	}
	recent := append(t.recent[language], e)
	t.recent[language] = append([]event(nil), recent[max(0, len(recent)-remembered):]...)
	for c := range t.listeners[language] {
		select {
		case c <- e:
		default:
			t.drop(language, c)
			close(c)
		}
	}
}

// drop takes a listener off. The caller holds the lock.
func (t *Ticker) drop(language string, c chan event) {
	if t.listeners[language][c] {
		delete(t.listeners[language], c)
		t.count--
	}
}

// follow returns what came after the edition that a reader saw last, and a channel of
// what comes next with nothing lost between the two. A reader who names none, or one so
// old that it is forgotten, gets the newest. It returns nil when too many listen.
func (t *Ticker) follow(language string, last int64, named bool) (missed []event, next chan event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count >= most {
		return nil, nil
	}
	if t.recent == nil {
		t.recent, t.listeners = map[string][]event{}, map[string]map[chan event]bool{}
	}
	recent := t.recent[language]
	switch {
	case len(recent) == 0:
	case !named || last < recent[0].edition-1 && len(recent) == remembered:
		missed = recent[len(recent)-1:]
	default:
		for _, e := range recent {
			if e.edition > last {
				missed = append(missed, e)
			}
		}
	}
	if t.listeners[language] == nil {
		t.listeners[language] = map[chan event]bool{}
	}
	next = make(chan event, behind)
	t.listeners[language][next] = true
	t.count++
	return missed, next
}

func (t *Ticker) leave(language string, c chan event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.drop(language, c)
}

// Serve streams the bar of the language to one reader until it goes. When too many
// listen it answers 204, upon which a browser does not come back and polls instead.
func (t *Ticker) Serve(w http.ResponseWriter, r *http.Request, language string) {
	last, err := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64)
	missed, next := t.follow(language, last, err == nil)
	if next == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	defer t.leave(language, next)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would hold the events back
	rc := http.NewResponseController(w)
	write := func(text []byte) bool {
		_ = rc.SetWriteDeadline(time.Now().Add(writeTimeout)) // a recorder in a test has none
		_, err := w.Write(text)
		return err == nil && rc.Flush() == nil
	}
	ok := write([]byte("retry: 15000\n\n"))
	for _, e := range missed {
		ok = ok && write(e.text)
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for ok {
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			ok = write([]byte(":\n\n"))
		case e, open := <-next:
			ok = open && write(e.text)
		}
	}
}
