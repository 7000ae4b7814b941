// Package ticker tells readers of each change to the bar as it happens, as server-sent
// events, and those who have live coverage open of each post. The id of an event is the
// edition that made it, so a reader who was cut off names the last one it saw and misses
// nothing.
//
// A stream has a name: a language is its bar alone, and a language with a story, as in
// "bn/4421", is the bar and what is posted under the story. So a page needs one stream.
package ticker

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	lines  map[string]*line // by the name of the stream
	seq    int64            // of the last event
	ears   []*func(stream string, e Event)
	count  int // of listeners
	closed bool
}

// line is what is told under one name: the bar of a language, or the posts of a story.
type line struct {
	recent    []Event // oldest first, at most remembered
	first     []byte  // what a new reader is sent; nil until one asks
	listeners map[chan Event]struct{}
}

// unknown is the last edition of a reader who names none.
const unknown = -1

// Event is one bar or what changed of a story's posts, as it is sent. Nobody may change its
// text.
type Event struct {
	Edition int64
	// Number is higher than that of every event before, of whatever stream.
	Number int64
	Text   []byte
}

// StoryStream is the name of the stream of a story that is covered live: the bar of its
// language, and its posts.
func StoryStream(language string, story int64) string {
	return language + "/" + strconv.FormatInt(story, 10)
}

// BarOf returns the stream that is the bar of the stream of the name: a language.
func BarOf(stream string) string {
	language, _, _ := strings.Cut(stream, "/")
	return language
}

// line returns the line of the name. The caller holds the lock.
func (t *Ticker) line(name string) *line {
	l := t.lines[name]
	if l == nil {
		if t.lines == nil {
			t.lines = map[string]*line{}
		}
		l = &line{listeners: map[chan Event]struct{}{}}
		t.lines[name] = l
	}
	return l
}

// Send sends the bar of the language, one line of JSON, that the edition made. It never
// blocks: a reader who has fallen behind is cut off.
func (t *Ticker) Send(language string, edition int64, bar []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.line(language)
	l.first = nil
	e := t.add(l, edition, fmt.Appendf(nil, "id: %d\ndata: %s\n\n", edition, bar))
	for _, f := range t.ears {
		(*f)(language, e)
	}
	for name, l := range t.lines {
		if BarOf(name) == language {
			t.pass(l, e)
		}
	}
}

// Post sends what changed of a story's posts, one line of JSON, that the edition made, to
// those who have the story open. When the coverage has ended no more than that is remembered.
func (t *Ticker) Post(language string, story, edition int64, posts []byte, ended bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	name := StoryStream(language, story)
	l := t.line(name)
	if ended {
		l.recent = nil
	}
	e := t.add(l, edition, fmt.Appendf(nil, "id: %d\nevent: posts\ndata: %s\n\n", edition, posts))
	for _, f := range t.ears {
		(*f)(name, e)
	}
	t.pass(l, e)
}

// add makes an event of the line. The caller holds the lock.
func (t *Ticker) add(l *line, edition int64, text []byte) Event {
	t.seq++
	e := Event{edition, t.seq, text}
	if len(l.recent) == remembered {
		l.recent = l.recent[1:]
	}
	l.recent = append(l.recent, e)
	return e
}

// pass gives the event to those who listen to the line. The caller holds the lock.
func (t *Ticker) pass(l *line, e Event) {
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

// missed returns what a reader of the stream who has seen the edition last is sent first. One
// whose last is unknown gets the newest bar, and so does one whose edition is older than what
// is remembered; one who has seen a later edition than there is gets none. Of a story's posts
// only who has seen some is sent what came after: a page that was just opened has them. The
// caller holds the lock.
func (t *Ticker) missed(stream string, last int64) []Event {
	language := BarOf(stream)
	var missed []Event
	if l := t.lines[language]; l != nil {
		missed = l.missed(last)
	}
	if l := t.lines[stream]; l != nil && stream != language && last != unknown {
		missed = slices.Concat(missed, l.missed(last))
		slices.SortFunc(missed, func(a, b Event) int { return cmp.Compare(a.Number, b.Number) })
	}
	return missed
}

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
func (t *Ticker) follow(stream string, last int64) (missed []Event, next chan Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count >= t.limit() {
		return nil, nil
	}
	missed = t.missed(stream, last)
	l := t.line(stream)
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

func (t *Ticker) leave(stream string, c chan Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.line(stream)
	t.drop(l, c)
	if len(l.recent) == 0 && len(l.listeners) == 0 { // or whoever asks could fill the memory
		delete(t.lines, stream)
	}
}
