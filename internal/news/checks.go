package news

// Check is something that somebody has to look at before a story can be ready.
type Check string

// The checks.
const (
	LegalCheck   Check = "legal"
	PictureCheck Check = "picture"
	FactCheck    Check = "fact_check"
)

// AllChecks are the checks in the order screens show them.
var AllChecks = []Check{LegalCheck, PictureCheck, FactCheck}

// CheckState is how far a check is. The zero value is not applicable: nobody asked for it.
type CheckState string

// The states of a check.
const (
	NotNeeded CheckState = ""
	Needed    CheckState = "needed"
	Done      CheckState = "done"
)

// Checks are the states of a story's checks.
type Checks struct {
	Legal   CheckState `json:"legal,omitempty"`
	Picture CheckState `json:"picture,omitempty"`
	Facts   CheckState `json:"fact_check,omitempty"`
}

// The verbs of the checks: to ask for one, and to say that it is done or not needed.
const (
	NeedLegal    Verb = "need_legal"
	ClearLegal   Verb = "clear_legal"
	NeedPicture  Verb = "need_picture"
	ClearPicture Verb = "clear_picture"
	NeedFacts    Verb = "need_fact_check"
	ClearFacts   Verb = "clear_fact_check"
)

var checkVerbs = map[Check]struct{ need, clear Verb }{
	LegalCheck: {NeedLegal, ClearLegal}, PictureCheck: {NeedPicture, ClearPicture}, FactCheck: {NeedFacts, ClearFacts},
}

// Verb returns the verb that brings the check to the state, or an Invalid error if there
// is no such check or state.
func (c Check) Verb(to CheckState) (Verb, error) {
	v, ok := checkVerbs[c]
	switch {
	case !ok:
		return "", Errorf(Invalid, "There is no check %q: it is legal, picture or fact_check.", string(c))
	case to == Needed:
		return v.need, nil
	case to == Done || to == NotNeeded:
		return v.clear, nil
	}
	return "", Errorf(Invalid, "A check is needed, done or, empty, not applicable; %q is not a state.", string(to))
}

// Of returns the state of the check.
func (cs Checks) Of(c Check) CheckState { return *cs.at(c) }

// With returns the checks with one of them at the state.
func (cs Checks) With(c Check, to CheckState) Checks {
	*cs.at(c) = to
	return cs
}

func (cs *Checks) at(c Check) *CheckState {
	switch c {
	case LegalCheck:
		return &cs.Legal
	case PictureCheck:
		return &cs.Picture
	default:
		return &cs.Facts
	}
}

// clear returns nil if no check is still needed, and else says which is and what to do.
func (cs Checks) clear() error {
	for _, c := range AllChecks {
		if cs.Of(c) == Needed {
			return Errorf(Conflict, "%s is still needed. Say that it is done, or that it is not needed, first.", checkWords[c])
		}
	}
	return nil
}

var checkWords = map[Check]string{LegalCheck: "A legal check", PictureCheck: "A check of the pictures", FactCheck: "A check of the facts"}
