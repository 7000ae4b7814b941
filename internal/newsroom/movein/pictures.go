package movein

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/move"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
)

// pictures takes the page's pictures in and returns the newsroom's by what the page calls them.
// One that is nowhere is left out; one that cannot be reached now leaves the page for later.
func (m *Mover) pictures(ctx context.Context, page move.Page) (map[string]string, error) {
	known := map[string]string{}
	for _, shown := range page.Pictures() {
		name := shown.Name()
		if known[name] != "" {
			continue
		}
		id, err := m.picture(ctx, page, shown)
		if err != nil {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			said, forPeople := errors.AsType[*news.Error](err)
			switch {
			case !forPeople:
				return nil, err
			case said.Kind == news.Unavailable && !nowhere(err):
				return nil, &LaterError{err}
			}
			m.Counts.Without++
			if m.Left != nil {
				m.Left(cmp.Or(page.URL, page.Headline), name, err)
			}
			continue
		}
		known[name] = id
	}
	return known, nil
}

// credit gives the pictures of which the page does not say whose they are the house's word for
// it.
func (m *Mover) credit(c *news.Content) {
	if c.Lead != nil {
		c.Lead.Credit = cmp.Or(c.Lead.Credit, m.Credit)
	}
	for i, n := range c.Body.Blocks {
		if n.Type == news.PictureRef {
			c.Body.Blocks[i].Attrs.Credit = cmp.Or(n.Attrs.Credit, m.Credit)
		}
	}
}

// nowhere reports whether a server said that it has no such picture, now or ever.
func nowhere(err error) bool {
	s, ok := errors.AsType[*fetch.StatusError](err)
	return ok && s.Status < 500 && s.Status != http.StatusTooManyRequests && s.Status != http.StatusRequestTimeout
}

// picture takes one picture in and returns its ID.
func (m *Mover) picture(ctx context.Context, page move.Page, shown move.Picture) (string, error) {
	from := placeOf(cmp.Or(page.URL, m.Options.URL), shown)
	old, found, err := m.Store.Old(ctx, from.key())
	if err != nil {
		return "", err
	}
	if found {
		m.Counts.Known++
		return old.Picture, nil
	}
	data, name, err := m.bytes(ctx, from)
	if err != nil {
		return "", err
	}
	m.Counts.Bytes += int64(len(data))
	p, err := m.Studio.Take(ctx, bytes.NewReader(data), name)
	if err != nil {
		return "", err
	}
	p.Caption, p.Credit, p.Alt = cmp.Or(shown.Caption, p.Caption), cmp.Or(shown.Credit, p.Credit, m.Credit), cmp.Or(shown.Alt, p.Alt)
	kept, err := m.Desk.MovePicture(ctx, m.By, desk.MovedPicture{Picture: p, Address: from.key(), Was: from.was()})
	if err != nil {
		return "", err
	}
	m.Counts.Pictures++
	m.Counts.Addresses += len(from.was())
	return kept.ID, nil
}

// place is where a picture is on the old site.
type place struct {
	url *url.URL // as the page has it; its host is empty if it is not known
	old edition.OldAddress
	own bool // it is the site's own, and no picture of somebody else's that the page shows
}

// placeOf says where the picture is that a page of the site shows.
func placeOf(site string, shown move.Picture) place {
	u, err := url.Parse(cmp.Or(shown.URL, shown.File))
	if err != nil {
		u = &url.URL{Path: shown.File}
	}
	at := u.EscapedPath()
	if !strings.HasPrefix(at, "/") {
		at = "/" + at
	}
	own := u.Host == ""
	if home, err := url.Parse(site); err == nil && !own {
		own = home.Host == "" || related(u.Hostname(), home.Hostname())
	}
	return place{url: u, old: edition.ReadOldAddress(at, u.RawQuery), own: own}
}

// related reports whether one of the hosts is the other, or below it: images.paper.example and
// www.paper.example.
func related(a, b string) bool {
	a, b = strings.TrimPrefix(a, "www."), strings.TrimPrefix(b, "www.")
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

// key is what the picture is known by from one run to the next.
func (p place) key() string { return p.url.Host + cmp.Or(p.old.Whole(), p.url.String()) }

// was are the names that readers are led from.
func (p place) was() []string {
	if !p.own || p.url.Host == "" && !strings.HasPrefix(p.url.Path, "/") {
		return nil
	}
	return p.old.Names[max(0, len(p.old.Names)-1):]
}

// bytes returns the picture's file: the whole picture if it can be had, else as the page shows
// it; out of the folder of uploads if it is there, else from the site.
func (m *Mover) bytes(ctx context.Context, from place) (data []byte, name string, err error) {
	for _, at := range []string{from.old.Whole(), from.url.Path} {
		if data, name, err = m.upload(at); err != nil || data != nil {
			return data, name, err
		}
	}
	if m.Fetch == nil || from.url.Host == "" {
		return nil, "", news.Errorf(news.NotFound, "The picture %s is not in the folder of uploads.", cmp.Or(path.Base(from.url.Path), from.url.String()))
	}
	whole := *from.url
	if w := from.old.Whole(); w != "" && !strings.Contains(w, "?") {
		whole.Path, whole.RawPath, whole.RawQuery = w, "", ""
	}
	addresses := []string{whole.String()}
	if as := from.url.String(); as != addresses[0] {
		addresses = append(addresses, as)
	}
	for _, address := range addresses {
		var answer *fetch.Answer
		answer, err = m.Fetch.Get(ctx, fetch.Request{URL: address, Accept: "image/*", MaxBody: picture.MaxBytes})
		if err == nil {
			return answer.Body, path.Base(from.url.Path), nil
		}
		if !nowhere(err) {
			break
		}
	}
	return nil, "", err
}

// upload returns the file of the folder of uploads that is at the path, or at the end of it: the
// folder may be the site's own root, or any below it. It returns nil if there is none.
func (m *Mover) upload(at string) ([]byte, string, error) {
	if m.Uploads == nil || at == "" || strings.Contains(at, "?") {
		return nil, "", nil
	}
	for rest := strings.Trim(path.Clean("/"+at), "/"); rest != ""; {
		f, err := m.Uploads.Open(rest)
		if err == nil {
			info, err := f.Stat()
			if err == nil && info.Mode().IsRegular() {
				data, err := io.ReadAll(io.LimitReader(f, picture.MaxBytes+1))
				return data, path.Base(rest), errors.Join(err, f.Close())
			}
			_ = f.Close()
		} else if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
			return nil, "", nil // such as a name that is longer than the disk takes: it is not there
		}
		_, rest, _ = strings.Cut(rest, "/")
	}
	return nil, "", nil
}
