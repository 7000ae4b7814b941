package presence

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// mostClient is the most bytes of a window's name.
const mostClient = 64

// open reads what the request wants to be told of.
func (r *Room) open(req *http.Request) (w *window, client string, err error) {
	q := req.URL.Query()
	w = &window{watch: news.Part(q.Get("watch")), wake: make(chan struct{}, 1)}
	if q.Get("story") == "" {
		if w.watch != "" {
			return nil, "", news.Errorf(news.Invalid, "Say in \"story\" of which story it is.")
		}
		return w, "", nil
	}
	if w.story, err = strconv.ParseInt(q.Get("story"), 10, 64); err != nil || w.story < 1 {
		return nil, "", news.Errorf(news.NotFound, "There is no story %q: a story has a number.", q.Get("story"))
	}
	if client = q.Get("client"); client == "" || len(client) > mostClient {
		return nil, "", news.Errorf(news.Invalid, "Say in \"client\" which window this is, in at most %d bytes.", mostClient)
	}
	if w.watch != "" && !slices.Contains(news.ContentParts, w.watch) {
		return nil, "", news.Errorf(news.Invalid, "There is no part %q to watch.", string(w.watch))
	}
	_, _, err = r.db.StoryState(req.Context(), w.story)
	return w, client, err
}

// Stream answers with what changes, until the window is gone or the room ends.
func (r *Room) Stream(w http.ResponseWriter, req *http.Request, by news.Person) error {
	win, client, err := r.open(req)
	if err != nil {
		return err
	}
	win.person = by.ID
	if !r.enter(win) {
		return news.Errorf(news.Unavailable, "This process has %d windows open already, which is the most it serves.", mostStreams)
	}
	defer r.leave(win)
	ctx := req.Context()
	here := news.Present{Person: by.Short(), Client: client, Since: time.Now(), Watching: win.watch}
	if win.story > 0 {
		if err := r.see(ctx, win.story, here); err != nil {
			return err
		}
		r.ring()
		defer r.unsee(context.WithoutCancel(ctx), win.story, here)
	}
	now, err := r.sight(ctx)
	if err != nil {
		return err
	}
	first, err := now.of(ctx, win)
	if err != nil {
		return err
	}
	out := sink{http.NewResponseController(w), w}
	_ = out.SetReadDeadline(time.Time{}) // it reads nothing more; a server without deadlines has none to move
	h := w.Header()
	h.Set("Content-Type", MediaType)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy must not wait for more
	if !out.send(first.since(view{}), "retry: 1000\n\n") {
		return nil
	}
	r.follow(ctx, out, win, here, first)
	return nil
}

// follow sends what changes.
func (r *Room) follow(ctx context.Context, out sink, win *window, here news.Present, last view) {
	still := time.NewTicker(seeEvery)
	defer still.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.done:
			return
		case <-still.C:
			if win.story > 0 && r.see(ctx, win.story, here) != nil {
				continue // it is tried again; a window that is not noted is only not seen
			}
			if !out.send(": still here\n\n") {
				return
			}
		case <-win.wake:
			r.mu.Lock()
			next := win.next
			r.mu.Unlock()
			if events := next.since(last); events != "" && !out.send(events) {
				return
			}
			last = next
		}
	}
}

// since returns the events that tell of what differs from the view before.
func (v view) since(before view) string {
	var b bytes.Buffer
	tell := func(name string, what []byte) { fmt.Fprintf(&b, "event: %s\ndata: %s\n\n", name, what) }
	event := func(name string, now, was []byte) {
		if now != nil && !bytes.Equal(now, was) {
			tell(name, now)
		}
	}
	if v.known != nil && !bytes.Equal(v.known, before.known) {
		tell("presence", v.presence)
	}
	event("text", v.text, before.text)
	event("story", v.story, before.story)
	event("receipt", v.receipt, before.receipt)
	event("notices", v.notices, before.notices)
	event("style", v.style, before.style)
	event("wires", v.wires, before.wires)
	if v.seq != before.seq {
		fmt.Fprintf(&b, "event: look\ndata: {\"seq\":%d}\n\n", v.seq)
	}
	return b.String()
}

func (r *Room) enter(w *window) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.windows) >= mostStreams {
		return false
	}
	r.windows[w] = true
	return true
}

func (r *Room) leave(w *window) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.windows, w)
}

// see notes that the window is there now.
func (r *Room) see(ctx context.Context, story int64, here news.Present) error {
	return r.db.Tx(ctx, func(tx *store.Tx) (err error) {
		if here.Seen, err = tx.Now(ctx); err != nil {
			return err
		}
		return tx.See(ctx, story, here)
	})
}

// unsee notes that the window is gone. One that looks on at something else has opened its
// next stream by then, and is still there.
func (r *Room) unsee(ctx context.Context, story int64, here news.Present) {
	ctx, cancel := context.WithTimeout(ctx, writeFor)
	defer cancel()
	// If it fails the window is forgotten a little later, by itself.
	_ = r.db.Tx(ctx, func(tx *store.Tx) error { return tx.Unsee(ctx, story, here) })
	r.ring()
}

// sink is where a stream goes.
type sink struct {
	*http.ResponseController
	w http.ResponseWriter
}

// send sends the texts and reports whether the window took them.
func (s sink) send(texts ...string) bool {
	_ = s.SetWriteDeadline(time.Now().Add(writeFor))
	for _, t := range texts {
		if _, err := s.w.Write([]byte(t)); err != nil {
			return false
		}
	}
	return s.Flush() == nil
}
