package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/jobs"
	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/announce"
	"github.com/stet-news/stet/internal/newsroom/api"
	"github.com/stet-news/stet/internal/newsroom/delivery"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/presence"
	"github.com/stet-news/stet/internal/newsroom/recording"
	"github.com/stet-news/stet/internal/newsroom/screens"
	"github.com/stet-news/stet/internal/newsroom/upload"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/listener"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/press/override"
	"github.com/stet-news/stet/internal/reader/pressroom"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
	"github.com/stet-news/stet/internal/store"
)

type serveCommand struct {
	storage
	listening
}

// Run serves until ctx is done. While the database cannot be opened, readers are served
// alone.
func (c *serveCommand) Run(ctx context.Context, std streams) error {
	if err := c.settle(); err != nil {
		return err
	}
	h, err := c.open(ctx)
	for err != nil && c.canServeAlone(err) {
		if c.held, err = c.serveAlone(ctx, std, err); err != nil || c.held == nil {
			return err
		}
		h, err = c.open(ctx)
	}
	if err != nil {
		return err
	}
	h.announce(std.out)
	return h.run(ctx)
}

func (c *serveCommand) open(ctx context.Context) (*house, error) {
	if err := c.missing(); err != nil {
		return nil, err
	}
	return open(ctx, c.storage, c.listening, nil)
}

// house is everything that one process runs.
type house struct {
	listening
	data     string
	db       *store.DB
	desk     *desk.Desk
	accounts *account.Accounts
	pictures *picture.Studio

	abroad     *fetch.Client // gets the pictures that wires point to
	recordings *recording.Studio
	uploads    *upload.Room // files that come in pieces
	wires      *wire.Room   // nil in a process that follows none
	inlet      *wire.Room   // takes what is sent to us; nil in a process that only reads
	comparing  *wire.Comparing
	arrivals   chan struct{} // holds one when dispatches arrived; see arrived
	room       *pressroom.Room
	site       *site.Site
	fronts     screens.Press // how a front looks, if this process serves readers
	bell       bus.Bus
	counted    *counting      // nil in a process that has no readers
	handed     *handOver      // nil without a cache to tell
	door       *door          // nil without encryption
	programs   *announce.Room // what is told to programs elsewhere
	present    *presence.Room // the open windows of the newsroom
	mail       mail.Sender
	deliveries *delivery.Room // what is brought to clients; nil in a process that brings nothing

	readers, staff net.Listener // nil for a role that has none
	partners       net.Listener // nil where partners are not served
	closers        []io.Closer
	chores         []func(context.Context)
}

// open puts the parts together and listens, and prints the edition that readers are to
// have first. allow are the addresses that wires may reach although they are not on the
// public internet.
func open(ctx context.Context, s storage, l listening, allow []netip.AddrPort) (_ *house, err error) {
	if err := errors.Join(l.check(), l.secure.check(), l.heading.check(), l.openHooks(), s.settle()); err != nil {
		return nil, err
	}
	l.limit()
	h := &house{listening: l, data: s.Data}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close())
		}
	}()
	if h.bell, err = bus.Open(ctx, l.Bus); err != nil {
		return nil, err
	}
	h.closers = append(h.closers, h.bell)
	if h.db, err = store.Open(ctx, s.DB); err != nil {
		return nil, err
	}
	h.closers = append(h.closers, h.db)
	files, err := blob.Open(ctx, s.Blob)
	if err != nil {
		return nil, err
	}
	h.closers = append(h.closers, files)
	h.desk = desk.New(h.db, func() { h.bell.Ring(context.WithoutCancel(ctx), bus.Editions) })
	key, err := registerKey.read(l.RegisterKey, s.Data)
	if err != nil {
		return nil, err
	}
	h.desk.UseRegisterKey(key)
	h.desk.UseTombstones(l.graves.file(s.Data).Keep)
	changed := func() { h.bell.Ring(context.WithoutCancel(ctx), bus.Newsroom) }
	h.desk.OnChange(changed)
	h.present = presence.New(h.db, changed)
	if h.mail, err = mail.Open(cmp.Or(l.Mail, "file:"+filepath.Join(s.Data, "mail"))); err != nil {
		return nil, err
	}
	h.recordings = recording.New(files)
	if err := errors.Join(h.openPictures(files), h.openAccounts(ctx, s)); err != nil {
		return nil, err
	}
	h.abroad = fetch.New(fetch.Options{Version: version, Home: l.SiteURL, Allow: slices.Concat(allow, l.WiresInside), MaxBody: picture.MaxBytes, Total: time.Minute})
	h.uploads = &upload.Room{DB: h.db, Files: files, Pictures: h.pictures, Recordings: h.recordings, Desk: h.desk}
	h.comparing, h.arrivals = wire.NewComparing(h.db), make(chan struct{}, 1)
	if err := errors.Join(h.openWires(s, allow, files), h.openLetters(ctx)); err != nil {
		return nil, err
	}
	h.openAnnounce(allow)
	if err := h.openDeliveries(ctx, s, allow, files); err != nil {
		return nil, err
	}
	if l.reader() {
		err = h.openReaders(ctx, files)
	} else {
		err = h.settleGraves(ctx, nil)
	}
	if err != nil {
		return nil, err
	}
	if l.newsroom() {
		if h.staff, err = listen(ctx, "--staff", l.Staff); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// openAccounts opens the accounts, under the key that they are kept under where people sign
// in.
func (h *house) openAccounts(ctx context.Context, s storage) error {
	o := account.Options{Origin: h.StaffURL, Refuse: screens.Refusal()}
	if h.newsroom() {
		var err error
		if o.Key, err = accountsKey.read(s.AccountsKey, s.Data); err != nil {
			return err
		}
		if o.Elsewhere, err = h.openElsewhere(); err != nil {
			return err
		}
		if o.Breached = h.Breached; account.CheckBreached(o.Breached) != nil {
			return account.CheckBreached(o.Breached)
		}
	}
	h.accounts = account.New(h.db, o)
	if !h.newsroom() {
		return nil
	}
	return h.accounts.CheckKey(ctx)
}

// openReaders makes the readers' side and prints what is on the local disk, so that the
// first request has its page whether or not anything else is there.
func (h *house) openReaders(ctx context.Context, files *blob.Store) (err error) {
	shelf, err := archive.Open(filepath.Join(h.data, "edition"))
	if err != nil {
		return err
	}
	h.closers = append(h.closers, shelf)
	if err := h.settleGraves(ctx, shelf); err != nil {
		return err
	}
	own, err := override.Load(h.listening.Templates)
	if err != nil {
		return err
	}
	printer, bar := press.New(h.kinds...), &ticker.Ticker{}
	printer.Replace(own)
	h.site = site.New(shelf, printer, bar, files)
	h.site.Keep(h.pages())
	h.fronts = screens.Press{
		Filled: func(f edition.Front) (edition.Front, error) { return press.Filled(shelf.View(), f) },
		Page:   func(f edition.Front) ([]byte, error) { return printer.Preview(shelf.View(), f, h.siteURL()+"/") },
	}
	h.fronts.House = func(set news.House) ([]byte, error) { return printer.PreviewHouse(shelf.View(), set, h.siteURL()+"/") }
	h.fronts.Story = func(s edition.Story) ([]byte, error) { return printer.PreviewStory(shelf.View(), s, h.siteURL()+"/") }
	h.fronts.Bar = func(l news.Language, line *edition.BarItem) ([]byte, error) {
		return printer.PreviewBar(shelf.View(), l, line, h.siteURL()+"/")
	}
	h.openMachines()
	h.openSearch(printer)
	h.room = &pressroom.Room{Source: away{errAway}, Archive: shelf, Press: printer, Site: h.site, Ticker: bar}
	if h.db != nil {
		h.count()
		h.room.Source = h.db
	}
	defer h.openPurge()()
	h.ringForReaders()
	if err := h.room.CatchUp(ctx); err != nil {
		if h.db != nil {
			slog.ErrorContext(ctx, "readers get the last edition on this disk", "edition", h.site.Edition(), "err", err)
		}
	}
	if h.readers = h.held; h.readers == nil {
		if h.readers, err = listen(ctx, "--readers", h.listening.Readers); err != nil {
			return err
		}
	}
	return h.openSecure(ctx, bar)
}

// readersURL and staffURL are where people reach this process.
func (h *house) readersURL() string { return "http://" + h.readers.Addr().String() }
func (h *house) staffURL() string   { return "http://" + h.staff.Addr().String() }

// announce prints the addresses, one a line: "readers http://…/" and "staff http://…/n".
func (h *house) announce(out io.Writer) {
	if h.door != nil {
		fmt.Fprintf(out, "secure   %s/\n", h.secureURL())
	}
	if h.receiving.letters != nil {
		fmt.Fprintf(out, "letters  smtp://%s for @%s\n", h.receiving.letters.Addr(), h.letterDomain())
	}
	if h.readers != nil {
		fmt.Fprintf(out, "readers  %s/\n", h.readersURL())
	}
	if h.staff != nil {
		fmt.Fprintf(out, "staff    %s/n\n", h.staffURL())
	}
	if h.partners != nil {
		fmt.Fprintf(out, "partners http://%s/partner/v1/\n", h.partners.Addr())
	}
}

// run runs every part until ctx is done, then lets requests that are under way end.
func (h *house) run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wg sync.WaitGroup
	if h.readers != nil {
		editions, err := h.bell.Listen(ctx, bus.Editions)
		if err != nil {
			return err
		}
		wg.Go(func() { h.room.Run(ctx, editions) })
		if h.counted != nil {
			wg.Go(func() { h.keepCounts(ctx) })
		}
		h.serve(ctx, &wg, stop, listener.New(h.site, listener.Options{}), h.readers)
	}
	h.runSecure(ctx, &wg, stop)
	if h.staff != nil {
		changes, err := h.bell.Listen(ctx, bus.Newsroom)
		if err != nil {
			return err
		}
		wg.Go(func() { h.present.Run(ctx, changes) })
		h.serve(ctx, &wg, stop, h.staffServer(), h.staff)
	}
	if h.partners != nil {
		h.serve(ctx, &wg, stop, h.partnerServer(), h.partners)
	}
	if h.db != nil {
		wg.Go(func() { h.db.Attend(ctx, h.desk.DatabaseWasAway) })
		wg.Go(func() { jobs.Every(ctx, 10*time.Second, "keep the tombstones", h.keepStones) })
	}
	if h.inlet != nil {
		wg.Go(func() { h.attendArrivals(ctx) })
	}
	if h.wires != nil {
		h.work(ctx, &wg, stop)
	}
	h.takeLetters(ctx, &wg, stop)
	for _, chore := range h.chores {
		wg.Go(func() { chore(ctx) })
	}
	<-ctx.Done()
	wg.Wait()
	err := h.Close()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		err = errors.Join(cause, err)
	}
	return err
}

// remembered is how long a request with an Idempotency-Key is known.
const remembered = 48 * time.Hour

func (h *house) forget(ctx context.Context) error {
	return h.db.Tx(ctx, func(tx *store.Tx) error { return tx.Forget(ctx, time.Now().Add(-remembered).UnixMicro()) })
}

// goodbye is how long requests under way may take to end.
const goodbye = 5 * time.Second

// serve serves until ctx is done. Clients are told to close their connections before
// the listener goes, so that none loses a request.
func (h *house) serve(ctx context.Context, wg *sync.WaitGroup, stop context.CancelCauseFunc, srv listener.Server, l net.Listener) {
	wg.Go(func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			stop(fmt.Errorf("serve %s: %w", l.Addr(), err))
		}
	})
	wg.Go(func() {
		<-ctx.Done()
		srv.SetKeepAlivesEnabled(false)
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
		defer cancel()
		if err := srv.Shutdown(last); err != nil {
			_ = srv.Close() // a stream of events never ends by itself
		}
	})
}

// staffServer serves the screens and the API. Its limits are for people who upload
// pictures over bad lines.
func (h *house) staffServer() *http.Server {
	mux := http.NewServeMux()
	var try func(context.Context, string) error
	if h.wires != nil {
		try = func(ctx context.Context, id string) error {
			_, err := h.wires.FetchNow(ctx, id)
			return err
		}
	}
	mux.Handle("/api/v1/", api.New(api.Parts{DB: h.db, Desk: h.desk, Pictures: h.pictures, Uploads: h.uploads, TryWire: try, FetchPicture: h.fetchPicture, Presence: h.present}))
	mux.Handle("/", screens.New(screens.Parts{
		DB: h.db, Desk: h.desk, Accounts: h.accounts, Pictures: h.pictures, Recordings: h.recordings, TryWire: try, FetchPicture: h.fetchPicture, TimeZone: h.TimeZone, SiteURL: h.siteURL(),
		Press: h.fronts, Mail: h.letters(), LetterDomain: h.letterDomain(),
	}))
	return &http.Server{
		Handler: h.withInlet(h.accounts.Protect(mux)), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
}

func (h *house) siteURL() string {
	if h.SiteURL != "" {
		return h.SiteURL
	}
	if h.readers != nil {
		return h.readersURL()
	}
	return "http://" + h.listening.Readers
}

// Close closes what open opened, the last first.
func (h *house) Close() (err error) {
	for i := len(h.closers) - 1; i >= 0; i-- {
		err = errors.Join(err, h.closers[i].Close())
	}
	h.closers = nil
	return err
}

// fetchPicture gets a picture that a wire points to.
func (h *house) fetchPicture(ctx context.Context, address string) ([]byte, error) {
	answer, err := h.abroad.Get(ctx, fetch.Request{URL: address, Accept: "image/*"})
	if err != nil {
		return nil, err
	}
	return answer.Body, nil
}
