package copycheck

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Finding is a place where the story does not say what its sources say, or cannot be shown to.
type Finding struct {
	Kind        Kind       `json:"kind"`
	Level       Level      `json:"level"`
	Span        prose.Span `json:"-"`
	Text        string     `json:"text"` // of the span, in the story
	Source      string     `json:"source,omitempty"`
	SourceSpan  prose.Span `json:"-"`
	SourceText  string     `json:"sourceText,omitempty"` // of the span, in the source
	Reason      Reason     `json:"reason"`
	Words       []string   `json:"words,omitempty"` // that the reason's sentence has in it
	Fix         string     `json:"fix,omitempty"`   // what may stand in place of the span; "" if nothing is sure
	Fingerprint string     `json:"fingerprint"`     // stays the same while neither passage changes
}

// Level is how sure a finding is.
type Level int

// The levels, the weakest first.
const (
	Info    Level = iota // worth knowing: a known variant, sources that differ
	ToCheck              // could well be right
	Likely               // in no source, or unlike a passage that is about the same
	Certain              // unlike the passage that was copied, or against the calendar
)

var levels = [...]string{"info", "check", "likely", "certain"}

// String returns the level's word.
func (l Level) String() string { return levels[l] }

// MarshalText returns the level's word.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// Kind is what a finding is about.
type Kind string

// The kinds of findings.
const (
	QuotationWords Kind = "quotation"       // words in quotation marks that the source has otherwise, or not at all
	QuotationMarks Kind = "quotation-marks" // the source has the words, but nobody is quoted
	SpeakerKind    Kind = "speaker"
	FigureKind     Kind = "figure"
	DateKind       Kind = "date"
	NameKind       Kind = "name"
	PlaceKind      Kind = "place" // a place or an organisation
	Negation       Kind = "negation"
	Modality       Kind = "modality"
	Degree         Kind = "degree"
	Opposite       Kind = "opposite"
	Word           Kind = "word" // another word of the same kind
	Attribution    Kind = "attribution"
	Unsourced      Kind = "unsourced"
	SourcesDiffer  Kind = "sources-differ"
)

// passage is a part of a source.
type passage struct {
	source int
	prose.Span
}

var nowhere = passage{source: -1}

// seal fills in what follows from the rest.
func (f *Finding) seal(ordinal int) {
	h := sha256.New()
	for _, part := range []string{string(f.Kind), prose.Fold(f.Text), f.Source, prose.Fold(f.SourceText), strconv.Itoa(ordinal)} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	f.Fingerprint = hex.EncodeToString(h.Sum(nil)[:12])
}
