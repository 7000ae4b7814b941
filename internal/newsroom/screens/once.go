package screens

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"github.com/stet-news/stet/internal/newsroom/desk"
)

// newOnce returns what a form carries so that sending it twice does it once.
func newOnce() string { return uuid.NewString() }

// oneTime returns a context in which the form's action is done once, however often an
// impatient finger sends it. A form without the mark acts each time.
func oneTime(r *http.Request, once, action string) context.Context {
	if _, err := uuid.Parse(once); err != nil {
		return r.Context()
	}
	key := "screen:" + action + ":" + once
	return desk.WithKey(r.Context(), key, key)
}
