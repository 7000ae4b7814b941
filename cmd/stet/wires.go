package main

import (
	"net/http"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/mailbox"
	"github.com/stet-news/stet/internal/newsroom/wire/place"
	"github.com/stet-news/stet/internal/seal"
)

// openWires opens the wire room: where wires are followed, and where copy is sent to us, for which every process that serves the newsroom has one.
func (h *house) openWires(s storage, allow []netip.AddrPort, files *blob.Store) error {
	if !h.worker() && !h.newsroom() {
		return nil
	}
	key, err := wiresKey.read(s.WiresKey, s.Data)
	if err != nil {
		return err
	}
	secrets := seal.New(key, "stet wires")
	h.desk.UseSecrets(secrets)
	abroad := fetch.New(fetch.Options{Version: version, Home: h.SiteURL, Allow: slices.Concat(allow, h.WiresInside)})
	h.inlet = wire.New(wire.Options{
		Store: h.db, Fetch: abroad, Folders: []string{filepath.Join(s.Data, "wires")},
		Watch: h.desk.Watch, Route: h.desk.Route, Secrets: secrets, Files: files, Arrived: h.arrived, Ways: h.ways(abroad), Address: strings.TrimRight(h.StaffURL, "/"),
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

// ways are the ways in to what lies elsewhere.
func (h *house) ways(abroad *fetch.Client) map[news.WireKind]wire.Way {
	files := &place.Taker{Store: h.db, Abroad: abroad}
	letters := &mailbox.Taker{Store: h.db, Abroad: abroad}
	return map[news.WireKind]wire.Way{news.FTPWire: files.Way, news.BucketWire: files.Way, news.MailboxWire: letters.Way}
}
