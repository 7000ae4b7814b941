package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/a-h/templ"
	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/press/override"
)

// Cache-Control of the kinds of page. What says that something is gone or elsewhere is
// believed for a moment only, since a story may come back, and a slug as well.
const (
	// A browser asks again each time, and a 304 is a hundred bytes: who comes back sees what
	// was published meanwhile. What stands between may keep a page for a moment.
	cachePage = "public, max-age=0, s-maxage=10, stale-if-error=86400"
	// Nobody waits before a feed or a sitemap, so an old one at once will do.
	cacheFeed    = "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=86400"
	cacheMessage = "public, max-age=0, s-maxage=10"
	cacheTicker  = "public, max-age=5, stale-if-error=60"
	cacheFile    = "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400"
	cacheAsset   = "public, max-age=31536000, immutable"
)

// draft is a page before it is finished.
type draft struct {
	path   string
	status int
	kind   string // Content-Type
	cache  string
	body   []byte        // without the bar
	bar    news.Language // whose bar it carries
	gap    int           // where in the body the bar goes
	read   news.Language // whose most read stories it shows
	// further headers, as name and value
	headers []string
	caches  []Cache // those before the site

	content templ.Component // of a page of HTML: what body is to be rendered from
	house   *news.House     // whose page it is
}

// render makes the body of a page of HTML, with the parts that the house replaced.
func (d *draft) render(custom *override.Templates) error {
	if d.content == nil {
		return nil
	}
	b := bytes.NewBuffer(make([]byte, 0, 48<<10))
	if err := d.content.Render(withCustom(context.Background(), custom), b); err != nil {
		return err
	}
	before, after, gapped := bytes.Cut(b.Bytes(), []byte(gap))
	if !gapped {
		return errors.New("its template has no place for the bar")
	}
	d.body, d.gap, d.content = append(before, after...), len(before), nil
	d.headers = append(d.headers, "Content-Security-Policy", dressOf(d.house, custom).policy)
	return nil
}

// least is the smallest body that is worth compressing.
const least = 256

// overhead is about how much memory a page takes beside its bodies: three sets of heads.
const overhead = 6 << 10

// finish compresses the draft with gzip, with the bar in it if it carries one, and makes its
// heads. Brotli takes three times as long: it is made when it was asked for (see Bodies.Best),
// and nobody waits for it.
func (d *draft) finish(bar *Bar) (*Page, error) {
	p, err := d.compute(bar, true)
	if err == nil && len(d.body) >= least {
		p.Bodies().asked.Store(0)
	}
	return p, err
}

// once is finish for a page that is made for one request: in the one encoding that is best
// of those that the request's Accept-Encoding names.
func (d *draft) once(bar *Bar, accept string) (*Page, error) {
	small := len(d.body) >= least && accepts(accept, Brotli)
	p, err := d.compute(bar, !small)
	if err != nil || !small {
		return p, err
	}
	return p, p.Squeeze(p.Bodies())
}

// compute makes the page without brotli, which takes longest and will not be made of it, and
// with gzip if that is wanted.
func (d *draft) compute(bar *Bar, zip bool) (*Page, error) {
	rest := *d
	rest.body = nil
	p := &Page{Path: d.path, Status: d.status, Read: d.read, draft: &rest}
	if d.bar == "" {
		bar = nil
	} else {
		p.Bar = d.bar
	}
	s := squeezers.Get().(*squeezer)
	defer squeezers.Put(s)
	var err error
	if p.parts, err = s.parts(d, bar != nil, zip); err != nil {
		return nil, fmt.Errorf("compress %s: %w", d.path, err)
	}
	p.bodies.Store(p.with(bar, d.body[:d.gap], d.body[d.gap:], p.parts.zipBefore, p.parts.zipAfter))
	p.bodies.Load().asked.Store(enough)
	p.parts.zipBefore, p.parts.zipAfter = nil, nil // they are in the body now
	p.Size = overhead + 3*len(d.body)/2
	return p, nil
}

// encoded returns the body with its validator and its heads.
func (d *draft) encoded(e Encoding, body []byte, tag string) *Body {
	b := &Body{Bytes: body, ETag: `"` + tag + `"`}
	if e != Identity {
		b.ETag = `"` + tag + "-" + names[e] + `"`
	}
	condition := []string{"Cache-Control", d.cache, "ETag", b.ETag, "Vary", "Accept-Encoding"}
	condition = append(condition, d.forCaches()...)
	b.NotModified = NewHead(http.StatusNotModified, condition...)
	fields := slices.Clip(condition)
	if d.status != http.StatusNoContent {
		fields = append(fields, "Content-Type", d.kind, "Content-Length", strconv.Itoa(len(body)))
	}
	if e != Identity {
		fields = append(fields, "Content-Encoding", names[e])
	}
	fields = append(fields, d.headers...)
	if !has(d.headers, "Content-Security-Policy") {
		fields = append(fields, "Content-Security-Policy", barePolicy)
	}
	fields = append(fields, "Referrer-Policy", "strict-origin-when-cross-origin", "X-Content-Type-Options", "nosniff")
	b.Head = NewHead(d.status, fields...)
	return b
}

// has reports whether there is a header of the name among names and values.
func has(headers []string, name string) bool {
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == name {
			return true
		}
	}
	return false
}

// Computed returns a page that is made for one request, not printed for all of an edition
// and kept: an answer to a program, say. headers are names and values, of which
// Content-Security-Policy takes the place of the strictest. A body large enough to be worth
// it is compressed with gzip.
func Computed(status int, kind, cache string, body []byte, headers ...string) (*Page, error) {
	d := &draft{status: status, kind: kind, cache: cache, body: body, headers: headers}
	return d.compute(nil, true)
}

// squeezer holds the compressors: making one costs more than what it does for a page.
type squeezer struct {
	flate  *flate.Writer
	brotli *brotli.Writer
	out    bytes.Buffer
}

var squeezers = sync.Pool{New: func() any { return newSqueezer() }}

// newSqueezer makes compressors at the levels at which 40 KB take about a millisecond for
// both, with windows that hold a page.
func newSqueezer() *squeezer {
	s := &squeezer{brotli: brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: 5, LGWin: 18})}
	var err error
	if s.flate, err = flate.NewWriter(nil, 6); err != nil {
		panic("press: " + err.Error()) // the level is a constant
	}
	return s
}

// part returns the bytes as a part of a deflate stream, which begins and ends on a whole
// byte and refers to no other part.
func (s *squeezer) part(body []byte, last bool) ([]byte, error) {
	s.out.Reset()
	s.flate.Reset(&s.out)
	if _, err := s.flate.Write(body); err != nil {
		return nil, err
	}
	end := s.flate.Flush
	if last {
		end = s.flate.Close
	}
	if err := end(); err != nil {
		return nil, err
	}
	return bytes.Clone(s.out.Bytes()), nil
}

// whole returns the body as brotli.
func (s *squeezer) whole(body []byte) ([]byte, error) {
	s.out.Reset()
	s.brotli.Reset(&s.out)
	if _, err := s.brotli.Write(body); err != nil {
		return nil, err
	}
	if err := s.brotli.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(s.out.Bytes()), nil
}
