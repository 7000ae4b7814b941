package fetch

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// HTTP returns the Client for a library that speaks HTTP by itself. It goes where the Client
// goes and reads no more; it follows no redirect, since what is sent may hold a secret.
func (c *Client) HTTP() *http.Client {
	return &http.Client{
		Transport: through{c}, Timeout: c.options.Total,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// through is the Client as a transport.
type through struct{ *Client }

func (t through) RoundTrip(req *http.Request) (*http.Response, error) {
	if _, err := t.Check(req.URL.String()); err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.Header.Set("User-Agent", t.agent)
	res, err := t.http.Transport.RoundTrip(req)
	if err != nil {
		return nil, t.explain(req.Context(), req.URL.Host, err)
	}
	body, err := readBody(res, t.options.MaxBody)
	if closed := res.Body.Close(); err == nil && closed != nil {
		err = fmt.Errorf("read the body: %w", closed)
	}
	if err != nil {
		return nil, t.explain(req.Context(), req.URL.Host, err)
	}
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	res.Header.Del("Content-Encoding")
	return res, nil
}
