package announce

import (
	"context"
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// changed is what of the site is another one after some changes, as paths.
type changed struct {
	feeds []string
	pages []string
}

// changed returns what of the site the changes changed.
func (r *Room) changed(ctx context.Context, changes []edition.Change) (all changed, err error) {
	for _, c := range changes {
		if c.About() == 0 {
			continue
		}
		if c.Story != nil {
			all.story(*c.Story)
		}
		was, ok, err := r.DB.StoryBefore(ctx, c.About(), c.Number)
		if err != nil {
			return all, err
		}
		if ok && was.Story != nil { // it stood elsewhere, or under other topics
			all.story(*was.Story)
		}
	}
	return all, nil
}

// story adds the pages and feeds that show the story.
func (all *changed) story(s edition.Story) {
	folders := []string{edition.HomePath(s.Language), edition.FrontPath(s.Language, s.Section)}
	all.pages = appendNew(all.pages, s.Path(), folders[1])
	for _, t := range s.Topics {
		all.pages = appendNew(all.pages, edition.TopicPath(s.Language, t.Slug))
		folders = append(folders, edition.TopicPath(s.Language, t.Slug)+"/")
	}
	for _, name := range s.Authors() {
		folders = append(folders, edition.AuthorPath(s.Language, news.Slugify(name))+"/")
	}
	for _, in := range folders {
		for _, file := range edition.FeedFiles {
			all.feeds = appendNew(all.feeds, in+file)
		}
	}
}

func appendNew(list []string, more ...string) []string {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

// addresses returns the paths as whole addresses.
func addresses(h news.House, paths []string) []string {
	all := make([]string, len(paths))
	for i, p := range paths {
		all[i] = h.URL + p
	}
	return all
}
