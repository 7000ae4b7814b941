package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestTheLogSaysWhereFromAndOfWhatKindOnlyToWhoMayReadIt(t *testing.T) {
	n := open(t)
	admin, reporter := n.as(news.Admin), n.as(news.Reporter)
	wrong := newBrowser(t, n.url)
	wrong.open("/n/sign-in").press("Sign in", map[string]string{"email": "reporter@stet.test", "password": "not the password!!"})
	wrong.press("Sign in", map[string]string{"email": "nobody@stet.test", "password": "not the password!!"})
	reporter.open("/n/new").press("Start", map[string]string{"headline": "The ferry is late"})
	admin.open("/n/log").shows(200, "signed in", "was not let in", "Somebody", "Person reporter", "an unknown account", "started", "127.0.0.1")
	if !strings.Contains(admin.text, "127.0.0.1 session/") {
		t.Error("the session is not to be had")
	}
	admin.open("/n/log?kind=story").shows(200, "started", "127.0.0.1")
	if strings.Contains(admin.text, "signed in") {
		t.Error("what is not of a story is among what is of stories")
	}
	admin.open("/n/log?kind=person").shows(200, "signed in", "was not let in")
	if strings.Contains(admin.text, "The ferry") || strings.Contains(admin.text, "started") {
		t.Error("a story is among the people")
	}
	admin.open("/n/log?kind=nothing").shows(200, "signed in", "started")
	// Who may not read the log is told so, and sees of a story's course what was done, not where from.
	if reporter.open("/n/log?kind=person").shows(403); strings.Contains(reporter.text, "127.0.0.1 session/") {
		t.Error("a reporter sees where others are")
	}
	if reporter.open("/n/s/1").shows(200, "started"); strings.Contains(reporter.text, " session/") {
		t.Error("the course of a story says where from")
	}
}
