package screens_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
)

// An invitation goes by e-mail where there is any, in the language of whom it is for, and
// stands on the screen all the same.
func TestAnInvitationIsSentAndShown(t *testing.T) {
	folder := t.TempDir()
	sender, err := mail.Open("file:" + folder)
	if err != nil {
		t.Fatal(err)
	}
	n := openWith(t, account.Options{}, sender)
	n.as(news.Reporter)
	b := n.as(news.Admin)
	b.open("/n/settings/people/new").press("Invite", map[string]string{"name": "Rafi Alam", "email": "rafi@stet.test", "roles": "reporter", "language": "bn"})
	b.shows(200, "It was sent to rafi@stet.test")
	if !strings.Contains(b.text, "/n/join?key=") {
		t.Error("the link is not shown")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(text), "rafi@stet.test") || !strings.Contains(string(text), "UTF-8") {
		t.Errorf("%s %v", text, err)
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil { // no folder can be made there
		t.Fatal(err)
	}
	b.press("Make a new link", nil).shows(200, "It could not be sent to rafi@stet.test")
}
