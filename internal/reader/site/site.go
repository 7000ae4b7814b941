// Package site is what readers reach. A request is one look-up in a map and one write of
// bytes that were finished before it came: no template, no query, no lock, and no way to
// import a database (see package archtest).
//
// An answer is a function of a Request, which holds the path, the accepted encodings, the
// condition and the range, and of nothing else: see Ready and Answer. Every listener, for
// whatever version of HTTP, asks the same two. A path that is under embargo and one that
// never was are answered by the same code with the same bytes.
package site

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// Site serves one edition after the other: see Swap.
type Site struct {
	// Seen is told of each page that is answered, a 304 among them, for counting; nil tells
	// nobody. It is called before the answer is sent, on the way of every request: it must
	// not block, nor allocate, nor keep a string of the request. Set it before serving.
	Seen func(r Request, page *press.Page, status int)

	ticker *ticker.Ticker
	media  *blob.Store
	kept   *keeper
	routes []Route
	caches []press.Cache // before us
}

// New returns a site that serves the newest edition in the archive. Pages that it was
// not given are printed by p, and pictures served out of media.
func New(shelf *archive.Archive, p *press.Press, t *ticker.Ticker, media *blob.Store) *Site {
	return &Site{ticker: t, media: media, kept: newKeeper(shelf.View(), printer{p}), caches: p.Caches()}
}

// Server returns a server of the site for the open internet: who is slow, sends too much
// or nothing is cut off.
func Server(s *Site) *http.Server {
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second, // a stream of events sets its own
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
	srv.RegisterOnShutdown(s.ticker.Close) // a stream never ends by itself
	return srv
}

// Ticker returns what tells of changes to the bar.
func (s *Site) Ticker() *ticker.Ticker { return s.ticker }

// Edition returns the number of the edition that readers have.
func (s *Site) Edition() int64 { return s.kept.run.Load().view.Edition() }

// Squeezed returns how many times a page was compressed with brotli.
func (s *Site) Squeezed() int64 { return s.kept.done.Load() }

// Swap makes the view what readers have from now on, in one step, with the pages that
// were printed for it and without those that are stale.
func (s *Site) Swap(v *archive.View, stale press.Affected, printed map[string]*press.Page) {
	s.kept.swap(v, stale, printed)
}
