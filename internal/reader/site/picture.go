package site

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// mediaTypes are the kinds of picture, film and sound that are served, by the end of their names.
var mediaTypes = map[string]string{
	"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif",

	"mp4": "video/mp4", "webm": "video/webm", "m4a": "audio/mp4", "weba": "audio/webm", "mp3": "audio/mpeg", "ogg": "audio/ogg", "vtt": "text/vtt; charset=utf-8",
}

// picture answers with a picture that a live story uses. It returns false if there is
// none.
func (s *Site) picture(ctx context.Context, v *archive.View, name string, r Request) (Answer, bool) {
	_, end, _ := strings.Cut(name, ".")
	kind := mediaTypes[end]
	if kind == "" || !v.Media(name) {
		return Answer{}, false
	}
	tag := `"` + name + `"`
	fields := []string{"Cache-Control", "public, max-age=31536000, immutable", "ETag", tag} // its name is its content
	fields = append(fields, press.MediaFields(name, s.caches)...)
	if r.IfNoneMatch != "" && matches(r.IfNoneMatch, tag) {
		return Answer{Head: press.NewHead(http.StatusNotModified, fields...)}, true
	}
	f, err := s.media.Open(blob.Rendition(name))
	if told, ok := errors.AsType[*news.Error](err); ok && told.Kind == news.NotFound && news.RenditionSet(name) != name {
		return Answer{}, false // somebody made up a name in a set
	}
	if err != nil {
		slog.ErrorContext(ctx, "a picture of a live story is not there", "name", name, "err", err)
		return Answer{}, false
	}
	info, err := f.Stat()
	if err != nil {
		slog.ErrorContext(ctx, "a picture of a live story cannot be read", "name", name, "err", err)
		_ = f.Close()
		return Unavailable, true
	}
	fields = append(fields, "Content-Type", kind, "Accept-Ranges", "bytes", "X-Content-Type-Options", "nosniff",
		"Content-Security-Policy", alone(kind))
	a := Answer{File: f, Length: info.Size()}
	status := http.StatusOK
	if r.Range != "" && r.Method == http.MethodGet && (r.IfRange == "" || r.IfRange == tag) {
		from, length, is := oneRange(r.Range, info.Size())
		switch {
		case is && length == 0:
			_ = f.Close()
			return Refusal(http.StatusRequestedRangeNotSatisfiable, "The picture does not have these bytes.",
				"Content-Range", fmt.Sprintf("bytes */%d", info.Size())), true
		case is:
			status, a.Offset, a.Length = http.StatusPartialContent, from, length
			fields = append(fields, "Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, from+length-1, info.Size()))
		}
	}
	a.Head = press.NewHead(status, append(fields, "Content-Length", strconv.FormatInt(a.Length, 10))...)
	if r.Method == http.MethodHead {
		_ = f.Close()
		a.File = nil
	}
	return a, true
}

// oneRange returns the part of size bytes that a Range header of one range asks for, of
// length 0 if there is no such part. It returns false for what is no such header, which is
// as if it were not there (RFC 9110 §14.2), and so are several ranges: nobody has a use
// for parts of parts of a picture but to make much work.
func oneRange(header string, size int64) (from, length int64, ok bool) {
	text, isBytes := strings.CutPrefix(header, "bytes=")
	first, last, isRange := strings.Cut(text, "-")
	if !isBytes || !isRange {
		return 0, 0, false
	}
	number := func(s string) (int64, bool) {
		n, err := strconv.ParseUint(s, 10, 63)
		return int64(n), err == nil
	}
	switch {
	case first == "": // the last so many bytes
		n, ok := number(last)
		n = min(n, size)
		return size - n, n, ok
	case last == "":
		from, ok = number(first)
		return from, max(0, size-from), ok
	}
	from, ok1 := number(first)
	to, ok2 := number(last)
	if !ok1 || !ok2 || to < from {
		return 0, 0, false
	}
	return from, max(0, min(to+1, size)-from), true
}

// alone is the policy of a file that is opened by itself: a browser makes a page of a film, with
// a player that must be let have it.
func alone(kind string) string {
	if strings.HasPrefix(kind, "video/") || strings.HasPrefix(kind, "audio/") {
		return "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
	}
	return "default-src 'none'; sandbox"
}
