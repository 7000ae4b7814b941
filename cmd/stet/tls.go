package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/quic-go/quic-go/http3"

	"github.com/stet-news/stet/internal/reader/h2"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// secure says how readers are served with encryption.
type secure struct {
	TLS         string        `help:"Address to serve readers on with TLS, HTTP/2 and HTTP/1.1." default:"127.0.0.1:8443" name:"tls"`
	TLSCert     string        `help:"File with the certificate and those above it, as PEM. It is read again when it changes." name:"tls-cert" type:"path"`
	TLSKey      string        `help:"File with the certificate's key, as PEM." name:"tls-key" type:"path"`
	TLSDomain   []string      `help:"Name to get a certificate for from an authority by itself, and to renew it. May be given more than once." name:"tls-domain"`
	TLSEmail    string        `help:"Where the authority writes to when something is wrong with a certificate." name:"tls-email"`
	TLSCA       string        `help:"The authority's directory (ACME). Default: Let's Encrypt." name:"tls-ca"`
	TLSCARoots  string        `help:"File with certificates to trust the authority by, as PEM. Default: the system's." name:"tls-ca-roots" type:"path"`
	TLSRedirect string        `help:"Address without encryption that sends everybody on to the one with it, as :80." name:"tls-redirect"`
	HSTS        time.Duration `help:"How long browsers are told to come with TLS only, as 8760h. 0 tells them nothing." name:"hsts" default:"0"`
	HTTP3       bool          `help:"Serve HTTP/3 as well, on the same port over UDP." name:"http3"`
}

// on reports whether readers are served with encryption.
func (s *secure) on() bool { return s.TLSCert != "" || len(s.TLSDomain) > 0 }

func (s *secure) check() error {
	switch {
	case (s.TLSCert == "") != (s.TLSKey == ""):
		return invalid("--tls-cert and --tls-key belong together: give both.")
	case s.TLSCert != "" && len(s.TLSDomain) > 0:
		return invalid("--tls-cert and --tls-domain are two ways to a certificate: give one.")
	case !s.on() && (s.TLSRedirect != "" || s.HTTP3 || s.HSTS != 0):
		return invalid("--tls-redirect, --http3 and --hsts are of use with encryption only: give --tls-domain, or --tls-cert and --tls-key.")
	case s.HSTS < 0:
		return invalid("--hsts %s is in the past.", s.HSTS)
	}
	return nil
}

// door is where readers come in with encryption.
type door struct {
	listener net.Listener
	door     *h2.Door
	magic    *automatic // nil with certificates in files

	packets net.PacketConn // nil without HTTP/3
	quic    *http3.Server

	old      net.Listener // nil if nobody is sent on
	redirect *http.Server
}

// openSecure listens for readers who want encryption, if they may have it.
func (h *house) openSecure(ctx context.Context, bar *ticker.Ticker) (err error) {
	if !h.secure.on() {
		return nil
	}
	d := &door{}
	h.door = d
	if d.listener, err = listen(ctx, "--tls", h.TLS); err != nil {
		return err
	}
	h.closers = append(h.closers, quiet{d.listener})
	config, err := d.certificates(h.secure, h.data)
	if err != nil {
		return err
	}
	fields := h.also(d.listener.Addr())
	old := site.Server(h.site)
	old.Handler = also(fields, old.Handler)
	old.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){} // HTTP/2 is not its
	d.door = &h2.Door{Most: mostSecure(), Config: config, H2: &h2.Server{Site: h.site, Ticker: bar, Also: fields}, Old: old}
	if err := d.openHTTP3(ctx, h, old.Handler); err != nil {
		return err
	}
	return d.openRedirect(ctx, h)
}

// quiet closes a listener that may be closed already.
type quiet struct{ io.Closer }

func (q quiet) Close() error {
	if err := q.Closer.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// certificates returns how to encrypt.
func (d *door) certificates(s secure, data string) (*tls.Config, error) {
	if len(s.TLSDomain) > 0 {
		var err error
		if d.magic, err = s.automatic(data, d.listener); err != nil {
			return nil, err
		}
		return d.magic.config(), nil
	}
	files := &certificateFiles{cert: s.TLSCert, key: s.TLSKey}
	if _, err := files.get(nil); err != nil {
		return nil, invalid("--tls-cert %s and --tls-key %s cannot be used: %v.", s.TLSCert, s.TLSKey, err)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: files.get}, nil
}

// also are the header fields of every answer with encryption.
func (s *secure) also(address net.Addr) (fields []string) {
	if s.HSTS > 0 {
		fields = append(fields, "strict-transport-security", fmt.Sprintf("max-age=%d", int64(s.HSTS/time.Second)))
	}
	if s.HTTP3 {
		_, port, _ := net.SplitHostPort(address.String())
		fields = append(fields, "alt-svc", fmt.Sprintf(`h3=":%s"; ma=86400`, port))
	}
	return fields
}

// also adds fields to every answer of the handler.
func also(fields []string, next http.Handler) http.Handler {
	if len(fields) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(fields); i += 2 {
			w.Header().Set(fields[i], fields[i+1])
		}
		next.ServeHTTP(w, r)
	})
}

// openRedirect listens for readers who come without encryption, to send them on.
func (d *door) openRedirect(ctx context.Context, h *house) (err error) {
	if h.TLSRedirect == "" {
		return nil
	}
	origin := h.SiteURL
	if u, err := url.Parse(origin); err != nil || u.Scheme != "https" || u.Host == "" {
		if len(h.TLSDomain) == 0 {
			return invalid("--tls-redirect needs to know where to send readers: give --site-url with https://.")
		}
		origin = "https://" + h.TLSDomain[0]
	}
	if d.old, err = listen(ctx, "--tls-redirect", h.TLSRedirect); err != nil {
		return err
	}
	h.closers = append(h.closers, quiet{d.old})
	d.redirect = site.Server(h.site)
	d.redirect.Handler = d.magic.challenges(sendOn(strings.TrimSuffix(origin, "/")))
	return nil
}

// sendOn sends everybody on to the same path at the origin. Whatever name a reader came
// by, no other origin is ever written.
func sendOn(origin string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.EscapedPath()
		if r.URL.IsAbs() || !strings.HasPrefix(path, "/") || r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Connection", "close")
			http.Error(w, "This address only sends readers on to "+origin+".", http.StatusBadRequest)
			return
		}
		if r.URL.RawQuery != "" {
			path += "?" + r.URL.RawQuery
		}
		w.Header().Set("Location", origin+path)
		w.Header().Set("Cache-Control", "public, max-age=3600")
		w.WriteHeader(http.StatusMovedPermanently)
	})
}

// certificateFiles is a certificate in files, which somebody renews.
type certificateFiles struct {
	cert, key string

	mu      sync.Mutex
	now     *tls.Certificate
	changed time.Time // the file was
	looked  time.Time
	failed  bool
}

// get returns the certificate. Once a minute it looks whether the files have changed; when
// what they hold now is of no use, the old one stays, and that is said once.
func (f *certificateFiles) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.now != nil && time.Since(f.looked) < time.Minute {
		return f.now, nil
	}
	f.looked = time.Now()
	info, err := os.Stat(f.cert)
	if err == nil && (f.now == nil || !info.ModTime().Equal(f.changed)) {
		var c tls.Certificate
		if c, err = tls.LoadX509KeyPair(f.cert, f.key); err == nil {
			f.now, f.changed = &c, info.ModTime()
		}
	}
	if f.now == nil {
		return nil, err
	}
	if err != nil && !f.failed {
		slog.ErrorContext(context.Background(), "the certificate's files are of no use; readers get the one from before", "file", f.cert, "err", err)
	}
	f.failed = err != nil
	return f.now, nil
}

// secureURL is where readers reach this process with encryption.
func (h *house) secureURL() string { return "https://" + h.door.listener.Addr().String() }

// runSecure serves readers with encryption until ctx is done.
func (h *house) runSecure(ctx context.Context, wg *sync.WaitGroup, stop context.CancelCauseFunc) {
	d := h.door
	if d == nil {
		return
	}
	live := context.WithoutCancel(ctx) // requests that are under way end
	wg.Go(func() {
		if err := d.door.Serve(live, d.listener); err != nil {
			stop(fmt.Errorf("serve %s: %w", d.listener.Addr(), err))
		}
	})
	if d.magic != nil {
		wg.Go(func() { d.magic.run(ctx) })
	}
	if d.quic != nil {
		wg.Go(func() {
			if err := d.quic.Serve(d.packets); err != nil && !errors.Is(err, http.ErrServerClosed) {
				stop(fmt.Errorf("serve %s over UDP: %w", d.packets.LocalAddr(), err))
			}
		})
	}
	if d.redirect != nil {
		h.serve(ctx, wg, stop, d.redirect, d.old)
	}
	wg.Go(func() {
		<-ctx.Done()
		d.end(live)
	})
}

// end lets requests that are under way end.
func (d *door) end(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, goodbye)
	defer cancel()
	var wg sync.WaitGroup
	var first, second error
	wg.Go(func() { first = errors.Join(quiet{d.listener}.Close(), d.door.Shutdown(ctx)) })
	if d.quic != nil {
		wg.Go(func() {
			err := d.quic.Shutdown(ctx)
			second = errors.Join(err, d.quic.Close(), quiet{d.packets}.Close())
		})
	}
	wg.Wait()
	if err := errors.Join(first, second); err != nil {
		slog.WarnContext(ctx, "some readers were cut off", "err", err)
	}
}

// listen listens on the address that the flag gave.
func listen(ctx context.Context, flag, address string) (net.Listener, error) {
	var c net.ListenConfig
	c.SetMultipathTCP(false) // it knows less of what the readers' listener sets
	l, err := c.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, invalid("%s %s cannot be listened on: %v.", flag, address, err)
	}
	return l, nil
}
