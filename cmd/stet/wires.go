package main

import (
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/seal"
)

// openWires opens the wire room: where wires are followed, and where copy is sent to us, for which every process that serves the newsroom has one.
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
	h.inlet = wire.New(wire.Options{
		Store: h.db, Fetch: fetch.New(fetch.Options{Version: version, Home: h.SiteURL, Allow: allow}), Folders: []string{filepath.Join(s.Data, "wires")},
		Watch: h.desk.Watch, Secrets: secrets, Arrived: h.arrived, Address: strings.TrimRight(h.StaffURL, "/"),
	})
	if h.worker() {
		h.wires = h.inlet
	}
	return nil
}

// withInlet puts the door for programs that send copy before the newsroom's: they have no session, and a signature lets them in.
func (h *house) withInlet(people http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/wire/", h.inlet.Inlet())
	mux.Handle("/", people)
	return mux
}
