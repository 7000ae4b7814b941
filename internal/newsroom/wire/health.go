package wire

import (
	"errors"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// Outcome is how one try of a wire went.
type Outcome struct {
	Fresh int // dispatches, or versions of them, that were kept
	Lost  int // items that could not be kept
	// Problems are sentences about what was wrong with copy that did come.
	Problems []string
	// ETag and Modified are for the next conditional request; empty if all is to be
	// read again.
	ETag, Modified string
	// Same is set if the wire says that nothing has changed.
	Same bool
	// Every is after how long to try again while all is well; 0 is the wire's own.
	Every time.Duration
	// Err is why nothing came. What is a *news.Error is told to people as it is.
	Err error
}

// quiet reports whether nothing happened that is worth writing down at once.
func (o Outcome) quiet(before, after news.Health) bool {
	return o.Fresh == 0 && before.Error == after.Error && before.Failures == after.Failures
}

// health returns the wire's health after the try. A wire that sends copy with faults is
// not failing: what is wrong is said in Error, and Failures is 0.
func (o Outcome) health(w news.Wire, now time.Time, chance float64) news.Health {
	h := news.Health{Tried: now, Succeeded: w.Health.Succeeded}
	if o.Err == nil {
		h.Succeeded = now
		h.Error = shorten(strings.Join(o.Problems, " "))
		h.ETag, h.LastModified = o.ETag, o.Modified
		if o.Same {
			h.Error = w.Health.Error // what was wrong with it still is
		}
	} else {
		h.Failures = w.Health.Failures + 1
		h.Error = shorten(words(o.Err))
	}
	every, most := w.Every, mostWait
	if w.Kind == news.FolderWire {
		every, most = lookEvery, mostFolder
	}
	if o.Every > 0 {
		every = o.Every
	}
	var asked time.Duration
	if status, ok := errors.AsType[*fetch.StatusError](o.Err); ok {
		asked = status.RetryAfter
	}
	h.Next = nextTry(now, every, most, h.Failures, asked, chance)
	return h
}

// words returns what to tell a journalist of an error.
func words(err error) string {
	if said, ok := errors.AsType[*news.Error](err); ok {
		return said.Message
	}
	return "Something went wrong here in reading this wire. It has been logged, and it is tried again."
}

// shorten cuts a text that is shown as one line.
func shorten(s string) string {
	const most = 1_000
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// nextTry returns when to try a wire again. While all is well that is after its own
// time, give or take a tenth, so that wires do not stay in step. After failures the time
// doubles with each, up to most, and is shortened at random by up to a half. A server
// that asks for more time (Retry-After) gets it, up to a day.
func nextTry(now time.Time, every, most time.Duration, failures int, asked time.Duration, chance float64) time.Time {
	every = max(every, lookEvery)
	wait := time.Duration(float64(every) * (0.9 + 0.2*chance))
	if failures > 0 {
		wait = most
		if doublings := failures - 1; doublings < 20 {
			wait = min(every<<doublings, most)
		}
		wait = max(time.Duration(float64(wait)*(1-0.5*chance)), lookEvery)
	}
	return now.Add(max(wait, min(asked, 24*time.Hour)))
}
