package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"text/tabwriter"
	"time"

	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/announce"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/store"
)

// openAnnounce makes the room that tells programs elsewhere of what is published. It reads
// little of what they answer, and a feed of our own at most.
func (h *house) openAnnounce(allow []netip.AddrPort) {
	h.programs = announce.New(h.db, fetch.New(fetch.Options{Version: version, Home: h.SiteURL, Allow: allow, MaxBody: 4 << 20}))
	h.programs.Readers, h.programs.Page = h.readersHave, h.pageForReaders
}

// openMachines makes the site answer programs that ask it something. Of what the newsroom
// does, the readers' side knows this one function.
func (h *house) openMachines() {
	h.site.Handle(site.Route{Method: http.MethodGet, Path: press.OEmbedPath, Answer: func(_ context.Context, v *archive.View, r site.Request) (*press.Page, error) {
		return press.OEmbed(v, r.Query)
	}})
	h.site.Handle(site.Route{Method: http.MethodPost, Path: news.HubPath, Body: 8 << 10, Most: 4, Answer: func(ctx context.Context, v *archive.View, r site.Request) (*press.Page, error) {
		settings := v.House()
		if settings == nil || !settings.Machines.Hub {
			return nil, nil
		}
		if h.programs == nil {
			return nil, news.Errorf(news.Unavailable, "Subscriptions are not taken just now. Please try again later.")
		}
		if err := h.programs.Ask(ctx, *settings, string(r.Body), func(path string) bool { return press.IsFeed(v, path) }); err != nil {
			return nil, err
		}
		return press.Computed(http.StatusAccepted, "text/plain; charset=utf-8", "no-store", []byte("The subscription will be confirmed with its callback.\n"))
	}})
}

// runAnnounce tells programs elsewhere until ctx is done.
func (h *house) runAnnounce(ctx context.Context) error {
	wake, err := h.bell.Listen(ctx, bus.Readers)
	if err != nil {
		return err
	}
	h.programs.Run(ctx, wake)
	return nil
}

// ringForReaders makes the room ring when readers have another edition.
func (h *house) ringForReaders() {
	before := h.room.Handed
	h.room.Handed = func(ctx context.Context, after, edition int64, stale press.Affected) {
		if before != nil {
			before(ctx, after, edition, stale)
		}
		h.bell.Ring(context.WithoutCancel(ctx), bus.Readers)
	}
}

// settled is how old an edition is that readers are taken to have when no process says
// what they have.
const settled = 5 * time.Second

// readersHave returns the newest edition that all readers have, as far as it is known: what
// this process serves, what others noted, or else what is no longer new.
func (h *house) readersHave(ctx context.Context) (int64, error) {
	noted, ok, err := h.db.ReadersHave(ctx)
	switch {
	case err != nil:
		return 0, err
	case h.site != nil && ok:
		return min(noted, h.site.Edition()), nil
	case h.site != nil:
		return h.site.Edition(), nil
	case ok:
		return noted, nil
	default:
		return h.db.EditionOlderThan(ctx, settled)
	}
}

// pageForReaders returns what readers get at a path.
func (h *house) pageForReaders(ctx context.Context, path string) (body []byte, kind string, err error) {
	if h.site == nil {
		house, err := h.db.House(ctx)
		if err != nil {
			return nil, "", err
		}
		a, err := h.programs.Client.Get(ctx, fetch.Request{URL: house.URL + path})
		if err != nil {
			return nil, "", err
		}
		return a.Body, a.Type, nil
	}
	a := h.site.Answer(ctx, site.Request{Method: http.MethodGet, Path: path})
	if a.Status != http.StatusOK {
		return nil, "", news.Errorf(news.NotFound, "There is no feed at %s.", path)
	}
	return a.Body, a.Get("content-type"), nil
}

// announceCommand shows how far programs elsewhere were told of what is published.
type announceCommand struct{ storage }

// Run prints a line for each that is told and one for the subscriptions. It is an error if
// one cannot be told at present.
func (c *announceCommand) Run(ctx context.Context, std streams) (err error) {
	if err := c.settle(); err != nil {
		return err
	}
	db, err := store.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	list, err := db.Followers(ctx)
	if err != nil {
		return err
	}
	subscriptions, err := db.Subscriptions(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	failing, waiting, late := 0, 0, 0
	for _, f := range list {
		state := "told"
		if !f.Failing.IsZero() {
			failing++
			state = fmt.Sprintf("failing since %s: %s", f.Failing.Format(time.RFC3339), f.Error)
		}
		fmt.Fprintf(w, "%s\tedition %d\t%s\n", f.Name, f.Edition, state)
	}
	for _, s := range subscriptions {
		switch {
		case s.Expires.IsZero():
			waiting++
		case s.Sent < s.Wanted:
			late++
		}
	}
	fmt.Fprintf(w, "subscriptions\t%d\t%d not confirmed yet, %d not sent what is new\n", len(subscriptions), waiting, late)
	if err := w.Flush(); err != nil {
		return err
	}
	if failing > 0 {
		return fmt.Errorf("%d of %d cannot be told what is published", failing, len(list))
	}
	return nil
}
