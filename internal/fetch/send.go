package fetch

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"
)

// Message is something to send to another server.
type Message struct {
	Method string
	URL    string
	Header http.Header
	Body   []byte
	Total  time.Duration // for everything; 0 is the Client's
}

// Send sends, and returns the answer's body. It follows no redirect: what is sent may
// hold a token, and is for the one address. A status other than 2xx is a *StatusError.
func (c *Client) Send(ctx context.Context, m Message) ([]byte, error) {
	u, err := c.Check(m.URL)
	if err != nil {
		return nil, err
	}
	total := c.options.Total
	if m.Total > 0 {
		total = m.Total
	}
	ctx, cancel := context.WithTimeout(ctx, total)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, m.Method, u.String(), bytes.NewReader(m.Body))
	if err != nil {
		return nil, fmt.Errorf("make the request for %s: %w", u.Host, err)
	}
	for name, values := range m.Header {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", c.agent)
	res, err := c.http.Transport.RoundTrip(req)
	if err != nil {
		return nil, c.explain(ctx, u.Host, err)
	}
	defer res.Body.Close()
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return nil, statusError(u.Host, res)
	}
	body, err := readBody(res, c.options.MaxBody)
	if err != nil {
		return body, c.explain(ctx, u.Host, err)
	}
	return body, nil
}
