package press

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/stet-news/stet/internal/news"
)

// Cache-Control of the kinds of page. What says that something is gone or elsewhere is
// believed for a moment only, since a story may come back, and a slug as well.
const (
	// A browser asks again each time, and a 304 is a hundred bytes: who comes back sees what
	// was published meanwhile. What stands between may keep a page for a moment.
	cachePage    = "public, max-age=0, s-maxage=10, stale-if-error=86400"
	cacheMessage = "public, max-age=0, s-maxage=10"
	cacheTicker  = "public, max-age=5"
	cacheFile    = "public, max-age=3600"
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
}

// least is the smallest body that is worth compressing.
const least = 256

// overhead is about how much memory a page takes beside its bodies: four sets of headers.
const overhead = 6 << 10

// finish compresses the draft and makes its headers.
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
		p.Bodies[e] = d.encoded(e, body, tag)
		p.Size += len(body)
	}
	return p, nil
}

// encoded returns the body with its validator and its headers.
func (d *draft) encoded(e Encoding, body []byte, tag string) Body {
	b := Body{Bytes: body, ETag: `"` + tag + `"`}
	if e != Identity {
		b.ETag = `"` + tag + "-" + names[e] + `"`
	}
	b.NotModified = http.Header{
		"Cache-Control": {d.cache},
		"Etag":          {b.ETag},
		"Vary":          {"Accept-Encoding"},
	}
	b.Header = make(http.Header, 16)
	for name, value := range b.NotModified {
		b.Header[name] = value
	}
	b.Header["Content-Type"] = []string{d.kind}
	b.Header["Content-Length"] = []string{strconv.Itoa(len(body))}
	b.Header["Content-Security-Policy"] = []string{barePolicy}
	b.Header["Referrer-Policy"] = []string{"strict-origin-when-cross-origin"}
	b.Header["X-Content-Type-Options"] = []string{"nosniff"}
	if e != Identity {
		b.Header["Content-Encoding"] = []string{names[e]}
	}
	for i := 0; i < len(d.headers); i += 2 {
		b.Header[http.CanonicalHeaderKey(d.headers[i])] = []string{d.headers[i+1]}
	}
	return b
}

// squeezer holds the compressors: making one costs more than what it does for a page.
type squeezer struct {
	gzip   *gzip.Writer
	brotli *brotli.Writer
	zstd   *zstd.Encoder
	out    bytes.Buffer
}

var squeezers = sync.Pool{New: func() any { return newSqueezer() }}

// newSqueezer makes compressors at the levels at which 40 KB take about a millisecond for
// all three, with windows that hold a page.
func newSqueezer() *squeezer {
	s := &squeezer{brotli: brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: 5, LGWin: 18})}
	var err error
	if s.gzip, err = gzip.NewWriterLevel(nil, 6); err != nil {
		panic("press: " + err.Error()) // the level is a constant
	}
	if s.zstd, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithWindowSize(1<<18)); err != nil {
		panic("press: " + err.Error()) // as are these
	}
	return s
}

// compress returns the body in the encoding.
func (s *squeezer) compress(e Encoding, body []byte) ([]byte, error) {
	s.out.Reset()
	switch e {
	case Identity:
		return body, nil
	case Zstd:
		return bytes.Clone(s.zstd.EncodeAll(body, s.out.AvailableBuffer())), nil
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
