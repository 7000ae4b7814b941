package news

import (
	"encoding/json"
	"time"
)

// Request asks a second person to approve what nobody may do alone. Approving it does it,
// in the same transaction; so there is no time between the two in which what was approved
// could become something else.
type Request struct {
	ID     string          `json:"id"` // UUIDv7
	Verb   Verb            `json:"verb"`
	Story  int64           `json:"story"`  // number
	Covers string          `json:"covers"` // SHA-256 of what was asked about; if that changes, it cannot be approved
	Detail json.RawMessage `json:"detail,omitempty"`
	Reason string          `json:"reason"`
	By     Person          `json:"by"`
	At     time.Time       `json:"at"`
	Until  time.Time       `json:"until"` // after that nobody can approve it

	State    RequestState `json:"state"`
	Answer   Person       `json:"answer,omitzero"` // who approved or refused it
	Answered time.Time    `json:"answered,omitzero"`
	Note     string       `json:"note,omitempty"` // what they said
}

// RequestState is what became of a request.
type RequestState string

// The states of a request. All but the first are final.
const (
	RequestAsked    RequestState = "asked"
	RequestApproved RequestState = "approved" // and done
	RequestRefused  RequestState = "refused"
	RequestDropped  RequestState = "dropped" // by who asked
	RequestExpired  RequestState = "expired" // nobody answered in time
)

// RequestLife is how long a second person has to answer.
const RequestLife = 10 * time.Minute

// approving is the verb that approves another.
var approving = map[Verb]Verb{Kill: ApproveKill, BreakEmbargo: ApproveBreak, TakeDown: ApproveTakedown}

// ApprovalOf is the verb that approves v, "" if v takes one person.
func ApprovalOf(v Verb) Verb { return approving[v] }

// Open returns nil if the request can still be answered at now, and else what became of it.
func (r Request) Open(now time.Time) error {
	switch {
	case r.State == RequestApproved:
		return Errorf(Conflict, "%s approved this already; it is done.", r.Answer.Name)
	case r.State == RequestRefused:
		return Errorf(Conflict, "%s refused this. Ask again if it still has to be.", r.Answer.Name)
	case r.State == RequestDropped:
		return Errorf(Conflict, "%s took this back. Nothing was changed.", r.By.Name)
	case r.State == RequestExpired || !now.Before(r.Until):
		return Errorf(Conflict, "Nobody answered by %s, so this has expired and nothing was changed. Ask again if it still has to be.", r.Until.Format(time.RFC3339))
	}
	return nil
}

// MayAnswer returns nil if the person may approve or refuse the request, which is about the
// story.
func (p Person) MayAnswer(r Request, s Story) error {
	if err := p.MayOn(approving[r.Verb], s); err != nil {
		return err
	}
	if p.ID == r.By.ID {
		return Errorf(Forbidden, "You asked for this yourself; it takes somebody else. Ask: %s.", whoMay(approving[r.Verb]))
	}
	return nil
}
