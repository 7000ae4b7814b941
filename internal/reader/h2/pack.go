package h2

import (
	"strconv"

	"golang.org/x/net/http2/hpack"

	"github.com/stet-news/stet/internal/reader/press"
)

// Answers are packed without HPACK's dynamic table: so what a page's head becomes is the
// same on every connection and for ever, and is made once.

// staticNames are the places in HPACK's static table of the names that we send (RFC 7541
// appendix A).
var staticNames = map[string]uint64{
	"accept-ranges": 18, "age": 21, "allow": 22, "cache-control": 24, "content-disposition": 25, "content-encoding": 26,
	"content-language": 27, "content-length": 28, "content-location": 29, "content-range": 30, "content-type": 31, "date": 33,
	"etag": 34, "expires": 36, "last-modified": 44, "link": 45, "location": 46, "retry-after": 53, "server": 54,
	"strict-transport-security": 56, "vary": 59, "www-authenticate": 61,
}

// staticStatus are the places of the statuses that are there whole.
var staticStatus = map[int]byte{200: 8, 204: 9, 206: 10, 304: 11, 400: 12, 404: 13, 500: 14}

// packed returns the head as HPACK has it. It is made once for each head.
func packed(h *press.Head) []byte {
	if p := h.Packed[press.HPACK].Load(); p != nil {
		return *p
	}
	b := appendStatus(nil, h.Status)
	for i := range h.Fields {
		b = appendField(b, h.Fields[i].Name, h.Fields[i].Value)
	}
	h.Packed[press.HPACK].Store(&b)
	return b
}

func appendStatus(b []byte, status int) []byte {
	if i, ok := staticStatus[status]; ok {
		return append(b, 0x80|i)
	}
	return appendText(append(b, 8), strconv.Itoa(status))
}

// appendField appends a field as a literal that is not to be indexed.
func appendField(b []byte, name, value string) []byte {
	if i, ok := staticNames[name]; ok {
		b = appendInteger(b, 4, 0, i)
	} else {
		b = appendText(append(b, 0), name)
	}
	return appendText(b, value)
}

// appendText appends a string, in Huffman's code if that is shorter.
func appendText(b []byte, s string) []byte {
	if n := hpack.HuffmanEncodeLength(s); n < uint64(len(s)) {
		return hpack.AppendHuffmanString(appendInteger(b, 7, 0x80, n), s)
	}
	return append(appendInteger(b, 7, 0, uint64(len(s))), s...)
}

// appendInteger appends an integer with a prefix of so many bits (RFC 7541 §5.1) in a byte
// whose other bits are first.
func appendInteger(b []byte, bits uint, first byte, n uint64) []byte {
	most := uint64(1)<<bits - 1
	if n < most {
		return append(b, first|byte(n))
	}
	b = append(b, first|byte(most))
	for n -= most; n >= 0x80; n >>= 7 {
		b = append(b, byte(n)|0x80)
	}
	return append(b, byte(n))
}
