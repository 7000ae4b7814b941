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

// CollectionName is how many letters the name of a collection has at most, of pictures or of dispatches.
const CollectionName = 80

// As returns the picture as a story in the language would use it first: with the words that were written for the language, or else with those that are
// there.
func (p Picture) As(l Language) PictureUse {
	w := p.WordsIn(l)
	return PictureUse{Picture: p.ID, Caption: w.Caption, Credit: p.Credit, Alt: w.Alt}
}
