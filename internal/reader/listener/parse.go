package listener

import (
	"bytes"
	"net/http"
	"strings"
	"unsafe"

	"github.com/stet-news/stet/internal/reader/site"
)

// Limits of the head of a request.
const (
	mostHead   = 16 << 10
	mostFields = 100
)

// head is a request's head, taken apart. The strings of its request are views of the
// bytes that it was parsed from.
type head struct {
	site.Request
	length int64 // of the body that follows
	close  bool  // the client wants no more after this, or must not have it
}

// fault says why a head is refused, as the status to refuse it with; 0 is no fault. A
// connection on which one was sent is closed: nobody knows where the next request begins.
type fault int

const (
	malformed fault = http.StatusBadRequest
	tooLarge  fault = http.StatusRequestHeaderFieldsTooLarge
	noExpect  fault = http.StatusExpectationFailed
	noVersion fault = http.StatusHTTPVersionNotSupported
)

// headEnd returns the length of the head that buf begins with, its empty line with it, or
// -1 if it has not come to its end. It looks from the byte from on; what it is to look from
// next time, it returns as well. A head whose lines end wrongly has an end, too: it is to be
// refused at once, not waited for.
func headEnd(buf []byte, from int) (end, next int) {
	for {
		i := bytes.IndexByte(buf[from:], '\n')
		if i < 0 {
			return -1, len(buf)
		}
		i += from
		switch rest := buf[i+1:]; {
		case len(rest) > 0 && rest[0] == '\n':
			return i + 2, 0
		case len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n':
			return i + 3, 0
		case len(rest) < 2 && (len(rest) == 0 || rest[0] == '\r'):
			return -1, i
		}
		from = i + 1
	}
}

// parse takes a whole head apart, with its empty line. It takes what is written exactly as
// RFC 9112 has it and refuses all else: one space between the parts of the first line, lines
// that end in CRLF, names that are tokens and stand before their colon, no folded lines, one
// Host, one length at most and no transfer coding. What it takes, net/http understands in
// the same way; a fuzz test holds it to that.
func parse(buf []byte, h *head) fault {
	*h = head{}
	line, rest, f := cutLine(buf)
	if f != 0 {
		return f
	}
	oneDotZero, target, f := h.first(line)
	if f != 0 {
		return f
	}
	hosts, lengths := 0, 0
	var host []byte
	for fields := 0; ; fields++ {
		if line, rest, f = cutLine(rest); f != 0 {
			return f
		}
		if len(line) == 0 {
			break
		}
		if fields == mostFields {
			return tooLarge
		}
		name, value, f := cutField(line)
		if f != 0 {
			return f
		}
		switch kindOf(name) {
		case isHost:
			hosts, host = hosts+1, value
		case isLength:
			lengths++
			if h.length, f = length(value); f != 0 {
				return f
			}
		case isTransferEncoding:
			return malformed
		case isExpect:
			return noExpect
		case isConnection:
			h.close = h.close || hasToken(value, "close")
		case isAcceptEncoding:
			join(&h.AcceptEncoding, value)
		case isIfNoneMatch:
			join(&h.IfNoneMatch, value)
		case isRange:
			join(&h.Range, value)
		case isIfRange:
			join(&h.IfRange, value)
		case isLastEventID:
			join(&h.LastEventID, value)
		case isUserAgent:
			join(&h.UserAgent, value)
		case isReferer:
			join(&h.Referer, value)
		}
	}
	if lengths > 1 || hosts > 1 || (hosts == 0 && !oneDotZero) || (hosts == 1 && !isHostName(host)) {
		return malformed
	}
	h.close = h.close || oneDotZero
	return h.target(target, host)
}

// first takes the first line apart.
func (h *head) first(line []byte) (oneDotZero bool, target []byte, f fault) {
	method, rest, ok := bytes.Cut(line, []byte(" "))
	target, version, ok2 := bytes.Cut(rest, []byte(" "))
	if !ok || !ok2 || !isToken(method) || len(target) == 0 {
		return false, nil, malformed
	}
	h.Method = view(method)
	switch view(version) {
	case "HTTP/1.1":
		return false, target, 0
	case "HTTP/1.0":
		return true, target, 0
	}
	if len(version) == len("HTTP/1.1") && bytes.HasPrefix(version, []byte("HTTP/")) {
		return false, nil, noVersion
	}
	return false, nil, malformed
}

// target takes the target apart. The whole address of a page is taken where it names the
// host that the request names, as a proxy may write it; nothing else but a path is.
func (h *head) target(target, host []byte) fault {
	if len(target) > 7 && strings.EqualFold(view(target[:7]), "http://") {
		rest := target[7:]
		end := bytes.IndexByte(rest, '/')
		if end < 0 || len(host) == 0 || !bytes.Equal(rest[:end], host) {
			return malformed
		}
		target = rest[end:]
	}
	if target[0] != '/' {
		return malformed
	}
	path, query, _ := bytes.Cut(target, []byte("?"))
	if !isTarget(path, true) || !isTarget(query, false) {
		return malformed
	}
	h.Path, h.Query = view(path), view(query)
	return 0
}

// cutLine returns the line that buf begins with, without its end, and what follows it.
func cutLine(buf []byte) (line, rest []byte, f fault) {
	i := bytes.IndexByte(buf, '\n')
	if i < 1 || buf[i-1] != '\r' {
		return nil, nil, malformed
	}
	return buf[:i-1], buf[i+1:], 0
}

// cutField takes a line apart at its colon.
func cutField(line []byte) (name, value []byte, f fault) {
	i := bytes.IndexByte(line, ':')
	if i < 1 || !isToken(line[:i]) {
		return nil, nil, malformed
	}
	value = line[i+1:]
	for len(value) > 0 && (value[0] == ' ' || value[0] == '\t') {
		value = value[1:]
	}
	for len(value) > 0 && (value[len(value)-1] == ' ' || value[len(value)-1] == '\t') {
		value = value[:len(value)-1]
	}
	if !isValue(value) {
		return nil, nil, malformed
	}
	return line[:i], value, 0
}

// length returns the length that a Content-Length gives.
func length(value []byte) (n int64, f fault) {
	if len(value) == 0 || len(value) > 12 {
		return 0, malformed
	}
	for _, c := range value {
		if c < '0' || c > '9' {
			return 0, malformed
		}
		n = 10*n + int64(c-'0')
	}
	return n, 0
}

// hasToken reports whether the token, in small letters, is one of the list.
func hasToken(list []byte, token string) bool {
	for len(list) > 0 {
		var one []byte
		one, list, _ = bytes.Cut(list, []byte(","))
		if strings.EqualFold(view(bytes.TrimSpace(one)), token) {
			return true
		}
	}
	return false
}

// join makes the value the field's, or appends it to those that it had.
func join(field *string, value []byte) {
	if *field == "" {
		*field = view(value)
		return
	}
	*field += ", " + string(value)
}

// view returns the bytes as a string without copying them: it is good for as long as they
// are not changed.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// stay returns the request with strings of its own.
func stay(r site.Request) site.Request {
	for _, s := range []*string{
		&r.Method, &r.Path, &r.Query, &r.AcceptEncoding, &r.IfNoneMatch, &r.Range, &r.IfRange, &r.LastEventID, &r.UserAgent, &r.Referer,
	} {
		*s = strings.Clone(*s)
	}
	r.Body = bytes.Clone(r.Body)
	return r
}
