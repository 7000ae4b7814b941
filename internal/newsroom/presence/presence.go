// Package presence tells the windows of the newsroom what changes while they are open: who
// has a story open and who edits which part of it, and that there is something new to look
// at. What it tells is rows in the store; the bell only says when to look, so it works with
// any number of processes.
//
// # What a window does
//
// A window of the editor makes up a name for itself ("client": 8 random bytes as text, new
// with each load of the page) and opens one stream:
//
//	GET /api/v1/stream?story=4421&client=9f31c0a25b7d4e18
//	GET /api/v1/stream?story=4421&client=9f31c0a25b7d4e18&watch=body   (Watch)
//	GET /api/v1/stream                                                 (a list, Today)
//
// While it is open, its person is present. Each event's data is one JSON object:
//
//	event: presence   news.Presence of the story, whole, at once and whenever it changes
//	event: text       {"part","base","content","at"}: what the holder of the watched part has
//	                  typed, at once and then at most about a second late; content has
//	                  only the part, the rest is empty
//	event: story      {"revision","status"}: the story has another revision or status
//	event: receipt    {"edition","tries","behind"}: whether readers have its newest change;
//	                  ask again for /n/s/4421/receipt?part
//	event: notices    {"unread","last"}: how many notices are new, at most 10, and the newest
//	event: style      {"revision"}: the house's style has another number; read again what is read by it
//	event: wires      {"at"}: another dispatch was kept, or a newer version of one, in microseconds; ask again for what the wires show
//	event: look       {"seq"}: something in the newsroom changed; ask again for what is shown
//
// A browser has six connections to a host over HTTP/1.1, so close the stream when the
// document is hidden and open it again when it is shown; send the beats all the same.
//
// # Editing a part
//
// The parts are body, head, pictures and publish (news.Part). All calls are under
// /api/v1/stories/{number}/locks/{part}, take a desk.Touch and answer with the news.Lock;
// when somebody else has the part they are a 409 whose problem has "held": the lock, and in
// "aside" where the text that was sent is kept.
//
//	PUT  …          {"client","typed":true}      with the first change of the part, not on open
//	PUT  …          {"client","typed":bool}      every 20 s (news.LockBeat); typed if anything
//	                                             was changed since the last. A 409 without
//	                                             "held" says that the lock was released (idle)
//	PUT  …          {"client","typed","base","content"}  also what is typed, at most once a
//	                                             second, while somebody in people has
//	                                             "watching" set to the part
//	POST …/ask      {"client"}                   Ask to edit. Watch the lock: asks is you until
//	                                             asks.until; then last says given, kept (no) or
//	                                             unheard (no answer), and holder who has it
//	POST …/give     {"client","base","content"}  the answer yes, and what to send AT ONCE when
//	                                             takes is set on a lock that is yours: the part
//	                                             up to the last keystroke. Then make it read-only
//	POST …/keep     {"client"}                   the answer no
//	POST …/take     {"client"}                   Take over. It answers when the part has changed
//	                                             hands, within 4 s. Whoever may not is told
//	                                             whom to ask (403); of a lock with
//	                                             "stale" anybody who may edit the story may
//	POST …/release  {"client","base","content"}  when the window is left (fetch with keepalive)
//
// After a lock was yours and is not, lock.last says why (taken, idle, moved, given), by whom,
// when, and in which revision (or aside) your text is. Ask back is POST …/ask.
//
// # Saving
//
// PUT /api/v1/stories/{number} with "parts":["body"] saves only these parts of the content,
// over whatever the others are now, and is stale (409 with "stale") only if one of them was
// changed since base. Take the revision, and the parts that are not yours, from the answer. A
// save that changes a part which somebody else holds is a 409 with "held"; its text is kept
// beside the story: GET /api/v1/stories/{number}/asides.
package presence

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// MediaType is what a stream is.
const MediaType = "text/event-stream"

// How often things are done.
const (
	lookEvery = 2 * time.Second  // for what was not rung
	seeEvery  = 20 * time.Second // to note that a window is still there
	writeFor  = 10 * time.Second // for a window to take an event
)

// mostStreams is how many windows one process serves at a time.
const mostStreams = 4000

// Room is the streams of one process.
type Room struct {
	db   *store.DB
	ring func()

	mu      sync.Mutex
	windows map[*window]bool
	done    chan struct{}
}

// New returns a room over the store. It calls ring, which must not block, when somebody
// comes or goes.
func New(db *store.DB, ring func()) *Room {
	return &Room{db: db, ring: ring, windows: map[*window]bool{}, done: make(chan struct{})}
}

// window is one stream.
type window struct {
	person string
	story  int64 // 0 for none
	watch  news.Part
	wake   chan struct{}
	next   view // what it is to know, under the room's lock
}

// view is what a window is told: what is of its story, of its person and of everybody.
type view struct {
	storyView
	notices []byte
	style   []byte
	wires   []byte
	seq     int64 // the last record of the log
}

// storyView is what is told of one story, as JSON.
type storyView struct {
	presence, text, story, receipt []byte
	// known is presence without what changes with every beat: only if that differs is
	// anybody told.
	known []byte
}

// Run tells the windows what changes, at each value of bell and by itself every two seconds,
// until ctx is done.
func (r *Room) Run(ctx context.Context, bell <-chan struct{}) {
	defer close(r.done)
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-bell:
		case <-tick.C:
		}
		r.look(ctx)
	}
}

// key is what a look reads once for all windows that show it.
type key struct {
	story int64
	watch news.Part
}

// sight is what one look reads, each thing once for all windows that show it.
type sight struct {
	*Room
	now     time.Time
	seq     int64
	style   []byte
	wires   []byte
	stories map[key]storyView
	notices map[string][]byte
}

func (r *Room) sight(ctx context.Context) (s *sight, err error) {
	s = &sight{Room: r, stories: map[key]storyView{}, notices: map[string][]byte{}}
	if s.now, err = r.db.Now(ctx); err == nil {
		s.seq, _, err = r.db.LogHead(ctx)
	}
	if err != nil {
		return s, err
	}
	style, err := r.db.StyleRevisions(ctx)
	if err != nil {
		return s, err
	}
	s.style = fmt.Appendf(nil, `{"revision":%d}`, style)
	received, err := r.db.LastReceived(ctx)
	s.wires = fmt.Appendf(nil, `{"at":%d}`, received.UnixMicro())
	return s, err
}

// look reads what the windows show and wakes those that show something else. What cannot be
// read is left as it was: the windows keep what they have.
func (r *Room) look(ctx context.Context) {
	r.mu.Lock()
	open := slices.Collect(maps.Keys(r.windows))
	r.mu.Unlock()
	if len(open) == 0 {
		return
	}
	s, err := r.sight(ctx)
	if err != nil {
		return
	}
	for _, w := range open {
		v, err := s.of(ctx, w)
		if err != nil {
			continue
		}
		r.mu.Lock()
		w.next = v
		r.mu.Unlock()
		select {
		case w.wake <- struct{}{}:
		default: // it has been told and has not looked yet
		}
	}
}

// of returns what the window shows.
func (s *sight) of(ctx context.Context, w *window) (v view, err error) {
	v.seq, v.style, v.wires = s.seq, s.style, s.wires
	notices, ok := s.notices[w.person]
	if !ok {
		n, last, err := s.db.Unread(ctx, w.person, s.now)
		if err != nil {
			return v, err
		}
		if notices, err = json.Marshal(told{n, last}); err != nil {
			return v, err
		}
		s.notices[w.person] = notices
	}
	v.notices = notices
	if w.story == 0 {
		return v, nil
	}
	k := key{w.story, w.watch}
	if v.storyView, ok = s.stories[k]; !ok {
		if v.storyView, err = s.read(ctx, k); err != nil {
			return v, err
		}
		s.stories[k] = v.storyView
	}
	return v, nil
}

// told is what somebody is told of their notices.
type told struct {
	Unread int         `json:"unread"`
	Last   news.Notice `json:"last,omitzero"`
}

// read reads what is told of a story.
func (s *sight) read(ctx context.Context, k key) (v storyView, err error) {
	p, err := s.db.Presence(ctx, k.story, s.now)
	if err != nil {
		return v, err
	}
	for i := range p.People {
		p.People[i].Seen = time.Time{} // else it would differ with every beat
	}
	for i := range p.Locks {
		p.Locks[i].Beat, p.Locks[i].Typed = time.Time{}, time.Time{}
	}
	if v.presence, err = json.Marshal(p); err != nil {
		return v, err
	}
	for i := range p.Locks {
		p.Locks[i].Turn = 0
	}
	if v.known, err = json.Marshal(p); err != nil {
		return v, err
	}
	revision, status, err := s.db.StoryState(ctx, k.story)
	if err != nil {
		return v, err
	}
	if v.story, err = json.Marshal(map[string]any{"revision": revision, "status": status}); err != nil {
		return v, err
	}
	if one, err := s.db.ReceiptOf(ctx, k.story); err == nil {
		if v.receipt, err = json.Marshal(map[string]any{"edition": one.Edition, "tries": min(one.Tries, 2), "behind": one.Behind()}); err != nil {
			return v, err
		}
	}
	if k.watch == "" {
		return v, nil
	}
	l, err := s.db.Lock(ctx, k.story, k.watch)
	if err == nil && l.Typing != nil {
		v.text, err = json.Marshal(text{k.watch, l.Typing.Base, l.Typing.Content, l.Typing.At})
	}
	return v, err
}

// text is what the holder of a part has typed, for those who watch.
type text struct {
	Part    news.Part    `json:"part"`
	Base    int64        `json:"base"`
	Content news.Content `json:"content"`
	At      time.Time    `json:"at"`
}
