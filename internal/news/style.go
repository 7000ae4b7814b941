package news

import "time"

// StyleRule is a rule of the house's style at one of its versions: one of the house's own, or what the house changed of one
// that Stet brings.
type StyleRule struct {
	Language Language  `json:"language"` // of the stories that it is for
	ID       string    `json:"id"`
	Version  int64     `json:"version"`          // from 1
	Text     string    `json:"text,omitempty"`   // YAML, see docs/housestyle.md; "" for one that Stet brings
	Level    string    `json:"level,omitempty"`  // certain, likely, check or info, of one that Stet brings; "" for its own
	Except   []string  `json:"except,omitempty"` // words and phrases that one which Stet brings leaves alone here
	Off      bool      `json:"off,omitempty"`
	Note     string    `json:"note,omitempty"` // why it was changed
	At       time.Time `json:"at,omitzero"`
	By       Person    `json:"by,omitzero"`
}
