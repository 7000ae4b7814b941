package ticker

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Heartbeat is how often something is sent on a quiet line, and Beat is what.
const Heartbeat = 25 * time.Second

// Beat is a comment, which readers do not see.
var Beat = []byte(":\n\n")

// hello says after how many milliseconds a reader who was cut off comes back.
const hello = "retry: 15000\n\n"

// Hear calls f with each event of every language from now on, in their order, until stop
// is called. f must not block, nor call the ticker. It is for a listener that keeps its
// readers itself: it takes each in by Join.
func (t *Ticker) Hear(f func(language string, e Event)) (stop func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ears = append(t.ears, &f)
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.ears = slices.DeleteFunc(t.ears, func(ear *func(string, Event)) bool { return ear == &f })
	}
}

// Join counts a reader in, whose Last-Event-ID is given, and returns what it is sent first
// and the edition that it has seen then: who Hears sends it later events and no earlier.
// It returns false, and has counted nobody, when too many listen or the ticker is closed.
func (t *Ticker) Join(language, lastEventID string) (first []byte, seen int64, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed || t.count >= t.limit() {
		return nil, 0, false
	}
	t.count++
	l := t.line(language)
	if len(l.recent) > 0 {
		seen = l.recent[len(l.recent)-1].Edition
	}
	last := edition(lastEventID)
	missed := l.missed(last)
	switch {
	case len(missed) == 0:
		return helloOnly, seen, true
	case len(missed) > 1:
		first = []byte(hello)
		for _, e := range missed {
			first = append(first, e.Text...)
		}
		return first, seen, true
	case l.first == nil: // it is the newest, which thousands are sent: they share it
		l.first = append([]byte(hello), missed[0].Text...)
	}
	return l.first, seen, true
}

var helloOnly = []byte(hello)

// Leave counts a reader out who has joined.
func (t *Ticker) Leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count--
}

// edition returns the edition that a Last-Event-ID names, unknown if it names none.
func edition(lastEventID string) int64 {
	n, err := strconv.ParseInt(lastEventID, 10, 64)
	if err != nil {
		return unknown
	}
	return n
}

// Serve streams the bar of the language to one reader until it goes. When too many
// listen it answers 204, upon which a browser does not come back and polls instead.
func (t *Ticker) Serve(w http.ResponseWriter, r *http.Request, language string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	missed, next := t.follow(language, edition(r.Header.Get("Last-Event-ID")))
	if next == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	defer t.leave(language, next)
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Accel-Buffering", "no") // nginx would hold the events back
	if r.Method == http.MethodHead {
		return
	}
	stream(w, r, missed, next)
}

// stream writes the events as they come, and something every now and then, until the
// reader goes, is too slow, or next is closed.
func stream(w http.ResponseWriter, r *http.Request, missed []Event, next <-chan Event) {
	rc := http.NewResponseController(w)
	write := func(text []byte) bool {
		_ = rc.SetWriteDeadline(time.Now().Add(writeTimeout)) // a writer in a test has none
		_, err := w.Write(text)
		return err == nil && rc.Flush() == nil
	}
	first := []byte(hello)
	for _, e := range missed {
		first = append(first, e.Text...)
	}
	beat := time.NewTicker(Heartbeat)
	defer beat.Stop()
	for ok := write(first); ok; {
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			ok = write(Beat)
		case e, open := <-next:
			ok = open && write(e.Text)
		}
	}
}
