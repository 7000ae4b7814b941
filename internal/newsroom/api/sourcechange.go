package api

import "github.com/stet-news/stet/internal/news"

// SourceAnswer is what is said to a source that changed.
type SourceAnswer struct {
	Answer string `json:"answer,omitempty"` // what was done, or why the story stands; needed after a kill, an embargo and for what is withheld
}

// SourceOf is a dispatch that is to be a source.
type SourceOf struct {
	Dispatch string `json:"dispatch"` // its ID
}

// sourceRoutes are what becomes of the sources of stories.
func sourceRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/stories/{number}/source-changes", "Lists what became of the sources of a story since it was made from them, the oldest first, and who answered for it", news.ReadCopy, 200, func(c call, _ none) (List[news.SourceChange], error) {
			n, err := c.number("number")
			if err != nil {
				return List[news.SourceChange]{}, err
			}
			all, err := p.DB.SourceChanges(c.Context(), n)
			return List[news.SourceChange]{Items: all}, err
		}),
		on("POST", "/source-changes/{id}/answer", "Answers for a source that changed: what was done about it, or why the story stands", news.AnswerSource, 200, func(c call, in SourceAnswer) (news.SourceChange, error) {
			return p.Desk.AnswerSource(c.Context(), c.by, c.PathValue("id"), in.Answer)
		}),
		on("POST", "/stories/{number}/sources", "Makes a dispatch a source of a story that is there already; its embargo becomes the story's", news.AddSource, 200, func(c call, in SourceOf) (news.Story, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Story{}, err
			}
			return p.Desk.AddSource(c.Context(), c.by, n, in.Dispatch)
		}),
	}
}
