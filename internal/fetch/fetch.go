// Package fetch is the one way out of the house: every request that Stet makes to
// the outside world goes through its Client.
//
// A journalist may type any address, and a server far away may answer with any
// redirect and any name that leads anywhere. So the Client looks at the address a
// name has led to at the moment of every connection, and connects only to public
// ones; it follows few redirects; it sends no cookies and referrers, and credentials to the one server they
// are for; and it reads no more, and waits no longer, than it was told to.
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// The limits of one request that nobody has set otherwise.
const (
	DefaultTotal   = 30 * time.Second
	DefaultHeader  = 15 * time.Second
	DefaultMaxBody = 10 << 20

	maxAddress   = 2 << 10  // bytes of a URL
	maxHeader    = 64 << 10 // bytes of an answer's header
	maxRedirects = 5
	maxRatio     = 100     // of a body to its compressed form
	ratioFrom    = 1 << 20 // bytes below which any ratio is harmless
	maxValidator = 1 << 10 // bytes of an ETag or Last-Modified that is kept
)

// Options say how a Client behaves. The zero value is a good one.
type Options struct {
	// Version and Home go into the User-Agent: "Stet/VERSION (+HOME)".
	Version string
	Home    string
	// Allow are places that may be reached although their address is not public or
	// their port is not one of Ports: the demo's own feed server on loopback, an
	// agency's receiver in the house.
	Allow []netip.AddrPort
	// Trusted lets the Client reach every address and port: for addresses that whoever runs
	// the process wrote into its configuration, never for one that was typed on a screen.
	Trusted bool
	// Ports that may be reached besides 80 and 443.
	Ports []uint16
	// Roots are the certificate authorities to trust; nil is the system's.
	Roots *x509.CertPool
	// Resolver looks up names; nil is the system's.
	Resolver *net.Resolver

	Total   time.Duration // for everything, redirects and body included; 0 is DefaultTotal
	Header  time.Duration // until an answer's header is there; 0 is DefaultHeader
	MaxBody int64         // bytes of a body, uncompressed; 0 is DefaultMaxBody
}

// Client fetches. It is safe for concurrent use.
type Client struct {
	options Options
	agent   string
	http    *http.Client
}

// New returns a Client.
func New(o Options) *Client {
	if o.Total <= 0 {
		o.Total = DefaultTotal
	}
	if o.Header <= 0 {
		o.Header = DefaultHeader
	}
	if o.MaxBody <= 0 {
		o.MaxBody = DefaultMaxBody
	}
	c := &Client{options: o, agent: agent(o.Version, o.Home)}
	dialer := &net.Dialer{Timeout: o.Header, Resolver: o.Resolver, ControlContext: c.control}
	c.http = &http.Client{
		CheckRedirect: c.redirect,
		Transport: &http.Transport{
			Proxy:                  nil, // a proxy would look up the name, and reach what we must not
			DialContext:            dialer.DialContext,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // unpacked here, with limits
			TLSClientConfig:        &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    o.Header,
			ResponseHeaderTimeout:  o.Header,
			MaxResponseHeaderBytes: maxHeader,
			MaxIdleConns:           32,
			MaxIdleConnsPerHost:    1,
			IdleConnTimeout:        90 * time.Second,
		},
	}
	return c
}

func agent(version, home string) string {
	if version == "" {
		version = "dev"
	}
	if home == "" {
		return "Stet/" + version
	}
	return "Stet/" + version + " (+" + home + ")"
}

// Close ends the connections that are idle.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Request says what to fetch.
type Request struct {
	URL    string
	Accept string // for the Accept header; empty is anything
	// ETag and LastModified, if set, ask for the body only if it has changed.
	ETag         string
	LastModified string
	MaxBody      int64 // less than the Client's; 0 is the Client's
	// Secret are headers for the server of the URL alone: they are not sent after a redirect to another.
	Secret http.Header
}

// Answer is what was fetched.
type Answer struct {
	URL          string // where it came from, after all redirects
	NotModified  bool   // the body is what it was
	Type         string // the Content-Type as sent
	ETag         string
	LastModified string
	Body         []byte // uncompressed
	// Links are the Link headers as sent, at most 10.
	Links []string
}

// Get fetches. An error that the person who gave the address can act on is a
// *news.Error; an answer with another status than 2xx or 304 is a *StatusError.
//
// When a body breaks off, or is over a limit, Get returns the part it has together
// with the error: who reads lists can take what is complete.
func (c *Client) Get(ctx context.Context, r Request) (*Answer, error) {
	u, err := c.Check(r.URL)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.options.Total)
	defer cancel()
	req, err := http.NewRequestWithContext(withSecret(ctx, r.Secret), http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("make the request for %s: %w", u.Host, err)
	}
	c.header(req.Header, r)
	maps.Copy(req.Header, r.Secret)
	res, err := c.http.Do(req)
	if err != nil {
		return nil, c.explain(ctx, u.Host, err)
	}
	defer res.Body.Close()
	host := res.Request.URL.Host
	a := &Answer{
		URL:          res.Request.URL.String(),
		Type:         res.Header.Get("Content-Type"),
		ETag:         validator(res.Header.Get("ETag")),
		LastModified: validator(res.Header.Get("Last-Modified")),
		Links:        firstOf(res.Header.Values("Link"), 10),
	}
	switch {
	case res.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		a.NotModified = true
		return a, nil
	case res.StatusCode < 200 || res.StatusCode > 299:
		return nil, statusError(host, res)
	}
	limit := c.options.MaxBody
	if r.MaxBody > 0 {
		limit = min(limit, r.MaxBody)
	}
	if a.Body, err = readBody(res, limit); err != nil {
		return a, c.explain(ctx, host, err)
	}
	return a, nil
}

func (c *Client) header(h http.Header, r Request) {
	h.Set("User-Agent", c.agent)
	h.Set("Accept-Encoding", "gzip")
	if r.Accept != "" {
		h.Set("Accept", r.Accept)
	}
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
}

// validator returns s if it can be kept and sent back.
func validator(s string) string {
	if len(s) > maxValidator {
		return ""
	}
	return s
}

// Check returns the address as a URL if the Client would try it: what can be said
// without looking up the name.
func (c *Client) Check(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	switch {
	case len(address) > maxAddress:
		return nil, news.Errorf(news.Invalid, "The address is longer than %d bytes.", maxAddress)
	case err != nil || u.Opaque != "" || u.Hostname() == "" && (u.Scheme == "http" || u.Scheme == "https"):
		return nil, news.Errorf(news.Invalid, "%q is not an address: it should look like https://example.com/feed.xml.", address)
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, news.Errorf(news.Invalid, "%q does not begin with https:// or http://, and nothing else can be fetched.", address)
	case u.User != nil:
		return nil, news.Errorf(news.Invalid, "The address has a name or password in it, before the @: they would be sent to whoever answers, so Stet does not fetch it.")
	}
	port, err := portOf(u)
	if err != nil {
		return nil, err
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		return u, c.permit(netip.AddrPortFrom(ip, port))
	}
	if !c.portMayBe(port) {
		return nil, refusedPort(port)
	}
	return u, nil
}

func portOf(u *url.URL) (uint16, error) {
	switch {
	case u.Port() != "":
		n, err := strconv.ParseUint(u.Port(), 10, 16)
		if err != nil || n == 0 {
			return 0, news.Errorf(news.Invalid, "There is no port %q.", u.Port())
		}
		return uint16(n), nil
	case u.Scheme == "https":
		return 443, nil
	}
	return 80, nil
}

// portMayBe reports whether some address may be reached on the port.
func (c *Client) portMayBe(port uint16) bool {
	return c.publicPort(port) || slices.ContainsFunc(c.options.Allow, func(a netip.AddrPort) bool { return a.Port() == port })
}

func (c *Client) publicPort(port uint16) bool {
	return c.options.Trusted || port == 80 || port == 443 || slices.Contains(c.options.Ports, port)
}

// redirect decides whether to follow a redirect. It sees the address as written; what
// the name leads to is checked when it is dialled.
func (c *Client) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return news.Errorf(news.Invalid, "%s sends on from one address to the next, more than %d times.", via[0].URL.Host, maxRedirects)
	}
	from := via[len(via)-1].URL
	if from.Scheme == "https" && req.URL.Scheme == "http" {
		return news.Errorf(news.Invalid, "%s sends on from https to an address without encryption, %s: Stet does not follow.", from.Host, req.URL.Host)
	}
	if _, err := c.Check(req.URL.String()); err != nil {
		kind := news.Invalid
		if said, ok := errors.AsType[*news.Error](err); ok {
			kind = said.Kind
		}
		return news.Errorf(kind, "%s sends on to another address. %s", from.Host, err.Error())
	}
	req.Header.Del("Referer") // a feed's address may hold a subscriber's key
	keepSecret(req, via)
	return nil
}

// control is called with the resolved address before every connection.
func (c *Client) control(_ context.Context, network, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || (network != "tcp4" && network != "tcp6") {
		return news.Errorf(news.Forbidden, "The address leads to %s over %s, which Stet does not fetch from.", address, network)
	}
	return c.permit(to)
}

// permit returns nil if a connection may be made.
func (c *Client) permit(to netip.AddrPort) error {
	if c.options.Trusted {
		return nil
	}
	to = netip.AddrPortFrom(to.Addr().Unmap(), to.Port())
	if slices.ContainsFunc(c.options.Allow, func(a netip.AddrPort) bool {
		return netip.AddrPortFrom(a.Addr().Unmap(), a.Port()) == to
	}) {
		return nil
	}
	if !Public(to.Addr()) {
		return news.Errorf(news.Forbidden, "The address leads to %s, which is not on the public internet but inside this machine or a network, so Stet does not fetch it.", to.Addr())
	}
	if !c.publicPort(to.Port()) {
		return refusedPort(to.Port())
	}
	return nil
}

func refusedPort(port uint16) error {
	return news.Errorf(news.Forbidden, "The address has port %d; Stet fetches from 80 and 443, and from others only if whoever runs it has allowed them.", port)
}
