package fetch

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// secretNames is what withSecret puts in a context: the names of the headers that hold a secret.
type secretNames struct{}

func withSecret(ctx context.Context, h http.Header) context.Context {
	if len(h) == 0 {
		return ctx
	}
	return context.WithValue(ctx, secretNames{}, h)
}

// keepSecret takes the secret headers off a redirected request, unless every hop so far was on the server that the first was sent to.
func keepSecret(req *http.Request, via []*http.Request) {
	h, _ := req.Context().Value(secretNames{}).(http.Header)
	first := via[0].URL
	elsewhere := func(r *http.Request) bool { return !sameServer(first, r.URL) }
	if len(h) == 0 || !slices.ContainsFunc(via, elsewhere) && !elsewhere(req) {
		return
	}
	for name := range h {
		req.Header.Del(name)
	}
}

// sameServer reports whether b is on the server of a: the same name and port, or the same name where http on its usual port went over to https on its own.
func sameServer(a, b *url.URL) bool {
	if !strings.EqualFold(a.Hostname(), b.Hostname()) {
		return false
	}
	from, _ := portOf(a)
	to, _ := portOf(b)
	return a.Scheme == b.Scheme && from == to || a.Scheme == "http" && from == 80 && b.Scheme == "https" && to == 443
}

func firstOf(list []string, most int) []string { return list[:min(len(list), most)] }
