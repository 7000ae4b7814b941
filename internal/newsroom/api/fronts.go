package api

import (
	"slices"
	"strconv"

	"github.com/stet-news/stet/internal/news"
)

// Drafted says which draft of a front somebody saw.
type Drafted struct {
	Revision int64 `json:"revision"`
}

// Earlier is the launch to go back to; 0 is before the first.
type Earlier struct {
	Launch int64 `json:"launch"`
}

// Clips are the stories on one's own clipboard.
type Clips struct {
	Stories []int64 `json:"stories"`
}

// frontRoutes are the fronts, by their names: "bn" is the home page in Bangla, and
// "bn-world-news" a section's front.
func frontRoutes(p Parts) []Route {
	d := p.Desk
	named := func(c call) news.FrontName { return news.ReadFrontName(c.PathValue("front")) }
	clips := func(c call) (Clips, error) {
		n, err := p.DB.Clips(c.Context(), c.by.ID)
		return Clips{n}, err
	}
	clip := func(c call, on bool) (Clips, error) {
		n, err := c.number("number")
		if err != nil {
			return Clips{}, err
		}
		if err := d.Clip(c.Context(), c.by, n, on); err != nil {
			return Clips{}, err
		}
		return clips(c)
	}
	return []Route{
		on("GET", "/fronts", "Lists every front with what is live and its draft", news.ReadCopy, 200, func(c call, _ none) (List[news.Front], error) {
			house, err := p.DB.House(c.Context())
			if err != nil {
				return List[news.Front]{}, err
			}
			l := List[news.Front]{Items: []news.Front{}}
			for _, name := range house.Fronts() {
				f, err := p.DB.Front(c.Context(), name)
				if err != nil {
					return l, err
				}
				l.Items = append(l.Items, f)
			}
			return l, nil
		}),
		on("GET", "/fronts/{front}", "Reads a front: \"bn\" is a home page, \"bn-world-news\" a section's front", news.ReadCopy, 200, func(c call, _ none) (news.Front, error) {
			if err := known(c, p, named(c)); err != nil {
				return news.Front{}, err
			}
			return p.DB.Front(c.Context(), named(c))
		}),
		on("POST", "/fronts/{front}/draft", "Changes the draft of a front: place, up, down, remove, headline, pin or topic", news.CurateFront, 200, func(c call, in news.FrontEdit) (news.Front, error) {
			return d.EditFront(c.Context(), c.by, named(c), in)
		}),
		on("POST", "/fronts/{front}/discard", "Gives up the draft at the revision that was seen", news.CurateFront, 200, func(c call, in Drafted) (news.Front, error) {
			return d.DiscardFront(c.Context(), c.by, named(c), in.Revision)
		}),
		on("POST", "/fronts/{front}/launch", "Gives readers the draft at the revision that was seen; if it is another by now, it is a 409 and nothing is launched", news.LaunchFront, 200, func(c call, in Drafted) (news.Front, error) {
			return d.LaunchFront(c.Context(), c.by, named(c), in.Revision)
		}),
		on("POST", "/fronts/{front}/rollback", "Gives readers the front as an earlier launch had it", news.RollBackFront, 200, func(c call, in Earlier) (news.Front, error) {
			return d.RollBackFront(c.Context(), c.by, named(c), in.Launch)
		}),
		on("GET", "/fronts/{front}/launches", "Lists the launches of a front, the newest first", news.ReadCopy, 200, func(c call, _ none) (l List[news.FrontLaunch], err error) {
			if err := known(c, p, named(c)); err != nil {
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
			l.Items, err = p.DB.FrontLaunches(c.Context(), named(c), before, limit)
			if n := len(l.Items); err == nil && n == limit && l.Items[n-1].Number > 1 {
				l.Next = strconv.FormatInt(l.Items[n-1].Number, 10)
			}
			return l, err
		}).query("limit", "before"),
		on("GET", "/clipboard", "Lists the stories on your own clipboard, the last put there first", news.ReadCopy, 200, func(c call, _ none) (Clips, error) { return clips(c) }),
		on("PUT", "/clipboard/{number}", "Puts a story on your own clipboard", news.CurateFront, 200, func(c call, _ none) (Clips, error) { return clip(c, true) }),
		on("DELETE", "/clipboard/{number}", "Takes a story off your own clipboard", news.CurateFront, 200, func(c call, _ none) (Clips, error) { return clip(c, false) }),
	}
}

// known returns an error if the house has no such front.
func known(c call, p Parts, name news.FrontName) error {
	house, err := p.DB.House(c.Context())
	if err != nil {
		return err
	}
	if !slices.Contains(house.Fronts(), name) {
		return news.Errorf(news.NotFound, "There is no front %q.", name.String())
	}
	return nil
}
