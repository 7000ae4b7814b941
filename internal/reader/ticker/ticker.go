// Package ticker tells readers of each change to the bar as it happens, as server-sent
// events. The id of an event is the edition that made it, so a reader who was cut off
// names the last one it saw and misses nothing.
package ticker

import (
	"fmt"
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
	writeTimeout = 10 * time.Second
)

// Ticker remembers the last bars of each language and sends every new one to all who
// listen. Its zero value is ready. It knows nothing of a bar but its bytes.
type Ticker struct {
	// Most is how many may listen at once; 0 is 15,000. Set it before the first does.
	Most int

	mu     sync.Mutex
	lines  map[string]*line
	ears   []*func(language string, e Event)
	count  int // of listeners
	closed bool
}

// line is one language.
type line struct {
	recent    []Event // oldest first, at most remembered
	first     []byte  // what a new reader is sent; nil until one asks
	listeners map[chan Event]struct{}
}

// unknown is the last edition of a reader who names none.
const unknown = -1

// Event is one bar, as it is sent. Nobody may change its text.
type Event struct {
	Edition int64
	Text    []byte
}

// line returns the line of the language. The caller holds the lock.
func (t *Ticker) line(language string) *line {
	l := t.lines[language]
	if l == nil {
		if t.lines == nil {
			t.lines = map[string]*line{}
		}
		l = &line{listeners: map[chan Event]struct{}{}}
		t.lines[language] = l
	}
	return l
}

// Send sends the bar of the language, one line of JSON, that the edition made. It never
// blocks: a reader who has fallen behind is cut off.
func (t *Ticker) Send(language string, edition int64, bar []byte) {
	e := Event{edition, fmt.Appendf(nil, "id: %d\ndata: %s\n\n", edition, bar)}
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.line(language)
	if len(l.recent) == remembered {
		l.recent = l.recent[1:]
	}
	l.recent, l.first = append(l.recent, e), nil
	for _, f := range t.ears {
		(*f)(language, e)
	}
	for c := range l.listeners {
		select {
		case c <- e:
		default:
			t.drop(l, c)
		}
	}
}

// drop cuts a listener off, if it is not already. The caller holds the lock.
func (t *Ticker) drop(l *line, c chan Event) {
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

// missed returns what a reader who has seen the edition last is sent first. One whose last
// is unknown gets the newest bar, and so does one whose edition is older than what is
// remembered; one who has seen a later edition than there is gets none.
func (l *line) missed(last int64) []Event {
	missed := after(l.recent, last)
	if len(missed) > 0 && (last == unknown || len(missed) == remembered) {
		missed = missed[len(missed)-1:]
	}
	return missed
}

// follow returns what came after the edition that a reader saw last, and a channel of
// what comes next with nothing lost between the two. It returns no channel when too
// many listen.
func (t *Ticker) follow(language string, last int64) (missed []Event, next chan Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count >= t.limit() {
		return nil, nil
	}
	l := t.line(language)
	missed = l.missed(last)
	next = make(chan Event, behind)
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
func after(recent []Event, edition int64) []Event {
	i := len(recent)
	for i > 0 && recent[i-1].Edition > edition {
		i--
	}
	return recent[i:len(recent):len(recent)]
}

func (t *Ticker) leave(language string, c chan Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.drop(t.line(language), c)
}
