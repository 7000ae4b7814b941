package api

import (
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// To is the desk that a story moves to.
type To struct {
	Desk string `json:"desk"`
	Note string `json:"note,omitempty"`
}

// Topic is a topic that a story gets.
type Topic struct {
	Topic string `json:"topic"`
}

// Into is the language of a translation.
type Into struct {
	Language news.Language `json:"language"`
}

// Task is the name of a task that a kill needs.
type Task struct {
	Task string `json:"task"`
}

// lifeRoutes are the verbs of a story's life beside those of its way to readers.
func lifeRoutes(p Parts) []Route {
	d := p.Desk
	another := func(verb news.Verb, summary string, f func(call, int64) (news.Story, error)) Route {
		return on("POST", "/stories/{number}/"+string(verb), summary, verb, 201, func(c call, _ none) (news.Story, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Story{}, err
			}
			return f(c, n)
		})
	}
	translate := step(news.Translate, "Starts the story in another language, without text, linked to this one", func(c call, n int64, in Into) (news.Story, error) {
		return d.Translate(c.Context(), c.by, n, in.Language)
	})
	translate.Status = 201
	return []Route{
		step(news.Assign, "Gives the story to somebody to write, with a due time and an expected length in words", func(c call, n int64, in desk.Assignment) (news.Story, error) {
			return d.Assign(c.Context(), c.by, n, in)
		}),
		step(news.Move, "Gives the story to another desk", func(c call, n int64, in To) (news.Story, error) {
			return d.Move(c.Context(), c.by, n, in.Desk, in.Note)
		}),
		on("POST", "/stories/{number}/tag", "Adds a topic to the story", news.Save, 200, func(c call, in Topic) (news.Story, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Story{}, err
			}
			return d.Tag(c.Context(), c.by, n, in.Topic)
		}),
		on("POST", "/stories/{number}/check", "Says that a legal check, a check of pictures or of facts is needed, done, or (empty) not applicable", news.ReadCopy, 200, func(c call, in desk.Checked) (news.Story, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Story{}, err
			}
			return d.SetCheck(c.Context(), c.by, n, in)
		}),
		another(news.Duplicate, "Starts a story with the same text; its embargo and the checks it needs hold here too", func(c call, n int64) (news.Story, error) {
			return d.Duplicate(c.Context(), c.by, n)
		}),
		another(news.FollowUp, "Starts a story that follows this one and leads back to it", func(c call, n int64) (news.Story, error) {
			return d.FollowUp(c.Context(), c.by, n)
		}),
		translate,
		on("POST", "/stories/bulk", "Does one verb to many stories, each in a transaction and with a line of its own: "+bulkVerbs(), news.ReadCopy, 200, func(c call, in desk.Bulk) (List[desk.BulkLine], error) {
			lines, err := d.All(c.Context(), c.by, in)
			return List[desk.BulkLine]{Items: lines}, err
		}),
	}
}

func bulkVerbs() (words string) {
	for i, v := range desk.BulkVerbs {
		if i > 0 {
			words += ", "
		}
		words += string(v)
	}
	return words
}

// requestRoutes are what takes two people, and the legal archive.
func requestRoutes(p Parts) []Route {
	d := p.Desk
	of := func(c call) (news.Killing, error) {
		n, err := c.number("number")
		if err != nil {
			return news.Killing{}, err
		}
		return p.DB.Killing(c.Context(), n)
	}
	return []Route{
		on("GET", "/requests", "Lists what waits for a second person, the one that expires first at the top", news.ReadCopy, 200, func(c call, _ none) (List[news.Request], error) {
			all, err := p.DB.OpenRequests(c.Context(), 0)
			return List[news.Request]{Items: all}, err
		}),
		on("GET", "/requests/{id}", "Reads a request and what became of it", news.ReadCopy, 200, func(c call, _ none) (news.Request, error) {
			return p.DB.Request(c.Context(), c.PathValue("id"))
		}),
		on("GET", "/stories/{number}/requests", "Lists all requests about a story, the newest first", news.ReadCopy, 200, func(c call, _ none) (List[news.Request], error) {
			n, err := c.number("number")
			if err != nil {
				return List[news.Request]{}, err
			}
			all, err := p.DB.RequestsOf(c.Context(), n)
			return List[news.Request]{Items: all}, err
		}),
		on("POST", "/stories/{number}/requests", "Asks a second person to approve a kill, a takedown or the breaking of an embargo within ten minutes", news.AskApproval, 201, func(c call, in desk.Approval) (news.Request, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Request{}, err
			}
			return d.AskApproval(c.Context(), c.by, n, in)
		}),
		on("POST", "/requests/{id}/answer", "Approves a request, which does what it asks for, or refuses it", news.RefuseRequest, 200, func(c call, in desk.Answer) (news.Request, error) {
			return d.Answer(c.Context(), c.by, c.PathValue("id"), in)
		}),
		on("POST", "/requests/{id}/drop", "Takes back a request of one's own", news.DropRequest, 200, func(c call, _ none) (news.Request, error) {
			return d.Drop(c.Context(), c.by, c.PathValue("id"))
		}),
		on("GET", "/stories/{number}/killing", "Reads who decided on a kill, and what still has to be done", news.ReadCopy, 200, func(c call, _ none) (news.Killing, error) { return of(c) }),
		on("POST", "/stories/{number}/killing/tick", "Says that a task of a kill is done: social, print, partners or caches", news.TickKill, 200, func(c call, in Task) (news.Killing, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Killing{}, err
			}
			return d.TickKill(c.Context(), c.by, n, in.Task)
		}),
		on("POST", "/stories/{number}/archive", "Reads what a killed story said; who did and why is kept on record", news.OpenArchive, 200, func(c call, in Reason) (desk.Archived, error) {
			n, err := c.number("number")
			if err != nil {
				return desk.Archived{}, err
			}
			return d.OpenArchive(c.Context(), c.by, n, in.Reason)
		}),
	}
}
