package api

import (
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// Entry is an entry of the register of protected identities, as far as anybody may see it.
type Entry struct {
	ID    string      `json:"id"`
	Label string      `json:"label"`
	Basis string      `json:"basis"`
	At    time.Time   `json:"at"`
	By    news.Person `json:"by"`
	Until time.Time   `json:"until,omitzero"`
}

func entryOf(p news.Protected) Entry {
	return Entry{ID: p.ID, Label: p.Label, Basis: p.Basis, At: p.At, By: p.By, Until: p.Until}
}

// HeldBack is what the gate held. (Held is what a lock does.)
type HeldBack struct{ news.Held }

// gateRoutes are what the release gate held, and the register that it goes by. A release
// and the register are for people: no token does either, with any scope.
func gateRoutes(p Parts) []Route {
	d := p.Desk
	return []Route{
		on("GET", "/held", "Lists what the release gate did not let leave, the newest first, and what became of it", news.AskRelease, 200, func(c call, _ none) (List[HeldBack], error) {
			all, err := p.DB.HeldNewest(c.Context())
			l := List[HeldBack]{Items: make([]HeldBack, len(all))}
			for i, h := range all {
				l.Items[i] = HeldBack{h}
			}
			return l, err
		}),
		on("POST", "/held/{key}/ask", "Asks a second person to release what the gate held under the key", news.AskRelease, 200, func(c call, in Reason) (HeldBack, error) {
			h, err := d.AskRelease(c.Context(), c.by, c.PathValue("key"), in.Reason)
			return HeldBack{h}, err
		}),
		on("POST", "/held/{key}/answer", "Releases what somebody else asked for, for those words by that exit, or refuses to", news.ReleaseHeld, 200, func(c call, in desk.Answer) (HeldBack, error) {
			h, err := d.AnswerRelease(c.Context(), c.by, c.PathValue("key"), in)
			return HeldBack{h}, err
		}),
		on("GET", "/register", "Lists the register of protected identities: what each is called among us, and the law; it has no names", news.ManageRegister, 200, func(c call, _ none) (List[Entry], error) {
			all, err := p.DB.Protected(c.Context())
			l := List[Entry]{Items: make([]Entry, len(all))}
			for i, e := range all {
				l.Items[i] = entryOf(e)
			}
			return l, err
		}),
		on("POST", "/register", "Writes somebody into the register; the spellings of the name are hashed and forgotten", news.ManageRegister, 201, func(c call, in desk.Protect) (Entry, error) {
			e, err := d.AddProtected(c.Context(), c.by, in)
			return entryOf(e), err
		}),
		on("POST", "/register/{id}/remove", "Takes somebody out of the register", news.ManageRegister, 200, func(c call, in Reason) (Entry, error) {
			e, err := d.RemoveProtected(c.Context(), c.by, c.PathValue("id"), in.Reason)
			return entryOf(e), err
		}),
	}
}
