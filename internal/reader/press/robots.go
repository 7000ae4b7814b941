package press

import (
	"net/http"

	"github.com/stet-news/stet/internal/reader/archive"
)

const robotsPath = "/robots.txt"

func printRobots(v *archive.View, path string) *draft {
	url := v.House().URL
	return &draft{
		path: path, status: http.StatusOK, kind: "text/plain; charset=utf-8", cache: cacheFile,
		body: []byte("User-agent: *\nDisallow: /sse/\n\nSitemap: " + url + sitemapIndex + "\nSitemap: " + url + newsSitemap + "\n"),
	}
}
