package press

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"github.com/stet-news/stet/internal/news"
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
	body   []byte
	bar    news.Language // whose bar it carries
	// further headers, as name and value
	headers []string
	caches  []Cache // those before the site
}

// least is the smallest body that is worth compressing.
const least = 256

// overhead is about how much memory a page takes beside its bodies: three sets of heads.
const overhead = 6 << 10

// finish compresses the draft and makes its heads.
func (d *draft) finish() (*Page, error) {
	p := &Page{Path: d.path, Status: d.status, Bar: d.bar, Size: overhead}
	sum := sha256.Sum256(d.body)
	tag := hex.EncodeToString(sum[:12])
	s := squeezers.Get().(*squeezer)
	defer squeezers.Put(s)
	for e := range Encoding(encodings) {
		if e != Identity && len(d.body) < least {
			break
		}
		body, err := s.compress(e, d.body)
		if err != nil {
			return nil, fmt.Errorf("compress %s: %w", d.path, err)
		}
		p.bodies[e] = d.encoded(e, body, tag)
		p.Size += len(body)
	}
	return p, nil
}

// encoded returns the body with its validator and its heads.
func (d *draft) encoded(e Encoding, body []byte, tag string) Body {
	b := Body{Bytes: body, ETag: `"` + tag + `"`}
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
// and kept: the answer to a search, say. headers are names and values, of which
// Content-Security-Policy takes the place of the strictest. A body large enough to be worth
// it is compressed at once, with gzip, which costs a seventh of all that a page that is
// kept gets.
func Computed(status int, kind, cache string, body []byte, headers ...string) (*Page, error) {
	d := &draft{status: status, kind: kind, cache: cache, body: body, headers: headers}
	return d.compute()
}

// compute finishes the draft as Computed says.
func (d *draft) compute() (*Page, error) {
	p := &Page{Path: d.path, Status: d.status, Bar: d.bar, Size: overhead + len(d.body)}
	sum := sha256.Sum256(d.body)
	tag := hex.EncodeToString(sum[:12])
	p.bodies[Identity] = d.encoded(Identity, d.body, tag)
	if len(d.body) < least {
		return p, nil
	}
	s := squeezers.Get().(*squeezer)
	defer squeezers.Put(s)
	zipped, err := s.compress(Gzip, d.body)
	if err != nil {
		return nil, fmt.Errorf("compress %s: %w", d.path, err)
	}
	p.bodies[Gzip] = d.encoded(Gzip, zipped, tag)
	return p, nil
}

// squeezer holds the compressors: making one costs more than what it does for a page.
type squeezer struct {
	gzip   *gzip.Writer
	brotli *brotli.Writer
	out    bytes.Buffer
}

var squeezers = sync.Pool{New: func() any { return newSqueezer() }}

// newSqueezer makes compressors at the levels at which 40 KB take about a millisecond for
// both, with windows that hold a page.
func newSqueezer() *squeezer {
	s := &squeezer{brotli: brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: 5, LGWin: 18})}
	var err error
	if s.gzip, err = gzip.NewWriterLevel(nil, 6); err != nil {
		panic("press: " + err.Error()) // the level is a constant
	}
	return s
}

// compress returns the body in the encoding.
func (s *squeezer) compress(e Encoding, body []byte) ([]byte, error) {
	s.out.Reset()
	switch e {
	case Identity:
		return body, nil
	case Gzip:
		s.gzip.Reset(&s.out)
		if err := writeAll(s.gzip, body); err != nil {
			return nil, err
		}
	case Brotli:
		s.brotli.Reset(&s.out)
		if err := writeAll(s.brotli, body); err != nil {
			return nil, err
		}
	}
	return bytes.Clone(s.out.Bytes()), nil
}

func writeAll(w io.WriteCloser, body []byte) error {
	if _, err := w.Write(body); err != nil {
		return err
	}
	return w.Close()
}
