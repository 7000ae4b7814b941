package edition

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// The paths of pages that both sides must know: the newsroom tells others of them, the
// readers' side prints them.

// HomePath returns the path of the home page of a language.
func HomePath(l news.Language) string { return "/" + string(l) + "/" }

// FrontPath returns the path of a section's front.
func FrontPath(l news.Language, section string) string { return "/" + string(l) + "/" + section + "/" }

// TopicPath returns the path of a topic.
func TopicPath(l news.Language, slug string) string { return "/" + string(l) + "/t/" + slug }

// AuthorPath returns the path of an author.
func AuthorPath(l news.Language, slug string) string { return "/" + string(l) + "/a/" + slug }

// FeedFiles are the feeds in the folder of the home page, a front, a topic or an author.
var FeedFiles = []string{"feed.rss", "feed.atom", "feed.json"}

// Authors returns the names of those who wrote the story, people and then the desk.
func (s Story) Authors() []string {
	names := slices.Clone(s.Byline.People)
	if s.Byline.Desk != "" {
		names = append(names, s.Byline.Desk)
	}
	return names
}

// LitePath returns the path of the lite page of the page at a path of a language.
func LitePath(path string) string {
	l, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return "/" + l + "/lite/" + rest
}

// VersionsPath returns the path of the public history of the story with the path.
func VersionsPath(story string) string { return story + "/versions" }

// CorrectionsPath returns the path of the newest corrections in a language.
func CorrectionsPath(l news.Language) string { return HomePath(l) + "corrections" }

// BarPath returns the path of the bar of a language.
func BarPath(l news.Language) string { return "/ticker/" + string(l) + ".json" }

// SitemapStories is how many numbers of stories one part of the sitemap is of.
const SitemapStories = 9_984

// NewsSitemapPath is the path of the sitemap of what is new.
const NewsSitemapPath = "/sitemap-news.xml"

// SitemapPath returns the path of the part of the sitemap that the story is in.
func SitemapPath(number int64) string { return fmt.Sprintf("/sitemap-%d.xml", number/SitemapStories+1) }
