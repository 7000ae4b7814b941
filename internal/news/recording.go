package news

import "time"

// RecordingKind says what a recording is.
type RecordingKind string

// The kinds of recording.
const (
	Film  RecordingKind = "film"
	Sound RecordingKind = "sound"
)

// Recording is a film or a sound that the newsroom has. Readers get its file as it was sent,
// without what it says of itself.
type Recording struct {
	ID   string        `json:"id"`   // UUIDv7
	Name string        `json:"name"` // the file name it came with; never shown to readers
	Hash string        `json:"hash"` // SHA-256 of the original, hex
	Kind RecordingKind `json:"kind"`
	File string        `json:"file"` // what readers get; content-addressed, as in /media/{name}
	Type string        `json:"type"` // as in Content-Type
	// Bytes is how large File is, Milliseconds how long it lasts.
	Bytes        int64 `json:"bytes"`
	Milliseconds int64 `json:"milliseconds"`
	Width        int   `json:"width,omitempty"` // upright; 0 for a sound
	Height       int   `json:"height,omitempty"`
	// Located says that the original knows where it was made. Readers never do.
	Located bool   `json:"located,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
	// Poster is the picture that stands for a film until it is played: Picture.ID, "" for none.
	Poster     string     `json:"poster,omitempty"`
	Captions   []Captions `json:"captions,omitempty"`   // one a language
	Transcript string     `json:"transcript,omitempty"` // the address of its words, "" for none
	Uploaded   time.Time  `json:"uploaded"`
	By         Person     `json:"by"`
	// Withdrawn is when somebody took it from readers, in every story; zero while they may have it.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
	// Why is the reason, WithdrawnBy who it was.
	Why         string `json:"why,omitempty"`
	WithdrawnBy Person `json:"withdrawn_by,omitzero"`
}

// Captions are what is said in a recording, shown while it is said.
type Captions struct {
	Language Language `json:"language"`
	File     string   `json:"file"` // WebVTT; content-addressed, as in /media/{name}
	Bytes    int64    `json:"bytes"`
	// Words are what they say, without times and marks: a line for each that is shown. They are for the release gate, and set
	// where captions come in and where they leave; nothing that is kept or sent has them.
	Words string `json:"-"`
}

// RecordingUse is a recording as one story uses it.
type RecordingUse struct {
	Recording string // Recording.ID
	Caption   string
	Credit    string
}

// Recordings returns the recordings that the document uses, in order.
func (d Document) Recordings() []RecordingUse {
	var all []RecordingUse
	d.Walk(func(n Node) {
		if n.Type == MediaRef {
			all = append(all, n.recording())
		}
	})
	return all
}

func (n Node) recording() RecordingUse {
	return RecordingUse{Recording: n.Attrs.Media, Caption: n.Attrs.Caption, Credit: n.Attrs.Credit}
}
