// Package press prints pages: from an edition and a path to finished bytes. Printing is
// a pure function of the two. A page is finished when it is printed: its body, in gzip too,
// its validators and all of its headers, so that serving it is writing bytes. Brotli follows.
package press

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/stet-news/stet/internal/news"
)

// Encoding is a way to send a body.
type Encoding int

// The encodings. Whoever knows zstd knows brotli, which is smaller.
const (
	Identity Encoding = iota
	Gzip
	Brotli
)

// encodings is how many there are. The later one is the smaller.
const encodings = int(Brotli) + 1

// names are the encodings as HTTP names them.
var names = [encodings]string{"", "gzip", "br"}

// Page is a finished page.
type Page struct {
	Path   string // the name it is kept under: see Name
	Status int
	// Bar is the language of the bar that the page carries, "" if it carries none.
	Bar news.Language
	// Read is the language whose most read stories the page shows, "" if it shows none.
	Read news.Language
	// Size is how many bytes of memory the page takes, about.
	Size int

	draft  *draft // without its body
	parts  parts
	mu     sync.Mutex // held to put another bar in
	bodies atomic.Pointer[Bodies]
}

// Bodies are the bodies of a page with one bar.
type Bodies struct {
	bar  *Bar // nil if the page carries none
	tag  string
	body [encodings]atomic.Pointer[Body] // all but Identity may be absent
	// asked is how many would have had brotli, up to enough: then somebody sees to it that
	// it is made, or it never is.
	asked atomic.Int32
}

// Body is a page in one encoding.
type Body struct {
	Bytes []byte
	ETag  string // strong, with its quotes
	// Head is the head of a full answer, and NotModified that of a 304.
	Head, NotModified *Head
}

// Bodies returns the page's bodies with the bar that was put in last, or that it was
// printed with.
func (p *Page) Bodies() *Bodies { return p.bodies.Load() }

// In returns the body in the encoding, nil if there is none.
func (b *Bodies) In(e Encoding) *Body { return b.body[e].Load() }

// Best returns the body in the best encoding that both there is and an Accept-Encoding
// header names, without allocating. It also reports whether brotli was wanted and nobody makes it
// yet: see Ask.
func (b *Bodies) Best(accept string) (best *Body, wanted bool) {
	found := Identity
	for accept != "" {
		var token string
		token, accept, _ = strings.Cut(accept, ",")
		name, params, _ := strings.Cut(token, ";")
		name = strings.TrimSpace(name)
		for _, e := range [...]Encoding{Brotli, Gzip} {
			if !strings.EqualFold(name, names[e]) || refused(params) {
				continue
			}
			if b.In(e) != nil {
				found = max(found, e)
			} else {
				wanted = wanted || e == Brotli && b.asked.Load() < enough
			}
		}
	}
	return b.In(found), wanted
}

// accepts reports whether an Accept-Encoding header names the encoding.
func accepts(accept string, e Encoding) bool {
	for token := range strings.SplitSeq(accept, ",") {
		name, params, _ := strings.Cut(token, ";")
		if strings.EqualFold(strings.TrimSpace(name), names[e]) && !refused(params) {
			return true
		}
	}
	return false
}

// refused reports whether the parameters of an encoding say q=0.
func refused(params string) bool {
	q, ok := strings.CutPrefix(strings.TrimSpace(params), "q=")
	return ok && q != "" && strings.Trim(q, "0.") == ""
}
