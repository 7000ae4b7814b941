package api

import (
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Takedown is what was taken down, without the hashes by which it is known again.
type Takedown struct {
	ID         string      `json:"id"`
	Story      int64       `json:"story"`
	Basis      string      `json:"basis"`
	Reason     string      `json:"reason"`
	At         time.Time   `json:"at"`
	Edition    int64       `json:"edition"` // which took it from readers
	By         news.Person `json:"by"`
	Approved   news.Person `json:"approved"`
	Lifted     time.Time   `json:"lifted,omitzero"`
	LiftedBy   news.Person `json:"lifted_by,omitzero"`
	LiftReason string      `json:"lift_reason,omitempty"`
}

func takedownOf(s news.Tombstone) Takedown {
	return Takedown{s.ID, s.Story, s.Basis, s.Reason, s.At, s.Edition, s.By, s.Approved, s.Lifted, s.LiftedBy, s.LiftReason}
}

// takedownRoutes are what was taken down. To ask for a takedown, see requests.
func takedownRoutes(p Parts) []Route {
	return []Route{
		on("GET", "/takedowns", "Lists what was taken down and stays down, the newest first", news.ReadTombstones, 200, func(c call, _ none) (List[Takedown], error) {
			all, err := p.DB.Tombstones(c.Context())
			l := List[Takedown]{Items: []Takedown{}}
			for i := len(all) - 1; i >= 0; i-- {
				l.Items = append(l.Items, takedownOf(all[i]))
			}
			return l, err
		}),
		on("POST", "/takedowns/{id}/lift", "Lets the text, the pictures and the sources in again; the story stays gone. It is for people: no token does it", news.LiftTakedown, 200, func(c call, in Reason) (Takedown, error) {
			s, err := p.Desk.LiftTakedown(c.Context(), c.by, c.PathValue("id"), in.Reason)
			return takedownOf(s), err
		}),
	}
}
