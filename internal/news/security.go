package news

// Security is what the house asks of those who sign in.
type Security struct {
	// SecondFactor is of whom a second factor is asked; empty for AskPublishers.
	SecondFactor Asked `json:"second_factor,omitempty"`
}

// Asked is of whom something is asked.
type Asked string

// Of whom a second factor is asked.
const (
	AskPublishers Asked = "publishers" // those who reach readers, or decide who does
	AskEveryone   Asked = "everyone"
	AskNobody     Asked = "nobody"
)

// AskedOf are all of them, in the order screens list them.
var AskedOf = []Asked{AskPublishers, AskEveryone, AskNobody}

// Asks reports whether the house asks the person for a second factor.
func (s Security) Asks(p Person) bool {
	switch s.SecondFactor {
	case AskNobody:
		return false
	case AskEveryone:
		return true
	}
	return p.TwoFactors()
}
