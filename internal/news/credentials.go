package news

import (
	"slices"
	"strings"
	"time"
)

// Origin is how a picture came to be, by the last part of IPTC's name for it, as "digitalCapture" of
// http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture. Empty is that nobody said.
type Origin string

// origins are IPTC's, by what a desk makes of them.
var origins = []struct {
	says  string
	names []Origin
}{
	{"A machine generated the picture.", []Origin{"trainedAlgorithmicMedia"}},
	{"A machine generated a part of the picture.", []Origin{"compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"}},
	{"A camera took the picture.", []Origin{"digitalCapture", "computationalCapture", "multiFrameComputationalCapture"}},
	{"The picture was scanned.", []Origin{"negativeFilm", "positiveFilm", "print"}},
	{"The picture was edited.", []Origin{"humanEdits", "minorHumanEdits", "algorithmicallyEnhanced"}},
	{"The picture was put together of others.", []Origin{"composite", "compositeCapture"}},
	{"The picture was drawn on a computer.", []Origin{
		"digitalArt", "digitalCreation", "softwareImage", "dataDrivenMedia", "algorithmicMedia", "virtualRecording",
	}},
	{"The picture was taken from a screen.", []Origin{"screenCapture"}},
}

// OriginOf returns the origin that a file names, by its address or by the last part of it; empty for one that IPTC does not have.
func OriginOf(name string) Origin {
	o := Origin(name[strings.LastIndexAny(name, "/:#")+1:])
	if o.says() == "" {
		return ""
	}
	return o
}

// Machine reports whether a machine generated the picture or a part of it.
func (o Origin) Machine() bool {
	return slices.Contains(origins[0].names, o) || slices.Contains(origins[1].names, o)
}

// Phrase says it in a sentence; it is empty if nobody said.
func (o Origin) Phrase() Phrase { return Phrase{Format: o.says()} }

func (o Origin) says() string {
	for _, one := range origins {
		if slices.Contains(one.names, o) {
			return one.says
		}
	}
	return ""
}

// Credentials are the content credentials (C2PA) that came with a picture's file: what a program or a camera says of how it was made, signed. Whether whoever
// signed is to be believed is not judged: no list of trusted ones is asked.
type Credentials struct {
	Title     string `json:"title,omitempty"`
	Generator string `json:"generator,omitempty"` // the program or the camera that says it
	Signer    string `json:"signer,omitempty"`    // whom the certificate names
	Issuer    string `json:"issuer,omitempty"`    // who issued the certificate
	// Signed is when it was signed, as a time-stamping service says in the file; it is zero if none does.
	Signed      time.Time `json:"signed,omitzero"`
	Actions     []string  `json:"actions,omitempty"` // what was done, in C2PA's names, as "c2pa.created"
	Origin      Origin    `json:"origin,omitempty"`
	Ingredients []string  `json:"ingredients,omitempty"` // the titles of what it was made of
	// Valid says that the signature is the certificate's and that nothing that was signed has been changed; Bound that the file is the one it was signed for.
	Valid bool `json:"valid,omitempty"`
	Bound bool `json:"bound,omitempty"`
	// Unchecked says that one of the two cannot be told here, for it is done in a way that is not known.
	Unchecked bool `json:"unchecked,omitempty"`
}

// Phrases say it in sentences, for whoever decides what to do with the picture.
func (c *Credentials) Phrases() (all []Phrase) {
	if c == nil {
		return nil
	}
	signer := c.Signer
	if signer == "" {
		signer = c.Issuer
	}
	switch {
	case signer == "":
		all = append(all, Phrasef("The file has content credentials, and does not say who signed them."))
	case c.Signed.IsZero():
		all = append(all, Phrasef("The file has content credentials, signed by %s.", signer))
	default:
		all = append(all, Phrasef("The file has content credentials, signed by %s on %s.", signer, c.Signed.Format(time.RFC3339)))
	}
	if c.Generator != "" {
		all = append(all, Phrasef("They were made with %s.", c.Generator))
	}
	if p := c.Origin.Phrase(); p.Format != "" {
		all = append(all, p)
	}
	switch {
	case c.Unchecked:
		all = append(all, Phrasef("Whether their signature holds cannot be checked here."))
	case !c.Valid:
		all = append(all, Phrasef("Their signature does not hold: do not rely on them."))
	case !c.Bound:
		all = append(all, Phrasef("The file is not the one that they were signed for: do not rely on them."))
	default:
		all = append(all, Phrasef("Their signature holds, and the file is as it was signed. Whether the signer is to be trusted is for you to judge."))
	}
	return all
}
