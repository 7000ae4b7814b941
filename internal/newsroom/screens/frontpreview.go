package screens

import (
	"net/http"
	"net/url"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// frontPreview answers with the page as readers would get it, for a frame that lets no
// script in.
func (s *screens) frontPreview(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openFront(r, v)
	if err != nil {
		return err
	}
	if s.Press.Page == nil {
		return news.Errorf(news.Unavailable, "This process does not serve readers, so it cannot show how the front looks.")
	}
	page, err := s.Press.Page(desk.PublicArrangement(p.front.Name, p.shown))
	if err != nil {
		return err
	}
	return s.showPreview(w, page)
}

// showPreview answers with a page of the readers' in a frame that lets no script in.
func (s *screens) showPreview(w http.ResponseWriter, page []byte) error {
	site := originOf(s.SiteURL)
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data: "+site+
		"; font-src "+site+"; base-uri "+site+"; form-action 'none'; frame-ancestors 'self'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	_, _ = w.Write(page) // the caller has gone if this fails
	return nil
}

// originOf returns the origin of an address as a policy names it.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "'none'"
	}
	return u.Scheme + "://" + u.Host
}
