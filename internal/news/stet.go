package news

import "time"

// Stet lets a finding of the copy check stand as it is: it says why, and what of the story and its dispatches it was said of.
type Stet struct {
	Number int64     `json:"number"` // of the house's stets, from 1
	Story  int64     `json:"story"`
	Reason Objection `json:"reason"`
	Note   string    `json:"note,omitempty"`
	By     Person    `json:"by"` // only ID and Name are set
	At     time.Time `json:"at"`
}

// Objection is why a finding may stand.
type Objection string
