package api

import (
	"github.com/stet-news/stet/internal/news"
)

// keyPoints is what a call writes at the head of live coverage.
type keyPoints struct {
	Points []string `json:"points"`
}

// newPost is a post as a call sends it.
type newPost struct {
	news.Post
	Dispatch string `json:"dispatch,omitempty"` // the ID of the dispatch that it was made from
}

// coverageRoutes are what is done to a story's live coverage.
func coverageRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/stories/{number}/coverage", "Reads a story's live coverage", news.ReadCopy, 200, func(c call, _ none) (news.Coverage, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Coverage{}, err
			}
			s, err := p.DB.Story(c.Context(), n)
			if err != nil {
				return news.Coverage{}, err
			}
			has, err := p.DB.Coverage(c.Context(), s.ID)
			if err == nil && has == nil {
				err = news.Errorf(news.NotFound, "Story %d is not covered live.", n)
			}
			if err != nil {
				return news.Coverage{}, err
			}
			return *has, nil
		}),
		on("POST", "/stories/{number}/coverage", "Begins live coverage under a live story, or takes it up again", news.CoverLive, 200, func(c call, _ none) (news.Coverage, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Coverage{}, err
			}
			return p.Desk.Cover(c.Context(), c.by, n)
		}),
		on("POST", "/stories/{number}/coverage/end", "Ends live coverage; its posts stay", news.CoverLive, 200, func(c call, _ none) (news.Coverage, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Coverage{}, err
			}
			return p.Desk.EndCoverage(c.Context(), c.by, n)
		}),
		on("PUT", "/stories/{number}/coverage/key-points", "Writes the key points at the head of live coverage", news.CoverLive, 200, func(c call, in keyPoints) (news.Coverage, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Coverage{}, err
			}
			return p.Desk.SetKeyPoints(c.Context(), c.by, n, in.Points)
		}),
		on("POST", "/stories/{number}/coverage/posts", "Posts; with the id of a post that is there, edits it", news.CoverLive, 200, func(c call, in newPost) (news.Coverage, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Coverage{}, err
			}
			return p.Desk.PostFrom(c.Context(), c.by, n, in.Post, in.Dispatch)
		}),
		on("DELETE", "/stories/{number}/coverage/posts/{post}", "Takes a post away; that it was there stays to be seen", news.CoverLive, 200, func(c call, _ none) (news.Coverage, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Coverage{}, err
			}
			return p.Desk.RemovePost(c.Context(), c.by, n, c.PathValue("post"))
		}),
	}
}
