package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// wireWindow is an open screen of wires with a filter, since a hundred items a second leave an unfiltered one within a second: it has a stream, and asks for its list anew when the stream says that something came, as the
// screen's script does.
type wireWindow struct {
	desk *wireDesk

	mu      sync.Mutex
	looks   []look // the last ones
	changed chan struct{}
	failed  error
}

// look is one reading of the list, after an event.
type look struct {
	event, at time.Time
	page      []byte
}

// seenTimes are how many milliseconds a new item took to the event and to the list that has it.
type seenTimes struct{ event, list float64 }

// open opens the screen; stop closes it.
func (d *wireDesk) open(ctx context.Context) (w *wireWindow, stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	events, end, err := followBy(ctx, &http.Client{Transport: &http.Transport{DisableCompression: true}, Jar: d.client.Jar}, d.t.Staff+"/api/v1/stream")
	if err != nil {
		cancel()
		return nil, nil, err
	}
	w = &wireWindow{desk: d, changed: make(chan struct{})}
	go w.follow(ctx, events)
	return w, func() { cancel(); end() }, nil
}

// follow reads the list when an event says that something came, as the screen's script does: what comes while it reads, or rests afterwards, is in the
// next reading.
func (w *wireWindow) follow(ctx context.Context, events <-chan event) {
	last := ""
	for e := range events {
		var came event
		for waiting := true; waiting; {
			if arrival(e, last) {
				came, last = e, e.data
			}
			select {
			case e, waiting = <-events:
			default:
				waiting = false
			}
		}
		if came.data == "" {
			continue
		}
		begun := time.Now()
		page, err := w.desk.get(ctx, "/n/wires?q=headline%3Awatched")
		w.note(look{came.at, time.Now(), page}, err)
		select {
		case <-ctx.Done():
		case <-time.After(min(max(4*time.Since(begun), leastRest), mostRest)):
		}
	}
}

// arrival reports whether the event says that copy arrived, and not what the last one said.
func arrival(e event, last string) bool {
	return strings.Contains(e.data, `"at"`) && !strings.Contains(e.data, `"unread"`) && e.data != last
}

const looksKept = 200

// The rest between two readings of the list is four times as long as the reading took, within these.
const (
	leastRest = 100 * time.Millisecond
	mostRest  = 2 * time.Second
)

func (w *wireWindow) note(l look, failed error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if failed != nil {
		w.failed = failed
	}
	if w.looks = append(w.looks, l); len(w.looks) > looksKept {
		w.looks = w.looks[len(w.looks)-looksKept:]
	}
	close(w.changed)
	w.changed = make(chan struct{})
}

// see waits until the list has the mark, which came at a time, and returns how long the event and the list took from then on.
func (w *wireWindow) see(ctx context.Context, came time.Time, mark string) (seenTimes, error) {
	timeout := time.After(patience * 4)
	for {
		w.mu.Lock()
		changed := w.changed
		for _, l := range w.looks {
			if l.at.After(came) && bytes.Contains(l.page, []byte(mark)) {
				w.mu.Unlock()
				return seenTimes{max(0, ms(l.event.Sub(came))), ms(l.at.Sub(came))}, nil
			}
		}
		w.mu.Unlock()
		select {
		case <-ctx.Done():
			return seenTimes{}, ctx.Err()
		case <-timeout:
			w.mu.Lock()
			defer w.mu.Unlock()
			return seenTimes{}, errors.Join(fmt.Errorf("the screen of wires did not show %s in %d readings of the list", mark, len(w.looks)), w.failed)
		case <-changed:
		}
	}
}

func seenRows(what string, all []seenTimes, goal string) []Row {
	var event, list []float64
	for _, s := range all {
		event, list = append(event, s.event), append(list, s.list)
	}
	return []Row{
		{what + ": the event, median", percentile(event, 50), "ms", ""},
		{what + ": the event, 99th of 100", percentile(event, 99), "ms", ""},
		{what + ": on the list, median", percentile(list, 50), "ms", ""},
		{what + fmt.Sprintf(": on the list, 99th of 100 (%d)", len(all)), percentile(list, 99), "ms", goal},
	}
}
