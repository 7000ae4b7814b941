package news

import "time"

// Tombstone says that something was taken down and must stay down, by whatever way it
// comes again. It holds nothing that was said.
type Tombstone struct {
	ID        string    `json:"id"` // UUIDv7
	Story     int64     `json:"story"`
	Language  Language  `json:"language"`
	Section   string    `json:"section,omitempty"`
	Date      string    `json:"date,omitempty"`      // as in the story's path
	Addresses []string  `json:"addresses,omitempty"` // paths that it had
	Sources   []string  `json:"sources,omitempty"`   // "wire/guid" of the dispatches it was made from
	Shingles  []uint64  `json:"shingles,omitempty"`  // the text's fingerprint: the least hashes of its runs of words
	Pictures  []string  `json:"pictures,omitempty"`  // SHA-256 of the originals
	Edition   int64     `json:"edition"`             // which took it from readers
	At        time.Time `json:"at"`
	By        Person    `json:"by"`
	Approved  Person    `json:"approved,omitzero"`
	Reason    string    `json:"reason"`
	Lifted    time.Time `json:"lifted,omitzero"`
}
