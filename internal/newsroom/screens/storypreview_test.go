package screens_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestAPreviewTakesASignIn(t *testing.T) {
	n := open(t)
	b := n.as(news.SubEditor).open("/n/new").shows(200)
	b.press("Start", map[string]string{"headline": "Not for readers"}).shows(200, "Not for readers", "Preview")
	path := b.url.Path
	b.open(path+"/preview").shows(200, "Not for readers", "does not serve readers")
	b.open(path+"/preview/page").shows(http.StatusServiceUnavailable, "does not serve readers")
	for _, at := range []string{"/preview", "/preview/page"} {
		newBrowser(t, n.url).open(path+at).shows(200, "Password")
		r, err := http.Get(n.url + path + at)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		if r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", at, r.Header.Get("Cache-Control"))
		}
	}
}

func TestANoteIsWrittenBesideTheTextWhichIsSavedWithIt(t *testing.T) {
	n := open(t)
	b := n.as(news.SubEditor).open("/n/new").shows(200)
	b.press("Start", map[string]string{"headline": "Ferries"}).shows(200, "Nobody has written anything here.")
	b.press("Write", map[string]string{"note_text": "  ", "headline": "Ferries halted"}).shows(422, "The note is empty.", "Ferries halted")
	b.press("Write", map[string]string{"note_text": "Is 14 right?", "headline": "Ferries halted"}).shows(200, "The note is written.", "Is 14 right?", "Ferries halted")
	path := b.url.Path
	b.open(path+"/notes?part").shows(200, "Is 14 right?")
	if strings.Contains(b.text, "<html") || strings.Contains(b.text, "Sign out") {
		t.Error("the part is a whole page")
	}
}
