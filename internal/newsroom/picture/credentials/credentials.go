// Package credentials reads the content credentials (C2PA) of a picture's file: who says how it was made, and whether what they signed still holds. It
// says nothing of whether they are to be believed: it asks no list of trusted signers, and nothing outside the file.
package credentials

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// The limits of what is kept.
const (
	longest     = 200 // letters of a name or a title
	mostOf      = 30  // actions, and ingredients
	deepestMade = 4   // how far an origin is looked for among what a picture was made of
)

// Read returns the content credentials of a file, nil if it has none. Of damaged ones there is what can be read, not valid.
func Read(data []byte) (c *news.Credentials) {
	store, at := find(data)
	if store == nil {
		return nil
	}
	c = new(news.Credentials)
	defer func() {
		if recover() != nil { // a damaged certificate may break its reader
			c.Valid, c.Bound = false, false
		}
	}()
	if len(store.children) == 0 {
		return c
	}
	a := &archive{store, map[hashed][]byte{}, map[*box]*manifest{}}
	m := a.open(store.children[len(store.children)-1]) // the last is the one that counts
	if m == nil {
		return c
	}
	m.tell(c)
	s := m.signature()
	if s == nil {
		return c
	}
	if s.leaf != nil {
		c.Signer, c.Issuer = named(s.leaf.Subject.Organization, s.leaf.Subject.CommonName), named(s.leaf.Issuer.Organization, s.leaf.Issuer.CommonName) //nolint:misspell // the name is not ours
	}
	holds, known := s.verify(m.claimed)
	c.Unchecked = !known
	c.Valid = holds && m.whole()
	if c.Valid {
		c.Signed = s.stamped(m.claimed)
		c.Bound, known = m.bound(data, at, false)
		c.Unchecked = !known
	}
	return c
}

// signature returns the manifest's signature, nil if it has none that can be read.
func (m *manifest) signature() *signed {
	b := m.at(m.claim.Signature)
	if b == nil {
		b = m.box.child("c2pa.signature")
	}
	return openSignature(b.in("cbor"))
}

// tell fills in what the manifest says.
func (m *manifest) tell(c *news.Credentials) {
	c.Title, c.Generator = clean(m.claim.Title), clean(m.claim.generator())
	for _, a := range m.actions() {
		if name := clean(a.Action); name != "" && len(c.Actions) < mostOf && !slices.Contains(c.Actions, name) {
			c.Actions = append(c.Actions, name)
		}
	}
	for _, i := range m.ingredients() {
		if title := clean(i.Title); title != "" && len(c.Ingredients) < mostOf {
			c.Ingredients = append(c.Ingredients, title)
		}
	}
	c.Origin = m.origin(0)
}

// action is one that was done to the picture.
type action struct {
	Action string `cbor:"action"`
	Source string `cbor:"digitalSourceType"`
}

func (m *manifest) actions() (all []action) {
	for _, b := range m.assertions("c2pa.actions") {
		var done struct {
			Actions []action `cbor:"actions"`
		}
		if unmarshal(b.in("cbor"), &done) {
			all = append(all, done.Actions...)
		}
	}
	return all
}

// ingredient is one that the picture was made of.
type ingredient struct {
	Title        string     `cbor:"dc:title"`
	Relationship string     `cbor:"relationship"`
	Manifest     *reference `cbor:"c2pa_manifest"`
	Active       *reference `cbor:"activeManifest"`
}

func (m *manifest) ingredients() (all []ingredient) {
	for _, b := range m.assertions("c2pa.ingredient") {
		var i ingredient
		if unmarshal(b.in("cbor"), &i) {
			all = append(all, i)
		}
	}
	return all
}

// before returns the manifest that an ingredient came with, nil if it had none or it is not as it was.
func (m *manifest) before(i ingredient) *manifest {
	r := i.Manifest
	if r == nil {
		r = i.Active
	}
	if r == nil || !m.holds(*r) {
		return nil
	}
	return m.archive.open(m.at(r.URL))
}

// The origins that follow from those of the parts.
const (
	generated = news.Origin("trainedAlgorithmicMedia")
	inPart    = news.Origin("compositeWithTrainedAlgorithmicMedia")
)

// origin returns how the picture came to be: as the actions say, or the metadata, or the picture that this was made from. Where a machine generated only one of
// several parts, it generated a part.
func (m *manifest) origin(depth int) news.Origin {
	if !m.asked {
		m.asked = true
		m.came = m.origins(depth)
	}
	return m.came
}

func (m *manifest) origins(depth int) (found news.Origin) {
	add := func(o news.Origin, part bool) {
		if part && o == generated {
			o = inPart
		}
		switch {
		case o == "":
		case found == "" || found.Machine() && o == generated:
			found = o
		case o.Machine() && !found.Machine():
			found = inPart
		}
	}
	for i, a := range m.actions() {
		add(news.OriginOf(a.Source), i > 0 && a.Action != "c2pa.created")
	}
	for _, label := range []string{"c2pa.metadata", "stds.iptc", "stds.iptc.photo-metadata", "cawg.metadata"} {
		for _, b := range m.assertions(label) {
			var said map[string]any
			if json.Unmarshal(b.in("json"), &said) == nil {
				source, _ := said["Iptc4xmpExt:DigitalSourceType"].(string)
				add(news.OriginOf(source), false)
			}
		}
	}
	if depth == deepestMade {
		return found
	}
	for _, i := range m.ingredients() {
		if before := m.before(i); before != nil {
			o := before.origin(depth + 1)
			if i.Relationship == "parentOf" && found == "" || o.Machine() {
				add(o, i.Relationship != "parentOf")
			}
		}
	}
	return found
}

// named returns an organisation's name, or else the common one.
func named(organisations []string, common string) string {
	return clean(append(slices.Clone(organisations), common)[0])
}

// clean returns the text in one line, no longer than a name or a title may be.
func clean(s string) string {
	s = strings.Join(strings.Fields(news.CleanText(s)), " ")
	if letters := []rune(s); len(letters) > longest {
		s = string(letters[:longest-1]) + "…"
	}
	return s
}
