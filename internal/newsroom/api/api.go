// Package api is the newsroom for programs: JSON under /api/v1/, for whoever brings a
// token or a session. What it does is in one table, routes.go, from which both the
// handlers and the OpenAPI document are made.
package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/web"
)

// Parts is what the API works with. TryWire is nil in a process that asks no wires.
type Parts struct {
	DB       *store.DB
	Desk     *desk.Desk
	Pictures *picture.Studio
	TryWire  func(ctx context.Context, id string) error
}

// New returns the handler of /api/v1/. It must stand behind Accounts.Protect.
func New(p Parts) http.Handler {
	mux := http.NewServeMux()
	table := routes(p)
	for _, r := range table {
		mux.Handle(r.Method+" "+base+r.Path, r.handler())
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

// The most bytes of a request.
const (
	mostJSON = 5 << 20
	mostKey  = 200
)

// call is one request to a route.
type call struct {
	*http.Request
	by news.Person
}

// number returns the number in the path, as {number}.
func (c call) number(name string) (int64, error) {
	n, err := strconv.ParseInt(c.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, news.Errorf(news.NotFound, "%q is not a number.", c.PathValue(name))
	}
	return n, nil
}

// page returns the limit and the cursor of a list.
func (c call) page() (limit int, before time.Time, err error) {
	limit = 50
	if s := c.URL.Query().Get("limit"); s != "" {
		if limit, err = strconv.Atoi(s); err != nil || limit < 1 || limit > 200 {
			return 0, before, news.Errorf(news.Invalid, "limit is a number from 1 to 200; %q is not.", s)
		}
	}
	if s := c.URL.Query().Get("before"); s != "" {
		if before, err = time.Parse(time.RFC3339Nano, s); err != nil {
			return 0, before, news.Errorf(news.Invalid, "before is the \"next\" of the page before; %q is not.", s)
		}
	}
	return limit, before, nil
}

// Route is one thing that the API does.
type Route struct {
	Method, Path, Summary string
	Verb                  news.Verb // what the person must be allowed to do; the desk checks it again
	Query                 []string  // names of query parameters
	Status                int       // of success
	in, out               reflect.Type
	raw                   bool // the request's body is a file, not JSON
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

// handler answers requests to the route.
func (r Route) handler() http.Handler {
	return web.Handler(func(w http.ResponseWriter, req *http.Request) error {
		by, err := account.Must(req.Context())
		if err != nil {
			return err
		}
		if err := by.May(r.Verb); err != nil {
			return err
		}
		body, err := r.read(w, req)
		if err != nil {
			return err
		}
		if key := req.Header.Get("Idempotency-Key"); key != "" && req.Method == http.MethodPost {
			if len(key) > mostKey {
				return news.Errorf(news.Invalid, "An Idempotency-Key has at most %d characters.", mostKey)
			}
			sum := sha256.Sum256(append([]byte(req.Method+" "+req.URL.RequestURI()+"\n"), body...))
			req = req.WithContext(desk.WithKey(req.Context(), key, hex.EncodeToString(sum[:])))
		}
		out, err := r.do(call{req, by}, body)
		if err != nil {
			return err
		}
		if f, ok := out.(file); ok {
			return f.send(w)
		}
		return web.JSON(w, r.Status, out)
	})
}

func (r Route) read(w http.ResponseWriter, req *http.Request) ([]byte, error) {
	switch {
	case r.raw:
		return io.ReadAll(http.MaxBytesReader(w, req.Body, picture.MaxBytes))
	case r.in == reflect.TypeFor[none]():
		return nil, nil
	}
	if kind := req.Header.Get("Content-Type"); !bytes.HasPrefix([]byte(kind), []byte("application/json")) {
		return nil, news.Errorf(news.Unsupported, "Send JSON, with Content-Type: application/json; %q is not.", kind)
	}
	return io.ReadAll(http.MaxBytesReader(w, req.Body, mostJSON))
}

// file is an answer that is not JSON.
type file struct {
	kind string
	data []byte
}

func (f file) send(w http.ResponseWriter) error {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", "attachment")
	_, _ = w.Write(f.data) // the caller has gone if this fails
	return nil
}
