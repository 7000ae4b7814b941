package press

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// Who writes the site into a folder asks for Everything: a page that is not in it would
// be missing there.
func TestEverythingIsEveryPageThatThereIs(t *testing.T) {
	few(t)
	w := testWorld(t)
	for n := int64(1); n <= 5; n++ {
		s := plainStory(n, []news.Language{"en", "bn"}[n%2], []string{"sport", "world-news"}[n%2], []string{"Red", "Blue"}[n%2])
		s.Date = "2026/03/26"
		s.Topics = []edition.Topic{{Slug: "flood", Name: "Flood"}}
		w.publish(s)
	}
	w.kill(2, "en")
	v := w.View()
	all := slices.Collect(Everything(v))
	for number := range v.Numbers() {
		if c, err := v.Card(number); err == nil {
			all = append(all, StoryPages(c.Path())...)
		}
	}
	n := 0
	for _, path := range everyPath() {
		if Name(v, path) != path {
			continue
		}
		d := printed(t, v, path)
		if redirect := d.status/100 == 3; !redirect && !slices.Contains(all, path) {
			t.Errorf("%s is a page and not in everything", path)
		}
		n++
	}
	if n < 50 {
		t.Errorf("only %d pages were looked for", n)
	}
	for _, path := range all {
		if f, err := New().File(v, path); err != nil || f == nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	if slices.Contains(all, "/") == false || len(all) != len(appendNew(nil, all...)) {
		t.Error("the beginning is missing, or a page is there twice")
	}
}

// A file is the page as readers get it, not compressed.
func TestAFileIsThePage(t *testing.T) {
	w := testWorld(t)
	s := plainStory(1, news.English, "sport", "Red")
	w.publish(s)
	w.flash(news.English, flashItem("a", "A line on the bar", ""))
	p := New()
	for _, path := range []string{"/en/", s.Path(), "/en/feed.rss", "/", "/en/nothing"} {
		name := Name(w.View(), path)
		page, err := p.Print(w.View(), name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := p.File(w.View(), name)
		if err != nil {
			t.Fatal(err)
		}
		if body := page.Bodies().In(Identity).Bytes; string(body) != string(f.Body) || f.Status != page.Status {
			t.Errorf("%s is another page as a file: %d", path, f.Status)
		}
	}
	if f, err := p.File(w.View(), "/"); err != nil || f.Location != "/en/" || f.Status != http.StatusFound {
		t.Errorf("%+v %v", f, err)
	}
	if f, err := p.File(&archive.View{}, "/en/"); f != nil || err != nil {
		t.Errorf("%v %v", f, err)
	}
}
