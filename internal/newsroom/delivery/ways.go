package delivery

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out"
)

// by brings the letter. It returns nil when the other side has it.
func (r *Room) by(ctx context.Context, l letter) error {
	switch l.to.Way {
	case news.PushWay, news.EventWay:
		return r.push(ctx, l)
	case news.MailWay:
		return r.mail(ctx, l)
	case news.FTPWay, news.BucketWay:
		return r.files(ctx, l)
	}
	return fmt.Errorf("bring a delivery: there is no way %q", l.to.Way)
}

// push sends the file by HTTP, signed as Standard Webhooks has it. The heads beside say what it is, for who routes without reading it.
func (r *Room) push(ctx context.Context, l letter) error {
	secret, err := r.secret(ctx, l.to)
	if err != nil {
		return err
	}
	head := fetch.Signed(secret, l.delivery.ID, time.Now(), l.file.Body)
	head.Set("Content-Type", l.file.Type)
	head.Set("Stet-Kind", string(l.delivery.Kind))
	head.Set("Stet-Story", strconv.FormatInt(l.delivery.Story, 10))
	head.Set("Stet-Version", strconv.Itoa(l.delivery.Version))
	_, err = r.Client.Send(ctx, fetch.Message{Method: http.MethodPost, URL: l.to.Address, Header: head, Body: l.file.Body, Total: patience})
	return err
}

// ErrKey is what a Room's Secret returns where what is kept of a destination was sealed under another key.
var ErrKey = news.Errorf(news.Conflict, "The key of this destination cannot be read: the file of --wires-key is another one. Put it back, or make the destination a new key.")

// secret returns what the destination's copy is signed with, or the password or key that lets us in there.
func (r *Room) secret(ctx context.Context, to news.Destination) (string, error) {
	sealed, err := r.DB.SealedFor(ctx, to.ID)
	if err != nil {
		return "", err
	}
	if sealed == "" && to.Way.Files() {
		return "", news.Errorf(news.Invalid, "The destination has no password or key; give it one.")
	}
	if sealed == "" {
		return "", news.Errorf(news.Invalid, "The destination has no signing key; make it one.")
	}
	return r.Secret(to.ID, sealed)
}

// happened is the whole of a bare event: what became of which story, and where to read it.
type happened struct {
	Type      string    `json:"type"` // "story.published", "story.killed" and so on
	Timestamp time.Time `json:"timestamp"`
	Data      struct {
		Delivery string        `json:"delivery"`
		Story    int64         `json:"story"`
		Version  int           `json:"version"`
		URI      string        `json:"uri"`
		URL      string        `json:"url"`
		Language news.Language `json:"language"`
	} `json:"data"`
}

func event(i out.Item, d news.Delivery) (out.File, error) {
	h := happened{Type: "story." + string(d.Kind), Timestamp: i.At.UTC()}
	h.Data.Delivery, h.Data.Story, h.Data.Version = d.ID, d.Story, d.Version
	h.Data.URI, h.Data.URL, h.Data.Language = i.GUID(), i.Link(), d.Language
	body, err := json.Marshal(h)
	return out.File{Name: "event.json", Type: "application/json", Body: body}, err
}

// mail sends an e-mail that says what it is, with the file attached. It has the same Message-ID each time.
func (r *Room) mail(ctx context.Context, l letter) error {
	file := mail.File{Name: l.file.Name, Type: l.file.Type, Body: l.file.Body}
	return r.Mail.Send(ctx, mail.Message{
		ID: l.delivery.ID, Address: l.to.Address, Subject: subject(l), Text: l.item.Headline() + "\n\n" + l.item.Link() + "\n\n" + l.item.GUID() + "\n", Files: []mail.File{file},
	})
}

// subject says first what an editor must know at a glance.
func subject(l letter) string {
	headline := l.item.Headline()
	if l.delivery.Kind == news.SendCorrect {
		headline = "CORRECTION: " + headline
	}
	return headline
}
