// Package purge tells caches before the readers' site what they have to forget: Fastly,
// Cloudflare, Varnish, or anybody by a signed webhook. What there is to tell is in the
// database, and so is how far each cache was told; see Room.
package purge

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// The kinds of hook. They are called as press.Cache calls the caches.
const (
	Fastly     = "fastly"
	Cloudflare = "cloudflare"
	Varnish    = "varnish"
	Webhook    = "webhook"
)

// Hook is a cache that can be told.
type Hook struct {
	// Name is what the hook is called in the database and the log. It holds no secret.
	Name string
	Kind string

	address string // of the API, or of the cache itself
	target  string // Fastly's service, Cloudflare's zone
	secret  string
	client  *fetch.Client
}

// homes are where the services of that kind answer.
var homes = map[string]string{Fastly: "https://api.fastly.com", Cloudflare: "https://api.cloudflare.com"}

// variables are where the secret of a kind is if nothing else is said.
var variables = map[string]string{Fastly: "STET_FASTLY_TOKEN", Cloudflare: "STET_CLOUDFLARE_TOKEN", Webhook: "STET_WEBHOOK_SECRET"}

// Parse reads what an operator wrote: fastly:SERVICE, cloudflare:ZONE, varnish:http://…
// or the https://… address of a webhook, each with ?token-file=PATH or ?token-env=NAME
// after it if its secret is not in the environment, which is asked by name, under the usual
// one. An error is a
// *news.Error.
func Parse(text string, environment func(string) string, o fetch.Options) (*Hook, error) {
	kind, rest, _ := strings.Cut(text, ":")
	if kind == "http" || kind == "https" {
		kind, rest = Webhook, text
	}
	bare, query, _ := strings.Cut(rest, "?")
	h := &Hook{Kind: kind, Name: kind + ":" + bare, target: bare, address: homes[kind]}
	if kind == Webhook {
		h.Name = bare
	}
	values, err := url.ParseQuery(query)
	if err != nil || bare == "" {
		return nil, unclear(text)
	}
	if values.Has("token") || values.Has("secret") {
		return nil, news.Errorf(news.Invalid, "--purge %s has its token in it, where everybody on this machine can read it: put it in a file and write ?token-file=PATH, or in the environment and write ?token-env=NAME.", h.Name)
	}
	if h.secret, err = secret(h.Name, kind, values, environment); err != nil {
		return nil, err
	}
	if api := values.Get("api"); api != "" && homes[kind] != "" {
		h.address, o.Trusted = strings.TrimSuffix(api, "/"), true
	}
	values.Del("token-file")
	values.Del("token-env")
	switch kind {
	case Fastly, Cloudflare:
		if strings.ContainsAny(bare, "/ ") {
			return nil, unclear(text)
		}
	case Varnish, Webhook:
		u, err := url.Parse(bare)
		if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
			return nil, unclear(text)
		}
		u.RawQuery = values.Encode()
		h.address, o.Trusted = u.String(), true // the operator's own word
	default:
		return nil, unclear(text)
	}
	h.client = fetch.New(o)
	return h, nil
}

func unclear(text string) error {
	bare, _, _ := strings.Cut(text, "?")
	return news.Errorf(news.Invalid, "--purge %s is no cache that is known: write fastly:SERVICE, cloudflare:ZONE, varnish:http://HOST:PORT, or the https:// address of a webhook.", bare)
}

// secret reads the hook's secret. Varnish has none.
func secret(name, kind string, values url.Values, environment func(string) string) (string, error) {
	variable := variables[kind]
	if v := values.Get("token-env"); v != "" {
		variable = v
	}
	if path := values.Get("token-file"); path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			return "", news.Errorf(news.Invalid, "The token for --purge %s cannot be read: %v.", name, err)
		}
		if token := strings.TrimSpace(string(text)); token != "" {
			return token, nil
		}
		return "", news.Errorf(news.Invalid, "The token for --purge %s: the file %s is empty.", name, path)
	}
	if variable == "" {
		return "", nil
	}
	if token := strings.TrimSpace(environment(variable)); token != "" {
		return token, nil
	}
	return "", news.Errorf(news.Invalid, "--purge %s needs a token: put it in a file and write ?token-file=PATH after it, or in the environment as %s.", name, variable)
}

// batch is one call: a few keys that are all only stale, or all gone.
type batch struct {
	edition int64
	part    int
	keys    []string
	gone    bool
}

// longest is how many bytes the keys of one call have at most: Varnish takes them in a
// header field of 8 KB.
const longest = 6 << 10

// batches are the calls it takes to tell the cache, gone before stale. most is how many
// keys go into one.
func batches(edition int64, s store.Stale, most int) (all []batch) {
	add := func(keys []string, gone bool) {
		for len(keys) > 0 {
			n, size := 0, 0
			for n < len(keys) && n < most && (n == 0 || size+len(keys[n]) < longest) {
				size += len(keys[n]) + 1
				n++
			}
			all = append(all, batch{edition, len(all), keys[:n], gone})
			keys = keys[n:]
		}
	}
	add(s.Gone, true)
	add(s.Keys, false)
	return all
}

// tell tells the cache what is stale up to the edition.
func (h *Hook) tell(ctx context.Context, edition int64, s store.Stale) error {
	send, most := h.varnish, 200
	switch h.Kind {
	case Fastly:
		send, most = h.fastly, 256
	case Cloudflare:
		send, most = h.cloudflare, 30
	case Webhook:
		send, most = h.webhook, 500
	}
	for _, b := range batches(edition, s, most) {
		if err := send(ctx, b); err != nil {
			return fmt.Errorf("purge %s: %w", h.Name, err)
		}
	}
	return nil
}
