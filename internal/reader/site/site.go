// Package site is what readers reach. A request is one look-up in a map and one write of
// bytes that were finished before it came: no template, no query, no lock, and no way to
// import a database (see package archtest).
//
// An answer is a function of the path, the accepted encodings and the condition, and of
// nothing else. A path that is under embargo and one that never was are answered by the
// same code with the same bytes.
package site

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// Site serves one edition after the other: see Swap.
type Site struct {
	ticker *ticker.Ticker
	media  *blob.Store
	kept   *keeper
}

// New returns a site that serves the newest edition in the archive. Pages that it was
// not given are printed by p, and pictures served out of media.
func New(shelf *archive.Archive, p *press.Press, t *ticker.Ticker, media *blob.Store) *Site {
	printer := func(v *archive.View, name string) (*press.Page, error) { return Print(p, v, name) }
	return &Site{ticker: t, media: media, kept: newKeeper(shelf.View(), printer)}
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

// Edition returns the number of the edition that readers have.
func (s *Site) Edition() int64 { return s.kept.run.Load().view.Edition() }

// Swap makes the view what readers have from now on, in one step, with the pages that
// were printed for it and without those that are stale.
func (s *Site) Swap(v *archive.View, stale press.Affected, printed map[string]*press.Page) {
	s.kept.swap(v, stale, printed)
}

// ServeHTTP answers a reader.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "Pages can only be read.")
		return
	}
	if r.ContentLength != 0 { // a reader has nothing to send; a smuggler has
		w.Header().Set("Connection", "close")
		refuse(w, http.StatusBadRequest, "A request for a page has no body.")
		return
	}
	path := r.URL.Path
	if r.URL.RawPath != "" { // it was not written as we write it: the two are not one path
		path = r.URL.RawPath
	}
	run := s.kept.run.Load()
	if page := s.kept.page(run, path); page != nil {
		serve(w, r, page)
		return
	}
	s.serveOther(w, r, run, path)
}

// serveOther serves what is no printed page's own path.
func (s *Site) serveOther(w http.ResponseWriter, r *http.Request, run *run, path string) {
	if name, ok := strings.CutPrefix(path, "/media/"); ok && s.serveMedia(w, r, run.view, name) {
		return
	}
	if language, ok := strings.CutPrefix(path, "/sse/ticker/"); ok && speaks(run.view.House(), language) {
		s.ticker.Serve(w, r, language)
		return
	}
	page, err := s.kept.print(r.Context(), run, press.Name(run.view, path))
	if err != nil {
		if r.Context().Err() == nil {
			slog.ErrorContext(r.Context(), "a page could not be printed", "path", path, "edition", run.view.Edition(), "err", err)
		}
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, "This page cannot be shown just now. Please try again in a moment.")
		return
	}
	serve(w, r, page)
}

func speaks(h *news.House, language string) bool {
	return h != nil && slices.Contains(h.Languages, news.Language(language))
}

// serve writes a finished page. It does not allocate.
func serve(w http.ResponseWriter, r *http.Request, page *press.Page) {
	body := &page.Bodies[page.Best(header(r.Header, "Accept-Encoding"))]
	h := w.Header()
	if match := header(r.Header, "If-None-Match"); match != "" && page.Status == http.StatusOK && matches(match, body.ETag) {
		for k, v := range body.NotModified {
			h[k] = v
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	for k, v := range body.Header {
		h[k] = v
	}
	w.WriteHeader(page.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body.Bytes) // the reader has gone if this fails
	}
}

// refuse answers with one sentence.
func refuse(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, sentence, status)
}

// header returns the header's first value, or all of them as one when there are more.
func header(h http.Header, name string) string {
	switch v := h[name]; len(v) {
	case 0:
		return ""
	case 1:
		return v[0]
	default:
		return strings.Join(v, ", ")
	}
}

// matches reports whether an If-None-Match names the tag (RFC 9110 §13.1.2: weakly).
func matches(list, tag string) bool {
	for list != "" {
		var one string
		one, list, _ = strings.Cut(list, ",")
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == tag || one == "*" {
			return true
		}
	}
	return false
}

// mediaTypes are the kinds of picture that are served, by the end of their names.
var mediaTypes = map[string]string{"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}

// serveMedia serves a picture that a live story uses. It returns false, with nothing
// written, if there is none.
func (s *Site) serveMedia(w http.ResponseWriter, r *http.Request, v *archive.View, name string) bool {
	_, end, _ := strings.Cut(name, ".")
	kind := mediaTypes[end]
	if kind == "" || !v.Media(name) {
		return false
	}
	f, err := s.media.Open(blob.Rendition(name))
	if err != nil {
		slog.ErrorContext(r.Context(), "a picture of a live story is not there", "name", name, "err", err)
		return false
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable") // its name is its content
	h.Set("ETag", `"`+name+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(w, r, name, time.Time{}, f)
	return true
}
