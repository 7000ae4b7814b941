package press

import (
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/ask"
)

// mostPlaces is how many places a search leads to beside its results.
const mostPlaces = 5

// placesFor returns the sections of the house and the topics of the stories that have all
// the words of the ask in their names: who looks for "sport" may mean the section. A topic
// is one that a story on the page has, and so never one whose stories were taken away.
func (s searchPage) placesFor(stories []edition.Story) (all []place) {
	named := ask.Named(s.ask.Words)
	for _, section := range s.house.Sections {
		for _, l := range s.house.Languages {
			if named(section.Name(l)) {
				all = append(all, place{name: section.Name(s.language), path: front(s.language, section.Slug)})
				break
			}
		}
	}
	known := map[string]bool{}
	for _, story := range stories {
		for _, t := range story.Topics {
			path := topic(story.Language, t.Slug)
			if story.Language == s.language && !known[path] && named(t.Name) {
				known[path] = true
				all = append(all, place{name: t.Name, path: path})
			}
		}
	}
	return all[:min(len(all), mostPlaces)]
}
