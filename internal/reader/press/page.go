// Package press prints pages: from an edition and a path to finished bytes. Printing is
// a pure function of the two. A page is finished when it is printed: its bodies in each
// encoding, its validators and all of its headers, so that serving it is writing bytes.
package press

import (
	"net/http"
	"strings"

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
)

// encodings is how many there are.
const encodings = int(Zstd) + 1

// names are the encodings as HTTP names them.
var names = [encodings]string{"", "gzip", "br", "zstd"}

// rank says which encoding is better: brotli is the smallest at what it costs us once.
var rank = [encodings]int{Identity: 0, Gzip: 1, Zstd: 2, Brotli: 3}

// Page is a finished page.
type Page struct {
	Path   string // the name it is kept under: see Name
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

// refused reports whether the parameters of an encoding say q=0.
func refused(params string) bool {
	q, ok := strings.CutPrefix(strings.TrimSpace(params), "q=")
	return ok && q != "" && strings.Trim(q, "0.") == ""
}
