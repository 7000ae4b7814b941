package press

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// OEmbedPath is where the site says how a story of its own is shown elsewhere (oembed.com).
const OEmbedPath = "/oembed"

// How large a story is where it is shown: a headline, a sentence, a line of who and when.
const (
	embedWidth  = 600
	embedHeight = 200
)

// embed is an answer of oEmbed. The HTML is a quotation with a link: it needs no script, and
// what shows it runs nothing of ours.
type embed struct {
	XMLName         xml.Name `json:"-" xml:"oembed"`
	Type            string   `json:"type" xml:"type"`
	Version         string   `json:"version" xml:"version"`
	Title           string   `json:"title" xml:"title"`
	Author          string   `json:"author_name,omitempty" xml:"author_name,omitempty"`
	Provider        string   `json:"provider_name" xml:"provider_name"`
	ProviderURL     string   `json:"provider_url" xml:"provider_url"`
	Thumbnail       string   `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	ThumbnailWidth  int      `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	ThumbnailHeight int      `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
	HTML            string   `json:"html" xml:"html"`
	Width           int      `json:"width" xml:"width"`
	Height          int      `json:"height" xml:"height"`
}

// OEmbed answers a question to OEmbedPath. Without a url, or with one that is not of a live
// story of this site, the error is a *news.Error.
func OEmbed(v *archive.View, query string) (*Page, error) {
	q, err := url.ParseQuery(query)
	if err != nil || q.Get("url") == "" {
		return nil, news.Errorf(news.Invalid, "Say which story is meant: %s?url=ADDRESS&format=json.", OEmbedPath)
	}
	s, ok := storyAt(v, q.Get("url"))
	if !ok {
		return nil, news.Errorf(news.NotFound, "There is no story of this site at that address.")
	}
	e := embedOf(v, s, atMost(q.Get("maxwidth")), atMost(q.Get("maxheight")))
	headers := []string{"Access-Control-Allow-Origin", "*", "X-Robots-Tag", "noindex"}
	switch q.Get("format") {
	case "", "json":
		body, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		return Computed(http.StatusOK, "application/json", cacheMessage, body, headers...)
	case "xml":
		body, err := asXML(e)
		if err != nil {
			return nil, err
		}
		return Computed(http.StatusOK, "text/xml; charset=utf-8", cacheMessage, body, headers...)
	}
	return Computed(http.StatusNotImplemented, "text/plain; charset=utf-8", cacheMessage, []byte("The format is json or xml.\n"), headers...)
}

// storyAt returns the live story at an address of this site, and false if there is none.
func storyAt(v *archive.View, address string) (s edition.Story, ok bool) {
	u, err := url.Parse(address)
	if err != nil || v.House() == nil {
		return s, false
	}
	own, err := url.Parse(v.House().URL)
	if err != nil || !strings.EqualFold(u.Host, own.Host) || u.Scheme != "http" && u.Scheme != "https" {
		return s, false
	}
	n, ok := edition.StoryNumber(strings.TrimSuffix(u.Path, "/"))
	if !ok {
		return s, false
	}
	s, err = v.Story(n)
	return s, err == nil
}

// atMost reads a limit of the question. Without one there is none.
func atMost(text string) int {
	if n, err := strconv.Atoi(text); err == nil && n > 0 {
		return n
	}
	return 1 << 20
}

func embedOf(v *archive.View, s edition.Story, width, height int) embed {
	sh := shellOf(v, s.Language, s.Path(), s.Headline)
	e := embed{
		Type: "rich", Version: "1.0", Title: s.Headline, Author: strings.Join(s.Authors(), ", "), Provider: sh.site,
		ProviderURL: sh.address(home(s.Language)), Width: min(width, embedWidth), Height: min(height, embedHeight),
	}
	if s.Lead != nil {
		for _, r := range s.Lead.Renditions {
			if r.Width <= min(width, 1280) && r.Height <= height {
				e.Thumbnail, e.ThumbnailWidth, e.ThumbnailHeight = sh.address(mediaPath(r.Name)), r.Width, r.Height
			}
		}
	}
	link, text := html.EscapeString(sh.address(s.Path())), summary(s)
	e.HTML = `<blockquote lang="` + string(s.Language) + `" cite="` + link + `"><p><a href="` + link + `">` + html.EscapeString(s.Headline) + `</a></p>`
	if text != "" {
		e.HTML += "<p>" + html.EscapeString(text) + "</p>"
	}
	e.HTML += "<p>" + html.EscapeString(sh.site) + ", " + sh.date(sh.local(s.Published)) + "</p></blockquote>"
	return e
}
