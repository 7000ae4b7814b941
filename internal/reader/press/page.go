// Package press prints pages: from an edition and a path to finished bytes. Printing is
// a pure function of the two. A page is finished when it is printed: its bodies in each
// encoding, its validators and all of its headers, so that serving it is writing bytes.
package press

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/stet-news/stet/internal/news"
)

// Encoding is a way to send a body.
type Encoding int

// The encodings.
const (
	Identity Encoding = iota
	Gzip
	Brotli
	Zstd
	encodings // how many there are
)

// names are the encodings as HTTP names them.
var names = [encodings]string{"", "gzip", "br", "zstd"}

// Best returns the best encoding that both the page has and an Accept-Encoding header
// names, without allocating.
func (p *Page) Best(accept string) Encoding {
	best := Identity
	for accept != "" {
		var token string
		token, accept, _ = strings.Cut(accept, ",")
		name, params, _ := strings.Cut(token, ";")
		name = strings.TrimSpace(name)
		for _, e := range [...]Encoding{Brotli, Zstd, Gzip} {
			if strings.EqualFold(name, names[e]) && p.Bodies[e].Bytes != nil && !refused(params) && rank[e] > rank[best] {
				best = e
			}
		}
	}
	return best
}

// rank says which encoding is better: brotli is the smallest at what it costs us once.
var rank = [encodings]int{Identity: 0, Gzip: 1, Zstd: 2, Brotli: 3}

// refused reports whether the parameters of an encoding say q=0.
func refused(params string) bool {
	q, ok := strings.CutPrefix(strings.TrimSpace(params), "q=")
	return ok && strings.Trim(q, "0.") == ""
}

// Page is a finished page.
type Page struct {
	Path   string
	Status int
	// Bar is the language of the bar that the page carries, "" if it carries none.
	Bar news.Language
	// Bodies are by Encoding. All but Identity may be absent: Bytes is nil.
	Bodies [encodings]Body
	// Size is how many bytes of memory the page takes, about.
	Size int
}

// Body is a page in one encoding.
type Body struct {
	Bytes []byte
	ETag  string // strong, with its quotes
	// Header is every header of a full answer, and NotModified of a 304. They are shared
	// by all answers: nobody may change them.
	Header      http.Header
	NotModified http.Header
}

// Cache-Control of the kinds of page.
const (
	cachePage  = "public, max-age=10, stale-while-revalidate=60, stale-if-error=86400"
	cacheGone  = "public, max-age=10"
	cacheAsset = "public, max-age=31536000, immutable"
)

// draft is a page before it is finished.
type draft struct {
	path    string
	status  int
	kind    string // Content-Type
	cache   string
	body    []byte
	bar     news.Language
	headers map[string]string // further headers
}

// least is the smallest body that is worth compressing.
const least = 256

// finish compresses the draft and makes its headers.
func (d draft) finish() (*Page, error) {
	p := &Page{Path: d.path, Status: d.status, Bar: d.bar, Size: 2048}
	sum := sha256.Sum256(d.body)
	tag := hex.EncodeToString(sum[:12])
	for e := range encodings {
		body := d.body
		if e != Identity {
			if len(body) < least {
				continue
			}
			var err error
			if body, err = compress(e, d.body); err != nil {
				return nil, err
			}
		}
		p.Bodies[e] = d.encoded(e, body, tag)
		p.Size += len(body)
	}
	return p, nil
}

func (d draft) encoded(e Encoding, body []byte, tag string) Body {
	b := Body{Bytes: body, ETag: `"` + tag + `"`}
	if e != Identity {
		b.ETag = `"` + tag + "-" + names[e] + `"`
	}
	b.NotModified = http.Header{
		"Etag":          {b.ETag},
		"Cache-Control": {d.cache},
		"Vary":          {"Accept-Encoding"},
	}
	b.Header = b.NotModified.Clone()
	b.Header["Content-Type"] = []string{d.kind}
	b.Header["Content-Length"] = []string{strconv.Itoa(len(body))}
	b.Header["X-Content-Type-Options"] = []string{"nosniff"}
	if e != Identity {
		b.Header["Content-Encoding"] = []string{names[e]}
	}
	for k, v := range d.headers {
		b.Header[http.CanonicalHeaderKey(k)] = []string{v}
	}
	return b
}

var (
	gzips   = sync.Pool{New: func() any { w, _ := gzip.NewWriterLevel(nil, 6); return w }}
	brotlis = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, 5) }}
	zstds   = sync.Pool{New: func() any {
		w, _ := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithWindowSize(1<<18))
		return w
	}}
)

// compress returns the body in the encoding. The levels are those at which 40 KB take
// about a millisecond.
func compress(e Encoding, body []byte) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(len(body)/4 + 64)
	var err error
	switch e {
	case Gzip:
		w := gzips.Get().(*gzip.Writer)
		defer gzips.Put(w)
		w.Reset(&b)
		if _, err = w.Write(body); err == nil {
			err = w.Close()
		}
	case Brotli:
		w := brotlis.Get().(*brotli.Writer)
		defer brotlis.Put(w)
		w.Reset(&b)
		if _, err = w.Write(body); err == nil {
			err = w.Close()
		}
	case Zstd:
		w := zstds.Get().(*zstd.Encoder)
		defer zstds.Put(w)
		return w.EncodeAll(body, b.AvailableBuffer()), nil
	}
	return b.Bytes(), err
}
