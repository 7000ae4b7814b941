package main

import (
	"context"
	"net/http"
	"net/netip"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/newsroom/delivery"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/partner"
	"github.com/stet-news/stet/internal/seal"
)

// selling says how clients get our copy.
type selling struct {
	Partners     string        `help:"Address to serve the content API for partners on, as 127.0.0.1:8082. Default: none, and no key opens anything." placeholder:"ADDRESS"`
	DeliveryKeep time.Duration `help:"How long the log of deliveries to clients is kept." default:"9600h" name:"delivery-keep"`
}

// openDeliveries makes the room that brings copy to clients, and listens for those who read it by themselves. The addresses of clients were
// typed on a screen, so they must be public ones, or in allow.
func (h *house) openDeliveries(ctx context.Context, s storage, allow []netip.AddrPort, files *blob.Store) error {
	if !h.worker() && !h.newsroom() {
		return nil
	}
	key, err := wiresKey.read(s.WiresKey, s.Data)
	if err != nil {
		return err
	}
	box := seal.New(key, "stet clients")
	h.desk.UseSeal(func(destination, secret string) string { return box.Seal(destination, []byte(secret)) })
	if h.worker() {
		h.deliveries = &delivery.Room{
			DB: h.db, Client: fetch.New(fetch.Options{Version: version, Home: h.SiteURL, Allow: allow, MaxBody: 64 << 10}), Mail: h.mail, Leaves: h.desk.Leaves, Kept: h.DeliveryKeep,
			Picture: func(ctx context.Context, name string) ([]byte, error) { return files.Get(ctx, blob.Rendition(name)) },
			Parked:  func() { h.bell.Ring(context.WithoutCancel(ctx), bus.Newsroom) },
			Secret: func(destination, sealed string) (string, error) {
				text, ok := box.Open(destination, sealed)
				if !ok {
					return "", delivery.ErrKey
				}
				return string(text), nil
			},
		}
	}
	if h.newsroom() && h.Partners != "" {
		h.partners, err = listen(ctx, "--partners", h.Partners)
	}
	return err
}

// runDeliveries brings copy to clients until ctx is done.
func (h *house) runDeliveries(ctx context.Context) error {
	wake, err := h.bell.Listen(ctx, bus.Editions)
	if err != nil {
		return err
	}
	h.deliveries.Run(ctx, wake)
	return nil
}

// partnerServer serves the content API and nothing else.
func (h *house) partnerServer() *http.Server {
	return &http.Server{
		Handler: partner.New(h.db, desk.PartnerHash).Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: time.Minute,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
}
