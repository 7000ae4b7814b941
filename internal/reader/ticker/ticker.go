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

// How many bars are remembered of each language, how far a reader may fall behind
// before it is cut off to come back with its last id, how many may listen, and how long
// a quiet line and a write may take.
const (
	remembered   = 64
	behind       = 16
	most         = 15_000
	heartbeat    = 25 * time.Second
	writeTimeout = 10 * time.Second
)

// Ticker remembers the last bars of each language and sends every new one to all who
// listen. Its zero value is ready. It knows nothing of a bar but its bytes.
type Ticker struct {
	// Most is how many may listen at once; 0 is 15,000. Set it before the first does.
	Most int

	mu     sync.Mutex
	lines  map[string]*line
	count  int // of listeners
	closed bool
}

// line is one language.
type line struct {
	recent    []event // oldest first, at most remembered
	listeners map[chan event]struct{}
}

// unknown is the last edition of a reader who names none.
const unknown = -1

// event is one bar, as it is sent.
type event struct {
	edition int64
	text    []byte
}

// line returns the line of the language. The caller holds the lock.
func (t *Ticker) line(language string) *line {
	l := t.lines[language]
	if l == nil {
		if t.lines == nil {
			t.lines = map[string]*line{}
		}
		l = &line{listeners: map[chan event]struct{}{}}
		t.lines[language] = l
	}
	return l
}

// Send sends the bar of the language, one line of JSON, that the edition made. It never
// blocks: a reader who has fallen behind is cut off.
func (t *Ticker) Send(language string, edition int64, bar []byte) {
	e := event{edition, fmt.Appendf(nil, "id: %d\ndata: %s\n\n", edition, bar)}
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.line(language)
	if len(l.recent) == remembered {
		l.recent = l.recent[1:]
	}
	l.recent = append(l.recent, e)
	for c := range l.listeners {
		select {
		case c <- e:
		default:
			t.drop(l, c)
		}
	}
}

// drop cuts a listener off, if it is not already. The caller holds the lock.
func (t *Ticker) drop(l *line, c chan event) {
	if _, there := l.listeners[c]; there {
		delete(l.listeners, c)
		t.count--
		close(c)
	}
}

// Close cuts everybody off, so that a server can stop. They come back by themselves,
// and who comes before it has stopped is sent away to come again.
func (t *Ticker) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	for _, l := range t.lines {
		for c := range l.listeners {
			t.drop(l, c)
		}
	}
}

// follow returns what came after the edition that a reader saw last, and a channel of
// what comes next with nothing lost between the two. It returns no channel when too
// many listen. A reader whose last is unknown gets the newest bar, and so does one whose
// edition is older than what is remembered; one who has seen a later edition than there
// is gets none.
func (t *Ticker) follow(language string, last int64) (missed []event, next chan event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count >= t.limit() {
		return nil, nil
	}
	l := t.line(language)
	missed = after(l.recent, last)
	if len(missed) > 0 && (last == unknown || len(missed) == remembered) {
		missed = missed[len(missed)-1:]
	}
	next = make(chan event, behind)
	l.listeners[next] = struct{}{}
	t.count++
	if t.closed {
		t.drop(l, next)
	}
	return missed, next
}

func (t *Ticker) limit() int {
	if t.Most > 0 {
		return t.Most
	}
	return most
}

// after returns the events after the edition, which nobody may change.
func after(recent []event, edition int64) []event {
	i := len(recent)
	for i > 0 && recent[i-1].edition > edition {
		i--
	}
	return recent[i:len(recent):len(recent)]
}

func (t *Ticker) leave(language string, c chan event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.drop(t.line(language), c)
}

// Serve streams the bar of the language to one reader until it goes. When too many
// listen it answers 204, upon which a browser does not come back and polls instead.
func (t *Ticker) Serve(w http.ResponseWriter, r *http.Request, language string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	last, err := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64)
	if err != nil {
		last = unknown
	}
	missed, next := t.follow(language, last)
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
func stream(w http.ResponseWriter, r *http.Request, missed []event, next <-chan event) {
	rc := http.NewResponseController(w)
	write := func(text []byte) bool {
		_ = rc.SetWriteDeadline(time.Now().Add(writeTimeout)) // a writer in a test has none
		_, err := w.Write(text)
		return err == nil && rc.Flush() == nil
	}
	first := []byte("retry: 15000\n\n")
	for _, e := range missed {
		first = append(first, e.text...)
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for ok := write(first); ok; {
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
