package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"sync"

	"github.com/stet-news/stet/internal/newsroom/wire/letterbox"
)

// receiving says whether and how letters are taken by SMTP.
type receiving struct {
	SMTP       string `help:"Address to take letters for wires on by SMTP, as :25. Default: none are taken." name:"smtp" placeholder:"ADDRESS"`
	SMTPDomain string `help:"What follows the @ in the addresses of such wires. Default: the host of --site-url." name:"smtp-domain" placeholder:"DOMAIN"`

	WiresInside []netip.AddrPort `help:"Addresses that wires may ask although they are not public, as an agency's receiver in the house: 192.0.2.7:80, …. Default: none." placeholder:"ADDRESS:PORT"`

	letters net.Listener // nil where none are taken
}

// letterDomain is what follows the @ in the addresses of wires of letters, "" if none are taken.
func (h *house) letterDomain() string {
	if h.SMTP == "" {
		return ""
	}
	if h.SMTPDomain != "" {
		return strings.ToLower(h.SMTPDomain)
	}
	if u, err := url.Parse(h.SiteURL); err == nil && u.Hostname() != "" {
		return strings.ToLower(u.Hostname())
	}
	return "localhost"
}

// openLetters listens for letters, where wires are followed.
func (h *house) openLetters(ctx context.Context) (err error) {
	if h.SMTP == "" || !h.worker() {
		return nil
	}
	if h.receiving.letters, err = listen(ctx, "--smtp", h.SMTP); err != nil {
		return err
	}
	h.closers = append(h.closers, quiet{h.receiving.letters})
	return nil
}

// letterTLS returns how senders may encrypt: with the certificate that readers get, if there is one.
func (h *house) letterTLS() *tls.Config {
	switch {
	case h.door != nil && h.door.magic != nil:
		return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: h.door.magic.config().GetCertificate}
	case h.TLSCert != "":
		files := &certificateFiles{cert: h.TLSCert, key: h.TLSKey}
		return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: files.get}
	}
	return nil
}

// takeLetters takes letters until ctx is done.
func (h *house) takeLetters(ctx context.Context, wg *sync.WaitGroup, stop context.CancelCauseFunc) {
	if h.receiving.letters == nil {
		return
	}
	box := letterbox.New(letterbox.Options{Store: h.db, Room: h.wires, Domain: h.letterDomain(), TLS: h.letterTLS()})
	wg.Go(func() {
		if err := box.Serve(ctx, h.receiving.letters); err != nil {
			stop(fmt.Errorf("take letters on %s: %w", h.receiving.letters.Addr(), err))
		}
	})
}
