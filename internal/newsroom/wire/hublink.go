package wire

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/fetch"
)

const hubWithin = 64 << 10 // bytes of a feed in which it names its hub

// hubOf returns the hub that an answer names, and the feed's own address there, both "" for none: in its Link headers, else in the feed
// before its first item. The hub is not called yet; that goes by the guarded client.
func hubOf(a *fetch.Answer) (hub, self string) {
	for _, header := range a.Links {
		for target, rels := range links(header) {
			noteLink(&hub, &self, rels, target)
		}
	}
	if hub == "" {
		hub, self = hubInside(a.Body)
	}
	base, err := url.Parse(a.URL)
	if hub = absolute(base, err, hub); hub == "" {
		return "", ""
	}
	if self = absolute(base, err, self); self == "" {
		self = a.URL
	}
	return hub, self
}

func absolute(base *url.URL, bad error, s string) string {
	if s == "" || bad != nil {
		return ""
	}
	u, err := base.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || len(s) > 2<<10 {
		return ""
	}
	return u.String()
}

// noteLink keeps the first hub and the first own address.
func noteLink(hub, self *string, rels []string, target string) {
	if slices.Contains(rels, "hub") && *hub == "" {
		*hub = target
	}
	if slices.Contains(rels, "self") && *self == "" {
		*self = target
	}
}

// links yields what a Link header (RFC 8288) leads to, with the relations of each.
func links(header string) func(yield func(string, []string) bool) {
	return func(yield func(string, []string) bool) {
		for _, part := range strings.Split(header, ",") {
			target, params, ok := strings.Cut(part, ">")
			if target = strings.TrimSpace(target); !ok || !strings.HasPrefix(target, "<") {
				continue
			}
			for _, p := range strings.Split(params, ";") {
				name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
				if strings.EqualFold(strings.TrimSpace(name), "rel") && !yield(target[1:], strings.Fields(strings.ToLower(strings.Trim(strings.TrimSpace(value), `"`)))) {
					return
				}
			}
		}
	}
}

// hubInside reads the links of a feed's head: atom:link in RSS and Atom, hubs in a JSON Feed.
func hubInside(doc []byte) (hub, self string) {
	if start := bytes.TrimLeft(doc, "\ufeff \t\r\n"); len(start) > 0 && start[0] == '{' {
		var f struct {
			FeedURL string `json:"feed_url"`
			Hubs    []struct{ Type, URL string }
		}
		if json.Unmarshal(start, &f) != nil {
			return "", ""
		}
		for _, h := range f.Hubs {
			if strings.EqualFold(h.Type, "WebSub") {
				return h.URL, f.FeedURL
			}
		}
		return "", ""
	}
	d := xml.NewDecoder(bytes.NewReader(doc[:min(len(doc), hubWithin)]))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // addresses are ASCII
	for {
		t, err := d.RawToken()
		if err != nil {
			return hub, self
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if e.Name.Local == "item" || e.Name.Local == "entry" {
			return hub, self
		}
		if e.Name.Local != "link" {
			continue
		}
		var rel, href string
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "rel":
				rel = a.Value
			case "href":
				href = a.Value
			}
		}
		noteLink(&hub, &self, strings.Fields(strings.ToLower(rel)), href)
	}
}
