package press

import (
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// routeKind is what a path asks for.
type routeKind int

const (
	nowhere      routeKind = iota
	whole                  // a page of the whole site, as /sitemap.xml
	languagePart           // /en/ and its files
	sectionPart            // /en/world-news/ and its files
	topicPart              // /en/t/jamuna-flood
	story                  // /en/world-news/2026/03/26/12-slug
)

// route is a path, taken apart. Whether there is such a page is another matter.
type route struct {
	kind     routeKind
	language news.Language
	slug     string // of a section or topic
	file     string // "" the page itself, "feed.rss", "feed.atom", "ticker", "/" a slash is missing
	number   int64
}

// routeOf takes the path apart. It is the one place that knows the form of every path.
func routeOf(path string) route {
	switch path {
	case "/", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/assets/icon.svg", scriptPath:
		return route{kind: whole}
	}
	if _, ok := sitemapNumber(path); ok {
		return route{kind: whole}
	}
	if name, ok := strings.CutPrefix(path, "/ticker/"); ok {
		l, isJSON := strings.CutSuffix(name, ".json")
		if !isJSON {
			return route{}
		}
		return route{kind: languagePart, language: news.Language(l), file: "ticker"}
	}
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	r := route{language: news.Language(parts[0])}
	file := parts[len(parts)-1]
	if file != "" && file != "feed.rss" && file != "feed.atom" {
		file = "/"
	}
	switch {
	case len(parts) == 1:
		r.kind, r.file = languagePart, "/"
	case len(parts) == 2 && file != "/":
		r.kind, r.file = languagePart, file
	case len(parts) == 2:
		r.kind, r.slug, r.file = sectionPart, parts[1], "/"
	case len(parts) == 3 && parts[1] == "t":
		r.kind, r.slug = topicPart, parts[2]
	case len(parts) == 3 && file != "/":
		r.kind, r.slug, r.file = sectionPart, parts[1], file
	default:
		if n, ok := edition.StoryNumber(path); ok {
			r.kind, r.number = story, n
		}
	}
	return r
}

func atoi(s string) (n int64) {
	for _, r := range s {
		n = n*10 + int64(r-'0')
	}
	return n
}
