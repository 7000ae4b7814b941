package site

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// Route is a path whose answer is computed for each request, out of the edition that
// readers have, instead of being printed once: a search, a count.
type Route struct {
	// Method is "GET", which stands for HEAD too, or "POST".
	Method string
	// Path is the path, in which a segment that is * stands for any one: "/*/search".
	Path string
	// Body is the most bytes of a body that the path takes; 0 takes none.
	Body int
	// Most is how many requests are computed at a time; 0 is 16. Who comes above that is
	// asked to come again, so that what is computed never takes the machine from pages.
	Most int
	// Answer makes the answer out of the edition: a page from press.Computed, or one that a
	// template of press printed. No page is the page for what leads nowhere. An error that is
	// a *news.Error is told to the reader in its words; any other is logged.
	Answer func(ctx context.Context, v *archive.View, r Request) (*press.Page, error)

	slots chan struct{}
}

// Handle adds a route. A page that is printed for the path comes before it. It is called
// before serving.
func (s *Site) Handle(r Route) {
	if r.Most == 0 {
		r.Most = 16
	}
	r.slots = make(chan struct{}, r.Most)
	s.routes = append(s.routes, r)
}

// route returns the route for the method and the path, or nil.
func (s *Site) route(method, path string) *Route {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	for i := range s.routes {
		if r := &s.routes[i]; r.Method == method && fits(r.Path, path) {
			return r
		}
	}
	return nil
}

// Takes returns how many bytes of a body the path takes with the method; 0 is none.
func (s *Site) Takes(method, path string) int {
	if r := s.route(method, path); r != nil {
		return r.Body
	}
	return 0
}

// fits reports whether the path is one of those that the pattern stands for.
func fits(pattern, path string) bool {
	for {
		want, restWant, more := strings.Cut(pattern, "/")
		got, restGot, moreGot := strings.Cut(path, "/")
		if more != moreGot || (want != got && (want != "*" || got == "")) {
			return false
		}
		if !more {
			return true
		}
		pattern, path = restWant, restGot
	}
}

// compute answers with what a route makes.
func (s *Site) compute(ctx context.Context, run *run, route *Route, r Request) Answer {
	select {
	case route.slots <- struct{}{}:
	default:
		return Unavailable
	}
	defer func() { <-route.slots }()
	page, err := route.Answer(ctx, run.view, r)
	if err == nil && page == nil {
		page, err = s.kept.print(ctx, run, press.Name(run.view, r.Path))
	}
	var told *news.Error
	switch {
	case err == nil:
		return s.page(r, run, page)
	case errors.As(err, &told):
		return Refusal(statusOf(told.Kind), told.Message)
	case ctx.Err() == nil:
		slog.ErrorContext(ctx, "an answer could not be computed", "path", r.Path, "edition", run.view.Edition(), "err", err)
	}
	return Unavailable
}

// statusOf is the status of an error that is told to a reader.
func statusOf(k news.Kind) int {
	switch k {
	case news.NotFound:
		return http.StatusNotFound
	case news.TooLarge:
		return http.StatusRequestEntityTooLarge
	case news.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusBadRequest
	}
}

func decimal(n int) string { return strconv.Itoa(n) }
