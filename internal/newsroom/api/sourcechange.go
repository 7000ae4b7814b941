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
		on("GET", "/stories/{number}/passages", "Says which sentences of the story come from its sources, and from where in them, at the newest revision or ?revision=N; found by words", news.ReadCopy, 200, func(c call, _ none) (List[news.PassagesOf], error) {
			n, err := c.number("number")
			if err != nil {
				return List[news.PassagesOf]{}, err
			}
			revision, err := c.cursor("revision")
			if err != nil {
				return List[news.PassagesOf]{}, err
			}
			all, err := p.Desk.Passages(c.Context(), n, revision)
			return List[news.PassagesOf]{Items: all}, err
		}),
		on("GET", "/source-changes/{id}/rests", "Says which sentences of the story rest on the source as it was, and what became of each passage", news.ReadCopy, 200, func(c call, _ none) (List[news.Rested], error) {
			change, err := p.DB.SourceChange(c.Context(), c.PathValue("id"))
			if err != nil {
				return List[news.Rested]{}, err
			}
			all, err := p.Desk.Resting(c.Context(), change)
			return List[news.Rested]{Items: all}, err
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
