package api

import (
	"bytes"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// List is a page of a list. Next, if it is there, is the "before" of the page after.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// listOf returns the page, with the cursor of the next if this one is full.
func listOf[T any](items []T, limit int, at func(T) time.Time) List[T] {
	l := List[T]{Items: items}
	if len(items) == limit {
		l.Next = at(items[len(items)-1]).Format(time.RFC3339Nano)
	}
	return l
}

// Note is the input of a verb that needs no more than a note for the log.
type Note struct {
	Note string `json:"note,omitempty"`
}

// Reason is the input of a verb that needs a reason.
type Reason struct {
	Reason string `json:"reason"`
}

// Until is the end of an embargo; null lifts it.
type Until struct {
	Until time.Time `json:"until,omitzero"`
}

// At is when and how a story goes out.
type At struct {
	At time.Time `json:"at"`
	desk.Out
}

// Change is how a live story is updated. Quiet is for a slip of the pen.
type Change struct {
	desk.Out
	Quiet bool `json:"quiet,omitempty"`
}

// Paused says whether a wire is paused.
type Paused struct {
	Paused bool `json:"paused"`
}

// Verified is what reading the whole log found.
type Verified struct {
	Records int64 `json:"records"`
	Whole   bool  `json:"whole"`
}

// routes is everything that the API does.
func routes(p Parts) []Route {
	return slices.Concat(storyRoutes(p), stepRoutes(p), wireRoutes(p), otherRoutes(p))
}

func storyRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/stories", "Lists stories, the last changed first", news.ReadCopy, 200, func(c call, _ none) (List[news.Story], error) {
			limit, before, err := c.page()
			if err != nil {
				return List[news.Story]{}, err
			}
			q := c.URL.Query()
			f := store.StoryFilter{
				Desk: q.Get("desk"), Language: news.Language(q.Get("language")), Section: q.Get("section"), Owner: q.Get("owner"),
				Text: q.Get("text"), Before: before, Limit: limit,
			}
			if s := news.Status(q.Get("status")); s != "" {
				if !slices.Contains(news.Statuses, s) {
					return List[news.Story]{}, news.Errorf(news.Invalid, "There is no status %q.", string(s))
				}
				f.Statuses = []news.Status{s}
			}
			stories, err := p.DB.Stories(c.Context(), f)
			return listOf(stories, limit, func(s news.Story) time.Time { return s.Changed }), err
		}).query("desk", "language", "section", "owner", "text", "status", "limit", "before"),
		on("POST", "/stories", "Starts a story", news.CreateStory, 201, func(c call, in desk.Start) (news.Story, error) {
			return p.Desk.Create(c.Context(), c.by, in)
		}),
		on("GET", "/stories/{number}", "Reads a story at its newest revision", news.ReadCopy, 200, func(c call, _ none) (news.Story, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Story{}, err
			}
			return p.DB.Story(c.Context(), n)
		}),
		on("PUT", "/stories/{number}", "Saves a revision; one based on an old revision is a 409 with both texts", news.Save, 200, func(c call, in desk.Draft) (news.Story, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Story{}, err
			}
			return p.Desk.Save(c.Context(), c.by, n, in)
		}),
		on("GET", "/stories/{number}/revisions", "Lists a story's saves, the newest first", news.ReadCopy, 200, func(c call, _ none) (List[news.Revision], error) {
			n, err := c.number("number")
			if err != nil {
				return List[news.Revision]{}, err
			}
			s, err := p.DB.Story(c.Context(), n)
			if err != nil {
				return List[news.Revision]{}, err
			}
			all, err := p.DB.Revisions(c.Context(), s.ID, 500)
			return List[news.Revision]{Items: all}, err
		}),
		on("GET", "/stories/{number}/revisions/{revision}", "Reads one save", news.ReadCopy, 200, func(c call, _ none) (news.Revision, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Revision{}, err
			}
			revision, err := c.number("revision")
			if err != nil {
				return news.Revision{}, err
			}
			s, err := p.DB.Story(c.Context(), n)
			if err != nil {
				return news.Revision{}, err
			}
			return p.DB.Revision(c.Context(), s.ID, revision)
		}),
	}
}

// step makes the route of a verb on one story.
func step[In any](verb news.Verb, summary string, f func(call, int64, In) (news.Story, error)) Route {
	return on("POST", "/stories/{number}/"+string(verb), summary, verb, 200, func(c call, in In) (news.Story, error) {
		n, err := c.number("number")
		if err != nil {
			return news.Story{}, err
		}
		return f(c, n, in)
	})
}

func stepRoutes(p Parts) []Route {
	d := p.Desk
	return []Route{
		step(news.Submit, "Hands the story to the desk", func(c call, n int64, in Note) (news.Story, error) { return d.Submit(c.Context(), c.by, n, in.Note) }),
		step(news.Return, "Gives the story back to its writer", func(c call, n int64, in Note) (news.Story, error) { return d.Return(c.Context(), c.by, n, in.Note) }),
		step(news.MarkReady, "Says that the story may be published", func(c call, n int64, in Note) (news.Story, error) { return d.Ready(c.Context(), c.by, n, in.Note) }),
		step(news.Embargoing, "Sets or lifts an embargo", func(c call, n int64, in Until) (news.Story, error) { return d.Embargo(c.Context(), c.by, n, in.Until) }),
		step(news.Schedule, "Makes the story go out at a time", func(c call, n int64, in At) (news.Story, error) {
			return d.Schedule(c.Context(), c.by, n, in.At, in.Out)
		}),
		step(news.Unschedule, "Takes the story off the schedule", func(c call, n int64, in Note) (news.Story, error) {
			return d.Unschedule(c.Context(), c.by, n, in.Note)
		}),
		step(news.Publish, "Puts the story before readers", func(c call, n int64, in desk.Out) (news.Story, error) { return d.Publish(c.Context(), c.by, n, in) }),
		step(news.Update, "Gives readers the newest revision", func(c call, n int64, in Change) (news.Story, error) {
			return d.Update(c.Context(), c.by, n, in.Out, in.Quiet)
		}),
		step(news.Correct, "Gives readers the newest revision with a public note", func(c call, n int64, in desk.Correction) (news.Story, error) {
			return d.Correct(c.Context(), c.by, n, in)
		}),
		step(news.Withdraw, "Takes the story off the site for review", func(c call, n int64, in Reason) (news.Story, error) {
			return d.Withdraw(c.Context(), c.by, n, in.Reason)
		}),
		step(news.Reinstate, "Puts a withdrawn story back", func(c call, n int64, in Note) (news.Story, error) { return d.Reinstate(c.Context(), c.by, n, in.Note) }),
		step(news.Kill, "Takes the story off the site for good", func(c call, n int64, in Reason) (news.Story, error) {
			return d.Kill(c.Context(), c.by, n, in.Reason)
		}),
		step(news.Spike, "Drops a story that was never published", func(c call, n int64, in Note) (news.Story, error) { return d.Spike(c.Context(), c.by, n, in.Note) }),
		step(news.Restore, "Brings a spiked story back", func(c call, n int64, in Note) (news.Story, error) { return d.Restore(c.Context(), c.by, n, in.Note) }),
	}
}

func wireRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/dispatches", "Lists dispatches, the last received first", news.ReadCopy, 200, func(c call, _ none) (List[news.Dispatch], error) {
			limit, before, err := c.page()
			if err != nil {
				return List[news.Dispatch]{}, err
			}
			q := c.URL.Query()
			all, err := p.DB.Dispatches(c.Context(), store.DispatchFilter{Wire: q.Get("wire"), Language: news.Language(q.Get("language")), Text: q.Get("text"), Before: before, Limit: limit})
			return listOf(all, limit, func(d news.Dispatch) time.Time { return d.Received }), err
		}).query("wire", "language", "text", "limit", "before"),
		on("GET", "/dispatches/{id}", "Reads a dispatch at its newest version", news.ReadCopy, 200, func(c call, _ none) (news.Dispatch, error) {
			return p.DB.Dispatch(c.Context(), c.PathValue("id"))
		}),
		on("GET", "/dispatches/{id}/raw", "Reads the bytes of a dispatch as they were received", news.ReadCopy, 200, func(c call, _ none) (file, error) {
			d, err := p.DB.Dispatch(c.Context(), c.PathValue("id"))
			if err != nil {
				return file{}, err
			}
			raw, err := p.DB.Raw(c.Context(), d.ID, d.Version)
			return file{"application/octet-stream", raw}, err
		}),
		on("POST", "/dispatches/{id}/take", "Starts a story from a dispatch", news.TakeDispatch, 201, func(c call, in desk.Take) (news.Story, error) {
			return p.Desk.Take(c.Context(), c.by, c.PathValue("id"), in)
		}),
		on("GET", "/wires", "Lists the wires and how they are doing", news.ReadCopy, 200, func(c call, _ none) (List[news.Wire], error) {
			all, err := p.DB.Wires(c.Context())
			return List[news.Wire]{Items: all}, err
		}),
		on("POST", "/wires", "Adds a wire; every is in nanoseconds, 0 for five minutes", news.ManageWires, 201, func(c call, in news.Wire) (news.Wire, error) {
			in.ID, in.Health = "", news.Health{}
			return p.Desk.AddWire(c.Context(), c.by, in)
		}),
		on("POST", "/wires/{id}/pause", "Stops asking a wire, or begins again", news.ManageWires, 200, func(c call, in Paused) (news.Wire, error) {
			return p.Desk.PauseWire(c.Context(), c.by, c.PathValue("id"), in.Paused)
		}),
		on("POST", "/wires/{id}/try", "Asks a wire now", news.ManageWires, 200, func(c call, _ none) (news.Wire, error) {
			if p.TryWire == nil {
				return news.Wire{}, news.Errorf(news.Unavailable, "This process asks no wires; the worker does.")
			}
			if err := p.TryWire(c.Context(), c.PathValue("id")); err != nil {
				return news.Wire{}, err
			}
			return p.DB.Wire(c.Context(), c.PathValue("id"))
		}),
	}
}

func otherRoutes(p Parts) []Route {
	upload := on("POST", "/pictures", "Uploads a picture: the body is the file", news.UploadPicture, 201, func(call, none) (news.Picture, error) {
		return news.Picture{}, nil
	}).query("name")
	upload.raw = true
	upload.do = func(c call, body []byte) (any, error) {
		pic, err := p.Pictures.Take(c.Context(), bytes.NewReader(body), c.URL.Query().Get("name"))
		if err != nil {
			return nil, err
		}
		return p.Desk.AddPicture(c.Context(), c.by, pic)
	}
	return []Route{
		upload,
		on("GET", "/pictures", "Lists pictures, the last uploaded first", news.ReadCopy, 200, func(c call, _ none) (List[news.Picture], error) {
			all, err := p.DB.Pictures(c.Context(), 200)
			return List[news.Picture]{Items: all}, err
		}),
		on("GET", "/pictures/{id}", "Reads what is known of a picture", news.ReadCopy, 200, func(c call, _ none) (news.Picture, error) {
			return p.DB.Picture(c.Context(), c.PathValue("id"))
		}),
		on("GET", "/pictures/{id}/renditions/{name}", "Reads one size of a picture", news.ReadCopy, 200, func(c call, _ none) (file, error) {
			pic, err := p.DB.Picture(c.Context(), c.PathValue("id"))
			if err != nil {
				return file{}, err
			}
			for _, r := range pic.Renditions {
				if r.Name == c.PathValue("name") {
					data, err := p.Pictures.Rendition(c.Context(), r.Name)
					return file{"image/jpeg", data}, err
				}
			}
			return file{}, news.Errorf(news.NotFound, "The picture has no rendition %q.", c.PathValue("name"))
		}),
		on("GET", "/ticker", "Lists the flashes that are on", news.ReadCopy, 200, func(c call, _ none) (List[news.Flash], error) {
			all, err := p.DB.Flashes(c.Context(), news.Language(c.URL.Query().Get("language")))
			return List[news.Flash]{Items: all}, err
		}).query("language"),
		on("POST", "/ticker", "Puts a flash on the bar", news.EditTicker, 201, func(c call, in desk.NewFlash) (news.Flash, error) {
			return p.Desk.Flash(c.Context(), c.by, in)
		}),
		on("DELETE", "/ticker/{id}", "Takes a flash off the bar", news.EditTicker, 200, func(c call, _ none) (news.Flash, error) {
			return p.Desk.EndFlash(c.Context(), c.by, c.PathValue("id"))
		}),
		on("GET", "/sections", "Lists the sections", news.ReadCopy, 200, func(c call, _ none) (List[news.Section], error) {
			h, err := p.DB.House(c.Context())
			return List[news.Section]{Items: h.Sections}, err
		}),
		on("GET", "/house", "Reads the newsroom's own settings", news.ReadCopy, 200, func(c call, _ none) (news.House, error) {
			return p.DB.House(c.Context())
		}),
		on("PUT", "/house", "Changes the newsroom's own settings", news.ManageSettings, 200, func(c call, in news.House) (news.House, error) {
			return p.Desk.SetHouse(c.Context(), c.by, in)
		}),
		on("GET", "/log", "Lists the records of the log, the newest first", news.ReadLog, 200, func(c call, _ none) (List[news.Record], error) {
			all, err := p.DB.LogNewest(c.Context(), c.URL.Query().Get("object"), 200)
			return List[news.Record]{Items: all}, err
		}).query("object"),
		on("GET", "/log/verify", "Reads the whole log and checks its chain", news.ReadLog, 200, func(c call, _ none) (Verified, error) {
			n, err := p.DB.VerifyLog(c.Context())
			return Verified{Records: n, Whole: err == nil}, err
		}),
		on("GET", "/me", "Says who you are", news.ReadCopy, 200, func(c call, _ none) (news.Person, error) { return c.by, nil }),
	}
}
