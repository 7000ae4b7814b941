package main

import (
	"net/netip"
	"path/filepath"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/seal"
)

// openWires opens the wire room, where wires are followed, and the box for their secrets, where they are typed or used.
func (h *house) openWires(s storage, allow []netip.AddrPort) error {
	if !h.worker() && !h.newsroom() {
		return nil
	}
	key, err := wiresKey.read(s.WiresKey, s.Data)
	if err != nil {
		return err
	}
	secrets := seal.New(key, "stet wires")
	h.desk.UseSecrets(secrets)
	if h.worker() {
		h.wires = wire.New(wire.Options{
			Store: h.db, Fetch: fetch.New(fetch.Options{Version: version, Home: h.SiteURL, Allow: allow}), Folders: []string{filepath.Join(s.Data, "wires")},
			Watch: h.desk.Watch, Secrets: secrets, Arrived: h.arrived,
		})
	}
	return nil
}
