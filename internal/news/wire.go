package news

import (
	"slices"
	"time"
)

// A WireKind is how copy arrives.
type WireKind string

// The kinds of wire.
const (
	FeedWire    WireKind = "feed"    // RSS, Atom or JSON Feed, or any other format, by URL
	PageWire    WireKind = "page"    // one web page by URL, read again at each poll
	FolderWire  WireKind = "folder"  // files dropped in a watched folder
	FTPWire     WireKind = "ftp"     // files on a server: FTP, FTPS or SFTP, by the scheme of the address
	BucketWire  WireKind = "bucket"  // objects in an S3 bucket
	MailboxWire WireKind = "mailbox" // letters in an IMAP mailbox
	LettersWire WireKind = "letters" // letters that are sent to us by SMTP
	PushWire    WireKind = "push"    // sent to us by HTTP, signed
)

// WireKinds are all of them.
var WireKinds = []WireKind{FeedWire, PageWire, FolderWire, FTPWire, BucketWire, MailboxWire, LettersWire, PushWire}

// Polled reports whether we ask such a wire for what is new; the others send by themselves.
func (k WireKind) Polled() bool { return !slices.Contains([]WireKind{LettersWire, PushWire}, k) }

// Wire is where dispatches come from.
type Wire struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Kind     WireKind      `json:"kind"`
	Address  string        `json:"address"` // a URL or a folder
	Language Language      `json:"language"`
	Every    time.Duration `json:"every"` // between polls when all is well
	Paused   bool          `json:"paused"`
	Zone     string        `json:"zone,omitempty"` // IANA name of the zone whose days its copy means; "" if that is not known
	Login    Login         `json:"login,omitzero"`
	Taking   Taking        `json:"taking,omitzero"`
	// Keep is for how many days its dispatches are kept of which nothing was made; 0 is UsualKeep, and less is for ever.
	Keep   int    `json:"keep,omitempty"`
	Health Health `json:"health"`
	Told   Told   `json:"told,omitzero"` // that it is down
}

// Told is who told those who may set the wires that one is down, and when. The zero value is nobody.
type Told struct {
	By Person    `json:"by,omitzero"` // only ID and Name are set
	At time.Time `json:"at,omitzero"`
}

// InTrouble reports whether somebody should look at the wire: it failed when it was asked last, or nothing came of it for long.
func (w Wire) InTrouble(now time.Time) bool {
	if w.Paused {
		return false
	}
	h := w.Health
	return h.Failures > 0 || !h.Succeeded.IsZero() && now.Sub(h.Succeeded) > 4*w.Every+15*time.Minute
}

// ToldSince reports whether somebody told of the trouble that the wire is in: after it worked last.
func (w Wire) ToldSince() bool { return w.Told.At.After(w.Health.Succeeded) }

// The days for which dispatches are kept of which nothing was made: where a wire says nothing, and the most that it may say.
const (
	UsualKeep = 90
	MostKeep  = 36_500
)

// KeptSince returns from when on the wire's dispatches are kept whatever became of them: those that came last before it and of which nothing
// was made are removed. It is the zero time if all are kept for ever.
func (w Wire) KeptSince(now time.Time) time.Time {
	switch {
	case w.Keep < 0:
		return time.Time{}
	case w.Keep == 0:
		return now.AddDate(0, 0, -UsualKeep)
	}
	return now.AddDate(0, 0, -w.Keep)
}

// Named is what the log calls the wire, and what its secret is sealed for.
func (w Wire) Named() string { return "wire/" + w.ID }

// Location is the zone in which the wire's copy is, nil if that is not known.
func (w Wire) Location() *time.Location {
	zone, err := time.LoadLocation(w.Zone)
	if err != nil || w.Zone == "" {
		return nil
	}
	return zone
}

// Login is how a wire's other side and we know each other. Its secret is kept apart, sealed, and is in nothing that leaves the newsroom.
// The zero value is no login.
type Login struct {
	How    LoginHow  `json:"how,omitempty"`
	User   string    `json:"user,omitempty"`   // of LoginBasic and LoginKey
	Header string    `json:"header,omitempty"` // name of the header that has the secret, of LoginHeader
	Since  time.Time `json:"since,omitzero"`   // when the secret was given; zero if none is kept
}

// A LoginHow is what is done with a wire's secret.
type LoginHow string

// What is done with it.
const (
	LoginNone      LoginHow = ""
	LoginBasic     LoginHow = "basic"     // it is the password of User
	LoginBearer    LoginHow = "bearer"    // it is a token: "Authorization: Bearer …"
	LoginHeader    LoginHow = "header"    // it is the value of the header named Header
	LoginKey       LoginHow = "key"       // it is the private key of User
	LoginSignature LoginHow = "signature" // what is sent to us is signed with it
)

// LoginHows are all of them.
var LoginHows = []LoginHow{LoginNone, LoginBasic, LoginBearer, LoginHeader, LoginKey, LoginSignature}

// Secret is a password, token or key. However it is printed, logged or encoded, it is not in what comes out; string(s) is the secret.
type Secret string

const unsaid = "(secret)"

func (Secret) String() string               { return unsaid }
func (Secret) GoString() string             { return unsaid }
func (Secret) MarshalText() ([]byte, error) { return []byte(unsaid), nil }

// Health is how a wire is doing, in a form that a journalist can read.
type Health struct {
	Tried     time.Time `json:"tried,omitzero"`
	Succeeded time.Time `json:"succeeded,omitzero"`
	Next      time.Time `json:"next,omitzero"`
	Failures  int       `json:"failures"` // in a row
	Error     string    `json:"error,omitempty"`
	// ETag and LastModified are the feed's own, for the next conditional GET.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}
