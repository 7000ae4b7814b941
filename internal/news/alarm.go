package news

import "time"

// Alarm is something of the program itself that somebody must see to, for as long as it
// lasts.
type Alarm struct {
	ID    string    `json:"id"` // of what it is about and where: raised again, it is the same
	Kind  AlarmKind `json:"kind"`
	Text  string    `json:"text"`
	Where string    `json:"where"` // the machine
	Since time.Time `json:"since"`
	At    time.Time `json:"at"` // when it was last so
}

// AlarmKind is what an alarm is about.
type AlarmKind string

// The kinds of alarm.
const (
	AlarmClock AlarmKind = "clock" // the clocks by which stories go out do not agree
	AlarmHead  AlarmKind = "head"  // the head of the log does not get away from here
)

// HeadStays is what an AlarmHead says while the head of the log does not get to the place.
func HeadStays(place string) string {
	return Errorf(Unavailable, "It should go to %s, and does not. Until it does, whoever owns the database could change the log unseen.", place).Error()
}

// AlarmLife is how long an alarm lasts that nobody raises again or ends: its machine is gone.
const AlarmLife = time.Minute

// Incident is a time in which the newsroom's database was away.
type Incident struct {
	ID       int64
	From, To time.Time
}
