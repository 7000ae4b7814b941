package site

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// Request is all that an answer may depend on. A listener that gives Ready strings which
// are views of a buffer of its own keeps the buffer as it is until Ready returns, and gives
// Answer strings that stay.
type Request struct {
	Method string // as it was sent: "GET"
	Path   string // as it was written, escapes and all, without the query
	Query  string // what follows the ?; only a Route that is computed looks at it

	AcceptEncoding string // a field that was sent more than once is joined with ", "
	IfNoneMatch    string
	Range, IfRange string
	LastEventID    string // of a stream of events

	// Body is what was sent with a request for a Route that takes a body. A listener that
	// has read none leaves it nil and refuses a request that announces one, unless Takes
	// says how much of one the path takes.
	Body []byte

	// No answer depends on these: they are for those who count.
	UserAgent, Referer string
}

// Answer is a whole answer. Its head and its body are shared: nobody may change them.
type Answer struct {
	*press.Head
	Body []byte // nil for HEAD, 204 and 304

	// File is sent instead of Body if it is not nil: Length bytes from Offset. The listener
	// closes it.
	File           *os.File
	Offset, Length int64

	// Stream is the name of what is to be streamed, "" if nothing is. The listener sends the
	// head and then what Ticker says.
	Stream string
}

// Ready returns the answer to the request if it is in memory, as that of every warm page
// is. It does not block, nor allocate for one. Otherwise it returns false, and Answer makes
// the answer.
func (s *Site) Ready(r Request) (Answer, bool) {
	if !read(r.Method) {
		return s.refuseMethod(r)
	}
	run := s.kept.run.Load()
	if page := s.kept.page(run, r.Path); page != nil {
		return s.page(r, run, page), true
	}
	if path, ok := strings.CutPrefix(r.Path, "/sse/"); ok {
		if name := stream(run.view, path); name != "" {
			return Answer{Head: streamHead, Stream: name}, true
		}
	}
	return Answer{}, false
}

// stream returns the name of the stream at the path below /sse/: ticker/bn, or live/bn/4421
// of a story that readers have; "" if there is none.
func stream(v *archive.View, path string) string {
	if language, ok := strings.CutPrefix(path, "ticker/"); ok {
		return string(spoken(v.House(), language))
	}
	path, ok := strings.CutPrefix(path, "live/")
	language, number, _ := strings.Cut(path, "/")
	l := spoken(v.House(), language)
	n, err := strconv.ParseInt(number, 10, 64)
	if !ok || l == "" || err != nil || number != strconv.FormatInt(n, 10) || v.State(n) != archive.Live {
		return ""
	}
	return ticker.StoryStream(string(l), n)
}

// refuseMethod answers a method that is not for pages: a route may take it, in its time.
func (s *Site) refuseMethod(r Request) (Answer, bool) {
	if s.route(r.Method, r.Path) != nil {
		return Answer{}, false
	}
	return NotAllowed, true
}

func read(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// Answer returns the answer to the request, whatever it takes: a page may have to be
// printed, a search to be made.
func (s *Site) Answer(ctx context.Context, r Request) Answer {
	if a, ok := s.Ready(r); ok {
		return a
	}
	run := s.kept.run.Load()
	if route := s.route(r.Method, r.Path); route != nil {
		return s.compute(ctx, run, route, r)
	}
	if name, ok := strings.CutPrefix(r.Path, "/media/"); ok {
		if a, ok := s.picture(ctx, run.view, name, r); ok {
			return a
		}
	}
	name := press.Name(run.view, r.Path)
	if press.IsMissing(name) {
		if a, ok := s.old(ctx, run.view, r); ok {
			return a
		}
	}
	page, err := s.kept.print(ctx, run, name)
	if err != nil {
		if ctx.Err() == nil {
			slog.ErrorContext(ctx, "a page could not be printed", "path", r.Path, "edition", run.view.Edition(), "err", err)
		}
		return Unavailable
	}
	return s.page(r, run, page)
}

// spoken returns the language of the house, "" if it has no such. What it returns stays,
// whatever becomes of the request's strings.
func spoken(h *news.House, language string) news.Language {
	if h == nil {
		return ""
	}
	if i := slices.Index(h.Languages, news.Language(language)); i >= 0 {
		return h.Languages[i]
	}
	return ""
}

// page answers with a finished page and the bar of the run. It does not allocate, but for
// the first reader of a page after a change of the bar. Who would have brotli gets gzip
// until it is made, which the second of them brings about.
func (s *Site) page(r Request, run *run, page *press.Page) Answer {
	bodies := page.Bodies()
	if page.Bar != "" {
		bodies = page.With(run.bars[page.Bar])
	}
	body, wanted := bodies.Best(r.AcceptEncoding)
	if wanted {
		s.kept.squeeze(page, bodies)
	}
	a := Answer{Head: body.Head, Body: body.Bytes}
	if r.IfNoneMatch != "" && page.Status == http.StatusOK && matches(r.IfNoneMatch, body.ETag) {
		a = Answer{Head: body.NotModified}
	} else if r.Method == http.MethodHead {
		a.Body = nil
	}
	if s.Seen != nil {
		s.Seen(r, page, a.Status)
	}
	return a
}

// matches reports whether an If-None-Match names the tag (RFC 9110 §13.1.2: weakly).
func matches(list, tag string) bool {
	for list != "" {
		var one string
		one, list, _ = strings.Cut(list, ",")
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == tag || one == "*" {
			return true
		}
	}
	return false
}

// streamHead is the head of a stream of events. nginx would hold the events back.
var streamHead = press.NewHead(http.StatusOK, "Cache-Control", "no-store", "Content-Type", "text/event-stream",
	"X-Content-Type-Options", "nosniff", "X-Accel-Buffering", "no")

// What is answered with one sentence.
var (
	NotAllowed = Refusal(http.StatusMethodNotAllowed, "Pages can only be read.", "Allow", "GET, HEAD")
	hasBody    = Refusal(http.StatusBadRequest, "A request for a page has no body.")
	tooLarge   = Refusal(http.StatusRequestEntityTooLarge, "This is more than is taken here.")
	// TooMany is the answer to a stream that would be one too many: a browser does not come
	// back to it and asks now and then instead.
	TooMany = Answer{Head: press.NewHead(http.StatusNoContent, "Cache-Control", "no-store")}
)

//go:embed static/unavailable.html
var unavailable string

// Unavailable is the answer when there is no page and there should be one: a file that
// needs no template, no edition and no database, in every language that we have.
var Unavailable = Answer{
	Head: press.NewHead(http.StatusServiceUnavailable, "Retry-After", "5", "Cache-Control", "no-store", "Content-Type", "text/html; charset=utf-8",
		"Content-Length", decimal(len(unavailable)), "Content-Security-Policy", "default-src 'none'; style-src "+styleOf(unavailable)+"; frame-ancestors 'none'; base-uri 'none'",
		"X-Content-Type-Options", "nosniff", "X-Robots-Tag", "noindex"),
	Body: []byte(unavailable),
}

// styleOf returns the source of the page's one style element as a policy names it.
func styleOf(page string) string {
	_, css, _ := strings.Cut(page, "<style>")
	css, _, _ = strings.Cut(css, "</style>")
	sum := sha256.Sum256([]byte(css))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Refusal is an answer of one sentence. fields are names and values.
func Refusal(status int, sentence string, fields ...string) Answer {
	body := sentence + "\n"
	fields = append(fields, "Cache-Control", "no-store", "Content-Type", "text/plain; charset=utf-8", "Content-Length", decimal(len(body)),
		"X-Content-Type-Options", "nosniff")
	return Answer{Head: press.NewHead(status, fields...), Body: []byte(body)}
}
