// Package press prints pages: from an edition and a path to finished bytes. Printing is
// a pure function of the two. A page is finished when it is printed: its bodies in each
// encoding, its validators and all of its headers, so that serving it is writing bytes.
package press

import (
	"strings"

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
	// Size is how many bytes of memory the page takes, about.
	Size int

	bodies Bodies
}

// Bodies are a page's bodies by Encoding. All but Identity may be absent: Bytes is nil.
type Bodies [encodings]Body

// Body is a page in one encoding.
type Body struct {
	Bytes []byte
	ETag  string // strong, with its quotes
	// Head is the head of a full answer, and NotModified that of a 304.
	Head, NotModified *Head
}

// Bodies returns the page's bodies. Nobody may change them.
func (p *Page) Bodies() *Bodies { return &p.bodies }

// Best returns the body in the best encoding that both there is and an Accept-Encoding
// header names, without allocating.
func (b *Bodies) Best(accept string) *Body {
	best := Identity
	for accept != "" {
		var token string
		token, accept, _ = strings.Cut(accept, ",")
		name, params, _ := strings.Cut(token, ";")
		name = strings.TrimSpace(name)
		for _, e := range [...]Encoding{Brotli, Gzip} {
			if e > best && strings.EqualFold(name, names[e]) && b[e].Bytes != nil && !refused(params) {
				best = e
			}
		}
	}
	return &b[best]
}

// refused reports whether the parameters of an encoding say q=0.
func refused(params string) bool {
	q, ok := strings.CutPrefix(strings.TrimSpace(params), "q=")
	return ok && q != "" && strings.Trim(q, "0.") == ""
}
