package press

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestAStorySaysHowItIsShownElsewhere(t *testing.T) {
	v := sample(t)
	ask := func(query string) string {
		t.Helper()
		p, err := OEmbed(v, query)
		if err != nil {
			t.Fatal(query, err)
		}
		body, _ := p.Bodies().Best("")
		return string(body.Bytes)
	}
	address := "url=" + url.QueryEscape("https://padma.example"+ferryPath)
	var e map[string]any
	if err := json.Unmarshal([]byte(ask(address+"&format=json&maxwidth=400")), &e); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"type": "rich", "version": "1.0", "title": "Ferries halted on the Jamuna as river crosses danger mark", "author_name": "Nusrat Karim, Imran Hossain",
		"provider_name": "The Padma Courier", "provider_url": "https://padma.example/en/", "width": 400.0, "height": 200.0,
		"thumbnail_url": "https://padma.example/media/ferry00000000000-320.jpg", "thumbnail_width": 320.0, "thumbnail_height": 213.0,
	} {
		if e[name] != want {
			t.Errorf("%s is %v, want %v", name, e[name], want)
		}
	}
	text, _ := e["html"].(string)
	if !strings.HasPrefix(text, "<blockquote") || !strings.Contains(text, ferryPath) || strings.Contains(text, "script") {
		t.Errorf("the HTML is %s", text)
	}
	var x embed
	if err := xml.Unmarshal([]byte(ask(address+"&format=xml")), &x); err != nil || x.Title != e["title"] || x.HTML == "" {
		t.Errorf("as XML: %+v, %v", x, err)
	}
	if p, err := OEmbed(v, address+"&format=yaml"); err != nil || p.Status != 501 {
		t.Errorf("another format is %v, %v", p, err)
	}
}

// Whatever is asked for, what is not on the site is told the same.
func TestNoStoryButALiveOneOfThisSiteIsShownElsewhere(t *testing.T) {
	v := sample(t)
	said := map[string]bool{}
	for _, address := range []string{
		"https://other.example" + ferryPath, "https://padma.example/en/", "https://padma.example/en/bangladesh/2026/03/23/7-x",
		"https://padma.example/bn/bangladesh/2026/03/23/8-x", "https://padma.example/en/bangladesh/2026/03/26/999-x", "ftp://padma.example" + ferryPath, "::", "javascript:alert(1)",
	} {
		_, err := OEmbed(v, "url="+url.QueryEscape(address))
		if told, ok := errors.AsType[*news.Error](err); !ok || told.Kind != news.NotFound {
			t.Errorf("%s: %v", address, err)
		} else {
			said[told.Message] = true
		}
	}
	if len(said) != 1 {
		t.Errorf("it is told in %d ways", len(said))
	}
	if _, err := OEmbed(v, ""); err == nil {
		t.Error("without an address there is an answer")
	}
}
