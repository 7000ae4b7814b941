package archive_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// A film that somebody took from readers is not answered any more, nor is what stood for it, although pages in caches name
// them; nor are captions that were replaced, which may have said what they must not.
func TestFilmsAndCaptionsAreNotAnsweredOnceTheyAreGone(t *testing.T) {
	a := open(t, t.TempDir())
	defer func() { _ = a.Close() }()
	film := func(n int64, captions, poster string) edition.Change {
		c := of(n, edition.Redrawn, time.Duration(n)*time.Hour, "lead.jpg")
		r := edition.Recording{ID: "f", Kind: news.Film, File: "f.mp4", Captions: []news.Captions{{Language: "en", File: captions}}}
		r.Poster = &edition.Picture{ID: "q", Renditions: []news.Rendition{{Name: poster}}}
		c.Story.Recordings = []edition.Recording{r}
		return c
	}
	first := film(1, "one.vtt", "q.jpg")
	first.Kind = edition.Published
	without := of(4, edition.Redrawn, 4*time.Hour, "lead.jpg")
	for _, step := range []struct {
		change edition.Change
		want   []string
	}{
		{first, []string{"f.mp4", "one.vtt", "q.jpg", "lead.jpg"}},
		{film(2, "two.vtt", "q.jpg"), []string{"f.mp4", "two.vtt", "q.jpg", "lead.jpg"}},
		{film(3, "two.vtt", "q2.jpg"), []string{"f.mp4", "two.vtt", "q.jpg", "q2.jpg", "lead.jpg"}},
		{without, []string{"lead.jpg"}},
	} {
		if _, err := a.Append([]edition.Change{step.change}); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"f.mp4", "one.vtt", "two.vtt", "q.jpg", "q2.jpg", "lead.jpg"} {
			if got := a.View().Media(name); got != slices.Contains(step.want, name) {
				t.Errorf("edition %d: %s is answered: %v", step.change.Number, name, got)
			}
		}
	}
}
