package news

import (
	"slices"
	"time"
)

// Stet lets a finding of the copy check stand as it is, on the record: what was found, why it may stand, and what of the story and its
// dispatches it was said of. What it says of the texts never changes once it is made.
type Stet struct {
	Number      int64             `json:"number"` // of the house's stets, from 1
	Story       int64             `json:"story"`  // its number
	Revision    int64             `json:"revision"`
	Fingerprint string            `json:"fingerprint"`
	Kind        string            `json:"kind"`  // of the finding
	Level       string            `json:"level"` // of the finding then
	Part        string            `json:"part"`  // of the story: headline, standfirst or body
	Before      string            `json:"before,omitempty"`
	Text        string            `json:"text"` // that stands; Before and After are around it in its paragraph
	After       string            `json:"after,omitempty"`
	Source      string            `json:"source,omitempty"` // the dispatch that has it otherwise, "" if the finding is that none has it
	SourceText  string            `json:"source_text,omitempty"`
	Versions    []DispatchVersion `json:"versions"` // of every dispatch that the story was read against
	Reason      Objection         `json:"reason,omitempty"`
	Note        string            `json:"note,omitempty"`
	By          Person            `json:"by"` // only ID and Name are set
	At          time.Time         `json:"at"`
	// Ended is when it was taken back, and EndedBy by whom; zero while it was not.
	Ended   time.Time `json:"ended,omitzero"`
	EndedBy Person    `json:"ended_by,omitzero"`
}

// DispatchVersion is a dispatch at one of its versions.
type DispatchVersion struct {
	Dispatch string `json:"dispatch"`
	Version  int64  `json:"version"`
}

// Objection is why a finding may stand.
type Objection string

// The objections.
const (
	OwnReporting        Objection = "own reporting"
	BackgroundKnowledge Objection = "background knowledge"
	SourceCorrected     Objection = "source corrected"
	HouseStyle          Objection = "house style"
	CheckerWrong        Objection = "checker wrong"
)

// Objections are all of them, in the order screens list them.
var Objections = []Objection{OwnReporting, BackgroundKnowledge, SourceCorrected, HouseStyle, CheckerWrong}

// CheckStet returns why a finding of the level may not stand for the reason: one that is certain needs a reason, and one's own
// reporting says in a note what it is.
func CheckStet(level string, reason Objection, note string) error {
	certain := level == "certain"
	switch {
	case reason != "" && !slices.Contains(Objections, reason):
		return Errorf(Invalid, "A finding stands for %s; %q is no reason.", reasons(), string(reason))
	case certain && reason == "":
		return Errorf(Invalid, "What is certainly otherwise stands only for a reason: %s.", reasons())
	case certain && reason == OwnReporting && note == "":
		return Errorf(Invalid, "Say in the note what your own reporting is: who said it, or where you saw it.")
	}
	return nil
}

func reasons() (all OneOf) {
	for _, o := range Objections {
		all = append(all, string(o))
	}
	return all
}

// CopyGate is which findings of the copy check a story does not go out with in a house, while nobody lets them stand.
type CopyGate string

// The gates.
const (
	GateOpen    CopyGate = ""        // it stops nothing
	GateCertain CopyGate = "certain" // those that are certain
	GateLikely  CopyGate = "likely"  // those that are certain or likely
)

// CopyGates are all of them, the most open first.
var CopyGates = []CopyGate{GateOpen, GateCertain, GateLikely}
