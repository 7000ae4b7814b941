package screens_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// browser is one without script: it reads pages, and sends forms as they stand.
type browser struct {
	*testing.T
	client *http.Client
	url    *url.URL // of the page that is open
	page   *html.Node
	text   string
	status int
	chosen *chosenFile // goes with the next form
}

// chosenFile is a file that somebody has chosen in the field of a form.
type chosenFile struct{ field, name, content string }

// choose chooses the file for the form that is sent next.
func (b *browser) choose(field, name, content string) *browser {
	b.chosen = &chosenFile{field, name, content}
	return b
}

func newBrowser(t *testing.T, base string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{T: t, client: &http.Client{Jar: jar}, url: u}
}

func (b *browser) do(req *http.Request) {
	b.Helper()
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if req.Method == http.MethodPost {
		req.Header.Set("Origin", b.url.Scheme+"://"+b.url.Host)
	}
	res, err := b.client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	b.url, b.text, b.status = res.Request.URL, string(body), res.StatusCode
	if b.page, err = html.Parse(bytes.NewReader(body)); err != nil {
		b.Fatal(err)
	}
}

// open goes to the path.
func (b *browser) open(path string) *browser {
	b.Helper()
	to, err := url.Parse(path)
	if err != nil {
		b.Fatal(err)
	}
	req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, b.url.ResolveReference(to).String(), nil)
	if err != nil {
		b.Fatal(err)
	}
	b.do(req)
	return b
}

// shows fails unless the page answers with the status and has all the words.
func (b *browser) shows(status int, words ...string) *browser {
	b.Helper()
	if b.status != status {
		b.Fatalf("%s answers %d, want %d: %.300s", b.url, b.status, status, content(b.page))
	}
	seen := strings.Join(strings.Fields(content(b.page)), " ")
	for _, w := range words {
		if !strings.Contains(seen, w) {
			b.Fatalf("%s does not show %q: %.1500s", b.url, w, seen)
		}
	}
	return b
}

func content(n *html.Node) string {
	var s strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && c.Parent.Data != "script" && c.Parent.Data != "style" {
			s.WriteString(c.Data + " ")
		}
	}
	return s.String()
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// press fills in the fields and presses the button with the words. A button that is not
// there, or cannot be pressed, fails the test.
func (b *browser) press(words string, fields map[string]string) *browser {
	b.Helper()
	for n := range b.page.Descendants() {
		if n.Data != "button" || !strings.HasPrefix(strings.TrimSpace(strings.Join(strings.Fields(content(n)), " ")), words) {
			continue
		}
		if _, off := attr(n, "disabled"); off {
			b.Fatalf("%s: %q cannot be pressed", b.url, words)
		}
		form := n
		for form != nil && form.Data != "form" {
			form = form.Parent
		}
		if form == nil {
			continue
		}
		values := valuesOf(form)
		if name, ok := attr(n, "name"); ok {
			value, _ := attr(n, "value")
			values.Set(name, value)
		}
		for k, v := range fields {
			values.Set(k, v)
		}
		b.send(form, values)
		return b
	}
	b.Fatalf("%s has no button %q: %.600s", b.url, words, content(b.page))
	return b
}

// valuesOf returns what a browser would send of the form without touching it.
func valuesOf(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name, ok := attr(n, "name")
		if !ok {
			continue
		}
		value, _ := attr(n, "value")
		switch n.Data {
		case "input":
			kind, _ := attr(n, "type")
			if _, checked := attr(n, "checked"); (kind == "checkbox" || kind == "radio") && !checked || kind == "file" {
				continue
			}
			values.Add(name, value)
		case "textarea":
			values.Add(name, strings.TrimPrefix(content(n), "\n"))
		case "select":
			first, chosen := "", ""
			for o := range n.Descendants() {
				if o.Data != "option" {
					continue
				}
				v, _ := attr(o, "value")
				if first == "" {
					first = v
				}
				if _, selected := attr(o, "selected"); selected {
					chosen = v
				}
			}
			if chosen == "" {
				chosen = first
			}
			values.Add(name, chosen)
		}
	}
	for k, v := range values {
		values[k] = []string{strings.TrimSuffix(v[len(v)-1], " ")}
	}
	return values
}

func (b *browser) send(form *html.Node, values url.Values) {
	b.Helper()
	action, _ := attr(form, "action")
	to, err := b.url.Parse(action)
	if err != nil {
		b.Fatal(err)
	}
	if method, _ := attr(form, "method"); !strings.EqualFold(method, "post") {
		to.RawQuery = values.Encode()
		b.open(to.RequestURI())
		return
	}
	body, kind := strings.NewReader(values.Encode()), "application/x-www-form-urlencoded"
	if e, _ := attr(form, "enctype"); e == "multipart/form-data" {
		var parts bytes.Buffer
		w := multipart.NewWriter(&parts)
		for k, v := range values {
			if err := w.WriteField(k, v[0]); err != nil {
				b.Fatal(err)
			}
		}
		if f := b.chosen; f != nil {
			part, err := w.CreateFormFile(f.field, f.name)
			if err == nil {
				_, err = io.WriteString(part, f.content)
			}
			if err != nil {
				b.Fatal(err)
			}
			b.chosen = nil
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
		body, kind = strings.NewReader(parts.String()), w.FormDataContentType()
	}
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, to.String(), body)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	b.do(req)
}
