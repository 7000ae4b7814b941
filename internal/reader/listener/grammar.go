package listener

import (
	"encoding/binary"
	"strings"
)

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

// kinds are the fields by the length of their names.
var kinds = [...][]field{
	4:  {{"host", isHost}},
	5:  {{"range", isRange}},
	6:  {{"expect", isExpect}},
	7:  {{"referer", isReferer}},
	8:  {{"if-range", isIfRange}},
	10: {{"connection", isConnection}, {"user-agent", isUserAgent}},
	13: {{"last-event-id", isLastEventID}, {"if-none-match", isIfNoneMatch}},
	14: {{"content-length", isLength}},
	15: {{"accept-encoding", isAcceptEncoding}},
	17: {{"transfer-encoding", isTransferEncoding}},
}

type field struct {
	name string
	kind int
}

// kindOf returns which field the name is.
func kindOf(name []byte) int {
	if len(name) >= len(kinds) {
		return isOther
	}
	for _, f := range kinds[len(name)] {
		if f.name[0] == name[0]|0x20 && strings.EqualFold(f.name, view(name)) {
			return f.kind
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

// isValue reports whether the bytes may be a field's value. It looks at eight at a time: if
// none of them is below a space, nor 0x7f, all may. What it sees too much, as a tab or, beside
// one, another, it looks at again.
func isValue(b []byte) bool {
	const every = 0x0101010101010101
	for len(b) >= 8 {
		x := binary.LittleEndian.Uint64(b)
		y := x ^ 0x7f*every
		if ((x-0x20*every)&^x|(y-every)&^y)&(0x80*every) != 0 && !all(b[:8], inValue) {
			return false
		}
		b = b[8:]
	}
	return all(b, inValue)
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
