package press

import (
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// kind is what a path asks for.
type kind int

const (
	nowhere kind = iota
	whole        // a page of the whole site, as /sitemap.xml
	ofLanguage
	ofSection
	ofTopic  // /en/t/jamuna-flood
	ofAuthor // /en/a/nusrat-karim
	ofStory  // /en/world-news/2026/03/26/12-slug
)

// route is a path, taken apart. Whether there is such a page is another matter.
type route struct {
	kind     kind
	language news.Language
	slug     string // of a section, a topic, an author or a page of the house's own
	file     string // in the folder of a language, section, topic or author; "" is the page itself
	number   int64  // of a story
	page     int    // of a list, 0 for its newest
	post     int    // which page of a story's posts
	day      string // "2026/03/26", or a month
	lite     bool
}

// Files that are not in a path as they stand here.
const (
	tickerFile = "ticker"
	slashFile  = "/" // the path lacks a slash at its end, or has one too many
)

// routeOf takes the path apart. It is the one place that knows the form of every path.
func routeOf(path string) route {
	if isWhole(path) {
		return route{kind: whole}
	}
	if l, ok := languageFile(path, "/ticker/"); ok {
		return route{kind: ofLanguage, language: l, file: tickerFile}
	}
	if l, ok := languageFile(path, "/gone/"); ok {
		return route{kind: ofLanguage, language: l, file: goneFile}
	}
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if r, ok := deeper(path, parts); ok {
		return r
	}
	r := route{language: news.Language(parts[0])}
	last := parts[len(parts)-1]
	isFile := last == "" || isFeed(last)
	switch {
	case len(parts) == 1:
		r.kind, r.file = ofLanguage, slashFile
	case len(parts) == 2 && isFile:
		r.kind, r.file = ofLanguage, last
	case len(parts) == 2 && last == offlineFile:
		r.kind, r.file = ofLanguage, last
	case len(parts) == 2:
		r.kind, r.slug, r.file = ofSection, parts[1], slashFile
	case len(parts) == 3 && parts[1] == "t":
		r.kind, r.slug = ofTopic, parts[2]
	case len(parts) == 4 && parts[1] == "t" && last == "":
		r.kind, r.slug, r.file = ofTopic, parts[2], slashFile
	case len(parts) == 4 && parts[1] == "t" && isFile:
		r.kind, r.slug, r.file = ofTopic, parts[2], last
	case len(parts) == 4 && parts[1] == "a" && isFeed(last):
		r.kind, r.slug, r.file = ofAuthor, parts[2], last
	case len(parts) == 3 && isFile:
		r.kind, r.slug, r.file = ofSection, parts[1], last
	default:
		if n, ok := edition.StoryNumber(strings.TrimSuffix(path, "/")); ok {
			r.kind, r.number = ofStory, n
		}
	}
	return r
}

func isWhole(path string) bool {
	switch path {
	case "/", robotsPath, iconPath, scriptPath, workerPath:
		return true
	}
	return later[path] != nil || isSitemap(path)
}

// decimal writes n in Latin digits, as addresses and attributes have it.
func decimal[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }
