package api

import (
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

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
	Note  string    `json:"note,omitempty"` // to lift one or move it earlier: who released the copy
}

// At is when and how a story goes out.
type At struct {
	At time.Time `json:"at"`
	desk.Out
}

// Paused says whether a wire is paused.
type Paused struct {
	Paused bool `json:"paused"`
}

// WirePicture says which of the things that a dispatch points to is to be taken.
type WirePicture struct {
	Media int `json:"media"` // from 0
}

// Moved says in which direction a flash is moved: up, or else down.
type Moved struct {
	Up bool `json:"up"`
}

// Verified is what reading the whole log found.
type Verified struct {
	Records int64 `json:"records"`
	Whole   bool  `json:"whole"`
}

// routes is everything that the API does.
func routes(p Parts) []Route {
	return slices.Concat(storyRoutes(p), stepRoutes(p), wireRoutes(p), sourceRoutes(p), wireDesk(p), dispatchCollections(p), pictureDesk(p), storyPictureRoutes(p), otherRoutes(p), frontRoutes(p), coverageRoutes(p), copyRoutes(p), styleRoutes(p), stetRoutes(p), lockRoutes(p), noteRoutes(p), lifeRoutes(p), requestRoutes(p), takedownRoutes(p), gateRoutes(p), uploadRoutes(p), clientRoutes(p), pictureRoutes(p))
}

func storyRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/stories", "Lists stories, the last changed first", news.ReadCopy, 200, func(c call, _ none) (List[news.Story], error) {
			q := c.URL.Query()
			f := store.StoryFilter{
				Desk: q.Get("desk"), Language: news.Language(q.Get("language")), Section: q.Get("section"), Owner: q.Get("owner"), Text: q.Get("text"),
			}
			if s := news.Status(q.Get("status")); s != "" {
				if !slices.Contains(news.Statuses, s) {
					return List[news.Story]{}, news.Errorf(news.Invalid, "There is no status %q.", string(s))
				}
				f.Statuses = []news.Status{s}
			}
			of := func(s news.Story) order[int64] { return order[int64]{s.Changed, s.Number} }
			return pageOf(c, readNumber, textNumber, of, func(before time.Time, limit int) ([]news.Story, error) {
				f.Before, f.Limit = before, limit
				return p.DB.Stories(c.Context(), f)
			})
		}).query("desk", "language", "section", "owner", "text", "status", "limit", "before"),
		on("POST", "/stories", "Starts a story", news.CreateStory, 201, func(c call, in desk.Start) (news.Story, error) {
			return p.Desk.Create(c.Context(), c.by, in)
		}),
		on("POST", "/flashes", "Files a flash: a story of one line, which is with the desk at once and proposes the line for the bar", news.FileFlash, 201, func(c call, in desk.NewsFlash) (news.Story, error) {
			return p.Desk.FileFlash(c.Context(), c.by, in)
		}),
		on("GET", "/stories/{number}", "Reads a story at its newest revision", news.ReadCopy, 200, func(c call, _ none) (news.Story, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Story{}, err
			}
			return p.DB.Story(c.Context(), n)
		}),
		on("PUT", "/stories/{number}", "Saves a revision, based on the one that base or If-Match says; if that is old, it is a 409 with both texts", news.Save, 200, func(c call, in desk.Draft) (news.Story, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Story{}, err
			}
			if in.Base, err = c.based(in.Base); err != nil {
				return news.Story{}, err
			}
			return p.Desk.Save(c.Context(), c.by, n, in)
		}),
		on("GET", "/stories/{number}/revisions", "Lists a story's saves, the newest first", news.ReadCopy, 200, func(c call, _ none) (List[news.Revision], error) {
			return revisions(c, p.DB)
		}).query("limit", "before"),
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
			if err == nil {
				err = s.Readable()
			}
			if err != nil {
				return news.Revision{}, err
			}
			return p.DB.Revision(c.Context(), s.ID, revision)
		}),
	}
}

// revisions returns a page of a story's saves, which are numbered from 1 without gaps.
func revisions(c call, db *store.DB) (l List[news.Revision], err error) {
	n, err := c.number("number")
	if err != nil {
		return l, err
	}
	limit, err := c.limit()
	if err != nil {
		return l, err
	}
	before, err := c.cursor("before")
	if err != nil {
		return l, err
	}
	s, err := db.Story(c.Context(), n)
	if err == nil {
		err = s.Readable()
	}
	if err != nil {
		return l, err
	}
	if before < 1 || before > s.Revision+1 {
		before = s.Revision + 1
	}
	l.Items = []news.Revision{}
	for before--; before > 0 && len(l.Items) < limit; before-- {
		r, err := db.Revision(c.Context(), s.ID, before)
		if err != nil {
			return l, err
		}
		l.Items = append(l.Items, r)
	}
	if before > 0 {
		l.Next = textNumber(before + 1)
	}
	return l, nil
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
		step(news.Embargoing, "Sets or lifts an embargo", func(c call, n int64, in Until) (news.Story, error) {
			return d.Embargo(c.Context(), c.by, n, in.Until, in.Note)
		}),
		step(news.Schedule, "Makes the story go out at a time", func(c call, n int64, in At) (news.Story, error) {
			return d.Schedule(c.Context(), c.by, n, in.At, in.Out)
		}),
		step(news.Unschedule, "Takes the story off the schedule", func(c call, n int64, in Note) (news.Story, error) {
			return d.Unschedule(c.Context(), c.by, n, in.Note)
		}),
		step(news.Publish, "Puts the story before readers, at once", func(c call, n int64, in desk.Out) (news.Story, error) { return d.Publish(c.Context(), c.by, n, in) }),
		step(news.PublishSoon, "Puts the story before readers in the seconds that the house leaves to undo it", func(c call, n int64, in desk.Out) (news.Story, error) {
			return d.PublishSoon(c.Context(), c.by, n, in)
		}),
		step(news.UndoPublish, "Takes back a publication that readers do not have yet", func(c call, n int64, _ struct{}) (news.Story, error) {
			return d.UndoPublish(c.Context(), c.by, n)
		}),
		step(news.Update, "Gives readers the newest revision; a change of a fact needs a public note", func(c call, n int64, in desk.Change) (news.Story, error) {
			return d.Update(c.Context(), c.by, n, in)
		}),
		step(news.Correct, "Gives readers the newest revision with a public note", func(c call, n int64, in desk.Correction) (news.Story, error) {
			return d.Correct(c.Context(), c.by, n, in)
		}),
		step(news.Withdraw, "Takes the story off the site for review", func(c call, n int64, in Reason) (news.Story, error) {
			return d.Withdraw(c.Context(), c.by, n, in.Reason)
		}),
		step(news.Reinstate, "Puts a withdrawn story back", func(c call, n int64, in Note) (news.Story, error) { return d.Reinstate(c.Context(), c.by, n, in.Note) }),
		step(news.Kill, "Takes the story off the site for good when no second person is available; with one, see requests", func(c call, n int64, in desk.KillOrder) (news.Story, error) {
			return d.Kill(c.Context(), c.by, n, in)
		}),
		step(news.Spike, "Drops a story that was never published", func(c call, n int64, in Note) (news.Story, error) { return d.Spike(c.Context(), c.by, n, in.Note) }),
		step(news.Restore, "Brings a spiked story back", func(c call, n int64, in Note) (news.Story, error) { return d.Restore(c.Context(), c.by, n, in.Note) }),
	}
}

func wireRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/dispatches", "Lists dispatches, the last received first", news.ReadCopy, 200, func(c call, _ none) (List[news.Dispatch], error) {
			q := c.URL.Query()
			f := store.DispatchFilter{Wire: q.Get("wire"), Language: news.Language(q.Get("language")), Text: q.Get("text")}
			of := func(d news.Dispatch) order[string] { return order[string]{d.Received, d.ID} }
			return pageOf(c, readText, textText, of, func(before time.Time, limit int) ([]news.Dispatch, error) {
				f.Before, f.Limit = before, limit
				return p.DB.Dispatches(c.Context(), f)
			})
		}).query("wire", "language", "text", "limit", "before"),
		on("GET", "/dispatches/{id}", "Reads a dispatch at its newest version, and which in the other language may tell of the same event", news.ReadCopy, 200, func(c call, _ none) (ReadDispatch, error) {
			d, err := p.DB.Dispatch(c.Context(), c.PathValue("id"))
			if err != nil {
				return ReadDispatch{}, err
			}
			return readDispatch(c.Context(), p.DB, d)
		}),
		on("GET", "/dispatches/{id}/raw", "Reads the bytes of a dispatch as they were received", news.ReadCopy, 200, func(c call, _ none) (file, error) {
			d, err := p.DB.Dispatch(c.Context(), c.PathValue("id"))
			if err != nil {
				return nil, err
			}
			return p.DB.Raw(c.Context(), d.ID, d.Version)
		}).file("application/octet-stream"),
		on("POST", "/dispatches/{id}/take", "Starts a story from a dispatch", news.TakeDispatch, 201, func(c call, in desk.Take) (news.Story, error) {
			return p.Desk.Take(c.Context(), c.by, c.PathValue("id"), in)
		}),
		on("POST", "/dispatches/{id}/picture", "Takes a picture that a dispatch points to; media counts what it points to, from 0", news.UploadPicture, 201, func(c call, in WirePicture) (news.Picture, error) {
			return p.Desk.TakeWirePicture(c.Context(), c.by, c.PathValue("id"), in.Media, func(m news.Media) (news.Picture, error) {
				return p.Pictures.TakeFromWire(c.Context(), m, p.FetchPicture)
			})
		}),
		on("GET", "/wires", "Lists the wires and how they are doing", news.ReadCopy, 200, func(c call, _ none) (List[news.Wire], error) {
			all, err := p.DB.Wires(c.Context())
			return List[news.Wire]{Items: all}, err
		}),
		on("POST", "/wires", "Adds a wire; every is in nanoseconds, 0 for five minutes", news.ManageWires, 201, func(c call, in NewWire) (news.Wire, error) {
			return p.Desk.AddWireWith(c.Context(), c.by, in.wire(news.Wire{}), in.Secret)
		}),
		on("PUT", "/wires/{id}", "Changes a wire; without a secret it keeps the one it has, and with no login it has none", news.ManageWires, 200, func(c call, in NewWire) (news.Wire, error) {
			w, err := p.DB.Wire(c.Context(), c.PathValue("id"))
			if err != nil {
				return w, err
			}
			return p.Desk.AddWireWith(c.Context(), c.by, in.wire(w), in.Secret)
		}),
		on("POST", "/wires/{id}/pause", "Stops asking a wire, or begins again", news.ManageWires, 200, func(c call, in Paused) (news.Wire, error) {
			return p.Desk.PauseWire(c.Context(), c.by, c.PathValue("id"), in.Paused)
		}),
		on("POST", "/wires/{id}/tell", "Tells those who may change the wires that one is down, once until it worked again", news.TellOfWire, 200, func(c call, _ none) (news.Wire, error) {
			return p.Desk.TellOfWire(c.Context(), c.by, c.PathValue("id"))
		}),
		on("POST", "/wires/{id}/try", "Asks a wire now; asked again, it is asked again, for what it delivers is kept once", news.ManageWires, 200, func(c call, _ none) (news.Wire, error) {
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
	return []Route{
		on("GET", "/recordings", "Lists the last 200 films and sounds, the last uploaded first", news.ReadCopy, 200, func(c call, _ none) (List[news.Recording], error) {
			all, err := p.DB.Recordings(c.Context(), 200)
			return List[news.Recording]{Items: all}, err
		}),
		on("GET", "/pictures/{id}", "Reads what is known of a picture", news.ReadCopy, 200, func(c call, _ none) (news.Picture, error) {
			return p.DB.Picture(c.Context(), c.PathValue("id"))
		}),
		on("PATCH", "/pictures/{id}", "Changes what is known of a picture: its words, rights, focus and crops", news.UploadPicture, 200, func(c call, in desk.PictureEdit) (news.Picture, error) {
			return p.Desk.EditPicture(c.Context(), c.by, c.PathValue("id"), in)
		}),
		on("GET", "/pictures/{id}/uses", "Lists where a picture is used", news.ReadCopy, 200, func(c call, _ none) (List[store.PictureUsed], error) {
			all, err := p.DB.PictureUses(c.Context(), c.PathValue("id"))
			return List[store.PictureUsed]{Items: all}, err
		}),
		on("GET", "/pictures/{id}/renditions/{name}", "Reads one size of a picture", news.ReadCopy, 200, func(c call, _ none) (file, error) {
			pic, err := p.DB.Picture(c.Context(), c.PathValue("id"))
			if err != nil {
				return nil, err
			}
			for _, r := range pic.Renditions {
				if r.Name == c.PathValue("name") {
					return p.Pictures.Rendition(c.Context(), r.Name)
				}
			}
			return nil, news.Errorf(news.NotFound, "The picture has no rendition %q.", c.PathValue("name"))
		}).file("image/jpeg"),
		on("GET", "/ticker", "Lists the flashes that are on", news.ReadCopy, 200, func(c call, _ none) (List[news.Flash], error) {
			all, err := p.DB.Flashes(c.Context(), news.Language(c.URL.Query().Get("language")))
			return List[news.Flash]{Items: all}, err
		}).query("language"),
		on("POST", "/ticker", "Puts a flash on the bar", news.EditTicker, 201, func(c call, in desk.NewFlash) (news.Flash, error) {
			return p.Desk.Flash(c.Context(), c.by, in)
		}),
		on("PUT", "/ticker/{id}", "Changes a flash that is on; it stays the same flash", news.EditTicker, 200, func(c call, in desk.FlashEdit) (news.Flash, error) {
			return p.Desk.EditFlash(c.Context(), c.by, c.PathValue("id"), in)
		}),
		on("POST", "/ticker/{id}/move", "Moves a flash up or down by one", news.EditTicker, 200, func(c call, in Moved) (news.Flash, error) {
			return p.Desk.MoveFlash(c.Context(), c.by, c.PathValue("id"), in.Up)
		}),
		on("DELETE", "/ticker/{id}", "Takes a flash off the bar", news.EditTicker, 200, func(c call, _ none) (news.Flash, error) {
			return p.Desk.EndFlash(c.Context(), c.by, c.PathValue("id"))
		}),
		on("GET", "/banners", "Lists the emergency banners that are up", news.ReadCopy, 200, func(c call, _ none) (List[news.Banner], error) {
			all, err := p.DB.Banners(c.Context())
			return List[news.Banner]{Items: all}, err
		}),
		on("PUT", "/banners", "Puts an emergency banner on every page of the languages that it has a line in", news.EditBanner, 200, func(c call, in desk.NewBanner) (List[news.Banner], error) {
			all, err := p.Desk.PutBanner(c.Context(), c.by, in)
			return List[news.Banner]{Items: all}, err
		}),
		on("DELETE", "/banners/{language}", "Takes the emergency banner of a language down", news.EditBanner, 200, func(c call, _ none) (news.Banner, error) {
			return p.Desk.EndBanner(c.Context(), c.by, news.Language(c.PathValue("language")))
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
		on("GET", "/log", "Lists the records of the log, the newest first; with after, from there on in their own order", news.ReadLog, 200, func(c call, _ none) (List[news.Record], error) {
			return records(c, p.DB)
		}).query("object", "limit", "after"),
		on("GET", "/log/verify", "Reads the whole log and checks its chain", news.ReadLog, 200, func(c call, _ none) (Verified, error) {
			n, err := p.DB.VerifyLog(c.Context())
			return Verified{Records: n, Whole: err == nil}, err
		}),
		on("GET", "/me", "Says who you are", news.ReadCopy, 200, func(c call, _ none) (news.Person, error) { return c.by, nil }),
		on("PUT", "/me/screens", "Chooses the language and the keys of your own screens; a token does not", news.ChooseScreens, 200, func(c call, in news.Screens) (news.Person, error) {
			return p.Desk.ChooseScreens(c.Context(), c.by, in)
		}),
	}
}

// records returns the newest records of the log, or with "after" a page in their own
// order, so that a program can follow the log from its first record.
func records(c call, db *store.DB) (l List[news.Record], err error) {
	limit, err := c.limit()
	if err != nil {
		return l, err
	}
	q := c.URL.Query()
	if !q.Has("after") {
		l.Items, err = db.LogNewest(c.Context(), q.Get("object"), limit)
		return l, err
	}
	if q.Has("object") {
		return l, news.Errorf(news.Invalid, "object and after do not go together: after reads the whole log.")
	}
	after, err := c.cursor("after")
	if err != nil {
		return l, err
	}
	if l.Items, err = db.Log(c.Context(), after, limit); err == nil && len(l.Items) == limit {
		l.Next = textNumber(l.Items[limit-1].Seq)
	}
	return l, err
}
