package news

// Made is what else than a story was made from a dispatch.
type Made string

// What is made from dispatches. The zero value is the story itself.
const (
	MadeFlash Made = "flash" // a line on the bar; its object is its ID
	MadePost  Made = "post"  // of live coverage; its object is its ID
	MadeFront Made = "front" // a story's own headline on a front; its object is the front and the story, "bn/14"
)

// MadeFrom says that something was made from a dispatch at a version.
type MadeFrom struct {
	Made     Made   `json:"made"`
	Object   string `json:"object"`
	Story    int64  `json:"story,omitempty"` // that it leads to or stands under
	Dispatch string `json:"dispatch"`
	Version  int64  `json:"version"`
}

// Verb is what somebody must be allowed to do to it who answers for it.
func (m Made) Verb() Verb {
	switch m {
	case MadeFlash:
		return EditTicker
	case MadePost:
		return CoverLive
	case MadeFront:
		return CurateFront
	}
	return AnswerSource
}

// Goes reports whether it goes from readers by itself if nobody answers for a source that was taken back.
func (m Made) Goes() bool { return m != MadeFront } // its story goes, and its places with it
