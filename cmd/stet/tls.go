package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/reader/h2"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// secure says how readers are served with encryption.
type secure struct {
	TLS     string        `help:"Address to serve readers on with TLS." default:"127.0.0.1:8443" name:"tls"`
	TLSCert string        `help:"File with the certificate and those above it, as PEM. It is read again when it changes." name:"tls-cert" type:"path"`
	TLSKey  string        `help:"File with the certificate's key, as PEM." name:"tls-key" type:"path"`
	HSTS    time.Duration `help:"How long browsers are told to come with TLS only, as 8760h. 0 tells them nothing." name:"hsts" default:"0"`
}

// on reports whether readers are served with encryption.
func (s *secure) on() bool { return s.TLSCert != "" }

func (s *secure) check() error {
	if (s.TLSCert == "") != (s.TLSKey == "") {
		return invalid("--tls-cert and --tls-key belong together: give both.")
	}
	return nil
}

// door is where readers come in with encryption.
type door struct {
	listener net.Listener
	door     *h2.Door
}

// openSecure listens for readers who want encryption, if they may have it.
func (h *house) openSecure(ctx context.Context, bar *ticker.Ticker) (err error) {
	if !h.secure.on() {
		return nil
	}
	config, err := h.certificates()
	if err != nil {
		return err
	}
	d := &door{door: &h2.Door{Config: config, H2: &h2.Server{Site: h.site, Ticker: bar, Also: h.also()}, Old: site.Server(h.site)}}
	d.door.Old.Handler = also(h.also(), d.door.Old.Handler)
	d.door.Old.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){} // HTTP/2 is not its
	if d.listener, err = listen(ctx, "--tls", h.TLS); err != nil {
		return err
	}
	h.door = d
	return nil
}

// also are the header fields of every answer with encryption.
func (s *secure) also() (fields []string) {
	if s.HSTS > 0 {
		fields = append(fields, "strict-transport-security", fmt.Sprintf("max-age=%d", int64(s.HSTS/time.Second)))
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

// certificates returns how to encrypt.
func (s *secure) certificates() (*tls.Config, error) {
	files := &certificateFiles{cert: s.TLSCert, key: s.TLSKey}
	if _, err := files.get(nil); err != nil {
		return nil, invalid("--tls-cert %s and --tls-key %s cannot be used: %v.", s.TLSCert, s.TLSKey, err)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: files.get}, nil
}

// certificateFiles is a certificate in files, which somebody renews.
type certificateFiles struct {
	cert, key string

	mu      sync.Mutex
	now     *tls.Certificate
	changed time.Time // the file was
	looked  time.Time
}

// get returns the certificate. Once a minute it looks whether the files have changed; when
// what they hold now is of no use, the old one stays.
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
	return f.now, nil
}

// secureURL is where readers reach this process with encryption.
func (h *house) secureURL() string {
	return "https://" + strings.TrimSuffix(h.door.listener.Addr().String(), ":443")
}

// runSecure serves readers with encryption until ctx is done.
func (h *house) runSecure(ctx context.Context, wg *sync.WaitGroup, stop context.CancelCauseFunc) {
	if h.door == nil {
		return
	}
	live := context.WithoutCancel(ctx) // requests that are under way end
	wg.Go(func() {
		if err := h.door.door.Serve(live, h.door.listener); err != nil {
			stop(fmt.Errorf("serve %s: %w", h.door.listener.Addr(), err))
		}
	})
	wg.Go(func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(live, goodbye)
		defer cancel()
		err := h.door.listener.Close()
		_ = errors.Join(err, h.door.door.Shutdown(last)) // who did not end is cut off
	})
}
