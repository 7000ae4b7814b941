package news

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Record is one entry in the log: who did what to which thing, and when. Each
// carries the hash of the one before it, so that a record cannot be changed,
// removed or put in between without every later hash being wrong.
type Record struct {
	Seq    int64     `json:"seq"` // from 1, no gaps
	At     time.Time `json:"at"`  // microseconds, UTC
	Actor  Person    `json:"actor"`
	Verb   Verb      `json:"verb"`
	Object string    `json:"object"` // "story/4421", "flash/…", "wire/…"
	// From is where it was done from: an address, and the session or token, as "203.0.113.7
	// session/0198…", or a command of the program. It is "" for what the program does by
	// itself, and in records from before it was kept.
	From     string          `json:"from,omitempty"`
	Detail   json.RawMessage `json:"detail,omitempty"`
	Previous string          `json:"previous"` // hash of the record before, "" for the first
	Hash     string          `json:"hash"`
}

// Nobody is who does what is done before it is known who they are: who is not let in.
var Nobody = Person{ID: "nobody", Name: "Somebody"}

// Seal returns the record with its place in the chain after previous, whose Hash
// is "" when there is none. The hash is SHA-256 over a JSON array of every field; a From that
// is empty is not in it.
func (r Record) Seal(seq int64, previous string) Record {
	r.Seq, r.Previous = seq, previous
	r.Hash = r.sum()
	return r
}

func (r Record) sum() string {
	fields := []any{r.Seq, r.At.UnixMicro(), r.Actor.ID, r.Actor.Name, r.Verb, r.Object, string(r.Detail), r.Previous}
	if r.From != "" {
		fields = append(fields, r.From)
	}
	text, err := json.Marshal(fields)
	if err != nil {
		panic("news: a record that is not JSON: " + err.Error()) // strings and numbers always are
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// VerifyChain checks that the records follow one another from the one after
// (seq, hash), each with the right hash. The error names the first that does not.
func VerifyChain(seq int64, hash string, records []Record) error {
	for _, r := range records {
		seq++
		switch {
		case r.Seq != seq:
			return Errorf(Conflict, "The log breaks at record %d: record %d is missing.", r.Seq, seq)
		case r.Previous != hash:
			return Errorf(Conflict, "The log breaks at record %d: it does not follow record %d as it is now.", r.Seq, seq-1)
		case r.Hash != r.sum():
			return Errorf(Conflict, "The log breaks at record %d: it was changed after it was written.", r.Seq)
		}
		hash = r.Hash
	}
	return nil
}
