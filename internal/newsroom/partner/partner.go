// Package partner is the content API: clients read by themselves, with a key, what of their products there is. It only reads. It has no
// session, no cookie and no way to the newsroom, and stands on a listener of its own, so that neither the staff's doors nor the readers' are
// open to who has a key, nor a key's to others.
//
// A product is read by following it: each page begins behind the last one, in the order in which stories came to be as they are. A story that
// changes moves to the end, so that who follows gets every story at its newest version, none left out, no version twice. What was taken from
// readers stays in the product as the word that it was.
package partner

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/web"
)

const base = "/partner/v1"

// seeEvery is how old what is kept of the last use of a key may be.
const seeEvery = time.Minute

// Partners answers the content API. Make one with New.
type Partners struct {
	db     *store.DB
	hash   func(key string) string
	limits limits
}

// New returns the handler. hash is what of a key is kept.
func New(db *store.DB, hash func(key string) string) *Partners {
	return &Partners{db: db, hash: hash, limits: limits{buckets: map[string]*bucket{}}}
}

// Handler returns what serves the routes.
func (p *Partners) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle("GET "+base+r.path, p.open(r))
	}
	document := openAPI(routes)
	mux.Handle("GET "+base+"/openapi.json", web.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		return web.JSON(w, http.StatusOK, document)
	}))
	mux.Handle("/", web.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		return news.Errorf(news.NotFound, "The content API has no %s %s. What it has is in %s/openapi.json.", r.Method, r.URL.Path, base)
	}))
	return mux
}

// call is one request with a key that holds.
type call struct {
	*http.Request
	*Partners
	key news.PartnerKey
}

// open answers whoever has a key that holds, as often as it may be used.
func (p *Partners) open(r route) http.Handler {
	return web.Handler(func(w http.ResponseWriter, req *http.Request) error {
		w.Header().Set("Cache-Control", "private, no-cache")
		w.Header().Set("Vary", "Authorization")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		key, err := p.authorised(req)
		if err != nil {
			if told, ok := errors.AsType[*news.Error](err); ok && told.Kind == news.Unauthorised {
				w.Header().Set("WWW-Authenticate", `Bearer realm="content"`)
			}
			return err
		}
		if wait := p.limits.take(key.ID, key.PerMin, time.Now()); wait > 0 {
			seconds := int(wait/time.Second) + 1
			w.Header().Set("Retry-After", strconv.Itoa(seconds))
			return news.Errorf(news.TooMany, "This key is answered %d times a minute. Ask again in %d seconds.", key.PerMin, seconds)
		}
		return r.do(w, call{req, p, key})
	})
}

// authorised returns the key that the request brings. What does not hold is Unauthorised, in the same words whatever is wrong with it.
func (p *Partners) authorised(r *http.Request) (key news.PartnerKey, err error) {
	value, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || value == "" || len(value) > 200 {
		return key, news.Errorf(news.Unauthorised, "Send your key as: Authorization: Bearer KEY.")
	}
	key, err = p.db.PartnerKey(r.Context(), p.hash(value))
	switch {
	case store.IsNotFound(err):
		return key, errKey
	case err != nil:
		return key, err
	case !key.Ended.IsZero():
		return key, errKey
	}
	client, err := p.db.ReadClient(r.Context(), key.Client)
	if err != nil {
		return key, err
	}
	if !client.Active {
		return key, errKey
	}
	if now := time.Now(); now.Sub(key.Seen) > seeEvery {
		see := context.WithoutCancel(r.Context())
		if err := p.db.Tx(see, func(tx *store.Tx) error { return tx.SeePartnerKey(see, key.ID, now) }); err != nil {
			slog.WarnContext(see, "that a partner's key was used is not on record", "key", key.ID, "err", err)
		}
	}
	return key, nil
}

var errKey = news.Errorf(news.Unauthorised, "That key is not known, or has ended.")

// product returns the product in the path, if the key opens it. One that it does not open and one that there is not are the same.
func (c call) product() (news.Product, error) {
	id := c.PathValue("product")
	if !slices.Contains(c.key.Products, id) {
		return news.Product{}, news.Errorf(news.NotFound, "Your key opens no product %q. Those that it opens are at %s/products.", id, base)
	}
	return c.db.Product(c.Context(), id)
}

// whole reads a whole number from the query, usual if it is not there.
func (c call) whole(name string, usual, least, most int64) (int64, error) {
	text := c.URL.Query().Get(name)
	if text == "" {
		return usual, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || n > most {
		return 0, news.Errorf(news.Invalid, "%q is a whole number from %d to %d; %q is not.", name, least, most, text)
	}
	return n, nil
}

// answer sends the file, or 304 and nothing else if the caller says that it has it. What tells that copy was taken away is sent each time.
func (c call) answer(w http.ResponseWriter, status int, file out.File) {
	etag := file.ETag()
	w.Header().Set("ETag", etag)
	if status == http.StatusOK && c.has(etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", file.Type)
	w.WriteHeader(status)
	_, _ = w.Write(file.Body) // the caller has gone if this fails
}

// has reports whether the caller says that it has what the validator names. There is no other validator: two versions can be of one second.
func (c call) has(etag string) bool {
	for one := range strings.SplitSeq(c.Header.Get("If-None-Match"), ",") {
		if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == etag || one == "*" {
			return true
		}
	}
	return false
}
