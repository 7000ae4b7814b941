package h2

import (
	"strconv"
	"strings"

	"golang.org/x/net/http2/hpack"

	"github.com/stet-news/stet/internal/reader/site"
)

// Limits of what a request says about itself.
const (
	mostFields = 16 << 10 // bytes of all fields, as RFC 9113 §6.5.2 counts them
	mostBlock  = 16 << 10 // bytes of the fields as they are packed
)

// Pseudo-fields that have been seen.
const (
	sawMethod = 1 << iota
	sawScheme
	sawAuthority
	sawPath
)

// asking is a request whose fields are being read.
type asking struct {
	site.Request
	target    string // :path
	authority string
	host      string
	length    int64 // Content-Length; -1 if there is none
	saw       uint8
	regular   bool // a field that is no pseudo-field has been seen
	trailer   bool // these are the fields after a body
	malformed bool // RFC 9113 §8.1.1
	size      int
}

func (a *asking) reset(trailer bool) { *a = asking{length: -1, trailer: trailer} }

// field takes a field in.
func (a *asking) field(f hpack.HeaderField) {
	a.size += len(f.Name) + len(f.Value) + 32
	if a.size > mostFields || a.malformed {
		return
	}
	if strings.HasPrefix(f.Name, ":") {
		a.pseudo(f)
		return
	}
	a.regular = true
	if !isName(f.Name) || !isValue(f.Value) {
		a.malformed = true
		return
	}
	if !a.trailer {
		a.plain(f.Name, f.Value)
	}
}

func (a *asking) pseudo(f hpack.HeaderField) {
	var saw uint8
	switch f.Name {
	case ":method":
		saw, a.Method = sawMethod, f.Value
	case ":scheme":
		saw = sawScheme
	case ":authority":
		saw, a.authority = sawAuthority, f.Value
	case ":path":
		saw, a.target = sawPath, f.Value
	}
	if saw == 0 || a.saw&saw != 0 || a.regular || a.trailer || !isValue(f.Value) {
		a.malformed = true
	}
	a.saw |= saw
}

func (a *asking) plain(name, value string) {
	switch name {
	case "accept-encoding":
		a.AcceptEncoding = join(a.AcceptEncoding, value)
	case "if-none-match":
		a.IfNoneMatch = join(a.IfNoneMatch, value)
	case "range":
		a.Range = join(a.Range, value)
	case "if-range":
		a.IfRange = join(a.IfRange, value)
	case "last-event-id":
		a.LastEventID = join(a.LastEventID, value)
	case "user-agent":
		a.UserAgent = join(a.UserAgent, value)
	case "referer":
		a.Referer = join(a.Referer, value)
	case "host":
		a.malformed = a.host != "" || a.malformed
		a.host = value
	case "content-length":
		n, err := strconv.ParseUint(value, 10, 62)
		if err != nil || a.length >= 0 {
			a.malformed = true
			return
		}
		a.length = int64(n)
	case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade":
		a.malformed = true // they are HTTP/1.1's
	case "te":
		a.malformed = a.malformed || value != "trailers"
	}
}

func join(old, more string) string {
	if old == "" {
		return more
	}
	return old + ", " + more
}

// whole reports whether the request says all that a request has to, and nothing that it
// cannot.
func (a *asking) whole() bool {
	if a.malformed || a.saw&sawMethod == 0 || a.Method == "" {
		return false
	}
	if a.Method == "CONNECT" { // it has an authority, and is refused for what it is
		return a.saw == sawMethod|sawAuthority
	}
	if a.saw&(sawScheme|sawPath) != sawScheme|sawPath || a.target == "" {
		return false
	}
	if a.host != "" && a.saw&sawAuthority != 0 && !strings.EqualFold(a.host, a.authority) {
		return false
	}
	return a.target[0] == '/' || a.target == "*" && a.Method == "OPTIONS"
}

// path sets what of the target is path and what is query, and reports whether both have
// only what a path and a query may have.
func (a *asking) path() bool {
	a.Path = a.target
	if i := strings.IndexByte(a.target, '?'); i >= 0 {
		a.Path, a.Query = a.target[:i], a.target[i+1:]
	}
	for i := range len(a.target) {
		if c := a.target[i]; c <= ' ' || c >= 0x7f || c == '#' {
			return false
		}
	}
	return true
}

// isName reports whether the name is one, in small letters.
func isName(s string) bool {
	for i := range len(s) {
		if !nameBytes[s[i]] {
			return false
		}
	}
	return s != ""
}

var nameBytes = func() (t [256]bool) {
	for _, c := range "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz" {
		t[c] = true
	}
	return t
}()

// isValue reports whether the value of a field has nothing in it that would end it in
// another version of HTTP.
func isValue(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return s == "" || s[0] != ' ' && s[0] != '\t' && s[len(s)-1] != ' ' && s[len(s)-1] != '\t'
}
