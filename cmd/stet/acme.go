package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"

	"github.com/caddyserver/certmagic"
	"go.uber.org/zap"
)

// automatic gets certificates from an authority by itself, and renews them.
type automatic struct {
	magic  *certmagic.Config
	issuer *certmagic.ACMEIssuer
	names  []string
}

// automatic returns what gets the certificates for --tls-domain. They are kept in the
// data folder. The authority looks for us at the names: at port 443, which must lead to
// the listener's, or at port 80, which must lead to --tls-redirect.
func (s *secure) automatic(data string, l net.Listener) (*automatic, error) {
	var roots *x509.CertPool
	if s.TLSCARoots != "" {
		text, err := os.ReadFile(s.TLSCARoots)
		if err != nil {
			return nil, invalid("--tls-ca-roots %s cannot be read: %v.", s.TLSCARoots, err)
		}
		if roots = x509.NewCertPool(); !roots.AppendCertsFromPEM(text) {
			return nil, invalid("--tls-ca-roots %s holds no certificate.", s.TLSCARoots)
		}
	}
	a := &automatic{names: s.TLSDomain}
	quiet := zap.NewNop() // what matters is an event
	var cache *certmagic.Cache
	config := certmagic.Config{
		Storage: &certmagic.FileStorage{Path: filepath.Join(data, "tls")}, Logger: quiet, OnEvent: tell, DefaultServerName: s.TLSDomain[0],
	}
	cache = certmagic.NewCache(certmagic.CacheOptions{
		GetConfigForCert: func(certmagic.Certificate) (*certmagic.Config, error) { return a.magic, nil }, Logger: quiet,
	})
	a.magic = certmagic.New(cache, config)
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return nil, err
	}
	ours, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	a.issuer = certmagic.NewACMEIssuer(a.magic, certmagic.ACMEIssuer{
		CA: s.TLSCA, Email: s.TLSEmail, Agreed: true, TrustedRoots: roots, Logger: quiet, ListenHost: host, AltTLSALPNPort: ours,
		DisableHTTPChallenge: s.TLSRedirect == "",
	})
	a.magic.Issuers = []certmagic.Issuer{a.issuer}
	return a, nil
}

// tell logs what there is to know of a certificate.
func tell(ctx context.Context, event string, data map[string]any) error {
	switch event {
	case "cert_obtained":
		slog.InfoContext(ctx, "a certificate was obtained", "name", data["identifier"], "renewal", data["renewal"])
	case "cert_failed":
		slog.ErrorContext(ctx, "a certificate could not be obtained; it is tried again", "name", data["identifier"], "err", data["error"])
	}
	return nil
}

// config returns how to encrypt.
func (a *automatic) config() *tls.Config {
	c := a.magic.TLSConfig()
	c.NextProtos = append([]string{"h2", "http/1.1"}, c.NextProtos...)
	c.MinVersion = tls.VersionTLS12
	return c
}

// run gets the certificates, and keeps them fresh until ctx is done. Until there is one
// the listener refuses readers.
func (a *automatic) run(ctx context.Context) {
	if err := a.magic.ManageAsync(ctx, a.names); err != nil {
		slog.ErrorContext(ctx, "certificates are not obtained", "err", err)
	}
	<-ctx.Done()
}

// challenges answers the authority at port 80, and everybody else by next.
func (a *automatic) challenges(next http.Handler) http.Handler {
	if a == nil {
		return next
	}
	return a.issuer.HTTPChallengeHandler(next)
}
