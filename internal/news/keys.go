package news

import (
	"slices"
	"strings"
)

// Keys are how somebody works the screens by keys of one letter or sign. The zero value is
// what everybody begins with.
type Keys struct {
	Off bool `json:"off,omitempty"` // none of them does anything
	// Own are the keys that the person wants instead, by those that the screens have.
	Own map[string]string `json:"own,omitempty"`
}

// OneKeys are the keys of one letter or sign that a person may change, as the screens have
// them. ui/src/newsroom/keys.ts says what each does.
var OneKeys = []string{"g", "n", "f", "/", "j", "k", "e", "x", "[", "]", "?"}

// Key returns the key that the person presses for what the screens have on key.
func (k Keys) Key(key string) string {
	if own := k.Own[key]; own != "" {
		return own
	}
	return key
}

// Clean returns the keys with what is as the screens have it left out, or why they cannot be.
func (k Keys) Clean() (Keys, error) {
	clean := Keys{Off: k.Off}
	for key, own := range k.Own {
		own = strings.ToLower(strings.TrimSpace(own))
		switch {
		case !slices.Contains(OneKeys, key):
			return k, Errorf(Invalid, "The screens have no key %q.", key)
		case own == "" || own == key:
			continue
		case len(own) != 1 || own[0] <= ' ' || own[0] > '~':
			return k, Errorf(Invalid, "A key is one letter, digit or sign of the Latin keyboard; %q is not.", own)
		}
		if clean.Own == nil {
			clean.Own = map[string]string{}
		}
		clean.Own[key] = own
	}
	taken := map[string]bool{}
	for _, key := range OneKeys {
		own := clean.Key(key)
		if taken[own] {
			return k, Errorf(Invalid, "The key %q would do two things. Choose another for one of them.", own)
		}
		taken[own] = true
	}
	return clean, nil
}

// Screens are what somebody chooses of their own screens.
type Screens struct {
	Language Language `json:"language"`
	Keys     Keys     `json:"keys,omitzero"`
}

// Clean returns what was chosen as it is kept, or why it cannot be.
func (s Screens) Clean() (Screens, error) {
	if s.Language != English && s.Language != Bangla {
		return s, Errorf(Invalid, "The screens are not there in the language %q. Choose en or bn.", string(s.Language))
	}
	var err error
	s.Keys, err = s.Keys.Clean()
	return s, err
}
