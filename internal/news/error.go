package news

import (
	"fmt"
	"strings"
)

// Kind classifies an error for whoever must answer for it. Package web has the
// one table from a kind to an HTTP status.
type Kind string

// The kinds of error.
const (
	Invalid      Kind = "invalid"      // what was sent can never work as it is
	Unauthorised Kind = "unauthorised" // nobody is signed in, or the token is not known
	Unproved     Kind = "unproved"     // signed in, but must prove once more who they are
	Forbidden    Kind = "forbidden"    // this person may not do that
	NotFound     Kind = "not_found"    // there is no such thing
	Conflict     Kind = "conflict"     // it was changed by somebody else, or its state does not allow this
	Gone         Kind = "gone"         // it was here and has been withdrawn
	TooLarge     Kind = "too_large"    // over a limit of size
	TooMany      Kind = "too_many"     // over a limit of rate; try again later
	Unavailable  Kind = "unavailable"  // something this needs is down; nothing was changed
	Unsupported  Kind = "unsupported"  // a format or encoding that is not taken
)

// Error is an error that may be shown to the person who caused it: one clear
// sentence that says what and where, and what to do if there is something to do.
// Every other error is internal: it is logged, and the person is told only that
// something went wrong and that nothing was lost.
type Error struct {
	Kind    Kind
	Message string // in English: for programs, the log and the command line
	Said    Phrase // what Message was made of: for whoever says it in another language
}

func (e *Error) Error() string { return e.Message }

// Errorf returns an *Error of the given kind.
func Errorf(kind Kind, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...), Said: Phrase{format, args}}
}

// Phrase is a sentence, or a part of one, that is not written out yet. Its format is what
// package bangla knows it by. What is said inside of another one is an argument of it: a
// Phrase, an *Error, OneOf, Capital, or words that package bangla knows.
type Phrase struct {
	Format string
	Args   []any
}

// Phrasef returns the phrase.
func Phrasef(format string, args ...any) Phrase { return Phrase{format, args} }

// String returns the phrase in English.
func (p Phrase) String() string { return fmt.Sprintf(p.Format, p.Args...) }

// OneOf is a list of which one is enough, as "a, b or c".
type OneOf []string

func (o OneOf) String() string {
	if n := len(o); n > 1 {
		return strings.Join(o[:n-1], ", ") + " or " + o[n-1]
	}
	return strings.Join(o, "")
}

// Capital are words that begin a sentence.
type Capital string

func (c Capital) String() string {
	if c == "" {
		return ""
	}
	return strings.ToUpper(string(c[:1])) + string(c[1:])
}

// StaleError answers a save that was based on a revision which is no longer the
// newest. It carries both texts, so that nothing is lost and somebody can choose.
type StaleError struct {
	Base   int64    // the revision the save was based on
	Yours  Content  // what was sent, not saved
	Theirs Revision // what is there now
	Aside  string   // where yours is kept beside the story, "" if it is not
}

func (e *StaleError) Error() string { return e.Unwrap().Error() }

// Unwrap makes a StaleError a Conflict.
func (e *StaleError) Unwrap() error {
	return Errorf(Conflict, "This story was saved by %s at revision %d since you opened revision %d. Your text is kept: compare the two and save again.",
		e.Theirs.By.Name, e.Theirs.Number, e.Base)
}
