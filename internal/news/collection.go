package news

import "time"

// Collection is a named group of pictures that somebody put together. A picture can be in any number of them.
type Collection struct {
	ID       string    `json:"id"` // UUIDv7
	Name     string    `json:"name"`
	By       Person    `json:"by"` // who made it
	Made     time.Time `json:"made"`
	Pictures int       `json:"pictures"` // how many it has
}

// CollectionName is how many letters the name of a collection has at most.
const CollectionName = 80
