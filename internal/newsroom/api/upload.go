package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture"
)

// upload is a file as it was sent: as the body itself, or as the field "file" of a form
// with what else is known of it.
type upload struct {
	Name, Caption, Credit, Alt string
	data                       []byte
}

// mostFields is the most bytes of a form around its file.
const mostFields = 64 << 10

// readUpload reads the request's file. It stays in memory, which the limit bounds.
func readUpload(w http.ResponseWriter, r *http.Request) (u upload, err error) {
	q := r.URL.Query()
	u = upload{Name: q.Get("name"), Caption: q.Get("caption"), Credit: q.Get("credit"), Alt: q.Get("alt")}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		u.data, err = io.ReadAll(http.MaxBytesReader(w, r.Body, picture.MaxBytes))
		return u, err
	}
	parts := multipart.NewReader(http.MaxBytesReader(w, r.Body, picture.MaxBytes+mostFields), params["boundary"])
	seen := map[string]bool{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return u, badForm(err)
		}
		name := part.FormName()
		if seen[name] {
			return u, news.Errorf(news.Invalid, "The form has the field %q twice.", name)
		}
		seen[name] = true
		if err := u.take(part); err != nil {
			return u, err
		}
	}
	if !seen["file"] {
		return u, news.Errorf(news.Invalid, "The form has no field \"file\".")
	}
	return u, nil
}

// take reads one field of the form.
func (u *upload) take(part *multipart.Part) (err error) {
	into := map[string]*string{"name": &u.Name, "caption": &u.Caption, "credit": &u.Credit, "alt": &u.Alt}[part.FormName()]
	if part.FormName() == "file" {
		if u.data, err = io.ReadAll(part); err != nil {
			return badForm(err)
		}
		if u.Name == "" {
			u.Name = part.FileName()
		}
		return nil
	}
	if into == nil {
		return news.Errorf(news.Invalid, "The form may have file, name, caption, credit and alt; %q is not one.", part.FormName())
	}
	text, err := io.ReadAll(io.LimitReader(part, mostFields))
	*into = strings.ToValidUTF8(string(text), "\ufffd")
	return badForm(err)
}

// badForm says that a form cannot be read, unless it is only too large.
func badForm(err error) error {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); err == nil || tooLarge {
		return err
	}
	return news.Errorf(news.Invalid, "The form cannot be read: %v.", err)
}

// identity is the same for the same upload, whatever boundary a program chose between
// its parts.
func (u upload) identity() ([]byte, error) {
	head, err := json.Marshal(u)
	return append(append(head, '\n'), u.data...), err
}
