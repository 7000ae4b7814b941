package edition

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Search finds published stories. The newsroom's store does it, and the readers' side is
// given the function: what passes between them is a Query and the numbers of stories. A
// reader is shown of them what the readers' own edition says.
type Search func(context.Context, Query) (Found, error)

// Query is what a reader looks for. Empty fields are "any".
type Query struct {
	Words    []string // each must be in the story
	Language news.Language
	Section  string // slug
	Author   string // words of the byline
	Kind     SearchKind
	From     time.Time // first published at or after
	Before   time.Time // first published before
	Best     bool      // the best match first, and not the newest
	Skip     int
	Limit    int
}

// SearchKind is a kind of story to look among.
type SearchKind string

// The kinds of story that can be told apart.
const (
	WithPictures   SearchKind = "pictures"
	WithCorrection SearchKind = "corrected"
)

// MostFound is how far into what was found one can go, and up to how much it is counted.
const (
	MostFound   = 1000
	MostCounted = 10_000
)

// Found is a part of what was found.
type Found struct {
	Numbers []int64 // of stories, in order, from Query.Skip on
	Total   int     // how many there are, at most MostCounted
	More    bool    // there are more than that
}
