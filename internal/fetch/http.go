package fetch

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// HTTP returns the Client for a library that speaks HTTP by itself: what is at host goes by
// the Client, everything else by others. It reads no more than they do and follows no
// redirect, since what is sent may hold a secret.
func (c *Client) HTTP(host string, others *Client) *http.Client {
	return &http.Client{
		Transport: byHost{host, through{c}, through{others}}, Timeout: c.options.Total,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

type byHost struct {
	host         string
	this, others through
}

func (b byHost) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host == b.host {
		return b.this.RoundTrip(req)
	}
	return b.others.RoundTrip(req)
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
