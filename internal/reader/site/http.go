package site

import (
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// ServeHTTP answers a reader who came through net/http.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := RequestOf(r)
	if r.ContentLength != 0 {
		refused, ok := s.body(r, &q)
		if !ok {
			w.Header().Set("Connection", "close")
			send(w, r, refused)
			return
		}
	}
	a, ok := s.Ready(q)
	if !ok {
		a = s.Answer(r.Context(), q)
	}
	if a.Stream != "" {
		s.ticker.Serve(w, r, a.Stream)
		return
	}
	send(w, r, a)
}

// RequestOf returns what an answer depends on of a request that came through net/http.
func RequestOf(r *http.Request) Request {
	path := r.URL.RawPath // as it was written, where that is not as we would write it
	if path == "" {
		path = r.URL.EscapedPath()
	}
	return Request{
		Method: r.Method, Path: path, Query: r.URL.RawQuery,
		AcceptEncoding: header(r.Header, "Accept-Encoding"), IfNoneMatch: header(r.Header, "If-None-Match"),
		Range: header(r.Header, "Range"), IfRange: header(r.Header, "If-Range"), LastEventID: header(r.Header, "Last-Event-Id"),
		UserAgent: header(r.Header, "User-Agent"), Referer: header(r.Header, "Referer"),
	}
}

// body reads the body of a request, if the path takes one. A reader of pages has nothing
// to send; a smuggler has.
func (s *Site) body(r *http.Request, q *Request) (refused Answer, ok bool) {
	most := s.Takes(q.Method, q.Path)
	switch {
	case most == 0 && !read(q.Method):
		return NotAllowed, false
	case most == 0 || r.ContentLength < 0:
		return hasBody, false
	case r.ContentLength > int64(most):
		return tooLarge, false
	}
	q.Body = make([]byte, r.ContentLength)
	if _, err := io.ReadFull(r.Body, q.Body); err != nil {
		return hasBody, false
	}
	return Answer{}, true
}

// header returns the header's first value, or all of them as one when there are more.
func header(h http.Header, name string) string {
	switch v := h[name]; len(v) {
	case 0:
		return ""
	case 1:
		return v[0]
	default:
		return strings.Join(v, ", ")
	}
}

// send writes the answer. Nothing is to be done if it fails: the reader has gone.
func send(w http.ResponseWriter, r *http.Request, a Answer) {
	a.Put(w.Header())
	w.WriteHeader(a.Status)
	switch {
	case a.File != nil:
		sendFile(w, a)
		if err := a.File.Close(); err != nil {
			slog.WarnContext(r.Context(), "a picture's file could not be closed", "err", err)
		}
	case len(a.Body) > 0 && r.Method != http.MethodHead:
		_, _ = w.Write(a.Body)
	}
}

// How long a reader may take nothing of a file, and how many bytes a second the slowest line has that is waited for. Package
// listener has the same.
const (
	stallTime = 30 * time.Second
	slowest   = 4096
)

// fileAtOnce is how much of a file is written before the reader has its time anew: so much that the slowest line takes it
// before the reader would count as one who takes nothing.
const fileAtOnce = 64 << 10

// sendFile writes the part of the file. A film takes longer than a page may: who takes nothing of it for a while is cut off,
// and who is slower than the slowest line.
func sendFile(w http.ResponseWriter, a Answer) {
	if _, err := a.File.Seek(a.Offset, io.SeekStart); err != nil {
		return
	}
	line := http.NewResponseController(w)
	end := time.Now().Add(stallTime + time.Duration(a.Length)*time.Second/slowest)
	for left := a.Length; left > 0; {
		until := time.Now().Add(stallTime)
		if end.Before(until) {
			until = end
		}
		_ = line.SetWriteDeadline(until) // a writer in a test has none
		n, err := io.CopyN(w, a.File, min(left, fileAtOnce))
		if left -= n; err != nil {
			return
		}
	}
}
