package news

import "time"

// DispatchCollection is a named group of dispatches that somebody put together for the whole wire desk. A dispatch can be in any number of them, and
// is kept for as long as it is in one, however old it is.
type DispatchCollection struct {
	ID         string    `json:"id"` // UUIDv7
	Name       string    `json:"name"`
	By         Person    `json:"by"` // who made it
	Made       time.Time `json:"made"`
	Dispatches int       `json:"dispatches"` // how many it has
}

// How many collections of dispatches a house has at most, and how many dispatches each: what is in them is not removed.
const (
	MostDispatchCollections = 50
	MostCollected           = 200
)
