package fetch

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// readBody reads the answer's body, unpacked, up to limit bytes. With an error comes
// the part that was read, unless that part is of a bomb.
func readBody(res *http.Response, limit int64) ([]byte, error) {
	packed := &counter{r: res.Body}
	var r io.Reader = packed
	compressed := false
	switch codings := res.Header.Values("Content-Encoding"); {
	case len(codings) == 0, len(codings) == 1 && (codings[0] == "" || strings.EqualFold(codings[0], "identity")):
	case len(codings) == 1 && (strings.EqualFold(codings[0], "gzip") || strings.EqualFold(codings[0], "x-gzip")):
		compressed = true
		z, err := gzip.NewReader(packed)
		if err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		r = z
	default:
		return nil, news.Errorf(news.Unsupported, "The answer is packed as %q, which Stet did not ask for and cannot unpack.", strings.Join(codings, ", "))
	}

	var body []byte
	buf := make([]byte, 32<<10)
	for {
		n, err := r.Read(buf)
		size := int64(len(body) + n)
		if compressed && size > ratioFrom && size > maxRatio*packed.n {
			return nil, news.Errorf(news.TooLarge, "The answer unpacks to more than %d times its size, which no real copy does: Stet stopped reading.", maxRatio)
		}
		if size > limit {
			body = append(body, buf[:int64(n)-(size-limit)]...)
			return body, news.Errorf(news.TooLarge, "The answer is larger than %s, which is the most Stet reads.", bytesInWords(limit))
		}
		body = append(body, buf[:n]...)
		switch {
		case errors.Is(err, io.EOF):
			return body, nil
		case err != nil:
			return body, fmt.Errorf("read the body: %w", err)
		}
	}
}

func bytesInWords(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d KB", n>>10)
}

// counter counts the bytes that were read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
