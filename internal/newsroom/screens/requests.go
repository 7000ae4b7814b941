package screens

import (
	"context"
	"net/http"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// kill asks a second person for a kill, or kills the story if the person says why no one
// is available. It returns the name of the sentence that says which.
func (s *screens) kill(ctx context.Context, r *http.Request, p *editorPage, reason string) (said string, err error) {
	if alone := line(r, "kill_alone"); alone != "" {
		_, err = s.Desk.Kill(ctx, p.person, p.story.Number, desk.KillOrder{Reason: reason, Alone: alone})
		return string(news.Kill), err
	}
	_, err = s.Desk.AskApproval(ctx, p.person, p.story.Number, desk.Approval{Verb: news.Kill, Reason: reason})
	return "asked", err
}
