package news

import "time"

// Tombstone says that a story was taken down and must stay down, by whatever way it comes
// again: out of a backup, by an import, from the wire, as a copy. It holds nothing that the
// story said. Addresses, Sources, Shingles and Pictures are hashes under a key that is kept
// neither in the database nor in the file of tombstones.
type Tombstone struct {
	ID        string    `json:"id"` // UUIDv7
	Story     int64     `json:"story"`
	Language  Language  `json:"language"`
	Section   string    `json:"section,omitempty"`
	Date      string    `json:"date,omitempty"`      // as in the story's path
	Key       string    `json:"key,omitempty"`       // tells one key from another
	Addresses []string  `json:"addresses,omitempty"` // of the paths that it had
	Sources   []string  `json:"sources,omitempty"`   // of the dispatches that it was made from
	Shingles  []uint64  `json:"shingles,omitempty"`  // of its text: the least hashes of its runs of words
	Pictures  []string  `json:"pictures,omitempty"`  // of the originals
	Edition   int64     `json:"edition"`             // which took it from readers
	At        time.Time `json:"at"`
	By        Person    `json:"by"`
	Approved  Person    `json:"approved"`
	Reason    string    `json:"reason"`
	Basis     string    `json:"basis"` // the law, or the court's order

	// A takedown that was lifted lets the text, the pictures and the sources in again. The
	// story itself stays gone.
	Lifted     time.Time `json:"lifted,omitzero"`
	LiftedBy   Person    `json:"lifted_by,omitzero"`
	LiftReason string    `json:"lift_reason,omitempty"`
}

// With returns the tombstone with what the other, of the same ID, knows more: that it was
// lifted. known reports whether that is nothing.
func (s Tombstone) With(o Tombstone) (both Tombstone, known bool) {
	if !s.Lifted.IsZero() || o.Lifted.IsZero() {
		return s, true
	}
	s.Lifted, s.LiftedBy, s.LiftReason = o.Lifted, o.LiftedBy, o.LiftReason
	return s, false
}
