package news

import "time"

// Delivery is one version of one story on its way to one destination, or what became of it.
type Delivery struct {
	ID              string   `json:"id"` // the same however often it is tried: who receives it twice knows by it
	Client          string   `json:"client"`
	ClientName      string   `json:"client_name"`
	Destination     string   `json:"destination"`
	DestinationName string   `json:"destination_name"`
	Product         string   `json:"product,omitempty"` // name of the one by which it was ordered; empty if it follows what was sent
	Story           int64    `json:"story"`             // number
	Edition         int64    `json:"edition"`           // in which readers got this version
	Version         int      `json:"version"`           // of the story, from 1, as readers count them
	Kind            Sending  `json:"kind"`
	Language        Language `json:"language"`
	Way             Way      `json:"way"`
	Format          Format   `json:"format,omitempty"`

	State DeliveryState `json:"state"`
	Made  time.Time     `json:"made"`
	Next  time.Time     `json:"next,omitzero"` // when it is tried, or tried again; zero if it is not
	Sent  time.Time     `json:"sent,omitzero"` // when it was accepted
	Tries int           `json:"tries"`
	Hash  string        `json:"hash,omitempty"`  // SHA-256 of the bytes that were last sent
	Bytes int           `json:"bytes,omitempty"` // how many
	// Attempts are the last tries and what came of them, the oldest first.
	Attempts []Attempt `json:"attempts,omitempty"`
}

// Attempt is one try of a delivery.
type Attempt struct {
	At     time.Time `json:"at"`
	Answer string    `json:"answer"` // of the other side, or why there was none; a sentence
}

// mostAttempts is how many attempts a delivery keeps: those until it is parked, and those of people.
const mostAttempts = 20

// Tried returns the delivery with what came of a try.
func (d Delivery) Tried(at time.Time, answer string) Delivery {
	d.Attempts = append(d.Attempts[max(0, len(d.Attempts)+1-mostAttempts):len(d.Attempts):len(d.Attempts)], Attempt{at, answer})
	return d
}

// Answer is what the last try came to, "" if there was none.
func (d Delivery) Answer() string {
	if n := len(d.Attempts); n > 0 {
		return d.Attempts[n-1].Answer
	}
	return ""
}

// Sending is why something is delivered.
type Sending string

// The kinds of sending.
const (
	SendNew       Sending = "published"
	SendUpdate    Sending = "updated"
	SendCorrect   Sending = "corrected"
	SendWithdrawn Sending = "withdrawn" // the copy may not be used for now
	SendKill      Sending = "killed"    // the copy may not be used any more
)

// TakesBack reports whether it says that copy may not be used.
func (s Sending) TakesBack() bool { return s == SendWithdrawn || s == SendKill }

// DeliveryState is how far a delivery is.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryWaiting DeliveryState = "waiting"
	DeliverySending DeliveryState = "sending" // somebody tries it now, or did when the process ended
	DeliverySent    DeliveryState = "sent"
	DeliveryParked  DeliveryState = "parked"  // it failed ten times, or may not leave: a person looks at it
	DeliveryDropped DeliveryState = "dropped" // it was taken from readers, or the destination ended, before it got there
)

// DeliveryStates are all the states.
var DeliveryStates = []DeliveryState{DeliveryWaiting, DeliverySending, DeliverySent, DeliveryParked, DeliveryDropped}
