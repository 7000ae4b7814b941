package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/presence"
)

// lockRoutes are who edits which part of a story. How a window uses them is in package
// presence.
func lockRoutes(p Parts) []Route {
	d := p.Desk
	return []Route{
		stream("/stream", "Streams what changes (text/event-stream): for a story who is there and who edits what, and that the newsroom should be looked at again. Package presence has the events", func(w http.ResponseWriter, c call) error {
			if p.Presence == nil {
				return news.Errorf(news.Unavailable, "This process has no streams.")
			}
			return p.Presence.Stream(w, c.Request, c.by)
		}).query("story", "client", "watch"),
		on("GET", "/stories/{number}/presence", "Says who has the story open and who edits what of it", news.ReadCopy, 200, func(c call, _ none) (news.Presence, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Presence{}, err
			}
			now, err := p.DB.Now(c.Context())
			if err != nil {
				return news.Presence{}, err
			}
			return p.DB.Presence(c.Context(), n, now)
		}),
		lock("PUT", "", "Takes the part with the first change (typed), and says every 20 seconds that you are still there; if somebody else edits it, it is a 409 that says who", d.Lock),
		lock("POST", "/ask", "Asks whoever edits the part to give it; they have 20 seconds to answer", d.Ask),
		lock("POST", "/keep", "Says no to whoever asked for the part", d.Keep),
		lock("POST", "/give", "Hands the part, with the last of what was typed, to whoever asked for it or takes it over", d.Give),
		lock("POST", "/take", "Takes the part over; its holder has 3 seconds to hand in the last keystrokes, which are kept as a revision first", d.TakeOver),
		lock("POST", "/release", "Gives the part back, with the last of what was typed", d.LetGo),
		on("GET", "/stories/{number}/asides", "Lists the texts that are kept beside the story because they could not be saved into it, the newest first", news.ReadCopy, 200, func(c call, _ none) (List[news.Aside], error) {
			n, err := c.number("number")
			if err != nil {
				return List[news.Aside]{}, err
			}
			all, err := p.DB.Asides(c.Context(), n, 0)
			return List[news.Aside]{Items: all}, err
		}),
		on("GET", "/stories/{number}/asides/{aside}", "Reads one of them", news.ReadCopy, 200, func(c call, _ none) (news.Aside, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Aside{}, err
			}
			return p.DB.Aside(c.Context(), n, c.PathValue("aside"))
		}),
	}
}

// lock makes the route of one step of the lock on a part.
func lock(method, path, summary string, f func(context.Context, news.Person, int64, news.Part, desk.Touch) (news.Lock, error)) Route {
	return on(method, "/stories/{number}/locks/{part}"+path, summary, news.ReadCopy, 200, func(c call, in desk.Touch) (news.Lock, error) {
		n, err := c.number("number")
		if err != nil {
			return news.Lock{}, err
		}
		return f(c.Context(), c.by, n, news.Part(c.PathValue("part")), in)
	})
}

// stream makes a route that answers with events.
func stream(path, summary string, f func(http.ResponseWriter, call) error) Route {
	return Route{
		Method: "GET", Path: path, Summary: summary, Verb: news.ReadCopy, Status: 200, kind: presence.MediaType, live: f,
		in: reflect.TypeFor[none](), out: reflect.TypeFor[none](),
	}
}
