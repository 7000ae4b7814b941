package news

import (
	"slices"
	"strings"
)

// Taking is how what lies in a place of files or in a mailbox is taken. The zero value takes all and leaves it where it is.
type Taking struct {
	// Done is the folder into which what was taken is moved; "" leaves it.
	Done string `json:"done,omitempty"`
	// Senders are from whom letters are taken: an address, or all of a house as "@press.example". None is everybody.
	Senders []string `json:"senders,omitempty"`
}

// HostKey is what a server is known by that has no certificate: its key's type and fingerprint, as "ssh-ed25519 SHA256:…". The zero value is none.
type HostKey struct {
	Host    string `json:"host"`
	Known   string `json:"known"`
	Offered string `json:"offered,omitempty"` // another one that the server showed since; nothing is taken until somebody accepts it
}

// Takes reports whether letters from one of the addresses are taken.
func (t Taking) Takes(from ...string) bool {
	if len(t.Senders) == 0 {
		return true
	}
	for _, address := range from {
		address = strings.ToLower(strings.TrimSpace(address))
		at := strings.LastIndexByte(address, '@')
		if slices.ContainsFunc(t.Senders, func(s string) bool { return s == address || at > 0 && s == address[at:] }) {
			return true
		}
	}
	return false
}
