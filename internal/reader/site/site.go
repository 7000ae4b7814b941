// Package site is what readers reach. A request is one look-up in a map and one write of
// bytes that were finished before it came: no template, no query, no lock, and no way to
// import a database (see package archtest).
//
// An answer is a function of the path, the accepted encodings and the condition, and of
// nothing else. A path that is under embargo and one that never was are answered by the
// same code with the same bytes.
package site

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/ticker"
)

// Site serves the newest edition.
type Site struct {
	shelf   *archive.Archive
	press   *press.Press
	ticker  *ticker.Ticker
	media   *blob.Store
	current current
}

// New returns a site of what is in the archive. Pictures are served out of media.
func New(shelf *archive.Archive, p *press.Press, t *ticker.Ticker, media *blob.Store) *Site {
	s := &Site{shelf: shelf, press: p, ticker: t, media: media}
	s.current.run.Store(&run{view: shelf.View()})
	return s
}

// Server returns a server of the site for the open internet: what is slow, big or idle
// is cut off.
func Server(s *Site) *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second, // a stream of events sets its own
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
	}
}

// ServeHTTP answers a reader.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	if r.ContentLength != 0 { // a reader has nothing to send; a smuggler has
		w.Header().Set("Connection", "close")
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	path := r.URL.Path
	run := s.current.run.Load()
	page := run.page(path)
	if page == nil {
		if name, ok := strings.CutPrefix(path, "/media/"); ok && s.serveMedia(w, r, name) {
			return
		}
		if language, ok := strings.CutPrefix(path, "/sse/ticker/"); ok && known(run.view, language) {
			s.ticker.Serve(w, r, language)
			return
		}
		if page = s.print(w, r, run, path); page == nil {
			return
		}
	}
	serve(w, r, page)
}

func known(v *archive.View, language string) bool {
	h := v.House()
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

var mediaNames = regexp.MustCompile(`^[a-z0-9]{16,64}\.(jpg|webp|avif)$`)

// serveMedia serves a picture that a live story uses. It returns false, with nothing
// written, if there is none.
func (s *Site) serveMedia(w http.ResponseWriter, r *http.Request, name string) bool {
	if !mediaNames.MatchString(name) || !s.shelf.Media(name) {
		return false
	}
	f, err := s.media.Open("rendition/" + name)
	if err != nil {
		return false
	}
	defer f.Close()
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", `"`+strings.TrimSuffix(name, ".jpg")+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(w, r, name, time.Time{}, f)
	return true
}
