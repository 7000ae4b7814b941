package news

import "time"

// StoryID names a story for ever: a UUIDv7 made by this program, so that every
// store agrees on it. People and URLs use the story's Number.
type StoryID string

// Language is a site language: "en" or "bn" (BCP 47).
type Language string

// The languages that are complete.
const (
	English Language = "en"
	Bangla  Language = "bn"
)

// Story is one story as the desk sees it, at its newest revision.
type Story struct {
	ID     StoryID `json:"id"`
	Number int64   `json:"number"` // short, permanent, in the URL; from 1
	Desk   string  `json:"desk"`   // slug of the desk that owns it
	Status Status  `json:"status"`
	Owner  Person  `json:"owner"` // who works on it; only ID and Name are set

	Content Content `json:"content"`
	// Revision counts saves from 1. A save names the revision it was based on.
	Revision int64 `json:"revision"`

	// Due is when the desk wants the story, and Length how many words it expects. Zero is
	// when it likes and as long as it takes.
	Due    time.Time `json:"due,omitzero"`
	Length int       `json:"length,omitempty"`
	// Checks are what somebody has to look at before the story can be ready.
	Checks Checks `json:"checks,omitzero"`

	// Embargo is the time before which no reader may have the story; zero is none.
	Embargo time.Time `json:"embargo,omitzero"`
	// PublishAt is when a scheduled story goes out; zero unless Status is Scheduled.
	PublishAt time.Time `json:"publish_at,omitzero"`
	// Leaving says that somebody has published the story: readers have it at PublishAt, unless
	// that is undone before.
	Leaving bool `json:"leaving,omitzero"`
	// Spiked is when a spiked story was; zero unless Status is Spiked.
	Spiked time.Time `json:"spiked,omitzero"`

	Created time.Time `json:"created"`
	Changed time.Time `json:"changed"`

	// What readers have. All zero before first publication.
	PublishedRevision int64     `json:"published_revision,omitzero"`
	Published         time.Time `json:"published,omitzero"` // first publication; never changes
	Updated           time.Time `json:"updated,omitzero"`   // last change of substance; zero if none
	Edition           int64     `json:"edition,omitzero"`   // the edition that last changed it

	Corrections []Correction `json:"corrections,omitempty"` // newest first
	Versions    []Version    `json:"versions,omitempty"`    // what readers have had of it, oldest first
	Sources     []Source     `json:"sources,omitempty"`

	// Merged are, in the answer to a save, the parts that are not as they were sent: somebody
	// else had changed them too, and both changes are in them now. It is not kept.
	Merged []Part `json:"merged,omitempty"`
}

// Content is what a revision keeps: everything a journalist writes in a story.
type Content struct {
	Language   Language    `json:"language"`
	Section    string      `json:"section"` // slug
	Topics     []string    `json:"topics,omitempty"`
	Kicker     string      `json:"kicker,omitempty"`
	Headline   string      `json:"headline"`
	Standfirst string      `json:"standfirst,omitempty"`
	Slug       string      `json:"slug,omitempty"` // empty: made from the headline at publication
	Byline     Byline      `json:"byline"`
	Dateline   Dateline    `json:"dateline,omitzero"`
	Body       Document    `json:"body"`
	Lead       *PictureUse `json:"lead,omitempty"`
	Credit     string      `json:"credit,omitempty"` // the sources line: "With Delta News Agency"
	Flash      string      `json:"flash,omitempty"`  // the line proposed for the bar when the story was filed as a flash

	Label        Label   `json:"label,omitempty"`        // what kind of writing it is, when it is not news
	Contributors string  `json:"contributors,omitempty"` // "Reporting by …; editing by …", at the end of the story
	Related      []int64 `json:"related,omitempty"`      // numbers of the stories an editor wants beside it
	Translates   int64   `json:"translates,omitempty"`   // number of the story in another language that it is a translation of
}

// Label says what kind of writing a story is. It stands over the headline in words.
type Label string

// The labels. A story without one is news.
const (
	Analysis  Label = "analysis"
	Opinion   Label = "opinion"
	Explainer Label = "explainer"
	Sponsored Label = "sponsored" // somebody paid for it
)

// Labels are all the labels.
var Labels = []Label{Analysis, Opinion, Explainer, Sponsored}

// Byline says who wrote a story: people, or a desk ("GreenWatch Desk"). One of
// the two is set, or neither.
type Byline struct {
	Desk   string   `json:"desk,omitempty"` // the desk's name as readers see it
	People []string `json:"people,omitempty"`
}

// Dateline says where and when a story was filed.
type Dateline struct {
	Place string    `json:"place,omitempty"`
	Filed time.Time `json:"filed,omitzero"`
}

// Revision is one save of a story.
type Revision struct {
	Story   StoryID   `json:"story"`
	Number  int64     `json:"number"`
	At      time.Time `json:"at"`
	By      Person    `json:"by"`
	Label   string    `json:"label,omitempty"` // why it was kept: "Submitted", "Published"; empty for an autosave
	Content Content   `json:"content"`
}

// A CorrectionKind is what readers are told a note is.
type CorrectionKind string

// The kinds of note (screens.md §1.11).
const (
	Corrected  CorrectionKind = "correction"    // a fact was wrong
	Clarified  CorrectionKind = "clarification" // true, but could mislead
	EditorNote CorrectionKind = "editors_note"  // fairness, process, conflict of interest
)

// Correction is a visible change to published copy, with its public note.
type Correction struct {
	ID      string         `json:"id"`
	Kind    CorrectionKind `json:"kind"`
	Note    string         `json:"note"` // what was wrong and what is right
	At      time.Time      `json:"at"`
	By      Person         `json:"by"`
	Edition int64          `json:"edition"`
	// Top says that it changed the headline, the lead, a name or a key figure: it stands
	// above the text and not at its end.
	Top bool `json:"top,omitempty"`
}

// A VersionKind is what happened to a story before readers' eyes.
type VersionKind string

// The kinds of version.
const (
	FirstVersion      VersionKind = "published"
	UpdatedVersion    VersionKind = "updated"   // something new
	FixedVersion      VersionKind = "fixed"     // a slip of the pen
	CorrectedVersion  VersionKind = "corrected" // with a note
	WithdrawnVersion  VersionKind = "withdrawn" // taken away for a time
	ReinstatedVersion VersionKind = "reinstated"
)

// Version is one change of a story that readers could see. A story lists them all in
// public, so that no edit is silent.
type Version struct {
	Edition int64          `json:"edition"`
	Kind    VersionKind    `json:"kind"`
	At      time.Time      `json:"at"`
	Note    string         `json:"note,omitempty"`   // what readers were told of it
	Called  CorrectionKind `json:"called,omitempty"` // what a correction is called
	Edits   []Edit         `json:"edits,omitempty"`  // the words that changed, of one with a note
}

// Edit is one place of a text that was changed, with a few words around it.
type Edit struct {
	Before string `json:"before,omitempty"`
	Was    string `json:"was,omitempty"`
	Is     string `json:"is,omitempty"`
	After  string `json:"after,omitempty"`
}

// Source is a dispatch that a story was made from, at the version it was taken.
type Source struct {
	Dispatch string `json:"dispatch"`
	Version  int64  `json:"version"`
	Wire     string `json:"wire"` // the wire's name
	Headline string `json:"headline"`
}

// Desk is a team that owns stories.
type Desk struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
	// Limits are how many stories the desk wants in a status at most: its board says where
	// there are more. A status that is not there has none.
	Limits map[Status]int `json:"limits,omitempty"`
}

// LimitedStatuses are those of which a desk may want a most: what it works on.
var LimitedStatuses = []Status{Assigned, Writing, WithDesk, Ready}

// Section is where a reader finds a story.
type Section struct {
	Slug  string              `json:"slug"`
	Names map[Language]string `json:"names"`
}

// Name returns the section's name in the language, or its slug if it has none.
func (s Section) Name(l Language) string {
	if n := s.Names[l]; n != "" {
		return n
	}
	return s.Slug
}
