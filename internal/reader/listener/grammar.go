package listener

import "strings"

// Fields whose values matter.
const (
	isOther = iota
	isHost
	isRange
	isExpect
	isReferer
	isIfRange
	isConnection
	isUserAgent
	isLastEventID
	isIfNoneMatch
	isLength
	isAcceptEncoding
	isTransferEncoding
)

var kinds = [...]struct {
	name string
	kind int
}{
	{"host", isHost},
	{"range", isRange},
	{"expect", isExpect},
	{"referer", isReferer},
	{"if-range", isIfRange},
	{"connection", isConnection},
	{"user-agent", isUserAgent},
	{"last-event-id", isLastEventID},
	{"if-none-match", isIfNoneMatch},
	{"content-length", isLength},
	{"accept-encoding", isAcceptEncoding},
	{"transfer-encoding", isTransferEncoding},
}

// kindOf returns which field the name is.
func kindOf(name []byte) int {
	for i := range kinds {
		if k := &kinds[i]; len(k.name) == len(name) && k.name[0] == name[0]|0x20 && strings.EqualFold(k.name, view(name)) {
			return k.kind
		}
	}
	return isOther
}

// Where a byte may stand.
const (
	inToken = 1 << iota
	inValue // of a field: RFC 9110 §5.5, with what is beyond ASCII
	inHost
	inPath
	inQuery
	isHex
)

var chars = func() (t [256]uint8) {
	allow := func(what uint8, set string) {
		for i := range len(set) {
			t[set[i]] |= what
		}
	}
	const alphanumeric = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	allow(inToken|inHost|inPath|inQuery, alphanumeric)
	allow(inToken, "!#$%&'*+-.^_`|~")
	allow(inHost, "-._:[]")
	allow(inPath, "-._~!$&'()*+,;=:@/%")
	allow(inQuery, "-._~!$&'()*+,;=:@/%?[]{}|^`\\\"<>") // browsers escape some of these, other programs do not
	allow(isHex, "0123456789abcdefABCDEF")
	for c := range t {
		if c == '\t' || c >= ' ' && c != 0x7f {
			t[c] |= inValue
		}
	}
	return t
}()

func all(b []byte, what uint8) bool {
	for _, c := range b {
		if chars[c]&what == 0 {
			return false
		}
	}
	return true
}

func isToken(b []byte) bool { return len(b) > 0 && all(b, inToken) }

func isHostName(b []byte) bool { return len(b) > 0 && all(b, inHost) }

// isTarget reports whether the bytes may be a path, in which each % begins an escape, or a
// query.
func isTarget(b []byte, path bool) bool {
	if !path {
		return all(b, inQuery)
	}
	for i, c := range b {
		if chars[c]&inPath == 0 || c == '%' && (i+2 >= len(b) || chars[b[i+1]]&isHex == 0 || chars[b[i+2]]&isHex == 0) {
			return false
		}
	}
	return true
}
