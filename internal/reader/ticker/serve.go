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

// Hear calls f with each event of every stream from now on, in their order, until stop is
// called: what is of a language is for all streams whose BarOf it is. f must not block, nor
// call the ticker. It is for a listener that keeps its readers itself: it takes each in by
// Join.
func (t *Ticker) Hear(f func(stream string, e Event)) (stop func()) {
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
// and the number of the last event that there was: who Hears sends it later ones and no
// earlier. It returns false, and has counted nobody, when too many listen or the ticker is
// closed.
func (t *Ticker) Join(stream, lastEventID string) (first []byte, seen int64, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed || t.count >= t.limit() {
		return nil, 0, false
	}
	t.count++
	last := edition(lastEventID)
	missed := t.missed(stream, last)
	if len(missed) == 0 {
		return helloOnly, t.seq, true
	}
	l := t.line(BarOf(stream))
	newest := len(missed) == 1 && len(l.recent) > 0 && missed[0].Number == l.recent[len(l.recent)-1].Number
	if newest && l.first != nil {
		return l.first, t.seq, true
	}
	first = []byte(hello)
	for _, e := range missed {
		first = append(first, e.Text...)
	}
	if newest { // thousands are sent it: they share it
		l.first = first
	}
	return first, t.seq, true
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

// Serve sends the stream of the name to one reader until it goes. When too many
// listen it answers 204, upon which a browser does not come back and polls instead.
func (t *Ticker) Serve(w http.ResponseWriter, r *http.Request, name string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	missed, next := t.follow(name, edition(r.Header.Get("Last-Event-ID")))
	if next == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	defer t.leave(name, next)
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
