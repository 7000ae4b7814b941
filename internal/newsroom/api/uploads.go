package api

import (
	"crypto/sha1" //nolint:gosec // the protocol asks for it against slips of the line, not against anybody
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	uploads "github.com/stet-news/stet/internal/newsroom/upload"
	"github.com/stet-news/stet/internal/web"
)

// Upload is a file on its way in, as programs and pages see it.
type Upload struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Length  int64     `json:"length"`
	Offset  int64     `json:"offset"` // bytes that are here
	Expires time.Time `json:"expires"`
	Done    bool      `json:"done"` // it has become a picture, a film or a sound, or was refused
	// Picture or Recording is what it has become; of one that only begins, what is here already with the same bytes.
	Picture   *news.Picture   `json:"picture,omitempty"`
	Recording *news.Recording `json:"recording,omitempty"`
	Already   bool            `json:"already"`           // it was here before
	Similar   []news.Picture  `json:"similar,omitempty"` // what looks like Picture and was here before
	Refused   string          `json:"refused,omitempty"` // why it was not taken
}

func shown(u news.Upload) Upload {
	return Upload{
		ID: u.ID, Name: u.Name, Length: u.Length, Offset: u.Have, Expires: u.Expires, Done: !u.Done.IsZero(), Already: u.Already, Refused: u.Refused,
	}
}

// The protocol of resumable uploads that this speaks: https://tus.io/protocols/resumable-upload, with these of its extensions.
const (
	tusVersion    = "1.0.0"
	tusExtensions = "creation,creation-with-upload,checksum,expiration,termination"
	tusSums       = "sha256,sha1"
	tusPiece      = "application/offset+octet-stream"
)

// The protocol's own statuses.
const (
	statusSum     = 460
	statusVersion = http.StatusPreconditionFailed
)

// tus makes a route that speaks the protocol: it answers by itself, in headers. verb is what the person must be allowed.
func (p Parts) tus(method, path, summary string, status int, f func(http.ResponseWriter, call) error) Route {
	return Route{
		Method: method, Path: path, Summary: summary, Verb: news.UploadPicture, Status: status, in: reflect.TypeFor[none](), out: reflect.TypeFor[Upload](),
		live: func(w http.ResponseWriter, c call) error {
			h := w.Header()
			h.Set("Tus-Resumable", tusVersion)
			h.Set("Cache-Control", "no-store")
			if p.Uploads == nil {
				return news.Errorf(news.Unavailable, "This process takes no files.")
			}
			if len(c.Header.Get("Idempotency-Key")) > mostKey {
				return news.Errorf(news.Invalid, "An Idempotency-Key has at most %d characters.", mostKey)
			}
			if method != http.MethodOptions && method != http.MethodGet && c.Header.Get("Tus-Resumable") != tusVersion {
				h.Set("Tus-Version", tusVersion)
				return coded{news.Errorf(news.Invalid, "Say with Tus-Resumable: %s which version of the protocol you speak.", tusVersion), statusVersion}
			}
			return f(w, c)
		},
	}
}

// coded is an error under a status that no kind of error has.
type coded struct {
	error
	status int
}

func (c coded) Unwrap() error { return c.error }

func uploadRoutes(p Parts) []Route {
	list := on("GET", "/uploads", "Lists your uploads that have begun and are not finished, the last begun first", news.UploadPicture, 200, func(c call, _ none) (List[Upload], error) {
		if p.Uploads == nil {
			return List[Upload]{}, news.Errorf(news.Unavailable, "This process takes no files.")
		}
		l := List[Upload]{Items: []Upload{}}
		all, err := p.DB.Uploads(c.Context(), c.by.ID)
		for _, u := range all {
			l.Items = append(l.Items, shown(u))
		}
		return l, err
	})
	return []Route{
		list,
		p.tus("OPTIONS", "/uploads", "Says what of tus 1.0 is spoken here", 204, func(w http.ResponseWriter, _ call) error {
			h := w.Header()
			h.Set("Tus-Version", tusVersion)
			h.Set("Tus-Extension", tusExtensions)
			h.Set("Tus-Checksum-Algorithm", tusSums)
			h.Set("Tus-Max-Size", strconv.Itoa(uploads.MaxBytes))
			w.WriteHeader(http.StatusNoContent)
			return nil
		}),
		p.tus("POST", "/uploads", "Begins an upload in pieces (tus 1.0): Upload-Length and Upload-Metadata with filename, and if you like sha256 (hex), caption, credit, alt and taken (RFC 3339); a film or a sound says as: recording, and its filetype. If it is here already, the answer has it", 201, p.beginUpload),
		p.tus("GET", "/uploads/{id}", "Says how much of an upload is here (HEAD says it in Upload-Offset), and what has become of it", 200, p.readUpload),
		p.tus("PATCH", "/uploads/{id}", "Sends the next piece of an upload, from Upload-Offset on. After the last one the file is a picture, a film or a sound; with Accept: application/json the answer has it, else it is a 204", 200, p.appendUpload),
		p.tus("POST", "/uploads/{id}", "Does the same as PATCH, or as DELETE, for a proxy that lets neither through: X-HTTP-Method-Override says which", 200, func(w http.ResponseWriter, c call) error {
			switch c.Header.Get("X-HTTP-Method-Override") {
			case http.MethodPatch:
				return p.appendUpload(w, c)
			case http.MethodDelete:
				return p.dropUpload(w, c)
			}
			return news.Errorf(news.Invalid, "Say with X-HTTP-Method-Override whether this is PATCH or DELETE.")
		}),
		p.tus("DELETE", "/uploads/{id}", "Throws away what is here of an upload; what it has become stays", 204, p.dropUpload),
	}
}

// state answers with how an upload stands.
func (p Parts) state(w http.ResponseWriter, c call, u news.Upload, status int) error {
	h := w.Header()
	h.Set("Upload-Offset", strconv.FormatInt(u.Have, 10))
	h.Set("Upload-Length", strconv.FormatInt(u.Length, 10))
	h.Set("Upload-Expires", u.Expires.UTC().Format(http.TimeFormat))
	if status == http.StatusNoContent {
		w.WriteHeader(status)
		return nil
	}
	out := shown(u)
	var is uploads.Became
	var err error
	if begins := status == http.StatusCreated && u.Done.IsZero(); begins {
		is, err = p.Uploads.There(c.Context(), u)
		out.Already = is != uploads.Became{}
	} else {
		is, err = p.Uploads.Has(c.Context(), u)
	}
	out.Picture, out.Recording = is.Picture, is.Recording
	if err == nil && out.Picture != nil && !out.Already {
		out.Similar, err = p.Uploads.Similar(c.Context(), *out.Picture)
	}
	if err != nil {
		return err
	}
	return web.JSON(w, status, out)
}

func (p Parts) beginUpload(w http.ResponseWriter, c call) error {
	length, err := strconv.ParseInt(c.Header.Get("Upload-Length"), 10, 64)
	if err != nil {
		return news.Errorf(news.Invalid, "Say with Upload-Length how many bytes the file has.")
	}
	u, taken, err := metadataOf(c.Header.Get("Upload-Metadata"))
	if err != nil {
		return err
	}
	if taken != "" {
		if u.Taken, err = p.takenAt(c, taken); err != nil {
			return err
		}
	}
	u.Length = length
	if u, err = p.Uploads.Begin(c.Context(), c.by, u, c.Header.Get("Idempotency-Key")); err != nil {
		return err
	}
	if isPiece(c) && u.Have == 0 {
		sum, err := sumOf(c)
		if err != nil {
			return err
		}
		w.Header().Set("Location", base+"/uploads/"+u.ID)
		if u, err = p.Uploads.Append(c.Context(), c.by, u.ID, 0, c.Body, sum); err != nil {
			return withSum(err)
		}
	}
	w.Header().Set("Location", base+"/uploads/"+u.ID)
	return p.state(w, c, u, http.StatusCreated)
}

func (p Parts) readUpload(w http.ResponseWriter, c call) error {
	u, err := p.DB.Upload(c.Context(), c.by.ID, c.PathValue("id"))
	if err != nil {
		return err
	}
	return p.state(w, c, u, http.StatusOK)
}

func (p Parts) appendUpload(w http.ResponseWriter, c call) error {
	if !isPiece(c) {
		return news.Errorf(news.Unsupported, "A piece of a file comes with Content-Type: %s.", tusPiece)
	}
	offset, err := strconv.ParseInt(c.Header.Get("Upload-Offset"), 10, 64)
	if err != nil || offset < 0 {
		return news.Errorf(news.Invalid, "Say with Upload-Offset where in the file this piece begins.")
	}
	sum, err := sumOf(c)
	if err != nil {
		return err
	}
	u, err := p.Uploads.Append(c.Context(), c.by, c.PathValue("id"), offset, c.Body, sum)
	if err != nil {
		return withSum(err)
	}
	status := http.StatusNoContent
	if strings.Contains(c.Header.Get("Accept"), "application/json") {
		status = http.StatusOK
	}
	return p.state(w, c, u, status)
}

func (p Parts) dropUpload(w http.ResponseWriter, c call) error {
	if err := p.Uploads.Drop(c.Context(), c.by, c.PathValue("id")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// withSum gives the protocol's status to an error of what came otherwise than it was sent.
func withSum(err error) error {
	if uploads.IsSum(err) {
		return coded{err, statusSum}
	}
	return err
}

func isPiece(c call) bool {
	kind, _, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	return err == nil && kind == tusPiece
}

// sumOf reads what a piece must come to.
func sumOf(c call) (s uploads.Sum, err error) {
	said := c.Header.Get("Upload-Checksum")
	if said == "" {
		return s, nil
	}
	name, value, _ := strings.Cut(said, " ")
	sums := map[string]func() hash.Hash{"sha256": sha256.New, "sha1": sha1.New}
	if sums[name] == nil {
		return s, news.Errorf(news.Invalid, "Upload-Checksum may be made with %s; %q is not.", tusSums, name)
	}
	s.Hash = sums[name]()
	if s.Want, err = base64.StdEncoding.DecodeString(value); err != nil || len(s.Want) != s.Hash.Size() {
		return s, news.Errorf(news.Invalid, "Upload-Checksum is the name of a sum and the sum in Base64.")
	}
	return s, nil
}

// metadataOf reads Upload-Metadata: names, each with its value in Base64. Names that mean nothing here are another program's.
func metadataOf(header string) (u news.Upload, taken string, err error) {
	as := ""
	into := map[string]*string{"filename": &u.Name, "name": &u.Name, "as": &as, "filetype": &u.Type, "sha256": &u.Hash, "caption": &u.Caption, "credit": &u.Credit, "alt": &u.Alt, "taken": &taken}
	for _, one := range strings.Split(header, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(one), " ")
		text, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			return u, "", news.Errorf(news.Invalid, "In Upload-Metadata the value of %q is not Base64.", name)
		}
		if at := into[name]; at != nil {
			*at = strings.ToValidUTF8(string(text), "\ufffd")
		}
	}
	u.Kind = news.UploadKind(as)
	if len(u.Type) > mostType {
		u.Type = ""
	}
	return u, taken, nil
}

// mostType is how long the name of a type of file is at most (RFC 6838 §4.2: two names of 127 characters).
const mostType = 255

// takenAt reads a time with its zone, or as the field of a form has it, which is by the house's clock.
func (p Parts) takenAt(c call, s string) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, nil
	}
	house, err := p.DB.House(c.Context())
	if err != nil {
		return time.Time{}, err
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", s, house.Location())
	if err != nil {
		return time.Time{}, news.Errorf(news.Invalid, "%q is no time as taken says it, 2026-11-27T15:11:00+06:00.", s)
	}
	return at, nil
}
