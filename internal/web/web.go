// Package web is what every staff handler shares: handlers that return errors, the
// one table from an error to a status, strict JSON in, JSON out, and attributes of
// a request in every line of the log.
package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// statuses is the one place where an error becomes an HTTP status.
var statuses = map[news.Kind]int{
	news.Invalid:      http.StatusUnprocessableEntity,
	news.Unauthorised: http.StatusUnauthorized,
	news.Unproved:     http.StatusForbidden,
	news.Forbidden:    http.StatusForbidden,
	news.NotFound:     http.StatusNotFound,
	news.Conflict:     http.StatusConflict,
	news.Gone:         http.StatusGone,
	news.TooLarge:     http.StatusRequestEntityTooLarge,
	news.TooMany:      http.StatusTooManyRequests,
	news.Unavailable:  http.StatusServiceUnavailable,
	news.Unsupported:  http.StatusUnsupportedMediaType,
}

// internalMessage is all that anybody outside is told of an internal error.
const internalMessage = "Something went wrong here. It has been logged. Nothing that was saved before is lost; try again."

// internalKind is the kind of every error that is not for people.
const internalKind news.Kind = "internal"

// Problem is an error as the API answers it (RFC 9457).
type Problem struct {
	Type   string `json:"type"` // "about:blank"
	Title  string `json:"title"`
	Status int    `json:"status"`
	Kind   string `json:"kind"` // a news.Kind, or "internal"
	// Stale is set when a save was based on an old revision: both texts.
	Stale *Stale `json:"stale,omitempty"`
	// Held is set when somebody else edits that part of the story.
	Held *Held `json:"held,omitempty"`
}

// Held says who edits the part, and where the text that was sent is kept, if any was.
type Held struct {
	Lock  news.Lock `json:"lock"`
	Aside string    `json:"aside,omitempty"`
}

// Stale is the two texts of a conflict.
type Stale struct {
	Base   int64         `json:"base"`
	Yours  news.Content  `json:"yours"`
	Theirs news.Revision `json:"theirs"`
	Aside  string        `json:"aside,omitempty"` // where yours is kept beside the story
}

// Said returns what anybody outside is told of err, which is not nil.
func Said(err error) *news.Error {
	if tooBig, ok := errors.AsType[*http.MaxBytesError](err); ok {
		err = news.Errorf(news.TooLarge, "That is more than %d bytes, which is the most this takes.", tooBig.Limit)
	}
	if e, ok := errors.AsType[*news.Error](err); ok {
		return e
	}
	return &news.Error{Kind: internalKind, Message: internalMessage}
}

// ProblemOf returns what to tell the caller of err, which is not nil.
func ProblemOf(err error) Problem {
	said := Said(err)
	p := Problem{Type: "about:blank", Title: said.Message, Status: http.StatusInternalServerError, Kind: string(said.Kind)}
	if status, ok := statuses[said.Kind]; ok {
		p.Status = status
	}
	if s, ok := errors.AsType[*news.StaleError](err); ok {
		p.Stale = &Stale{Base: s.Base, Yours: s.Yours, Theirs: s.Theirs, Aside: s.Aside}
	}
	if h, ok := errors.AsType[*news.HeldError](err); ok {
		p.Held = &Held{Lock: h.Lock, Aside: h.Aside}
	}
	return p
}

// Handler is an HTTP handler that may fail. It must not have written anything when
// it returns an error.
type Handler func(http.ResponseWriter, *http.Request) error

// ServeHTTP calls h and answers for its error as JSON.
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r); err != nil {
		Fail(w, r, err)
	}
}

// Fail answers with the problem of err, and logs it if it is internal.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	p := ProblemOf(err)
	LogInternal(r, p, err)
	SendProblem(w, p)
}

// SendProblem answers with the problem.
func SendProblem(w http.ResponseWriter, p Problem) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	RetryAfter(w, p.Status)
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the caller has gone if this fails
}

// RetryAfter says when to come again to who is told that something is away.
func RetryAfter(w http.ResponseWriter, status int) {
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
}

// LogInternal logs err if p is an internal error and the caller is still there.
func LogInternal(r *http.Request, p Problem, err error) {
	if p.Kind == string(internalKind) && r.Context().Err() == nil {
		slog.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "err", err)
	}
}

// JSON answers with v.
func JSON(w http.ResponseWriter, status int, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // the caller has gone if this fails
	return nil
}

// Decode reads one JSON value of at most limit bytes into v, as DecodeBytes does.
func Decode(w http.ResponseWriter, r *http.Request, limit int64, v any) error {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return err
	}
	return DecodeBytes(text, v)
}

// DecodeBytes reads one JSON value into v. A key that v does not have or that is there
// twice, or something after the value, is an Invalid error that says what.
func DecodeBytes(text []byte, v any) error {
	if err := checkKeys(text); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		if e, ok := errors.AsType[*news.Error](err); ok {
			return e
		}
		return news.Errorf(news.Invalid, "That is not what this takes: %s.", jsonError(err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return news.Errorf(news.Invalid, "There is something after the JSON value.")
	}
	return nil
}

// mostDepth is how deep a request's JSON may nest.
const mostDepth = 64

// checkKeys refuses an object with the same key twice, in any case of letters, which
// encoding/json would take for one field. What is not JSON at all is left to Decode.
func checkKeys(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	type level struct {
		keys  map[string]bool // nil in an array
		value bool            // the next string is a value
	}
	var stack []level
	for {
		t, err := d.Token()
		if err != nil {
			return nil //nolint:nilerr // Decode says it better
		}
		top := len(stack) - 1
		switch t := t.(type) {
		case json.Delim:
			switch t {
			case '{', '[':
				if top >= 0 {
					stack[top].value = false
				}
				if len(stack) == mostDepth {
					return news.Errorf(news.Invalid, "The JSON nests deeper than %d.", mostDepth)
				}
				l := level{}
				if t == '{' {
					l.keys = map[string]bool{}
				}
				stack = append(stack, l)
			default:
				stack = stack[:top]
			}
			continue
		case string:
			if top >= 0 && stack[top].keys != nil && !stack[top].value {
				key := strings.ToLower(strings.ToUpper(t)) // as encoding/json folds: ſ is s, K is k
				if stack[top].keys[key] {
					return news.Errorf(news.Invalid, "The key %q is there twice.", t)
				}
				stack[top].keys[key], stack[top].value = true, true
				continue
			}
		}
		if top >= 0 {
			stack[top].value = false
		}
	}
}

func jsonError(err error) string {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return t.Field + " cannot be a " + t.Value
	}
	if errors.Is(err, io.EOF) {
		return "it is empty"
	}
	return err.Error()
}
