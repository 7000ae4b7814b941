package purge

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
)

// patience is how long one call may take.
const patience = 10 * time.Second

func (h *Hook) post(ctx context.Context, address string, header map[string]string, body any) ([]byte, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	m := fetch.Message{Method: http.MethodPost, URL: address, Body: text, Total: patience, Header: http.Header{
		"Content-Type": {"application/json"}, "Accept": {"application/json"},
	}}
	for name, value := range header {
		m.Header.Set(name, value)
	}
	return h.client.Send(ctx, m)
}

// fastly purges by surrogate key, up to 256 in a call. A soft purge leaves the page to be
// shown as stale when we are out of reach.
func (h *Hook) fastly(ctx context.Context, b batch) error {
	header := map[string]string{"Fastly-Key": h.secret}
	if !b.gone {
		header["Fastly-Soft-Purge"] = "1"
	}
	_, err := h.post(ctx, h.address+"/service/"+url.PathEscape(h.target)+"/purge", header, map[string]any{"surrogate_keys": b.keys})
	return err
}

// cloudflare purges by tag, up to 30 in a call. Cloudflare has no soft purge.
func (h *Hook) cloudflare(ctx context.Context, b batch) error {
	answer, err := h.post(ctx, h.address+"/client/v4/zones/"+url.PathEscape(h.target)+"/purge_cache",
		map[string]string{"Authorization": "Bearer " + h.secret}, map[string]any{"tags": b.keys})
	if err != nil {
		return err
	}
	var said struct {
		Success bool `json:"success"`
		Errors  []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	if err := json.Unmarshal(answer, &said); err != nil {
		return fmt.Errorf("read Cloudflare's answer: %w", err)
	}
	if !said.Success {
		why := "it does not say why"
		if len(said.Errors) > 0 {
			why = fmt.Sprintf("%q", said.Errors[0].Message)
		}
		return news.Errorf(news.Unavailable, "Cloudflare did not purge: %s.", why)
	}
	return nil
}

// varnish sends PURGE with the keys in a field that says which of vmod xkey's two purges
// is meant; docs/varnish.vcl is the other end.
func (h *Hook) varnish(ctx context.Context, b batch) error {
	field := "Xkey-Soft"
	if b.gone {
		field = "Xkey-Gone"
	}
	_, err := h.client.Send(ctx, fetch.Message{
		Method: "PURGE", URL: h.address, Total: patience, Header: http.Header{field: {strings.Join(b.keys, " ")}},
	})
	return err
}

// webhook posts the keys, signed as Standard Webhooks has it: HMAC-SHA256 over id, time
// and body. The id is the same when the call is made again.
func (h *Hook) webhook(ctx context.Context, b batch) error {
	text, err := json.Marshal(struct {
		Type    string   `json:"type"`
		Edition int64    `json:"edition"`
		Keys    []string `json:"keys"`
		Gone    bool     `json:"gone"`
	}{"purge", b.edition, b.keys, b.gone})
	if err != nil {
		return err
	}
	id := fmt.Sprintf("purge_%d_%d", b.edition, b.part)
	_, err = h.client.Send(ctx, fetch.Message{
		Method: http.MethodPost, URL: h.address, Body: text, Total: patience, Header: fetch.Signed(h.secret, id, time.Now(), text),
	})
	return err
}
