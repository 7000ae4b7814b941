package news

import (
	"maps"
	"slices"
)

// Grant is a role that is held on one desk or for one section only. With both it is held
// where both are.
type Grant struct {
	Role    Role   `json:"role"`
	Desk    string `json:"desk,omitempty"`    // slug
	Section string `json:"section,omitempty"` // slug
}

// Place is where something is done: a desk and a section. Empty is neither.
type Place struct{ Desk, Section string }

// covers reports whether the grant holds at the place.
func (g Grant) covers(at Place) bool {
	return (g.Desk != "" || g.Section != "") && (g.Desk == "" || g.Desk == at.Desk) && (g.Section == "" || g.Section == at.Section)
}

// where says where the grant holds, as "on the desk city".
func (g Grant) where() string {
	switch {
	case g.Section == "":
		return Phrasef("on the desk %s", g.Desk).String()
	case g.Desk == "":
		return Phrasef("in the section %s", g.Section).String()
	}
	return Phrasef("on the desk %s in the section %s", g.Desk, g.Section).String()
}

// Place is where the story stands.
func (s Story) Place() Place { return Place{s.Desk, s.Content.Section} }

// Acting is how somebody comes to us. The zero value is somebody at the console of the
// machine, whom nothing more is asked of.
type Acting struct {
	Token  bool    // a program with a token, which may only do what Scopes say
	Scopes []Scope // of the token
	Stale  bool    // it is long since they proved in this session who they are
}

// Scope is a part of what its person may do that a token may do as well.
type Scope string

// The scopes of tokens. None of them changes an account or a token.
const (
	ScopeRead    Scope = "read"
	ScopeWrite   Scope = "write"   // start and edit stories, upload pictures, hand over to a desk
	ScopePublish Scope = "publish" // put before readers, and what follows from it
	ScopeRemove  Scope = "remove"  // take away from readers
	ScopeTicker  Scope = "ticker"
	ScopeFronts  Scope = "fronts"
	ScopeWires   Scope = "wires"
	// ScopeSettings opens the settings, but not what the house asks of those who sign in.
	ScopeSettings Scope = "settings"
)

// Scopes are all the scopes, in the order screens list them.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopePublish, ScopeRemove, ScopeTicker, ScopeFronts, ScopeWires, ScopeSettings}

// allows refuses what a token is not for.
func (a Acting) allows(v Verb) error {
	if !a.Token {
		return nil
	}
	for _, s := range a.Scopes {
		if slices.Contains(scoped[s], v) {
			return nil
		}
	}
	for _, s := range Scopes {
		if slices.Contains(scoped[s], v) {
			return Errorf(Forbidden, "This token may not %s: it lacks the scope %q. Make one that has it under your own name in the newsroom.", verbWords[v], string(s))
		}
	}
	return Errorf(Forbidden, "No token may %s: sign in to the newsroom.", verbWords[v])
}

// Verbs are all the verbs of the table, in the alphabet's order.
func Verbs() []Verb { return slices.Sorted(maps.Keys(may)) }

// Words says what the verb does, as in "may not …".
func (v Verb) Words() string { return verbWords[v] }

// Placed reports whether the verb is done at a desk and in a section.
func (v Verb) Placed() bool { return slices.Contains(placedVerbs, v) }

// anywhere reports whether a role counts for the verb wherever it is held: to read copy,
// and to keep one's own account.
func (v Verb) anywhere() bool {
	return v == ReadCopy || v == ManageSelf || v == ManageTokens || v == ChooseScreens
}

// Fresh reports whether somebody must have proved lately who they are.
func (v Verb) Fresh() bool { return slices.Contains(freshVerbs, v) }

// Words says what the role is, as "a desk editor".
func (r Role) Words() string { return roleWords[r] }

// May returns nil if the person may do the verb, for a placed one at some place at least,
// and else a Forbidden error that names who may. MayAt and MayOn decide for one place.
func (p Person) May(v Verb) error {
	if err := p.Acting.allows(v); err != nil {
		return err
	}
	for _, r := range p.Roles {
		if slices.Contains(may[v], r) {
			return nil
		}
	}
	for _, g := range p.Grants {
		if v.Placed() && slices.Contains(may[v], g.Role) {
			return nil
		}
	}
	return Errorf(Forbidden, "%s may not %s. Ask: %s.", p.Name, verbWords[v], whoMay(v))
}

// MayAt is May for a verb at one place.
func (p Person) MayAt(v Verb, at Place) error {
	if err := p.May(v); err != nil {
		return err
	}
	if len(p.rolesFor(v, at)) > 0 {
		return nil
	}
	return p.elsewhere(v)
}

// MayOn is May for a verb on one story: a reporter works on their own copy only.
func (p Person) MayOn(v Verb, s Story) error {
	if err := p.May(v); err != nil {
		return err
	}
	roles := p.rolesFor(v, s.Place())
	if len(roles) == 0 {
		return p.elsewhere(v)
	}
	if s.Owner.ID == p.ID || slices.ContainsFunc(roles, func(r Role) bool { return r != Reporter }) {
		return nil
	}
	if !v.Placed() || v.anywhere() || slices.Contains(anyStory, v) {
		return nil
	}
	return Errorf(Forbidden, "This is %s's story. A reporter may %s only their own: ask a sub-editor.", s.Owner.Name, verbWords[v])
}

// rolesFor returns the roles that the person holds at the place and that may do the verb.
func (p Person) rolesFor(v Verb, at Place) (roles []Role) {
	for _, r := range p.Roles {
		if slices.Contains(may[v], r) {
			roles = append(roles, r)
		}
	}
	for _, g := range p.Grants {
		// Copy is read everywhere: a desk sees what the others do.
		if v.Placed() && (v.anywhere() || g.covers(at)) && slices.Contains(may[v], g.Role) {
			roles = append(roles, g.Role)
		}
	}
	return roles
}

// elsewhere refuses what the person may do somewhere, but not here.
func (p Person) elsewhere(v Verb) error {
	var places OneOf
	for _, g := range p.Grants {
		if slices.Contains(may[v], g.Role) && !slices.Contains(places, g.where()) {
			places = append(places, g.where())
		}
	}
	return Errorf(Forbidden, "%s may %s only %s. Ask: %s.", p.Name, verbWords[v], places, whoMay(v))
}

// Prove returns nil unless the verb wants somebody who has proved lately who they are and
// this one has not; then an Unproved error, which the screens answer by asking for it.
func (p Person) Prove(v Verb) error {
	if !v.Fresh() || !p.Acting.Stale {
		return nil
	}
	return Errorf(Unproved, "To %s, prove once more that it is you. Nothing has been done yet.", verbWords[v])
}

// TwoFactors reports whether the person must sign in with two factors, in a house that
// asks it of those who reach readers.
func (p Person) TwoFactors() bool {
	for _, v := range guardedVerbs {
		for _, r := range may[v] {
			if slices.Contains(p.Roles, r) || v.Placed() && slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Role == r }) {
				return true
			}
		}
	}
	return false
}

// Settle returns the place with what is empty in it filled in for somebody who may do the
// verb at some places only: the first of them that goes with the rest.
func (p Person) Settle(v Verb, at Place) Place {
	if len(p.rolesFor(v, at)) > 0 {
		return at
	}
	for _, g := range p.Grants {
		if !slices.Contains(may[v], g.Role) {
			continue
		}
		there := at
		if there.Desk == "" {
			there.Desk = g.Desk
		}
		if there.Section == "" {
			there.Section = g.Section
		}
		if g.covers(there) {
			return there
		}
	}
	return at
}

// CheckGrants refuses a grant that names no role, or no place that the house has.
func (h House) CheckGrants(grants []Grant) error {
	for _, g := range grants {
		if !slices.Contains(Roles, g.Role) {
			return Errorf(Invalid, "There is no role %q.", string(g.Role))
		}
		if g.Desk == "" && g.Section == "" {
			return Errorf(Invalid, "A role that is held at some place only needs a desk or a section.")
		}
		if g.Role == Admin {
			return Errorf(Invalid, "An administrator is one of the whole house: that role cannot be held on a desk or in a section.")
		}
		if g.Desk != "" && !slices.ContainsFunc(h.Desks, func(d Desk) bool { return d.Slug == g.Desk }) {
			return Errorf(Invalid, "There is no desk %q.", g.Desk)
		}
		if _, ok := h.Section(g.Section); g.Section != "" && !ok {
			return Errorf(Invalid, "There is no section %q.", g.Section)
		}
	}
	return nil
}
