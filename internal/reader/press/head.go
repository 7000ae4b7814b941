package press

import (
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
)

// Field is one header field of an answer.
type Field struct {
	Name  string // in small letters, as HTTP/2 and HTTP/3 have it
	Value string

	canonical string // as net/http has it
	values    []string
}

// Head is the status and the header fields of an answer, made once and ready for every
// listener. It is shared by all answers that have it: nobody may change it. Date and what
// is said of the connection are the listener's own.
type Head struct {
	Status int
	Fields []Field
	// Wire is the head as HTTP/1.1 sends it, from the status line to the end of the last
	// field, without the empty line that ends it.
	Wire []byte
	// Packed is for a listener whose protocol packs fields in a way of its own: it keeps
	// here what it made of them, once. One is HPACK's, one QPACK's.
	Packed [2]atomic.Pointer[[]byte]
}

// Places in Head.Packed.
const (
	HPACK = iota
	QPACK
)

// NewHead returns the head of a status with the fields, each a name and a value.
func NewHead(status int, pairs ...string) *Head {
	h := &Head{Status: status, Fields: make([]Field, 0, len(pairs)/2)}
	size := 64
	for i := 0; i < len(pairs); i += 2 {
		size += len(pairs[i]) + len(pairs[i+1]) + 4
	}
	h.Wire = make([]byte, 0, size)
	h.Wire = append(h.Wire, "HTTP/1.1 "+strconv.Itoa(status)+" "+http.StatusText(status)+"\r\n"...)
	for i := 0; i < len(pairs); i += 2 {
		name, value := pairs[i], pairs[i+1]
		h.Fields = append(h.Fields, Field{strings.ToLower(name), value, http.CanonicalHeaderKey(name), []string{value}})
		h.Wire = append(h.Wire, name+": "+value+"\r\n"...)
	}
	return h
}

// Get returns the value of the field, whose name is given in small letters, or "".
func (h *Head) Get(name string) string {
	for i := range h.Fields {
		if h.Fields[i].Name == name {
			return h.Fields[i].Value
		}
	}
	return ""
}

// Put puts the fields into a header of net/http. It does not allocate what the map does
// not need.
func (h *Head) Put(into http.Header) {
	for i := range h.Fields {
		into[h.Fields[i].canonical] = h.Fields[i].values
	}
}
