package api

import (
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// Read says which notices were read: one, all of a story, or with neither all there are.
type Read struct {
	ID    string `json:"id,omitempty"`
	Story int64  `json:"story,omitempty"`
}

// Unread is how many notices are new, at most 10.
type Unread struct {
	Unread int `json:"unread"`
}

// noteRoutes are what people say about stories, and what they are told of.
func noteRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/stories/{number}/notes", "Lists the notes on a story, the oldest first", news.ReadCopy, 200, func(c call, _ none) (List[news.Note], error) {
			n, err := c.number("number")
			if err != nil {
				return List[news.Note]{}, err
			}
			all, err := p.DB.Notes(c.Context(), n, 0)
			return List[news.Note]{Items: all}, err
		}),
		on("POST", "/stories/{number}/notes", "Writes a note on a story; @ and a name tells that person, and a question waits for an answer", news.WriteNote, 201, func(c call, in desk.NewNote) (news.Note, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Note{}, err
			}
			return p.Desk.WriteNote(c.Context(), c.by, n, in)
		}),
		on("GET", "/questions", "Lists the questions that wait for an answer, the oldest first", news.ReadCopy, 200, func(c call, _ none) (List[news.Note], error) {
			all, err := p.DB.Questions(c.Context())
			return List[news.Note]{Items: all}, err
		}),
		on("GET", "/notices", "Lists what you are told of, the newest first; with unread=1 only what you have not read", news.ReadCopy, 200, func(c call, _ none) (List[news.Notice], error) {
			limit, err := c.limit()
			if err != nil {
				return List[news.Notice]{}, err
			}
			all, err := p.DB.Notices(c.Context(), c.by.ID, c.URL.Query().Get("unread") != "", limit)
			return List[news.Notice]{Items: all}, err
		}).query("unread", "limit"),
		on("POST", "/notices/read", "Notes that you have read a notice, all of a story, or all there are", news.ReadCopy, 200, func(c call, in Read) (Unread, error) {
			if err := p.Desk.ReadNotices(c.Context(), c.by, in.ID, in.Story); err != nil {
				return Unread{}, err
			}
			now, err := p.DB.Now(c.Context())
			if err != nil {
				return Unread{}, err
			}
			n, _, err := p.DB.Unread(c.Context(), c.by.ID, now)
			return Unread{n}, err
		}),
		on("GET", "/notices/choices", "Says what you are told of, and where", news.ReadCopy, 200, func(c call, _ none) (news.NoticeChoices, error) {
			return p.DB.NoticeChoices(c.Context(), c.by.ID)
		}),
		on("PUT", "/notices/choices", "Chooses what you are told of, and where; what you do not say is as at the beginning", news.ChooseNotices, 200, func(c call, in news.NoticeChoices) (news.NoticeChoices, error) {
			return p.Desk.ChooseNotices(c.Context(), c.by, in)
		}),
	}
}
