package edition

import (
	"slices"

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
