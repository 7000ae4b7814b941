package api

import (
	"slices"
	"strconv"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// stetRoutes are what somebody lets stand of what the copy check found.
func stetRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/stories/{number}/stets", "Lists what somebody lets stand in the story, and nobody took back", news.ReadCopy, 200, func(c call, _ none) (List[news.Stet], error) {
			n, err := c.number("number")
			if err != nil {
				return List[news.Stet]{}, err
			}
			s, err := p.DB.Story(c.Context(), n)
			if err == nil {
				err = s.Readable()
			}
			if err != nil {
				return List[news.Stet]{}, err
			}
			list, err := p.DB.StetsOf(c.Context(), n)
			return List[news.Stet]{Items: list}, err
		}),
		on("POST", "/stories/{number}/stets", "Lets a finding stand in the story as it is kept; what is certainly otherwise needs a reason", news.LetStand, 201, func(c call, in desk.NewStet) (news.Stet, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Stet{}, err
			}
			return p.Desk.LetStand(c.Context(), c.by, n, in)
		}),
		on("DELETE", "/stories/{number}/stets/{id}", "Takes a stet back, by its number: the finding is open again", news.TakeBackStet, 200, func(c call, _ none) (news.Stet, error) {
			n, err := c.number("number")
			if err != nil {
				return news.Stet{}, err
			}
			id, err := c.number("id")
			if err != nil {
				return news.Stet{}, err
			}
			return p.Desk.TakeBackStet(c.Context(), c.by, n, id)
		}),
		on("GET", "/stets", "Lists the house's stets, the newest first, and how often they say of each kind of finding that the check is wrong", news.ReadCopy, 200, func(c call, _ none) (Stets, error) {
			return stets(c, p.DB)
		}).query("reason", "limit", "before"),
	}
}

// Stets are stets of the house.
type Stets struct {
	Items []news.Stet `json:"items"`
	Next  string      `json:"next,omitempty"` // the before of the next page
	Kinds []StetRate  `json:"kinds"`          // of all that nobody took back, whatever the filter
}

// StetRate is how often stets say of a kind of finding that the check is wrong: evidence for making the kind less sure.
type StetRate struct {
	Kind  string  `json:"kind"`
	Stets int     `json:"stets"`
	Wrong int     `json:"checker_wrong"`
	Rate  float64 `json:"rate"` // of those that say so, from 0 to 1
}

func stets(c call, db *store.DB) (out Stets, err error) {
	f := store.StetFilter{Reason: news.Objection(c.URL.Query().Get("reason"))}
	if f.Reason != "" && !slices.Contains(news.Objections, f.Reason) {
		return out, news.Errorf(news.Invalid, "There is no reason %q.", string(f.Reason))
	}
	if f.Limit, err = c.limit(); err != nil {
		return out, err
	}
	if f.Before, err = c.cursor("before"); err != nil {
		return out, err
	}
	out.Kinds = []StetRate{}
	if out.Items, err = db.Stets(c.Context(), f); err != nil {
		return out, err
	}
	if n := len(out.Items); n == f.Limit {
		out.Next = strconv.FormatInt(out.Items[n-1].Number, 10)
	}
	counts, err := db.StetCounts(c.Context())
	for _, k := range counts {
		out.Kinds = append(out.Kinds, StetRate{k.Kind, k.All, k.Wrong, float64(k.Wrong) / float64(k.All)})
	}
	return out, err
}
