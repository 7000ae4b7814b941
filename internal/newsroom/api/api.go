// Package api is the newsroom for programs: JSON under /api/v1/, for whoever brings a
// token or a session. What it does is in one table, routes.go, from which both the
// handlers and the OpenAPI document are made.
package api

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/bangla"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/presence"
	uploads "github.com/stet-news/stet/internal/newsroom/upload"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/web"
)

// Parts is what the API works with. TryWire is nil in a process that asks no wires.
type Parts struct {
	DB       *store.DB
	Desk     *desk.Desk
	Pictures *picture.Studio
	Uploads  *uploads.Room // nil in a process that takes no files
	TryWire  func(ctx context.Context, id string) error
	// FetchPicture gets a picture that a wire points to, through the guarded client.
	FetchPicture func(ctx context.Context, address string) ([]byte, error)
	Presence     *presence.Room
}

// New returns the handler of /api/v1/. It must stand behind Accounts.Protect.
func New(p Parts) http.Handler {
	mux := http.NewServeMux()
	table := routes(p)
	for _, r := range table {
		mux.Handle(r.Method+" "+base+r.Path, p.spoken(r.handler()))
	}
	document := openAPI(table)
	mux.Handle("GET "+base+"/openapi.json", web.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		return web.JSON(w, http.StatusOK, document)
	}))
	mux.Handle("/", web.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		return news.Errorf(news.NotFound, "The API has no %s %s. What it has is in %s/openapi.json.", r.Method, r.URL.Path, base)
	}))
	return mux
}

const base = "/api/v1"

// The most bytes of a request, and of its key.
const (
	mostJSON = 5 << 20
	mostKey  = 200
)

// call is one request to a route.
type call struct {
	*http.Request
	by     news.Person
	upload upload // of a route that takes a file
}

// number returns the number in the path, as {number}.
func (c call) number(name string) (int64, error) {
	n, err := strconv.ParseInt(c.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, news.Errorf(news.NotFound, "%q is not a number.", c.PathValue(name))
	}
	return n, nil
}

// based returns the revision that a save is based on: the body's base, or If-Match with
// the ETag that came with the story.
func (c call) based(base int64) (int64, error) {
	match := c.Header.Get("If-Match")
	if match == "" {
		if base < 1 {
			return 0, news.Errorf(news.Invalid, "Say in \"base\" which revision of the story you changed.")
		}
		return base, nil
	}
	n, err := strconv.ParseInt(strings.Trim(match, `"`), 10, 64)
	if err != nil || n < 1 || match != etag(n) {
		return 0, news.Errorf(news.Invalid, "If-Match is the ETag that the story came with, as \"3\"; %s is not.", match)
	}
	if base != 0 && base != n {
		return 0, news.Errorf(news.Invalid, "The base is %d and If-Match is %s. Send one of them, or both the same.", base, match)
	}
	return n, nil
}

// etag is how a story's revision stands in ETag and If-Match.
func etag(revision int64) string { return `"` + strconv.FormatInt(revision, 10) + `"` }

// Route is one thing that the API does.
type Route struct {
	Method, Path, Summary string
	Verb                  news.Verb // what the person must be allowed to do; the desk checks it again
	Query                 []string  // names of query parameters
	Status                int       // of success
	in, out               reflect.Type
	raw                   bool                                  // the request's body is a file, not JSON
	kind                  string                                // media type of an answer that is not JSON
	live                  func(http.ResponseWriter, call) error // answers by itself, instead of do: with a stream of events, or as tus asks
	do                    func(call, []byte) (any, error)
}

// none is the input or output of a route that has none.
type none struct{}

// on makes a route of a function from an input to an output.
func on[In, Out any](method, path, summary string, verb news.Verb, status int, f func(call, In) (Out, error)) Route {
	r := Route{Method: method, Path: path, Summary: summary, Verb: verb, Status: status, in: reflect.TypeFor[In](), out: reflect.TypeFor[Out]()}
	r.do = func(c call, body []byte) (any, error) {
		var in In
		if r.in != reflect.TypeFor[none]() {
			if err := web.DecodeBytes(body, &in); err != nil {
				return nil, err
			}
		}
		return f(c, in)
	}
	return r
}

// query says which query parameters the route takes.
func (r Route) query(names ...string) Route {
	r.Query = names
	return r
}

// file says that the answer is a file of the media type.
func (r Route) file(kind string) Route {
	r.kind = kind
	return r
}

// handler answers requests to the route.
func (r Route) handler() web.Handler {
	return func(w http.ResponseWriter, req *http.Request) error {
		by, err := account.Must(req.Context())
		if err != nil {
			return err
		}
		if err := by.May(r.Verb); err != nil {
			return err
		}
		c := call{Request: req, by: by}
		if r.live != nil {
			held, release := account.Hold(req.Context())
			defer release()
			c.Request = req.WithContext(held)
			return r.live(w, c)
		}
		body, err := r.read(w, &c)
		if err != nil {
			return err
		}
		if key := req.Header.Get("Idempotency-Key"); key != "" && req.Method == http.MethodPost {
			if len(key) > mostKey {
				return news.Errorf(news.Invalid, "An Idempotency-Key has at most %d characters.", mostKey)
			}
			sum := sha256.Sum256(append([]byte(req.Method+" "+req.URL.RequestURI()+"\n"), body...))
			c.Request = req.WithContext(desk.WithKey(req.Context(), key, hex.EncodeToString(sum[:])))
		}
		out, err := r.do(c, body)
		if err != nil {
			return err
		}
		switch out := out.(type) {
		case file:
			return out.send(w, r.kind)
		case news.Story:
			w.Header().Set("ETag", etag(out.Revision))
		}
		return web.JSON(w, r.Status, out)
	}
}

// spoken answers for h. A script of the newsroom's pages says in its headers in which language
// they are, and gets its problems in that one; a program gets them in English.
func (p Parts) spoken(h web.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		if err == nil {
			return
		}
		problem := web.ProblemOf(err)
		if c, ok := errors.AsType[coded](err); ok {
			problem.Status = c.status
		}
		web.LogInternal(r, problem, err)
		if r.Header.Get("X-Stet") != "" && r.Header.Get("Accept-Language") == string(news.Bangla) {
			problem.Title = bangla.Voice{When: p.clock(r.Context())}.Error(web.Said(err))
		}
		web.SendProblem(w, problem)
	})
}

// clock says a time as the house has it.
func (p Parts) clock(ctx context.Context) func(time.Time) string {
	zone := time.UTC
	if house, err := p.DB.House(ctx); err == nil {
		zone = house.Location()
	}
	return func(at time.Time) string { return news.BanglaDigits(at.In(zone).Format("2.1.2006, 15:04")) }
}

// read returns the request's body. Of a file it returns what makes the request the same
// when it is sent again, and leaves the file in c.
func (r Route) read(w http.ResponseWriter, c *call) (body []byte, err error) {
	switch {
	case r.raw:
		if c.upload, err = readUpload(w, c.Request); err != nil {
			return nil, err
		}
		return c.upload.identity()
	case r.in == reflect.TypeFor[none]():
		return nil, nil
	}
	said := c.Header.Get("Content-Type")
	if kind, params, err := mime.ParseMediaType(said); err != nil || kind != "application/json" || !strings.EqualFold(cmp.Or(params["charset"], "utf-8"), "utf-8") {
		return nil, news.Errorf(news.Unsupported, "Send JSON in UTF-8, with Content-Type: application/json; %q is not.", said)
	}
	if body, err = io.ReadAll(http.MaxBytesReader(w, c.Body, mostJSON)); err != nil {
		return nil, err
	}
	if !utf8.Valid(body) {
		return nil, news.Errorf(news.Invalid, "That is not UTF-8 throughout; nothing was changed.")
	}
	return body, nil
}

// file is an answer that is not JSON.
type file []byte

func (f file) send(w http.ResponseWriter, kind string) error {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", "attachment")
	_, _ = w.Write(f) // the caller has gone if this fails
	return nil
}
