package news

import "time"

// UploadKind says what a file on its way in is to become.
type UploadKind string

// The kinds of upload.
const (
	UploadsPicture   UploadKind = ""          // a picture
	UploadsRecording UploadKind = "recording" // a film or a sound
)

// Upload is a file on its way in, piece by piece. What is kept of it lies in the blob store until it is a picture, or a film
// or a sound.
type Upload struct {
	ID     string     `json:"id"`
	Person string     `json:"person"` // Person.ID: nobody else has anything to do with it
	Name   string     `json:"name"`   // of the file
	Kind   UploadKind `json:"as,omitempty"`
	Type   string     `json:"type,omitempty"` // as whoever sends it says, as in Content-Type
	Length int64      `json:"length"`         // bytes of the whole
	Have   int64      `json:"have"`           // bytes that are kept; more go on from there
	Hash   string     `json:"hash,omitempty"`
	// Caption, Credit, Alt and Taken come before what the file says of itself.
	Caption string       `json:"caption,omitempty"`
	Credit  string       `json:"credit,omitempty"`
	Alt     string       `json:"alt,omitempty"`
	Taken   time.Time    `json:"taken,omitzero"`
	Begun   time.Time    `json:"begun"`
	Expires time.Time    `json:"expires"`
	Parts   []UploadPart `json:"parts,omitempty"`

	Done      time.Time `json:"done,omitzero"`       // when it became Picture or Recording, or was refused
	Picture   string    `json:"picture,omitempty"`   // Picture.ID
	Recording string    `json:"recording,omitempty"` // Recording.ID
	Already   bool      `json:"already,omitempty"`   // it was here before
	Trouble   Kind      `json:"kind,omitempty"`      // of why it was refused
	Refused   string    `json:"refused,omitempty"`   // why, in a sentence
}

// UploadPart is a piece that is kept.
type UploadPart struct {
	Name  string `json:"name"` // in the blob store
	Bytes int64  `json:"bytes"`
}

// Refusal is the error that says why the file was not taken, nil if it was.
func (u Upload) Refusal() error {
	if u.Refused == "" {
		return nil
	}
	return &Error{Kind: u.Trouble, Message: u.Refused}
}
