package edition_test

import (
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

func TestAStorysNumberIsReadBackFromItsPath(t *testing.T) {
	c := edition.Card{Number: 4421, Language: news.Bangla, Section: "bangladesh", Date: "2026/03/26", Slug: "jomunay-feri-bondh"}
	if want := "/bn/bangladesh/2026/03/26/4421-jomunay-feri-bondh"; c.Path() != want {
		t.Errorf("the path is %s", c.Path())
	}
	for path, want := range map[string]int64{
		c.Path(): 4421, "/en/x/1999/1/1/7": 7, "/en/x/2026/03/26/7-a/b": 0, "/en/x/2026/03/26/07-a": 0, "/en/x/2026/03/26/-7": 0,
		"/en/x/2026/03/26/99999999999999999999-a": 0, "en/x/2026/03/26/7-a": 0, "/en/x/2026/03/26/": 0, "": 0,
	} {
		if got, ok := edition.StoryNumber(path); got != want && ok || ok != (want != 0) {
			t.Errorf("%q: %d %v, want %d", path, got, ok, want)
		}
	}
}
